// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/needed_condition.hpp>
#include <nabla/graph/walk.hpp>
#include <nabla/rules/conditions.hpp>

namespace nabla::detail {

// Derivatives of choices within choices are sums of what is 0 unless two conditions hold. Where these exclude each other, a sum is a choice: rows stand in peephole.hpp.
// Not so where(x > y, x, 0_c) + where(x <= y, z, 0_c), of which both are 0 where one is NaN.
// What numbers that arms share are given is a choice before, see sum_of_arms.hpp: that leaves sums of matrices, of forward mode, and of what is 0 by itself where its gate is.

/// A choice between `value`, where one or two conditions are as they have to be, and 0.
struct value_or_zero {
  needed_condition conditions[2];
  int value = -1, zero = -1;

  constexpr value_or_zero(const graph& g, int i) {
    const graph_node& n = g.nodes.data[i];
    if (n.op->code != operation_code::where) return;
    const bool holds = is_zero(g, n.operands[2]);
    if (!holds && !is_zero(g, n.operands[1])) return;
    value = n.operands[holds ? 1 : 2];
    zero = n.operands[holds ? 2 : 1];
    conditions[0] = needed_condition_of(g, n.operands[0], holds);
    const graph_node& c = g.nodes.data[conditions[0].node];
    if (!conditions[0].holds || !is_rule<and_rule>(*c.op)) return;
    for (int k = 0; k < 2; ++k) conditions[k] = needed_condition_of(g, c.operands[k]);
  }
  static constexpr bool is_zero(const graph& g, int i) { return g.nodes.data[i].op->code == operation_code::constant && g.nodes.data[i].value.numerator == 0; }
  constexpr bool exists() const { return value >= 0; }
};

/// In place: node i, which is where(condition, a, b), or the other way round.
constexpr void make_choice(graph& g, int i, needed_condition condition, int a, int b) {
  graph_node& n = g.nodes.data[i];
  n.op = &operation_of<where_rule>;
  n.operands[0] = condition.node;
  n.operands[1] = condition.holds ? a : b;
  n.operands[2] = condition.holds ? b : a;
}

/// Sum i becomes a choice, and uses the nodes of its summands, which nobody else reads; or it stays, and false is returned.
constexpr bool join_choices(graph& g, const list<int>& readers, int i) {
  const graph_node& n = g.nodes.data[i];
  const int first = n.operands[0], second = n.operands[1];
  for (int part : {first, second})
    if (g.nodes.data[part].op->code != operation_code::where || readers.data[part] != 1 || g.nodes.data[part].shape_index != n.shape_index) return false;
  const value_or_zero a(g, first), b(g, second);
  if (!a.exists() || !b.exists()) return false;
  for (int k = 0; k < 4; ++k) {
    const needed_condition decides = a.conditions[k / 2], other = b.conditions[k % 2], rest = a.conditions[1 - k / 2], other_rest = b.conditions[1 - k % 2];
    if (decides.node < 0 || decides.node != other.node || decides.holds == other.holds) continue;
    for (const needed_condition& l : {decides, rest, other_rest})
      if (l.node >= 0 && g.nodes.data[l.node].shape_index != n.shape_index) return false;
    if (rest.node >= 0 && rest == other_rest) {
      const int inner = first > second ? first : second;  // behind what both read
      make_choice(g, inner, decides, a.value, b.value);
      make_choice(g, i, rest, inner, a.zero);
      return true;
    }
    const auto arm = [&](const value_or_zero& v, int node, const needed_condition& l) {
      if (l.node < 0 || (l.holds && l.node == v.value)) return v.value;  // what is 0 where it is 0 need not be asked
      make_choice(g, node, l, v.value, v.zero);
      return node;
    };
    const int of_first = arm(a, first, rest);
    make_choice(g, i, decides, of_first, arm(b, second, other_rest));
    return true;
  }
  return false;
}

}  // namespace nabla::detail
