// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The sigmoid neuron at run time, as anyone would write it by hand.

#include <boost/test/unit_test.hpp>

#include <nabla/nabla.hpp>

#include <cmath>

using namespace nabla;

namespace {

constexpr auto x = var<"x">;
constexpr auto w0 = var<"w0">;
constexpr auto w1 = var<"w1">;
constexpr auto neuron = 1_c / (1_c + exp(-(w0 * x + w1)));
constexpr auto staged = sigmoid(w0 * x + w1);
const auto tolerance = boost::test_tools::tolerance(1e-14);

BOOST_AUTO_TEST_CASE(value_and_gradient) {
  for (double a = -4; a <= 4; a += 0.37) {
    const double w = 1.25, bias = -0.5, s = 1 / (1 + std::exp(-(w * a + bias)));
    const auto [value, g] = value_and_grad(staged)(x = a, w0 = w, w1 = bias);
    BOOST_TEST(value == s, tolerance);
    BOOST_TEST(g[w0] == a * s * (1 - s), tolerance);
    BOOST_TEST(g[w1] == s * (1 - s), tolerance);
    BOOST_TEST(g[x] == w * s * (1 - s), tolerance);
    const auto by_parts = value_and_grad(neuron)(x = a, w0 = w, w1 = bias);
    BOOST_TEST(by_parts.value == s, tolerance);
    BOOST_TEST(by_parts.grad[w0] == a * s * (1 - s), boost::test_tools::tolerance(1e-12));
  }
}

BOOST_AUTO_TEST_CASE(far_out) {
  for (double a : {-1000.0, -745.0, 745.0, 1000.0}) {
    const auto [value, g] = value_and_grad(staged)(x = a, w0 = 1.0, w1 = 0.0);
    BOOST_TEST(value == (a > 0 ? 1.0 : 0.0), boost::test_tools::tolerance(1e-300));
    BOOST_TEST(std::isfinite(g[w0]));
    BOOST_TEST(std::abs(g[w0]) <= 1e-300);
  }
}

BOOST_AUTO_TEST_CASE(learns_a_threshold) {
  double w = 0, bias = 0;
  constexpr auto loss = binary_cross_entropy(staged, data<"t">);
  auto step = evaluator(value_and_grad(loss, wrt(w0, w1)));
  for (int epoch = 0; epoch < 2000; ++epoch)
    for (int i = -5; i <= 5; ++i) {
      const auto& [value, g] = step(x = i * 0.2, data<"t"> = i > 1 ? 1.0 : 0.0, w0 = w, w1 = bias);
      w -= 0.5 * g[w0];
      bias -= 0.5 * g[w1];
    }
  BOOST_TEST(-bias / w == 0.3, boost::test_tools::tolerance(0.1));
}

}  // namespace
