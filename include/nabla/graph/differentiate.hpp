// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/simplify.hpp>

namespace nabla {

/// Why a derivative does not exist; `function` is the key of the rule that has none.
struct derivative_problem {
  key function = 0;
  bool not_scalar = false;
};

/// Reverse mode: the adjoint of every node in `inputs`, for a scalar `root`; -1 where it is structurally zero.
/// What node i gives to its operand number k is left in `edges[i * max_arity + k]`, if that is asked for.
/// The chain rule stands here and nowhere else: adjoint(operand) += adjoint(node) · ∂node/∂operand.
constexpr derivative_problem differentiate(graph& g, int root, const int* inputs, int input_count, int* adjoints_of_inputs,
                                           int* edges = nullptr) {
  if (g[root].form != 0) return {.not_scalar = true};
  simplifier s{g};
  const int count = root + 1;  // nodes come in topological order, and new ones behind them
  list<bool> depends(count);
  for (int k = 0; k < input_count; ++k)
    if (inputs[k] < count) depends.data[inputs[k]] = true;
  for (int i = 0; i < count; ++i) {
    const graph_node& n = g[i];
    for (int k = 0; k < n.op->arity && n.operands[k] >= 0; ++k)
      if (depends.data[n.operands[k]]) depends.data[i] = true;
  }
  list<int> adjoint(count);
  for (int i = 0; i < count; ++i) adjoint.data[i] = -1;
  adjoint.data[root] = g.constant(1);
  for (int i = root; i >= 0; --i) {
    const int d = adjoint.data[i];
    if (d < 0 || !depends.data[i]) continue;
    const graph_node n = g[i];
    for (int k = 0; k < n.op->arity; ++k) {
      const int operand = n.operands[k];
      if (operand < 0 || !depends.data[operand]) continue;
      int contribution = -1;
      if (n.op->code == operation_code::broadcast) {
        if (k == 1) continue;  // only its shape is used
        contribution = s.sum_to(d, g[operand].form);
      } else if (n.op->code == operation_code::count) {
        continue;
      } else {
        if (n.op->derivatives[k] == nullptr) return {.function = n.op->id};
        const int spliced = s.splice(*n.op->derivatives[k], n.operands, i, d);
        contribution = n.op->elementwise ? s.sum_to(s.multiply(d, spliced), g[operand].form) : spliced;
      }
      if (s.is_zero(contribution)) continue;
      if (edges != nullptr) edges[i * max_arity + k] = contribution;
      int& sum = adjoint.data[operand];
      sum = sum < 0 ? contribution : s.add(sum, contribution);
    }
  }
  for (int k = 0; k < input_count; ++k) adjoints_of_inputs[k] = inputs[k] < count ? adjoint.data[inputs[k]] : -1;
  return {};
}

}  // namespace nabla
