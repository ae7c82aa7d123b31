// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/simplify/simplify.hpp>

namespace nabla::detail {

struct max_rule;
struct min_rule;
struct clamp_rule;

/// What is known of the nodes of a derivative: which are finite, and what is zero where something is not taken.
struct node_properties {
  graph& g;
  simplifier s{g};
  list<bool> finite = {};  ///< of each node, as far as they were asked for
  bool steep = false;      ///< some node is a number where its slope is infinite
  int seen = 0;            ///< nodes that were asked for that

  constexpr explicit node_properties(graph& to) : g(to) {}

  constexpr int where(int c, int a, int b) { return s.make(operation_of<where_rule>, c, a, b); }
  constexpr int negation(int c) { return s.make(operation_of<not_rule>, condition(c)); }
  /// Any number but 0 counts as true; the result is 0 or 1.
  constexpr int condition(int c) { return g.nodes.data[c].op->is_condition ? c : s.make(operation_of<not_equal_rule>, c, g.constant(0)); }

  /// Is the node finite wherever the symbols are finite? Sums and products count as finite, although they may overflow.
  constexpr bool is_finite(int i) {
    while (finite.size <= i) {  // push() written out: a call less for each node
      if (finite.size == finite.capacity) finite.grow();
      finite.data[finite.size] = finds_finite(finite.size);
      ++finite.size;
    }
    return finite.data[i];
  }

  /// What is zero where something is not taken, in a product; -1 where there is nothing of that kind. As deep as entries write it.
  constexpr int gate_of(int i, int depth = 3) {
    if (is_gate(i)) return i;
    if (!g.nodes.data[i].op->elementwise && g.nodes.data[i].op->arity > 0 && s.is_stack_node(i)) return gate_of_stack(g.nodes.data[i]);
    if (depth <= 0 && (depth == -3 || !is_steep())) return -1;  // infinite slopes meet values, which are deeper
    const graph_node& n = g.nodes.data[i];
    switch (n.op->code) {
      case operation_code::negate: return gate_of(n.operands[0], depth);
      case operation_code::divide: return gate_of(n.operands[0], depth - 1);
      case operation_code::multiply: {
        const int second = n.operands[1], a = gate_of(n.operands[0], depth - 1), b = gate_of(second, depth - 1);  // the node may move
        return a < 0 || b < 0 || a == b ? (a < 0 ? b : a) : s.multiply(a, b);
      }
      case operation_code::add:
      case operation_code::subtract: {
        const int second = n.operands[1], a = is_steep() ? gate_of(n.operands[0], depth - 1) : -1, b = a < 0 ? -1 : gate_of(second, depth - 1);
        return b < 0 ? -1 : s.make(operation_of<or_rule>, condition(a), condition(b));
      }
      case operation_code::where: return gate_of_choice(n, depth);
      default: return n.op->elementwise && is_steep() ? gate_of_value(n, depth) : -1;
    }
  }

  /// Of where(c, a, b) the arm that is zero; of several choices, one in another, that is asked where it meets infinite slopes, as above.
  constexpr int gate_of_choice(graph_node n, int depth) {  // a copy: the node may move
    const int c = n.operands[0];
    const bool never[] = {s.is_zero(n.operands[1]), s.is_zero(n.operands[2])};
    int gates[] = {-1, -1};
    for (int k = 0; k < 2 && is_steep(); ++k)
      if (!never[k]) gates[k] = gate_of(n.operands[k + 1], depth - 1);
    const int first = gates[0] < 0 ? c : s.make(operation_of<and_rule>, c, condition(gates[0]));
    if (never[1]) return first;
    if (!never[0] && gates[0] < 0 && gates[1] < 0) return -1;
    const int other = negation(c), second = gates[1] < 0 ? other : s.make(operation_of<and_rule>, other, condition(gates[1]));
    return never[0] ? second : s.make(operation_of<or_rule>, first, second);
  }
  /// Of a value that is zero where something is not taken, as max(u, 0). As a factor that meets infinite slopes where there are any; elsewhere zero is zero by itself.
  constexpr int gate_of_value(graph_node n, int depth) {  // a copy: the node may move
    if (n.op->range.gated) return gate_of(s.splice(*n.op->derivatives[0], n.operands, -1, -1), depth);
    if (is_rule<clamp_rule>(*n.op)) {  // its slope has a factor for each bound
      const int k = is_bound(n.operands[1], 0) && is_bound(n.operands[2], 1) ? 0 : (is_bound(n.operands[1], -1) && is_bound(n.operands[2], 0) ? 1 : -1);
      return k < 0 ? -1 : s.splice(*n.op->derivatives[0]->operands[k], n.operands, -1, -1);
    }
    const bool is_max = is_rule<max_rule>(*n.op);
    if (is_max || is_rule<min_rule>(*n.op)) {
      for (int k = 0; k < 2; ++k) {
        if (is_bound(n.operands[k], 0)) return s.splice(*n.op->derivatives[1 - k], n.operands, -1, -1);
        if (is_bound(n.operands[k], is_max ? -1 : 1)) return gate_of(n.operands[1 - k], depth);
      }
      return -1;
    }
    const bool keeps_zero = n.op->range.keeps_zero || (n.op->parity < 0 && n.op->range.finite) || (n.op->code == operation_code::power && is_bound(n.operands[1], 1));
    return keeps_zero ? gate_of(n.operands[0], depth) : -1;
  }
  /// Is it a constant of this sign, or a matrix of them?
  constexpr bool is_bound(int i, int sign) const {
    const graph_node& n = g.nodes.data[unmoved(i)];
    return n.op->code == operation_code::constant && (n.value.numerator > 0) - (n.value.numerator < 0) == sign;
  }
  /// Has the graph a function that is a number where its slope is infinite?
  constexpr bool is_steep() {
    for (; seen < g.nodes.size && !steep; ++seen) {
      const graph_node& n = g.nodes.data[seen];
      if (n.op->code == operation_code::power) {
        const rational exponent = g.nodes.data[n.operands[1]].value;
        steep = !s.is_constant(n.operands[1]) || (exponent.numerator > 0 && exponent.numerator < exponent.denominator);
      } else {
        steep = n.op->range.never_infinite || n.op->range.steep;
      }
    }
    return steep;
  }

