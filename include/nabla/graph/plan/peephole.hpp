// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/walk.hpp>
#include <nabla/rules/fused.hpp>
#include <nabla/rules/losses.hpp>
#include <nabla/rules/pieces.hpp>

namespace nabla::detail {

//     x * y + z        → call<multiply_add_rule>(x, y, z)
//     x * y - z        → call<multiply_subtract_rule>(x, y, z)
//     z - x * y        → call<subtract_product_rule>(x, y, z)
//     (x > y) * z      → call<masked_rule>(x > y, z)
//     heaviside(x - y) → call<heaviside_difference_rule>(x, y)
//     max(x, 1_c)      → call<max_of_number_rule>(1_c, x)
//     huber_slope(x, 1_c) → call<huber_slope_by_number_rule>(x, 1_c)
//     x * y + max(y, z)   → call<multiply_add_rule>(x, y, call<max_of_number_rule>(y, z))
//     where(abs(x) < y, 0_c, abs(x) - y) → call<excess_rule>(abs(x), y)
//     min(max(x, 0_c), 1_c) → call<min_of_number_rule>(1_c, call<max_of_number_rule>(0_c, x))

/// Is node i NaN where `operand` is, as the operations between them show? As deep as formulas write it.
constexpr bool carries_nan(const graph& g, int i, int operand, int depth = 3) {
  if (i == operand) return true;
  const graph_node& n = g[i];
  const operation_code code = n.op->code;
  if (depth == 0 || !(code == operation_code::add || code == operation_code::subtract || code == operation_code::multiply || code == operation_code::negate)) return false;
  return carries_nan(g, n.operands[0], operand, depth - 1) || (n.op->arity > 1 && carries_nan(g, n.operands[1], operand, depth - 1));
}

/// Is it where(|u| < v, 0, |u| - v)?
constexpr bool is_excess(const graph& g, const graph_node& n) {
  const graph_node& c = g[n.operands[0]];
  const graph_node& difference = g[n.operands[2]];
  return is_rule<less_rule>(*c.op) && difference.op->code == operation_code::subtract && difference.operands[0] == c.operands[0] && difference.operands[1] == c.operands[1] &&
      g.code_of(n.operands[1]) == operation_code::constant && g[n.operands[1]].value.numerator == 0 && is_rule<abs_rule>(*g[c.operands[0]].op) && difference.form == n.form;
}

/// The last pass before ordering. Of two sides of a maximum one is compared; where one is a constant, nobody asks whether it is NaN. What a condition is multiplied with is
/// chosen instead. A sum takes in a product that nobody else reads, u v + w, so that both are one expression.
/// Nodes are changed where they stand, and their keys no longer fit: nothing is added to the graph after this.
constexpr void peephole(graph& g, const int* outputs, int output_count) {
  const list<int> readers = count_readers(g, outputs, output_count, 2);  // an output has to exist by itself
  list<int> steps;  // heaviside(a - b), one for each unordered pair
  for (int i = 0; i < g.nodes.size; ++i) {
    graph_node& n = g.nodes.data[i];
    if (readers.data[i] == 0) continue;
    if (is_rule<heaviside_rule>(*n.op) && g.code_of(n.operands[0]) == operation_code::subtract) {
      const graph_node& difference = g[n.operands[0]];
      n.op = &operation_of<heaviside_difference_rule>;
      n.operands[1] = difference.operands[1];
      n.operands[0] = difference.operands[0];
      int k = 0;
      while (k < steps.size && !(g[steps.data[k]].operands[0] == n.operands[1] && g[steps.data[k]].operands[1] == n.operands[0])) ++k;
      if (k == steps.size) {
        steps.push(i);
      } else {
        n.op = &operation_of<complement_rule>;
        n.operands[0] = steps.data[k];
        n.operands[1] = -1;
      }
      continue;
    }
    if (n.op->code == operation_code::where && is_excess(g, n)) {
      const graph_node& difference = g[n.operands[2]];
      n.op = &operation_of<excess_rule>;
      n.operands[1] = difference.operands[1];
      n.operands[0] = difference.operands[0];
      n.operands[2] = -1;
      continue;
    }
    if (is_rule<huber_slope_rule>(*n.op) && g.code_of(n.operands[1]) == operation_code::constant && g[n.operands[1]].value.numerator > 0) {
      n.op = &operation_of<huber_slope_by_number_rule>;
      continue;
    }
    if (is_rule<max_rule>(*n.op) || is_rule<min_rule>(*n.op)) {
      const int side = g.code_of(n.operands[0]) == operation_code::constant ? 0 : 1;
      if (const int constant = n.operands[side]; g.code_of(constant) == operation_code::constant) {
        n.op = is_rule<max_rule>(*n.op) ? &operation_of<max_of_number_rule> : &operation_of<min_of_number_rule>;
        n.operands[1] = n.operands[1 - side];
        n.operands[0] = constant;
      }
      continue;
    }
    if (n.op->code == operation_code::multiply) {
      const int condition = g[n.operands[0]].op->is_condition ? 0 : 1;
      if (g[n.operands[condition]].op->is_condition) {
        const int c = n.operands[condition], other = n.operands[1 - condition];
        n.op = &operation_of<masked_rule>;
        n.operands[0] = c;
        n.operands[1] = other;
      }
      continue;
    }
    const bool sum = n.op->code == operation_code::add;
    if (!sum && n.op->code != operation_code::subtract) continue;
    for (int side = 0; side < 2; ++side) {
      const int extreme = n.operands[side], other = n.operands[1 - side];
      const bool is_max = is_rule<max_rule>(*g[extreme].op);
      if (readers.data[extreme] != 1 || !(is_max || is_rule<min_rule>(*g[extreme].op))) continue;
      graph_node& m = g.nodes.data[extreme];
      const int carried = carries_nan(g, other, m.operands[0]) ? 0 : 1;
      if (carried == 1 && !carries_nan(g, other, m.operands[1])) continue;
      m.op = is_max ? &operation_of<max_of_number_rule> : &operation_of<min_of_number_rule>;
      if (carried == 1) {
        const int first = m.operands[0];
        m.operands[0] = m.operands[1];
        m.operands[1] = first;
      }
    }
    for (int side = 1; side >= 0; --side) {
      const int product = n.operands[side], other = n.operands[1 - side];
      const graph_node& p = g.nodes.data[product];
      if (p.op->code != operation_code::multiply || readers.data[product] != 1 || p.form != n.form) continue;
      n.op = sum ? &operation_of<multiply_add_rule> : (side == 1 ? &operation_of<subtract_product_rule> : &operation_of<multiply_subtract_rule>);
      n.operands[0] = p.operands[0];
      n.operands[1] = p.operands[1];
      n.operands[2] = other;
      break;
    }
  }
}

}  // namespace nabla::detail
