// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/canonical/polynomial.hpp>
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
//     tanh(x)               → 2_c * sigmoid(2_c * x) - 1_c
//     sin(2_c * x)          → 2_c * sin(x) * cos(x)
//     cos(x + y)            → cos(x) * cos(y) - sin(x) * sin(y)
//     max(x, y) + min(x, y) → x + y

/// |u|
template <class Maker>
constexpr int absolute(Maker& m, int u) {
  if (!m.w.values.may_be_negative(u) || is_rule<abs_rule>(*m.to[u].op)) return u;
  return m.s.make(operation_of<abs_rule>, u);
}
/// |Π u^e| = Π |u|^e, or -1.
template <class Maker>
constexpr int absolute_of_product(Maker& m, int a) {
  product_of_powers parts, result;
  m.multiply_by(parts, a, 1, false);
  m.w.collect(parts);
  if (!parts.fits || parts.coefficient.numerator == 0) return -1;
  result.coefficient = {parts.coefficient.numerator < 0 ? -parts.coefficient.numerator : parts.coefficient.numerator, parts.coefficient.denominator};
  for (int i = 0; i < parts.powers.size; ++i) {
    power p = parts.powers.data[i];
    if (p.exponent % 2 != 0) {
      result.powers.push({absolute(m, p.node), 1, p.below});
      if (--p.exponent == 0) continue;
    }
    result.powers.push(p);
  }
  return m.finish(result);
}

/// The whole root of n, or 0.
constexpr std::int64_t whole_root_of(std::int64_t n) {
  if (n > 1000000000000) return 0;
  std::int64_t root = 0;
  for (std::int64_t bit = 1 << 20; bit > 0; bit /= 2)
    if ((root + bit) * (root + bit) <= n) root += bit;
  return root * root == n ? root : 0;
}
/// (Π u^e)^q = Π |u|^(e q) for even e, u^(e q) for others, or -1.
template <class Maker>
constexpr int power_of_product(Maker& m, int base, const rational& q) {
  product_of_powers parts, result;
  m.multiply_by(parts, base, 1, false);
  m.w.collect(parts);
  const rational c = parts.coefficient;
  if (!parts.fits || c.numerator <= 0 || (parts.powers.size == 1 && parts.powers.data[0].exponent == 1 && !parts.powers.data[0].below && c == rational{1, 1})) return -1;
  if (const std::int64_t above = whole_root_of(c.numerator), below = whole_root_of(c.denominator); q.denominator == 2 && above > 0 && below > 0)
    result.multiply(power_of({above, below}, q.numerator));
  else if (!(c == rational{1, 1})) result.powers.push({m.s.make(operation_of<pow_rule>, m.to.constant(c), m.to.constant(q)), 1, false});
  for (int i = 0; i < parts.powers.size; ++i) {
    const power p = parts.powers.data[i];
    const checked_rational total = product_of(q, {p.below ? -p.exponent : p.exponent, 1});
    const int node = p.exponent % 2 == 0 ? absolute(m, p.node) : p.node;
    if (!total.fits) return -1;
    if (total.value.denominator == 1) result.powers.push({node, total.value.numerator < 0 ? -total.value.numerator : total.value.numerator, total.value.numerator < 0});
    else result.powers.push({m.s.make(operation_of<pow_rule>, node, m.to.constant(total.value)), 1, false});
  }
  return m.finish(result);
}

