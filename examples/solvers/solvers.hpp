// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <Eigen/Core>

namespace solvers {

/// Measurements of h(t) = height · exp(−rate · t) + base; what they were made from is rate 1.5, height 3, base 0.25.
struct measurements {
  Eigen::VectorXd t, h;
};
measurements measured();

// Each prints what its solver found, and returns whether that is right.
bool fit_with_eigen();
bool newton_with_eigen();
bool fit_with_ceres();
bool constrained_with_nlopt();

}  // namespace solvers
