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

}  // namespace nabla::detail
