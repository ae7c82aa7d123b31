// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tool.hpp"

#include <ceres/jet.h>

namespace benchmarks {

template <class Workload> struct ceres_jet {
  static constexpr int n = static_cast<int>(Workload::size);
  using scalar = ceres::Jet<double, n>;

  IN_PLACE double operator()(const typename Workload::input& in, double* gradient) const {
    scalar v[Workload::size];
    for (int i = 0; i < n; ++i) v[i] = scalar(in.numbers()[i], i);
    const scalar f = Workload::formula(in, v);
    for (int i = 0; i < n; ++i) gradient[i] = f.v[i];
    return f.a;
  }
};

}  // namespace benchmarks
