// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
// A network with one hidden layer: which iris. The same formula reads digits in train_digits.
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
  std::mt19937_64 random(1);
  auto learned = parameters(loss, with_size(p, 4), with_size(h, 8), with_size(k, 3));
  initialise(learned, glorot_uniform, random);

  fit result{.data = training.name, .model = "two-layer network", .formula = to_string(loss)};
  result.gradient = require_right(check_grad(loss, at(learned, X = training.features.topRows(20), T = training.labels.topRows(20))));

  const stopwatch watch;
  auto gradient = evaluator(grad(loss), learned);
  auto optimiser = momentum(learned, 0.1);
  for (int step = 0; step < 500; ++step) optimiser.step(learned, gradient(X = training.features, T = training.labels));
  result.seconds = watch.seconds();

  auto predict = evaluator(logits, learned);
  const auto accuracy = [&](const dataset& some) { return examples::share_equal(examples::largest_in_each_row(predict(X = some.features)), some.labels); };
  result.reached = {{"test accuracy", accuracy(test)}, {"training accuracy", accuracy(training)}};
  return result;
}

}  // namespace models
