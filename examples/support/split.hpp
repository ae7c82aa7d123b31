// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <random>
#include <span>
#include <vector>

namespace examples {

/// Which rows to train on and which to keep for the test.
struct partition {
  std::vector<std::ptrdiff_t> training, test;
};

/// Keeps this share of every class for the test, drawn without replacement.
partition stratified_split(std::span<const int> labels, int test_percent, std::mt19937_64& random);

}  // namespace examples
