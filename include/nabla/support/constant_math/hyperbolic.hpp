// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// Hyperbolic functions from expm1 in double words, and their inverses from log1p in double words, by the formulas of
// Kahan, "Branch cuts for complex elementary functions" (1987), and fdlibm's s_tanh.c, s_asinh.c.

#include <nabla/support/constant_math/exponential.hpp>

namespace nabla::detail::constant_math {
namespace parts {

/// From here on e^-2x is below 2^-(p+6).
template <typename T>
inline constexpr T hyperbolic_saturation = static_cast<T>(digits<T> + 6) * T(0.35);

/// e^x / 2 for a large x.
template <typename T>
constexpr T half_exp(T x) {
  if (x > exponent_bound<T>) return infinity<T>;
  const auto result = exp_kernel<T>({x});
  return scale(result.mantissa().hi, result.exponent - 1);
}

}  // namespace parts

/// (e^x - e^-x)/2 within 0.52 ulp; inf from overflow, keeps the sign of zero.
template <std::floating_point T>
constexpr T sinh(T x) {
  if constexpr (parts::narrow<T>) {
    return parts::to_narrow<T>(sinh(parts::widen(x)));
  } else {
    const T magnitude = abs(x);
    if (isnan(x) || magnitude < std::numeric_limits<T>::epsilon()) return x;
    if (magnitude > parts::hyperbolic_saturation<T>) return copysign(parts::half_exp(magnitude), x);
    const auto e = parts::expm1_double_word<T>({magnitude});
    const auto twice = e + e / (e + T(1));
    return copysign(twice.hi / 2, x);
  }
}

/// (e^x + e^-x)/2 within 0.52 ulp; inf from overflow.
template <std::floating_point T>
constexpr T cosh(T x) {
  if constexpr (parts::narrow<T>) {
    return parts::to_narrow<T>(cosh(parts::widen(x)));
  } else {
    if (isnan(x)) return x;
    const T magnitude = abs(x);
    if (magnitude > parts::hyperbolic_saturation<T>) return parts::half_exp(magnitude);
    const auto e = parts::expm1_double_word<T>({magnitude}) + T(1);
    const auto twice = e + parts::double_word<T>{1} / e;
    return twice.hi / 2;
  }
}

/// (e^2x - 1)/(e^2x + 1) within 0.52 ulp; tanh(+-inf) = +-1, keeps the sign of zero.
template <std::floating_point T>
constexpr T tanh(T x) {
  if constexpr (parts::narrow<T>) {
    return parts::to_narrow<T>(tanh(parts::widen(x)));
  } else {
    const T magnitude = abs(x);
    if (isnan(x) || magnitude < std::numeric_limits<T>::epsilon()) return x;
    if (magnitude > parts::hyperbolic_saturation<T>) return copysign(T(1), x);
    const auto e = parts::expm1_double_word<T>({2 * magnitude});
    return copysign((e / (e + T(2))).hi, x);
  }
}

}  // namespace nabla::detail::constant_math
