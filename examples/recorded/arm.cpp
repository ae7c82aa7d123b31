// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
// The hand is to be somewhere: Gauss and Newton's method, damped a little, with the Jacobian that nobody wrote.
#include "arm.hpp"

#include "recorded.hpp"

#include <nabla/eigen.hpp>

#include <Eigen/Dense>
#include <iostream>

bool recorded::reach_with_the_arm() {
  Eigen::Vector<double, links> q = Eigen::Vector<double, links>::Constant(0.2);
  const Eigen::Vector3d goal(1.5, 2.0, 1.8);
  auto evaluate = nabla::evaluator(nabla::value_and_jacobian(hand, nabla::wrt(angles)));
  double error = 1;
  int steps = 0;
  for (; steps < 50 && error > 1e-12; ++steps) {
    const auto [value, J] = evaluate(angles = q);
    const Eigen::Vector3d residual = goal - Eigen::Vector3d(value);
    const Eigen::Matrix<double, 3, links> jacobian = J[angles];
    error = residual.norm();
    q += jacobian.transpose() * (jacobian * jacobian.transpose() + 1e-9 * Eigen::Matrix3d::Identity()).ldlt().solve(residual);
  }
  std::cout << "arm: the hand is " << error << " off after " << steps << " steps\n";
  return error < 1e-9;
}
