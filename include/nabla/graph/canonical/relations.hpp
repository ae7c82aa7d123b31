// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/canonical/identities.hpp>

namespace nabla::detail {

// What functions have to do with one another, for `equivalent`; each holds where both sides are defined.
//
//     pow(x, y) * pow(x, z) → pow(x, y + z)
//     sqrt(x) * sqrt(x)     → x
//     sq(cos(x))            → 1_c - sq(sin(x))
//     sq(cosh(x))           → 1_c + sq(sinh(x))
//     abs(x) * abs(x)       → sq(x)
//     sign(x) * abs(x)      → x
//     x / abs(x)            → sign(x)
//     pow(cbrt(x), 3_c)     → x
//     xlogy(x, x)           → x * log(x)
//     xdivy(x, y)           → x / y
//     cofactor(Q)           → det(Q) * transpose(inverse(Q))
//     diff(norm2(u), u)     → u / norm2(u)

constexpr std::int64_t floor_of(const rational& r) {
  return r.numerator >= 0 || r.numerator % r.denominator == 0 ? r.numerator / r.denominator : r.numerator / r.denominator - 1;
}

/// The base of a power whose exponent is no whole number, or -1.
template <class Maker>
constexpr int base_of_power(const Maker& m, int node) {
  if (m.to.nodes.data[node].op->code != operation_code::power || m.w.is_power(node)) return -1;
  return m.to.nodes.data[node].operands[0];
}

/// All powers of `base` in one: base^n base^rest, where n is a whole number and rest has a constant in [0, 1).
template <class Maker>
constexpr void merge_powers(Maker& m, product_of_powers& p, int base) {
  sum_of_terms exponent;
  int kept = 0;
  for (int i = 0; i < p.powers.size; ++i) {
    const power at = p.powers.data[i];
    const std::int64_t times = at.below ? -at.exponent : at.exponent;
    if (at.node == base) exponent.add_constant({times, 1});
    else if (base_of_power(m, at.node) == base) m.w.split_sum(m.to.nodes.data[at.node].operands[1], {times, 1}, exponent);
    else p.powers.data[kept++] = at;
  }
  p.powers.size = kept;
  m.w.collect(exponent);
  const std::int64_t whole = floor_of(exponent.constant);
  exponent.add_constant({-whole, 1});
  p.fits = p.fits && exponent.fits;
  if (const int rest = m.write(exponent); !m.s.is_constant(rest, 0)) p.powers.push({m.s.make(operation_of<rule_for<pow_rule, Maker>>, base, rest), 1, false});
  if (whole == 0) return;
  if (m.s.is_constant(base)) p.multiply(power_of(m.to.nodes.data[base].value, whole));
  else m.multiply_by(p, base, whole < 0 ? -whole : whole, whole < 0);
}

/// cbrt(u)³ = u; with s = sign(u) and m = |u|, where u = s m and s² m = m: all of u, |u| and sign(u) as u^k, u^(k - 1) |u| or sign(u). A
/// sum u stays apart, as its terms are multiplied by what stands beside it. Did anything change?
template <class Maker>
constexpr bool relate_signs(Maker& m, product_of_powers& p) {
  bool changed = false;
  const int size = p.powers.size;
  for (int i = 0; i < size; ++i) {
    const power at = p.powers.data[i];
    if (at.exponent >= 3 && m.s.template is_function<cbrt_rule>(at.node)) {
      p.powers.data[i].exponent = at.exponent % 3;
      m.multiply_by(p, m.to.nodes.data[at.node].operands[0], at.exponent / 3, at.below);
      changed = true;
    }
    if (at.exponent == 0 || (!m.s.template is_function<abs_rule>(at.node) && !m.s.template is_function<sign_rule>(at.node))) continue;
    const int u = m.to.nodes.data[at.node].operands[0];
    const bool is_sum = m.is_sum(m.to.nodes.data[u].op->code);
    std::int64_t of_u = 0, of_size = 0, of_sign = 0;
    int parts = 0;
    bool needed = false;
    const auto for_each = [&](auto use) {
      for (int k = 0; k < size; ++k) {
        power& q = p.powers.data[k];
        const bool size_of = m.s.template is_function<abs_rule>(q.node), sign_of = m.s.template is_function<sign_rule>(q.node);
        if (q.exponent != 0 && (q.node == u || ((size_of || sign_of) && m.to.nodes.data[q.node].operands[0] == u))) use(q, size_of && q.node != u, sign_of && q.node != u);
      }
    };
    for_each([&](power& q, bool size_of, bool sign_of) {
      const std::int64_t times = q.below ? -q.exponent : q.exponent;
      (size_of ? of_size : (sign_of ? of_sign : of_u)) += times;
      needed = needed || (size_of && q.exponent > 1) || (sign_of && (q.exponent > 2 || q.below));
      ++parts;
    });
    if (!needed && parts < 2) continue;
    // of a sum only what needs no size of it where there was none, or a quotient
    if (is_sum && of_u != 0 && of_size == 0) continue;
    const std::int64_t all = of_u + of_size;
    const bool odd = (of_u + of_sign) % 2 != 0;
    const bool by_size = all != 0 && (all % 2 != 0) != odd;
    if (!needed && parts == 2 && all != 0 && by_size && of_sign == 0) continue;  // u^k |u| as it is to be
    for_each([](power& q, bool, bool) { q.exponent = 0; });
    const std::int64_t rest = all < 0 ? -all : all;
    if (all == 0) {
      if (odd || (of_u == 0 && of_size == 0 && of_sign != 0)) p.powers.push({m.s.make(operation_of<rule_for<sign_rule, Maker>>, u), odd ? 1 : 2, false});
    } else {
      if (by_size) p.powers.push({m.s.make(operation_of<rule_for<abs_rule, Maker>>, u), 1, all < 0});
      if (rest - by_size > 0) m.multiply_by(p, u, rest - by_size, all < 0);
    }
    changed = true;
  }
  int kept = 0;
  for (int i = 0; i < p.powers.size; ++i)
    if (p.powers.data[i].exponent != 0) p.powers.data[kept++] = p.powers.data[i];
  p.powers.size = kept;
  return changed;
}

/// Brings the powers of a collected product to one form; did anything change?
template <class Maker>
constexpr bool relate(Maker& m, product_of_powers& p) {
  bool changed = false;
  list<int> bases;
  for (int i = 0; i < p.powers.size; ++i)
    if (const int base = base_of_power(m, p.powers.data[i].node); base >= 0) {
      bool known = false;
      for (int k = 0; k < bases.size; ++k) known = known || bases.data[k] == base;
      if (!known) bases.push(base);
    }
  for (int k = 0; k < bases.size; ++k) merge_powers(m, p, bases.data[k]);
  changed = bases.size > 0;
  if (m.reduces() && relate_conditions(m, p)) {
    changed = true;
    m.w.collect(p);
  }
  if (relate_signs(m, p)) {
    changed = true;
    m.w.collect(p);
  }
  for (int i = 0; i < p.powers.size; ++i) {
    const power at = p.powers.data[i];
    if (at.below || at.exponent < 2 || !m.s.template is_function<cos_rule>(at.node)) continue;
    const int partner = m.make_function(operation_of<rule_for<sin_rule, Maker>>, m.to.nodes.data[at.node].operands[0]);
    sum_of_terms sum;
    sum.add_constant({1, 1});
    m.w.split_sum(m.make_power(partner, 2), {-1, 1}, sum);
    m.w.collect(sum);
    p.powers.data[i].exponent = at.exponent % 2;
    p.powers.push({m.write(sum), at.exponent / 2, false});
    changed = true;
  }
  int kept = 0;
  for (int i = 0; i < p.powers.size; ++i)
    if (p.powers.data[i].exponent != 0) p.powers.data[kept++] = p.powers.data[i];
  p.powers.size = kept;
  return changed;
}

}  // namespace nabla::detail
