// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/match.hpp>
#include <nabla/graph/simplify/node_maker.hpp>
#include <nabla/rules/arithmetic.hpp>
#include <nabla/rules/pieces.hpp>
#include <nabla/rules/powers.hpp>

namespace nabla::detail {

struct mean_rule;
struct row_means_rule;
struct column_means_rule;

/// Sums, products and quotients of two nodes, for a Maker whose make(operation, a, b) simplifies. -1: as it stands.
template <class Maker>
struct arithmetic_maker : node_maker {
  bool chooses = true;  ///< c z with a condition c means where(c, z, 0), see lower.hpp

  constexpr int make(const operation& op, int a, int b = -1) { return static_cast<Maker&>(*this).make(op, a, b); }
  constexpr int negate(int a) { return make(operation_of<negate_rule>, a); }
  constexpr int add(int a, int b) { return make(operation_of<add_rule>, a, b); }
  constexpr int subtract(int a, int b) { return make(operation_of<subtract_rule>, a, b); }
  constexpr int multiply(int a, int b) { return make(operation_of<multiply_rule>, a, b); }

  /// Is it a number of every scalar type? Else it has a rounding error of its own, which a difference of nearly equal numbers would show.
  static constexpr bool is_exact(const rational& r) {
    const std::int64_t largest = std::int64_t{1} << 24;
    return (r.denominator & (r.denominator - 1)) == 0 && r.numerator <= largest && r.numerator >= -largest;
  }

  constexpr int simplify_sum(const operation& op, int a, int b) {
    const operation_number first = g.nodes.data[a].op->code, second = g.nodes.data[b].op->code;
    const bool a_known = first == operation_code::constant, b_known = second == operation_code::constant;
    // a constant is never the second of two by key alone: look at both
    if (a_known && b_known)
      if (const int value = folded(sum_of(g.nodes.data[a].value, g.nodes.data[b].value)); value >= 0) return value;
    if ((a_known || first == operation_code::broadcast) && is_zero(a)) return g.nodes.data[a].shape_index == g.nodes.data[b].shape_index || g.nodes.data[a].shape_index == 0 ? b : -1;
    if ((b_known || second == operation_code::broadcast) && is_zero(b)) return g.nodes.data[b].shape_index == g.nodes.data[a].shape_index || g.nodes.data[b].shape_index == 0 ? a : -1;
    if (second == operation_code::negate) return subtract(a, operand(b, 0));
    if (first == operation_code::negate) return subtract(b, operand(a, 0));
    const int known = a_known ? a : (b_known ? b : -1);
    const int other = known == a ? b : a;
    if (known >= 0 && is(other, op.code))
      for (int k = 0; k < 2; ++k)
        if (is_constant(operand(other, k)))
          if (const checked_rational total = sum_of(g.nodes.data[known].value, g.nodes.data[operand(other, k)].value); total.fits && is_exact(total.value))
            return add(g.constant(total.value), operand(other, 1 - k));
    return collected(a, b, 1);
  }

  /// Is it A less its own mean, as Rule takes it, or a multiple of that?
  template <class Rule>
  constexpr bool is_centred(int i) const {
    for (;;) {
      const graph_node& n = g.nodes.data[i];
      if (n.op->code == operation_code::negate) i = n.operands[0];
      else if (n.op->code == operation_code::multiply && g.nodes.data[n.operands[0]].shape_index == 0) i = n.operands[1];
      else if ((n.op->code == operation_code::multiply || n.op->code == operation_code::divide) && g.nodes.data[n.operands[1]].shape_index == 0) i = n.operands[0];
      else return n.op->code == operation_code::subtract && is_rule<Rule>(*g.nodes.data[n.operands[1]].op) && g.nodes.data[n.operands[1]].operands[0] == n.operands[0];
    }
  }

  // The constant in front of a node.
  constexpr bool has_coefficient(int i) const {
    const graph_node& n = g.nodes.data[i];
    return n.op->code == operation_code::multiply && g.nodes.data[n.operands[0]].op->code == operation_code::constant;
  }
  constexpr rational coefficient(int i) const { return has_coefficient(i) ? g.nodes.data[operand(i, 0)].value : rational{1, 1}; }
  constexpr int without_coefficient(int i) const { return has_coefficient(i) ? operand(i, 1) : i; }

  // 2 x ± 3 x; a difference that is 0 stays, for x may be infinite.
  constexpr int collected(int a, int b, std::int64_t sign) {
    if (a != b && g.nodes.data[a].op->code != operation_code::multiply && g.nodes.data[b].op->code != operation_code::multiply) return -1;
    if (without_coefficient(a) != without_coefficient(b) || is_constant(a) || g.nodes.data[a].shape_index != g.nodes.data[b].shape_index) return -1;
    const checked_rational second = product_of(coefficient(b), {sign, 1}), total = sum_of(coefficient(a), second.value);
    return second.fits && total.fits && total.value.numerator != 0 ? multiply(g.constant(total.value), without_coefficient(a)) : -1;
  }

