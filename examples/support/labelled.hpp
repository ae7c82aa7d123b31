// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "support/csv.hpp"

#include <Eigen/Core>

#include <cstddef>

namespace examples {

/// One sample per row, and the class of each.
struct labelled {
  Eigen::MatrixXd features;
  Eigen::VectorXi labels;
};

/// Of a table whose last column is the class.
inline labelled labelled_rows(const table& all) {
  const auto rows = static_cast<Eigen::Index>(all.rows), features = static_cast<Eigen::Index>(all.columns) - 1;
  labelled result{Eigen::MatrixXd(rows, features), Eigen::VectorXi(rows)};
  const double* value = all.values.data();
  for (Eigen::Index i = 0; i < rows; ++i) {
    for (Eigen::Index j = 0; j < features; ++j) result.features(i, j) = *value++;
    result.labels(i) = static_cast<int>(*value++);
  }
  return result;
}

}  // namespace examples
