// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <Eigen/Core>

#include <iomanip>
#include <ostream>

namespace examples {

/// How often each of ten classes was read as which.
class confusion {
 public:
  static constexpr int classes = 10;

  confusion(const Eigen::VectorXi& truth, const Eigen::VectorXi& predicted) {
    for (Eigen::Index i = 0; i < truth.size(); ++i) ++counts_[truth(i)][predicted(i)];
  }

  int count(int truth, int predicted) const { return counts_[truth][predicted]; }
  int right() const {
    int sum = 0;
    for (int k = 0; k < classes; ++k) sum += counts_[k][k];
    return sum;
  }
  int total() const {
    int sum = 0;
    for (const auto& row : counts_)
      for (const int entry : row) sum += entry;
    return sum;
  }

 private:
  int counts_[classes][classes] = {};
};

/// A table: one row per true class, one column per answer; a dot is a zero.
inline std::ostream& operator<<(std::ostream& out, const confusion& matrix) {
  out << "   true \\ read as";
  for (int predicted = 0; predicted < confusion::classes; ++predicted) out << std::setw(5) << predicted;
  out << '\n';
  for (int truth = 0; truth < confusion::classes; ++truth) {
    out << std::setw(17) << truth;
    for (int predicted = 0; predicted < confusion::classes; ++predicted) {
      if (const int entry = matrix.count(truth, predicted); entry == 0) out << std::setw(5) << '.';
      else out << std::setw(5) << entry;
    }
    out << '\n';
  }
  return out;
}

}  // namespace examples