  //     x - c<-2>                           → x + 2_c
  constexpr int simplify_difference(const operation&, int a, int b) {
    if (is_constant(a) && is_constant(b))
      if (const checked_rational minus = negated(g.nodes.data[b].value); minus.fits)
        if (const int value = folded(sum_of(g.nodes.data[a].value, minus.value)); value >= 0) return value;
    if (is_zero(b)) return g.nodes.data[b].shape_index == g.nodes.data[a].shape_index || g.nodes.data[b].shape_index == 0 ? a : -1;
    if (is_zero(a)) return g.nodes.data[a].shape_index == g.nodes.data[b].shape_index || g.nodes.data[a].shape_index == 0 ? negate(b) : -1;
    if (is(b, operation_code::negate)) return add(a, operand(b, 0));
    if (is_constant(b) && g.nodes.data[b].value.numerator < 0)
      if (const int minus = folded(negated(g.nodes.data[b].value)); minus >= 0) return add(a, minus);
    if (is(a, operation_code::negate)) return negate(add(operand(a, 0), b));
    return collected(a, b, -1);
  }

  /// The product of two numbers, if in the place of the first it takes nothing out of the range of numbers: where it lies between that and 1.
  constexpr int milder(const rational& first, const rational& second) {
    const auto size = [](const rational& r) { return static_cast<double>(r.numerator < 0 ? -r.numerator : r.numerator) / static_cast<double>(r.denominator); };
    const checked_rational product = product_of(first, second);
    const double now = size(product.value), before = size(first);
    return product.fits && (now <= before || now <= 1) && (now >= before || now >= 1) ? g.constant(product.value) : -1;
  }

  /// u, of 1 / u, or -1.
  constexpr int inverted_one(int i) const {
    const graph_node& n = g.nodes.data[i];
    if (n.op->code == operation_code::divide) return is_constant(n.operands[0], 1) ? n.operands[1] : -1;
    return n.op->code == operation_code::other && is_rule<inv_rule>(*n.op) ? n.operands[0] : -1;
  }
  constexpr bool is_inverse(int i, int of) const {
    return inverted_one(i) == of;
  }
  /// a (b / a) with the two factors side by side, (a / a) b, and a² (b / a) as a (a / a) b: what else there is by a, or its square, may leave the range of the numbers.
  constexpr int beside_inverse(int a, int b) {
    const graph_node &n = g.nodes.data[a], &m = g.nodes.data[b];
    const bool apart = m.op->code == operation_code::multiply;
    const int inverted[] = {inverted_one(apart ? m.operands[0] : b), apart ? inverted_one(m.operands[1]) : -1};
    if (inverted[0] < 0 && inverted[1] < 0) return -1;  // as it mostly is
    const bool square = is_rule<sq_rule>(*n.op), product = n.op->code == operation_code::multiply;
    for (int i = 0; i < (product ? 2 : 1); ++i)
      for (int j = 0; j < (apart ? 2 : 1); ++j) {
        const int factor = product || square ? operand(a, i) : a, other = product ? operand(a, 1 - i) : (square ? factor : -1);
        const int inverse = apart ? operand(b, j) : b, rest = apart ? operand(b, 1 - j) : -1;
        if (inverted[j] != factor || (other < 0 && rest < 0)) continue;
        if ((rest >= 0 && (rest == factor || is_inverse(rest, inverse))) || (other >= 0 && (is_inverse(other, factor) || is_inverse(factor, other)))) continue;  // that stands beside one already
        const int pair = multiply(factor, inverse);
        return multiply(pair, other < 0 ? rest : (rest < 0 ? other : multiply(other, rest)));
      }
    return -1;
  }