  /// Is it piecewise constant, and zero where something is not taken, or is not read?
  constexpr bool is_gate(int i) const {
    if (g.nodes.data[i].op->elementwise || g.nodes.data[i].op->arity == 0) return g.nodes.data[i].op->is_gate;  // that moves nothing
    if (s.is_stack_node(i)) {
      bool all = true;
      for (int k = 0; k < parts_of(g.nodes.data[i].op->places) && all; ++k) all = is_gate(g.nodes.data[i].operands[k]) || s.is_constant(unmoved(g.nodes.data[i].operands[k]));
      return all;
    }
    return g.nodes.data[unmoved(i)].op->is_gate || (is_set(g.nodes.data[i].op->move) && s.is_constant(unmoved(i)));
  }
  /// Stands an exponential of what may be large in it, or a power that is no number?
  constexpr bool may_overflow(int i, int depth) const {
    const graph_node& n = g.nodes.data[i];
    if (n.op->arity == 0 || n.op->range.bounded || depth == 0) return false;
    if (grows_beyond_numbers(n) || (n.op->code == operation_code::power && !s.is_constant(n.operands[1]))) return true;
    for (int k = 0; k < n.op->arity; ++k)
      if (n.operands[k] >= 0 && may_overflow(n.operands[k], depth - 1)) return true;
    return false;
  }
  /// Does an expression read a node, as far as entries write their slopes?
  constexpr bool reads(int i, int node, int depth) const {
    if (i == node) return true;
    for (int k = 0; depth > 0 && k < g.nodes.data[i].op->arity; ++k)
      if (const int operand = g.nodes.data[i].operands[k]; operand >= 0 && reads(operand, node, depth - 1)) return true;
    return false;
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
    if (n.op->range.always || n.op->is_condition) return true;
    switch (n.op->code) {
      case operation_code::constant:
      case operation_code::symbol:
      case operation_code::placeholder:
      case operation_code::count: return true;
      case operation_code::divide: return finite.data[n.operands[0]] && is_counted(n.operands[1]);
      case operation_code::where: return finite.data[n.operands[1]] && finite.data[n.operands[2]];
      case operation_code::power: return finite.data[n.operands[0]] && s.is_constant(n.operands[1]) && g.nodes.data[n.operands[1]].value.denominator == 1 && g.nodes.data[n.operands[1]].value.numerator > 0;
      default: break;
    }
    bool all = n.op->range.finite && !(n.op->code == operation_code::other && n.op->arity == 1 && grows_beyond_numbers(n));
    for (int k = 0; k < n.op->arity && all; ++k) all = n.operands[k] < 0 || finite.data[n.operands[k]];
    return all;
  }
  /// Exponentials of what may be large overflow where products of a few numbers do not.
  constexpr bool grows_beyond_numbers(const graph_node& n) const {
    return n.op->range.grows && !g[n.operands[0]].op->range.bounded && !s.is_constant(n.operands[0]);
  }
  /// A number of elements, or another constant that is not 0.
  constexpr bool is_counted(int i) const {
    const graph_node& n = g.nodes.data[i];
    if (n.op->code == operation_code::divide) return is_counted(n.operands[0]) && is_counted(n.operands[1]);
    return n.op->code == operation_code::count || (n.op->code == operation_code::constant && n.value.numerator != 0);
  }
};

}  // namespace nabla::detail
