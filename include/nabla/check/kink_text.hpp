// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/machine.hpp>
#include <nabla/check/text.hpp>

namespace nabla::detail::numeric {

/// Writes nodes of a formula that is being checked: short ones, what is deep as three dots.
template <class T>
class node_writer {
 public:
  explicit node_writer(const machine<T>& from) : m(from) {}

  NABLA_COLD report_text operator()(int i, int depth = 3, int surrounding = -100) const {
    const formula_step& s = m.step(i);
    report_text text;
    switch (s.op.code) {
      case operation_code::symbol: return text.append(s.name);
      case operation_code::constant:
        text.append(static_cast<std::ptrdiff_t>(s.value.numerator));
        return s.value.denominator == 1 ? text : text.append("/").append(static_cast<std::ptrdiff_t>(s.value.denominator));
      case operation_code::real: return text.append(real_value(s.value));
      default: break;
    }
    if (depth == 0) return text.append("...");
    const bool is_infix = s.op.arity == 2 && s.op.precedence < 100 && s.operands[1] >= 0, is_negation = s.op.code == operation_code::negate;
    if (is_infix || is_negation) {
      const int mine = is_negation ? 2 : s.op.precedence;
      if (mine < surrounding) text.append("(");
      if (is_negation) text.append("-").append((*this)(s.operands[0], depth - 1, 3));
      else {
        const bool is_product = s.op.code == operation_code::multiply || s.op.code == operation_code::matrix_product;
        text.append((*this)(s.operands[0], depth - 1, mine)).append(" ").append(is_product ? "*" : s.op.text).append(" ");
        text.append((*this)(s.operands[1], depth - 1, mine + 1));
      }
      return mine < surrounding ? text.append(")") : text;
    }
    text.append(s.op.written != nullptr ? s.op.written : s.op.text).append("(");
    for (int k = 0; k < s.op.arity && s.operands[k] >= 0; ++k) text.append(k > 0 ? ", " : "").append((*this)(s.operands[k], depth - 1));
    return text.append(")");
  }

 private:
  const machine<T>& m;
};

/// "max(x, y) at x = y = 1": the node, the element, and its operands there.
template <class T>
NABLA_COLD report_text place_of(const machine<T>& m, const switched& where) {
  const formula_step& s = m.step(where.step);
  const cell& c = m.cell_of(where.step);
  const node_writer<T> write(m);
  report_text text = write(where.step);
  if (c.count() > 1) text.append("(").append(where.row).append(", ").append(where.column).append(")");
  text.append(" at ");
  if (!s.op.elementwise) return text.append(write(s.operands[0])).append(": equal elements");
  const auto value = [&](int k) {
    const cell& from = m.cell_of(s.operands[k]);
    return static_cast<double>(m.at_point(s.operands[k], from.rows == 1 ? 0 : where.row, from.columns == 1 ? 0 : where.column));
  };
  bool first = true;
  for (int k = 0; k < s.op.arity; ++k) {
    const bool is_constant = m.step(s.operands[k]).op.code == operation_code::constant;
    if (is_constant && s.op.arity > 1) continue;
    const bool same_as_next = s.op.arity == 2 && k == 0 && m.step(s.operands[1]).op.code != operation_code::constant && value(0) == value(1);
    text.append(first ? "" : (same_as_next ? ", " : "")).append(write(s.operands[k]));
    first = false;
    if (same_as_next) text.append(" = ");
    else {
      text.append(" = ").append(value(k));
      if (k + 1 < s.op.arity && m.step(s.operands[k + 1]).op.code != operation_code::constant) text.append(", ");
    }
  }
  return text;
}

}  // namespace nabla::detail::numeric
