// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/canonical.hpp>
#include <nabla/graph/import.hpp>
#include <nabla/graph/lower.hpp>
#include <nabla/graph/typed.hpp>

namespace nabla {

/// The node of an expression's canonical form, with functions replaced by their definitions if `definitions` is set.
constexpr int import_canonical(graph& g, const facts& f, bool definitions) {
  graph written;
  key_map known;
  int root = import(written, known, f, true);
  if (!definitions) return canonicaliser(written, g).run(root);
  graph lowered;
  lower(written, lowered, &root, 1, false);
  return canonicaliser(lowered, g).run(root);
}

constexpr bool have_one_canonical_form(const facts& a, const facts& b) {
  if (a.id == b.id) return true;
  if (!(a.form == b.form)) return false;
  for (bool definitions : {false, true}) {
    graph g;
    if (import_canonical(g, a, definitions) == import_canonical(g, b, definitions)) return true;
  }
  return false;
}

/// Are the two expressions equal, at compile time: do they have one canonical form, as written or with the definitions of
/// functions written out? True proves that they are equal; false may be said of two that only a deeper look finds equal.
template <Expression A, Expression B>
constexpr bool operator==(A, B) {
  return have_one_canonical_form(facts_of<A>, facts_of<B>);
}

/// above / below, in lowest terms or not.
struct fraction {
  int above = -1;
  int below = -1;
};

/// Every sum, product and quotient of the graph up to `root` as one fraction; what else there is stays as it is.
constexpr fraction one_fraction(graph& g, int root) {
  simplifier s{g};
  const int one = g.constant(1);
  list<fraction> parts(root + 1);
  for (int i = 0; i <= root; ++i) {
    const graph_node n = g[i];
    const fraction a = n.operands[0] < 0 ? fraction{} : parts.data[n.operands[0]], b = n.operands[1] < 0 ? fraction{} : parts.data[n.operands[1]];
    switch (n.op->code) {
      case operation_code::add:
      case operation_code::subtract:
        if (a.below == b.below) parts.data[i] = {s.make(*n.op, a.above, b.above), a.below};
        else parts.data[i] = {s.make(*n.op, s.multiply(a.above, b.below), s.multiply(b.above, a.below)), s.multiply(a.below, b.below)};
        break;
      case operation_code::negate: parts.data[i] = {s.negate(a.above), a.below}; break;
      case operation_code::multiply: parts.data[i] = {s.multiply(a.above, b.above), s.multiply(a.below, b.below)}; break;
      case operation_code::divide: parts.data[i] = {s.multiply(a.above, b.below), s.multiply(a.below, b.above)}; break;
      default: parts.data[i] = {i, one};
    }
  }
  return parts.data[root];
}

constexpr bool are_equivalent(const facts& a, const facts& b) {
  if (have_one_canonical_form(a, b)) return true;
  if (!(a.form == b.form)) return false;
  for (bool definitions : {false, true}) {
    graph g, expanded;
    const int first = import_canonical(g, a, definitions), second = import_canonical(g, b, definitions);
    const fraction difference = one_fraction(g, simplifier{g}.subtract(first, second));
    if (simplifier{expanded}.is_zero(canonicaliser(g, expanded, true).run(difference.above))) return true;
  }
  return false;
}

/// Are the two expressions equal once they are multiplied out and brought over one denominator? Decides identities of
/// polynomials and rational functions, of whatever functions: (x + y)² = x² + 2 x y + y², x / x = 1 where both are defined.
template <Expression A, Expression B>
constexpr bool equivalent(A, B) {
  return are_equivalent(facts_of<A>, facts_of<B>);
}

template <class F>
struct canonical_builder {
  static constexpr int build(graph& g) { return import_canonical(g, facts_of<F>, false); }
};

/// The canonical form: one expression for all that a mathematician would call the same, see graph/canonical.hpp.
template <Expression F>
constexpr typename formula_type<canonical_builder<F>>::type simplify(F) {
  return {};
}

}  // namespace nabla
