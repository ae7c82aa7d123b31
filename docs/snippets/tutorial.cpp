// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The code of docs/tutorial.md.

#include <nabla/check.hpp>
#include <nabla/eigen.hpp>
#include <nabla/print.hpp>
#include <nabla/train.hpp>

#include <array>
#include <cmath>
#include <iomanip>
#include <random>
#include <vector>

#include "pages.hpp"

namespace graph_page {
//! [graph]
#include <iostream>
#include <nabla/nabla.hpp>
#include <nabla/print.hpp>
using namespace nabla;

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto z = var<"z">;
constexpr auto f = (x + y) * z;

int main() {
  std::cout << "f = " << f << '\n';
  std::cout << "f(-2, 5, -4) = " << f(x = -2.0, y = 5.0, z = -4.0) << '\n';
  return 0;  // not shown
}
//! [graph]
}  // namespace graph_page

using namespace nabla;
constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto z = var<"z">;

namespace {

void graphs() {
  shown("graph");
  graph_page::main();

  using graph_page::f;
  shown("chain");
  //! [chain]
  std::cout << grad(f) << '\n';
  const auto g = grad(f)(x = -2.0, y = 5.0, z = -4.0);
  std::cout << "at (-2, 5, -4): " << g[x] << ' ' << g[y] << ' ' << g[z] << '\n';
  //! [chain]
  shown("figures/tutorial_graph.dot");
  //! [dot]
  std::cout << to_dot(f, at(x = -2.0, y = 5.0, z = -4.0));
  //! [dot]
}

void gates() {
  shown("gates");
  //! [gates]
  constexpr auto gates = 3_c * (x * y + max(y, z));
  std::cout << grad(gates) << "at (1, 2, -4):\n"
            << grad(gates)(x = 1.0, y = 2.0, z = -4.0);
  //! [gates]
  shown("figures/tutorial_gates.dot");
  std::cout << to_dot(gates, at(x = 1.0, y = 2.0, z = -4.0));
  //! [tie]
  static_assert(grad(gates)(x = 1.0, y = 2.0, z = 2.0)[z] == 1.5);    // 3/2: a tie, each side has one half
  static_assert(diff(relu(x), x)(x = 0.0) == 0 && diff(abs(x), x)(x = 0.0) == 0);
  //! [tie]
}

//! [stages]
constexpr auto w0 = var<"w0">;
constexpr auto w1 = var<"w1">;
constexpr auto q = w0 * x + w1;    // one stage after the other
constexpr auto e = exp(-q);
constexpr auto neuron = 1_c / (1_c + e);
//! [stages]

void stages() {
  shown("stages");
  //! [stages_printed]
  std::cout << "neuron = " << neuron << '\n'
            << "computed as " << simplify(neuron) << '\n'
            << "d neuron / d w1 = " << diff(neuron, w1) << '\n';
  static_assert(neuron == sigmoid(w0 * x + w1));                  // the same function, and the compiler proves it
  static_assert(diff(neuron, w1) == neuron * (1_c - neuron));     // ds/dq = s (1 - s), and dq/dw1 = 1
  static_assert(diff(neuron, w0) == x * neuron * (1_c - neuron));
  //! [stages_printed]
  shown("stages_c");
  //! [stages_c]
  std::cout << to_c(value_and_grad(neuron), "neuron");
  //! [stages_c]
  shown("figures/tutorial_neuron.dot");
  std::cout << to_dot(neuron, at(w0 = 2.0, x = -1.0, w1 = -3.0));
}

//! [rule]
struct swish_rule : function<1> {
  static constexpr auto text = "swish";
  static constexpr auto value(auto u) {
    using std::exp;
    return u / (1 + exp(-u));
  }
  // u: the operand, v: the value, both as formulas
  static constexpr auto partials(auto u, auto v) { return partial(sigmoid(u) + v * (1_c - sigmoid(u))); }
};
constexpr auto swish(Expression auto u) { return call<swish_rule>(u); }
//! [rule]

//! [wrong_rule]
struct wrong_rule : function<1> {
  static constexpr auto text = "wrong_swish";
  static constexpr auto value(auto u) {
    using std::exp;
    return u / (1 + exp(-u));
  }
  static constexpr auto partials(auto u, auto) { return partial(sigmoid(u)); }    // the second term is forgotten
};
//! [wrong_rule]

void own_rule() {
  shown("rule");
  //! [rule_used]
  std::cout << diff(swish(x * x), x) << '\n';
  std::cout << grad(swish(x * x) * y)(x = 0.5, y = 2.0);
  //! [rule_used]
}

void gradient_check() {
  shown("check");
  //! [check]
  const auto right = check_grad(swish(x * y), at(x = 0.5, y = 2.0));
  const auto wrong = check_grad(call<wrong_rule>(x * y), at(x = 0.5, y = 2.0));
  std::cout << std::setprecision(3);
  for (const auto& report : {right, wrong})
    std::cout << name_of(report.outcome) << ": " << report.checked
              << " entries, the worst is off by " << report.largest_error << '\n';
  //! [check]
  shown("differences");
  //! [differences]
  const auto cube = [](double at) { return at * at * at; };    // its slope at 0.7 is 1.47
  for (const double h : {1e-1, 1e-3, 1e-5, 1e-9, 1e-13})
    std::cout << "h = " << h << ": forward off by " << std::abs(forward_difference(cube, 0.7, h) - 1.47)
              << ", central by " << std::abs(central_difference(cube, 0.7, h) - 1.47) << '\n';
  //! [differences]
}

//! [matrices]
constexpr auto n = dim<"n">;             // samples: a size that is known when the program runs
constexpr auto X = data<"X", n, 3>;      // data: gradients leave it alone
constexpr auto Y = data<"Y", n, 2>;
constexpr auto W = var<"W", 3, 2>;
constexpr auto L = sqnorm(X * W - Y);    // the sum of squares of all elements
//! [matrices]

void matrices() {
  shown("matrices");
  //! [matrix_gradient]
  std::cout << "dL/dW = " << diff(L, W) << '\n';
  static_assert(shape_of(diff(L, W)) == shape_of(W));
  static_assert(diff(L, W) == 2_c * transpose(X) * (X * W - Y));
  //! [matrix_gradient]
  shown("broadcast");
  //! [broadcast]
  constexpr auto b = var<"b", 1, 2>;
  std::cout << "dL/db = " << diff(sqnorm(X * W + b - Y), b) << '\n';
  //! [broadcast]
  shown("matrix_values");
  std::cout << std::setprecision(6);
  //! [matrix_values]
  const std::array<double, 6> inputs{1, 0, 2, -1, 1, 0.5};    // two samples, row by row
  const std::array weights{0.1, 0.2, 0.3, 0.4, 0.5, 0.6};
  const auto slope = grad(L)(X = inputs, Y = std::array{1.0, 0.0, 0.0, 1.0}, W = weights);
  std::cout << slope;
  //! [matrix_values]
}

namespace network_page {
//! [network]
constexpr auto n = dim<"n">;
constexpr auto X = data<"X", n, 2>;          // points of a plane, one for each row
constexpr auto T = labels<"T", n, 2>;        // the class of each: a row with a 1, or its number
constexpr auto W1 = var<"W1", 2, 16>;
constexpr auto b1 = var<"b1", 1, 16>;
constexpr auto W2 = var<"W2", 16, 2>;
constexpr auto b2 = var<"b2", 1, 2>;

constexpr auto H = tanh(X * W1 + b1);        // n × 16
constexpr auto logits = H * W2 + b2;         // n × 2
constexpr auto loss = mean(cross_entropy(softmax(logits), T));
//! [network]

void softmax_with_cross_entropy() {
  shown("softmax");
  //! [softmax]
  constexpr auto Z = var<"Z", n, 2>;
  std::cout << diff(sum(cross_entropy(softmax(Z), T)), Z) << '\n';
  static_assert(diff(sum(cross_entropy(softmax(Z), T)), Z) == softmax(Z) - T);
  //! [softmax]
  shown("stable");
  //! [stable]
  constexpr auto a = var<"a", 1, 2>;
  constexpr auto t = labels<"t", 1, 2>;
  constexpr auto surprise = sum(cross_entropy(softmax(a), t));
  std::cout << value_and_grad(surprise)(a = std::array{1000.0, 0.0}, t = std::array{0.0, 1.0});
  //! [stable]
}

void print_network() {
  shown("network");
  //! [network_gradient]
  std::cout << "dL/dW2 = " << diff(loss, W2) << '\n'
            << "dL/db2 = " << diff(loss, b2) << '\n';
  //! [network_gradient]
  shown("figures/tutorial_network.dot");
  std::cout << to_dot(loss);
}

void train() {
  shown("training");
  //! [data]
  // two half moons
  const Eigen::ArrayXd angle = Eigen::ArrayXd::LinSpaced(100, 0, 3.14159);
  Eigen::MatrixXd points(200, 2);
  points << angle.cos(), angle.sin(), 1 - angle.cos(), 0.5 - angle.sin();
  Eigen::VectorXi classes(200);
  classes << Eigen::VectorXi::Zero(100), Eigen::VectorXi::Ones(100);
  //! [data]
  //! [training]
  std::mt19937_64 random(1);
  auto p = parameters(loss);                          // W1, b1, W2, b2 in one vector, p[W1] is a matrix
  initialise(p, glorot_uniform, random);
  auto step = evaluator(value_and_grad(loss), p);     // owns its memory
  batches deal(points.rows(), 20);
  for (int epoch = 1; epoch <= 200; ++epoch) {
    double sum = 0;
    deal.shuffle(random);
    for (auto rows : deal) {                                                                 // batch
      const auto& [value, g] = step(X = gathered(points, rows), T = gathered(classes, rows));  // forward and backward
      p.flat() -= 0.5 * g.flat();                                                            // update
      sum += value;
    }
    if (epoch == 1 || epoch % 50 == 0)
      std::cout << "epoch " << std::setw(3) << epoch << ": loss " << std::setprecision(2) << sum / 10 << '\n';
  }
  //! [training]
  shown("trained");
  //! [trained]
  auto predict = evaluator(softmax(logits), p);
  int right = 0;
  const Eigen::MatrixXd probability = predict(X = points);
  for (int i = 0; i < 200; ++i) right += (probability(i, 1) > 0.5) == (classes(i) == 1);
  std::cout << right << " of 200 right\n";
  for (double row = 1.25; row >= -0.8; row -= 0.25) {
    for (double column = -1.25; column <= 2.3; column += 0.125)
      std::cout << (predict(X = Eigen::RowVector2d(column, row))(0, 1) > 0.5 ? '#' : '.');
    std::cout << '\n';
  }
  //! [trained]
}
}  // namespace network_page

}  // namespace

void tutorial() {
  graphs();
  gates();
  stages();
  own_rule();
  gradient_check();
  matrices();
  network_page::print_network();
  network_page::softmax_with_cross_entropy();
  network_page::train();
}
