// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "support/random.hpp"

#include <Eigen/Core>

#include <cmath>

namespace examples {

/// Uniform within ± sqrt(6 / (inputs + outputs)) (Glorot, Bengio 2010): signals neither fade nor saturate tanh.
inline Eigen::MatrixXd random_weights(Eigen::Index inputs, Eigen::Index outputs, generator& random) {
  const double bound = std::sqrt(6.0 / static_cast<double>(inputs + outputs));
  Eigen::MatrixXd weights(inputs, outputs);
  for (Eigen::Index j = 0; j < outputs; ++j)
    for (Eigen::Index i = 0; i < inputs; ++i) weights(i, j) = bound * (2 * random.uniform() - 1);
  return weights;
}

/// One step of gradient descent with momentum: the velocity remembers the last steps, so what they agree on adds up.
template <class Gradient> void descend(Eigen::MatrixXd& parameter, Eigen::MatrixXd& velocity, const Gradient& gradient, double rate) {
  constexpr double momentum = 0.9;
  velocity = momentum * velocity - rate * gradient;
  parameter += velocity;
}

}  // namespace examples
