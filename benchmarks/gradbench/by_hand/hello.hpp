// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "evals/hello.hpp"
#include "support/compare.hpp"

#include <array>

namespace gradbench {

struct hello_by_hand : gradient_by_hand<hello_by_hand> {
  static std::vector<double> parameters(double x) { return {x}; }
  template <class T> static std::vector<T> objective(double, const std::vector<T>& p) { return {p[0] * p[0]}; }

  std::array<double, 1> result;
  std::span<const double> operator()(double x) {
    result = {2 * x};
    return result;
  }
};

inline std::vector<row<hello>> rows_of(hello) { return {{"", hello::sample(3.0)}}; }

}  // namespace gradbench
