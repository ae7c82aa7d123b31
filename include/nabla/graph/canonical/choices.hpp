// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/canonical/products.hpp>

namespace nabla::detail {

/// c z, or where(c, z, 0).
template <class Maker>
constexpr int choice(Maker& m, int condition, int a, int shaped) {
  return m.spread(m.s.make(operation_of<where_rule>, condition, a, m.to.constant(0)), shaped);
}

/// The same, with the factors outside that are always numbers, and as a product where all are; -1 where it is to stay.
template <class Maker>
constexpr int choice_of_product(Maker& m, int condition, int a) {
  product_of_powers parts, outside, inside;
  m.multiply_by(parts, a, 1, false);
  m.w.collect(parts);
  if (!parts.fits || parts.coefficient.numerator == 0) return -1;
  outside.coefficient = parts.coefficient;
  for (int i = 0; i < parts.powers.size; ++i) {
    const power& p = parts.powers.data[i];
    const bool finite = m.w.values.is_finite(p.node) && !(p.below && m.w.values.may_be_zero(p.node));
    (finite ? outside : inside).powers.push(p);
  }
  if (inside.powers.size == 0) {
    if (m.depth == canonical_depth::written) return -1;
    outside.powers.push({condition, 1, false});
  } else {
    outside.powers.push({m.s.make(operation_of<where_rule>, condition, m.w.write(inside), m.to.constant(0)), 1, false});
  }
  return m.finish(outside);
}

/// The number in front of a node that stands there, which is no longer in front of it.
template <class Maker>
constexpr rational take_number(Maker& m, int& node, place there) {
  if (there == place::sheltered) return {1, 1};
  const place before = m.w.at;
  m.stand(there);
  product_of_powers product;
  m.multiply_by(product, node, 1, false);
  const rational number = product.coefficient;
  product.coefficient = {1, 1};
  const int rest = product.fits && number.numerator != 0 && !(number == rational{1, 1}) ? m.finish(product) : -1;
  m.stand(before);
  if (rest < 0) return {1, 1};
  node = rest;
  return number;
}
/// multiply_no_nan(u, v) is a product where a factor is a constant, and else has the numbers in front of its factors in front of itself.
template <class Maker>
constexpr int zero_product(Maker& m, const operation& op, int* operands, place first, place second, int shaped) {
  graph& to = m.to;
  for (int k : {0, 1})
    if (const graph_node& n = to.nodes.data[operands[k]]; n.op->code == operation_code::broadcast && m.s.is_constant(n.operands[0])) operands[k] = n.operands[0];
  if (m.s.is_zero(operands[1])) return m.spread(to.constant(0), shaped);
  if (m.s.is_zero(operands[0]) || m.s.is_constant(operands[0]) || m.s.is_constant(operands[1])) {
    product_of_powers product;
    for (int k : {0, 1}) m.multiply_by(product, operands[k], 1, false);
    if (const int result = m.finish(product); result >= 0) return m.spread(result, shaped);
    return to.apply(op, operands[0], operands[1]);
  }
  int u = operands[0], v = operands[1];
  const checked_rational number = product_of(take_number(m, u, first), take_number(m, v, second));
  return number.fits ? m.spread(m.w.scaled(number.value, m.s.make(op, u, v)), shaped) : m.s.make(op, operands[0], operands[1]);
}

}  // namespace nabla::detail
