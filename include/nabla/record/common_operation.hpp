// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/simplify/simplify.hpp>

namespace nabla::detail {

/// Two numbers are `node` and an operation with one more of each, or the other way round.
struct common_operand {
  const operation* op = nullptr;  ///< null: they are not
  int node = -1;
  bool is_left = true;
  int rest[2] = {-1, -1};
};

/// What two paths through a function have in common last.
struct common_operation {
  graph& g;

  /// a + b and a + c; where not only the same operation counts, a u and a are a u and a 1, and a + u, a - v and a are a - (-u), a - v and a - 0: a + 0 is not a where that is -0.
  constexpr common_operand of(int a, int b, bool also_itself) {
    const graph_node x = g.nodes.data[a], y = g.nodes.data[b];
    const bool commutes = x.op->code == operation_code::add || x.op->code == operation_code::multiply;
    if (is_same_object(x.op, y.op) && (commutes || x.op->code == operation_code::subtract) && is_of_numbers(x) && is_of_numbers(y)) {
      const int left = x.operands[0], right = x.operands[1], other_left = y.operands[0], other_right = y.operands[1];
      if (left == other_left) return {x.op, left, true, {right, other_right}};
      if (right == other_right) return {x.op, right, false, {left, other_left}};
      if (commutes && left == other_right) return {x.op, left, true, {right, other_left}};
      if (commutes && right == other_left) return {x.op, right, false, {left, other_right}};
    }
    if (!also_itself) return {};
    if (const int factor = factor_of(a, b); factor >= 0) return {x.op, b, true, {factor, g.constant(1)}};
    if (const int factor = factor_of(b, a); factor >= 0) return {y.op, a, true, {g.constant(1), factor}};
    const int candidates[] = {x.op->code == operation_code::subtract ? x.operands[0] : -1, y.op->code == operation_code::subtract ? y.operands[0] : -1, a, b};
    for (int common : candidates) {
      if (common < 0 || g.nodes.data[common].shape_index != 0 || !is_less(a, common) || !is_less(b, common)) continue;
      const int less = taken_from(common, a);
      return {&operation_of<subtract_rule>, common, true, {less, taken_from(common, b)}};
    }
    return {};
  }

 private:
  constexpr bool is_of_numbers(const graph_node& n) const {
    return n.op->arity == 2 && g.nodes.data[n.operands[0]].shape_index == 0 && g.nodes.data[n.operands[1]].shape_index == 0;
  }
  constexpr int factor_of(int product, int of) const {
    const graph_node& n = g.nodes.data[product];
    if (n.op->code != operation_code::multiply || !is_of_numbers(n)) return -1;
    return n.operands[0] == of ? n.operands[1] : (n.operands[1] == of ? n.operands[0] : -1);
  }
  // Is it a sum or a difference with this one first, or itself?
  constexpr bool is_less(int i, int than) const {
    const graph_node& n = g.nodes.data[i];
    if (i == than) return true;
    if ((n.op->code != operation_code::add && n.op->code != operation_code::subtract) || !is_of_numbers(n)) return false;
    return n.operands[0] == than || (n.op->code == operation_code::add && n.operands[1] == than);
  }
  constexpr int taken_from(int from, int result) {
    if (result == from) return g.constant(0);
    const graph_node n = g.nodes.data[result];
    const int other = n.operands[n.operands[0] == from ? 1 : 0];
    return n.op->code == operation_code::subtract ? other : simplifier{g}.make(operation_of<negate_rule>, other);
  }
};

}  // namespace nabla::detail
