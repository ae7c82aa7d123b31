// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// What the tables "before → after" in the headers of graph/ and in docs/stable_forms.md are written in, and what each of them claims: by_simplify for those of
// simplify.hpp, and so on. compile_tables makes static assertions of their rows.

#include <nabla/nabla.hpp>
#include <nabla/rules/fused.hpp>

#include <support/graphs.hpp>

namespace tables {

using namespace nabla;
using namespace nabla::detail;

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto z = var<"z">;
constexpr auto A = var<"A", 2, 3>;
constexpr auto B = var<"B", 3, 2>;
constexpr auto C = var<"C", 2, 3>;
constexpr auto Q = var<"Q", 3, 3>;
constexpr auto R = var<"R", 3, 3>;
constexpr auto u = var<"u", 3, 1>;
constexpr auto v = var<"v", 3, 1>;
constexpr auto many = dim<"many">;
constexpr auto N = data<"N", many, 3>;
constexpr auto t = labels<"t", 2, 3>;

/// Parts have operations of their own in each graph.
constexpr bool same_operation(const operation* a, const operation* b) { return a == b || (a->places.kind != part_kind::none && a->places == b->places); }
/// One formula in two graphs, but for the order of operands that commute.
constexpr bool same_tree(const graph& a, int i, const graph& b, int j) {
  const graph_node &m = a[i], &n = b[j];
  if (!same_operation(m.op, n.op) || (m.op->code == operation_code::symbol && m.id != n.id) || !(m.value == n.value) || !(a.shape_of(i) == b.shape_of(j))) return false;
  auto same_operand = [&](int k, int l) { return m.operands[k] < 0 || n.operands[l] < 0 || same_tree(a, m.operands[k], b, n.operands[l]); };
  if (m.op->commutative && same_operand(0, 1) && same_operand(1, 0)) return true;
  for (int k = 0; k < m.op->arity; ++k)
    if (!same_operand(k, k)) return false;
  return true;
}

constexpr bool simplified_to(const facts& before, const facts& after) {
  graph a, b;
  facts_map known, as_written;
  const int i = import(a, known, before, true), j = import(b, as_written, after, false);
  return same_tree(a, i, b, j);
}
/// The right side simplified too, but for where it begins.
constexpr bool simplified_to_simplified(const facts& before, const facts& after) {
  graph a, b;
  facts_map known, other;
  const int i = import(a, known, before, true), j = import(b, other, after, true);
  graph as_written;
  facts_map none;
  const int k = import(as_written, none, after, false);
  return same_tree(a, i, b, j) && same_operation(b[j].op, as_written[k].op);
}
constexpr bool lowered_to(const facts& before, const facts& after, writing out) {
  graph from, a, b;
  facts_map known, as_written;
  int i = import(from, known, before, false);
  lower(from, a, &i, 1, out);
  const int j = import(b, as_written, after, false);
  return same_tree(a, i, b, j);
}
constexpr bool optimised_to(const facts& before, const facts& after) {
  graph a, b;
  facts_map known, as_written;
  int i = import(a, known, before, false);
  peephole(a, &i, 1);
  const int j = import(b, as_written, after, false);
  return same_tree(a, i, b, j);
}
constexpr bool with_vectors_taken_in(const facts& before, const facts& after) {
  graph a, b;
  facts_map known, as_written;
  int i = import(a, known, before, false);
  take_in_vector_products(a, &i, 1);
  const int j = import(b, as_written, after, false);
  return same_tree(a, i, b, j);
}
constexpr bool passed_to(bool (*pass)(const graph&, graph&, int*, int), const facts& before, const facts& after) {
  graph from, lowered, a, b;
  facts_map known, as_written;
  int i = import(from, known, before, false);
  lower(from, lowered, &i, 1);
  const bool changed = pass(lowered, a, &i, 1);
  const int j = import(b, as_written, after, false);
  return same_tree(changed ? a : lowered, i, b, j);
}
/// Which of several terms or factors comes first is a matter of their keys: `after` has the form, and as many nodes.
constexpr bool has_canonical_form(const facts& before, const facts& after) {
  graph g, as_written;
  facts_map known;
  const int i = import_canonical(g, before, canonical_depth::written), j = import_canonical(g, after, canonical_depth::written), k = import(as_written, known, after, false);
  return i == j && test::reachable(g, i) == test::reachable(as_written, k) && same_operation(g[i].op, as_written[k].op);
}

constexpr bool by_simplify(Expression auto before, Expression auto after) { return simplified_to(facts_of<decltype(before)>, facts_of<decltype(after)>); }
constexpr bool by_stable_forms(Expression auto before, Expression auto after) { return simplified_to_simplified(facts_of<decltype(before)>, facts_of<decltype(after)>); }
constexpr bool by_parts(Expression auto before, Expression auto after) { return simplified_to(facts_of<decltype(before)>, facts_of<decltype(after)>); }
constexpr bool by_assembled(Expression auto before, Expression auto after) { return simplified_to(facts_of<decltype(before)>, facts_of<decltype(after)>); }
constexpr bool by_signs(Expression auto before, Expression auto after) { return simplified_to(facts_of<decltype(before)>, facts_of<decltype(after)>); }
constexpr bool by_lower(Expression auto before, Expression auto after) { return lowered_to(facts_of<decltype(before)>, facts_of<decltype(after)>, writing::definitions); }
constexpr bool by_associate(Expression auto before, Expression auto after) { return passed_to(associate<>, facts_of<decltype(before)>, facts_of<decltype(after)>); }
constexpr bool by_scale_least(Expression auto before, Expression auto after) { return passed_to(scale_least<>, facts_of<decltype(before)>, facts_of<decltype(after)>); }
constexpr bool by_distribute_sums(Expression auto before, Expression auto after) { return passed_to(distribute_sums<>, facts_of<decltype(before)>, facts_of<decltype(after)>); }
constexpr bool by_peephole(Expression auto before, Expression auto after) { return optimised_to(facts_of<decltype(before)>, facts_of<decltype(after)>); }
constexpr bool by_vector_products(Expression auto before, Expression auto after) { return with_vectors_taken_in(facts_of<decltype(before)>, facts_of<decltype(after)>); }
constexpr bool by_nodes(Expression auto before, Expression auto after) { return has_canonical_form(facts_of<decltype(before)>, facts_of<decltype(after)>); }
constexpr bool by_equality(Expression auto before, Expression auto after) { return before == after; }
constexpr bool equivalent_but_not_equal(Expression auto before, Expression auto after) { return equivalent(before, after) && !(before == after); }
constexpr bool by_identities(Expression auto before, Expression auto after) { return equivalent_but_not_equal(before, after); }
constexpr bool by_pieces(Expression auto before, Expression auto after) { return equivalent_but_not_equal(before, after); }
constexpr bool by_relations(Expression auto before, Expression auto after) { return equivalent_but_not_equal(before, after); }
constexpr bool by_inverses(Expression auto before, Expression auto after) { return equivalent_but_not_equal(before, after); }

}  // namespace tables
