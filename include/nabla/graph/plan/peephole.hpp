// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/plan/deciding_digits.hpp>
#include <nabla/graph/plan/join_choices.hpp>
#include <nabla/rules/fused.hpp>
#include <nabla/rules/losses.hpp>
#include <nabla/rules/pieces.hpp>

namespace nabla::detail {

//     x * y + z        → call<multiply_add_rule>(x, y, z)
//     x * y - z        → call<multiply_subtract_rule>(x, y, z)
//     z - x * y        → call<subtract_product_rule>(x, y, z)
//     sqrt(x * x - y * z) → sqrt(call<rounded_product_rule>(x, x) - call<rounded_product_rule>(y, z))
//     x * y - floor(x * y) → call<rounded_product_rule>(x, y) - floor(call<rounded_product_rule>(x, y))
//     (x > y) * z      → call<masked_rule>(x > y, z)
//     heaviside(x - y) → call<heaviside_difference_rule>(x, y)
//     3_c * heaviside(x - y) → call<scaled_step_rule>(x, y, 3_c)
//     max(x, 1_c)      → call<max_of_number_rule>(1_c, x)
//     huber_slope(x, 1_c) → call<huber_slope_by_number_rule>(x, 1_c)
//     x * y + max(y, z)   → call<multiply_add_rule>(x, y, call<max_of_number_rule>(y, z))
//     where(abs(x) < y, 0_c, abs(x) - y) → call<excess_rule>(abs(x), y)
//     1_c / x * y → y / x
//     where(x > y && z > y, x, 0_c) + where(x > y && !(z > y), y, 0_c) → where(x > y, where(z > y, x, y), 0_c)
//     where(x > y, x, 0_c) + where(!(x > y) && z > y, z, 0_c) → where(x > y, x, where(z > y, z, 0_c))
//     where(x > y && z > y, z > y, 0_c) + where(!(x > y), y, 0_c) → where(x > y, z > y, y)
//     where(x > y, x, 0_c) + where(x <= y && z > y, z, 0_c) → where(x > y, x, 0_c) + where(x <= y && z > y, z, 0_c)
//     x * sigmoid_complement(y, x) → call<sigmoid_slope_rule>(y, x)
//     min(max(x, 0_c), 1_c) → call<min_of_number_rule>(1_c, call<max_of_number_rule>(0_c, x))

/// Is node i NaN where `operand` is, as the operations between them show? As deep as formulas write it.
constexpr bool carries_nan(const graph& g, int i, int operand, int depth = 3) {
  if (i == operand) return true;
  const graph_node& n = g.nodes.data[i];
  const operation_number code = n.op->code;
  if (depth == 0 || !(code == operation_code::add || code == operation_code::subtract || code == operation_code::multiply || code == operation_code::negate)) return false;
  return carries_nan(g, n.operands[0], operand, depth - 1) || (n.op->arity > 1 && carries_nan(g, n.operands[1], operand, depth - 1));
}

/// Is it where(|u| < v, 0, |u| - v)?
constexpr bool is_excess(const graph& g, const graph_node& n) {
  const graph_node& c = g.nodes.data[n.operands[0]];
  const graph_node& difference = g.nodes.data[n.operands[2]];
  return is_rule<less_rule>(*c.op) && difference.op->code == operation_code::subtract && difference.operands[0] == c.operands[0] && difference.operands[1] == c.operands[1] &&
      g.nodes.data[n.operands[1]].op->code == operation_code::constant && g.nodes.data[n.operands[1]].value.numerator == 0 && is_rule<abs_rule>(*g.nodes.data[c.operands[0]].op) && difference.shape_index == n.shape_index;
}

/// The last pass before ordering. Of two sides of a maximum one is compared; where one is a constant, nobody asks whether it is NaN. What a condition is multiplied with is
/// chosen instead. A sum of choices of which one is 0 is a choice. A sum takes in a product that nobody else reads, u v + w, so that both are one expression.
/// Nodes are changed where they stand, and their keys no longer fit: nothing is added to the graph after this.
// Entries are named by Late: they are made where a plan is, and not by who includes this.
template <class Late>
class peephole_pass {
 public:
  constexpr peephole_pass(graph& in, const int* outputs, int output_count) : g(in), readers_(count_readers(in, outputs, output_count, 2)) {}  // an output has to exist by itself

  constexpr void run() {
    for (int i = 0; i < g.nodes.size && decides_.size == 0; ++i)
      if (readers_.data[i] > 0 && is_of_products(g.nodes.data[i])) decides_ = deciding_digits{g}.find(readers_);
    for (int i = 0; i < g.nodes.size; ++i)
      if (readers_.data[i] > 0) visit(i);
  }

