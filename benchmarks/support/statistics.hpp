// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace benchmarks {

struct quartiles {
  double lower, median, upper;
};

// Quartiles, since one interrupted slice must not move the answer; linear between neighbours.
inline quartiles quartiles_of(std::vector<double> sample) {
  std::sort(sample.begin(), sample.end());
  auto at = [&](double fraction) {
    const double position = fraction * static_cast<double>(sample.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const std::size_t above = std::min(below + 1, sample.size() - 1);
    return sample[below] + (position - static_cast<double>(below)) * (sample[above] - sample[below]);
  };
  return {at(0.25), at(0.5), at(0.75)};
}

}  // namespace benchmarks
