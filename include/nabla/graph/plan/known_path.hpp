// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/known_order.hpp>

namespace nabla::detail {

/// What is known of conditions on the way through a formula: those that were asked, and what follows for others.
class known_path {
 public:
  constexpr explicit known_path(const graph& of) : g(of) {}
  constexpr int length() const { return path_.size; }
  /// To be taken back with forget_last().
  constexpr int changes() const { return order_.changes.size; }
  constexpr void learn(int condition, bool holds) {
    path_.push(condition);
    while (said_.size < g.nodes.size) said_.push(nothing);
    said_.data[condition].on_path = holds ? 1 : 0;
    order_.learn(g, condition, holds);
    ++epoch_;
  }
  constexpr void forget_last(int changes) {
    said_.data[path_.data[--path_.size]].on_path = -1;
    order_.forget(changes);
    ++epoch_;
  }
  /// 1 where a number is known to be another one than 0 on the path, 0 where it is 0, else -1.
  constexpr int says(int i) {
    while (said_.size <= i) said_.push(nothing);
    if (said_.data[i].on_path >= 0) return said_.data[i].on_path;
    if (said_.data[i].epoch != epoch_) {
      const int known = find_out(i);
      said_.data[i].known = known;
      said_.data[i].epoch = epoch_;
    }
    return said_.data[i].known;
  }
  static constexpr bool is_compound(const operation& op) { return op.is_condition && (is_rule<and_rule>(op) || is_rule<or_rule>(op)); }
  /// u != 0 holds where u does.
  constexpr bool asks_for_zero(const graph_node& n) const {
    if (!n.op->is_condition || !is_rule<not_equal_rule>(*n.op)) return false;
    const graph_node& zero = g.nodes.data[n.operands[1]];
    return zero.op->code == operation_code::constant && zero.value.numerator == 0;
  }
  /// Of a condition that is not decided, the one among those that it is made of that comes first.
  constexpr int first_asked(int i) {
    const graph_node& n = g.nodes.data[i];
    if (n.op->code == operation_code::logical_not || asks_for_zero(n)) return first_asked(n.operands[0]);
    if (n.op->code == operation_code::where) {
      const int decided = says(n.operands[0]);
      return first_asked(n.operands[decided < 0 ? 0 : 2 - decided]);
    }
    if (!is_compound(*n.op)) return i;
    if (said_.size > i && said_.data[i].first_epoch == epoch_) return said_.data[i].first;
    int first = -1;
    for (int k = 0; k < 2; ++k)
      if (says(n.operands[k]) < 0)
        if (const int asked = first_asked(n.operands[k]); first < 0 || asked < first) first = asked;
    while (said_.size <= i) said_.push(nothing);
    said_.data[i].first = first;
    said_.data[i].first_epoch = epoch_;
    return first;
  }

 private:
  constexpr int find_out(int i) {
    const graph_node& n = g.nodes.data[i];
    if (n.op->code == operation_code::constant) return n.value.numerator != 0 ? 1 : 0;
    if (n.op->code == operation_code::where) {
      if (const int decided = says(n.operands[0]); decided >= 0) return says(n.operands[2 - decided]);
      const int a = says(n.operands[1]);
      return a >= 0 && a == says(n.operands[2]) ? a : -1;
    }
    if (!n.op->is_condition) return -1;
    if (n.op->code == operation_code::logical_not) {
      const int inner = says(n.operands[0]);
      return inner < 0 ? inner : 1 - inner;
    }
    if (is_compound(*n.op)) {
      const int a = says(n.operands[0]), b = says(n.operands[1]), decisive = is_rule<and_rule>(*n.op) ? 0 : 1;
      return a == decisive || b == decisive ? decisive : (a < 0 ? a : b);
    }
    if (asks_for_zero(n)) return says(n.operands[0]);
    return path_.size == 0 ? -1 : order_.says(g, i);
  }

  struct said {
    int on_path;
    int known, epoch;
    int first, first_epoch;
  };
  static constexpr said nothing{-1, -1, -1, -1, -1};
  const graph& g;
  int epoch_ = 0;
  list<int> path_;  ///< conditions that were asked
  known_order order_;
  list<said> said_;  ///< of each node what is known, since when
};

}  // namespace nabla::detail
