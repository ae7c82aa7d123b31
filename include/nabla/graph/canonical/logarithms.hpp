// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/canonical/polynomial.hpp>
#include <nabla/rules/pieces.hpp>
#include <nabla/support/found_by_its_operands.hpp>

namespace nabla::detail {

found_by_its_operands over_one_denominator;

// Sizes, roots, powers and logarithms of products, for `equivalent`. Of one factor that may be negative the logarithm says that it is not; of two
// it says so of their product only, and what is left are the logarithms of their sizes: sqrt(x y) sqrt(x z) is |x| sqrt(y z), not x sqrt(y z).

/// |u|
template <class Maker>
constexpr int absolute(Maker& m, int u) {
  if (!m.w.values.may_be_negative(u) || is_rule<abs_rule>(*m.to.nodes.data[u].op)) return u;
  return m.s.make(operation_of<rule_for<abs_rule, Maker>>, u);
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
    if (is_rule<sign_rule>(*m.to.nodes.data[p.node].op)) {
      p.exponent *= 2;
    } else if (p.exponent % 2 != 0) {
      result.powers.push({absolute(m, p.node), 1, p.below});
      if (--p.exponent == 0) continue;
    }
    result.powers.push(p);
  }
  return m.finish(result);
}

/// n as a product of primes, but for what is left above a thousand: use(prime, exponent).
template <class Use>
constexpr void for_each_prime(std::int64_t n, Use use) {
  for (std::int64_t prime = 2; prime <= 1000 && prime * prime <= n; ++prime) {
    std::int64_t exponent = 0;
    for (; n % prime == 0; n /= prime) ++exponent;
    if (exponent > 0) use(prime, exponent);
  }
  if (n > 1) use(n, std::int64_t{1});
}

/// Have the factors signs of their own which their product does not tell?
template <class Maker>
constexpr bool hides_signs(Maker& m, const product_of_powers& parts) {
  int uncertain = 0;
  for (int i = 0; i < parts.powers.size; ++i) uncertain += parts.powers.data[i].exponent % 2 != 0 && m.w.values.may_be_negative(parts.powers.data[i].node);
  return uncertain > 1;
}

