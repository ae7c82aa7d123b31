// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/canonical/polynomial.hpp>
#include <nabla/rules/linear_algebra.hpp>

namespace nabla::detail {

/// The transpose of a node in canonical form, in canonical form: all transposes at the leaves.
template <class Maker>
constexpr int transpose_of(Maker& m, int node) {
  const graph_node n = m.to.nodes.data[node];
  const int shape_index = m.to.shape_index(matrix_shape(m.to.shape_of(node).columns, m.to.shape_of(node).rows));
  switch (n.op->code) {
    case operation_code::broadcast: return m.spread(m.transposed(n.operands[0]), shape_index);
    case operation_code::matrix_product:
      // 0 A, which stands for where A is a number, see make_matrix_product
      if (m.s.is_zero(n.operands[0]) || m.s.is_zero(n.operands[1])) return m.to.apply(*n.op, m.transposed(n.operands[1]), m.transposed(n.operands[0]));
      return m.make_matrix_product(m.transposed(n.operands[1]), m.transposed(n.operands[0]));
    case operation_code::row_sums:
    case operation_code::column_sums: return m.make_reduction(Maker::turned(*n.op), m.transposed(n.operands[0]));
    case operation_code::row_maxima:
    case operation_code::column_maxima: return m.s.make(Maker::turned(*n.op), m.transposed_operand(*n.op, n.operands[0]));
    case operation_code::add:
    case operation_code::subtract: {
      sum_of_terms sum, turned;
      m.w.split_sum(node, {1, 1}, sum, true);
      turned.constant = sum.constant;
      for (int i = 0; i < sum.terms.size; ++i) m.w.split_sum(m.transposed(sum.terms.data[i].node), sum.terms.data[i].coefficient, turned);
      m.w.collect(turned);
      return turned.fits ? m.spread(m.write(turned), shape_index) : m.s.make(operation_of<transpose_rule>, node);
    }
    default: break;
  }
  if (is_rule<inverse_rule>(*n.op) && m.transposed_operand(*n.op, n.operands[0]) == n.operands[0]) return node;
  if (!n.op->elementwise) return m.s.make(operation_of<transpose_rule>, node);
  if (m.is_product(n.op->code) || m.w.is_power(node)) {
    product_of_powers product, parts;
    m.w.split_product(node, 1, false, parts, true);
    product.multiply({parts.coefficient, parts.fits});
    for (int i = 0; i < parts.powers.size; ++i)
      m.multiply_by(product, parts.powers.data[i].below ? m.transposed_operand(operation_of<rule_for<inv_rule, Maker>>, parts.powers.data[i].node) : m.transposed(parts.powers.data[i].node), parts.powers.data[i].exponent, parts.powers.data[i].below);
    const int result = m.finish(product);
    return result < 0 ? m.s.make(operation_of<transpose_rule>, node) : m.spread(result, shape_index);
  }
  int operands[max_arity] = {-1, -1, -1, -1};
  for (int k = 0; k < n.op->arity; ++k) operands[k] = m.transposed_operand(*n.op, n.operands[k]);
  if (n.op->arity == 1) return m.make_function(*n.op, operands[0]);
  return m.s.make(*n.op, operands[0], operands[1], operands[2], operands[3]);
}

}  // namespace nabla::detail
