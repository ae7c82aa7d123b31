// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
// A normal distribution by maximum likelihood: how the four measurements of an iris vary together.
#include "data.hpp"
#include "models.hpp"

#include <nabla/check.hpp>
#include <nabla/eigen.hpp>
#include <nabla/nabla.hpp>
#include <nabla/print.hpp>
#include <nabla/train.hpp>

#include <cmath>
#include <random>

namespace models {
namespace {

using namespace nabla;

constexpr auto n = dim<"n">;         // samples
constexpr auto p = dim<"p">;         // measurements
constexpr auto X = data<"X", n, p>;  // one sample per row
constexpr auto S = data<"S", p, p>;  // their covariance
constexpr auto mu = var<"mu", 1, p>;
constexpr auto L = var<"L", p, p>;   // the covariance of the distribution is L Lᵀ; L is read below and on the diagonal only

// But for the constant -n p/2 log(2 pi): -n/2 log|L Lᵀ| - 1/2 the sum of the squared Mahalanobis distances.
constexpr auto log_likelihood = -(count(row_sums(X)) * sum(log(diagonal(L)))) - 0.5_c * sqnorm(solve_lower(L, transpose(X - mu)));

}  // namespace

fit gaussian() {
  const dataset iris = load_iris();
  const auto samples = static_cast<double>(iris.size());
  const Eigen::Index measurements = iris.features.cols();
  auto learned = parameters(wrt(mu, L), with_size(p, measurements));
  learned[L].setIdentity();

  fit result{.data = iris.name, .model = "normal distribution", .formula = to_string(log_likelihood)};
  std::mt19937_64 random(1);
  const Eigen::MatrixXd somewhere = learned[L] + 0.3 * glorot_uniform(measurements, measurements, random);
  result.gradient = require_right(check_grad(log_likelihood, at(X = iris.features.topRows(20), mu = learned[mu], L = somewhere)));

  const stopwatch watch;
  auto gradient = evaluator(grad(log_likelihood), learned);
  auto optimiser = momentum(learned, -0.002 / samples);  // up, not down
  for (int step = 0; step < 8000; ++step) optimiser.step(learned, gradient(X = iris.features));
  result.seconds = watch.seconds();

  // The maximum is known: the samples' own mean and covariance.
  const Eigen::RowVectorXd sample_mean = iris.features.colwise().mean();
  const Eigen::MatrixXd centred = iris.features.rowwise() - sample_mean;
  const Eigen::MatrixXd covariance = centred.transpose().lazyProduct(centred) / samples;
  const Eigen::MatrixXd sample_factor = cholesky(S)(S = covariance);
  const double distance = std::hypot((learned[mu] - sample_mean).norm(), (learned[L] - sample_factor).norm());
  learned[mu] = sample_mean;
  learned[L] = sample_factor;
  const auto& there = gradient(X = iris.features);
  result.reached = {{"distance to the closed form", distance},
                    {"gradient there", there.flat().norm()},
                    {"factor times its transpose less the covariance", (sample_factor.lazyProduct(sample_factor.transpose()) - covariance).norm()}};
  return result;
}

}  // namespace models