/// (Π u^e)^q = Π |u|^(e q) for even e, u^(e q) for others, or -1.
template <class Maker>
constexpr int power_of_product(Maker& m, int base, rational q) {  // a copy: the graph grows
  product_of_powers parts, result;
  m.multiply_by(parts, base, 1, false);
  m.w.collect(parts);
  const bool sizes = m.reduces() || hides_signs(m, parts), root_of_three = m.reduces() && q.denominator == 3;
  rational c = parts.coefficient;
  if (!parts.fits || c.numerator == 0 || (c.numerator < 0 && !root_of_three && !hides_signs(m, parts))) return -1;
  const bool alone = parts.powers.size == 1 && parts.powers.data[0].exponent == 1 && !parts.powers.data[0].below && c == rational{1, 1};
  if (alone && !m.reduces() && !m.is_exponential(parts.powers.data[0].node)) return -1;
  if (c.numerator < 0 && !root_of_three) c.numerator = -c.numerator;
  if (root_of_three) {
    const int root = m.make_function(operation_of<rule_for<cbrt_rule, Maker>>, base);
    m.multiply_by(result, root, q.numerator < 0 ? -q.numerator : q.numerator, q.numerator < 0);
    return m.finish(result);
  }
  const auto raise = [&](int node, std::int64_t exponent, bool below) {
    const checked_rational total = product_of(q, {below ? -exponent : exponent, 1});
    result.fits = result.fits && total.fits;
    const rational e = total.value;
    if (m.is_exponential(node)) {
      sum_of_terms sum;
      m.w.split_sum(m.to.nodes.data[node].operands[0], e, sum);
      m.w.collect(sum);
      result.powers.push({m.s.make(operation_of<rule_for<exp_rule, Maker>>, m.write(sum)), 1, false});
    } else if (e.denominator == 1 && m.s.is_constant(node)) {
      result.multiply(power_of(m.to.nodes.data[node].value, e.numerator));
    } else if (e.denominator == 1) {
      result.powers.push({node, e.numerator < 0 ? -e.numerator : e.numerator, e.numerator < 0});
    } else {
      result.powers.push({m.s.make(operation_of<rule_for<pow_rule, Maker>>, node, m.to.constant(e)), 1, false});
    }
  };
  for_each_prime(c.numerator, [&](std::int64_t prime, std::int64_t exponent) { raise(m.to.constant(prime), exponent, false); });
  for_each_prime(c.denominator, [&](std::int64_t prime, std::int64_t exponent) { raise(m.to.constant(prime), exponent, true); });
  for (int i = 0; i < parts.powers.size; ++i) {
    const power p = parts.powers.data[i];
    raise(p.exponent % 2 == 0 || sizes ? absolute(m, p.node) : p.node, p.exponent, p.below);
  }
  return result.fits ? m.finish(result) : -1;
}
/// cbrt(Π u^e) = Π cbrt(u)^e, or -1.
template <class Maker>
constexpr int cube_root_of_product(Maker& m, int a) {
  product_of_powers parts, result;
  m.multiply_by(parts, a, 1, false);
  m.w.collect(parts);
  const rational c = parts.coefficient;
  if (!parts.fits || c.numerator == 0 || (c == rational{1, 1} && parts.powers.size == 1 && parts.powers.data[0].exponent == 1 && !parts.powers.data[0].below)) return -1;
  const auto root = [&](int node, std::int64_t exponent, bool below) {
    if (exponent / 3 > 0) result.powers.push({node, exponent / 3, below});
    if (exponent % 3 > 0) result.powers.push({m.s.make(operation_of<rule_for<cbrt_rule, Maker>>, node), exponent % 3, below});
  };
  if (c.numerator < 0) result.coefficient = {-1, 1};
  for (bool below : {false, true})
    for_each_prime(below ? c.denominator : (c.numerator < 0 ? -c.numerator : c.numerator), [&](std::int64_t prime, std::int64_t exponent) {
      result.multiply(power_of({prime, 1}, below ? -(exponent / 3) : exponent / 3));
      if (exponent % 3 > 0) result.powers.push({m.s.make(operation_of<rule_for<cbrt_rule, Maker>>, m.to.constant(prime)), exponent % 3, below});
    });
  for (int i = 0; i < parts.powers.size; ++i) root(parts.powers.data[i].node, parts.powers.data[i].exponent, parts.powers.data[i].below);
  return m.finish(result);
}
/// sign(Π u^e) = Π sign(u)^e, or -1.
template <class Maker>
constexpr int sign_of_product(Maker& m, int a) {
  product_of_powers parts, result;
  m.multiply_by(parts, a, 1, false);
  m.w.collect(parts);
  const rational c = parts.coefficient;
  if (!parts.fits || c.numerator == 0) return -1;
  if (c.numerator < 0) result.coefficient = {-1, 1};
  for (int i = 0; i < parts.powers.size; ++i) {
    const power p = parts.powers.data[i];
    if (m.w.values[p.node].signs == known_values::positive) continue;
    const bool size = is_rule<abs_rule>(*m.to.nodes.data[p.node].op);
    const std::int64_t times = size || p.exponent % 2 == 0 ? 2 : 1;
    result.powers.push({m.s.make(operation_of<rule_for<sign_rule, Maker>>, size ? m.to.nodes.data[p.node].operands[0] : p.node), times, false});
  }
  return m.finish(result);
}

template <class Maker>
constexpr int negative_of(Maker& m, int a) {
  sum_of_terms sum;
  m.w.split_sum(a, {-1, 1}, sum);
  m.w.collect(sum);
  return m.write(sum);
}

/// E of a sum S = exp(E) S' of numbers, and S' in its place: of the exponents in S that which leaves the first of all such S'. Or -1.
template <class Maker>
constexpr int take_exponential(Maker& m, int& node) {
  constexpr int most = 6;
  sum_of_terms sum;
  m.w.split_sum(node, {1, 1}, sum);
  m.w.collect(sum);
  if (m.to.nodes.data[node].shape_index != 0 || !sum.fits || sum.terms.size + (sum.constant.numerator != 0) < 2 || sum.terms.size >= most) return -1;
  list<int> exponents;
  bool any = sum.constant.numerator != 0;
  if (any) exponents.push(m.to.constant(0));
  for (int i = 0; i < sum.terms.size; ++i) {
    product_of_powers parts;
    m.w.split_product(sum.terms.data[i].node, 1, false, parts);
    int exponent = m.to.constant(0);
    for (int k = 0; k < parts.powers.size; ++k)
      if (m.is_exponential(parts.powers.data[k].node) && parts.powers.data[k].exponent == 1 && !parts.powers.data[k].below) exponent = m.to.nodes.data[parts.powers.data[k].node].operands[0];
    exponents.push(exponent);
  }
  int best = -1, result = -1;
  for (int e = 0; e < exponents.size; ++e) {
    sum_of_terms shifted;
    int candidate = node;
    if (!m.s.is_constant(exponents.data[e], 0)) {
      const int factor = m.s.make(operation_of<rule_for<exp_rule, Maker>>, negative_of(m, exponents.data[e]));
      for (int i = 0; i <= sum.terms.size; ++i) {
        if (i == sum.terms.size && sum.constant.numerator == 0) continue;
        product_of_powers product;
        if (i < sum.terms.size) m.w.split_product(sum.terms.data[i].node, 1, false, product);
        product.powers.push({factor, 1, false});
        const int term = m.finish(product);
        if (term < 0) return -1;
        m.w.split_sum(term, i < sum.terms.size ? sum.terms.data[i].coefficient : sum.constant, shifted);
      }
      m.w.collect(shifted);
      if (!shifted.fits) return -1;
      candidate = m.write(shifted);
    }
    if (best < 0 || m.to.is_before(candidate, best)) {
      best = candidate;
      result = exponents.data[e];
    }
  }
  node = best;
  return result;
}

