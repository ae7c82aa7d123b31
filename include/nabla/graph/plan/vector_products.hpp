// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/walk.hpp>
#include <nabla/rules/structure.hpp>

namespace nabla::detail {

// Products with vectors. A column times a row that only loops read is computed in them, each element where it is read, and no matrix is written for it. A row times a matrix is what the transpose of the
// matrix times the column is, which lies in memory as the row does: one of both is computed. Nodes are changed where they stand, and their keys no longer fit: no pass that writes another graph comes after this.
//
//     Q - u * transpose(v) → Q - hadamard(u, transpose(v))
//     sum(sq(Q - u * transpose(v))) → sum(sq(Q - hadamard(u, transpose(v))))
//     exp(u * transpose(v)) * Q → exp(hadamard(u, transpose(v))) * Q
//     (u * transpose(v)) * Q + u * transpose(v) → (u * transpose(v)) * Q + u * transpose(v)
//     u * transpose(v) → u * transpose(v)
//     transpose(v) * Q + transpose(transpose(Q) * v) → transpose(v) * Q + transpose(v) * Q
//     transpose(v) * Q + transpose(Q * v) → transpose(v) * Q + transpose(Q * v)
//     transpose(u) * Q + transpose(transpose(Q) * v) → transpose(u) * Q + transpose(transpose(Q) * v)

class vector_products {
 public:
  constexpr vector_products(graph& in, const int* outputs, int output_count) : g(in), readers_(count_readers(in, outputs, output_count)) {
    for (int i = 0; i < g.nodes.size; ++i)
      if (const graph_node& n = g.nodes.data[i]; readers_.data[i] > 0 && n.op->code == operation_code::matrix_product) {
        if (is_outer(n)) outer_.push(i);
        else if (g.shape_of(i).rows.is_one() != g.shape_of(i).columns.is_one()) vectors_.push(i);
      }
    if (outer_.size > 0) find_read_by_others(outputs, output_count);
  }

  template <class Late>
  constexpr void run() {
    for (int k = 0; k < outer_.size; ++k)
      if (!read_by_others_.data[outer_.data[k]]) g.nodes.data[outer_.data[k]].op = &operation_of<multiply_rule>;
    bool any = false;
    for (int k = 1; k < vectors_.size; ++k)
      for (int before = 0; before < k; ++before)
        if (are_transposes(vectors_.data[k], vectors_.data[before])) {
          graph_node& n = g.nodes.data[vectors_.data[k]];
          n.op = &operation_of<rule_for<transpose_rule, Late>>;
          n.operands[0] = vectors_.data[before];
          n.operands[1] = -1;
          any = true;
          break;
        }
    if (any) look_through_pairs();
  }

 private:
  constexpr bool is(int i, operation_number code) const { return g.nodes.data[i].op->code == code; }
  constexpr bool is_outer(const graph_node& n) const {
    const shape& extents = g.shapes.data[n.shape_index];
    return g.shape_of(n.operands[0]).columns.is_one() && !extents.rows.is_one() && !extents.columns.is_one();
  }
  constexpr void find_read_by_others(const int* outputs, int output_count) {
    read_by_others_ = list<bool>(g.nodes.size);
    for (int k = 0; k < output_count; ++k) read_by_others_.data[outputs[k]] = true;
    for (int i = 0; i < g.nodes.size; ++i) {
      const graph_node& n = g.nodes.data[i];
      if (readers_.data[i] == 0 || n.op->elementwise || is_reduction(n.op->code)) continue;
      for (int k = 0; k < n.op->arity && n.operands[k] >= 0; ++k) read_by_others_.data[n.operands[k]] = true;
    }
  }
  constexpr bool is_transpose_of(int a, int b) const { return (is(a, operation_code::transpose) && g.nodes.data[a].operands[0] == b) || (is(b, operation_code::transpose) && g.nodes.data[b].operands[0] == a); }
  /// Is the one vector aᵀ bᵀ where the other is b a?
  constexpr bool are_transposes(int one, int other) const {
    const graph_node &n = g.nodes.data[one], &m = g.nodes.data[other];
    if (g.shape_of(one).rows.is_one() == g.shape_of(other).rows.is_one() || m.op->code != operation_code::matrix_product) return false;
    return is_transpose_of(n.operands[0], m.operands[1]) && is_transpose_of(n.operands[1], m.operands[0]);
  }
  /// A transpose of a transpose is what that is of.
  constexpr void look_through_pairs() {
    for (int i = 0; i < g.nodes.size; ++i)
      for (int& operand : g.nodes.data[i].operands)
        if (operand >= 0 && is(operand, operation_code::transpose))
          if (const int inner = g.nodes.data[operand].operands[0]; is(inner, operation_code::transpose)) operand = g.nodes.data[inner].operands[0];
  }

  graph& g;
  list<int> readers_;
  list<int> outer_, vectors_;  ///< products of a column and a row, and others: of vectors two are compared
  list<bool> read_by_others_;  ///< than loops, where there are outer products
};
template <class Late = void>
constexpr void take_in_vector_products(graph& g, const int* outputs, int output_count) {
  if (g.shapes.size > 1) vector_products(g, outputs, output_count).run<Late>();
}

}  // namespace nabla::detail
