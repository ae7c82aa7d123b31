// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "random.hpp"

#include <Eigen/Core>

namespace train_digits {

/// The numbers to learn, named like the symbols of the network.
struct parameters {
  Eigen::MatrixXd W1, b1, W2, b2;
};

parameters initial_parameters(Eigen::Index hidden, generator& random);
parameters zeros_like(const parameters& p);

/// One step of gradient descent with momentum: the velocity remembers the last steps, so what they agree on adds up.
template <class Gradient> void descend(Eigen::MatrixXd& parameter, Eigen::MatrixXd& velocity, const Gradient& gradient, double rate) {
  constexpr double momentum = 0.9;
  velocity = momentum * velocity - rate * gradient;
  parameter += velocity;
}

}  // namespace train_digits
