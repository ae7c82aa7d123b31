// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/eigen/packet.hpp>

#include <cstddef>
#include <utility>

namespace nabla::detail {

// What functions of registers are made of: the bits of their numbers, powers of two, polynomials. The functions are written once for float and double and for all widths.

template <class Bits, std::size_t Size>
struct vector_of_bits {
  typedef Bits type __attribute__((vector_size(Size)));
};
/// The bits of each number, as unsigned integers: the compilers' vectors, which know arithmetic.
template <class T>
using lane_bits = typename vector_of_bits<std::conditional_t<sizeof(T) == sizeof(float), unsigned, unsigned long long>, sizeof(eigen_register<T>)>::type;

template <class T>
[[gnu::always_inline]] inline lane_bits<T> bits_of(packet<T> a) { return __builtin_bit_cast(lane_bits<T>, a.v); }
template <class T>
[[gnu::always_inline]] inline packet<T> number_of(lane_bits<T> bits) { return __builtin_bit_cast(eigen_register<T>, bits); }

/// How a number is laid out in bits.
template <class T>
struct binary_format;
template <>
struct binary_format<double> {
  static constexpr int digits = 52;
  static constexpr long long bias = 1023;
  static constexpr double magic = 0x1.8p52;  ///< added to a number it leaves its integer in the lowest bits
  static constexpr unsigned long long mantissa = 0xfffffffffffff, mask = 0xfff;
};
template <>
struct binary_format<float> {
  static constexpr int digits = 23;
  static constexpr int bias = 127;
  static constexpr float magic = 0x1.8p23f;
  static constexpr unsigned mantissa = 0x7fffff, mask = 0x3ff;
};

/// The same number, of which the optimiser does not know where it is from: under -ffast-math (a + magic) - magic would be a.
template <class T>
[[gnu::always_inline]] inline packet<T> kept_apart(packet<T> a) {
#if defined(__FAST_MATH__)
  EIGEN_OPTIMIZATION_BARRIER(a.v)
#endif
  return a;
}

/// The sign bit of b on |a|.
template <class T>
[[gnu::always_inline]] inline packet<T> copysign(packet<T> a, packet<T> b) {
  const packet<T> sign(T(-0.0));
  return Eigen::internal::por(Eigen::internal::pandnot(a.v, sign.v), Eigen::internal::pand(b.v, sign.v));
}

/// 2^n for whole numbers n of the exponents of normal numbers.
template <class T>
[[gnu::always_inline]] inline packet<T> power_of_two(packet<T> n) {
  using format = binary_format<T>;
  return number_of<T>(bits_of(kept_apart(n + (format::magic + T(format::bias)))) << format::digits);
}

/// A whole number with the sum in which it was rounded to one.
template <class T>
struct rounded {
  packet<T> n, sum;
};
template <class T>
inline constexpr T rounding_offset = binary_format<T>::magic + 2 * T(binary_format<T>::bias);
/// round(a b), for what is much smaller than 2^51, or 2^22.
template <class T>
[[gnu::always_inline]] inline rounded<T> rounded_product(packet<T> a, packet<T> b) {
  const packet<T> sum = kept_apart(multiply_add(a, b, rounding_offset<T>));
  return {sum - rounding_offset<T>, sum};
}

/// a 2^n, rounded once where it is below the normal numbers; for n above -2 bias and below 2 bias. In halves: one power of two would not be a number.
template <class Register, class T>
[[gnu::always_inline]] inline packet<T> scaled(const Register&, packet<T> a, rounded<T> by) {
  using format = binary_format<T>;
  const lane_bits<T> both = bits_of(by.sum) & format::mask, half = both >> 1;
  return a * number_of<T>(half << format::digits) * number_of<T>((both - half) << format::digits);
}
#if defined(EIGEN_VECTORIZE_AVX512)
[[gnu::always_inline]] inline packet<double> scaled(__m512d, packet<double> a, rounded<double> by) { return _mm512_scalef_pd(a.v, by.n.v); }
[[gnu::always_inline]] inline packet<float> scaled(__m512, packet<float> a, rounded<float> by) { return _mm512_scalef_ps(a.v, by.n.v); }
#endif
template <class T>
[[gnu::always_inline]] inline packet<T> scaled(packet<T> a, rounded<T> by) { return scaled(a.v, a, by); }

/// A number and what it lost in rounding.
template <class T>
struct in_two {
  packet<T> value, rest;
};
/// a b + c, for |c| < |a b|, or numbers of few digits.
template <class T>
[[gnu::always_inline]] inline in_two<T> multiply_add_in_two(packet<T> a, packet<T> b, packet<T> c) {
  if constexpr (fuses_products) {
    const packet<T> sum = multiply_add(a, b, c);
    return {sum, multiply_add(a, b, c - kept_apart(sum))};
  } else {
    const packet<T> product = a * b, sum = product + c;
    return {sum, product - kept_apart(sum - c) + product_error(a, b, product)};
  }
}

// Quotients of numbers from the middle of the range: with AVX-512 from an approximate inverse, which leaves the divider to others.

/// 1 / divisor to half of the digits at least, and what is missing: value (1 + rest).
template <class T>
struct nearly_inverse {
  packet<T> value, rest;
  [[gnu::always_inline]] explicit nearly_inverse(packet<T> divisor) : value(approximate_inverse(divisor.v)), rest(missing(value, divisor)) {}
  [[gnu::always_inline]] static packet<T> missing(packet<T> inverse, packet<T> divisor) {
    if constexpr (fuses_products) return subtract_product(inverse, divisor, packet<T>(1));
    else {
      const packet<T> product = inverse * divisor;
      return packet<T>(1) - product - product_error(inverse, divisor, product);
    }
  }

