// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// Rosenbrock's chain f = sum of 100 (v[i+1] - v[i]^2)^2 + (1 - v[i])^2.
#pragma once

#include "workload.hpp"

#include <array>

namespace benchmarks {

template <std::size_t N> struct rosenbrock {
  static constexpr std::size_t size = N;
  struct input : std::array<double, N> {
    const double* numbers() const { return this->data(); }
  };
  template <class Scalar> IN_PLACE static Scalar formula(const input&, const Scalar* v) {
    Scalar f(0.0);
    for (std::size_t i = 0; i + 1 < N; ++i) {
      const Scalar t = v[i + 1] - v[i] * v[i], u = 1.0 - v[i];
      f += 100.0 * t * t + u * u;
    }
    return f;
  }
};
using workloads = list<rosenbrock<10>, rosenbrock<100>, rosenbrock<1000>>;

}  // namespace benchmarks
