// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/numbers.hpp>

namespace nabla::detail::numeric {

/// Neville's table of difference quotients, extrapolated to the step 0 in powers of h^order: J. Stoer, R. Bulirsch, Introduction to Numerical
/// Analysis, section 3.5. The value kept is the one whose neighbours in the table are nearest (C. J. F. Ridders, Accurate computation of F'(x)
/// and F'(x) F''(x), Adv. Eng. Software 4 (1982)); their distance and the rounding of the quotients are its error.
template <class T>
struct extrapolation {
  static constexpr int width = 5;  ///< of the table; more columns gain nothing in 64 bits

  T best = 0;
  T error = infinity<T>;
  T last = 0;        ///< the quotient of the finest step
  int depth = 0;     ///< quotients since the last restart
  int growing = 0;   ///< quotients in a row that grew: of a root, say
  int leaping = 0;   ///< ... that grew as much as the step shrank: a jump

  /// What is not finite has no part in the table, and nothing beyond it has either.
  constexpr void restart() { depth = growing = leaping = 0; }
  constexpr bool converged() const { return is_finite(error); }
  /// Has the finest quotient come near to the value? While steps are longer than a wave of f quotients differ by factors, and agree by chance.
  constexpr bool has_settled(T rounding) const { return converged() && 64 * size_of(last - best) <= size_of(best) + 1024 * rounding; }

  /// The quotient for the next step, which is 1 / ratio of the one before, and its rounding error; `least` is the part of that which is no noise.
  NABLA_COLD constexpr void add(T quotient, T ratio, int order, T rounding, T least) {
    // the quotient of a finer step is nearer to the slope: one that is not refutes what coarse steps agreed on by chance
    if (converged() && size_of(quotient - best) > 2 * distance_ + 8 * rounding + error) error = infinity<T>;
    T next[width] = {quotient};
    T factor = 1;
    const int columns = depth < width - 1 ? depth : width - 1;
    for (int k = 1; k <= columns; ++k) {
      factor *= order == 2 ? ratio * ratio : ratio;
      next[k] = next[k - 1] + (next[k - 1] - row_[k - 1]) / (factor - 1);
      const T e = larger(size_of(next[k] - next[k - 1]), size_of(next[k] - row_[k - 1])) + 2 * rounding;
      if (e < error) {
        error = e;
        best = next[k];
        distance_ = size_of(quotient - best);
      }
    }
    if (depth > 0) count_growth(quotient, ratio, rounding, least);
    for (int k = 0; k <= columns; ++k) row_[k] = next[k];
    last = quotient;
    ++depth;
  }

 private:
  NABLA_COLD constexpr void count_growth(T quotient, T ratio, T rounding, T least) {
    const T now = size_of(quotient), before = size_of(last);
    const bool same_sign = (quotient < 0) == (last < 0) && before > 0;
    growing = same_sign && now > 64 * rounding && 100 * now > 101 * before ? growing + 1 : 0;
    // noise does not keep its size and sign from step to step
    leaping = same_sign && now > 64 * least && now > before * ratio * T(0.96) && now < before * ratio * T(1.04) ? leaping + 1 : 0;
  }

  T row_[width]{};
  T distance_ = 0;  ///< from the best value to the finest quotient that it was made of
};

/// A slope that grows without bound, as that of sqrt at 0: documented as an infinity, and right if f says so with its sign.
template <class T>
NABLA_COLD constexpr int sign_of_growth(const extrapolation<T>& side) {
  return side.growing < 8 || side.leaping >= 6 ? 0 : (side.last < 0 ? -1 : 1);
}

}  // namespace nabla::detail::numeric
