// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <Eigen/Core>

#include <cmath>
#include <deque>
#include <utility>

namespace sequences {

/// Downhill from x on until the gradient is below `tolerance`, with curvature from the last ten steps (J. Nocedal: Updating quasi-Newton matrices with limited storage, 1980).
/// f(x, g) gives the value and writes the gradient. Returns the number of steps.
template <class F>
int minimise(F f, Eigen::VectorXd& x, double tolerance, int most_steps) {
  using vector = Eigen::VectorXd;
  std::deque<std::pair<vector, vector>> past;  // steps, and what they changed in the gradient
  vector g(x.size()), ahead(x.size()), g_ahead(x.size());
  double value = f(x, g);
  int steps = 0;
  for (; steps < most_steps && g.norm() > tolerance; ++steps) {
    vector d = -g;
    std::deque<double> shares;
    for (const auto& [s, y] : past) {
      shares.push_back(s.dot(d) / s.dot(y));
      d -= shares.back() * y;
    }
    if (past.empty()) d /= std::max(1.0, g.norm());
    else d *= past.front().first.dot(past.front().second) / past.front().second.squaredNorm();
    for (auto i = past.size(); i-- > 0;) d += (shares[i] - past[i].second.dot(d) / past[i].first.dot(past[i].second)) * past[i].first;

    double length = 1, reached = 0;
    for (int halvings = 0;; ++halvings, length *= 0.5) {
      ahead = x + length * d;
      reached = f(ahead, g_ahead);
      if (reached <= value + 1e-4 * length * g.dot(d)) break;
      if (halvings == 40) return steps;  // rounding is all that is left
    }
    if (const double curvature = (ahead - x).dot(g_ahead - g); curvature > 0) past.emplace_front(ahead - x, g_ahead - g);
    if (past.size() > 10) past.pop_back();
    x.swap(ahead);
    g.swap(g_ahead);
    value = reached;
  }
  return steps;
}

}  // namespace sequences
