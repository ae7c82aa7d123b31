// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// sqrt by Heron's iteration on m in [1, 4) from a linear start; the exact residual m - s^2 then decides whether a
// neighbour of s is nearer (Markstein, "IA-64 and Elementary Functions", 2000), so sqrt is correctly rounded. cbrt is
// Newton's iteration on m in [1, 8) with a last step in double words.

#include <nabla/support/constant_math/double_word.hpp>

namespace nabla::detail::constant_math {
namespace parts {

/// sqrt(m) within an ulp for 1 <= m < 4.
template <typename T>
constexpr T sqrt_kernel(T m) {
  T s = T(0.59) + T(0.375) * m;  // within 9 %
  for (int step = 0, steps = digits<T> > 96 ? 5 : 4; step < steps; ++step) s = (s + m / s) / 2;
  return s;
}

/// x = m 4^k with 1 <= m < 4; x positive and finite.
template <typename T>
constexpr mantissa_exponent<T> decompose_for_sqrt(T x) {
  const auto [mantissa, exponent] = decompose(x);
  const int odd = exponent % 2 != 0 ? 1 : 0;
  return {odd != 0 ? 2 * mantissa : mantissa, (exponent - odd) / 2};
}

/// sqrt(x) for a double word with x.hi >= 0 and within the exponents where double words are safe.
template <typename T>
constexpr double_word<T> sqrt_double_word(double_word<T> x) {
  if (x.hi == 0) return x;
  const auto [mantissa, exponent] = decompose_for_sqrt(x.hi);
  const T s = sqrt_kernel(mantissa) * power_of_two<T>(exponent);
  return fast_two_sum(s, (x - two_product(s, s)).hi / (2 * s));
}

}  // namespace parts

/// The square root, correctly rounded; sqrt(-0) = -0, sqrt(x < 0) = NaN.
template <std::floating_point T>
constexpr T sqrt(T x) {
  if (isnan(x) || x == 0) return x;
  if (x < 0) return parts::nan<T>;
  if (isinf(x)) return x;
  const auto [m, exponent] = parts::decompose_for_sqrt(x);
  T s = parts::sqrt_kernel(m);
  const auto square = parts::two_product(s, s);
  const T residual = (m - square.hi) - square.lo;
  // sqrt(m) > s + ulp/2 exactly when m - s^2 > s ulp, as both are multiples of ulp^2
  constexpr T ulp = std::numeric_limits<T>::epsilon();
  if (residual > s * ulp) s += ulp;
  if (residual <= -s * ulp) s -= ulp;
  return s * parts::power_of_two<T>(exponent);
}

/// The cube root within 0.51 ulp; keeps the sign, of zero too.
template <std::floating_point T>
constexpr T cbrt(T x) {
  if constexpr (parts::narrow<T>) {
    return parts::to_narrow<T>(cbrt(parts::widen(x)));
  } else {
    if (isnan(x) || isinf(x) || x == 0) return x;
    auto [m, exponent] = parts::decompose(abs(x));
    for (; exponent % 3 != 0; --exponent) m *= 2;
    T y = T(0.9) + T(0.15) * m;  // within 15 %
    for (int step = 0, steps = parts::digits<T> > 80 ? 6 : 5; step < steps; ++step) y -= (y - m / (y * y)) / 3;
    const auto cube = parts::two_product(y, y) * y;
    y += (parts::double_word<T>{m} - cube).hi / (3 * y * y);
    return copysign(y * parts::power_of_two<T>(exponent / 3), x);
  }
}

/// sqrt(x^2 + y^2) within 0.51 ulp, without undue overflow; inf if either is infinite.
template <std::floating_point T>
constexpr T hypot(T x, T y) {
  if constexpr (parts::narrow<T>) {
    return parts::to_narrow<T>(hypot(parts::widen(x), parts::widen(y)));
  } else {
    if (isinf(x) || isinf(y)) return parts::infinity<T>;
    if (isnan(x) || isnan(y)) return parts::nan<T>;
    const T larger = abs(x) < abs(y) ? abs(y) : abs(x);
    const T smaller = abs(x) < abs(y) ? abs(x) : abs(y);
    if (smaller == 0) return larger;
    const auto [a, exponent] = parts::decompose(larger);
    const auto [b, smaller_exponent] = parts::decompose(smaller);
    if (exponent - smaller_exponent > parts::digits<T>) return larger;
    const T b_scaled = b * parts::power_of_two<T>(smaller_exponent - exponent);
    const auto sum = parts::two_product(a, a) + parts::two_product(b_scaled, b_scaled);
    return parts::scale(parts::sqrt_double_word(sum).hi, exponent);
  }
}

}  // namespace nabla::detail::constant_math
