// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Derivative graphs against graphs built by hand: the same nodes, not only the same values.

#include <nabla/nabla.hpp>
#include <support/graphs.hpp>

namespace {

using namespace nabla;
using namespace nabla::detail;
using test::derivative;
using test::simplified;

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto z = var<"z">;

template <Expression F, Expression X, Expression Expected>
constexpr bool differentiates(F f, X by, Expected expected) {
  return derivative(f, by) == simplified(expected);
}

/// Why there is no derivative.
template <Expression F, Expression X>
constexpr derivative_problem problem_of(F, X) {
  graph g;
  facts_map known;
  const int root = import(g, known, facts_of<F>, true);
  const int input = import(g, known, facts_of<X>, false);
  int adjoint = -1;
  return differentiate(g, root, &input, 1, &adjoint);
}

// ---- arithmetic -------------------------------------------------------------------------------------------------------------------
static_assert(differentiates(x, x, 1_c));
static_assert(differentiates(x, y, 0_c));
static_assert(differentiates(2_c, x, 0_c));
static_assert(differentiates(x + y, x, 1_c));
static_assert(differentiates(x - y, y, c<-1>));
static_assert(differentiates(-x, x, c<-1>));
static_assert(differentiates(x * y, x, y));
static_assert(differentiates(x * x, x, x + x));
static_assert(differentiates(3_c * x, x, 3_c));
static_assert(differentiates(x / y, x, 1_c / y));
static_assert(differentiates(x / y, y, -(x / y * (1_c / y))));
static_assert(differentiates(x * y * z, x, y * z));
static_assert(differentiates((x + 2_c) * (x + 2_c), x, (2_c + x) + (2_c + x)));

// ---- functions, and the chain rule ---------------------------------------------------------------------------------------------------
static_assert(differentiates(exp(x), x, exp(x)));
static_assert(differentiates(exp(2_c * x), x, 2_c * exp(2_c * x)));
static_assert(differentiates(log(x), x, 1_c / x));
static_assert(differentiates(sqrt(x), x, 0.5_c / sqrt(x)));
static_assert(differentiates(sin(x), x, cos(x)));
static_assert(differentiates(cos(x), x, -sin(x)));
static_assert(differentiates(sin(cos(x)), x, -(cos(cos(x)) * sin(x))));
static_assert(differentiates(tanh(x), x, 1_c - tanh(x) * tanh(x)));
static_assert(differentiates(sigmoid(x), x, sigmoid(x) * (1_c - sigmoid(x))));
static_assert(differentiates(log1p(x), x, 1_c / (1_c + x)));
static_assert(differentiates(abs(x), x, sign(x)));
static_assert(differentiates(relu(x), x, x > 0_c));
static_assert(differentiates(max(x, y), x, heaviside(x - y)));
static_assert(differentiates(min(x, y), x, heaviside(y - x)));
// What is piecewise constant has no slope, and what is multiplied by it disappears.
static_assert(differentiates(sign(x), x, 0_c));
static_assert(differentiates(heaviside(x) * y, x, 0_c));
static_assert(differentiates((x > y) * exp(sqrt(x - x)), y, 0_c));
static_assert(differentiates(sign(x) * x, x, sign(x)));

// ---- fused forms: what they are for ------------------------------------------------------------------------------------------------------
constexpr auto target = data<"target">;
static_assert(differentiates(binary_cross_entropy(sigmoid(x), target), x, sigmoid(x) - target));
constexpr auto logits = var<"logits", 1, 3>;
constexpr auto t = labels<"t", 1, 3>;
static_assert(differentiates(sum(cross_entropy(softmax(logits), t)), logits, softmax(logits) - t));

// ---- matrices -----------------------------------------------------------------------------------------------------------------------------
constexpr auto n = dim<"n">;
constexpr auto X = data<"X", n, 3>;
constexpr auto Y = data<"Y", n, 2>;
constexpr auto W = var<"W", 3, 2>;
constexpr auto b = var<"b", 1, 2>;
constexpr auto column = var<"column", n, 1>;
constexpr auto lambda = data<"lambda">;
static_assert(differentiates(sum(X * W), W, transpose(X) * broadcast_to(1_c, Y)));
static_assert(differentiates(sum(X * W), X, broadcast_to(1_c, Y) * transpose(W)));
static_assert(differentiates(sqnorm(X * W - Y) + lambda * norm1(W), W, transpose(X) * (2_c * (X * W - Y)) + lambda * sign(W)));
static_assert(differentiates(mean(W), W, broadcast_to(c<1, 6>, W)));
static_assert(differentiates(mean(X), X, broadcast_to(1_c / count(X), X)));
static_assert(differentiates(sum(transpose(W)), W, transpose(broadcast_to(1_c, transpose(W)))));
static_assert(differentiates(sqnorm(transpose(W)), W, transpose(2_c * transpose(W))));

// ---- broadcasting, transposed: a sum over the directions in which the operand has size 1 -----------------------------------------------------
static_assert(differentiates(sum(hadamard(Y, X * W + b)), b, column_sums(Y)));
static_assert(differentiates(sum(hadamard(Y, column)), column, row_sums(Y)));
static_assert(differentiates(sum(lambda * Y), lambda, sum(Y)));
static_assert(differentiates(sum(hadamard(row_sums(Y), column)), Y, broadcast_to(column, Y)));
static_assert(differentiates(sum(hadamard(column_sums(Y), b)), Y, broadcast_to(b, Y)));
// What is centred has the mean 0, but for rounding: nothing goes back through the mean that it was centred by.
static_assert(differentiates(sqnorm(column - mean(column)), column, 2_c * (column - mean(column))));
static_assert(differentiates(sum(hadamard(column, column - mean(column))), column, sum(-column) / count(column) + (column - mean(column) + column)));
static_assert(differentiates(sqnorm(Y - row_means(Y)), Y, 2_c * (Y - row_means(Y))));
static_assert(differentiates(sqnorm(Y - column_means(Y)), Y, 2_c * (Y - column_means(Y))));
// A structural zero stays one when it is summed: nothing is multiplied by it, so no 0 * inf.
static_assert(differentiates(sum(Y > sqrt(b)), b, 0_c));
static_assert(differentiates(sum(Y > sqrt(lambda)), lambda, 0_c));
static_assert(differentiates(sum(Y > sqrt(column)), column, 0_c));
static_assert(differentiates(sum(transpose(W) > log(transpose(W))), W, 0_c));
static_assert(derivative(sum(column + b), b).extents == shape_of(b));
static_assert(derivative(sum(column + b), column).extents == shape_of(column));

// ---- no derivative: said, not guessed -----------------------------------------------------------------------------------------------------------
static_assert(problem_of(X * W, W).not_scalar);
static_assert(problem_of(b, b).not_scalar);
static_assert(!problem_of(sum(X * W), W).not_scalar);
struct unknown_slope_rule : function<1> {
  static constexpr auto text = "unknown_slope";
  static constexpr auto value(auto u) { return u; }
};
static_assert(problem_of(sum(call<unknown_slope_rule>(Y)), Y).function == key_of("unknown_slope"));
static_assert(problem_of(sum(call<unknown_slope_rule>(Y)) + sum(W), W).function == 0);  // not on the way to W
static_assert(problem_of(sum(call<unknown_slope_rule>(Y)) * lambda, lambda).function == 0);

// ---- linear growth: each step is used twice, so a tree would have 2^steps nodes -------------------------------------------------------------------
template <int Steps>
constexpr auto chain() {
  if constexpr (Steps == 0) return x;
  else {
    constexpr auto s = chain<Steps - 1>();
    return sin(s) * s + y;
  }
}
template <int Steps>
constexpr int nodes_of_gradient() {
  return derivative(chain<Steps>(), x).nodes;
}
static_assert(nodes_of_gradient<20>() - nodes_of_gradient<10>() == nodes_of_gradient<30>() - nodes_of_gradient<20>());
static_assert(nodes_of_gradient<40>() - nodes_of_gradient<20>() == 2 * (nodes_of_gradient<20>() - nodes_of_gradient<10>()));
static_assert(nodes_of_gradient<40>() < 40 * 12);

// What is smooth is so whenever it is asked for: also after what stands in it was found not to be.
constexpr auto a_root = cbrt(x);
constexpr bool is_smooth_at_last(const auto&... asked) {
  detail::smooth_functions functions;
  bool last = false;
  ((last = functions.has(detail::facts_of<std::remove_cvref_t<decltype(asked)>>)), ...);
  return last;
}
static_assert(is_smooth_at_last(x * sin(x)));
static_assert(!is_smooth_at_last(x * a_root));
static_assert(!is_smooth_at_last(x * a_root, x * a_root));
static_assert(!is_smooth_at_last(x * a_root, sin(x * a_root)));
static_assert(is_smooth_at_last(x * a_root, exp(x)));

// ---- of arms of which one at most is taken the derivative is a choice, too ---------------------------------------------------------------
static_assert(differentiates(where(x > 0_c, sin(x * y), where(y > 0_c, 3_c * (x * y), where(z > 0_c, sq(x * y), z))), x,
                             y* where(x > 0_c, cos(x * y), where(y > 0_c, 3_c, where(z > 0_c, 2_c * (x * y), 0_c)))));
// others are added, each by itself
static_assert(differentiates(where(x > 0_c, z, 0_c) + where(y > 0_c, 2_c * z, 0_c), z, where(x > 0_c, 1_c, 0_c) + where(y > 0_c, 2_c, 0_c)));
static_assert(differentiates(where(x > 0_c, 2_c * z, 3_c * z) + 4_c * z, z, where(x > 0_c, 2_c, 3_c) + 4_c));

}  // namespace
