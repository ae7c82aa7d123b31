// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// Gradient descent as GradBench prescribes it: a rate from 1e-5 on, doubled after ten steps that help and halved by one that does not; it ends
// where the gradient, or the next step, is at most 1e-5 long.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>

namespace gradbench {

// `slopes` gives a value and its gradient, `value` the value alone.
template <std::size_t N> std::array<double, N> descend(std::array<double, N> x, auto&& value, auto&& slopes) {
  const auto length = [](const std::array<double, N>& of) {
    double sum = 0;
    for (double each : of) sum += each * each;
    return std::sqrt(sum);
  };
  auto [lowest, g] = slopes(x);
  double rate = 1e-5;
  for (int helped = 0; length(g) > 1e-5;) {
    if (helped == 10) {
      rate *= 2;
      helped = 0;
      continue;
    }
    std::array<double, N> next, step;
    for (std::size_t i = 0; i < N; ++i) {
      step[i] = rate * g[i];
      next[i] = x[i] - step[i];
    }
    if (length(step) <= 1e-5) break;
    if (value(next) < lowest) {
      x = next;
      const auto there = slopes(x);
      lowest = there.first;
      g = there.second;
      ++helped;
    } else {
      rate /= 2;
      helped = 0;
    }
  }
  return x;
}

}  // namespace gradbench
