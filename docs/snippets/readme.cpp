// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The code of README.md.

#include <nabla/eigen.hpp>
#include <nabla/eigen_sparse.hpp>
#include <nabla/print.hpp>

#include <array>
#include <cmath>

#include "pages.hpp"

namespace first {
//! [first]
#include <iostream>
#include <nabla/nabla.hpp>
#include <nabla/print.hpp>
using namespace nabla;
constexpr auto x = var<"x">;
constexpr auto w0 = var<"w0">;
constexpr auto w1 = var<"w1">;
constexpr auto f = sigmoid(w0 * x + w1);                                      // the type of f IS the formula
constexpr auto at_once = value_and_grad(f)(w0 = 2.0, x = -1.0, w1 = -3.0);    // evaluated by the compiler
static_assert(at_once.grad[w1] > 0.00664 && at_once.grad[w1] < 0.00665);
int main() {
  std::cout << grad(f);
  return 0;  // not shown
}
//! [first]
}  // namespace first

using namespace nabla;
using first::x;

namespace second {
void block(const Eigen::MatrixXd& images, const Eigen::MatrixXd& digits, Eigen::MatrixXd weights, const Eigen::MatrixXd& bias) {
//! [network]
  constexpr auto n = dim<"n">;
  constexpr auto X = data<"X", n, 64>;                  // data: not differentiated
  constexpr auto T = labels<"T", n, 10>;                // rows that sum to one, or class indices
  constexpr auto W = var<"W", 64, 10>;
  constexpr auto b = var<"b", 1, 10>;
  constexpr auto loss = mean(cross_entropy(softmax(X * W + b), T));

  auto step = evaluator(value_and_grad(loss));          // owns its buffers; #include <nabla/eigen.hpp>
  const auto& [value, g] = step(X = images, T = digits, W = weights, b = bias);
  weights -= 0.1 * g[W];                                // g[W] is an Eigen map, 64 x 10
//! [network]
}
}  // namespace second

namespace third {
constexpr auto X = data<"X", 5, 3>;
constexpr auto Y = data<"Y", 5, 2>;
constexpr auto W = var<"W", 3, 2>;
constexpr auto lambda = var<"lambda">;
const auto& f = first::f;
void block() {
//! [derivatives]
  static_assert(diff(sqnorm(X * W - Y) + lambda * norm1(W), W) == 2_c * transpose(X) * (X * W - Y) + lambda * sign(W));
  static_assert(equivalent(diff(x / (1_c + x * x), x), (1_c - x * x) / sq(1_c + x * x)));     // by multiplying out
  constexpr auto second = diff(where(x > 0_c, x * x * log(x), 0_c), x, x);                   // the arm not taken leaks no NaN
  std::cout << to_latex(grad(f)) << to_c(value_and_grad(f), "neuron");                        // C99, the same operations in the same order
//! [derivatives]
}
}  // namespace third

namespace fourth {
constexpr auto y = var<"y">;
constexpr auto z = var<"z", 3>;
constexpr auto v = var<"v", 100>;
constexpr auto S = var<"S">;
constexpr auto K = data<"K">;
constexpr auto option = S * normal_cdf(log(S / K) + 0.02_c) - K * normal_cdf(log(S / K) - 0.02_c);
void block() {
//! [modes]
  constexpr auto J = jacobian(softmax(z), wrt(z))(z = std::array{0.5, -1.0, 2.0});            // forward or reverse by itself, or jacobian<reverse_mode>
  constexpr auto tangent = jvp(x * y, wrt(x, y))(at(x = 3.0, y = 5.0), along(x = 1.0, y = 2.0));      // vjp, and hvp without a Hessian, likewise
  constexpr auto H = sparse_hessian(sum(100_c * sq(tail<99>(v) - sq(head<99>(v)))), wrt(v));  // tridiagonal: H(v = at) is an Eigen::SparseMatrix
  static_assert(H.pattern.nonzeros == 298);
  const auto [price, delta, gamma] = derivatives<2>(option, S)(S = 100.0, K = 95.0);          // orders from one pass; together(f, g, h) likewise
  const auto [prices, slopes] = vmap(value_and_grad(option))(S = std::array{90.0, 100.0, 110.0}, K = 95.0);   // many points, in registers; slopes[S][1]
//! [modes]
}
}  // namespace fourth

namespace fifth {
constexpr auto n = dim<"n">;
constexpr auto y = var<"y">;
constexpr auto v = var<"v", n>;
constexpr auto X = data<"X", n, 2>;
constexpr auto h = var<"h", 1, 3>;
constexpr auto U = var<"U", 2, 3>;
constexpr auto R = var<"R", 3, 3>;
constexpr auto E = var<"E", dim<"words">, 4>;
void block() {
//! [sequences]
  constexpr auto chain = sum(100_c * sq(rows<1, n - 1>(v) - sq(rows<0, n - 1>(v))) + sq(1_c - rows<0, n - 1>(v)));     // v is var<"v", n>: one pass, no copies
  constexpr auto states = scan(X, h, [](auto row, auto state) { return tanh(row * U + state * R); });                // n × 3: the state after each row of X
  constexpr auto embedded = gather_rows(E, indices<"word", n, dim<"words">>);
  constexpr auto side = root([](auto s) { return s * s - y; }, x);                                                    // s with s² = y, by Newton's method from x on
//! [sequences]
}
}  // namespace fifth

namespace sixth {
constexpr auto y = var<"y">;
void block() {
//! [recorded]
  constexpr auto spring = formula<"x", "y">([]<class T>(T x, T y) {       // or formula(function, v, W, …) with symbols of any shape
    T sum = 0.5 * x;                                                      // bare numbers are the doubles that they are in C++
    for (int i = 1; i <= 20; ++i) sum += sin(i * x) * y / (1.0 + i);      // loops, arrays, structs, helper functions
    if (sum > 0) return sqrt(sum + 1.0);                                  // if, ?:, &&, early return: all paths, merged into where()
    return y > x ? exp(sum) * y : sum * sum;
  });
  double value = spring(0.3, 0.7);
  double same = spring(x = 0.3, y = 0.7);
  double slope = grad(spring)(0.3, 0.7)[x];
  auto longer = spring(x * x, y);       // it is a formula like any other
//! [recorded]
}
}  // namespace sixth

namespace seventh {
//! [rule]
struct swish_rule : function<1> {
  static constexpr auto text = "swish";
  static constexpr auto value(auto u) {
    using std::exp;    // from <cmath>
    return u / (1 + exp(-u));
  }
  static constexpr auto partials(auto u, auto v) { return partial(sigmoid(u) + v * (1_c - sigmoid(u))); }   // v is the node itself
};
constexpr auto swish(Expression auto u) { return call<swish_rule>(u); }
//! [rule]
static_assert(swish(x)(x = 0.0) == 0);
}  // namespace seventh

void readme() {
  shown("readme");
  first::main();
}
