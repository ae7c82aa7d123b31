// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <Eigen/Core>

namespace examples {

/// The class of each row: where it is largest.
template <class Rows> Eigen::VectorXi largest_in_each_row(const Rows& rows) {
  Eigen::VectorXi classes(rows.rows());
  for (Eigen::Index i = 0; i < rows.rows(); ++i) {
    Eigen::Index best = 0;
    rows.row(i).maxCoeff(&best);
    classes(i) = static_cast<int>(best);
  }
  return classes;
}

inline double share_equal(const Eigen::VectorXi& a, const Eigen::VectorXi& b) {
  return static_cast<double>((a.array() == b.array()).count()) / static_cast<double>(a.size());
}

}  // namespace examples