/// log(Π u^e) = Σ e log u, of |u| for even e and where the signs of several are not known, or -1.
template <class Maker>
constexpr int logarithm_of_product(Maker& m, int a) {
  product_of_powers written, parts;
  m.multiply_by(written, a, 1, false);
  m.w.collect(written);
  parts.coefficient = written.coefficient;
  for (int i = 0; i < written.powers.size; ++i) {
    const power p = written.powers.data[i];
    int numerator = p.node;
    product_of_powers denominator;
    if (!m.is_sum(m.to.nodes.data[p.node].op->code) || m.w.is_atomic(p.node) || !over_one_denominator(m, numerator, denominator)) {
      parts.powers.push(p);
      continue;
    }
    m.multiply_by(parts, numerator, p.exponent, p.below);
    for (int k = 0; k < denominator.powers.size; ++k) parts.powers.push({denominator.powers.data[k].node, denominator.powers.data[k].exponent * p.exponent, !p.below});
  }
  m.w.collect(parts);
  const bool hidden = hides_signs(m, parts), sizes = hidden || m.reduces();
  const rational c = parts.coefficient;
  if (!written.fits || !parts.fits || c.numerator == 0 || (c.numerator < 0 && !hidden)) return -1;
  sum_of_terms sum;
  const auto add = [&](int node, const rational& times, bool size) {
    if (m.is_exponential(node)) return m.w.split_sum(m.to.nodes.data[node].operands[0], times, sum);
    rational factor = times;
    int exponent = -1;
    if (m.to.nodes.data[node].op->code == operation_code::power) {
      const int e = m.to.nodes.data[node].operands[1];
      if (m.s.is_constant(e)) {
        const checked_rational both = product_of(times, m.to.nodes.data[e].value);
        sum.fits = sum.fits && both.fits;
        factor = both.value;
        node = m.to.nodes.data[node].operands[0];
      } else if (m.reduces()) {
        exponent = e;
        node = m.to.nodes.data[node].operands[0];
      }
    }
    if (m.is_sum(m.to.nodes.data[node].op->code) && !m.w.is_atomic(node))
      if (const int common = take_exponential(m, node); common >= 0) m.w.split_sum(common, factor, sum);
    const int logarithm = m.to.apply(operation_of<rule_for<log_rule, Maker>>, size || exponent >= 0 ? absolute(m, node) : node);
    if (exponent < 0) {
      sum.terms.push({factor, logarithm});
    } else {
      product_of_powers product;
      m.multiply_by(product, exponent, 1, false);
      product.powers.push({logarithm, 1, false});
      const int whole = m.finish(product);
      if (whole < 0) sum.fits = false;
      else m.w.split_sum(whole, factor, sum);
    }
  };
  for_each_prime(c.numerator < 0 ? -c.numerator : c.numerator, [&](std::int64_t prime, std::int64_t exponent) { add(m.to.constant(prime), {exponent, 1}, false); });
  for_each_prime(c.denominator, [&](std::int64_t prime, std::int64_t exponent) { add(m.to.constant(prime), {-exponent, 1}, false); });
  for (int i = 0; i < parts.powers.size; ++i) {
    const power& p = parts.powers.data[i];
    add(p.node, {p.below ? -p.exponent : p.exponent, 1}, sizes || p.exponent % 2 == 0);
  }
  m.w.collect(sum);
  return sum.fits ? m.write(sum) : -1;
}

}  // namespace nabla::detail
