// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Functions with a definition are replaced by it, and what the definitions have in common is shared.

#include <nabla/nabla.hpp>
#include <support/graphs.hpp>

#include <nabla/graph/simplify/lower.hpp>

namespace {

using namespace nabla;
using namespace nabla::detail;

constexpr auto x = var<"x">;
constexpr auto y = data<"y">;
constexpr auto n = dim<"n">;
constexpr auto Z = var<"Z", n, 3>;
constexpr auto A = var<"A", 2, 3>;
constexpr auto T = labels<"T", n, 3>;
constexpr auto P = data<"P", n, 3>;

template <Expression E>
constexpr const facts& of(E) {
  return facts_of<E>;
}
constexpr test::summary lowered_of(const facts& f, bool simplify) {
  graph from, to;
  facts_map known;
  int root = import(from, known, f, simplify);
  lower(from, to, &root, 1);
  return test::summary_of(to, root);
}
template <Expression E, Expression Definition>
constexpr bool lowers(E, Definition) {  // as it is written: simplifying would find the stable form that is defined
  return lowered_of(facts_of<E>, true) == lowered_of(facts_of<Definition>, false);
}

// ---- one definition ---------------------------------------------------------------------------------------------------------------
static_assert(lowers(mean(A), sum(A) / 6_c));
static_assert(lowers(mean(Z), sum(Z) / count(Z)));
static_assert(lowers(sqnorm(Z), sum(hadamard(Z, Z))));
static_assert(lowers(norm1(Z), sum(abs(Z))));
static_assert(lowers(softmax(Z), exp(subtract_no_nan(Z, row_maxima(Z))) / row_sums(exp(subtract_no_nan(Z, row_maxima(Z))))));
static_assert(lowers(cross_entropy(P, T), -row_sums(xlogy(T, P))));
static_assert(lowers(binary_cross_entropy(x, y), -(xlogy(y, x) + xlogy(1_c - y, 1_c - x))));
// what has a kernel stays
static_assert(lowers(exp(x) * tanh(x), exp(x) * tanh(x)));
static_assert(lowers(row_sums(Z), row_sums(Z)));
static_assert(lowers(transpose(Z) * Z, transpose(Z) * Z));

// ---- fused first, lowered then; rows of labels sum to one ------------------------------------------------------------------------------------
static_assert(lowers(cross_entropy(softmax(Z), T), log(row_sums(exp(subtract_no_nan(Z, row_maxima(Z))))) - row_sums(multiply_no_nan(subtract_no_nan(Z, row_maxima(Z)), T))));
static_assert(lowers(cross_entropy(softmax(Z), P),
                     multiply_no_nan(log(row_sums(exp(subtract_no_nan(Z, row_maxima(Z))))), row_sums(P)) - row_sums(multiply_no_nan(subtract_no_nan(Z, row_maxima(Z)), P))));

// ---- shared: the loss and the gradient of softmax use one exp, one maximum, one sum --------------------------------------------------------------
constexpr int count_of(const graph& g, const operation& op) {
  int found = 0;
  for (int i = 0; i < g.nodes.size; ++i) found += g[i].op == &op;
  return found;
}
constexpr bool shares_exp() {
  graph from, to;
  facts_map known;
  int outputs[] = {import(from, known, of(sum(cross_entropy(softmax(Z), T))), true), -1};
  const int input = import(from, known, of(Z), false);
  const int root = outputs[0];
  (void)differentiate(from, root, &input, 1, &outputs[1]);
  lower(from, to, outputs, 2);
  return count_of(to, operation_of<exp_rule>) == 1 && count_of(to, operation_of<row_maxima_rule>) == 1 && count_of(to, operation_of<softmax_rule>) == 0 &&
      count_of(to, operation_of<log_rule>) == 1;
}
static_assert(shares_exp());

// ---- only what the outputs need is copied -----------------------------------------------------------------------------------------------------------
constexpr bool drops_the_rest() {
  graph from, to;
  facts_map known;
  (void)import(from, known, of(softmax(P)), true);
  int root = import(from, known, of(exp(x)), true);
  lower(from, to, &root, 1);
  return to.nodes.size == 2 && root == 1;
}
static_assert(drops_the_rest());

}  // namespace
