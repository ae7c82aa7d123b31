// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
// Eigen's Levenberg-Marquardt with an analytic Jacobian, and Newton's method with a sparse Hessian.
#include "solvers.hpp"

#include <nabla/eigen_solvers.hpp>

#include <unsupported/Eigen/NonLinearOptimization>

#include <iostream>

namespace solvers {
namespace {

using namespace nabla;

//! [residuals]
constexpr auto t = data<"t", 30>;
constexpr auto h = data<"h", 30>;
constexpr auto rate = var<"rate">;
constexpr auto height = var<"height">;
constexpr auto base = var<"base">;
constexpr auto residuals = height * exp(-rate * t) + base - h;
//! [residuals]

constexpr auto v = var<"v", 100>;
constexpr auto valley = sum(100_c * sq(tail<99>(v) - sq(head<99>(v))) + sq(1_c - head<99>(v)));

}  // namespace

measurements measured() {
  const Eigen::VectorXd times = Eigen::VectorXd::LinSpaced(30, 0, 3);
  return {times, 3 * (-1.5 * times.array()).exp() + 0.25};
}

bool fit_with_eigen() {
  const measurements m = measured();
  //! [fit]
  levenberg_marquardt_functor functor(residuals, wrt(rate, height, base), at(t = m.t, h = m.h));
  Eigen::LevenbergMarquardt<decltype(functor)> solver(functor);
  Eigen::VectorXd x = Eigen::Vector3d(1, 1, 0);
  solver.minimize(x);
  //! [fit]
  std::cout << "Eigen::LevenbergMarquardt   rate " << x(0) << ", height " << x(1) << ", base " << x(2) << ", " << solver.nfev << " evaluations\n";
  return (x - Eigen::Vector3d(1.5, 3, 0.25)).norm() < 1e-6;
}

bool newton_with_eigen() {
  Eigen::VectorXd x = Eigen::VectorXd::Constant(100, -1.2);
  const newton_result found = sparse_newton(valley, wrt(v), x, {.most_steps = 500});
  std::cout << "nabla::sparse_newton        valley of 100 variables: " << found.steps << " steps, gradient " << found.largest_gradient << "\n";
  return found.converged;
}

}  // namespace solvers
