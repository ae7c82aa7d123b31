// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/report.hpp>
#include <nabla/evaluate/evaluator.hpp>
#include <nabla/evaluate/point.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace nabla {

/// What one element's finite differences say.
struct difference_verdict {
  double numeric = 0;
  bool agrees = false;
  bool kink = false;
};

/// Central differences with one Richardson step, at steps from coarse to fine until one agrees with `analytic`: a coarse
/// step has the smaller rounding error eps |f| / h, a fine one does not reach across a kink nearby.
/// A kink shows by its one-sided slopes, which keep their distance when the step is halved; of a smooth function it halves.
/// `f(d)` is the function with the element moved by d; `x` is the element's value and `here` that of f(0).
template <class Function>
difference_verdict judge_derivative(Function f, double x, double here, double analytic) {
  constexpr double eps = std::numeric_limits<double>::epsilon();
  const double scale = std::max(1.0, std::abs(x));
  difference_verdict verdict;
  double best = std::numeric_limits<double>::infinity();
  constexpr double finest = 1e-6;
  for (double step : {1e-3, 1e-4, 1e-5, finest}) {
    const double h = step * scale;
    const double up = f(h), down = f(-h), half_up = f(h / 2), half_down = f(-h / 2);
    const double numeric = (8 * (half_up - half_down) - (up - down)) / (6 * h);
    const double right = 2 * (half_up - here) / h, left = 2 * (here - half_down) / h;
    const double gap = std::abs(right - left), wide_gap = std::abs(up - 2 * here + down) / h;
    const double slack = 1e-4 * std::max({1.0, std::abs(left), std::abs(right)});
    if (gap > slack && gap > 0.75 * wide_gap && gap < 1.5 * wide_gap) {
      // a coarse step also sees a kink beside the point: only the finest one tells
      if (step > finest) continue;
      return {numeric, analytic >= std::min(left, right) - slack && analytic <= std::max(left, right) + slack, true};
    }
    const double tolerance = 1e-7 * std::max(std::abs(analytic), std::abs(numeric)) + 20 * eps * (std::abs(up) + std::abs(down) + 1e-3) / h;
    const double error = std::abs(numeric - analytic);
    if (error < best) {
      best = error;
      verdict.numeric = numeric;
    }
    if (error <= tolerance) {
      verdict.agrees = true;
      return verdict;
    }
  }
  return verdict;
}

/// Number of columns, as Eigen or as nabla calls it.
template <class M>
index columns_of(const M& m) {
  if constexpr (requires { m.columns(); }) return m.columns();
  else return m.cols();
}

/// Element (i, j) of a bound matrix, to be changed; a flat array holds it row by row.
template <class V>
auto& element_of(V& v, index i, index j, index columns) {
  if constexpr (is_flat_input<V>) return v[static_cast<std::size_t>(i * columns + j)];
  else if constexpr (requires { v(i, j); }) return v(i, j);
  else return v[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
}

}  // namespace nabla
