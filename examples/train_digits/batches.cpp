// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "batches.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

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

batches::batches(const samples& all, Eigen::Index size)
    : all_(all), targets_(soft_targets(all.digits)), size_(std::min(size, all.size())), order_(static_cast<std::size_t>(all.size())) {
  std::iota(order_.begin(), order_.end(), Eigen::Index{0});
}

const batch& batches::prepare(Eigen::Index number) {
  const Eigen::Index first = number * size_;
  const Eigen::Index rows = std::min(size_, all_.size() - first);
  current_.images.resize(rows, all_.pixels.cols());
  current_.targets.resize(rows, targets_.cols());
  for (Eigen::Index i = 0; i < rows; ++i) {
    const Eigen::Index sample = order_[static_cast<std::size_t>(first + i)];
    current_.images.row(i) = all_.pixels.row(sample);
    current_.targets.row(i) = targets_.row(sample);
  }
  return current_;
}

}  // namespace train_digits
