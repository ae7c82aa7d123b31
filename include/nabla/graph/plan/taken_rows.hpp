// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/walk.hpp>

namespace nabla::detail {

// Rows by their numbers, which only loops over the elements read, are no matrix of their own: such a loop reads each where it is. `taken(A, i)` is a window whose place an index says.
//
//     sum(sq(gather_rows(A, i)))   becomes   sum(sq(taken(A, i)))

inline constexpr operation taken_operation{.text = "taken", .id = key_of("taken"), .code = operation_code::window, .arity = 2, .elementwise = true};

constexpr bool takes_rows(const graph& g) {
  for (int i = 0; i < g.nodes.size; ++i)
    if (g.nodes.data[i].op->takes_rows) return true;
  return false;
}

/// Which nodes take such rows: none that is asked for, or that something else reads as a whole.
template <class Late>
constexpr bool find_taken_rows(const graph& g, const list<int>& readers, const int* outputs, int output_count, list<bool>& taken) {
  bool any = false;
  for (int i = 0; i < g.nodes.size; ++i) {
    taken.data[i] = readers.data[i] > 0 && g.nodes.data[i].op->takes_rows && g.nodes.data[g.nodes.data[i].operands[0]].shape_index != 0 && !g.shape_of(i).rows.is_one();
    any = any || taken.data[i];
  }
  if (!any) return false;
  for (int k = 0; k < output_count; ++k) taken.data[outputs[k]] = false;
  for (int i = 0; i < g.nodes.size; ++i) {
    if (readers.data[i] == 0) continue;
    const operation& op = *g.nodes.data[i].op;
    for (int operand : g.nodes.data[i].operands)
      if (operand >= 0 && taken.data[operand]) taken.data[operand] = is_reduction(op.code) || (op.elementwise && op.code != operation_code::window && g.nodes.data[i].shape_index == g.nodes.data[operand].shape_index);
  }
  any = false;
  for (int i = 0; i < g.nodes.size; ++i) any = any || taken.data[i];
  return any;
}

/// Copies what `outputs` need into another graph where loops take rows by their numbers, if some do. `outputs` is renumbered.
template <class Late>
constexpr bool take_rows(const graph& from, graph& to, int* outputs, int output_count) {
  if (!takes_rows(from)) return false;
  const list<int> readers = count_readers(from, outputs, output_count);
  list<bool> taken(from.nodes.size);
  if (!find_taken_rows<Late>(from, readers, outputs, output_count, taken)) return false;
  list<int> image(from.nodes.size);
  for (int i = 0; i < from.nodes.size; ++i) {
    if (readers.data[i] == 0) continue;
    graph_node n = from.nodes.data[i];
    n.shape_index = to.shape_index(from.shape_of(i));
    if (n.op->code == operation_code::count) n.value = {to.shape_index(from.shapes.data[from.counted_shape(i)]), 1};
    for (int& operand : n.operands)
      if (operand >= 0) operand = n.op->code == operation_code::count ? -1 : image.data[operand];
    if (taken.data[i]) n.op = &taken_operation;
    image.data[i] = taken.data[i] ? to.insert_given(n) : to.insert(n);
  }
  for (int k = 0; k < output_count; ++k) outputs[k] = image.data[outputs[k]];
  return true;
}

}  // namespace nabla::detail
