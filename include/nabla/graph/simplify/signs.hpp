// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/simplify/arithmetic.hpp>
#include <nabla/rules/matrix.hpp>

namespace nabla::detail {

struct greater_rule;
struct relu_rule;

constexpr bool never_less(const graph& g, int u, int v, int levels);

/// Is a node never negative, nor -0, whatever its symbols are? NaN it may be. A few levels are looked at: what many read would be walked as many times.
constexpr bool never_negative(const graph& g, int node, int levels = 6) {
  const graph_node& n = g.nodes.data[node];
  const auto is_so = [&](int k) { return levels > 0 && never_negative(g, n.operands[k], levels - 1); };
  switch (n.op->code) {
    case operation_code::constant: return n.value.numerator >= 0;
    case operation_code::count: return true;
    case operation_code::multiply:
    case operation_code::add:
    case operation_code::divide:
    case operation_code::matrix_product: return (n.op->code == operation_code::multiply && n.operands[0] == n.operands[1]) || (is_so(0) && is_so(1));
    case operation_code::power: {
      const graph_node& exponent = g.nodes.data[n.operands[1]];
      return (exponent.op->code == operation_code::constant && exponent.value.denominator == 1 && exponent.value.numerator % 2 == 0) || is_so(0);
    }
    case operation_code::subtract: return levels > 0 && never_less(g, n.operands[0], n.operands[1], levels - 1);
    case operation_code::where: return is_so(1) && is_so(2);
    case operation_code::broadcast:
    case operation_code::transpose:
    case operation_code::sum:
    case operation_code::row_sums:
    case operation_code::column_sums: return is_so(0);
    case operation_code::other: break;
    default: return false;
  }
  if (is_rule<sqrt_rule>(*n.op) || is_rule<relu_rule>(*n.op)) return is_so(0);  // of -0 they are -0
  return !n.op->is_condition && (n.op->range.positive || n.op->range.not_negative);
}

/// Is a node never positive? Of products, quotients and sums of what has one sign.
constexpr bool never_positive(const graph& g, int node, int levels = 6) {
  const graph_node& n = g.nodes.data[node];
  const auto has = [&](int k, bool negative) { return levels > 0 && (negative ? never_positive(g, n.operands[k], levels - 1) : never_negative(g, n.operands[k], levels - 1)); };
  switch (n.op->code) {
    case operation_code::constant: return n.value.numerator <= 0;
    case operation_code::negate: return has(0, false);
    case operation_code::add: return has(0, true) && has(1, true);
    case operation_code::subtract: return levels > 0 && never_less(g, n.operands[1], n.operands[0], levels - 1);
    case operation_code::multiply: return (has(0, true) && has(1, false)) || (has(0, false) && has(1, true));
    case operation_code::divide: return has(0, true) && has(1, false);  // not by what is never positive, which may be 0
    case operation_code::other: return is_rule<max_rule>(*n.op) && has(0, true) && has(1, true);
    default: return false;
  }
}

/// Is u never less than v, as y + sq(x) and y: by what is added to v, or taken from u, or by their signs? The sums are taken as they stand, then rounding does not turn it.
constexpr bool never_less(const graph& g, int u, int v, int levels) {
  const auto has = [&](int node, bool negative) { return negative ? never_positive(g, node, levels - 1) : never_negative(g, node, levels - 1); };
  if (u == v) return true;
  if (levels == 0) return false;
  for (const bool upper : {true, false}) {
    const graph_node& n = g.nodes.data[upper ? u : v];
    const bool is_difference = n.op->code == operation_code::subtract;
    if (!is_difference && n.op->code != operation_code::add) continue;
    for (int k = 0; k < (is_difference ? 1 : 2); ++k) {
      const int rest = n.operands[k], share = n.operands[1 - k];
      if (has(share, upper == is_difference) && (upper ? never_less(g, rest, v, levels - 1) : never_less(g, u, rest, levels - 1))) return true;
    }
  }
  return has(u, false) && has(v, true);
}

// What is never negative has no kink where it is 0: relu(sq(x)) has the second derivative 2 there, and heaviside(sq(x)) is 1 / 2. abs(sq(x)) stays,
// for complex numbers are not what they are the squares of; it is sq(x) where formulas are compared, and its slope is 1, see slope_by_sign().
//
//     relu(hadamard(u, u))                → hadamard(u, u)
//     relu(sqrt(x))                       → relu(sqrt(x))
//     relu(relu(x))                       → relu(x)
//     max(sq(x) / exp(y), 0_c)            → sq(x) / exp(y)
//     max(0_c, sq(y))                     → sq(y)
//     max(sq(A), 0_c)                     → sq(A)
//     abs(sq(x))                          → abs(sq(x))
//     clamp(sq(x), 0_c, 1_c)              → min(sq(x), 1_c)
//     norm1(sq(A))                        → sum(abs(sq(A)))
template <class Maker>
constexpr int simplify_by_sign(Maker& m, const operation& op, const int* operands) {
  const graph& g = m.g;
  if (is_rule<max_rule>(op)) {
    for (int k = 0; k < 2; ++k)
      if (m.is_zero(operands[k]) && (g.nodes.data[operands[k]].shape_index == 0 || g.nodes.data[operands[k]].shape_index == g.nodes.data[operands[1 - k]].shape_index) && never_negative(g, operands[1 - k])) return operands[1 - k];
    return -1;
  }
  const bool is_relu = is_rule<relu_rule>(op);
  if (is_relu && m.template is_function<relu_rule>(operands[0])) return operands[0];  // of -0 too
  const bool is_clamp = is_rule<clamp_rule>(op), is_norm1 = is_rule<norm1_rule>(op), is_abs = is_rule<abs_rule>(op);
  if (!(is_relu || is_clamp || is_norm1 || (is_abs && m.meanings)) || !never_negative(g, operands[0])) return -1;
  // what is outermost in the definition of clamp(u, 0, h) is min(u, h)
  if (is_clamp) return m.is_constant(operands[1], 0) ? m.make(*op.definition->op, operands[0], operands[2]) : -1;
  if (is_norm1) return m.make(*op.definition->op, m.make(*op.definition->operands[0]->op, operands[0]));
  return operands[0];
}

/// What has the sign of a node, without its factors and divisors of one sign: y of sq(x) * y. And the sign if it is known, 1 for never negative, else 0.
struct side {
  int node;
  int sign;
};
template <class Maker>
constexpr side side_of(Maker& m, int of) {
  const graph& g = m.g;
  bool turned = false;
  int u = of;
  for (int next = u; next >= 0;) {
    u = next;
    next = -1;
    if (m.is(u, operation_code::negate)) {
      next = m.operand(u, 0);
      turned = !turned;
    }
    const bool is_product = m.is(u, operation_code::multiply);
    for (int k = is_product ? 0 : 1; k < (is_product || m.is(u, operation_code::divide) ? 2 : 0) && next < 0; ++k) {
      const bool negative = is_product && never_positive(g, m.operand(u, k));
      if (!negative && !never_negative(g, m.operand(u, k))) continue;
      next = m.operand(u, 1 - k);
      turned = turned != negative;
    }
  }
  const bool above = never_negative(g, u), below = never_positive(g, u);
  if (above && below) return {of, 0};  // 0, as of max(x, x): each side has one half
  if (above || below) return {of, above != turned ? 1 : -1};
  const int shape_index = g.nodes.data[of].shape_index;
  return {m.broadcast_to(turned ? m.negate(u) : u, shape_index), 0};
}

/// The slope of a function whose slope jumps where its operand is 0: of an operand that has one sign it is the slope on that side, at 0 too, for the other
/// side is never reached. And what has one sign moves no kink: that of abs(sq(x) * y) is where y is 0, not where x is.
template <class Maker>
constexpr int slope_by_sign(Maker& m, int slope) {
  if (m.is(slope, operation_code::where)) {
    const int condition = m.operand(slope, 0), of_condition = slope_by_sign(m, condition);
    if (m.g.nodes.data[of_condition].op->code == operation_code::constant) return m.operand(slope, m.is_zero(of_condition) ? 2 : 1);
    return of_condition == condition ? slope : m.make(*m.g.nodes.data[slope].op, of_condition, m.operand(slope, 1), m.operand(slope, 2));
  }
  if (m.is(slope, operation_code::multiply)) {
    const int a = m.operand(slope, 0), b = m.operand(slope, 1), of_a = slope_by_sign(m, a), of_b = slope_by_sign(m, b);
    return of_a == a && of_b == b ? slope : m.multiply(of_a, of_b);
  }
  const bool is_sign = m.template is_function<sign_rule>(slope), is_condition = m.template is_function<greater_rule>(slope) && m.is_zero(m.operand(slope, 1));
  if (!is_sign && !is_condition && !m.template is_function<heaviside_rule>(slope)) return slope;
  const auto [node, sign] = side_of(m, m.operand(slope, 0));
  if (sign != 0) return m.g.constant(sign > 0 ? 1 : (is_sign ? -1 : 0));
  return node == m.operand(slope, 0) ? slope : m.make(*m.g.nodes.data[slope].op, node, m.operand(slope, 1));
}

}  // namespace nabla::detail
