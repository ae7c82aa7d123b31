// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/import.hpp>
#include <nabla/graph/sparsity/element_terms.hpp>

namespace nabla::detail {

/// Element (row, column) of a derivative matrix has a summand that is element `offset` of an output; it is zero where find_sparsity() says that
/// the element is.
struct contribution {
  int output = 0, offset = 0, row = 0, column = 0;
  int place = 0;  ///< in what is computed at last
};

/// The first derivatives of node `root`, or the lower half of the second derivatives of a number, as outputs and what they contribute. False
/// where the passes above do not fit.
template <class Late = void>
constexpr bool find_terms(graph& g, facts_map& known, int root, const facts* const* wrt, int wrt_count, int order, list<int>& outputs, list<contribution>& contributions) {
  list<int> symbols, roots;
  for (int k = 0; k < wrt_count; ++k) symbols.push(import(g, known, *wrt[k], false));
  if (order == 1) roots.push(root);
  else {
    list<int> adjoints(wrt_count);
    if (differentiate(g, root, symbols.data, wrt_count, adjoints.data).exists()) return false;
    for (int k = 0; k < wrt_count; ++k) roots.push(simplifier{g}.or_zeros(adjoints.data[k], symbols.data[k]));
  }
  for (int k = 0; k < g.shapes.size; ++k)
    if (!g.shapes.data[k].is_static()) return false;
  term_pass<Late> pass(g, roots.data, roots.size, symbols.data, symbols.size);
  if (!pass.fits) return false;
  for (int r = 0, base = 0; r < roots.size; base += pass.count(roots.data[r]), ++r) {
    const int rows = pass.height(roots.data[r]), columns = pass.width(roots.data[r]);
    const list<spread_matrix>& terms = pass.of.data[roots.data[r]];
    for (int k = 0; k < terms.size; ++k) {
      const int before = contributions.size;
      for (int n = 0; n < terms.data[k].elements.size; ++n) {
        const element_term& e = terms.data[k].elements.data[n];
        const int row = base + e.row % rows * columns + e.row / rows;
        if (order == 1 || row >= e.column) contributions.push({outputs.size, e.offset, row, e.column});
      }
      if (contributions.size > before) outputs.push(terms.data[k].coefficient);
    }
  }
  return outputs.size <= 32;
}

}  // namespace nabla::detail
