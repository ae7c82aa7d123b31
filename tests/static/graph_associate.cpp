// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The brackets of products of matrices: what is work saved, what stays as written, and values. Single rows are in associate.hpp itself.

#include <support/graphs.hpp>

#include <nabla/graph/plan/make_plan.hpp>
#include <nabla/nabla.hpp>

#include <array>

namespace {

using namespace nabla;
using namespace nabla::detail;

constexpr auto n = dim<"n">;
constexpr auto X = data<"X", n, 16>;
constexpr auto Y = data<"Y", n, 4>;
constexpr auto W = var<"W", 16, 4>;
constexpr auto w = var<"w", 16, 1>;
constexpr auto lambda = data<"lambda">;
constexpr auto Q = var<"Q", 3, 3>;
constexpr auto u = var<"u", 3, 1>;

/// Multiplications in the products of the gradient, or of the value, with 100 for a size that has a name; -1: nothing was bracketed anew.
constexpr double work_of(const facts& f, const facts* wrt, bool anew) {
  graph g, lowered, associated;
  facts_map known;
  int root = import(g, known, f, true);
  if (wrt != nullptr) {
    const int at = import(g, known, *wrt, false);
    differentiate(g, root, &at, 1, &root);
  }
  lower(g, lowered, &root, 1);
  if (anew && !associate(lowered, associated, &root, 1)) return -1;
  const graph& last = anew ? associated : lowered;
  list<bool> needed(last.nodes.size);
  needed.data[root] = true;
  double work = 0;
  auto size = [](const extent& e) { return e.is_named() ? 100.0 : e.size; };
  for (int i = root; i >= 0; --i) {
    if (!needed.data[i]) continue;
    for (int operand : last[i].operands)
      if (operand >= 0) needed.data[operand] = true;
    if (last.code_of(i) != operation_code::matrix_product) continue;
    const shape &a = last.shape_of(last[i].operands[0]), &b = last.shape_of(last[i].operands[1]);
    work += size(a.rows) * size(a.columns) * size(b.columns);
  }
  return work;
}
template <Expression F>
constexpr double written(F) { return work_of(facts_of<F>, nullptr, false); }
template <Expression F>
constexpr double bracketed(F) { return work_of(facts_of<F>, nullptr, true); }
template <Expression F, Expression S>
constexpr double gradient(F, S) { return work_of(facts_of<F>, &facts_of<S>, true); }

/// Does a pass write the first as the second?
template <auto Pass, Expression F, Expression G>
constexpr bool writes(F, G) {
  graph g, lowered, written;
  facts_map known, other;
  int root = import(g, known, facts_of<F>, true);
  lower(g, lowered, &root, 1);
  return Pass(lowered, written, &root, 1) && import(written, other, facts_of<G>, true) == root;
}
/// Is the first what the second says, where a diagonal matrix and a product of low rank are multiplied?
template <Expression F, Expression G>
constexpr bool distributes_to(F f, G as) { return writes<distribute<void>>(f, as); }
constexpr auto reflection = identity<3> - u * transpose(u);
constexpr auto v = var<"v", 3, 1>;
constexpr auto c = var<"c">;
static_assert(distributes_to(reflection * Q, Q - u * (transpose(u) * Q)));
static_assert(distributes_to(Q * reflection, Q - (Q * u) * transpose(u)));
static_assert(distributes_to(transpose(identity<3> - u * transpose(v)) * Q, Q - v * (transpose(u) * Q)));
static_assert(distributes_to((diag(v) + u * transpose(v)) * Q, diag(v) * Q + u * (transpose(v) * Q)));
static_assert(distributes_to((identity<n> + X * transpose(X)) * Y, Y + X * (transpose(X) * Y)));
static_assert(!distributes_to((identity<3> - Q * Q) * Q, Q - Q * (Q * Q)));
static_assert(!distributes_to((Q - u * transpose(u)) * Q, Q * Q - u * (transpose(u) * Q)));
static_assert((reflection * Q)(u = std::array{1.0, 2.0, 0.0}, Q = std::array{1.0, 0.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0})(1, 2) == -5);

// what is handed back to Cholesky's factor is not multiplied with it
constexpr auto L = cholesky(Q);
constexpr auto behind = solve_lower_transposed(L, u);
template <Expression F, Expression G>
constexpr bool is_half_of(F f, G as) { return writes<multiply_triangles<void>>(lower_half(transpose(L) * f), lower_half(as)); }
static_assert(is_half_of(lower_triangle(behind * transpose(v)), u * transpose(v)));
static_assert(is_half_of(-(behind * transpose(v)), -(u * transpose(v))));
static_assert(is_half_of(diag(v + diagonal(L)) - lower_triangle(c * behind * transpose(v)), diag(hadamard(diagonal(L), v + diagonal(L))) - c * u * transpose(v)));
static_assert(is_half_of(lower_triangle(behind * transpose(v)) + c * lower_triangle(u * transpose(v)), u * transpose(v)) == false);
static_assert(!is_half_of(upper_triangle(behind * transpose(v)), u * transpose(v)));
static_assert(!is_half_of(solve_lower(L, u) * transpose(v), u * transpose(v)));
static_assert(!is_half_of(solve_lower_transposed(Q, u) * transpose(v), u * transpose(v)));
static_assert(!writes<multiply_triangles<void>>(lower_half(transpose(Q) * diag(v)), diag(v)));
static_assert(!writes<multiply_triangles<void>>(lower_half(L * diag(v)), diag(v)));
static_assert(!writes<multiply_triangles<void>>(lower_triangle(transpose(L) * diag(v)), diag(v)));
// and its slope is one half and the mirror image of that
constexpr auto half = lower_half(Q);
constexpr auto slope = solve_lower_transposed(L, transpose(solve_lower_transposed(L, half)));
constexpr auto whole = solve_lower_transposed(L, transpose(solve_lower_transposed(L, half + transpose(half))));
static_assert(writes<mirror_slopes<void>>(slope + transpose(slope), lower_half(whole) + transpose(lower_half(whole))));
static_assert(!writes<mirror_slopes<void>>(slope + transpose(Q), lower_half(whole) + transpose(lower_half(whole))));

// vectors first, and large sizes last
static_assert(written(transpose(X) * X * w) == 16 * 100 * 16 + 16 * 16);
static_assert(bracketed(transpose(X) * X * w) == 2 * 16 * 100);
static_assert(written(X * (transpose(X) * Y)) == 2 * 16 * 100 * 4);
static_assert(bracketed(X * transpose(X) * Y) == 2 * 16 * 100 * 4);
static_assert(bracketed(Q * Q * Q * Q * u) == 9 + 9 + 9 + 9);
// a product that has another reader is computed once: Q Q stays, and is met by the vector
static_assert(bracketed(sum(Q * Q) + sum(Q * Q * (Q * u))) == 27 + 9 + 9);
// unless that is dearer than doing without
static_assert(bracketed(sum(transpose(X) * X * w) + sum(transpose(X) * X * (2_c * w))) == 4 * 16 * 100);
// the diagonal of a product takes no product
static_assert(written(trace(transpose(X) * X)) == 16 * 100 * 16);
static_assert(bracketed(trace(transpose(X) * X)) == 0);
static_assert(bracketed(trace(Q * Q * Q)) == 27);
// what machine learning asks for is in order as it stands
static_assert(gradient(sqnorm(X * W - Y) + lambda * norm1(W), W) == -1);
constexpr auto V = var<"V", 4, 3>;
constexpr auto T = labels<"T", n, 3>;
static_assert(gradient(mean(cross_entropy(softmax(tanh(X * W) * V), T)), W) == -1);
static_assert(gradient(mean(cross_entropy(softmax(tanh(X * W) * V), T)), V) == -1);

// ---- values -------------------------------------------------------------------------------------------------------------------------------
constexpr std::array<double, 9> q{1, 2, 0, -1, 1, 3, 2, 0, 1};
constexpr std::array<double, 3> at{1, -1, 2};
static_assert(sum(Q * transpose(Q) * u)(Q = q, u = at) == sum(Q * (transpose(Q) * u))(Q = q, u = at));
static_assert(sum(transpose(Q * transpose(Q * Q)) * u)(Q = q, u = at) == sum((Q * Q) * (transpose(Q) * u))(Q = q, u = at));
static_assert(trace(Q * Q * Q)(Q = q) == sum(hadamard(Q * Q, transpose(Q)))(Q = q));
static_assert(trace(Q * transpose(Q))(Q = q) == 21);
static_assert(grad(trace(Q * Q * Q))(Q = q)[Q](0, 1) == 3 * (Q * Q)(Q = q)(1, 0));

constexpr auto density = nabla::c<1, 2> * sqnorm(solve_lower(L, u)) + sum(log(diagonal(L)));  // its slope is (Q⁻¹ - x xᵀ) / 2 with Q x = u
constexpr std::array<double, 9> definite{4, 2, 0, 2, 5, 4, 0, 4, 5};                            // L = {2}, {1, 2}, {0, 2, 1}
static_assert(grad(density)(Q = definite, u = std::array<double, 3>{2, 3, 3})[Q] == (nabla::c<1, 2> * (inverse(Q) - solve(Q, u) * transpose(solve(Q, u))))(Q = definite, u = std::array<double, 3>{2, 3, 3}));

// numbers and sums that wait for a vector
constexpr std::array<double, 3> along{2, 1, -1};
static_assert(sum(Q * c * u)(Q = q, u = at, c = 3.0) == 3 * sum(Q * u)(Q = q, u = at));
static_assert((Q * (u * transpose(v) / c))(Q = q, u = at, v = along, c = 0.5)(1, 2) == -2 * (Q * u)(Q = q, u = at)(1, 0));
static_assert(sum(transpose(c * Q / 2_c) * (c * u))(Q = q, u = at, c = 4.0) == 8 * sum(transpose(Q) * u)(Q = q, u = at));
static_assert(sum(hadamard(Q / c, u * transpose(v) / c))(Q = q, u = at, v = along, c = 0.5) == 4 * sum(hadamard(Q, u * transpose(v)))(Q = q, u = at, v = along));
static_assert(grad(sum(c * Q * u) * sum(u * transpose(u) / c))(Q = q, u = at, c = 2.0)[c] == 0);
constexpr std::array<double, 3> large{1e200, 2e200, 0}, small{1e-200, 2e-200, 0};  // in units of their own
static_assert(sum(hadamard(u / c, u / c))(u = large, c = 1e200) == 5);
static_assert(sqnorm(u * c)(u = small, c = 1e200) == 5);
static_assert((transpose(u / c) * (u / c))(u = small, c = 1e-200) == 5);
static_assert((transpose(u / c) * Q * (u / c))(u = large, c = 1e200, Q = q) == (transpose(u) * Q * u)(u = std::array<double, 3>{1, 2, 0}, Q = q));
static_assert(sum(u / c * transpose(v * c))(u = large, v = small, c = 1e200) == 9);
static_assert(sum((Q * Q - transpose(Q * Q)) * u)(Q = q, u = at) == sum(Q * (Q * u))(Q = q, u = at) - sum(transpose(Q) * (transpose(Q) * u))(Q = q, u = at));
static_assert(sum(transpose(u) * transpose(Q * Q - (Q - transpose(Q) * Q)))(Q = q, u = at) == sum(Q * (Q * u))(Q = q, u = at) - sum(Q * u)(Q = q, u = at) + sum(transpose(Q) * (Q * u))(Q = q, u = at));
static_assert(sum((Q * Q + Q) * (u - v))(Q = q, u = at, v = along) == sum(Q * (Q * (u - v)))(Q = q, u = at, v = along) + sum(Q * (u - v))(Q = q, u = at, v = along));

}  // namespace
