// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// What a contestant returns for one input: a value and its full gradient.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace benchmarks {

// A few partials, by value.
template <std::size_t N> struct partials {
  double value;
  std::array<double, N> gradient;
};

// Matrices of partials, which stay in the contestant's own buffers (column-major) until its next call.
template <std::size_t N> struct matrices {
  double value;
  std::array<std::span<const double>, N> gradient;
};

template <std::size_t N> std::vector<double> flatten(const partials<N>& result) {
  std::vector<double> all{result.value};
  all.insert(all.end(), result.gradient.begin(), result.gradient.end());
  return all;
}

template <std::size_t N> std::vector<double> flatten(const matrices<N>& result) {
  std::vector<double> all{result.value};
  for (std::span<const double> block : result.gradient) all.insert(all.end(), block.begin(), block.end());
  return all;
}

}  // namespace benchmarks
