// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// sin and cos of the rest modulo pi/2 by their Taylor series, the leading terms in double words, so that the kernels are
// good to about 2^-(p+11) (Muller, "Elementary Functions", 2016, ch. 3 and 11). tan is their double-word quotient.

#include <nabla/support/constant_math/argument_reduction.hpp>

namespace nabla::detail::constant_math {
namespace parts {

/// (-1)^(k+1)/(2k+3)! and (-1)^(k+1)/(2k+2)!: sin(r)/r - 1 and cos(r) - 1, over r^2.
template <typename T, int First>
inline constexpr auto trigonometric_series = [] {
  coefficients<T, 17> table;
  for (int k = 0; k < 17; ++k) {
    const double_word<T> c = inverse_factorial<T>.c[2 * k + First];
    table.c[k] = k % 2 == 0 ? -c : c;
  }
  return table;
}();

template <typename T>
inline constexpr int trigonometric_terms = 5 + digits<T> / 10;

/// sin(r) for |r| <= pi/4, Exact terms of the series in double words.
template <typename T, int Exact = 3>
constexpr double_word<T> sin_kernel(double_word<T> r) {
  const double_word<T> z = r * r;
  return r + r * (z * polynomial<Exact>(trigonometric_series<T, 3>.c, trigonometric_terms<T>, z));
}

/// cos(r) for |r| <= pi/4.
template <typename T, int Exact = 3>
constexpr double_word<T> cos_kernel(double_word<T> r) {
  const double_word<T> z = r * r;
  return z * polynomial<Exact>(trigonometric_series<T, 2>.c, trigonometric_terms<T>, z) + T(1);
}

/// sin(rest + quadrant pi/2).
template <typename T>
constexpr double_word<T> sin_of(reduced_angle<T> angle) {
  const double_word<T> value = angle.quadrant % 2 == 0 ? sin_kernel(angle.rest) : cos_kernel(angle.rest);
  return angle.quadrant >= 2 ? -value : value;
}

/// Below this magnitude f(x) = x (1 + O(x^2)) rounds to x.
template <typename T>
constexpr bool is_tiny(T x) {
  return abs(x) < std::numeric_limits<T>::epsilon();
}

}  // namespace parts

/// The sine within 0.51 ulp for every finite x; sin(+-inf) = NaN, keeps the sign of zero.
template <std::floating_point T>
constexpr T sin(T x) {
  if constexpr (parts::narrow<T>) {
    return parts::to_narrow<T>(sin(parts::widen(x)));
  } else {
    if (isnan(x) || isinf(x)) return parts::nan<T>;
    if (parts::is_tiny(x)) return x;
    return parts::sin_of(parts::reduce_angle(x)).hi;
  }
}

/// The cosine within 0.51 ulp for every finite x; cos(+-inf) = NaN.
template <std::floating_point T>
constexpr T cos(T x) {
  if constexpr (parts::narrow<T>) {
    return parts::to_narrow<T>(cos(parts::widen(x)));
  } else {
    if (isnan(x) || isinf(x)) return parts::nan<T>;
    const auto angle = parts::reduce_angle(x);
    return parts::sin_of<T>({(angle.quadrant + 1) % 4, angle.rest}).hi;
  }
}

/// The tangent within 0.51 ulp for every finite x; tan(+-inf) = NaN, keeps the sign of zero.
template <std::floating_point T>
constexpr T tan(T x) {
  if constexpr (parts::narrow<T>) {
    return parts::to_narrow<T>(tan(parts::widen(x)));
  } else {
    if (isnan(x) || isinf(x)) return parts::nan<T>;
    if (parts::is_tiny(x)) return x;
    const auto angle = parts::reduce_angle(x);
    const auto sine = parts::sin_kernel(angle.rest);
    const auto cosine = parts::cos_kernel(angle.rest);
    return (angle.quadrant % 2 == 0 ? sine / cosine : -cosine / sine).hi;
  }
}

}  // namespace nabla::detail::constant_math
