// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/plan/assemblies.hpp>

namespace nabla::detail {

/// The numbers that are asked for: results, and elements of vectors and matrices that results are stacked to.
struct asked_numbers {
  struct output {
    shape extents;
    int first;  ///< of its elements
  };
  list<output> outputs;
  list<int> elements;  ///< which result each is, column by column; -1: 0
  list<int> results;   ///< nodes
  bool exist = true;   ///< are all nodes numbers, or elements that are read from matrices of known size, and all outputs made of numbers?

  constexpr asked_numbers(const graph& g, const int* nodes, int count) {
    const ordering o = order(g, nodes, count);
    for (int i = 0; i < g.nodes.size; ++i) {
      if (!o.needed.data[i]) continue;
      const graph_node& n = g.nodes.data[i];
      const bool is_number = n.shape_index == 0 && (n.op->elementwise || is_leaf(g, i)) && n.op->code != operation_code::count;
      exist = exist && g.shape_of(i).is_static() && (is_number || n.op->code == operation_code::symbol || is_stack(n.op->places.kind) || is_element(g, i));
    }
    if (!exist) return;
    assemblies assembled;
    if (!o.scalars_only) assembled.find(g, o, nodes, count);
    for (int k = 0; k < count; ++k) {
      const shape extents = g.shape_of(nodes[k]);
      outputs.push({extents, elements.size});
      if (extents.is_scalar()) elements.push(number_of(nodes[k]));
      else if (!assembled.has(nodes[k])) exist = false;
      else
        for (int e = 0; e < extents.rows.size * extents.columns.size; ++e) elements.push(assembled.element(nodes[k], e) < 0 ? -1 : number_of(assembled.element(nodes[k], e)));
      if (!exist) return;
    }
  }
  static constexpr bool is_element(const graph& g, int i) {
    const graph_node& n = g.nodes.data[i];
    return n.shape_index == 0 && n.op->places.kind == part_kind::block && g.nodes.data[n.operands[0]].op->code == operation_code::symbol;
  }

 private:
  constexpr int number_of(int node) {
    for (int k = 0; k < results.size; ++k)
      if (results.data[k] == node) return k;
    results.push(node);
    return results.size - 1;
  }
};

}  // namespace nabla::detail
