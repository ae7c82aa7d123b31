// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/differentiate/differentiate.hpp>
#include <nabla/graph/simplify/copy.hpp>
#include <nabla/graph/walk.hpp>

namespace nabla::detail {

/// A function that is a matrix as the number ⟨f, seed⟩, which can be differentiated; of a number itself the seed is no part.
constexpr int weighted_by(graph& g, int root, int seed) {
  if (g.nodes.data[root].shape_index == 0) return root;
  simplifier s{g};
  return s.make(operation_of<sum_rule>, s.multiply(root, seed));
}

/// Σ ⟨adjoint, tangent⟩ over the symbols; the tangents are nodes, and -1 is an adjoint of zeros.
constexpr int sum_along(graph& g, const int* adjoints, const int* symbols, const int* tangents, int count) {
  simplifier s{g};
  int total = g.constant(0);
  for (int i = 0; i < count; ++i)
    if (adjoints[i] >= 0) total = s.add(total, s.sum_to(s.multiply(s.broadcast_to(adjoints[i], g.nodes.data[symbols[i]].shape_index), tangents[i]), 0));
  return total;
}

/// What becomes of each node that the outputs need where node `place` is node `by`, which does not read it.
constexpr list<int> with_node_for(graph& g, const list<int>& outputs, int place, int by) {
  const list<int> readers = count_readers(g, outputs.data, outputs.size);
  simplifier s{g};
  list<int> image(readers.size);
  for (int i = 0; i < readers.size; ++i) {
    image.data[i] = i;
    if (readers.data[i] == 0) continue;
    const graph_node n = g.nodes.data[i];
    int operands[max_arity] = {-1, -1, -1, -1};
    bool changed = false;
    for (int k = 0; k < n.op->arity; ++k)
      if (n.operands[k] >= 0) {
        operands[k] = image.data[n.operands[k]];
        changed = changed || (operands[k] != n.operands[k] && !(n.op->last_is_shape && k == n.op->arity - 1));
      }
    if (i == place) image.data[i] = by;
    else if (changed) image.data[i] = copy_node(s, g, i, operands);
  }
  return image;
}
/// The same formula with zeros in the place of a symbol.
constexpr int with_zeros_for(graph& g, int root, int symbol) {
  list<int> outputs;
  outputs.push(root);
  return with_node_for(g, outputs, symbol, simplifier{g}.broadcast_to(g.constant(0), g.nodes.data[symbol].shape_index)).data[root];
}

/// What is linear in the seed of weighted_by(), as a matrix of the seed's shape: forward mode, by pulling the pullback back. It is the same whatever the seed is; where a loop over stored
/// values of one still names it, zeros are as good.
constexpr derivative_problem without_seed(graph& g, int& root, int seed, bool scalar) {
  if (scalar) return {};
  int result = -1;
  const derivative_problem problem = differentiate(g, root, &seed, 1, &result);
  root = with_zeros_for(g, simplifier{g}.or_zeros(result, seed), seed);
  return problem;
}

}  // namespace nabla::detail
