// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The public face of nabla in one file: every block is something a user writes. It is the contract for names and meaning:
// it compiles and runs unchanged against the finished library (g++ >= 12, clang >= 14, -std=c++20), and prints nothing but its last line.
#include <nabla/check.hpp>   // the gradient checker
#include <nabla/eigen.hpp>   // run-time vectors and matrices
#include <nabla/nabla.hpp>   // symbols, rules, derivatives, compile-time and scalar evaluation: standard library and a little Boost.Hana
#include <nabla/print.hpp>   // text, LaTeX, Graphviz

#include <boost/hana/for_each.hpp>
#include <boost/hana/second.hpp>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>

using namespace nabla;

constexpr bool near(double a, double b, double tolerance = 1e-12) {
  double scale = a < 0 ? -a : a;
  return (a - b < 0 ? b - a : a - b) <= tolerance * (1 + scale);
}
void require(bool holds, const char* what) {
  if (!holds) {
    std::printf("failed: %s\n", what);
    std::exit(1);
  }
}

// ---- symbols: empty values whose type says everything; a scalar, a vector, a matrix, a size known at run time ----------------------
constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto z = var<"z">;
constexpr auto w0 = var<"w0">;
constexpr auto w1 = var<"w1">;
constexpr auto n = dim<"n">;                 // one name, one size: checked against itself at compile time, bound at run time
constexpr auto X = data<"X", n, 3>;          // data: an input that grad() leaves alone unless it is named in wrt()
constexpr auto Y = data<"Y", n, 2>;
constexpr auto W = var<"W", 3, 2>;
constexpr auto b = var<"b", 1, 2>;
constexpr auto lambda = data<"lambda">;

// ---- the sigmoid neuron, and its staged form --------------------------------------------------------------------------------------
constexpr auto neuron = 1_c / (1_c + exp(-(w0 * x + w1)));   // 1_c: an exact constant that is part of the type
constexpr auto staged = sigmoid(w0 * x + w1);
static_assert(diff(sigmoid(x), x) == sigmoid(x) * (1_c - sigmoid(x)));     // == is structural equality after simplification
static_assert(diff(staged, w0) == x * staged * (1_c - staged));
static_assert(!(diff(staged, w0) == diff(staged, w1)));
static_assert(near(staged(w0 = 2.0, x = -1.0, w1 = -3.0), 0.0066928509242848554));   // evaluation at compile time, bindings in any order
constexpr auto at_once = value_and_grad(staged, wrt(w0, w1, x))(w0 = 2.0, x = -1.0, w1 = -3.0);
static_assert(near(at_once.value, 0.0066928509242848554));
static_assert(near(at_once.grad[w1], 0.0066480566707901549));
static_assert(near(at_once.grad[w0], -0.0066480566707901549));
static_assert(near(at_once.grad[x], 0.01329611334158031));

// ---- gates ------------------------------------------------------------------------------------------------------------------------
constexpr auto gates = 3_c * (x * y + max(y, z));
static_assert(diff(gates, x) == 3_c * y);
static_assert(diff(gates, z) == 3_c * heaviside(z - y));                   // heaviside(0) = 1/2: a tie shares the gradient
static_assert(near(grad(gates)(x = 1.0, y = 2.0, z = 2.0)[y], 4.5) && near(grad(gates)(x = 1.0, y = 2.0, z = 2.0)[z], 1.5));
static_assert(near(grad(abs(x))(x = 0.0)[x], 0) && near(grad(relu(x))(x = 0.0)[x], 0));
static_assert(near(grad(where(x > 0_c, sqrt(x), 0_c))(x = -1.0)[x], 0));   // the arm not taken cannot leak a NaN

// ---- higher orders are the same language again --------------------------------------------------------------------------------------
static_assert(diff(x * x * x, x, x) == 6_c * x);
static_assert(diff<3>(exp(2_c * x), x) == 8_c * exp(2_c * x));
static_assert(near(hessian(x * x * y, wrt(x, y))(x = 3.0, y = 5.0)(0, 1), 6));
static_assert(near(jvp(x * y, wrt(x, y))(at(x = 3.0, y = 5.0), along(x = 1.0, y = 2.0)), 11));

// ---- matrices -------------------------------------------------------------------------------------------------------------------------
constexpr auto lasso = sqnorm(X * W - Y) + lambda * norm1(W);
static_assert(diff(lasso, W) == 2_c * transpose(X) * (X * W - Y) + lambda * sign(W));
static_assert(shape_of(diff(lasso, W)) == shape_of(W));
template <class A, class B> concept can_multiply = requires(A a, B c) { a* c; };
static_assert(can_multiply<decltype(X), decltype(W)> && !can_multiply<decltype(X), decltype(Y)>);   // sizes disagree: not a valid expression

