// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// exp(x) = 2^n (1 + expm1(r)) with n = round(x / ln 2), r = x - n ln 2 in double words. expm1(r/16) is its Taylor series
// with the terms from the third on in T, doubled four times by expm1(2s) = expm1(s) (2 + expm1(s)) (Muller, "Elementary
// Functions", 2016, ch. 11; Hida, Li and Bailey's QD library). The kernel is good to about 2^-(p+11).

#include <nabla/support/constant_math/constants.hpp>
#include <nabla/support/constant_math/rounding.hpp>

namespace nabla::detail::constant_math {
namespace parts {

/// expm1(r) for |r| <= 0.36.
template <typename T>
constexpr double_word<T> expm1_kernel(double_word<T> r) {
  const auto& c = inverse_factorial<T>.c;
  const double_word<T> s = times_power_of_two(r, T(0.0625));
  T tail = 0;
  for (int k = 3 + digits<T> / 8; k >= 3; --k) tail = tail * s.hi + c[k].hi;
  const double_word<T> square = s * s;
  double_word<T> e = s + (times_power_of_two(square, T(0.5)) + tail * square.hi * s.hi);
  for (int doubling = 0; doubling < 4; ++doubling) e = e * (e + T(2));
  return e;
}

/// 2^exponent (1 + fraction).
template <typename T>
struct scaled_exponential {
  double_word<T> fraction;
  int exponent;

  constexpr double_word<T> mantissa() const { return fraction + T(1); }
};

/// exp(x) for |x| < 2^20.
template <typename T>
constexpr scaled_exponential<T> exp_kernel(double_word<T> x) {
  const T n = nearest_integer(x.hi * log2_e<T>.hi);
  return {expm1_kernel(n == 0 ? x : x - ln2<T> * n), static_cast<int>(n)};
}

/// expm1(x) for -2p < x < 2p.
template <typename T>
constexpr double_word<T> expm1_double_word(double_word<T> x) {
  const auto [fraction, exponent] = exp_kernel(x);
  if (exponent == 0) return fraction;
  const T power = power_of_two<T>(exponent);
  return times_power_of_two(fraction, power) + two_sum(power, T(-1));
}

/// From this exponent on, up or down, exp and exp2 are inf or 0.
template <typename T>
inline constexpr T exponent_bound = static_cast<T>(2 * std::numeric_limits<T>::max_exponent);

}  // namespace parts

/// e^x within 0.51 ulp, 0.75 where subnormal; exp(-inf) = 0, inf from overflow, 0 from underflow.
template <std::floating_point T>
constexpr T exp(T x) {
  if constexpr (parts::narrow<T>) {
    return parts::to_narrow<T>(exp(parts::widen(x)));
  } else {
    if (isnan(x)) return x;
    if (x > parts::exponent_bound<T>) return parts::infinity<T>;
    if (x < -parts::exponent_bound<T>) return 0;
    const auto result = parts::exp_kernel<T>({x});
    return parts::scale(result.mantissa().hi, result.exponent);
  }
}

/// 2^x within 0.51 ulp, 0.75 where subnormal, exact for integers; limits as exp.
template <std::floating_point T>
constexpr T exp2(T x) {
  if constexpr (parts::narrow<T>) {
    return parts::to_narrow<T>(exp2(parts::widen(x)));
  } else {
    if (isnan(x)) return x;
    if (x > parts::exponent_bound<T>) return parts::infinity<T>;
    if (x < -parts::exponent_bound<T>) return 0;
    const T n = parts::nearest_integer(x);
    const auto fraction = parts::expm1_kernel(parts::ln2<T> * (x - n));
    return parts::scale((fraction + T(1)).hi, static_cast<int>(n));
  }
}

/// e^x - 1 within 0.51 ulp; expm1(-inf) = -1, keeps the sign of zero.
template <std::floating_point T>
constexpr T expm1(T x) {
  if constexpr (parts::narrow<T>) {
    return parts::to_narrow<T>(expm1(parts::widen(x)));
  } else {
    constexpr T precision = static_cast<T>(parts::digits<T>);
    if (isnan(x) || abs(x) < std::numeric_limits<T>::epsilon() / 4) return x;
    if (x > precision) return exp(x);
    if (x < -precision) return -1;
    return parts::expm1_double_word<T>({x}).hi;
  }
}

}  // namespace nabla::detail::constant_math
