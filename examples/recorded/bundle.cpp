// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
// Bundle adjustment in Ceres: the residual that its users write, once by its jets and once recorded.
#include "bundle.hpp"
#include "recorded.hpp"

#include <array>
#include <iostream>

#ifdef NABLA_HAS_CERES
#include <nabla/ceres.hpp>

#include <ceres/ceres.h>

#include <random>
#include <vector>

namespace recorded {
namespace {

struct by_jets {
  const std::array<double, 2> seen;
  template <class T>
  bool operator()(const T* of, const T* at, T* result) const {
    reprojection::residuals(of, at, seen, result);
    return true;
  }
};
struct scene {
  std::vector<std::array<double, 9>> cameras;
  std::vector<std::array<double, 3>> points;
};
double adjust(scene& s, const std::vector<std::vector<std::array<double, 2>>>& seen, bool with_nabla) {
  ceres::Problem problem;
  for (std::size_t c = 0; c < s.cameras.size(); ++c)
    for (std::size_t p = 0; p < s.points.size(); ++p) {
      ceres::CostFunction* cost = nullptr;
      if (with_nabla) cost = nabla::ceres_cost(reprojected, nabla::wrt(camera, point), nabla::at(observed = seen[c][p]));
      else cost = new ceres::AutoDiffCostFunction<by_jets, 2, 9, 3>(new by_jets{seen[c][p]});
      problem.AddResidualBlock(cost, nullptr, s.cameras[c].data(), s.points[p].data());
    }
  ceres::Solver::Options options;
  options.linear_solver_type = ceres::DENSE_SCHUR;
  options.max_num_iterations = 25;
  options.logging_type = ceres::SILENT;
  ceres::Solver::Summary summary;
  ceres::Solve(options, &problem, &summary);
  std::cout << "bundle adjustment by " << (with_nabla ? "nabla" : "jets ") << ": cost " << summary.initial_cost << " to " << summary.final_cost << " in " << summary.iterations.size() << " steps\n";
  return summary.final_cost;
}

}  // namespace

bool adjust_bundle() {
  std::mt19937 generator;
  std::normal_distribution<double> noise;
  scene truth;
  for (int c = 0; c < 3; ++c) truth.cameras.push_back({0.1 * c, 0.2 * c, 0, 0.5 * c, 0, -10, 500, 1e-3, 1e-5});  // the first does not turn: the other arm of the rotation
  for (int p = 0; p < 20; ++p) truth.points.push_back({noise(generator), noise(generator), noise(generator)});
  std::vector<std::vector<std::array<double, 2>>> seen(truth.cameras.size());
  for (std::size_t c = 0; c < seen.size(); ++c)
    for (const auto& p : truth.points) {
      std::array<double, 2> picture{};
      reprojection::residuals(truth.cameras[c], p, std::array{noise(generator), noise(generator)}, picture.data());  // half a picture element of noise
      seen[c].push_back(picture);
    }
  scene first = truth;
  for (auto& p : first.points)
    for (double& x : p) x += 0.05 * noise(generator);
  scene second = first;
  const double ours = adjust(first, seen, true), theirs = adjust(second, seen, false);
  return ours < 100 && std::abs(ours - theirs) < 1e-6 * theirs;
}

}  // namespace recorded
#else
bool recorded::adjust_bundle() {
  std::cout << "bundle adjustment: Ceres was not found\n";
  return true;
}
#endif
