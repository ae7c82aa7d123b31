// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// Rounding to an integer: adding and subtracting 2^(p-1) rounds a smaller magnitude to the nearest integer, which is
// then corrected by one (Hacker's Delight; FreeBSD msun s_rint.c). No integer type is involved, so any precision works.

#include <nabla/support/constant_math/classify.hpp>

namespace nabla::detail::constant_math {
namespace parts {

/// 2^(p-1): from here on every T is an integer.
template <typename T>
inline constexpr T integer_threshold = 1 / std::numeric_limits<T>::epsilon();

/// The integer nearest to x, ties to even, for |x| < 2^(p-2).
template <typename T>
constexpr T nearest_integer(T x) {
  constexpr T shift = integer_threshold<T>;
  return x < 0 ? (x - shift) + shift : (x + shift) - shift;
}

}  // namespace parts

/// x rounded toward zero; exact, keeps the sign of zero.
template <std::floating_point T>
constexpr T trunc(T x) {
  constexpr T shift = parts::integer_threshold<T>;
  const T magnitude = abs(x);
  if (!(magnitude < shift)) return x;
  T rounded = (magnitude + shift) - shift;
  if (rounded > magnitude) rounded -= 1;
  return copysign(rounded, x);
}

/// The largest integer not above x; exact, keeps the sign of zero.
template <std::floating_point T>
constexpr T floor(T x) {
  const T toward_zero = trunc(x);
  return toward_zero > x ? toward_zero - 1 : toward_zero;
}

/// The smallest integer not below x; exact, ceil(-0.5) = -0.
template <std::floating_point T>
constexpr T ceil(T x) {
  const T toward_zero = trunc(x);
  return toward_zero < x ? toward_zero + 1 : toward_zero;
}

/// The integer nearest to x, ties away from zero; exact, keeps the sign of zero.
template <std::floating_point T>
constexpr T round(T x) {
  const T toward_zero = trunc(x);
  if (isnan(x) || toward_zero == x) return x;
  return abs(x - toward_zero) < T(0.5) ? toward_zero : toward_zero + copysign(T(1), x);
}

namespace parts {

/// Whether x is an odd integer; finite x only.
template <typename T>
constexpr bool is_odd_integer(T x) {
  const T half = x / 2;
  return trunc(x) == x && trunc(half) != half;
}

}  // namespace parts
}  // namespace nabla::detail::constant_math
