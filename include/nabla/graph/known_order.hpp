// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/graph.hpp>
#include <nabla/rules/conditions.hpp>

namespace nabla::detail {

/// A bound of a number: a node that is a constant, -1 where there is none.
struct order_bound {
  int at = -1;
  bool strict = false;  ///< the number is not the bound itself
};

/// What the comparisons on a path say of one number: bounds of it, unless it is NaN.
struct number_order {
  order_bound low, high;
  bool ordered = false;  ///< it is no NaN
};

/// number > bound, and the like: a comparison of a number with a constant, the constant on the right.
struct bounded_number {
  int number = -1, bound = -1;
  bool up = false, down = false, strict = false;  ///< on which side of the bound the number lies; on neither: it is equal to it
  bool denied = false;  ///< not_equal
};

/// What comparisons with constants say of others, on the path that is being followed through a function: x >= 2 is not asked where x < 1 holds, so that the pieces of a
/// table, x >= a && x < b, are as many paths as pieces. A bound is at least as far as another if its double is: constants keep their order when they are
/// rounded to the scalar of a call, and may become equal.
struct known_order {
  struct change {
    int number;
    number_order before;
  };
  list<number_order> of = {};  ///< for each node
  list<change> changes = {};   ///< in order, to be taken back

  constexpr void learn(const graph& g, int condition, bool holds) {
    const graph_node& n = g.nodes.data[condition];
    if (n.op->code == operation_code::logical_not) return learn(g, n.operands[0], !holds);
    if (is_rule<and_rule>(*n.op) ? holds : is_rule<or_rule>(*n.op) && !holds)
      for (int k = 0; k < 2; ++k) learn(g, n.operands[k], holds);
    const bounded_number c = bounded(g, condition);
    if (c.number < 0) return;
    while (of.size <= c.number) of.push({});
    number_order& known = of.data[c.number];
    changes.push({c.number, known});
    const bool equal = !c.up && !c.down, is_true = holds != c.denied;
    if (equal && !is_true) return;
    if (is_true) known.ordered = true;
    if (equal || c.up == is_true) tighten(g, known.low, {c.bound, !equal && c.strict == is_true}, true);
    if (equal || c.down == is_true) tighten(g, known.high, {c.bound, !equal && c.strict == is_true}, false);
  }
  /// Takes back what was learned since there were so many changes.
  constexpr void forget(int from) {
    while (changes.size > from) {
      const change& last = changes.data[--changes.size];
      of.data[last.number] = last.before;
    }
  }
  /// 1 where the condition must hold, 0 where it cannot, else -1.
  constexpr int says(const graph& g, int condition) const {
    const graph_node& n = g.nodes.data[condition];
    if (n.op->code == operation_code::logical_not) {
      const int inner = says(g, n.operands[0]);
      return inner < 0 ? inner : 1 - inner;
    }
    const bool conjunction = is_rule<and_rule>(*n.op);
    if (conjunction || is_rule<or_rule>(*n.op)) {
      const int a = says(g, n.operands[0]), b = says(g, n.operands[1]), decisive = conjunction ? 0 : 1;
      return a == decisive || b == decisive ? decisive : (a < 0 ? a : b);
    }
    const bounded_number c = bounded(g, condition);
    if (c.number < 0 || c.number >= of.size) return -1;
    const number_order& known = of.data[c.number];
    const bool above = lies(g, known.low, c.bound, true), strictly_above = above && known.low.strict;
    const bool below = lies(g, known.high, c.bound, false), strictly_below = below && known.high.strict;
    if (!c.up && !c.down) {
      if (strictly_above || strictly_below) return c.denied;
      return known.ordered && known.low.at == c.bound && known.high.at == c.bound ? !c.denied : -1;
    }
    // NaN is on no side
    if (c.up ? (c.strict ? below : strictly_below) : (c.strict ? above : strictly_above)) return 0;
    return known.ordered && (c.up ? (c.strict ? strictly_above : above) : (c.strict ? strictly_below : below)) ? 1 : -1;
  }

 private:
  static constexpr bool is_number(const graph& g, int node) {
    const graph_node& n = g.nodes.data[node];
    if (n.op->code == operation_code::real) return real_value(n.value) == real_value(n.value);
    // whose quotient is rounded once, in float and double: others may change places
    const auto [numerator, denominator] = n.value;
    const std::int64_t largest = std::int64_t{1} << ((denominator & (denominator - 1)) == 0 ? 53 : 24);
    return n.op->code == operation_code::constant && numerator <= largest && numerator >= -largest && denominator <= largest;
  }
  static constexpr double number(const graph& g, int node) {
    const graph_node& n = g.nodes.data[node];
    return n.op->code == operation_code::real ? real_value(n.value) : static_cast<double>(n.value.numerator) / static_cast<double>(n.value.denominator);
  }
  static constexpr bounded_number bounded(const graph& g, int condition) {
    const graph_node& n = g.nodes.data[condition];
    if (!n.op->is_condition || n.op->arity != 2) return {};
    bounded_number c;
    if (is_rule<less_rule>(*n.op) || is_rule<less_equal_rule>(*n.op)) c.down = true;
    else if (is_rule<greater_rule>(*n.op) || is_rule<greater_equal_rule>(*n.op)) c.up = true;
    else if (is_rule<not_equal_rule>(*n.op)) c.denied = true;
    else if (!is_rule<equal_rule>(*n.op)) return {};
    c.strict = is_rule<less_rule>(*n.op) || is_rule<greater_rule>(*n.op);
    const bool swapped = is_number(g, n.operands[0]);
    if (!swapped && !is_number(g, n.operands[1])) return {};
    c.number = n.operands[swapped ? 1 : 0];
    c.bound = n.operands[swapped ? 0 : 1];
    if (swapped && c.up != c.down) {
      c.up = !c.up;
      c.down = !c.down;
    }
    return c;
  }
  // Is what lies beyond the bound, upwards or downwards, beyond `other` too?
  static constexpr bool lies(const graph& g, const order_bound& bound, int other, bool up) {
    if (bound.at < 0 || bound.at == other) return bound.at >= 0;
    return up ? number(g, bound.at) > number(g, other) : number(g, bound.at) < number(g, other);
  }
  static constexpr void tighten(const graph& g, order_bound& bound, const order_bound& by, bool up) {
    if (bound.at == by.at) bound.strict = bound.strict || by.strict;
    else if (bound.at < 0 || lies(g, by, bound.at, up)) bound = by;
  }
};

}  // namespace nabla::detail
