// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
// Softmax regression: which iris, which digit. One formula serves both: the numbers of features and classes are bound at the call.
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

constexpr auto n = dim<"n">;             // samples
constexpr auto p = dim<"p">;             // features
constexpr auto k = dim<"k">;             // classes
constexpr auto X = data<"X", n, p>;      // one sample per row
constexpr auto T = labels<"T", n, k>;    // the class of each
constexpr auto lambda = data<"lambda">;  // how much large weights cost
constexpr auto W = var<"W", p, k>;
constexpr auto b = var<"b", 1, k>;

constexpr auto logits = X * W + b;
constexpr auto loss = mean(cross_entropy(softmax(logits), T)) + 0.5_c * lambda * sqnorm(W);

fit softmax_regression(const dataset& all, double rate, int steps) {
  const auto [training, test] = split(all, 30);
  const auto classes = static_cast<Eigen::Index>(all.classes.size());
  const double penalty = 0.001;
  std::mt19937_64 random(1);
  auto learned = parameters(loss, with_size(p, all.features.cols()), with_size(k, classes));
  initialise(learned, glorot_uniform, random);

  fit result{.data = all.name, .model = "softmax regression", .formula = to_string(loss)};
  result.gradient = require_right(
      check_grad(loss, at(learned, X = training.features.topRows(20), T = training.labels.topRows(20), lambda = penalty)));

  const stopwatch watch;
  auto gradient = evaluator(grad(loss), learned);
  auto optimiser = momentum(learned, rate);
  for (int step = 0; step < steps; ++step) optimiser.step(learned, gradient(X = training.features, T = training.labels, lambda = penalty));
  const double norm = gradient.gradient().flat().norm();
  result.seconds = watch.seconds();

  auto predict = evaluator(logits, learned);
  const Eigen::VectorXi answers = examples::largest_in_each_row(predict(X = test.features));
  result.reached = {{"test accuracy", examples::share_equal(answers, test.labels)}, {"gradient norm", norm}};
  return result;
}

}  // namespace

fit softmax_regression_of_iris() { return softmax_regression(load_iris(), 0.3, 2000); }
fit softmax_regression_of_digits() { return softmax_regression(load_digits(), 0.1, 500); }

}  // namespace models
