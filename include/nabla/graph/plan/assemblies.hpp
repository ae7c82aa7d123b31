// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/plan/order.hpp>

namespace nabla::detail {

/// Stacks of numbers, and of stacks of numbers, are written number by number, and those that only others read are not written at all.
struct assemblies {
  static constexpr int most_elements = 64;

  list<int> first_handle, handles;  ///< of each matrix that is assembled the numbers that are its elements: nodes + 1, or 0
  list<bool> is_written;

  constexpr void find(const graph& g, const ordering& o, const int* outputs, int output_count) {
    first_handle = list<int>(g.nodes.size);
    is_written = list<bool>(g.nodes.size);
    for (int i = 0; i < g.nodes.size; ++i) {
      const graph_node& n = g.nodes.data[i];
      first_handle.data[i] = -1;
      const shape extents = g.shape_of(i);
      bool of_numbers = o.kind.data[i] == work::kernel && is_stack(n.op->places.kind) && extents.is_static() && extents.rows.size * extents.columns.size <= most_elements;
      for (int k = 0; k < n.op->arity; ++k) of_numbers = of_numbers && (g.nodes.data[n.operands[k]].shape_index == 0 || first_handle.data[n.operands[k]] >= 0);
      if (!of_numbers) {
        if (o.kind.data[i] != work::none)
          for (int operand : n.operands)
            if (operand >= 0) is_written.data[operand] = is_written.data[read_through_transpose(g, operand)] = true;
        continue;
      }
      const int first = handles.size, count = extents.rows.size * extents.columns.size;
      for (int e = 0; e < count; ++e) handles.push(0);
      list<int> numbers(n.op->arity);
      element_handles from[max_arity];
      for (int k = 0; k < n.op->arity; ++k) {
        const int operand = n.operands[k];
        const shape s = g.shape_of(operand);
        if (g.nodes.data[operand].shape_index == 0) numbers.data[k] = operand + 1;
        from[k] = {g.nodes.data[operand].shape_index == 0 ? numbers.data + k : handles.data + first_handle.data[operand], s.rows.size, s.columns.size};
      }
      move_elements(*n.op, {handles.data + first, extents.rows.size, extents.columns.size}, from);
      first_handle.data[i] = first;
    }
    for (int k = 0; k < output_count; ++k) is_written.data[outputs[k]] = true;
  }
  constexpr bool has(int i) const { return first_handle.data[i] >= 0; }
  /// Element e of a node, counted column by column: a node, or -1 for 0.
  constexpr int element(int i, int e) const { return handles.data[first_handle.data[i] + e] - 1; }
};

}  // namespace nabla::detail
