// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/numbers.hpp>
#include <nabla/check/outcome.hpp>

namespace nabla::detail::numeric {

/// What is known of a derivative before it is judged.
template <class T>
struct question {
  T derivative = 0;  ///< the one to be judged
  T tolerance = 0;   ///< of its size
  T own_error = 0;   ///< rounding of the derivative itself, measured where it was computed, and what its type cannot represent
  T noise = 0;       ///< of f, absolute
  T beside = 0;      ///< relative distance within which rounding cannot tell the point from an edge
  T moved = 0;       ///< by how much it changes where the point moves by roundings; at an edge it leaps
};

/// The verdict on one derivative.
template <class T>
struct answer {
  outcome says = outcome::undecided;
  T slope = 0;              ///< the difference, extrapolated
  T error = infinity<T>;    ///< its error
  T left = 0, right = 0;    ///< slopes of both sides, at a kink
  bool has_sides = false;
  bool is_still = false;    ///< f did not move by more than its noise
  bool is_weak = false;     ///< f does not tell the derivative from 0
  bool is_doubted = false;  ///< would be called wrong, but what makes it right may be hidden
  bool stops = false;       ///< coarse steps move f, and fine ones do not
  bool leaves = false;      ///< steps led out of the domain of f
  T low = infinity<T>, high = -infinity<T>;  ///< slopes of both sides, at a corner that coarse steps saw
  T least_move = 0;         ///< by how much the finest steps move f that do
  const char* reason = "";  ///< of what is neither right nor wrong

  /// Is it undecided, where noise may hide another slope?
  constexpr bool is_drowned() const { return is_weak && says == outcome::undecided; }
  NABLA_COLD constexpr T allowed(const question<T>& q) const { return q.tolerance * larger(size_of(slope), size_of(q.derivative)) + 8 * error + q.own_error; }
  NABLA_COLD constexpr bool is_near(const question<T>& q, T value, T uncertainty) const {
    return is_finite(value) && is_finite(uncertainty) &&
        size_of(value - q.derivative) <= q.tolerance * larger(size_of(value), size_of(q.derivative)) + 8 * uncertainty + q.own_error;
  }
};

template <class T>
NABLA_COLD constexpr answer<T> without_verdict(answer<T> a) {
  a.says = outcome::undecided;
  a.is_weak = a.is_doubted = true;
  a.reason = "f is too noisy beside this derivative";
  return a;
}

}  // namespace nabla::detail::numeric
