// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "support/split.hpp"

#include <nabla/train/random.hpp>

#include <algorithm>
#include <numeric>

namespace examples {

partition stratified_split(std::span<const int> labels, int test_percent, std::mt19937_64& random) {
  std::vector<std::ptrdiff_t> rows(static_cast<std::size_t>(labels.size()));
  std::iota(rows.begin(), rows.end(), std::ptrdiff_t{0});
  nabla::shuffle(rows, random);
  const auto label = [&](std::ptrdiff_t row) { return labels[static_cast<std::size_t>(row)]; };
  std::stable_sort(rows.begin(), rows.end(), [&](std::ptrdiff_t a, std::ptrdiff_t b) { return label(a) < label(b); });
  partition parts;
  const auto percent = static_cast<std::size_t>(test_percent);
  for (std::size_t i = 0; i < rows.size(); ++i) (i * percent % 100 < percent ? parts.test : parts.training).push_back(rows[i]);
  return parts;
}

}  // namespace examples
