// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "digits.hpp"

#include <array>
#include <ostream>

namespace train_digits {

/// How often each digit was read as which.
class confusion {
public:
  confusion(const Eigen::VectorXi& truth, const Eigen::VectorXi& predicted);

  int count(int truth, int predicted) const { return counts_[static_cast<std::size_t>(truth)][static_cast<std::size_t>(predicted)]; }
  int right() const;
  int total() const;

private:
  std::array<std::array<int, digit_count>, digit_count> counts_{};
};

/// A table: one row per true digit, one column per answer; a dot is a zero.
std::ostream& operator<<(std::ostream& out, const confusion& matrix);

}  // namespace train_digits
