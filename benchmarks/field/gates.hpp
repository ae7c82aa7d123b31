// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// f = 3(xy + max(y, z)), its value and three partials. A tie of y and z shares the gradient; to others it may go to one alone, so none is timed.
#pragma once

#include "workload.hpp"

namespace benchmarks {

struct gates {
  static constexpr std::size_t size = 3;
  struct input {
    double x, y, z;
    const double* numbers() const { return &x; }
  };
  template <class Scalar> IN_PLACE static Scalar formula(const input&, const Scalar* v) { return 3.0 * (v[0] * v[1] + larger(v[1], v[2])); }
};
using workloads = list<gates>;

}  // namespace benchmarks
