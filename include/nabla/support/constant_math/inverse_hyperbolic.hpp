// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// Inverse hyperbolic functions as logarithms of 1 + w with w a double word, so that nothing cancels near 0 and near 1
// (Kahan, "Branch cuts for complex elementary functions", 1987; fdlibm s_asinh.c, e_acosh.c, e_atanh.c).

#include <nabla/support/constant_math/logarithm.hpp>
#include <nabla/support/constant_math/root.hpp>

namespace nabla::detail::constant_math {
namespace parts {

/// log(2x), which asinh and acosh are for x > 2^p.
template <typename T>
constexpr T log_of_double(T x) {
  return (log_double_word<T>({x}) + ln2<T>).hi;
}

}  // namespace parts

/// The inverse of sinh within 0.52 ulp; keeps the sign, of zero too.
template <std::floating_point T>
constexpr T asinh(T x) {
  if constexpr (parts::narrow<T>) {
    return parts::to_narrow<T>(asinh(parts::widen(x)));
  } else {
    const T magnitude = abs(x);
    if (isnan(x) || isinf(x) || magnitude < std::numeric_limits<T>::epsilon()) return x;
    if (magnitude > 4 / std::numeric_limits<T>::epsilon()) return copysign(parts::log_of_double(magnitude), x);
    // sqrt(1 + x^2) - 1 = x^2 / (1 + sqrt(1 + x^2))
    const auto square = parts::two_product(magnitude, magnitude);
    const auto excess = square / (parts::sqrt_double_word(square + T(1)) + T(1));
    return copysign(parts::log1p_double_word(excess + magnitude).hi, x);
  }
}

/// The inverse of cosh, at least 0, within 0.52 ulp; NaN for x < 1.
template <std::floating_point T>
constexpr T acosh(T x) {
  if constexpr (parts::narrow<T>) {
    return parts::to_narrow<T>(acosh(parts::widen(x)));
  } else {
    if (!(x >= 1)) return parts::nan<T>;
    if (isinf(x)) return x;
    if (x > 4 / std::numeric_limits<T>::epsilon()) return parts::log_of_double(x);
    // x + sqrt(x^2 - 1) = 1 + t + sqrt(t (t + 2)) with t = x - 1
    const auto t = parts::two_sum(x, T(-1));
    return parts::log1p_double_word(t + parts::sqrt_double_word(t * (t + T(2)))).hi;
  }
}

/// log((1 + x)/(1 - x))/2 within 0.52 ulp; atanh(+-1) = +-inf, NaN for |x| > 1, keeps the sign of zero.
template <std::floating_point T>
constexpr T atanh(T x) {
  if constexpr (parts::narrow<T>) {
    return parts::to_narrow<T>(atanh(parts::widen(x)));
  } else {
    const T magnitude = abs(x);
    if (isnan(x) || magnitude < std::numeric_limits<T>::epsilon()) return x;
    if (magnitude > 1) return parts::nan<T>;
    if (magnitude == 1) return copysign(parts::infinity<T>, x);
    const auto w = parts::double_word<T>{2 * magnitude} / parts::two_sum(T(1), -magnitude);
    return copysign(parts::log1p_double_word(w).hi / 2, x);
  }
}

}  // namespace nabla::detail::constant_math
