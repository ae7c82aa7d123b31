// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "digits.hpp"

#include <vector>

namespace train_digits {

/// Targets of 0.91 for the true digit and 0.01 for each other: a network that need not be certain generalises better
/// (label smoothing; Szegedy et al. 2016). The loss then cannot fall below the entropy of such a row.
inline constexpr double smoothing = 0.1;
Eigen::MatrixXd soft_targets(const Eigen::VectorXi& digits);
double smallest_loss();

struct batch {
  Eigen::MatrixXd images, targets;
};

/// Deals the training images in batches of `size`, in a new order each epoch; the last batch may be smaller.
class batches {
public:
  batches(const samples& all, Eigen::Index size);

  Eigen::Index count() const { return (all_.size() + size_ - 1) / size_; }
  void reshuffle(generator& random) { examples::shuffle(order_, random); }
  const batch& prepare(Eigen::Index number);

private:
  const samples& all_;
  Eigen::MatrixXd targets_;
  Eigen::Index size_;
  std::vector<Eigen::Index> order_;
  batch current_;  // kept from call to call, so that nothing is allocated while sizes stay
};

}  // namespace train_digits
