// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// f = sigmoid(w0*x + w1), its value and three partials.
#pragma once

#include "workload.hpp"

namespace benchmarks {

struct neuron {
  static constexpr std::size_t size = 3;
  struct input {
    double w0, w1, x;
    const double* numbers() const { return &w0; }
  };
  template <class Scalar> IN_PLACE static Scalar formula(const input&, const Scalar* v) {
    const Scalar e = exp(-(v[0] * v[2] + v[1]));
    return 1.0 / (1.0 + e);
  }
};
using workloads = list<neuron>;

}  // namespace benchmarks
