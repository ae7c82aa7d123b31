// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/canonical/pieces.hpp>
#include <nabla/rules/hyperbolic.hpp>
#include <nabla/rules/pieces.hpp>
#include <nabla/rules/trigonometric.hpp>

#include <initializer_list>

namespace nabla::detail {

// Functions of products and of sums, for `equivalent`; each holds where both sides are defined.
//
//     abs(x * y)            → abs(x) * abs(y)
//     sqrt(sq(x))           → abs(x)
//     sqrt(x * y)           → sqrt(x) * sqrt(y)
//     log(x * y / z)        → log(x) + log(y) - log(z)
//     log(sq(x))            → 2_c * log(abs(x))
//     exp(2_c * log(x) + y) → sq(x) * exp(y)
//     1_c + tanh(x)         → 2_c * sigmoid(2_c * x)
//     sin(2_c * x)          → 2_c * sin(x) * cos(x)
//     cos(x + y)            → cos(x) * cos(y) - sin(x) * sin(y)
//     max(x, y) + min(x, y) → x + y

/// The only factor log(u) of a product, and the rest, or -1.
template <class Maker>
constexpr int take_logarithm(Maker& m, int node, product_of_powers& rest) {
  product_of_powers parts;
  int argument = -1;
  m.w.split_product(node, 1, false, parts);
  for (int i = 0; i < parts.powers.size; ++i) {
    const power p = parts.powers.data[i];
    if (!is_rule<log_rule>(*m.to.nodes.data[p.node].op)) rest.powers.push(p);
    else if (argument >= 0 || p.exponent != 1 || p.below) return -1;
    else argument = m.to.nodes.data[p.node].operands[0];
  }
  return argument;
}
/// exp(q log(u) + v) = u^q exp(v), or -1.
template <class Maker>
constexpr int exponential_of_sum(Maker& m, int a) {
  sum_of_terms sum, rest;
  product_of_powers result;
  m.w.split_sum(a, {1, 1}, sum);
  m.w.collect(sum);
  rest.constant = sum.constant;
  for (int i = 0; i < sum.terms.size; ++i) {
    const term& t = sum.terms.data[i];
    const std::int64_t n = t.coefficient.numerator, size = n < 0 ? -n : n;
    product_of_powers exponent;
    if (is_rule<log_rule>(*m.to.nodes.data[t.node].op) && n != 0 && size < 1000) {
      const int u = m.to.nodes.data[t.node].operands[0];
      if (t.coefficient.denominator == 1) m.multiply_by(result, u, size, n < 0);
      else result.powers.push({m.s.make(operation_of<rule_for<pow_rule, Maker>>, u, m.to.constant(t.coefficient)), 1, false});
    } else if (const int u = n != 0 ? take_logarithm(m, t.node, exponent) : -1; u >= 0) {
      exponent.multiply({t.coefficient, true});
      const int e = m.finish(exponent);
      if (e < 0) return -1;
      result.powers.push({m.s.make(operation_of<rule_for<pow_rule, Maker>>, u, e), 1, false});
    } else {
      rest.terms.push(t);
    }
  }
  if (!sum.fits || rest.terms.size == sum.terms.size) return -1;
  if (const int v = m.write(rest); !m.s.is_constant(v, 0)) result.powers.push({m.s.make(operation_of<rule_for<exp_rule, Maker>>, v), 1, false});
  return m.finish(result);
}

/// (eᵘ ± e⁻ᵘ) / 2
template <class Maker>
constexpr int by_exponentials(Maker& m, int u, bool minus) {
  sum_of_terms sum;
  m.w.split_sum(m.make_function(operation_of<rule_for<exp_rule, Maker>>, u), {1, 2}, sum);
  m.w.split_sum(m.make_function(operation_of<rule_for<exp_rule, Maker>>, negative_of(m, u)), {minus ? -1 : 1, 2}, sum);
  m.w.collect(sum);
  return m.write(sum);
}

/// a b ± c d
template <class Maker>
constexpr int sum_of_products(Maker& m, int a, int b, int c, int d, bool minus) {
  sum_of_terms sum;
  for (bool second : {false, true}) {
    product_of_powers product;
    m.multiply_by(product, second ? c : a, 1, false);
    m.multiply_by(product, second ? d : b, 1, false);
    const int node = m.finish(product);
    if (node < 0) return -1;
    m.w.split_sum(node, {second && minus ? -1 : 1, 1}, sum);
  }
  m.w.collect(sum);
  return sum.fits ? m.write(sum) : -1;
}
/// sin or cos of a sum, or of a small multiple, by those of its parts; or -1.
template <class Maker>
constexpr int of_angles(Maker& m, bool cosine, int a) {
  constexpr std::int64_t most = 6;  // parts: what they multiply out to doubles with each
  sum_of_terms sum;
  m.w.split_sum(a, {1, 1}, sum);
  m.w.collect(sum);
  std::int64_t count = sum.constant.numerator != 0;
  for (int i = 0; i < sum.terms.size; ++i) {
    const std::int64_t n = sum.terms.data[i].coefficient.numerator;
    if (n == 0 || n > most || n < -most) return -1;
    count += n < 0 ? -n : n;
  }
  if (!sum.fits || count < 2 || count > most) return -1;
  if (sum.constant.numerator != 0) sum.terms.push({{1, 1}, m.to.constant(sum.constant)});
  int sine_of = m.to.constant(0), cosine_of = m.to.constant(1);
  for (int i = 0; i < sum.terms.size; ++i) {
    const term t = sum.terms.data[i];
    const int part = m.w.scaled({1, t.coefficient.denominator}, t.node), sine = of_inverse(m, false, part), other = of_inverse(m, true, part);
    const int s = sine >= 0 ? sine : m.s.make(operation_of<rule_for<sin_rule, Maker>>, part), c = sine >= 0 ? other : m.s.make(operation_of<rule_for<cos_rule, Maker>>, part);
    const bool minus = t.coefficient.numerator < 0;
    for (std::int64_t k = 0; k < (minus ? -t.coefficient.numerator : t.coefficient.numerator); ++k) {
      const int next = sum_of_products(m, sine_of, c, cosine_of, s, minus);
      cosine_of = sum_of_products(m, cosine_of, c, sine_of, s, !minus);
      sine_of = next;
      if (sine_of < 0 || cosine_of < 0) return -1;
    }
  }
  return cosine ? cosine_of : sine_of;
}

/// A function by those of its operand's parts, or -1.
template <class Maker>
constexpr int by_identity(Maker& m, const operation& op, int a) {
  if (is_rule<abs_rule>(op)) return absolute_of_product(m, a);
  if (is_rule<log_rule>(op)) return logarithm_of_product(m, a);
  if (is_rule<exp_rule>(op)) return exponential_of_sum(m, a);
  if (is_rule<sinh_rule>(op) || is_rule<cosh_rule>(op)) return by_exponentials(m, a, is_rule<sinh_rule>(op));
  if (is_rule<cbrt_rule>(op)) return cube_root_of_product(m, a);
  if (is_rule<sign_rule>(op)) return sign_of_product(m, a);
  if (is_rule<sin_rule>(op) || is_rule<cos_rule>(op)) {
    const int known = of_inverse(m, is_rule<cos_rule>(op), a);
    return known >= 0 ? known : of_angles(m, is_rule<cos_rule>(op), a);
  }
  return m.reduces() ? by_kind(m, op, a) : -1;
}

/// max or min of any number of operands, each once and in one order.
template <class Maker>
constexpr int make_extremum(Maker& m, const operation& op, int a, int b, bool expand) {
  if (m.to.nodes.data[a].shape_index != m.to.nodes.data[b].shape_index) return m.s.make(op, a, b);
  list<int> todo, all;
  todo.push(a);
  todo.push(b);
  while (todo.size > 0) {
    const int node = todo.data[--todo.size];
    if (is_same_object(m.to.nodes.data[node].op, &op) && m.to.nodes.data[m.to.nodes.data[node].operands[0]].shape_index == m.to.nodes.data[a].shape_index && m.to.nodes.data[m.to.nodes.data[node].operands[1]].shape_index == m.to.nodes.data[a].shape_index)
      for (int k : {0, 1}) todo.push(m.to.nodes.data[node].operands[k]);
    else all.push(node);
  }
  sort(all, [&m](int u, int v) { return m.to.is_before(u, v); });
  int result = all.data[0], count = 1;
  for (int i = 1; i < all.size; ++i)
    if (all.data[i] != all.data[i - 1]) {
      result = m.s.make(op, result, all.data[i]);
      ++count;
    }
  if (expand && m.reduces() && count == 2)
    if (const int known = extremum_by_size(m, a, b, is_rule<max_rule>(op)); known >= 0) return known;
  if (!expand || count != 2 || !is_rule<min_rule>(op)) return result;
  sum_of_terms sum;  // min(u, v) = u + v - max(u, v)
  m.w.split_sum(a, {1, 1}, sum);
  m.w.split_sum(b, {1, 1}, sum);
  m.w.split_sum(m.s.make(operation_of<rule_for<max_rule, Maker>>, a, b), {-1, 1}, sum);
  m.w.collect(sum);
  return sum.fits ? m.write(sum) : result;
}

}  // namespace nabla::detail
