// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "random.hpp"

#include <Eigen/Core>

namespace benchmarks {

template <class Matrix> void fill(Matrix& matrix, uniform& number) {
  for (double& each : matrix.reshaped()) each = number();
}
// R Rᵀ + I / 2 of a random R.
template <class Square> Square positive_definite(uniform& number) {
  Square R;
  fill(R, number);
  return R * R.transpose() + 0.5 * Square::Identity();
}

}  // namespace benchmarks