/// log(Π u^e) = Σ e log u, of |u| for even e, or -1.
template <class Maker>
constexpr int logarithm_of_product(Maker& m, int a) {
  product_of_powers parts;
  m.multiply_by(parts, a, 1, false);
  m.w.collect(parts);
  const rational c = parts.coefficient;
  if (!parts.fits || c.numerator <= 0) return -1;
  sum_of_terms sum;
  auto add = [&](int node, const rational& times) {
    if (m.is_exponential(node)) return m.w.split_sum(m.to[node].operands[0], times, sum);
    rational factor = times;
    if (m.to.code_of(node) == operation_code::power && m.s.is_constant(m.to[node].operands[1])) {
      const checked_rational both = product_of(times, m.to[m.to[node].operands[1]].value);
      sum.fits = sum.fits && both.fits;
      factor = both.value;
      node = m.to[node].operands[0];
    }
    sum.terms.push({factor, m.s.make(operation_of<log_rule>, node)});
  };
  if (c.numerator != 1) add(m.to.constant(c.numerator), {1, 1});
  if (c.denominator != 1) add(m.to.constant(c.denominator), {-1, 1});
  for (int i = 0; i < parts.powers.size; ++i) {
    const power& p = parts.powers.data[i];
    add(p.exponent % 2 == 0 ? absolute(m, p.node) : p.node, {p.below ? -p.exponent : p.exponent, 1});
  }
  m.w.collect(sum);
  return sum.fits ? m.write(sum) : -1;
}
/// exp(n log(u) + v) = u^n exp(v) for whole n, or -1.
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
    if (is_rule<log_rule>(*m.to[t.node].op) && t.coefficient.denominator == 1 && n != 0 && size < 1000) m.multiply_by(result, m.to[t.node].operands[0], size, n < 0);
    else rest.terms.push(t);
  }
  if (!sum.fits || rest.terms.size == sum.terms.size) return -1;
  if (const int v = m.write(rest); !m.s.is_constant(v, 0)) result.powers.push({m.s.make(operation_of<exp_rule>, v), 1, false});
  return m.finish(result);
}

template <class Maker>
constexpr int negative_of(Maker& m, int a) {
  sum_of_terms sum;
  m.w.split_sum(a, {-1, 1}, sum);
  m.w.collect(sum);
  return m.write(sum);
}
/// (eᵘ ± e⁻ᵘ) / 2
template <class Maker>
constexpr int by_exponentials(Maker& m, int u, bool minus) {
  sum_of_terms sum;
  m.w.split_sum(m.make_function(operation_of<exp_rule>, u), {1, 2}, sum);
  m.w.split_sum(m.make_function(operation_of<exp_rule>, negative_of(m, u)), {minus ? -1 : 1, 2}, sum);
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
    const int part = m.w.scaled({1, t.coefficient.denominator}, t.node), s = m.s.make(operation_of<sin_rule>, part), c = m.s.make(operation_of<cos_rule>, part);
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
  if (is_rule<sin_rule>(op) || is_rule<cos_rule>(op)) return of_angles(m, is_rule<cos_rule>(op), a);
  return -1;
}

/// max or min of any number of operands, each once and in one order.
template <class Maker>
constexpr int make_extremum(Maker& m, const operation& op, int a, int b, bool expand) {
  if (m.to[a].form != m.to[b].form) return m.s.make(op, a, b);
  list<int> todo, all;
  todo.push(a);
  todo.push(b);
  while (todo.size > 0) {
    const int node = todo.data[--todo.size];
    if (is_same_object(m.to[node].op, &op) && m.to[m.to[node].operands[0]].form == m.to[a].form && m.to[m.to[node].operands[1]].form == m.to[a].form)
      for (int k : {0, 1}) todo.push(m.to[node].operands[k]);
    else all.push(node);
  }
  sort(all, [&m](int u, int v) { return m.to.is_before(u, v); });
  int result = all.data[0], count = 1;
  for (int i = 1; i < all.size; ++i)
    if (all.data[i] != all.data[i - 1]) {
      result = m.s.make(op, result, all.data[i]);
      ++count;
    }
  if (!expand || count != 2 || !is_rule<min_rule>(op)) return result;
  sum_of_terms sum;  // min(u, v) = u + v - max(u, v)
  m.w.split_sum(a, {1, 1}, sum);
  m.w.split_sum(b, {1, 1}, sum);
  m.w.split_sum(m.s.make(operation_of<max_rule>, a, b), {-1, 1}, sum);
  m.w.collect(sum);
  return sum.fits ? m.write(sum) : result;
}

}  // namespace nabla::detail
