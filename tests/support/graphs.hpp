// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/differentiate/differentiate.hpp>
#include <nabla/graph/import.hpp>

namespace test {

using namespace nabla;
using namespace nabla::detail;

/// Nodes of a graph that `root` needs, itself included.
constexpr int reachable(const graph& g, int root) {
  list<bool> needed(g.nodes.size);
  needed.data[root] = true;
  int count = 0;
  for (int i = root; i >= 0; --i) {
    if (!needed.data[i]) continue;
    ++count;
    for (int operand : g[i].operands)
      if (operand >= 0) needed.data[operand] = true;
  }
  return count;
}

/// What the passes see of an expression: its key, the operation at the root, its shape, and how many nodes it has.
struct summary {
  key id = 0;
  key root = 0;
  shape extents;
  int nodes = 0;
  friend constexpr bool operator==(const summary& a, const summary& b) { return a.id == b.id && a.extents == b.extents && a.nodes == b.nodes; }
};
constexpr summary summary_of(const graph& g, int root) { return {g[root].id, g[root].op->id, g.shape_of(root), reachable(g, root)}; }

constexpr summary imported(const facts& f, bool simplify) {
  graph g;
  facts_map known;
  return summary_of(g, import(g, known, f, simplify));
}
template <Expression E>
constexpr summary simplified(E) {
  return imported(facts_of<E>, true);
}

/// Both are simplified to the same node.
constexpr bool same_node(const facts& a, const facts& b, int* nodes = nullptr) {
  graph g;
  facts_map known;
  const int first = import(g, known, a, true), second = import(g, known, b, true);
  if (nodes != nullptr) *nodes = reachable(g, second);
  return first == second;
}
template <Expression A, Expression B>
constexpr bool same(A, B) {
  return same_node(facts_of<A>, facts_of<B>);
}
/// `before` is simplified to `after`, which is as simple as written.
constexpr bool becomes_node(const facts& before, const facts& after) {
  int nodes = 0;
  return same_node(before, after, &nodes) && imported(after, false).nodes == nodes;
}
template <Expression Before, Expression After>
constexpr bool becomes(Before, After) {
  return becomes_node(facts_of<Before>, facts_of<After>);
}
/// Nothing about it is simplified.
template <Expression E>
constexpr bool stays(E) {
  const summary before = imported(facts_of<E>, false), after = imported(facts_of<E>, true);
  return before.root == after.root && before.nodes == after.nodes;
}

/// ∂f/∂x as the differentiator leaves it; a constant 0 where it is structurally zero; nothing where it does not exist.
constexpr summary derivative_of(const facts& f, const facts& x) {
  graph g;
  facts_map known;
  const int root = import(g, known, f, true);
  const int input = import(g, known, x, false);
  int adjoint = -1;
  const derivative_problem problem = differentiate(g, root, &input, 1, &adjoint);
  if (problem.not_scalar || problem.function != 0) return {};
  return summary_of(g, adjoint < 0 ? g.constant(0) : adjoint);
}
template <Expression F, Expression X>
constexpr summary derivative(F, X) {
  return derivative_of(facts_of<F>, facts_of<X>);
}

}  // namespace test
