// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/support/cold.hpp>

#include <concepts>
#include <limits>

namespace nabla {

/// The scalar in which a derivative of type S is differenced: the next wider one where there is one.
template <class S>
struct wider_scalar {
  using type = S;
};
template <>
struct wider_scalar<float> {
  using type = double;
};
template <>
struct wider_scalar<double> {
  using type = long double;
};

}  // namespace nabla

namespace nabla::detail {

// <cmath> and <algorithm> would cost a fifth of what including nabla costs, and are no constant expressions.
namespace numeric {

// of a type with more digits, which need not be literal
template <class T>
inline const T infinity = std::numeric_limits<T>::infinity();
template <class T>
inline const T epsilon = std::numeric_limits<T>::epsilon();
template <std::floating_point T>
inline constexpr T infinity<T> = std::numeric_limits<T>::infinity();
template <std::floating_point T>
inline constexpr T epsilon<T> = std::numeric_limits<T>::epsilon();

template <class T>
constexpr T size_of(T a) { return a < 0 ? -a : a; }
template <class T>
constexpr T larger(T a, T b) { return a < b ? b : a; }
template <class T>
constexpr T smaller(T a, T b) { return b < a ? b : a; }
/// Neither an infinity nor NaN.
template <class T>
constexpr bool is_finite(T a) { return a >= std::numeric_limits<T>::lowest() && a <= std::numeric_limits<T>::max(); }
template <class T>
constexpr bool is_nan(T a) { return a != a; }

/// Square root to the few digits that an estimate needs, in constant expressions too: Newton's iteration from a power of two.
template <class T>
NABLA_COLD constexpr T root(T a) {
  if (!(a > 0) || !is_finite(a)) return a > 0 ? a : T(0);
  T guess = 1;
  while (guess * guess < a && guess < a) guess *= 2;
  while (guess * guess > a && guess > 0) guess /= 2;
  for (int i = 0; i < 5; ++i) guess = (guess + a / guess) / 2;
  return guess;
}

/// The largest power of two that is not above a positive number.
template <class T>
NABLA_COLD constexpr T power_of_two_below(T a) {
  T p = 1;
  while (p > a && p > 0) p /= 2;
  while (p <= a / 2) p *= 2;
  return p;
}

}  // namespace numeric
}  // namespace nabla::detail
