// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
// Lasso by proximal gradient steps: which few measurements of a tumour tell how large its largest cell nuclei are.
#include "data.hpp"
#include "models.hpp"

#include <nabla/check.hpp>
#include <nabla/eigen.hpp>
#include <nabla/nabla.hpp>
#include <nabla/print.hpp>
#include <nabla/train/initialise.hpp>

#include <algorithm>
#include <cmath>
#include <random>

namespace models {
namespace {

using namespace nabla;

constexpr auto n = dim<"n">;             // samples
constexpr auto p = dim<"p">;             // features
constexpr auto X = data<"X", n, p>;      // one sample per row
constexpr auto y = data<"y", n, 1>;      // what to predict
constexpr auto lambda = data<"lambda">;  // the correlation below which a feature is not used
constexpr auto w = var<"w", p, 1>;

constexpr auto smooth = 0.5_c * sqnorm(X * w - y);
constexpr auto loss = smooth + lambda * norm1(w);

/// What the corner of norm1 does to a step: the point whose distance to `weights` plus `threshold` times its norm1 is smallest.
Eigen::MatrixXd shrink(const Eigen::MatrixXd& weights, double threshold) {
  return weights.unaryExpr([=](double u) { return u > threshold ? u - threshold : (u < -threshold ? u + threshold : 0); });
}

/// How far `gradient`, of the smooth part, is from what the minimum asks: -lambda sign(w), and within ± lambda where w = 0.
double distance_from_optimality(const Eigen::MatrixXd& weights, const Eigen::MatrixXd& gradient, double lambda_) {
  double worst = 0;
  for (Eigen::Index i = 0; i < weights.size(); ++i) {
    const double u = weights(i), g = gradient(i);
    worst = std::max(worst, u == 0 ? std::abs(g) - lambda_ : std::abs(g + (u > 0 ? lambda_ : -lambda_)));
  }
  return worst;
}

}  // namespace

fit lasso_regression() {
  constexpr Eigen::Index measured = 20, worst_area = 23;  // means and standard errors come first, then the worst of each image
  const dataset cancer = load_breast_cancer();
  const Eigen::MatrixXd columns = standardiser(cancer.features)(cancer.features);
  const Eigen::MatrixXd features = columns.leftCols(measured);
  const Eigen::VectorXd targets = columns.col(worst_area);
  const double threshold = 0.05 * static_cast<double>(cancer.size());

  fit result{.data = cancer.name, .model = "lasso", .formula = to_string(loss)};
  std::mt19937_64 random(1);
  const Eigen::MatrixXd somewhere = glorot_uniform(measured, 1, random);
  result.gradient = require_right(check_grad(smooth, at(X = features.topRows(10), y = targets.topRows(10), w = somewhere)));

  const stopwatch watch;
  auto gradient = evaluator(grad(smooth));
  // The smooth part curves nowhere more than the trace of XᵀX.
  const double rate = 1 / features.squaredNorm();
  Eigen::MatrixXd weights = Eigen::MatrixXd::Zero(measured, 1);
  for (int step = 0; step < 20000; ++step) weights = shrink(weights - rate * gradient(X = features, y = targets, w = weights)[w], rate * threshold);
  result.seconds = watch.seconds();

  const Eigen::MatrixXd g = gradient(X = features, y = targets, w = weights)[w];
  result.reached = {{"distance from optimality", distance_from_optimality(weights, g, threshold)},
                    {"features used", static_cast<double>((weights.array() != 0).count())},
                    {"features", static_cast<double>(measured)},
                    {"R2", 1 - (features.lazyProduct(weights) - targets).squaredNorm() / targets.squaredNorm()}};
  return result;
}

}  // namespace models
