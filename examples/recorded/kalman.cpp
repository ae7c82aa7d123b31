// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "kalman.hpp"

#include "recorded.hpp"

#include <nabla/eigen.hpp>

#include <Eigen/Core>
#include <iostream>
#include <random>

bool recorded::track_with_kalman() {
  std::mt19937 generator;
  std::normal_distribution<double> noise;
  Eigen::Vector4d truth(5, 3, 0.3, 2), estimate(4.5, 3.5, 0, 1);
  Eigen::Matrix4d P = Eigen::Matrix4d::Identity();
  auto predict = nabla::evaluator(nabla::together(moved, predicted));
  auto correct = nabla::evaluator(nabla::together(corrected, covariance_after));
  const double before = (estimate - truth).norm();
  for (int step = 0; step < 100; ++step) {
    const auto at = motion{}(truth);
    truth = Eigen::Vector4d(at[0], at[1], at[2], at[3]);
    const auto seen_at = radar{}(truth);
    const Eigen::Vector2d z(seen_at[0] + 0.02 * noise(generator), seen_at[1] + 0.02 * noise(generator));
    const auto [ahead, spread] = predict(state = estimate, covariance = P);
    estimate = ahead;
    P = spread;
    const auto [better, narrower] = correct(state = estimate, covariance = P, measured = z);
    estimate = better;
    P = narrower;
  }
  const double after = (estimate - truth).norm();
  std::cout << "filter: " << before << " off at first, " << after << " after 100 steps\n";
  return after < 0.5 * before && after < 0.5;
}
