// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// erf by its Taylor series for |x| <= 1 (DLMF 7.6.1), the leading terms in double words; erfc above 1 by Laplace's
// continued fraction (DLMF 7.9.1), evaluated backward in T, where every term is positive, with exp(-x^2) from the double
// word x^2. Each of the two is 1 minus the other where that loses nothing.

#include <nabla/support/constant_math/exponential.hpp>

namespace nabla::detail::constant_math {
namespace parts {

/// (-1)^k / (k! (2k + 1)): erf(x) sqrt(pi)/(2x) in x^2.
template <typename T>
inline constexpr auto erf_series = [] {
  coefficients<T, 36> table;
  for (int k = 0; k < 36; ++k) {
    const double_word<T> c = inverse_factorial<T>.c[k] * inverse_odd<T>.c[k];
    table.c[k] = k % 2 == 0 ? c : -c;
  }
  return table;
}();

/// erf(x) for |x| <= 1.
template <typename T>
constexpr double_word<T> erf_kernel(T x) {
  constexpr int terms = 8 + digits<T> / 5;
  return two_over_sqrt_pi<T> * x * polynomial<8>(erf_series<T>.c, terms, two_product(x, x));
}

/// erf(x) for |x| <= 1, rounded; a tiny x is scaled so that no low word underflows.
template <typename T>
constexpr T erf_small(T x) {
  constexpr int shift = 2 * digits<T>;
  if (abs(x) >= power_of_two<T>(-shift)) return erf_kernel(x).hi;
  return (two_over_sqrt_pi<T> * (x * power_of_two<T>(shift))).hi * power_of_two<T>(-shift);
}

/// erfc(x) for 1 < x < 2^9.
template <typename T>
constexpr T erfc_kernel(T x) {
  // n levels leave an error of about exp(-2 x sqrt(2n)); the constant below is for a large x
  const T levels = static_cast<T>(digits<T> + 10) * T(0.245) / x;
  const int count = static_cast<int>(levels * levels) + digits<T> / 5 + 2;
  T fraction = x;
  for (int n = count; n > 0; --n) fraction = x + static_cast<T>(n) / (2 * fraction);
  const auto exponential = exp_kernel(-two_product(x, x));
  const double_word<T> scaled = exponential.mantissa() * two_over_sqrt_pi<T>;
  return scale((scaled / double_word<T>{fraction}).hi, exponential.exponent - 1);
}

/// From here on erfc underflows to 0: x^2 > ln 2 times the least exponent.
template <typename T>
inline constexpr T erfc_bound = 512;

}  // namespace parts

/// The error function within 1 ulp; erf(+-inf) = +-1, keeps the sign of zero.
template <std::floating_point T>
constexpr T erf(T x) {
  if constexpr (parts::narrow<T>) {
    return parts::to_narrow<T>(erf(parts::widen(x)));
  } else {
    const T magnitude = abs(x);
    if (isnan(x) || x == 0) return x;
    if (magnitude <= 1) return parts::erf_small(x);
    if (magnitude > static_cast<T>(parts::digits<T>) || magnitude * magnitude > static_cast<T>(parts::digits<T>)) return copysign(T(1), x);
    return copysign(1 - parts::erfc_kernel(magnitude), x);
  }
}

/// 1 - erf(x) within 2 ulp; erfc(inf) = 0, erfc(-inf) = 2, 0 from underflow.
template <std::floating_point T>
constexpr T erfc(T x) {
  if constexpr (parts::narrow<T>) {
    return parts::to_narrow<T>(erfc(parts::widen(x)));
  } else {
    if (isnan(x)) return x;
    if (abs(x) <= 1) return (-parts::erf_kernel(x) + T(1)).hi;
    if (x > parts::erfc_bound<T>) return 0;
    if (x < -static_cast<T>(parts::digits<T>)) return 2;
    return x < 0 ? 2 - parts::erfc_kernel(-x) : parts::erfc_kernel(x);
  }
}

}  // namespace nabla::detail::constant_math
