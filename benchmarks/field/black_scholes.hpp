// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// The Black-Scholes call C = S Phi(d1) - K exp(-r T) Phi(d2): its value and all first derivatives, one at a time and many.
#pragma once

#include "workload.hpp"

#include <array>

namespace benchmarks {

struct black_scholes {
  static constexpr std::size_t size = 5;
  struct input {
    double S, K, r, sigma, T;
    const double* numbers() const { return &S; }
  };
  template <class Scalar> IN_PLACE static Scalar Phi(const Scalar& u) {
    const Scalar scaled = u * 0.70710678118654752440;
    return 0.5 * (1.0 + erf(scaled));
  }
  template <class Scalar> IN_PLACE static Scalar formula(const input&, const Scalar* v) {
    const Scalar root = v[3] * sqrt(v[4]);
    const Scalar d1 = (log(v[0] / v[1]) + (v[2] + 0.5 * v[3] * v[3]) * v[4]) / root, d2 = d1 - root;
    const Scalar discount = exp(-(v[2] * v[4]));
    return v[0] * Phi(d1) - v[1] * discount * Phi(d2);
  }
};

struct black_scholes_batch {
  using one = black_scholes;
  static constexpr std::size_t points = 10'000, size = points * one::size;
  struct input {
    std::array<std::vector<double>, one::size> columns;
    one::input point(std::size_t i) const { return {columns[0][i], columns[1][i], columns[2][i], columns[3][i], columns[4][i]}; }
  };
};
using workloads = list<black_scholes, black_scholes_batch>;

}  // namespace benchmarks
