// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "support/random.hpp"

#include <Eigen/Core>

namespace train_digits {

using examples::generator;

/// The numbers to learn, named like the symbols of the network.
struct parameters {
  Eigen::MatrixXd W1, b1, W2, b2;
};

parameters initial_parameters(Eigen::Index hidden, generator& random);
parameters zeros_like(const parameters& p);

}  // namespace train_digits
