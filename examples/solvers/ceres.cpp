// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
// Ceres Solver: nabla's Jacobian where AutoDiffCostFunction was.
#include "solvers.hpp"

#include <nabla/ceres.hpp>

#include <ceres/ceres.h>

#include <iostream>

namespace solvers {
namespace {

//! [residual]
constexpr auto t = nabla::data<"t">;
constexpr auto h = nabla::data<"h">;
constexpr auto rate = nabla::var<"rate">;
constexpr auto line = nabla::var<"line", 2>;  // height, base
constexpr auto residual = nabla::row<0>(line) * exp(-rate * t) + nabla::row<1>(line) - h;
//! [residual]

}  // namespace

bool fit_with_ceres() {
  const measurements m = measured();
  //! [problem]
  double found_rate = 1, found_line[] = {1, 0};
  ceres::Problem problem;
  for (Eigen::Index i = 0; i < m.t.size(); ++i)
    // was: new ceres::AutoDiffCostFunction<decay_residual, 1, 1, 2>(new decay_residual(m.t(i), m.h(i)))
    problem.AddResidualBlock(nabla::ceres_cost(residual, wrt(rate, line), nabla::at(t = m.t(i), h = m.h(i))), nullptr, &found_rate, found_line);
  ceres::Solver::Options options;
  options.num_threads = 2;
  options.function_tolerance = 1e-12;
  ceres::Solver::Summary summary;
  ceres::Solve(options, &problem, &summary);
  //! [problem]
  std::cout << "ceres::Solve                rate " << found_rate << ", height " << found_line[0] << ", base " << found_line[1] << ", " << summary.iterations.size() << " steps\n";
  return std::abs(found_rate - 1.5) + std::abs(found_line[0] - 3) + std::abs(found_line[1] - 0.25) < 1e-5;
}

}  // namespace solvers
