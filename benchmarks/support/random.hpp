// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <random>

namespace benchmarks {

// The same numbers in every run.
class uniform {
 public:
  uniform(double low, double high) : distribution_(low, high) {}
  double operator()() { return distribution_(generator_); }

 private:
  std::mt19937_64 generator_{20260101};
  std::uniform_real_distribution<double> distribution_;
};

}  // namespace benchmarks
