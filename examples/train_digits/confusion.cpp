// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "confusion.hpp"

#include <cstddef>
#include <iomanip>

namespace train_digits {

confusion::confusion(const Eigen::VectorXi& truth, const Eigen::VectorXi& predicted) {
  for (Eigen::Index i = 0; i < truth.size(); ++i) ++counts_[static_cast<std::size_t>(truth(i))][static_cast<std::size_t>(predicted(i))];
}

int confusion::right() const {
  int sum = 0;
  for (int digit = 0; digit < digit_count; ++digit) sum += count(digit, digit);
  return sum;
}

int confusion::total() const {
  int sum = 0;
  for (const auto& row : counts_)
    for (const int entry : row) sum += entry;
  return sum;
}

std::ostream& operator<<(std::ostream& out, const confusion& matrix) {
  out << "   true \\ read as";
  for (int predicted = 0; predicted < digit_count; ++predicted) out << std::setw(5) << predicted;
  out << '\n';
  for (int truth = 0; truth < digit_count; ++truth) {
    out << std::setw(17) << truth;
    for (int predicted = 0; predicted < digit_count; ++predicted) {
      const int entry = matrix.count(truth, predicted);
      if (entry == 0)
        out << std::setw(5) << '.';
      else
        out << std::setw(5) << entry;
    }
    out << '\n';
  }
  return out;
}

}  // namespace train_digits
