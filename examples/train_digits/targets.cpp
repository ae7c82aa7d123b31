// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "targets.hpp"

#include <cmath>

namespace train_digits {
namespace {

constexpr double wrong = smoothing / digit_count;
constexpr double right = 1 - smoothing + wrong;

}  // namespace

Eigen::MatrixXd soft_targets(const Eigen::VectorXi& digits) {
  Eigen::MatrixXd targets = Eigen::MatrixXd::Constant(digits.size(), digit_count, wrong);
  for (Eigen::Index i = 0; i < digits.size(); ++i) targets(i, digits(i)) = right;
  return targets;
}

double smallest_loss() { return -right * std::log(right) - (digit_count - 1) * wrong * std::log(wrong); }

}  // namespace train_digits
