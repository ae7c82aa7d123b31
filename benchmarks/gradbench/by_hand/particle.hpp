// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "evals/particle.hpp"
#include "support/compare.hpp"

#include <cmath>

namespace gradbench {

struct particle_by_hand {
  static constexpr double tolerance = 1e-9;

  static double square_at_axis(double w) {
    double x = 0, y = 8, vx = 0.75, vy = 0;
    for (;;) {
      const double a = x - 10, b = y - 10 + w, r = a * a + b * b, q = a * a + y * y, near = 1 / (r * std::sqrt(r)), far = 1 / (q * std::sqrt(q));
      const double fx = a * (near + far), fy = b * near + y * far;
      x += 0.1 * vx;
      y += 0.1 * vy;
      if (y <= 0) break;
      vx += 0.1 * fx;
      vy += 0.1 * fy;
    }
    x -= y / vy * vx;
    return x * x;
  }

  // The same beside its derivative by w.
  static std::pair<double, std::array<double, 1>> slope(double w) {
    double x = 0, y = 8, vx = 0.75, vy = 0, dx = 0, dy = 0, dvx = 0, dvy = 0;
    for (;;) {
      const double a = x - 10, b = y - 10 + w, db = dy + 1, r = a * a + b * b, q = a * a + y * y, cube = 1 / (r * std::sqrt(r)), other = 1 / (q * std::sqrt(q));
      const double dcube = -3 * cube / r * (a * dx + b * db), dother = -3 * other / q * (a * dx + y * dy);
      const double fx = a * (cube + other), fy = b * cube + y * other;
      const double dfx = dx * (cube + other) + a * (dcube + dother), dfy = db * cube + b * dcube + dy * other + y * dother;
      x += 0.1 * vx;
      y += 0.1 * vy;
      dx += 0.1 * dvx;
      dy += 0.1 * dvy;
      if (y <= 0) break;
      vx += 0.1 * fx;
      vy += 0.1 * fy;
      dvx += 0.1 * dfx;
      dvy += 0.1 * dfy;
    }
    const double time = -y / vy, dtime = -(dy + time * dvy) / vy;
    dx += dtime * vx + time * dvx;
    x += time * vx;
    return {x * x, {2 * x * dx}};
  }

  std::array<double, 1> result;
  std::span<const double> operator()(double start) {
    result = descend<1>({start}, [](const auto& w) { return square_at_axis(w[0]); }, [](const auto& w) { return slope(w[0]); });
    return result;
  }

  static std::vector<double> parameters(double start) { return {start}; }
  template <class T> static std::vector<T> objective(double, const std::vector<T>& p) { return {square_at_axis(p[0])}; }
  static std::vector<double> along(double start, std::span<const double>, const std::vector<double>& d) { return {slope(start).second[0] * d[0]}; }
};

inline std::vector<row<particle>> rows_of(particle) { return {{"", particle::sample(0)}}; }

}  // namespace gradbench
