// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "pendulum.hpp"

#include "recorded.hpp"

#include <nabla/eigen.hpp>

#include <Eigen/Core>
#include <iostream>

bool recorded::swing_the_pendulum() {
  using pair = Eigen::Vector2d;
  auto evaluate = nabla::evaluator(accelerations);
  const auto force = [&](const pair& q, const pair& w) { return pair(evaluate(angles_of_pendulum = q, speeds = w)); };
  const auto energy = [](const pair& q, const pair& w) { return pendulum_energy<false>{}(q, w); };
  pair q(2.0, 2.5), w(0, 0);
  const double at_first = energy(q, w), h = 1e-3;
  for (int step = 0; step < 5000; ++step) {  // Runge and Kutta
    const pair a1 = force(q, w), w2 = w + h / 2 * a1, a2 = force(q + h / 2 * w, w2), w3 = w + h / 2 * a2, a3 = force(q + h / 2 * w2, w3), w4 = w + h * a3, a4 = force(q + h * w3, w4);
    q += h / 6 * (w + 2 * w2 + 2 * w3 + w4);
    w += h / 6 * (a1 + 2 * a2 + 2 * a3 + a4);
  }
  const double drift = energy(q, w) - at_first;
  std::cout << "pendulum: after 5 seconds at " << q.transpose() << ", energy " << at_first << " " << drift << " off\n";
  return std::abs(drift) < 1e-6;
}
