// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/polynomial.hpp>

namespace nabla {

// What `equivalent` adds to the canonical form: products of sums are multiplied out.

inline constexpr std::int64_t largest_expanded_power = 16;
inline constexpr int largest_expansion = 4096;  ///< terms; a longer product stays as it is

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

/// Σ of products where a product has sums among its factors, or -1.
template <class Maker>
constexpr int multiplied_out(Maker& m, const product_of_powers& product) {
  product_of_powers rest;
  rest.coefficient = product.coefficient;
  sum_of_terms result, factor;
  bool found = false;
  for (int i = 0; i < product.powers.size; ++i)
    if (!product.powers.data[i].below && m.is_sum(m.to.code_of(product.powers.data[i].node)) && product.powers.data[i].exponent <= largest_expanded_power) found = true;
    else rest.powers.push(product.powers.data[i]);
  if (!found) return -1;
  m.w.split_sum(m.finish_one(rest), {1, 1}, result);
  for (int i = 0; i < product.powers.size; ++i) {
    const power& p = product.powers.data[i];
    if (p.below || !m.is_sum(m.to.code_of(p.node)) || p.exponent > largest_expanded_power) continue;
    sum_of_terms sum;
    m.w.split_sum(p.node, {1, 1}, sum);
    for (std::int64_t times = 0; times < p.exponent; ++times) {
      if ((result.terms.size + 1) * (sum.terms.size + 1) > largest_expansion) return -1;
      sum_of_terms product_of_sums;
      for (int a = 0; a <= result.terms.size; ++a)
        for (int b = 0; b <= sum.terms.size; ++b) {
          product_of_powers both;
          multiply_by_term(m, both, result, a);
          multiply_by_term(m, both, sum, b);
          if (both.coefficient.numerator != 0) m.w.split_sum(m.finish_one(both), {1, 1}, product_of_sums);
          product_of_sums.fits = product_of_sums.fits && both.fits;
        }
      m.w.collect(product_of_sums);
      result.terms = static_cast<list<term>&&>(product_of_sums.terms);
      result.constant = product_of_sums.constant;
      if (!product_of_sums.fits) return -1;
    }
  }
  return m.write(result);
}

}  // namespace nabla
