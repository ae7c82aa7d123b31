// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/canonical/polynomial.hpp>
#include <nabla/rules/structure.hpp>

namespace nabla::detail {

// Products of matrices as lists of their factors.

/// The factors of a canonical product, first to last.
constexpr void split_chain(const graph& g, int node, list<int>& factors) {
  list<int> last_first;
  for (; g.nodes.data[node].op->code == operation_code::matrix_product; node = g.nodes.data[node].operands[0]) last_first.push(g.nodes.data[node].operands[1]);
  last_first.push(node);
  for (int i = last_first.size - 1; i >= 0; --i) factors.push(last_first.data[i]);
}

/// May a scalar factor go out of a sum of elements? What may be no number stays where perhaps there are none, for 0 times that is no number; and where it matters
/// whether something is infinite or NaN what may be infinite does: u - v may be either, times that. The number of elements goes out: a mean is taken to be of some.
template <class Maker>
constexpr bool goes_out(Maker& m, const power& p, bool may_be_empty, int shape_index) {
  if (shape_index != 0) return false;
  if (m.expands() || m.to.nodes.data[p.node].op->code == operation_code::count || (m.w.values.is_finite(p.node) && !(p.below && m.w.values.may_be_zero(p.node)))) return true;
  return !may_be_empty && (m.w.at == place::open || (m.w.at == place::below && !p.below && m.w.values.never_infinite(p.node)));
}
template <class Maker>
constexpr bool goes_out(Maker& m, const power& p, bool may_be_empty) { return goes_out(m, p, may_be_empty, m.to.nodes.data[p.node].shape_index); }
/// Is a number that may be none a term of a sum of matrices?
template <class Maker>
constexpr bool has_scalar_term(Maker& m, int node) {
  sum_of_terms sum;
  m.w.split_sum(node, {1, 1}, sum, true);
  for (int i = 0; i < sum.terms.size; ++i)
    if (m.to.nodes.data[sum.terms.data[i].node].shape_index == 0 && !m.w.values.is_finite(sum.terms.data[i].node)) return true;
  return false;
}
/// May a product of matrices, or its trace, be a number in one way of bracketing it and none in another? See goes_out.
template <class Maker>
constexpr bool depends_on_brackets(Maker& m, const list<int>& factors) {
  if (factors.size <= 2) return false;
  for (int i = 0; i < factors.size; ++i) {
    if (m.w.at != place::open && !m.w.values.never_infinite(factors.data[i])) return true;
    const extent added = m.to.shape_of(factors.data[i]).columns;
    if (i + 1 == factors.size && !(added == m.to.shape_of(factors.data[0]).rows)) continue;
    for (int k = 0; k < factors.size && !added.is_some(); ++k) {
      const shape& other = m.to.shape_of(factors.data[k]);
      if (!m.w.values.is_finite(factors.data[k]) && !(other.rows == added) && !(other.columns == added)) return true;
    }
  }
  return false;
}

/// Is a product Xᵀ X, or one of its rotations, if those serve?
template <class Maker>
constexpr bool is_gram(Maker& m, int node, bool rotations) {
  list<int> factors;
  split_chain(m.to, node, factors);
  const int half = factors.size / 2;
  if (factors.size % 2 != 0) return false;
  for (int first = 0; first < (rotations ? factors.size : 1); ++first) {
    bool mirrored = true;
    for (int k = 0; k < half && mirrored; ++k)
      mirrored = m.transposed(factors.data[(first + half - 1 - k) % factors.size]) == factors.data[(first + half + k) % factors.size];
    if (mirrored) return true;
  }
  return false;
}

/// Of a sum that has cancelled what 0 is to be multiplied by for the same; else -1.
template <class Maker>
constexpr int vanished(Maker& m, int node) {
  sum_of_terms sum;
  m.w.split_sum(node, {1, 1}, sum);
  m.w.collect(sum);
  if (!sum.fits || sum.constant.numerator != 0) return -1;
  for (int i = 0; i < sum.terms.size; ++i) {
    if (sum.terms.data[i].coefficient.numerator != 0) return -1;
    sum.terms.data[i].coefficient = {1, 1};
  }
  return m.w.write(sum);
}
/// exp(A) of exp(x + A); exp(x) is a scalar factor.
template <class Maker>
constexpr int without_scalar_exponent(Maker& m, int node, product_of_powers& scalars) {
  sum_of_terms exponent, scalar, matrix;
  const place before = m.w.at;
  if (!m.w.cancel && before == place::open) m.w.at = place::below;
  m.w.split_sum(m.to.nodes.data[node].operands[0], {1, 1}, exponent);
  m.w.collect(exponent);
  m.w.at = before;
  scalar.constant = exponent.constant;
  for (int i = 0; i < exponent.terms.size; ++i) (m.to.nodes.data[exponent.terms.data[i].node].shape_index == 0 ? scalar : matrix).terms.push(exponent.terms.data[i]);
  if (!exponent.fits || matrix.terms.size == 0 || (scalar.terms.size == 0 && scalar.constant.numerator == 0)) return node;
  const int inner = m.w.write(matrix);
  if (m.to.nodes.data[inner].shape_index != m.to.nodes.data[node].shape_index) return node;
  scalars.powers.push({m.s.make(operation_of<rule_for<exp_rule, Maker>>, m.w.write(scalar)), 1, false});
  return m.s.make(operation_of<rule_for<exp_rule, Maker>>, inner);
}

/// Factor number i of a chain that starts at `first`, or of its transpose, whose factors `turned` holds.
struct chain_view {
  const list<int>& factors;
  const list<int>& turned;
  int first = 0;
  bool transposed = false;
  constexpr int operator[](int i) const {
    const int at = (first + i) % factors.size;
    return transposed ? turned.data[at] : factors.data[at];
  }
};
template <class Maker>
constexpr bool is_before(Maker& m, const chain_view& a, const chain_view& b) {
  if (a.transposed != b.transposed) {
    int first = 0, second = 0;
    for (int i = 0; i < a.factors.size; ++i) {
      first += m.turns_in(a[i]);
      second += m.turns_in(b[i]);
    }
    if (first != second) return first < second;
  }
  for (int i = 0; i < a.factors.size; ++i)
    if (a[i] != b[i]) return m.to.is_before(a[i], b[i]);
  return false;
}

/// The factors of the transpose; a sign that one of them takes on goes to `scalars`. Numbers that stay in a factor, as what is summed up may be nothing, stay in its transpose.
template <class Maker>
constexpr list<int> transposed_chain(Maker& m, const list<int>& factors, product_of_powers& scalars) {
  list<int> turned;
  for (int i = factors.size - 1; i >= 0; --i) turned.push(m.without_scalars(m.transposed(factors.data[i]), scalars, true));
  return turned;
}

template <class Maker, class Chain>
constexpr int product_of_chain(Maker& m, const Chain& chain, int first, int last) {
  int result = -1;
  for (int i = first; i < last; ++i) result = result < 0 ? chain[i] : m.s.make(operation_of<matrix_product_rule>, result, chain[i]);
  return result;
}

/// With what a transpose has for numbers: of y / x as a matrix of one element y goes out, as 1 / x may be infinite.
constexpr void multiply_by_scalars(product_of_powers& product, const product_of_powers& scalars) {
  product.multiply({scalars.coefficient, scalars.fits});
  for (int i = 0; i < scalars.powers.size; ++i) product.powers.push(scalars.powers.data[i]);
}

/// The product of matrices; what of it is a number is a factor of its own, and that is its own transpose: uᵀ A v is vᵀ Aᵀ u.
template <class Maker>
constexpr void multiply_by_chain(Maker& m, product_of_powers& product, const list<int>& factors) {
  list<int> rest, segment;
  int seams = 0;
  for (int i = 0; i <= factors.size; ++i) {
    const bool seam = i == 0 ? m.to.shape_of(factors.data[0]).rows.is_one() : m.to.shape_of(factors.data[i - 1]).columns.is_one();
    if (seam) {
      if (seams == 0) {
        for (int k = 0; k < segment.size; ++k) rest.push(segment.data[k]);
      } else {
        product_of_powers scalars;
        const list<int> turned = transposed_chain(m, segment, scalars);
        const chain_view plain{segment, turned}, other{segment, turned, 0, true};
        const bool turn = is_before(m, other, plain);
        if (!turn && !is_before(m, plain, other) && m.is_minus_one(scalars)) product.coefficient = {0, 1};
        if (turn) multiply_by_scalars(product, scalars);
        m.multiply_by(product, product_of_chain(m, turn ? other : plain, 0, segment.size), 1, false);
      }
      segment.size = 0;
      ++seams;
    }
    if (i < factors.size) segment.push(factors.data[i]);
  }
  for (int k = 0; k < segment.size; ++k) rest.push(segment.data[k]);
  if (rest.size > 0) product.powers.push({product_of_chain(m, chain_view{rest, rest}, 0, rest.size), 1, false});
}

/// The trace of a product: of all rotations, and those of the transpose, the first. Where two factors meet in one row or column it is a number
/// by itself.
template <class Maker>
constexpr void multiply_by_trace(Maker& m, product_of_powers& product, const operation& trace, const list<int>& factors) {
  for (int i = 0; i < factors.size; ++i)
    if (m.to.shape_of(factors.data[i]).rows.is_one()) {
      list<int> rotated;
      for (int k = 0; k < factors.size; ++k) rotated.push(factors.data[(i + k) % factors.size]);
      multiply_by_chain(m, product, rotated);
      return;
    }
  product_of_powers scalars;
  const list<int> turned = transposed_chain(m, factors, scalars);
  chain_view best{factors, turned};
  for (int i = 0; i < factors.size; ++i)
    for (bool transposed : {false, true})
      if (const chain_view other{factors, turned, i, transposed}; is_before(m, other, best)) {
        best.first = i;
        best.transposed = transposed;
      }
  if (m.is_minus_one(scalars))
    for (int i = 0; i < factors.size; ++i)
      if (const chain_view other{factors, turned, i, !best.transposed}; !is_before(m, other, best) && !is_before(m, best, other)) product.coefficient = {0, 1};
  if (best.transposed) multiply_by_scalars(product, scalars);
  product.powers.push({m.s.make(trace, product_of_chain(m, best, 0, factors.size)), 1, false});
}

}  // namespace nabla::detail
