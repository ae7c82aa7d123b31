// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <random>
#include <vector>

namespace gradbench {

// The same numbers for every input that is made.
class random_numbers {
 public:
  double uniform() { return std::uniform_real_distribution<double>(0, 1)(generator_); }
  double normal() { return std::normal_distribution<double>()(generator_); }
  std::vector<double> uniform(std::size_t count) {
    std::vector<double> all(count);
    for (double& each : all) each = uniform();
    return all;
  }
  std::vector<double> normal(std::size_t count) {
    std::vector<double> all(count);
    for (double& each : all) each = normal();
    return all;
  }

 private:
  std::mt19937_64 generator_{20260101};
};

}  // namespace gradbench
