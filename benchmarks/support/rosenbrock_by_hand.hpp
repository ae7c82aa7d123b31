// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>

namespace benchmarks {

// Rosenbrock's chain, Σ 100 (v_{i + 1} - v_i²)² + (1 - v_i)², and its gradient. Eight sums in flight; a neighbour's share is computed again, so that registers fill.
[[gnu::always_inline]] inline double rosenbrock_by_hand(const double* __restrict v, std::ptrdiff_t size, double* __restrict g) {
  double f[8] = {};
  const double first_t = v[1] - v[0] * v[0], first_u = 1 - v[0];
  g[0] = -400 * first_t * v[0] - 2 * first_u;
  double value = 100 * first_t * first_t + first_u * first_u;
  std::ptrdiff_t i = 1;
  for (; i + 8 < size; i += 8)
    for (std::ptrdiff_t k = 0; k < 8; ++k) {
      const double x = v[i + k], t = v[i + k + 1] - x * x, u = 1 - x, s = x - v[i + k - 1] * v[i + k - 1];
      f[k] += 100 * t * t + u * u;
      g[i + k] = 200 * s - 400 * t * x - 2 * u;
    }
  for (; i + 1 < size; ++i) {
    const double t = v[i + 1] - v[i] * v[i], u = 1 - v[i], s = v[i] - v[i - 1] * v[i - 1];
    value += 100 * t * t + u * u;
    g[i] = 200 * s - 400 * t * v[i] - 2 * u;
  }
  g[size - 1] = 200 * (v[size - 1] - v[size - 2] * v[size - 2]);
  for (double part : f) value += part;
  return value;
}

}  // namespace benchmarks