  /// a b in this order, whatever the keys say, or its stable form.
  constexpr int product_in_order(const operation& op, int a, int b) {
    Maker& maker = static_cast<Maker&>(*this);
    int bound[max_arity];
    const int operands[max_arity] = {a, b, -1, -1};
    const facts* stable = nullptr;
    const bool may_have_form = !maker.meanings && (g.families.size > 0 || g.nodes.data[a].names_forms || g.nodes.data[b].names_forms);
    return may_have_form && find_stable_form(g, op, operands, maker.defining, bound, stable) ? maker.splice(*stable, bound, -1, -1) : g.apply(op, a, b);
  }
  constexpr int simplify_product(const operation& op, int a, int b) {
    operation_number first = g.nodes.data[a].op->code, second = g.nodes.data[b].op->code;
    const bool a_may_vanish = first == operation_code::constant || first == operation_code::broadcast, b_may_vanish = second == operation_code::constant || second == operation_code::broadcast;
    if ((a_may_vanish && is_zero(a) && static_cast<Maker&>(*this).vanishes(b)) || (b_may_vanish && is_zero(b) && static_cast<Maker&>(*this).vanishes(a))) return zero_like(op, a, b);
    if (second == operation_code::constant) {
      if (first == operation_code::constant) return folded(product_of(g.nodes.data[a].value, g.nodes.data[b].value));
      const int variable = a;
      a = b;
      b = variable;
      second = first;
      first = operation_code::constant;
    }
    if (first == operation_code::constant) {
      if (is_constant(a, 1)) return b;
      if (is_constant(a, -1)) return negate(b);
      if (is(b, operation_code::negate))
        if (const int minus = folded(negated(g.nodes.data[a].value)); minus >= 0) return multiply(minus, operand(b, 0));
      if (is(b, op.code) && is_constant(operand(b, 0)))
        if (const int value = folded(product_of(g.nodes.data[a].value, g.nodes.data[operand(b, 0)].value)); value >= 0) return multiply(value, operand(b, 1));
      if (is(b, operation_code::broadcast) && is_constant(operand(b, 0)))
        if (const int value = folded(product_of(g.nodes.data[a].value, g.nodes.data[operand(b, 0)].value)); value >= 0) return static_cast<Maker&>(*this).broadcast_to(value, g.nodes.data[b].shape_index);
      if (is(b, op.code) && has_coefficient(operand(b, 0)))
        if (const int value = milder(coefficient(operand(b, 0)), g.nodes.data[a].value); value >= 0) return multiply(multiply(value, without_coefficient(operand(b, 0))), operand(b, 1));
      return product_in_order(op, a, b);  // the constant stays in front, whatever the keys say
    }
    if (!chooses && g.has_conditions && g.is_condition(a) != g.is_condition(b)) return g.is_condition(a) ? multiply(g.apply(operation_of<abs_rule>, a), b) : multiply(a, g.apply(operation_of<abs_rule>, b));
    if (first == operation_code::negate) return negate(multiply(operand(a, 0), b));
    if (second == operation_code::negate) return negate(multiply(a, operand(b, 0)));
    const bool no_product = first != operation_code::multiply && second != operation_code::multiply;
    if (no_product && !is_rule<sq_rule>(*g.nodes.data[a].op) && !is_rule<sq_rule>(*g.nodes.data[b].op)) return -1;
    if (const int beside = beside_inverse(a, b); beside >= 0) return beside;
    if (const int beside = beside_inverse(b, a); beside >= 0) return beside;
    if (no_product) return -1;
    // x (c y) stays: x y may leave the range of the numbers where x (c y) does not. It reads c y x, whatever the keys say
    const bool of_a = has_coefficient(a), of_b = has_coefficient(b);
    if (!of_a && !of_b) return -1;
    if (!of_a) return product_in_order(op, b, a);
    if (!of_b) return product_in_order(op, a, b);
    if (const int rest = without_coefficient(a); rest == without_coefficient(b))  // what x takes out of the range, x x does too
      if (const int value = folded(product_of(coefficient(a), coefficient(b))); value >= 0) return multiply(multiply(value, rest), rest);
    if (const int value = milder(coefficient(a), coefficient(b)); value >= 0) return multiply(multiply(value, without_coefficient(a)), without_coefficient(b));
    if (const int value = milder(coefficient(b), coefficient(a)); value >= 0) return multiply(multiply(value, without_coefficient(b)), without_coefficient(a));
    return -1;
  }

  constexpr bool is_nonzero_number(int i) const {
    const int number = is(i, operation_code::broadcast) ? operand(i, 0) : i;
    return is_constant(number) && !is_zero(number);
  }

  constexpr int simplify_quotient(const operation& op, int a, int b) {
    if (is_constant(a) && is_constant(b))
      if (const int value = folded(quotient_of(g.nodes.data[a].value, g.nodes.data[b].value)); value >= 0) return value;
    if (is_constant(b, 1)) return a;
    if (is_zero(a) && is_nonzero_number(b)) return zero_like(op, a, b);  // 0 / x is not defined where x is 0, as a size with a name may be
    if (is(a, operation_code::negate)) return negate(make(op, operand(a, 0), b));
    if (is(b, operation_code::negate)) return negate(make(op, a, operand(b, 0)));
    return -1;
  }
};

}  // namespace nabla::detail
