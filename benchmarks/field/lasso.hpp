// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// f = ||XW - Y||^2 + lambda ||W||_1 with X 64x16, W 16x4, all sizes known at compile time; its value and the gradient by W. X and Y do not change.
#pragma once

#include "workload.hpp"

#include <Eigen/Core>

namespace benchmarks {

struct lasso {
  static constexpr std::size_t n = 64, m = 16, q = 4, size = m * q;
  struct data {
    Eigen::Matrix<double, n, m> X;
    Eigen::Matrix<double, n, q> Y;
    double lambda;
  };
  struct input {
    Eigen::Matrix<double, m, q> W;
    const data* fixed;
    const double* numbers() const { return W.data(); }
  };
  template <class Scalar> static Scalar formula(const input& in, const Scalar* v) {
    const auto& [X, Y, lambda] = *in.fixed;
    Scalar f(0.0), norm1(0.0);
    for (std::size_t j = 0; j < q; ++j)
      for (std::size_t i = 0; i < n; ++i) {
        Scalar r(-Y(Eigen::Index(i), Eigen::Index(j)));
        for (std::size_t k = 0; k < m; ++k) r += X(Eigen::Index(i), Eigen::Index(k)) * v[j * m + k];
        f += r * r;
      }
    for (std::size_t k = 0; k < size; ++k) norm1 += magnitude(v[k]);
    return f + lambda * norm1;
  }
};
using workloads = list<lasso>;

}  // namespace benchmarks