 private:
  constexpr void visit(int i) {
    graph_node& n = g.nodes.data[i];
    switch (n.op->code) {
      case operation_code::multiply:
        if (!multiple_of_step(i)) mask(n);
        return;
      case operation_code::add:
      case operation_code::subtract: return sum(i);
      case operation_code::where:
        if (is_excess(g, n)) take_operands(n, operation_of<rule_for<excess_rule, Late>>, g.nodes.data[n.operands[2]]);
        return;
      case operation_code::other: break;
      default: return;
    }
    if (is_rule<heaviside_rule>(*n.op) && g.nodes.data[n.operands[0]].op->code == operation_code::subtract) return step_of_difference(i);
    if (is_rule<huber_slope_rule>(*n.op) && is_constant(n.operands[1]) && g.nodes.data[n.operands[1]].value.numerator > 0) n.op = &operation_of<rule_for<huber_slope_by_number_rule, Late>>;
    else if (is_rule<max_rule>(*n.op) || is_rule<min_rule>(*n.op)) extremum(n);
  }
  constexpr bool is_constant(int i) const { return g.nodes.data[i].op->code == operation_code::constant; }
  constexpr bool is_one(int i) const { return is_constant(i) && g.nodes.data[i].value.numerator == 1 && g.nodes.data[i].value.denominator == 1; }
  /// An operation with the two operands of another node.
  static constexpr void take_operands(graph_node& n, const operation& op, const graph_node& from) {
    const int a = from.operands[0], b = from.operands[1];
    n.op = &op;
    n.operands[0] = a;
    n.operands[1] = b;
    n.operands[2] = -1;
  }

