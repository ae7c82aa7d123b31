// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "support/classes.hpp"

#include <algorithm>
#include <numeric>

namespace examples {

partition stratified_split(const Eigen::VectorXi& labels, int test_percent, generator& random) {
  std::vector<Eigen::Index> rows(static_cast<std::size_t>(labels.size()));
  std::iota(rows.begin(), rows.end(), Eigen::Index{0});
  shuffle(rows, random);
  std::stable_sort(rows.begin(), rows.end(), [&](Eigen::Index a, Eigen::Index b) { return labels(a) < labels(b); });
  partition parts;
  const auto percent = static_cast<std::size_t>(test_percent);
  for (std::size_t i = 0; i < rows.size(); ++i) (i * percent % 100 < percent ? parts.test : parts.training).push_back(rows[i]);
  return parts;
}

}  // namespace examples
