// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// One training step's value and gradients of a network pixels - hidden - 10, on a batch whose size is known at run time: mean cross entropy of
// softmax(tanh(X W1 + b1) W2 + b2).
#pragma once

#include "workload.hpp"

#include <Eigen/Core>

namespace benchmarks {

template <int Pixels, int Hidden, int Batch> struct network {
  static constexpr std::size_t pixels = Pixels, hidden = Hidden, classes = 10, samples = Batch;
  static constexpr std::size_t W1 = 0, b1 = pixels * hidden, W2 = b1 + hidden, b2 = W2 + hidden * classes, size = b2 + classes;  // where each begins
  static constexpr bool data_changes = true;                                                                                    // a batch is another in each step
  struct input {
    const double* parameters;  // W1, b1, W2, b2, all column-major
    Eigen::MatrixXd X;
    Eigen::VectorXi labels;
    const double* numbers() const { return parameters; }
  };

  template <class Scalar> static Scalar formula(const input& in, const Scalar* v) {
    Scalar loss(0.0);
    std::vector<Scalar> h(hidden), z(classes);
    for (std::size_t i = 0; i < samples; ++i) {
      const auto at = static_cast<Eigen::Index>(i);
      for (std::size_t j = 0; j < hidden; ++j) {
        Scalar a = v[b1 + j];
        for (std::size_t k = 0; k < pixels; ++k) a += in.X(at, Eigen::Index(k)) * v[W1 + j * pixels + k];
        h[j] = tanh(a);
      }
      for (std::size_t j = 0; j < classes; ++j) {
        Scalar a = v[b2 + j];
        for (std::size_t k = 0; k < hidden; ++k) a += h[k] * v[W2 + j * hidden + k];
        z[j] = a;
      }
      Scalar largest = z[0], sum(0.0);
      for (std::size_t j = 1; j < classes; ++j) largest = larger(largest, z[j]);
      for (std::size_t j = 0; j < classes; ++j) {
        const Scalar d = z[j] - largest;
        sum += exp(d);
      }
      loss += log(sum) + largest - z[static_cast<std::size_t>(in.labels[at])];
    }
    return loss / double(samples);
  }
};
using workloads = list<network<64, 32, 32>, network<784, 128, 64>>;

}  // namespace benchmarks
