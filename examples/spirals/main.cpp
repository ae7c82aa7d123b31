// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
// Three layers learn to tell two spirals apart: Adam, a file of what was learned and a picture of how, in 40 lines.
#include <nabla/train.hpp>

#include <iostream>
#include <random>

using namespace nabla;
constexpr auto n = dim<"n">;
constexpr auto X = data<"X", n, 2>;
constexpr auto T = labels<"T", n, 2>;
constexpr auto W1 = var<"W1", 2, 16>;
constexpr auto b1 = var<"b1", 1, 16>;
constexpr auto W2 = var<"W2", 16, 16>;
constexpr auto b2 = var<"b2", 1, 16>;
constexpr auto W3 = var<"W3", 16, 2>;
constexpr auto b3 = var<"b3", 1, 2>;
constexpr auto loss = mean(cross_entropy(softmax(tanh(tanh(X * W1 + b1) * W2 + b2) * W3 + b3), T));

int main() {
  const Eigen::ArrayXd angle = Eigen::ArrayXd::LinSpaced(400, 0.5, 9.5);
  const Eigen::VectorXi spiral = Eigen::VectorXi::LinSpaced(400, 0, 399).unaryExpr([](int i) { return i % 2; });
  const Eigen::ArrayXd radius = (1 - 2 * spiral.cast<double>().array()) * angle / 3;
  const Eigen::MatrixXd points = (Eigen::MatrixXd(400, 2) << radius * angle.cos(), radius * angle.sin()).finished();

  auto p = parameters(loss);
  std::mt19937_64 random(1);
  initialise(p, glorot_uniform, random);
  auto step = evaluator(value_and_grad(loss), p);
  auto optimiser = adam(p, {.rate = 0.01});
  batches deal(points.rows(), 64);
  progress bar(std::cout, 300);
  plot picture{.title = "Loss of two spirals", .curves = {{.name = "training"}}};
  for (int epoch = 1; epoch <= 300; ++epoch) {
    double sum = 0;
    deal.shuffle(random);
    for (auto rows : deal) {
      const auto& [value, g] = step(X = gathered(points, rows), T = gathered(spiral, rows));
      optimiser.step(p, g);
      sum += value * static_cast<double>(rows.size());
    }
    bar.finish_epoch(epoch, "loss " + std::to_string(picture.curves[0].y.emplace_back(sum / 400)));
  }
  save("spirals.npz", p, optimiser);
  write_svg("spirals.svg", {picture});
}
