// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/simplify/simplify.hpp>

namespace nabla::detail {

/// What the operands of node i became in another graph; -1 where it has none.
struct operand_images {
  int data[max_arity] = {-1, -1, -1, -1};

  constexpr operand_images(const graph& from, int i, const list<int>& image) {
    const graph_node& n = from.nodes.data[i];
    for (int k = 0; k < n.op->arity && n.operands[k] >= 0; ++k) data[k] = image.data[n.operands[k]];
  }
};

/// Node i of another graph in that of `s`, simplified there; `operands` are what its operands became.
constexpr int copy_node(simplifier& s, const graph& from, int i, const int* operands) {
  const graph_node& n = from.nodes.data[i];
  switch (n.op->code) {
    case operation_code::constant:
    case operation_code::symbol:
    case operation_code::real:
    case operation_code::placeholder: {
      graph_node leaf = n;
      leaf.shape_index = s.g.shape_index(from.shape_of(i));
      return s.g.insert(leaf);
    }
    case operation_code::broadcast: return s.broadcast_to(operands[0], s.g.shape_index(from.shape_of(i)));
    case operation_code::count: return s.count(s.g.shape_index(from.shapes.data[from.counted_shape(i)]));
    default:
      return n.op->last_is_shape ? s.with_shape(*n.op, operands[0], s.g.shape_index(from.shape_of(i))) : s.make(*n.op, operands[0], operands[1], operands[2], operands[3]);
  }
}

/// The same as it stands there, nothing simplified, where that can be.
constexpr int copy_as_it_stands(simplifier& s, const graph& from, int i, const int* operands) {
  const operation& op = *from.nodes.data[i].op;
  const bool leaf = from.nodes.data[i].operands[0] < 0;
  if (leaf || op.code == operation_code::broadcast || op.code == operation_code::count || op.last_is_shape) return copy_node(s, from, i, operands);
  if (op.code == operation_code::window || op.code == operation_code::within) {
    graph_node n = from.nodes.data[i];
    n.shape_index = s.g.shape_index(from.shape_of(i));
    for (int k = 0; k < op.arity; ++k) n.operands[k] = operands[k];
    return s.g.insert_given(n);
  }
  return s.g.apply(op, operands[0], operands[1], operands[2], operands[3]);
}

}  // namespace nabla::detail
