// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/simplify/simplify.hpp>
#include <nabla/rules/hyperbolic.hpp>

namespace nabla::detail {

/// What is known of the nodes of a derivative: which are finite, and what is zero where something is not taken.
struct node_properties {
  graph& g;
  simplifier s{g};
  list<bool> finite = {};  ///< of each node, as far as they were asked for

  constexpr explicit node_properties(graph& to) : g(to) {}

  constexpr int where(int c, int a, int b) { return s.make(operation_of<where_rule>, c, a, b); }
  constexpr int negation(int c) { return s.make(operation_of<not_rule>, condition(c)); }
  /// Any number but 0 counts as true; the result is 0 or 1.
  constexpr int condition(int c) { return g.nodes.data[c].op->is_condition ? c : s.make(operation_of<not_equal_rule>, c, g.constant(0)); }

  /// Is the node finite wherever the symbols are finite? Sums and products count as finite, although they may overflow.
  constexpr bool is_finite(int i) {
    while (finite.size <= i) finite.push(finds_finite(finite.size));
    return finite.data[i];
  }

  /// What is zero where something is not taken, in a product; -1 where there is nothing of that kind. As deep as entries write it.
  constexpr int gate_of(int i, int depth = 3) {
    if (is_gate(i)) return i;
    if (!g.nodes.data[i].op->elementwise && s.is_stack_node(i)) return gate_of_stack(g.nodes.data[i]);
    if (depth == 0) return -1;
    const graph_node& n = g.nodes.data[i];
    switch (n.op->code) {
      case operation_code::negate:
      case operation_code::divide: return gate_of(n.operands[0], depth - 1);
      case operation_code::multiply: {
        const int second = n.operands[1], a = gate_of(n.operands[0], depth - 1), b = gate_of(second, depth - 1);  // the node may move
        return a < 0 || b < 0 ? (a < 0 ? b : a) : s.multiply(a, b);
      }
      case operation_code::where:
        if (s.is_zero(n.operands[2])) return n.operands[0];
        if (s.is_zero(n.operands[1])) return negation(n.operands[0]);
        return -1;
      default: return -1;
    }
  }

  /// Is it piecewise constant, and zero where something is not taken, or is not read?
  constexpr bool is_gate(int i) const {
    if (g.nodes.data[i].op->elementwise) return g.nodes.data[i].op->is_gate;  // that moves nothing
    if (s.is_stack_node(i)) {
      bool all = true;
      for (int k = 0; k < parts_of(g.nodes.data[i].op->places) && all; ++k) all = is_gate(g.nodes.data[i].operands[k]) || s.is_constant(unmoved(g.nodes.data[i].operands[k]));
      return all;
    }
    return g.nodes.data[unmoved(i)].op->is_gate || (is_set(g.nodes.data[i].op->move) && s.is_constant(unmoved(i)));
  }
  /// That of each piece, where some piece has one.
  constexpr int gate_of_stack(graph_node n) {  // a copy: the node may move
    const int count = parts_of(n.op->places);
    int gates[max_arity];
    bool found = false;
    for (int k = 0; k < count; ++k) {
      gates[k] = gate_of(n.operands[k]);
      found = found || gates[k] >= 0;
      gates[k] = s.broadcast_to(gates[k] < 0 ? g.constant(1) : gates[k], g.nodes.data[n.operands[k]].shape_index);
    }
    return found ? s.stack_of_few(n.op->places.kind == part_kind::hstack, gates, count) : -1;
  }
  /// Is it the same whatever the symbols are, as where only a part is read?
  constexpr bool is_mask(int i) const {
    bool all = !s.is(i, operation_code::symbol) && !s.is(i, operation_code::placeholder);
    for (int k = 0; k < g.nodes.data[i].op->arity && all; ++k) all = g.nodes.data[i].operands[k] < 0 || is_mask(g.nodes.data[i].operands[k]);
    return all;
  }
  constexpr int unmoved(int i) const {
    for (int depth = 0; depth < 8; ++depth) {
      const graph_node& n = g.nodes.data[i];
      if (!is_set(n.op->move) && n.op->code != operation_code::transpose && n.op->code != operation_code::broadcast) break;
      i = n.operands[0];
    }
    return i;
  }

 private:
  constexpr bool finds_finite(int i) const {
    const graph_node& n = g.nodes.data[i];
    const auto of = [&](int k) { return finite.data[n.operands[k]]; };
    if (n.op->range.always || n.op->is_condition) return true;
    switch (n.op->code) {
      case operation_code::constant:
      case operation_code::symbol:
      case operation_code::placeholder:
      case operation_code::count: return true;
      case operation_code::divide: return of(0) && is_counted(n.operands[1]);
      case operation_code::where: return of(1) && of(2);
      case operation_code::power: return of(0) && s.is_constant(n.operands[1]) && g.nodes.data[n.operands[1]].value.denominator == 1 && g.nodes.data[n.operands[1]].value.numerator > 0;
      default: break;
    }
    bool all = n.op->range.finite && !grows_beyond_numbers(n);
    for (int k = 0; k < n.op->arity && all; ++k) all = n.operands[k] < 0 || of(k);
    return all;
  }
  /// Exponentials of what may be large overflow where products of a few numbers do not.
  constexpr bool grows_beyond_numbers(const graph_node& n) const {
    return (is_rule<exp_rule>(*n.op) || is_rule<expm1_rule>(*n.op) || is_rule<exp2_rule>(*n.op) || is_rule<sinh_rule>(*n.op) || is_rule<cosh_rule>(*n.op)) && !g[n.operands[0]].op->range.bounded && !s.is_constant(n.operands[0]);
  }
  /// A number of elements, or another constant that is not 0.
  constexpr bool is_counted(int i) const {
    const graph_node& n = g.nodes.data[i];
    if (n.op->code == operation_code::divide) return is_counted(n.operands[0]) && is_counted(n.operands[1]);
    return n.op->code == operation_code::count || (n.op->code == operation_code::constant && n.value.numerator != 0);
  }
};

}  // namespace nabla::detail
