// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
// Logistic regression: which of 569 tumours are benign.
#include "data.hpp"
#include "models.hpp"
#include "support/classes.hpp"

#include <nabla/check.hpp>
#include <nabla/eigen.hpp>
#include <nabla/nabla.hpp>
#include <nabla/print.hpp>
#include <nabla/train.hpp>

#include <random>

namespace models {
namespace {

using namespace nabla;

constexpr auto n = dim<"n">;               // samples
constexpr auto p = dim<"p">;               // features
constexpr auto X = data<"X", n, p>;        // one sample per row
constexpr auto y = data<"y", n, 1>;        // 1: benign
constexpr auto lambda = data<"lambda">;    // how much large weights cost
constexpr auto w = var<"w", p, 1>;
constexpr auto b = var<"b">;

constexpr auto probability = sigmoid(X * w + b);
constexpr auto loss = mean(binary_cross_entropy(probability, y)) + 0.5_c * lambda * sqnorm(w);

}  // namespace

fit logistic_regression() {
  const auto [training, test] = split(load_breast_cancer(), 30);
  const Eigen::VectorXd targets = training.labels.cast<double>();
  const double penalty = 0.001;
  auto learned = parameters(loss, with_size(p, training.features.cols()));

  fit result{.data = training.name, .model = "logistic regression", .formula = to_string(loss)};
  std::mt19937_64 random(1);
  const Eigen::MatrixXd somewhere = glorot_uniform(training.features.cols(), 1, random);
  result.gradient = require_right(
      check_grad(loss, at(X = training.features.topRows(40), y = targets.topRows(40), lambda = penalty, w = somewhere, b = 0.1)));

  const stopwatch watch;
  auto gradient = evaluator(grad(loss), learned);
  auto optimiser = momentum(learned, 0.1);
  for (int step = 0; step < 3000; ++step) optimiser.step(learned, gradient(X = training.features, y = targets, lambda = penalty));
  result.seconds = watch.seconds();

  const Eigen::MatrixXd answers = evaluator(probability, learned)(X = test.features);
  const double accuracy = examples::share_equal((answers.array() > 0.5).cast<int>(), test.labels);
  result.reached = {{"test accuracy", accuracy}, {"gradient norm", gradient.gradient().flat().norm()}};
  return result;
}

}  // namespace models
