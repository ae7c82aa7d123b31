// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
// Ridge regression: how wide an iris petal is, from its length and the two measurements of the sepal.
#include "data.hpp"
#include "models.hpp"

#include <nabla/check.hpp>
#include <nabla/eigen.hpp>
#include <nabla/nabla.hpp>
#include <nabla/print.hpp>
#include <nabla/train/initialise.hpp>

#include <Eigen/Cholesky>

#include <random>

namespace models {
namespace {

using namespace nabla;

constexpr auto n = dim<"n">;             // samples
constexpr auto p = dim<"p">;             // features
constexpr auto X = data<"X", n, p>;      // one sample per row
constexpr auto y = data<"y", n, 1>;      // what to predict
constexpr auto lambda = data<"lambda">;  // how much large weights cost
constexpr auto w = var<"w", p, 1>;

constexpr auto loss = 0.5_c * sqnorm(X * w - y) + 0.5_c * lambda * sqnorm(w);

}  // namespace

fit ridge_regression() {
  const dataset iris = load_iris();
  const Eigen::MatrixXd columns = standardiser(iris.features)(iris.features);
  const Eigen::MatrixXd features = columns.leftCols(3);
  const Eigen::VectorXd targets = columns.col(3);  // of mean 0, so the line needs no constant
  const double penalty = 1;

  fit result{.data = iris.name, .model = "ridge regression", .formula = to_string(loss)};
  std::mt19937_64 random(1);
  Eigen::MatrixXd weights = glorot_uniform(features.cols(), 1, random);
  result.gradient = require_right(check_grad(loss, at(X = features.topRows(10), y = targets.topRows(10), lambda = penalty, w = weights)));

  const stopwatch watch;
  auto gradient = evaluator(grad(loss));
  // The loss curves nowhere more than the trace of XᵀX + λ, so this step cannot overshoot.
  const double rate = 1 / (features.squaredNorm() + penalty);
  for (int step = 0; step < 2000; ++step) weights -= rate * gradient(X = features, y = targets, lambda = penalty, w = weights)[w];
  result.seconds = watch.seconds();

  const Eigen::Matrix3d normal = features.transpose().lazyProduct(features) + penalty * Eigen::Matrix3d::Identity();
  const Eigen::Vector3d solution = normal.ldlt().solve(features.transpose().lazyProduct(targets));
  const auto& at_solution = gradient(X = features, y = targets, lambda = penalty, w = solution);
  result.reached = {{"distance to the closed form", (weights - solution).norm()},
                    {"gradient there", at_solution[w].norm()},
                    {"R2", 1 - (features.lazyProduct(weights) - targets).squaredNorm() / targets.squaredNorm()}};
  return result;
}

}  // namespace models
