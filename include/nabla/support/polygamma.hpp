// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// The derivatives of log Gamma, for constants and at run time, since the standard library has none. Arguments are raised or lowered by the
// recurrence (DLMF 5.5.2, 5.15.5), above 12 or 20 the asymptotic series holds (DLMF 5.11.2, 5.15.8), below 0 the reflection formula
// (DLMF 5.5.4, 5.15.6). Between 1 and 3 digamma is (x - root) times a polynomial, so that it keeps its digits at the root.

#include <nabla/support/constant_math/logarithm.hpp>
#include <nabla/support/constant_math/rounding.hpp>
#include <nabla/support/constant_math/trigonometric.hpp>
#include <nabla/support/libm.hpp>
#include <nabla/support/polygamma_c.hpp>

#include <type_traits>

#if defined(__GLIBC__) && defined(_DEFAULT_SOURCE)
extern "C" {  // as <math.h> declares them
float lgammaf_r(float, int*) noexcept;
double lgamma_r(double, int*) noexcept;
long double lgammal_r(long double, int*) noexcept;
}
#endif

namespace nabla::detail::polygamma {
namespace parts {

using constant_math::parts::infinity;
using constant_math::parts::nan;

/// double, by a name that depends on T: functions of it are made where they are called. clang takes no 1.0 * x of NaN for a constant.
template <class T>
using wider = std::conditional_t<std::is_same_v<T, float>, double, T>;
template <class T>
inline constexpr T pi = T(3.14159265358979323846264338327950288L);

/// From here on ten terms of the asymptotic series are enough.
template <class T>
inline constexpr T asymptotic_bound = std::numeric_limits<T>::digits > 53 ? 20 : 12;

/// sum of weight(k) B_2k / x^2k, k = 1 to 10.
template <class T, class Weight>
constexpr T series(T x, Weight weight) {
  const T z = 1 / (x * x);
  T sum = 0;
  for (int k = 10; k >= 1; --k) sum = (sum + weight(T(2 * k)) * bernoulli<T>[k - 1]) * z;
  return sum;
}

template <class T>
constexpr T log_of(T x) {
  if (__builtin_is_constant_evaluated()) return constant_math::log(x);
  return libm::log(x);
}
template <class T>
constexpr T sin_of(T x) {
  if (__builtin_is_constant_evaluated()) return constant_math::sin(x);
  return libm::sin(x);
}
/// cos(pi x) for |x| <= 1/2, to its own digits near 1/2, too.
template <class T>
constexpr T cos_of_half_turns(T x) {
  return sin_of(pi<T> * (T(0.5) - constant_math::abs(x)));
}

/// psi(2 + t) / (2 + t - root) for |t| <= 1.
template <class T>
constexpr T digamma_factor(T t) {
  T sum = 0;
  for (int k = 35; k >= 0; --k) sum = sum * t + T(digamma_series[k]);
  return sum;
}

/// psi(x), 1 <= x <= 3. The root of psi is a double, which cancels exactly, and a rest.
template <class T>
constexpr T digamma_near_root(T x) {
  return ((x - T(1.4616321449683622)) - T(9.54999542996569771518e-17L)) * digamma_factor(x - 2);
}

}  // namespace parts

/// psi(x) = d/dx log Gamma(x) within 4 ulp for x > 0; -inf at +0, +inf at -0, NaN at the negative integers and -inf.
template <std::floating_point T>
constexpr T digamma(T x) {
  if constexpr (std::is_same_v<T, float>) {
    return constant_math::parts::to_narrow<float>(digamma(parts::wider<T>(x)));
  } else {
    if (x == 0) return constant_math::signbit(x) ? parts::infinity<T> : -parts::infinity<T>;
    if (constant_math::isnan(x) || x > std::numeric_limits<T>::max()) return x;
    if (constant_math::abs(x) < std::numeric_limits<T>::min()) return x < 0 ? parts::infinity<T> : -parts::infinity<T>;
    if (x < 0) {
      if (constant_math::isinf(x)) return parts::nan<T>;
      const T from_integer = x - constant_math::round(x);
      if (from_integer == 0 && x <= -1) return parts::nan<T>;
      if (x > -std::numeric_limits<T>::epsilon()) return -1 / x + parts::digamma_near_root(T(1));
      const T angle = parts::pi<T> * from_integer;
      return digamma(1 - x) - parts::pi<T> * parts::cos_of_half_turns(from_integer) / parts::sin_of(angle);
    }
    if (x > 4 / std::numeric_limits<T>::epsilon()) return parts::log_of(x);
    if (x < 1) return parts::digamma_near_root(x + 1) - 1 / x;
    if (x >= parts::asymptotic_bound<T>) return parts::log_of(x) - T(0.5) / x - parts::series(x, [](T n) { return 1 / n; });
    T sum = 0;
    while (x > 3) {
      x -= 1;
      sum += 1 / x;
    }
    return parts::digamma_near_root(x) + sum;
  }
}

/// psi'(x) within 4 ulp for x > 0; +inf at 0 and the negative integers, NaN at -inf.
template <std::floating_point T>
constexpr T trigamma(T x) {
  if constexpr (std::is_same_v<T, float>) {
    return constant_math::parts::to_narrow<float>(trigamma(parts::wider<T>(x)));
  } else {
    constexpr T smallest = constant_math::parts::power_of_two<T>(1 - std::numeric_limits<T>::max_exponent / 2);
    if (constant_math::isnan(x)) return x;
    if (constant_math::isinf(x)) return x > 0 ? T(0) : parts::nan<T>;
    if (constant_math::abs(x) <= smallest) return parts::infinity<T>;
    if (x < 0) {
      const T from_integer = x - constant_math::round(x);
      if (from_integer == 0) return parts::infinity<T>;
      const T ratio = parts::pi<T> / parts::sin_of(parts::pi<T> * from_integer);
      return ratio * ratio - trigamma(1 - x);
    }
    if (x > 2 / std::numeric_limits<T>::epsilon()) return 1 / x;
    T terms[32] = {}, sum = 0;
    int count = 0;
    for (; x < parts::asymptotic_bound<T>; x += 1) terms[count++] = 1 / x * (1 / x);
    sum = 1 / x * (1 + parts::series(x, [](T) { return T(1); })) + T(0.5) / (x * x);
    while (count > 0) sum += terms[--count];  // the small ones first
    return sum;
  }
}

/// psi''(x) within 4 ulp for x > 0; -inf at +0, +inf at -0, NaN at the negative integers and -inf.
template <std::floating_point T>
constexpr T tetragamma(T x) {
  if constexpr (std::is_same_v<T, float>) {
    return constant_math::parts::to_narrow<float>(tetragamma(parts::wider<T>(x)));
  } else {
    constexpr T smallest = constant_math::parts::power_of_two<T>(1 - std::numeric_limits<T>::max_exponent / 3);
    constexpr T largest = 1 / smallest;
    if (constant_math::isnan(x)) return x;
    if (constant_math::isinf(x)) return x > 0 ? -T(0) : parts::nan<T>;
    if (constant_math::abs(x) <= smallest) return constant_math::signbit(x) ? parts::infinity<T> : -parts::infinity<T>;
    if (x < 0) {
      const T from_integer = x - constant_math::round(x);
      if (from_integer == 0) return parts::nan<T>;
      const T angle = parts::pi<T> * from_integer, ratio = parts::pi<T> / parts::sin_of(angle);
      return tetragamma(1 - x) - 2 * parts::cos_of_half_turns(from_integer) * ratio * ratio * ratio;
    }
    if (x > largest) return -(1 / x * (1 / x));
    T terms[32] = {}, sum = 0;
    int count = 0;
    for (; x < parts::asymptotic_bound<T>; x += 1) terms[count++] = 2 / (x * x * x);
    sum = 1 / x * (1 / x) * (1 + 1 / x + parts::series(x, [](T n) { return n + 1; }));
    while (count > 0) sum += terms[--count];
    return -sum;
  }
}

/// log |Gamma(x)| at run time, without writing the global `signgam` as std::lgamma does, where the C library allows that.
template <std::floating_point T>
T lgamma(T x) {
#if defined(__GLIBC__) && defined(_DEFAULT_SOURCE)
  int sign = 0;
  if constexpr (std::is_same_v<T, float>) return ::lgammaf_r(x, &sign);
  else if constexpr (std::is_same_v<T, double>) return ::lgamma_r(x, &sign);
  else return ::lgammal_r(x, &sign);
#else
  return libm::lgamma(x);
#endif
}

}  // namespace nabla::detail::polygamma
