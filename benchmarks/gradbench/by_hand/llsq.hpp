// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "evals/llsq.hpp"
#include "support/compare.hpp"

namespace gradbench {

struct llsq_by_hand : gradient_by_hand<llsq_by_hand> {
  static double at(std::size_t i, std::size_t n) { return -1 + static_cast<double>(i) * 2 / static_cast<double>(n - 1); }
  static double sign(double t) { return (t > 0) - (t < 0); }

  static std::vector<double> parameters(const llsq::input& in) { return in.x; }
  template <class T> static std::vector<T> objective(const llsq::input& in, const std::vector<T>& x) {
    T sum = 0;
    for (std::size_t i = 0; i < in.n; ++i) {
      const double t = at(i, in.n);
      T rest = sign(t);
      double power = 1;
      for (const T& each : x) {
        rest -= each * power;
        power *= t;
      }
      sum += rest * rest;
    }
    return {T(sum / 2)};
  }

  std::vector<double> result;
  std::span<const double> operator()(const llsq::input& in) {
    result.assign(in.x.size(), 0);
    for (std::size_t i = 0; i < in.n; ++i) {
      const double t = at(i, in.n);
      double rest = sign(t), power = 1;
      for (double each : in.x) {
        rest -= each * power;
        power *= t;
      }
      power = 1;
      for (double& each : result) {
        each -= rest * power;
        power *= t;
      }
    }
    return result;
  }
};

inline std::vector<row<llsq>> rows_of(llsq) {
  return {{"n = 16, m = 128", llsq::sample({16, 128})}, {"n = 1024, m = 128", llsq::sample({1024, 128})}, {"n = 16,392, m = 128", llsq::sample({16392, 128}), false}};
}

}  // namespace gradbench
