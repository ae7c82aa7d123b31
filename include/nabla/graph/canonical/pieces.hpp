// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/canonical/logarithms.hpp>
#include <nabla/rules/activations.hpp>
#include <nabla/rules/log_exponentials.hpp>
#include <nabla/rules/tails.hpp>

namespace nabla::detail {

// What `equivalent` looks for where multiplying out decides nothing: functions given by pieces are written with |u|, and distributions
// and inverse functions with one of their kind. Each holds where both sides are numbers.
//
//     x * sign(x)                 → abs(x)
//     max(x, y) - min(x, y)       → abs(x - y)
//     abs(x)                      → max(x, -x)
//     relu(x)                     → max(x, 0_c)
//     relu(x) - relu(-x)          → x
//     where(x > y, x, y)          → max(x, y)
//     heaviside(x)                → (1_c + sign(x)) / 2_c
//     erf(x) + erfc(x)            → 1_c
//     normal_cdf(x) + normal_cdf(-x) → 1_c
//     cbrt(x * x * x)             → x
//     pow(x, y)                   → exp(y * log(x))
//     log(pow(x, y))              → y * log(x)
//     softplus(x) - softplus(-x)  → x
//     sigmoid(logit(x))           → x
//     logaddexp(x, y)             → x + softplus(y - x)
//     cos(asin(x))                → sqrt(1_c - x * x)
//     atan(1_c / x)               → 2_c * atan(1_c) * sign(x) - atan(x)

/// p a + q b
template <class Maker>
constexpr int combination(Maker& m, const rational& p, int a, const rational& q, int b) {
  if (a < 0 || b < 0) return -1;
  sum_of_terms sum;
  m.w.split_sum(a, p, sum);
  m.w.split_sum(b, q, sum);
  m.w.collect(sum);
  return sum.fits ? m.write(sum) : -1;
}
/// max(a, b) = (a + b + |a - b|) / 2, min with a minus, or -1.
template <class Maker>
constexpr int extremum_by_size(Maker& m, int a, int b, bool maximum) {
  const int difference = combination(m, {1, 1}, a, {-1, 1}, b);
  if (difference < 0) return -1;
  const int size = m.make_function(operation_of<rule_for<abs_rule, Maker>>, difference), both = combination(m, {1, 2}, a, {1, 2}, b);
  return both < 0 ? -1 : combination(m, {1, 1}, both, {maximum ? 1 : -1, 2}, size);
}

/// q of a - b = q (u - v), or 0.
template <class Maker>
constexpr rational multiple_of(Maker& m, int a, int b, int u, int v) {
  int difference = combination(m, {1, 1}, a, {-1, 1}, b), other = combination(m, {1, 1}, u, {-1, 1}, v);
  if (difference < 0 || other < 0 || m.s.is_constant(difference) || m.s.is_constant(other)) return {0, 1};
  product_of_powers first, second;
  m.multiply_by(first, difference, 1, false);
  m.multiply_by(second, other, 1, false);
  m.w.collect(first);
  m.w.collect(second);
  const checked_rational q = quotient_of(first.coefficient, second.coefficient);
  first.coefficient = second.coefficient = {1, 1};
  return first.fits && second.fits && q.fits && m.w.write(first) == m.w.write(second) ? q.value : rational{0, 1};
}
/// where(u > v, a, b) with a - b = q (u - v), which is b + q max(u - v, 0), or -1.
template <class Maker>
constexpr int choice_by_size(Maker& m, int condition, int a, int b) {
  const operation& op = *m.to.nodes.data[condition].op;
  const bool greater = is_rule<greater_rule>(op) || is_rule<greater_equal_rule>(op), less = is_rule<less_rule>(op) || is_rule<less_equal_rule>(op);
  if (!greater && !less) return -1;
  const int u = m.to.nodes.data[condition].operands[less ? 1 : 0], v = m.to.nodes.data[condition].operands[less ? 0 : 1];
  if (m.to.nodes.data[u].shape_index != m.to.nodes.data[v].shape_index || m.to.nodes.data[a].shape_index != m.to.nodes.data[u].shape_index || m.to.nodes.data[b].shape_index != m.to.nodes.data[u].shape_index) return -1;
  const rational q = multiple_of(m, a, b, u, v);
  if (q.numerator == 0) return -1;
  const int difference = combination(m, {1, 1}, u, {-1, 1}, v), part = extremum_by_size(m, difference, m.to.constant(0), true);
  return part < 0 ? -1 : combination(m, {1, 1}, b, q, part);
}

template <class Maker>
constexpr int square_root(Maker& m, int u) {
  if (u < 0) return -1;
  const int known = power_of_product(m, u, {1, 2});
  return known >= 0 ? known : m.s.make(operation_of<rule_for<pow_rule, Maker>>, u, m.to.constant(rational{1, 2}));
}
/// (u > v) (u - v) = max(u - v, 0) in a product, where u - v is no sum; did anything change?
template <class Maker>
constexpr bool relate_conditions(Maker& m, product_of_powers& p) {
  const int size = p.powers.size;
  bool changed = false;
  for (int i = 0; i < size; ++i) {
    const graph_node c = m.to.nodes.data[p.powers.data[i].node];
    const bool greater = is_rule<greater_rule>(*c.op) || is_rule<greater_equal_rule>(*c.op), less = is_rule<less_rule>(*c.op) || is_rule<less_equal_rule>(*c.op);
    if ((!greater && !less) || p.powers.data[i].below || m.to.nodes.data[c.operands[0]].shape_index != m.to.nodes.data[c.operands[1]].shape_index) continue;
    const int difference = combination(m, {greater ? 1 : -1, 1}, c.operands[0], {greater ? -1 : 1, 1}, c.operands[1]);
    if (difference < 0) continue;
    for (int k = 0; k < size; ++k) {
      power& factor = p.powers.data[k];
      const int minus = negative_of(m, difference);
      if (factor.below || factor.exponent < 1 || (factor.node != difference && factor.node != minus) || m.is_sum(m.to.nodes.data[factor.node].op->code)) continue;
      const int part = extremum_by_size(m, difference, m.to.constant(0), true);
      if (part < 0) continue;
      if (factor.node == minus) p.multiply({{-1, 1}, true});
      --factor.exponent;
      p.powers.data[i].exponent = 0;
      p.powers.push({part, 1, false});
      changed = true;
      break;
    }
  }
  int kept = 0;
  for (int i = 0; i < p.powers.size; ++i)
    if (p.powers.data[i].exponent != 0) p.powers.data[kept++] = p.powers.data[i];
  p.powers.size = kept;
  return changed;
}

/// sin or cos of asin, acos, atan, or -1.
template <class Maker>
constexpr int of_inverse(Maker& m, bool cosine, int a) {
  const operation& inner = *m.to.nodes.data[a].op;
  const bool of_sine = is_rule<asin_rule>(inner), of_cosine = is_rule<acos_rule>(inner), of_tangent = is_rule<atan_rule>(inner);
  if (!of_sine && !of_cosine && !of_tangent) return -1;
  const int u = m.to.nodes.data[a].operands[0];
  if (!of_tangent && of_sine != cosine) return u;
  product_of_powers product;
  if (of_tangent && !cosine) m.multiply_by(product, u, 1, false);
  m.multiply_by(product, square_root(m, combination(m, {1, 1}, m.to.constant(1), {of_tangent ? 1 : -1, 1}, m.make_power(u, 2))), 1, of_tangent);
  return m.finish(product);
}

/// A function of one number by others of its kind, or -1.
template <class Maker>
constexpr int by_kind(Maker& m, const operation& op, int a) {
  const int one = m.to.constant(1);
  if (is_rule<relu_rule>(op)) return extremum_by_size(m, a, m.to.constant(0), true);
  if (is_rule<hardtanh_rule>(op)) {
    const int raised = extremum_by_size(m, a, m.to.constant(-1), true);
    return raised < 0 ? -1 : extremum_by_size(m, raised, one, false);
  }
  if (is_rule<heaviside_rule>(op) && m.w.values.is_finite(a)) return combination(m, {1, 2}, one, {1, 2}, m.make_function(operation_of<rule_for<sign_rule, Maker>>, a));
  if (is_rule<erfc_rule>(op)) return combination(m, {1, 1}, one, {-1, 1}, m.make_function(operation_of<rule_for<erf_rule, Maker>>, a));
  if (is_rule<normal_cdf_rule>(op)) {
    product_of_powers product;
    m.multiply_by(product, a, 1, false);
    product.powers.push({m.s.make(operation_of<rule_for<pow_rule, Maker>>, m.to.constant(2), m.to.constant(rational{1, 2})), 1, true});
    const int argument = m.finish(product);
    return argument < 0 ? -1 : combination(m, {1, 2}, one, {1, 2}, m.make_function(operation_of<rule_for<erf_rule, Maker>>, argument));
  }
  if (is_rule<acos_rule>(op)) return combination(m, {2, 1}, m.s.make(operation_of<rule_for<atan_rule, Maker>>, one), {-1, 1}, m.make_function(operation_of<rule_for<asin_rule, Maker>>, a));
  if (is_rule<atanh_rule>(op)) {
    const int above = m.make_function(operation_of<rule_for<log_rule, Maker>>, combination(m, {1, 1}, one, {1, 1}, a)), below = m.make_function(operation_of<rule_for<log_rule, Maker>>, combination(m, {1, 1}, one, {-1, 1}, a));
    return combination(m, {1, 2}, above, {-1, 2}, below);
  }
  if (is_rule<asinh_rule>(op) || is_rule<acosh_rule>(op)) {
    const int square = combination(m, {1, 1}, m.make_power(a, 2), {is_rule<asinh_rule>(op) ? 1 : -1, 1}, one);
    return m.make_function(operation_of<rule_for<log_rule, Maker>>, combination(m, {1, 1}, a, {1, 1}, square_root(m, square)));
  }
  if (is_rule<atan_rule>(op)) {
    product_of_powers parts;
    m.multiply_by(parts, a, 1, false);
    m.w.collect(parts);
    bool all_below = parts.fits && parts.coefficient.numerator != 0 && parts.powers.size > 0;
    for (int i = 0; i < parts.powers.size; ++i) all_below = all_below && parts.powers.data[i].below;
    const int inverse = all_below ? m.make_power(a, -1) : -1;
    if (inverse < 0) return -1;
    product_of_powers quarter;
    m.multiply_by(quarter, m.make_function(operation_of<rule_for<sign_rule, Maker>>, inverse), 1, false);
    quarter.powers.push({m.s.make(op, one), 1, false});
    return combination(m, {2, 1}, m.finish(quarter), {-1, 1}, m.make_function(op, inverse));
  }
  return -1;
}

}  // namespace nabla::detail
