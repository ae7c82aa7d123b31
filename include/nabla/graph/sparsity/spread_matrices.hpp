// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/differentiate/differentiate.hpp>

namespace nabla::detail {

/// Element `row` of a node has the derivative, by input element `column`, that is element `offset` of the term's coefficient. Elements of nodes
/// are counted column by column.
struct element_term {
  int row = 0, column = 0, offset = 0;
};

/// Coefficients, a node, and the derivatives that they are, sorted by row.
struct spread_matrix {
  int coefficient = -1;
  bool has_zeros = false;  ///< it is zero where something is not taken
  bool zero_wins = false;  ///< and where a factor is zero that wins over infinities, those of symbols, too
  list<element_term> elements = {};
};

/// Those of each node of a graph, as far as they are not too many.
struct spread_matrices {
  static constexpr int most_elements = 20000, most_of_product = 1024;  // what is dense has products with directions at little cost
  graph& g;
  gate_maker gates{g};
  simplifier& s = gates.s;
  bool fits = true;
  list<list<spread_matrix>> of;  ///< of each node up to the root
  int total = 0;

  constexpr explicit spread_matrices(graph& in) : g(in) {}

  constexpr int height(int i) const { return g.shape_of(i).rows.size; }
  constexpr int width(int i) const { return g.shape_of(i).columns.size; }
  constexpr int count(int i) const { return height(i) * width(i); }
  constexpr bool moves(int i) const { return i >= 0 && i < of.size && of.data[i].size > 0; }

  constexpr void push(list<spread_matrix>& to, spread_matrix&& t) {
    total += t.elements.size;
    if (total > most_elements) fits = false;
    if (t.elements.size == 0 || s.is_zero(t.coefficient)) return;
    // what has one pattern is one coefficient
    for (int k = 0; k < to.size; ++k)
      if (to.data[k].elements.size == t.elements.size && to.data[k].elements.data[0].column == t.elements.data[0].column && have_one_pattern(to.data[k], t)) {
        if (g.nodes.data[to.data[k].coefficient].shape_index == 0) to.data[k].elements = static_cast<list<element_term>&&>(t.elements);
        to.data[k].coefficient = s.add(to.data[k].coefficient, t.coefficient);
        to.data[k].has_zeros = to.data[k].has_zeros && t.has_zeros;
        to.data[k].zero_wins = to.data[k].zero_wins && t.zero_wins;
        return;
      }
    to.add() = static_cast<spread_matrix&&>(t);
  }
  constexpr bool have_one_pattern(const spread_matrix& a, const spread_matrix& b) const {
    if (a.elements.size != b.elements.size) return false;
    const bool same_shape = g.nodes.data[a.coefficient].shape_index == g.nodes.data[b.coefficient].shape_index;
    if (!same_shape && g.nodes.data[a.coefficient].shape_index != 0 && g.nodes.data[b.coefficient].shape_index != 0) return false;
    for (int k = 0; k < a.elements.size; ++k) {
      const element_term &x = a.elements.data[k], &y = b.elements.data[k];
      if (x.row != y.row || x.column != y.column || (same_shape && x.offset != y.offset)) return false;
    }
    return true;
  }
};

}  // namespace nabla::detail