// ---- softmax, alone and fused ---------------------------------------------------------------------------------------------------------
constexpr auto logits = var<"logits", 1, 3>;
constexpr auto t = labels<"t", 1, 3>;                                       // rows that sum to one; binds one-hot rows or class indices
static_assert(diff(sum(cross_entropy(softmax(logits), t)), logits) == softmax(logits) - t);
constexpr auto a = var<"a">;
constexpr auto target = data<"target">;
static_assert(diff(binary_cross_entropy(sigmoid(a), target), a) == sigmoid(a) - target);

// ---- a network over a batch whose size is bound at run time ------------------------------------------------------------------------
constexpr auto T = labels<"T", n, 2>;
constexpr auto loss = mean(cross_entropy(softmax(tanh(X * W + b) * var<"V", 2, 2>), T));

// ---- a function of one's own: its value and its local derivative, nothing else --------------------------------------------------------
struct swish_rule : function<1> {
  static constexpr auto text = "swish";
  static constexpr auto value(auto u) {
    using std::exp;
    return u / (1 + exp(-u));
  }
  static constexpr auto partials(auto u, auto v) { return partial(sigmoid(u) + v * (1_c - sigmoid(u))); }   // v is the node itself
};
constexpr auto swish(Expression auto u) { return call<swish_rule>(u); }

int main() {
  // the same program at run time, on doubles, floats and Eigen matrices
  require(near(staged(w0 = 2.0, x = -1.0, w1 = -3.0), neuron(w0 = 2.0, x = -1.0, w1 = -3.0)), "staged and unstaged agree");
  require(near(grad(swish(x))(x = 0.7)[x], diff(x * sigmoid(x), x)(x = 0.7)), "own rule");

  Eigen::MatrixXd features(4, 3), params = Eigen::MatrixXd::Constant(3, 2, 0.1), bias = Eigen::MatrixXd::Zero(1, 2), v = Eigen::MatrixXd::Identity(2, 2);
  features << 1, 2, 3, -1, 0.5, 2, 0.3, -0.2, 0.1, 2, 2, -2;
  Eigen::VectorXi classes(4);
  classes << 0, 1, 1, 0;
  constexpr auto V = var<"V", 2, 2>;

  auto step = evaluator(value_and_grad(loss, wrt(W, b, V)));    // owns its buffers: no allocation after the first call of a size
  double first = 0, last = 0;
  for (int epoch = 0; epoch < 200; ++epoch) {
    const auto& [value, g] = step(X = features, T = classes, W = params, b = bias, V = v);
    if (epoch == 0) first = value;
    last = value;
    params -= 0.5 * g[W];
    bias -= 0.5 * g[b];
    v -= 0.5 * g[V];
  }
  require(last < 0.1 * first, "gradient descent descends");

  // the finite-difference checker: a report that converts to bool, prints itself, and knows a kink from an error
  auto report = check_grad(loss, at(X = features, T = classes, W = params, b = bias, V = v));
  require(bool(report) && report.outcome == outcome::pass, "the checker passes a right gradient");
  require(check_grad(gates, at(x = 1.0, y = 2.0, z = 2.0)).outcome == outcome::kink, "the checker names a kink");

  // a size that disagrees at run time is an exception that names the symbol, and nothing is written
  try {
    (void)step(X = Eigen::MatrixXd(4, 5), T = classes, W = params, b = bias, V = v);
    require(false, "a wrong size is refused");
  } catch (const shape_error& e) { require(std::string(e.what()).find("X") != std::string::npos, "the message names the symbol"); }

  // to read, to typeset, to look at
  require(to_string(w0 * x + w1) == "w0*x + w1", "text");
  require(to_latex(staged).find("\\sigma") != std::string::npos, "LaTeX");
  require(to_dot(gates, at(x = 1.0, y = 2.0, z = -4.0)).rfind("digraph", 0) == 0, "a graph with values and gradients on it");

  // gradients as a Boost.Hana map, keyed by symbol
  int count = 0;
  boost::hana::for_each(grad(gates)(x = 1.0, y = 2.0, z = -4.0).map(), [&](auto entry) { count += std::isfinite(boost::hana::second(entry)); });
  require(count == 3, "a map of three");
  std::puts("api tour: all held");
}
