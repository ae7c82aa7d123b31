// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/record/operand.hpp>

#include <limits>

namespace nabla::detail {

/// The functions of <cmath> that are none of the table, composed of what is.
template <class Number>
struct standard_functions {
  static constexpr double infinity = std::numeric_limits<double>::infinity();
  static constexpr auto fabs(Number a) { return abs(a); }
  static constexpr auto trunc(Number a) { return where(a < 0, ceil(a), floor(a)); }
  /// To the nearest whole number, of two the even one.
  static constexpr auto rint(Number a) {
    const Number below = floor(a), left = a - below, even = 2 * floor(0.5 * below + 0.5);
    return copysign(where(left < 0.5, below, where(left > 0.5, below + 1, even)), a);
  }
  static constexpr auto nearbyint(Number a) { return rint(a); }
  static constexpr auto isnan(Number a) { return a != a; }
  static constexpr auto isinf(Number a) { return abs(a) == infinity; }
  static constexpr auto isfinite(Number a) { return abs(a) < infinity; }
  static constexpr auto signbit(Number a) { return (a < 0) | (1 / a < 0); }  // of -0 too
  static constexpr auto copysign(Number a, Number b) { return where(signbit(b), -abs(a), abs(a)); }
  // of a number and NaN the number, which max and min are not
  static constexpr auto fmax(Number a, Number b) { return where((a >= b) | (b != b), a, b); }
  static constexpr auto fmin(Number a, Number b) { return where((a <= b) | (b != b), a, b); }
  static constexpr auto fdim(Number a, Number b) { return where(a <= b, 0, a - b); }
  static constexpr auto lerp(Number a, Number b, Number t) { return a + t * (b - a); }
  static constexpr auto ldexp(Number a, int n) {
    for (; n > 0; --n) a *= 2;
    for (; n < 0; ++n) a *= 0.5;
    return a;
  }
  static constexpr auto scalbn(Number a, int n) { return ldexp(a, n); }
  /// exp(log |Gamma(a)|) with its sign; NaN at the poles below 0, as of std::tgamma. The rounding of the logarithm is magnified by it: 1e-13 at 100.
  static constexpr auto tgamma(Number a) {
    const Number whole = floor(a), odd = whole - 2 * floor(0.5 * whole);
    return where(a < 0, where(a == whole, std::numeric_limits<double>::quiet_NaN(), 1 - 2 * odd), where(signbit(a), -1, 1)) * exp(lgamma(a));
  }
  /// a - n b; a where n is 0, also of an infinite b.
  static constexpr auto left_of(Number a, Number n, Number b) { return where(n == 0, a, fma(-n, b, a)); }
  /// Exact where |a/b| < 2^53: the quotient is off by one at most, and what is left of a, rounded once, is mended by it.
  static constexpr auto fmod(Number a, Number b) {
    const Number u = abs(a), v = abs(b), left = left_of(u, floor(u / v), v);
    return copysign(where(left < 0, left + v, where(left >= v, left - v, left)), a);
  }
  static constexpr auto remainder(Number a, Number b) {
    const Number size = abs(b), left = left_of(a, rint(a / b), b);
    return where(left == 0, copysign(left, a), where(left > 0.5 * size, left - size, where(left < -0.5 * size, left + size, left)));
  }
};

template <class...>
struct recorded_where_it_is_called {
  using type = recorded;
};
#define NABLA_RECORDED_STANDARD(name)                                                        \
  template <class... A>                                                                      \
    requires RecordedOperands<A...>                                                          \
  friend constexpr auto name(A... a) {                                                       \
    return standard_functions<typename recorded_where_it_is_called<A...>::type>::name(a...); \
  }
/// Found by their operands. Of packs, so that a function of this name in the program comes before.
struct recorded_standard_functions {
  NABLA_RECORDED_STANDARD(fabs)
  NABLA_RECORDED_STANDARD(trunc)
  NABLA_RECORDED_STANDARD(isnan)
  NABLA_RECORDED_STANDARD(isinf)
  NABLA_RECORDED_STANDARD(isfinite)
  NABLA_RECORDED_STANDARD(signbit)
  NABLA_RECORDED_STANDARD(copysign)
  NABLA_RECORDED_STANDARD(fmax)
  NABLA_RECORDED_STANDARD(fmin)
  NABLA_RECORDED_STANDARD(fdim)
  NABLA_RECORDED_STANDARD(lerp)
  NABLA_RECORDED_STANDARD(ldexp)
  NABLA_RECORDED_STANDARD(fmod)
  NABLA_RECORDED_STANDARD(tgamma)
  NABLA_RECORDED_STANDARD(rint)
  NABLA_RECORDED_STANDARD(nearbyint)
  NABLA_RECORDED_STANDARD(remainder)
  NABLA_RECORDED_STANDARD(scalbn)
};
#undef NABLA_RECORDED_STANDARD

}  // namespace nabla::detail
