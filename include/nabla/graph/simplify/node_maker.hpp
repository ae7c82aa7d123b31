// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/graph.hpp>
#include <nabla/rules/matrix.hpp>

namespace nabla::detail {

/// Questions about nodes and the making of nodes that no simplification concerns.
struct node_maker {
  graph& g;

  constexpr bool is(int i, operation_number code) const { return g.nodes.data[i].op->code == code; }  // not g[i], here and below: a call is what a constant expression takes longest for
  template <class Rule>
  constexpr bool is_function(int i) const { return is_rule<Rule>(*g.nodes.data[i].op); }
  constexpr bool is_constant(int i) const { return g.nodes.data[i].op->code == operation_code::constant; }
  constexpr bool is_constant(int i, std::int64_t value) const {
    const graph_node& n = g.nodes.data[i];
    return n.op->code == operation_code::constant && n.value.numerator == value && n.value.denominator == 1;
  }
  constexpr bool is_zero(int i) const {
    const graph_node* n = &g.nodes.data[i];
    if (n->op->code == operation_code::broadcast) n = &g.nodes.data[n->operands[0]];
    return n->op->code == operation_code::constant && n->value.numerator == 0;
  }
  constexpr int operand(int i, int k) const { return g.nodes.data[i].operands[k]; }

  /// `a` with the shape of number `shape_index`.
  constexpr int broadcast_to(int a, int shape_index) {
    if (is(a, operation_code::broadcast)) a = operand(a, 0);
    if (g.nodes.data[a].shape_index == shape_index) return a;
    graph_node n = no_node;
    n.op = &operation_of<broadcast_rule>;
    n.operands[0] = a;
    n.shape_index = shape_index;
    n.id = mix(mix(n.op->id, g.nodes.data[a].id), key_of(g.shapes.data[shape_index]));
    return g.insert(n);
  }
  /// The derivative by node `by` in its shape; -1 stands for one that is zero.
  constexpr int or_zeros(int adjoint, int by) { return broadcast_to(adjoint < 0 ? g.constant(0) : adjoint, g.nodes.data[by].shape_index); }
  /// Number of elements of shape number `shape_index`.
  constexpr int count(int shape_index) {
    const shape s = g.shapes.data[shape_index];
    if (s.is_static()) return g.constant(std::int64_t{s.rows.size} * s.columns.size);
    graph_node n = no_node;
    n.op = &operation_of<count_rule>;
    n.value = {shape_index, 1};
    n.id = mix(n.op->id, key_of(s));
    return g.insert(n);
  }

  /// The node of a function that takes only the shape, number `shape_index`, of its last operand.
  constexpr int with_shape(const operation& op, int a, int shape_index) {
    graph_node n = no_node;
    n.op = &op;
    n.operands[0] = a;
    n.shape_index = shape_index;
    n.id = mix(mix(op.id, g.nodes.data[a].id), key_of(g.shapes.data[shape_index]));
    return g.insert(n);
  }

  constexpr int folded(const checked_rational& value) { return value.fits ? g.constant(value.value) : -1; }

  /// A constant as the elementwise result op(a, b), in its full shape.
  constexpr int like_result(const operation& op, int a, int b, std::int64_t value) {
    const int number = g.constant(value);
    if (g.nodes.data[a].shape_index == 0 && g.nodes.data[b].shape_index == 0) return number;
    graph_node n = no_node;
    n.op = &op;
    n.operands[0] = a;
    n.operands[1] = b;
    return broadcast_to(number, g.inferred_shape_index(n));
  }
  constexpr int zero_like(const operation& op, int a, int b) { return like_result(op, a, b, 0); }

  /// Sums and the transpose of a structural zero.
  constexpr int zero_of(const operation& op, int a) {
    const shape operand = g.shape_of(a);
    return broadcast_to(g.constant(0), g.shape_index(op.infer(&operand).extents));
  }
};

}  // namespace nabla::detail
