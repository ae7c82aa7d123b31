// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "parameters.hpp"

#include "digits.hpp"
#include "support/descent.hpp"

namespace train_digits {

parameters initial_parameters(Eigen::Index hidden, generator& random) {
  parameters p;  // one statement each: the order of the draws has to be the same everywhere
  p.W1 = examples::random_weights(pixels_per_image, hidden, random);
  p.b1 = Eigen::MatrixXd::Zero(1, hidden);
  p.W2 = examples::random_weights(hidden, digit_count, random);
  p.b2 = Eigen::MatrixXd::Zero(1, digit_count);
  return p;
}

parameters zeros_like(const parameters& p) {
  return {.W1 = Eigen::MatrixXd::Zero(p.W1.rows(), p.W1.cols()),
          .b1 = Eigen::MatrixXd::Zero(p.b1.rows(), p.b1.cols()),
          .W2 = Eigen::MatrixXd::Zero(p.W2.rows(), p.W2.cols()),
          .b2 = Eigen::MatrixXd::Zero(p.b2.rows(), p.b2.cols())};
}

}  // namespace train_digits