  /// heaviside(a - b), once for each unordered pair: heaviside(b - a) is its complement.
  constexpr void step_of_difference(int i) {
    graph_node& n = g.nodes.data[i];
    take_operands(n, operation_of<rule_for<heaviside_difference_rule, Late>>, g.nodes.data[n.operands[0]]);
    int k = 0;
    while (k < steps_.size && !(g.nodes.data[steps_.data[k]].operands[0] == n.operands[1] && g.nodes.data[steps_.data[k]].operands[1] == n.operands[0])) ++k;
    if (k == steps_.size) return steps_.push(i);
    n.op = &operation_of<rule_for<complement_rule, Late>>;
    n.operands[0] = steps_.data[k];
    n.operands[1] = -1;
  }
  /// A number c times a step that nobody else reads is one operation, once for each unordered pair: c heaviside(b - a) is c less the other. Was it such a product?
  constexpr bool multiple_of_step(int i) {
    graph_node& n = g.nodes.data[i];
    const int side = is_constant(n.operands[0]) ? 0 : 1, number = n.operands[side], step = n.operands[1 - side];
    if (!is_constant(number) || readers_.data[step] != 1 || g.nodes.data[step].shape_index != n.shape_index) return false;
    const bool is_complement = is_rule<complement_rule>(*g.nodes.data[step].op);
    const graph_node& s = g.nodes.data[is_complement ? g.nodes.data[step].operands[0] : step];
    if (!is_rule<heaviside_difference_rule>(*s.op)) return false;
    const int a = s.operands[is_complement ? 1 : 0], b = s.operands[is_complement ? 0 : 1];
    for (int k = 0; k < multiples_.size; ++k) {
      const graph_node& m = g.nodes.data[multiples_.data[k]];
      if (m.operands[0] != b || m.operands[1] != a || m.operands[2] != number) continue;
      n.op = &operation_of<subtract_rule>;
      n.operands[0] = number;
      n.operands[1] = multiples_.data[k];
      return true;
    }
    n.op = &operation_of<rule_for<scaled_step_rule, Late>>;
    n.operands[0] = a;
    n.operands[1] = b;
    n.operands[2] = number;
    multiples_.push(i);
    return true;
  }
  constexpr void extremum(graph_node& n) {
    const int side = is_constant(n.operands[0]) ? 0 : 1;
    if (!is_constant(n.operands[side])) return;
    if (side == 1) exchange_operands(n);
    n.op = of_number(*n.op);
  }
  constexpr void mask(graph_node& n) {
    if (!g.nodes.data[n.operands[0]].op->is_condition) {
      if (!g.nodes.data[n.operands[1]].op->is_condition) return product(n);
      exchange_operands(n);
    }
    n.op = &operation_of<rule_for<masked_rule, Late>>;
  }
  /// Of a reciprocal that nobody else reads; of a sigmoid and what is left of it to 1.
  constexpr void product(graph_node& n) {
    for (int side = 0; side < 2; ++side) {
      const graph_node& rest = g.nodes.data[n.operands[side]];
      if (readers_.data[n.operands[side]] == 1 && rest.op->code == operation_code::other && is_rule<sigmoid_complement_rule>(*rest.op) && rest.operands[1] == n.operands[1 - side] && rest.shape_index == n.shape_index)
        return take_operands(n, operation_of<rule_for<sigmoid_slope_rule, Late>>, rest);
      const graph_node& inverse = g.nodes.data[n.operands[side]];
      if (readers_.data[n.operands[side]] != 1 || inverse.op->code != operation_code::divide || inverse.shape_index != n.shape_index || !is_one(inverse.operands[0])) continue;
      n.op = inverse.op;
      n.operands[0] = n.operands[1 - side];
      n.operands[1] = inverse.operands[1];
      return;
    }
  }
  constexpr void sum(int i) {
    graph_node& n = g.nodes.data[i];
    if (n.op->code == operation_code::add && join_choices(g, readers_, i)) return;
    for (int side = 0; side < 2; ++side) {  // what is added is NaN where an operand of the maximum is: nobody asks there
      graph_node& m = g.nodes.data[n.operands[side]];
      if (readers_.data[n.operands[side]] != 1 || m.op->code != operation_code::other || !(is_rule<max_rule>(*m.op) || is_rule<min_rule>(*m.op))) continue;
      const int other = n.operands[1 - side], carried = carries_nan(g, other, m.operands[0]) ? 0 : 1;
      if (carried == 1 && !carries_nan(g, other, m.operands[1])) continue;
      m.op = of_number(*m.op);
      if (carried == 1) exchange_operands(m);
    }
    const bool rounds_both = is_of_products(n) && decides_.data[i] != deciding::nothing;
    for (int side = 0; side < 2; ++side) {
      const int product = n.operands[side];
      if (g.nodes.data[product].op->code == operation_code::multiply && (rounds_both || (readers_.data[product] > 1 && is_made_of(n.operands[1 - side], product)))) g.nodes.data[product].op = &operation_of<rule_for<rounded_product_rule, Late>>;
    }
    for (int side = 1; side >= 0; --side) {
      const int product = n.operands[side], other = n.operands[1 - side];
      const graph_node& p = g.nodes.data[product];
      if (p.op->code != operation_code::multiply || readers_.data[product] != 1 || p.shape_index != n.shape_index) continue;
      const bool is_added = n.op->code == operation_code::add;
      take_operands(n, is_added ? operation_of<rule_for<multiply_add_rule, Late>> : (side == 1 ? operation_of<rule_for<subtract_product_rule, Late>> : operation_of<rule_for<multiply_subtract_rule, Late>>), p);
      n.operands[2] = other;
      return;
    }
  }
  /// A difference of products, or of one and a quotient: of equal ones it is 0 only where both are rounded.
  constexpr bool is_of_products(const graph_node& n) const {
    if (n.op->code != operation_code::subtract) return false;
    const bool left = is_product(n.operands[0]), right = is_product(n.operands[1]);
    return (left && right) || (left && is_quotient(n.operands[1])) || (right && is_quotient(n.operands[0]));
  }
  constexpr bool is_quotient(int i) const { return g.nodes.data[i].op->code == operation_code::divide; }
  /// Perhaps another difference has it rounded already.
  constexpr bool is_product(int i) const { return g.nodes.data[i].op->code == operation_code::multiply || is_rule<rounded_product_rule>(*g.nodes.data[i].op); }
  /// As deep as formulas write what takes a number from itself, of a maximum or a rounding of it.
  constexpr bool is_made_of(int i, int part, int depth = 4) const {
    if (i == part) return true;
    const graph_node& n = g.nodes.data[i];
    for (int k = 0; i > part && depth > 0 && k < n.op->arity && n.operands[k] >= 0; ++k)
      if (is_made_of(n.operands[k], part, depth - 1)) return true;
    return false;
  }
  static constexpr const operation* of_number(const operation& extremum) { return is_rule<max_rule>(extremum) ? &operation_of<rule_for<max_of_number_rule, Late>> : &operation_of<rule_for<min_of_number_rule, Late>>; }
  static constexpr void exchange_operands(graph_node& n) {
    const int first = n.operands[0];
    n.operands[0] = n.operands[1];
    n.operands[1] = first;
  }

  graph& g;
  list<int> readers_;
  list<deciding> decides_;      ///< where there are differences of products
  list<int> steps_, multiples_;  ///< heaviside(a - b), c heaviside(a - b)
};
template <class Late = void>
constexpr void peephole(graph& g, const int* outputs, int output_count) { peephole_pass<Late>(g, outputs, output_count).run(); }

}  // namespace nabla::detail
