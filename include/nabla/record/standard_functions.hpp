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
  /// Exact where |a/b| < 2^53: the quotient is off by one at most, and what is left of a, rounded once, is mended by it.
  static constexpr auto fmod(Number a, Number b) {
    const Number u = abs(a), v = abs(b), left = fma(-floor(u / v), v, u);
    return copysign(where(left < 0, left + v, where(left >= v, left - v, left)), a);
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
};
#undef NABLA_RECORDED_STANDARD

}  // namespace nabla::detail
