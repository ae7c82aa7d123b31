// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "evals/saddle.hpp"
#include "support/compare.hpp"
#include "support/descent.hpp"

#include <utility>

namespace gradbench {

struct saddle_by_hand {
  static constexpr double tolerance = 1;  // checked by differences: it ends where a step is short, not where the slope is 0

  using point = std::array<double, 2>;
  static double f(const point& x, const point& y) { return x[0] * x[0] + x[1] * x[1] - y[0] * y[0] - y[1] * y[1]; }

  static point best_y(const point& x, const point& start) {
    const auto value = [&](const point& y) { return -f(x, y); };
    return descend<2>(start, value, [&](const point& y) { return std::pair{value(y), point{2 * y[0], 2 * y[1]}}; });
  }
  std::array<double, 4> result;
  std::span<const double> operator()(const saddle::input& in) {
    const auto value = [&](const point& x) { return f(x, best_y(x, in)); };
    const point x = descend<2>(in, value, [&](const point& at) { return std::pair{value(at), point{2 * at[0], 2 * at[1]}}; });
    const point y = best_y(x, in);
    result = {x[0], x[1], y[0], y[1]};
    return result;
  }

  // At a saddle the slopes are 0, within what the descent asks for.
  static std::vector<double> parameters(const saddle::input& in) {
    saddle_by_hand again;
    const std::span<const double> all = again(in);
    return {all.begin(), all.end()};
  }
  template <class T> static std::vector<T> objective(const saddle::input&, const std::vector<T>& p) { return {p[0] * p[0] + p[1] * p[1] - p[2] * p[2] - p[3] * p[3]}; }
  static std::vector<double> along(const saddle::input&, std::span<const double> found, const std::vector<double>& d) { return {2 * (found[0] * d[0] + found[1] * d[1] - found[2] * d[2] - found[3] * d[3])}; }
};

inline std::vector<row<saddle>> rows_of(saddle) { return {{"", saddle::sample({1, 1})}}; }

}  // namespace gradbench
