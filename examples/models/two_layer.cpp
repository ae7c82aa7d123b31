// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
// A network with one hidden layer: which iris. The same formula reads digits in train_digits.
#include "data.hpp"
#include "models.hpp"
#include "support/classes.hpp"
#include "support/descent.hpp"

#include <nabla/check.hpp>
#include <nabla/eigen.hpp>
#include <nabla/nabla.hpp>
#include <nabla/print.hpp>

namespace models {
namespace {

using namespace nabla;

constexpr auto n = dim<"n">;           // samples
constexpr auto p = dim<"p">;           // features
constexpr auto h = dim<"h">;           // hidden neurons
constexpr auto k = dim<"k">;           // classes
constexpr auto X = data<"X", n, p>;    // one sample per row
constexpr auto T = labels<"T", n, k>;  // the class of each
constexpr auto W1 = var<"W1", p, h>;
constexpr auto b1 = var<"b1", 1, h>;
constexpr auto W2 = var<"W2", h, k>;
constexpr auto b2 = var<"b2", 1, k>;

constexpr auto logits = tanh(X * W1 + b1) * W2 + b2;
constexpr auto loss = mean(cross_entropy(softmax(logits), T));

}  // namespace

fit two_layer_network() {
  const auto [training, test] = split(load_iris(), 30);
  examples::generator random(1);
  Eigen::MatrixXd weights1 = examples::random_weights(4, 8, random), bias1 = Eigen::MatrixXd::Zero(1, 8);
  Eigen::MatrixXd weights2 = examples::random_weights(8, 3, random), bias2 = Eigen::MatrixXd::Zero(1, 3);
  Eigen::MatrixXd velocity1 = 0 * weights1, velocity2 = 0 * weights2, bias_velocity1 = bias1, bias_velocity2 = bias2;

  fit result{.data = training.name, .model = "two-layer network", .formula = to_string(loss)};
  result.gradient = require_right(check_grad(
      loss, at(X = training.features.topRows(20), T = training.labels.topRows(20), W1 = weights1, b1 = bias1, W2 = weights2, b2 = bias2)));

  const stopwatch watch;
  auto gradient = evaluator(grad(loss));
  for (int step = 0; step < 500; ++step) {
    const auto& g = gradient(X = training.features, T = training.labels, W1 = weights1, b1 = bias1, W2 = weights2, b2 = bias2);
    examples::descend(weights1, velocity1, g[W1], 0.1);
    examples::descend(bias1, bias_velocity1, g[b1], 0.1);
    examples::descend(weights2, velocity2, g[W2], 0.1);
    examples::descend(bias2, bias_velocity2, g[b2], 0.1);
  }
  result.seconds = watch.seconds();

  auto predict = evaluator(logits);
  const auto accuracy = [&](const dataset& some) {
    const auto& rows = predict(X = some.features, W1 = weights1, b1 = bias1, W2 = weights2, b2 = bias2);
    return examples::share_equal(examples::largest_in_each_row(rows), some.labels);
  };
  result.reached = {{"test accuracy", accuracy(test)}, {"training accuracy", accuracy(training)}};
  return result;
}

}  // namespace models
