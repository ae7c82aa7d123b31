// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The public face in one file, as far as it exists: every block is something that a user writes.

#define BOOST_TEST_MODULE api_tour_so_far
#include <boost/test/unit_test.hpp>

#include <nabla/check.hpp>
#include <nabla/eigen.hpp>
#include <nabla/nabla.hpp>
#include <nabla/print.hpp>

#include <boost/hana/for_each.hpp>
#include <boost/hana/second.hpp>
#include <cmath>
#include <string>

using namespace nabla;

namespace {

// ---- symbols -------------------------------------------------------------------------------------------------------------------------
constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto z = var<"z">;
constexpr auto w0 = var<"w0">;
constexpr auto w1 = var<"w1">;
constexpr auto n = dim<"n">;
constexpr auto X = data<"X", n, 3>;
constexpr auto Y = data<"Y", n, 2>;
constexpr auto W = var<"W", 3, 2>;
constexpr auto b = var<"b", 1, 2>;
constexpr auto lambda = data<"lambda">;

constexpr bool near(double a, double c, double tolerance = 1e-12) { return (a < c ? c - a : a - c) <= tolerance * (1 + (a < 0 ? -a : a)); }

// ---- the sigmoid neuron, and its staged form ---------------------------------------------------------------------------------------------
constexpr auto neuron = 1_c / (1_c + exp(-(w0 * x + w1)));
constexpr auto staged = sigmoid(w0 * x + w1);
static_assert(near(staged(w0 = 2.0, x = -1.0, w1 = -3.0), 0.0066928509242848554));
constexpr auto at_once = value_and_grad(staged, wrt(w0, w1, x))(w0 = 2.0, x = -1.0, w1 = -3.0);
static_assert(near(at_once.value, 0.0066928509242848554) && near(at_once.grad[w1], 0.0066480566707901549));
static_assert(near(at_once.grad[w0], -0.0066480566707901549) && near(at_once.grad[x], 0.01329611334158031));

// ---- gates ---------------------------------------------------------------------------------------------------------------------------------
constexpr auto gates = 3_c * (x * y + max(y, z));
static_assert(near(grad(gates)(x = 1.0, y = 2.0, z = 2.0)[y], 4.5) && near(grad(gates)(x = 1.0, y = 2.0, z = 2.0)[z], 1.5));
static_assert(near(grad(abs(x))(x = 0.0)[x], 0) && near(grad(relu(x))(x = 0.0)[x], 0));

// ---- matrices --------------------------------------------------------------------------------------------------------------------------------
constexpr auto lasso = sqnorm(X * W - Y) + lambda * norm1(W);
template <class A, class B>
concept can_multiply = requires(A l, B r) { l * r; };
static_assert(can_multiply<decltype(X), decltype(W)> && !can_multiply<decltype(X), decltype(Y)>);

// ---- a network over a batch whose size is bound at run time, and a function of one's own -----------------------------------------------------
constexpr auto T = labels<"T", n, 2>;
constexpr auto V = var<"V", 2, 2>;
constexpr auto loss = mean(cross_entropy(softmax(tanh(X * W + b) * V), T));
struct swish_rule : function<1> {
  static constexpr auto text = "swish";
  static constexpr auto value(auto u) { using std::exp; return u / (1 + exp(-u)); }
  static constexpr auto partials(auto u, auto v) { return partial(sigmoid(u) + v * (1_c - sigmoid(u))); }
};
constexpr auto swish(Expression auto u) { return call<swish_rule>(u); }

BOOST_AUTO_TEST_CASE(scalars) {
  BOOST_TEST(near(staged(w0 = 2.0, x = -1.0, w1 = -3.0), neuron(w0 = 2.0, x = -1.0, w1 = -3.0)));
  BOOST_TEST(near(grad(swish(x))(x = 0.7)[x], grad(x * sigmoid(x))(x = 0.7)[x]));
  int count = 0;
  boost::hana::for_each(grad(gates)(x = 1.0, y = 2.0, z = -4.0).map(), [&](auto entry) { count += std::isfinite(boost::hana::second(entry)); });
  BOOST_TEST(count == 3);
}

BOOST_AUTO_TEST_CASE(value_and_gradient_of_lasso) {
  const Eigen::MatrixXd features = Eigen::MatrixXd::Random(5, 3), targets = Eigen::MatrixXd::Random(5, 2), params = Eigen::MatrixXd::Random(3, 2);
  const auto [value, g] = value_and_grad(lasso)(X = features, Y = targets, W = params, lambda = 0.1);
  const Eigen::MatrixXd residual = features * params - targets, expected = 2 * features.transpose() * residual + 0.1 * params.cwiseSign();
  BOOST_TEST(near(value, residual.squaredNorm() + 0.1 * params.cwiseAbs().sum()));
  BOOST_TEST((g[W] - expected).norm() < 1e-12);
}

BOOST_AUTO_TEST_CASE(network) {
  Eigen::MatrixXd features(4, 3), params = Eigen::MatrixXd::Constant(3, 2, 0.1), bias = Eigen::MatrixXd::Zero(1, 2), v = Eigen::MatrixXd::Identity(2, 2);
  features << 1, 2, 3, -1, 0.5, 2, 0.3, -0.2, 0.1, 2, 2, -2;
  Eigen::VectorXi classes(4);
  classes << 0, 1, 1, 0;
  auto step = evaluator(value_and_grad(loss, wrt(W, b, V)));
  double first = 0, last = 0;
  for (int epoch = 0; epoch < 200; ++epoch) {
    const auto& [value, g] = step(X = features, T = classes, W = params, b = bias, V = v);
    if (epoch == 0) first = value;
    last = value;
    params -= 0.5 * g[W];
    bias -= 0.5 * g[b];
    v -= 0.5 * g[V];
  }
  BOOST_TEST(last < 0.1 * first);
  const auto report = check_grad(loss, at(X = features, T = classes, W = params, b = bias, V = v));
  BOOST_TEST((bool(report) && report.outcome == outcome::pass));
  BOOST_TEST((check_grad(gates, at(x = 1.0, y = 2.0, z = 2.0)).outcome == outcome::kink));
  try {
    (void)step(X = Eigen::MatrixXd(4, 5), T = classes, W = params, b = bias, V = v);
    BOOST_ERROR("a wrong size is refused");
  } catch (const shape_error& e) {
    BOOST_TEST(std::string(e.what()).find("X") != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(text_and_graph) {
  BOOST_TEST(to_string(w0 * x + w1) == "w0*x + w1");
  BOOST_TEST(to_dot(gates, at(x = 1.0, y = 2.0, z = -4.0)).rfind("digraph", 0) == 0);
}

}  // namespace
