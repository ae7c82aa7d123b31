// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// atan(x) = atan(k/4) + atan((x - k/4)/(1 + x k/4)) for 0 <= x <= 1 with the nearest k, then the Taylor series, the leading
// terms in double words; pi/2 - atan(1/x) above 1 (Muller, "Elementary Functions", 2016, ch. 11; fdlibm s_atan.c). asin
// and acos are the angle of the point (x, sqrt(1 - x^2)), whose coordinates are double words.

#include <nabla/support/constant_math/root.hpp>
#include <nabla/support/constant_math/rounding.hpp>
#include <nabla/support/constant_math/trigonometric.hpp>

namespace nabla::detail::constant_math {
namespace parts {

/// atan(k/4).
template <typename T>
inline constexpr double_word<T> atan_of_quarters[5] = {
    {0},
    binary_expansion{{0xfadbafc96406eb15, 0x6dc79ef5f7a217e5, 0xaa7fa90388b3836b, 0x7a3a767c9449a766}, -2}.to<T>(),
    binary_expansion{{0xed63382b0dda7b45, 0x6fe445ecbc3a8d03, 0x6e141587261cdf00, 0xe2cf16e6e962470a}, -1}.to<T>(),
    binary_expansion{{0xa4bc7d1934f70924, 0x19a87f2a457dac9e, 0xe3f08689eeb2b9e7, 0x214866658cc4ef3b}, 0}.to<T>(),
    times_power_of_two(half_pi<T>, T(0.5))};

/// atan(x) for 0 <= x <= 1.
template <typename T>
constexpr double_word<T> atan_kernel(double_word<T> x) {
  constexpr int terms = 4 + digits<T> / 6;
  const T quarters = nearest_integer(4 * x.hi);
  const double_word<T> s = quarters == 0 ? x : (x + quarters / -4) / (x * (quarters / 4) + T(1));
  return atan_of_quarters<T>[static_cast<int>(quarters)] + s * polynomial<3>(inverse_odd<T>.c, terms, -(s * s));
}

/// The angle of the point (x, y) with y >= 0; 0 <= angle <= pi, coordinates of moderate exponents, not both 0.
template <typename T>
constexpr double_word<T> angle_of(double_word<T> y, double_word<T> x) {
  const double_word<T> width = x.hi < 0 ? -x : x;
  const double_word<T> acute = y.hi <= width.hi ? atan_kernel(y / width) : half_pi<T> - atan_kernel(width / y);
  return x.hi < 0 ? pi<T> - acute : acute;
}

/// sqrt(1 - x^2) for |x| <= 1.
template <typename T>
constexpr double_word<T> cosine_of_asin(T x) {
  return sqrt_double_word(two_sum(T(1), -x) * two_sum(T(1), x));
}

/// atan2(y, x) for finite y > 0 and x != 0.
template <typename T>
constexpr T atan2_finite(T y, T x) {
  const auto [y_mantissa, y_exponent] = decompose(y);
  const auto [x_mantissa, x_exponent] = decompose(abs(x));
  const int difference = y_exponent - x_exponent;
  if (difference > 2 * digits<T>) return half_pi<T>.hi;
  if (difference < -2 * digits<T>) {
    if (x < 0) return pi<T>.hi;
    return scale((double_word<T>{y_mantissa} / double_word<T>{x_mantissa}).hi, difference);
  }
  return angle_of<T>({y_mantissa * power_of_two<T>(difference)}, {copysign(x_mantissa, x)}).hi;
}

}  // namespace parts

/// The inverse sine within 0.51 ulp; NaN for |x| > 1, keeps the sign of zero.
template <std::floating_point T>
constexpr T asin(T x) {
  if constexpr (parts::narrow<T>) {
    return parts::to_narrow<T>(asin(parts::widen(x)));
  } else {
    if (isnan(x) || parts::is_tiny(x)) return x;
    if (abs(x) > 1) return parts::nan<T>;
    return copysign(parts::angle_of({abs(x)}, parts::cosine_of_asin(x)).hi, x);
  }
}

/// The inverse cosine within 0.51 ulp, in [0, pi]; NaN for |x| > 1.
template <std::floating_point T>
constexpr T acos(T x) {
  if constexpr (parts::narrow<T>) {
    return parts::to_narrow<T>(acos(parts::widen(x)));
  } else {
    if (!(abs(x) <= 1)) return parts::nan<T>;
    return parts::angle_of(parts::cosine_of_asin(x), {x}).hi;
  }
}

/// The inverse tangent within 0.51 ulp; atan(+-inf) = +-pi/2, keeps the sign of zero.
template <std::floating_point T>
constexpr T atan(T x) {
  if constexpr (parts::narrow<T>) {
    return parts::to_narrow<T>(atan(parts::widen(x)));
  } else {
    if (isnan(x) || parts::is_tiny(x)) return x;
    if (abs(x) > 4 / std::numeric_limits<T>::epsilon()) return copysign(parts::half_pi<T>.hi, x);
    return copysign(parts::angle_of<T>({abs(x)}, {1}).hi, x);
  }
}

/// The angle of the point (x, y) in [-pi, pi] within 0.51 ulp, 0.75 where subnormal; zeros and infinities as in C.
template <std::floating_point T>
constexpr T atan2(T y, T x) {
  if constexpr (parts::narrow<T>) {
    return parts::to_narrow<T>(atan2(parts::widen(y), parts::widen(x)));
  } else {
    if (isnan(x) || isnan(y)) return parts::nan<T>;
    if (isinf(x) && isinf(y)) return atan2(copysign(T(1), y), copysign(T(1), x));
    if (y == 0 || isinf(x)) return copysign(signbit(x) ? parts::pi<T>.hi : T(0), y);
    if (x == 0 || isinf(y)) return copysign(parts::half_pi<T>.hi, y);
    return copysign(parts::atan2_finite(abs(y), x), y);
  }
}

}  // namespace nabla::detail::constant_math
