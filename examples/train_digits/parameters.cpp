// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "parameters.hpp"

#include "digits.hpp"

#include <cmath>

namespace train_digits {
namespace {

/// Uniform within ± sqrt(6 / (inputs + outputs)) (Glorot, Bengio 2010): signals neither fade nor saturate tanh.
Eigen::MatrixXd random_weights(Eigen::Index inputs, Eigen::Index outputs, generator& random) {
  const double bound = std::sqrt(6.0 / static_cast<double>(inputs + outputs));
  Eigen::MatrixXd weights(inputs, outputs);
  for (Eigen::Index j = 0; j < outputs; ++j)
    for (Eigen::Index i = 0; i < inputs; ++i) weights(i, j) = bound * (2 * random.uniform() - 1);
  return weights;
}

}  // namespace

parameters initial_parameters(Eigen::Index hidden, generator& random) {
  parameters p;  // one statement each: the order of the draws has to be the same everywhere
  p.W1 = random_weights(pixels_per_image, hidden, random);
  p.b1 = Eigen::MatrixXd::Zero(1, hidden);
  p.W2 = random_weights(hidden, digit_count, random);
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