 private:
  template <class Register>
  [[gnu::always_inline]] static packet<T> approximate_inverse(const Register& divisor) { return packet<T>(1) / packet<T>(divisor); }
#if defined(EIGEN_VECTORIZE_AVX512)
  [[gnu::always_inline]] static packet<T> approximate_inverse(__m512 divisor) { return _mm512_rcp14_ps(divisor); }
  [[gnu::always_inline]] static packet<T> approximate_inverse(__m512d divisor) {
    const packet<T> first = _mm512_rcp14_pd(divisor);
    return multiply_add(first, missing(first, packet<T>(divisor)), first);
  }
#endif
};
/// a / b within one unit.
template <class T>
[[gnu::always_inline]] inline packet<T> quotient(packet<T> a, packet<T> b) {
#if defined(EIGEN_VECTORIZE_AVX512)
  const nearly_inverse<T> inverse(b);
  const packet<T> first = a * inverse.value;
  return multiply_add(inverse.value, subtract_product(first, b, a), first);
#else
  return a / b;
#endif
}

/// c[First] + c[First + 2] z² + c[First + 4] z⁴ + …
template <std::size_t First, class T, std::size_t N>
[[gnu::always_inline]] inline packet<T> every_other(packet<T> square, const T (&c)[N]) {
  constexpr std::size_t steps = (N - 1 - First) / 2;
  packet<T> sum(c[First + 2 * steps]);
  [&]<std::size_t... K>(std::index_sequence<K...>) { ((sum = multiply_add(sum, square, packet<T>(c[First + 2 * (steps - 1 - K)]))), ...); }(std::make_index_sequence<steps>{});
  return sum;
}
/// Σ c[k] z^k, the even and the odd powers apart: two chains of half the length. The last steps one after the other, which rounds less.
template <std::size_t Last = 0, class T, std::size_t N>
[[gnu::always_inline]] inline packet<T> polynomial(packet<T> z, const T (&c)[N]) {
  const packet<T> square = z * z;
  packet<T> sum = multiply_add(every_other<Last + 1>(square, c), z, every_other<Last>(square, c));
  [&]<std::size_t... K>(std::index_sequence<K...>) { ((sum = multiply_add(sum, z, packet<T>(c[Last - 1 - K]))), ...); }(std::make_index_sequence<Last>{});
  return sum;
}

}  // namespace nabla::detail
