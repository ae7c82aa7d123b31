// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/canonical/chains.hpp>
#include <nabla/rules/linear_algebra.hpp>

namespace nabla::detail {

// Inverses and determinants of products, for `equivalent`; each holds where both sides are defined.
//
//     inverse(inverse(Q))                  → Q
//     inverse(Q * R)                       → inverse(R) * inverse(Q)
//     inverse(2_c * x * Q)                 → inverse(Q) / (2_c * x)
//     Q * inverse(Q)                       → identity<3>
//     inverse(Q) * Q * u                   → u
//     transpose(inverse(Q)) * transpose(Q) → identity<3>
//     inverse(Q + R) * (Q + R)             → identity<3>
//     trace(inverse(Q) * R * Q)            → trace(R)
//     det(Q * R)                           → det(Q) * det(R)
//     det(inverse(Q))                      → 1_c / det(Q)
//     det(x * Q)                           → pow(x, 3_c) * det(Q)
//     logdet(Q * R)                        → logdet(Q) + logdet(R)
//     logdet(inverse(Q))                   → -logdet(Q)

/// The square pieces of a product: Q, R and Aᵀ A of Q R Aᵀ A.
template <class Maker>
constexpr void split_square(Maker& m, int node, list<int>& pieces) {
  list<int> factors;
  split_chain(m.to, node, factors);
  const extent size = m.to.shape_of(node).rows;
  for (int first = 0, i = 0; i < factors.size; ++i)
    if (m.to.shape_of(factors.data[i]).columns == size) {
      pieces.push(product_of_chain(m, chain_view{factors, factors}, first, i + 1));
      first = i + 1;
    }
}
/// What a node is the inverse of, also as a transpose; or -1.
template <class Maker>
constexpr int inverted(Maker& m, int node) {
  const graph_node n = m.to.nodes.data[node];
  if (is_rule<inverse_rule>(*n.op)) return n.operands[0];
  if (n.op->code != operation_code::transpose || !is_rule<inverse_rule>(*m.to.nodes.data[n.operands[0]].op)) return -1;
  return m.transposed(m.to.nodes.data[n.operands[0]].operands[0]);
}
template <class Maker>
constexpr int inverse_of(Maker& m, const operation& inverse, int piece) {
  const int of = inverted(m, piece);
  return of < 0 ? m.make_inverse_of_one(inverse, piece) : of;
}
/// Takes factors beside their inverse out of a product, if so many are left; did any go?
template <class Maker>
constexpr bool cancel_inverses(Maker& m, list<int>& factors, int left = 0) {
  for (int i = 0; i < factors.size; ++i) {
    const int of = inverted(m, factors.data[i]);
    if (of < 0) continue;
    list<int> same;
    split_chain(m.to, of, same);
    for (int first : {i - same.size, i + 1}) {
      bool equal = first >= 0 && first + same.size <= factors.size && factors.size - same.size - 1 >= left;
      for (int k = 0; k < same.size && equal; ++k) equal = factors.data[first + k] == same.data[k];
      if (!equal) continue;
      const int begin = first < i ? first : i;
      for (int k = begin + same.size + 1; k < factors.size; ++k) factors.data[k - same.size - 1] = factors.data[k];
      factors.size -= same.size + 1;
      return true;
    }
  }
  return false;
}
/// A product whose factors cancel, or -1.
template <class Maker>
constexpr int cancelled_product(Maker& m, int a, int b) {
  list<int> factors;
  bool any = false;
  for (int side : {a, b}) {
    if (m.is_sum(m.to.nodes.data[side].op->code)) factors.push(side);
    else split_chain(m.to, side, factors);
  }
  for (int i = 0; i < factors.size && !any; ++i) any = inverted(m, factors.data[i]) >= 0;
  if (!any || !cancel_inverses(m, factors)) return -1;
  while (cancel_inverses(m, factors)) {}
  if (factors.size == 0) {
    const extent size = m.to.shape_of(a).rows;
    return m.s.make(operation_of<rule_for<diag_rule, Maker>>, m.s.broadcast_to(m.to.constant(1), m.to.shape_index({size, matrix_shape(1, 1).columns})));
  }
  int result = factors.data[0];
  for (int i = 1; i < factors.size; ++i) result = m.make_matrix_product(result, factors.data[i]);
  return result;
}

/// tr(Q⁻¹ R Q) = tr(R): takes out what cancels in a rotation, but for the last factor.
template <class Maker>
constexpr void cancel_around(Maker& m, list<int>& factors) {
  for (int k = 0; k < factors.size; ++k) {
    while (cancel_inverses(m, factors, 1)) k = 0;
    const int first = factors.data[0];
    for (int j = 1; j < factors.size; ++j) factors.data[j - 1] = factors.data[j];
    factors.data[factors.size - 1] = first;
  }
}

/// (x Q R)⁻¹ = R⁻¹ Q⁻¹ / x, or -1 where there is nothing to take apart.
template <class Maker>
constexpr int inverse_of_product(Maker& m, const operation& inverse, int a) {
  product_of_powers scalars, result;
  const int rest = m.without_scalars(a, scalars);
  list<int> pieces;
  split_square(m, rest, pieces);
  if (!scalars.fits || scalars.coefficient.numerator == 0 || (rest == a && pieces.size == 1 && inverted(m, rest) < 0)) return -1;
  int product = inverse_of(m, inverse, pieces.data[pieces.size - 1]);
  for (int i = pieces.size - 2; i >= 0; --i) product = m.make_matrix_product(product, inverse_of(m, inverse, pieces.data[i]));
  result.multiply(quotient_of({1, 1}, scalars.coefficient));
  for (int i = 0; i < scalars.powers.size; ++i) result.powers.push({scalars.powers.data[i].node, scalars.powers.data[i].exponent, !scalars.powers.data[i].below});
  m.multiply_by(result, product, 1, false);
  return m.finish(result);
}
/// det(x Q R) = xⁿ det(Q) det(R), log |det(x Q R)| the sum of logarithms; or -1.
template <class Maker>
constexpr int determinant_of_product(Maker& m, const operation& op, int a) {
  product_of_powers scalars, result;
  sum_of_terms sum;
  const bool logarithm = is_rule<logdet_rule>(op);
  int rest = m.without_scalars(a, scalars);
  const extent size = m.to.shape_of(a).rows;
  if (rest != a && (logarithm || size.is_named() || size.size > 64 || !scalars.fits)) rest = a, scalars = {};
  list<int> pieces;
  split_square(m, rest, pieces);
  if (rest == a && pieces.size == 1 && inverted(m, rest) < 0) return -1;
  for (int i = 0; i < pieces.size; ++i) {
    const int of = inverted(m, pieces.data[i]), one = m.make_invariant_of_one(op, of < 0 ? pieces.data[i] : of);
    m.multiply_by(result, one, 1, of >= 0);
    m.w.split_sum(one, {of < 0 ? 1 : -1, 1}, sum);
  }
  if (logarithm) {
    m.w.collect(sum);
    return sum.fits ? m.write(sum) : -1;
  }
  if (rest != a) {
    result.multiply(power_of(scalars.coefficient, size.size));
    for (int i = 0; i < scalars.powers.size; ++i) result.powers.push({scalars.powers.data[i].node, scalars.powers.data[i].exponent * size.size, scalars.powers.data[i].below});
  }
  return m.finish(result);
}

}  // namespace nabla::detail
