// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "evals/ode.hpp"
#include "support/compare.hpp"

namespace gradbench {

struct ode_by_hand : gradient_by_hand<ode_by_hand> {
  static std::vector<double> parameters(const ode::input& in) { return in.x; }
  template <class T> static std::vector<T> objective(const ode::input& in, const std::vector<T>& x) {
    const std::size_t n = x.size();
    const double h = 2 / static_cast<double>(in.s);
    std::vector<T> y(n, T(0)), at(n), k[4] = {y, y, y, y};
    const auto slope = [&](const std::vector<T>& of, std::vector<T>& to) {
      to[0] = x[0];
      for (std::size_t i = 1; i < n; ++i) to[i] = x[i] * of[i - 1];
    };
    const auto ahead = [&](double step, const std::vector<T>& along) {
      for (std::size_t i = 0; i < n; ++i) at[i] = y[i] + step * along[i];
    };
    for (std::size_t step = 0; step < in.s; ++step) {
      slope(y, k[0]);
      ahead(h / 2, k[0]);
      slope(at, k[1]);
      ahead(h / 2, k[1]);
      slope(at, k[2]);
      ahead(h, k[2]);
      slope(at, k[3]);
      for (std::size_t i = 0; i < n; ++i) y[i] += h / 6 * (k[0][i] + 2.0 * k[1][i] + 2.0 * k[2][i] + k[3][i]);
    }
    return {y[n - 1]};
  }

  // The states are kept, and what is between them is computed again on the way back.
  std::vector<double> result, states, k1, k2, k3, l, b1, b2, b3, b4;
  std::span<const double> operator()(const ode::input& in) {
    const std::size_t n = in.x.size();
    const double h = 2 / static_cast<double>(in.s);
    const double* x = in.x.data();
    for (auto* each : {&result, &k1, &k2, &k3, &l, &b1, &b2, &b3, &b4}) each->assign(n, 0);
    states.assign((in.s + 1) * n, 0);
    const auto first = [&](const double* y) {
      k1[0] = k2[0] = k3[0] = x[0];
      for (std::size_t i = 1; i < n; ++i) k1[i] = x[i] * y[i - 1];
      for (std::size_t i = 1; i < n; ++i) k2[i] = x[i] * (y[i - 1] + h / 2 * k1[i - 1]);
      for (std::size_t i = 1; i < n; ++i) k3[i] = x[i] * (y[i - 1] + h / 2 * k2[i - 1]);
    };
    for (std::size_t step = 0; step < in.s; ++step) {
      const double* y = &states[step * n];
      double* next = &states[(step + 1) * n];
      first(y);
      next[0] = y[0] + h * x[0];
      for (std::size_t i = 1; i < n; ++i) next[i] = y[i] + h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + x[i] * (y[i - 1] + h * k3[i - 1]));
    }
    l[n - 1] = 1;
    for (std::size_t step = in.s; step-- > 0;) {
      const double* y = &states[step * n];
      first(y);
      // b: what the slopes get; l: the state
      for (std::size_t i = 0; i < n; ++i) b4[i] = h / 6 * l[i];
      for (std::size_t i = 0; i + 1 < n; ++i) b3[i] = h / 3 * l[i] + h * x[i + 1] * b4[i + 1];
      b3[n - 1] = h / 3 * l[n - 1];
      for (std::size_t i = 0; i + 1 < n; ++i) b2[i] = h / 3 * l[i] + h / 2 * x[i + 1] * b3[i + 1];
      b2[n - 1] = h / 3 * l[n - 1];
      for (std::size_t i = 0; i + 1 < n; ++i) b1[i] = h / 6 * l[i] + h / 2 * x[i + 1] * b2[i + 1];
      b1[n - 1] = h / 6 * l[n - 1];
      result[0] += b1[0] + b2[0] + b3[0] + b4[0];
      for (std::size_t i = 1; i < n; ++i)
        result[i] += y[i - 1] * (b1[i] + b2[i] + b3[i] + b4[i]) + h / 2 * (k1[i - 1] * b2[i] + k2[i - 1] * b3[i]) + h * k3[i - 1] * b4[i];
      for (std::size_t i = 0; i + 1 < n; ++i) l[i] += x[i + 1] * (b1[i + 1] + b2[i + 1] + b3[i + 1] + b4[i + 1]);
    }
    return result;
  }
};

inline std::vector<row<ode>> rows_of(ode) {
  return {{"n = 10, s = 100", ode::sample({10, 100})}, {"n = 1000, s = 10", ode::sample({1000, 10})}, {"n = 1000, s = 100", ode::sample({1000, 100}), false}, {"n = 100,000, s = 10", ode::sample({100000, 10}), false}};
}

}  // namespace gradbench
