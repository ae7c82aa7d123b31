// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/support/libm.hpp>

#include <type_traits>

namespace nabla::detail {

/// Does the machine that is compiled for fuse a product with a sum? Where it does not, fma() is a call of the C library.
#if defined(__FMA__) || defined(__FP_FAST_FMA)
inline constexpr bool fuses_products = true;
#else
inline constexpr bool fuses_products = false;
#endif

/// What the product of u and v lost, exactly, from halves of their digits (Dekker 1971, with Veltkamp's splitting); they stay below max / 2^27.
template <class T>
[[gnu::always_inline]] inline constexpr T product_error_by_halves(const T& u, const T& v, const T& product, const T& splitter) {
  const T u_scaled = splitter * u, v_scaled = splitter * v;
  const T u_high = u_scaled - (u_scaled - u), v_high = v_scaled - (v_scaled - v), u_low = u - u_high, v_low = v - v_high;
  return ((u_high * v_high - product) + u_high * v_low + u_low * v_high) + u_low * v_low;
}

/// u v - product for the rounded product, exactly: what a compensated function makes up for. 0 for scalars that know no fma().
template <class T>
[[gnu::always_inline]] inline constexpr T product_error(const T& u, const T& v, const T& product) {
  using libm::fma;
  if constexpr (!fuses_products && std::is_same_v<T, float>) return static_cast<float>(static_cast<double>(u) * static_cast<double>(v) - static_cast<double>(product));
  else if constexpr (!fuses_products && std::is_same_v<T, double>) return product_error_by_halves(u, v, product, 0x1p27 + 1);
  else if constexpr (requires { fma(u, v, -product); }) return fma(u, v, -product);
  else return T(0);
}

/// u² - square for the rounded square, likewise; by halves to as many digits as those of T, relative to what is lost at most, in fewer steps.
template <class T>
[[gnu::always_inline]] inline constexpr T square_error(const T& u, const T& square) {
  if constexpr (!fuses_products && std::is_same_v<T, double>) {
    const T high = __builtin_bit_cast(T, __builtin_bit_cast(unsigned long long, u) & ~0ull << 27);
    return (high * high - square) + (u - high) * (u + high);
  } else return product_error(u, u, square);
}

}  // namespace nabla::detail
