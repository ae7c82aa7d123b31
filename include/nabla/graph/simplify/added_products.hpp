// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/graph.hpp>

namespace nabla::detail {

constexpr bool has_at_most(const shape& s, int elements) { return s.is_static() && s.rows.size * s.columns.size <= elements; }

/// Of each node: is it a product of small matrices that only one sum reads, or one difference as what is taken away, so that C ± A B is C with one product after the other?
constexpr list<bool> find_added_products(const graph& g, const list<int>& readers, int most_elements) {
  list<bool> is_added(readers.size);
  for (int i = 0; i < readers.size; ++i) {
    const graph_node& n = g.nodes.data[i];
    const bool is_sum = n.op->code == operation_code::add;
    bool found = readers.data[i] == 0 || !(is_sum || n.op->code == operation_code::subtract) || !has_at_most(g.shape_of(i), most_elements);
    for (int k = 1; k >= (is_sum ? 0 : 1) && !found; --k) {
      const int product = n.operands[k];
      if (g.nodes.data[product].op->code != operation_code::matrix_product || g.nodes.data[product].shape_index != n.shape_index || readers.data[product] != 1) continue;
      found = true;
      for (int operand : {n.operands[1 - k], g.nodes.data[product].operands[0], g.nodes.data[product].operands[1]}) found = found && has_at_most(g.shape_of(operand), most_elements);
      is_added.data[product] = found;
    }
  }
  return is_added;
}

}  // namespace nabla::detail
