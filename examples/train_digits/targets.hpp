// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "digits.hpp"

namespace train_digits {

/// Targets of 0.91 for the true digit and 0.01 for each other: a network that need not be certain generalises better
/// (label smoothing; Szegedy et al. 2016). The loss then cannot fall below the entropy of such a row.
inline constexpr double smoothing = 0.1;
Eigen::MatrixXd soft_targets(const Eigen::VectorXi& digits);
double smallest_loss();

}  // namespace train_digits
