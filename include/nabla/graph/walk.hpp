// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/graph.hpp>

namespace nabla::detail {

/// How often each node is read by what the outputs need, an output `of_output` times more: 0 where nothing needs it.
constexpr list<int> count_readers(const graph& g, const int* outputs, int output_count, int of_output = 1) {
  list<int> readers(g.nodes.size);
  for (int k = 0; k < output_count; ++k) readers.data[outputs[k]] += of_output;
  for (int i = g.nodes.size - 1; i >= 0; --i)
    if (readers.data[i] > 0) {
      const graph_node& n = g.nodes.data[i];
      for (int k = 0; k < n.op->arity && n.operands[k] >= 0; ++k) ++readers.data[n.operands[k]];
    }
  return readers;
}

/// Are all matrices that the outputs need symbols of which elements are read, or results that numbers are stacked to?
constexpr bool computes_numbers_only(const graph& g, const int* outputs, int output_count) {
  const list<int> readers = count_readers(g, outputs, output_count);
  for (int i = 0; i < readers.size; ++i) {
    if (readers.data[i] == 0) continue;
    const graph_node& n = g.nodes.data[i];
    const bool stacks = is_stack(n.op->places.kind);
    if (n.shape_index != 0 && !stacks && n.op->code != operation_code::symbol) return false;
    for (int k = 0; k < n.op->arity && n.operands[k] >= 0; ++k) {
      const graph_node& operand = g.nodes.data[n.operands[k]];
      if (operand.shape_index == 0) continue;
      if (operand.op->code == operation_code::symbol ? n.op->places.kind != part_kind::block || n.shape_index != 0 : !stacks) return false;
    }
  }
  return true;
}

/// Has a product of matrices a factor of one of these codes, or the transpose of such a one?
constexpr bool has_factor(const graph& g, operation_number one, operation_number other) {
  for (int i = 0; i < g.nodes.size; ++i) {
    const graph_node& n = g.nodes.data[i];
    if (n.op->code != operation_code::matrix_product) continue;
    for (int k = 0; k < 2; ++k) {
      const graph_node& factor = g.nodes.data[n.operands[k]];
      const operation_number code = factor.op->code == operation_code::transpose ? g.nodes.data[factor.operands[0]].op->code : factor.op->code;
      if (code == one || code == other) return true;
    }
  }
  return false;
}

}  // namespace nabla::detail
