// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "evals/lse.hpp"
#include "support/compare.hpp"

#include <algorithm>
#include <cmath>

namespace gradbench {

struct lse_by_hand : gradient_by_hand<lse_by_hand> {
  static constexpr double tolerance = 1e-9;  // a tape takes the largest out and puts it back

  static std::vector<double> parameters(const lse::input& in) { return in.x; }
  template <class T> static std::vector<T> objective(const lse::input&, const std::vector<T>& x) {
    using std::exp, std::fmax, std::log;
    T largest = x[0], sum = 0;
    for (std::size_t i = 1; i < x.size(); ++i) largest = fmax(largest, x[i]);
    for (const T& each : x) sum += exp(each - largest);
    return {T(log(sum) + largest)};
  }

  std::vector<double> result;
  std::span<const double> operator()(const lse::input& in) {
    result.resize(in.x.size());
    const double largest = *std::max_element(in.x.begin(), in.x.end());
    double sum = 0;
    for (std::size_t i = 0; i < in.x.size(); ++i) {
      result[i] = std::exp(in.x[i] - largest);
      sum += result[i];
    }
    for (double& each : result) each /= sum;
    return result;
  }
};

inline std::vector<row<lse>> rows_of(lse) {
  return {{"n = 2500", lse::sample(2500)}, {"n = 40,000", lse::sample(40000)}, {"n = 1,280,000", lse::sample(1280000), false}};
}

}  // namespace gradbench
