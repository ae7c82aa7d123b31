// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/canonical/relations.hpp>

namespace nabla::detail {

// What `equivalent` adds to the canonical form: products of sums are multiplied out, and what stands below a fraction bar is one fraction.

inline constexpr std::int64_t largest_expanded_power = 16;
inline constexpr int largest_expansion = 4096;  ///< terms; a longer product stays as it is
inline constexpr int largest_work = 50000;      ///< products of terms in one formula; what comes after them stays as it is

/// Term i of a sum; after the last the constant.
template <class Maker>
constexpr void multiply_by_term(Maker& m, product_of_powers& product, const sum_of_terms& sum, int i) {
  if (i == sum.terms.size) {
    product.multiply({sum.constant, true});
  } else {
    product.multiply({sum.terms.data[i].coefficient, true});
    m.w.split_product(sum.terms.data[i].node, 1, false, product);
  }
}

template <class Maker>
constexpr bool is_multiplied_out(const Maker& m, const power& p) {
  return !p.below && !m.w.is_atomic(p.node) && m.is_sum(m.to.nodes.data[p.node].op->code) && p.exponent <= largest_expanded_power;
}

/// Σ of products where a product has sums among its factors, or -1.
template <class Maker>
constexpr int multiplied_out(Maker& m, const product_of_powers& product) {
  product_of_powers rest;
  rest.coefficient = product.coefficient;
  sum_of_terms result;
  for (int i = 0; i < product.powers.size; ++i)
    if (!is_multiplied_out(m, product.powers.data[i])) rest.powers.push(product.powers.data[i]);
  if (rest.powers.size == product.powers.size) return -1;
  const int alone = m.finish(rest);
  if (alone < 0) return -1;
  m.w.split_sum(alone, {1, 1}, result);
  for (int i = 0; i < product.powers.size; ++i) {
    const power& p = product.powers.data[i];
    if (!is_multiplied_out(m, p)) continue;
    sum_of_terms sum;
    m.w.split_sum(p.node, {1, 1}, sum);
    for (std::int64_t times = 0; times < p.exponent; ++times) {
      const int count = (result.terms.size + 1) * (sum.terms.size + 1);
      if (count > largest_expansion || count > m.budget) return -1;
      m.budget -= count;
      sum_of_terms product_of_sums;
      for (int a = 0; a <= result.terms.size; ++a)
        for (int b = 0; b <= sum.terms.size; ++b) {
          product_of_powers both;
          multiply_by_term(m, both, result, a);
          multiply_by_term(m, both, sum, b);
          if (both.fits && both.coefficient.numerator == 0) continue;
          const int node = m.finish(both);
          if (node < 0) return -1;
          m.w.split_sum(node, {1, 1}, product_of_sums);
        }
      m.w.collect(product_of_sums);
      result.terms = static_cast<list<term>&&>(product_of_sums.terms);
      result.constant = product_of_sums.constant;
      if (!product_of_sums.fits) return -1;
    }
  }
  return result.fits ? m.write(result) : -1;
}

/// Makes `node` its numerator and returns true, if some term of it has something below a fraction bar: their least common multiple is the
/// denominator then.
template <class Maker>
constexpr bool over_one_denominator(Maker& m, int& node, product_of_powers& denominator) {
  sum_of_terms sum, numerator;
  m.w.split_sum(node, {1, 1}, sum, true);
  for (int i = 0; i < sum.terms.size; ++i) {
    product_of_powers parts;
    m.w.split_product(sum.terms.data[i].node, 1, false, parts);
    for (int k = 0; k < parts.powers.size; ++k) {
      const power& p = parts.powers.data[k];
      if (!p.below) continue;
      int known = 0;
      while (known < denominator.powers.size && denominator.powers.data[known].node != p.node) ++known;
      if (known == denominator.powers.size) denominator.powers.push({p.node, p.exponent, false});
      else if (denominator.powers.data[known].exponent < p.exponent) denominator.powers.data[known].exponent = p.exponent;
    }
  }
  if (denominator.powers.size == 0) return false;
  for (int i = 0; i <= sum.terms.size; ++i) {
    product_of_powers part;
    multiply_by_term(m, part, sum, i);
    for (int k = 0; k < denominator.powers.size; ++k) part.powers.push(denominator.powers.data[k]);
    if (part.fits && part.coefficient.numerator == 0) continue;
    const int above = m.finish(part);
    if (above < 0) return false;
    m.w.split_sum(above, {1, 1}, numerator);
  }
  m.w.collect(numerator);
  if (!numerator.fits) return false;
  node = m.write(numerator);
  return true;
}

}  // namespace nabla::detail
