// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// No global state: one evaluator for each thread, all at once, the same results as one after the other.

#include <boost/test/unit_test.hpp>

#include <nabla/eigen.hpp>
#include <support/eigen.hpp>

#include <array>
#include <thread>
#include <vector>

using namespace nabla;
using Eigen::MatrixXd;
using test::numbers;

namespace {

constexpr auto n = dim<"n">;
constexpr auto X = data<"X", n, 5>;
constexpr auto T = labels<"T", n, 2>;
constexpr auto W = var<"W", 5, 2>;
constexpr auto loss = mean(cross_entropy(softmax(tanh(X * W)), T));

/// Sums of the loss and of a gradient's element over batches of many sizes.
std::array<double, 2> work(int seed) {
  auto step = evaluator(value_and_grad(loss));
  std::array<double, 2> total{};
  for (int i = 0; i < 200; ++i) {
    const int size = 1 + (i * 7 + seed) % 40;
    const MatrixXd x = numbers(size, 5, static_cast<unsigned>(i + seed)), w = numbers(5, 2, static_cast<unsigned>(seed));
    const Eigen::VectorXi classes = (x.col(0).array() > 0).cast<int>();
    const auto& [value, g] = step(X = x, T = classes, W = w);
    total[0] += value;
    total[1] += g[W](seed % 5, 1);
  }
  return total;
}

BOOST_AUTO_TEST_CASE(four_at_once) {
  constexpr int count = 4;
  std::array<std::array<double, 2>, count> at_once{}, in_turn{};
  for (int i = 0; i < count; ++i) in_turn[static_cast<std::size_t>(i)] = work(i);
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i) threads.emplace_back([&at_once, i] { at_once[static_cast<std::size_t>(i)] = work(i); });
  for (std::thread& t : threads) t.join();
  BOOST_TEST((at_once == in_turn));
  BOOST_TEST((in_turn[0] != in_turn[1]));
}

}  // namespace
