// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The semantics of kinks, ties, zeros, arms not taken and stable forms, clause by clause, at first and second order.

#include <nabla/nabla.hpp>
#include <support/graphs.hpp>

#include <array>
#include <limits>

namespace {

using namespace nabla;
using test::same;

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto v = var<"v", 1, 3>;
constexpr auto Z = var<"Z", 2, 2>;
constexpr auto T = labels<"T", 2, 2>;
constexpr double inf = std::numeric_limits<double>::infinity();

/// Value, first and second derivative by x.
template <Expression F>
constexpr bool gives(F f, double u, double value, double first, double second) {
  const auto [w, g] = value_and_grad(f + 0_c * x)(x = u);  // so that x is there to be bound
  return w == value && g[x] == first && (diff(f, x, x) + 0_c * x)(x = u) == second;
}
using triple = std::array<double, 3>;
/// The gradient by v, and the second derivatives in the direction (1, 2, 4).
template <Expression F>
constexpr bool gives(F f, triple point, triple first, triple second) {
  const auto g = grad(f)(v = point);
  const auto h = hvp(f, wrt(v))(at(v = point), along(v = triple{1, 2, 4}));
  for (int j = 0; j < 3; ++j)
    if (g[v](0, j) != first[static_cast<std::size_t>(j)] || h[v](0, j) != second[static_cast<std::size_t>(j)]) return false;
  return true;
}

// ---- kinks ------------------------------------------------------------------------------------------------------------------------------
static_assert(!gives(abs(x), 0, 0, 1, 0));
static_assert(!gives(abs(x), 0, 0, 0, 1));  // it can tell
static_assert(gives(abs(x), 0, 0, 0, 0));
static_assert(gives(abs(x), -0.0, 0, 0, 0));
static_assert(gives(abs(x), -2, 2, -1, 0));
static_assert(gives(sign(x), 0, 0, 0, 0));
static_assert(gives(sign(x), -3, -1, 0, 0));
static_assert(gives(relu(x), 0, 0, 0, 0));
static_assert(gives(relu(x), 2, 2, 1, 0));
static_assert(gives(sqrt(x), 0, 0, inf, -inf));
static_assert(gives(sqrt(x), 4, 2, 0.25, -0.03125));
static_assert(gives(pow(x, 0_c), 0, 1, 0, 0));
static_assert(gives(pow(x, 1_c), 0, 0, 1, 0));
static_assert(gives(pow(x, 2_c), 0, 0, 0, 2));
static_assert(gives(pow(x, 3_c), 0, 0, 0, 0));
static_assert(gives(norm2(v), triple{}, triple{}, triple{}));
static_assert(gives(sq(norm2(v)), triple{}, triple{}, triple{2, 4, 8}));
static_assert(gives(sqnorm(v), triple{}, triple{}, triple{2, 4, 8}));
// floor, ceil and round have the derivative 0, at the jumps too
static_assert(gives(floor(x), 2, 2, 0, 0));
static_assert(gives(ceil(x), 2, 2, 0, 0));
static_assert(gives(round(x), 2.5, 3, 0, 0));
static_assert(gives(heaviside(x), 0, 0.5, 0, 0));

// ---- ties -------------------------------------------------------------------------------------------------------------------------------
static_assert(gives(max(x, 1_c), 1, 1, 0.5, 0));
static_assert(gives(min(x, 1_c), 1, 1, 0.5, 0));
static_assert(gives(max(x, 3_c * x), 0, 0, 2, 0));
static_assert(gives(max(x * x, 1_c), 1, 1, 1, 1));
static_assert(gives(min(x * x, 1_c), 1, 1, 1, 1));  // half of the second derivative too
static_assert(gives(maximum(v), triple{5, 5, 5}, triple{1 / 3., 1 / 3., 1 / 3.}, triple{}));
static_assert(gives(minimum(v), triple{1, 7, 1}, triple{0.5, 0, 0.5}, triple{}));
static_assert(gives(sq(maximum(v)), triple{2, 1, 2}, triple{2, 0, 2}, triple{2.5, 0, 2.5}));

// ---- then what is written with them differentiates right --------------------------------------------------------------------------------------
static_assert(gives(max(x, -x), 0, 0, 0, 0));                  // |x|
static_assert(gives(max(x, 0_c) + min(x, 0_c), 0, 0, 1, 0));   // x
constexpr auto softplus_of_pieces = max(x, 0_c) + log1p(exp(-abs(x)));
static_assert((diff(softplus_of_pieces, x))(x = 0.0) == 0.5);
static_assert((diff(softplus_of_pieces, x))(x = -800.0) == 0);
static_assert((diff(softplus_of_pieces, x))(x = 800.0) == 1);
static_assert(diff(softplus(x), x)(x = 0.0) == 0.5);
static_assert(diff(softplus(x), x, x)(x = 0.0) == 0.25);  // the node is right at second order too; pieces have 0 there

// ---- a zero is a zero -------------------------------------------------------------------------------------------------------------------------
static_assert(same(diff(0_c * log(x) + y, x), 0_c));
static_assert(gives(0_c * sqrt(x), 0, 0, 0, 0));
static_assert(gives(x * stop_gradient(1_c / x) * 0_c, 0, 0, 0, 0));
static_assert(gives(sqrt(relu(x)), -1, 0, 0, 0));
static_assert(gives(xlogy(0_c, x), 0, 0, 0, 0));
static_assert(gives(pow(x, 0.5_c) * 0_c, 0, 0, 0, 0));
static_assert(grad(xlogy(y, x))(x = 0.0, y = 0.0)[x] == 0);
static_assert(diff(xlogy(y, x), x, x)(x = 0.0, y = 0.0) == 0);

// ---- of the arm not taken nothing arrives, at any order ------------------------------------------------------------------------------------------
static_assert(gives(where(x > 0_c, sqrt(x), 0_c), 0, 0, 0, 0));
static_assert(gives(where(x > 0_c, sqrt(x), 0_c), -1, 0, 0, 0));
static_assert(gives(where(x < 1_c, x, log(x - 1_c)), 0, 0, 1, 0));
static_assert(gives(where(x < 1_c, x * x, 1_c / (x - 1_c)), 0, 0, 0, 2));
constexpr auto nested = where(x > 0_c, where(x > 2_c, log(x - 2_c), x* x), 1_c / x);
static_assert(gives(nested, 2, 4, 4, 2));
static_assert(gives(nested, 0.5, 0.25, 1, 2));
static_assert(gives(nested, -1, -1, -1, -2));
static_assert(diff<3>(where(x > 0_c, pow(x, 0.5_c), x * x * x), x)(x = 0.0) == 6);

// ---- stable forms happen without being asked ----------------------------------------------------------------------------------------------------------
static_assert(same(cross_entropy(softmax(Z), T), softmax_cross_entropy(Z, T)));
static_assert(same(diff(sum(cross_entropy(softmax(Z), T)), Z), softmax(Z) - T));
static_assert(same(binary_cross_entropy(sigmoid(x), y), bce_with_logits(x, y)));
static_assert(same(diff(binary_cross_entropy(sigmoid(x), y), x), sigmoid(x) - y));
static_assert(same(log(softmax(Z)), log_softmax(Z)));
static_assert(same(log(sigmoid(x)), log_sigmoid(x)));
static_assert(same(log(1_c + x), log1p(x)));
static_assert(same(log(x + 1_c), log1p(x)));
static_assert(same(log(1_c - x), log1p(-x)));
static_assert(same(exp(x) - 1_c, expm1(x)));
static_assert(same(1_c - exp(x), -expm1(x)));
static_assert(same(diff(log(sigmoid(x)), x, x), diff(log_sigmoid(x), x, x)));  // and so at second order
// sigmoid keeps its digits in both tails, 1 - sigmoid and s (1 - s) too: far out the derivatives are exp(-|x|), not 0
constexpr bool near_exp(double a, double b) { return a > b * (1 - 1e-14) && a < b * (1 + 1e-14); }
constexpr double tail = 4.24835425529158899533e-18;  // exp(-40)
static_assert(near_exp(sigmoid(x)(x = -40.0), tail));
static_assert(near_exp((1_c - sigmoid(x))(x = 40.0), tail));
static_assert(near_exp(diff(sigmoid(x), x)(x = 40.0), tail));
static_assert(near_exp(diff(sigmoid(x), x)(x = -40.0), tail));
static_assert(near_exp(-diff(sigmoid(x), x, x)(x = 40.0), tail));
static_assert(near_exp(diff(sigmoid(x), x, x)(x = -40.0), tail));
// each stable form where the formula would overflow or lose everything
static_assert(gives(softplus(x), 1000, 1000, 1, 0));
static_assert(gives(log_sigmoid(x), -1000, -1000, 1, 0));
static_assert(gives(logaddexp(x, 1000_c), 1000 - 1e4, 1000, 0, 0));
static_assert(gives(log1p(x), 1e-300, 1e-300, 1, -1));
static_assert(gives(expm1(x), 1e-300, 1e-300, 1, 1));
static_assert(gives(bce_with_logits(x, 1_c), -1000, 1000, -1, 0));
static_assert(gives(logsumexp(hstack(x, 1000_c)), 1000, 1000.6931471805599, 0.5, 0.25));
static_assert(gives(sqnorm(x), 0, 0, 0, 2));
static_assert(gives(xlog1py(0_c, x), -1, 0, 0, 0));
static_assert(log_softmax(v)(v = triple{0, -1000, -2000})(0, 2) == -2000);
static_assert(softmax(v)(v = triple{1000, -1000, 1000})(0, 0) == 0.5);
static_assert(gives(sum(hadamard(softmax(v), softmax(v))), triple{0, -2000, -2000}, triple{}, triple{}));

}  // namespace
