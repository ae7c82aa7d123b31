// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "tool.hpp"

#include <Eigen/Core>
#include <unsupported/Eigen/AutoDiff>

#include <cmath>

namespace benchmarks {

// which it does not have
template <class D> auto erf(const Eigen::AutoDiffScalar<D>& u) {
  const auto slope = 1.12837916709551257390 * std::exp(-u.value() * u.value());
  return Eigen::MakeAutoDiffScalar(std::erf(u.value()), u.derivatives() * slope);
}

template <class Workload> struct eigen_forward {
  static constexpr int n = static_cast<int>(Workload::size);
  using scalar = Eigen::AutoDiffScalar<Eigen::Matrix<double, n, 1>>;

  IN_PLACE double operator()(const typename Workload::input& in, double* gradient) const {
    scalar v[Workload::size];
    for (int i = 0; i < n; ++i) v[i] = scalar(in.numbers()[i], n, i);
    const scalar f = Workload::formula(in, v);
    for (int i = 0; i < n; ++i) gradient[i] = f.derivatives()[i];
    return f.value();
  }
};

}  // namespace benchmarks
