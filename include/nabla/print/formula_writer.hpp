// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/graph.hpp>

namespace nabla::detail {

/// An operator between two operands: how it is written, and from which precedence on what surrounds it, and what its operands are, needs brackets.
struct infix_sign {
  const char* sign = nullptr;  ///< null: there is none
  int mine = 0;
  int right = 0;            ///< that of the right operand; the left one has that of the whole
  bool has_spaces = false;  ///< around the sign
};

/// Writes formulas with no more brackets than needed: text, messages of compilers, LaTeX. What they differ in is the style, a class derived from this with
///     put(text)                      to the end of what is written
///     writes_part(i)                 writes a name in place of node i, or nothing at all; true if so
///     writes_itself(i, surrounding)  writes a leaf, or what has a form of its own; true if so
///     infix(n)                       the sign between two operands
///     open, close                    brackets around what binds less than what surrounds it
///     put_head(n), put_end(i)        around the operands of a call
///     of_sign, of_negated            precedence of -u, and that which u needs
template <class Style>
struct formula_writer {
  static constexpr int lowest = -100;  ///< of all precedences: nothing is bracketed

  const graph& g;

  constexpr explicit formula_writer(const graph& from) : g(from) {}

  constexpr void write(int i, int surrounding = lowest) {
    if (!style().writes_part(i)) write_operation(i, surrounding);
  }
  constexpr void write_operation(int i, int surrounding) {
    if (style().writes_itself(i, surrounding)) return;
    const graph_node& n = g[i];
    if (n.op->code == operation_code::negate)
      return bracketed(Style::of_sign < surrounding, [&] {
        style().put("-");
        write(n.operands[0], Style::of_negated);
      });
    if (const infix_sign between = style().infix(n); between.sign != nullptr)
      return bracketed(between.mine < surrounding, [&] {
        write(n.operands[0], between.mine);
        if (between.has_spaces) style().put(" ");
        style().put(between.sign);
        if (between.has_spaces) style().put(" ");
        style().write_right(n.operands[1], between.right);
      });
    style().put_head(n, i);
    for (int k = 0; k < n.op->arity && n.operands[k] >= 0; ++k) {
      if (k > 0) style().put(", ");
      write(n.operands[k]);
    }
    style().put_end(n, i);
  }
  template <class Inside>
  constexpr void bracketed(bool needed, Inside inside) {
    if (needed) style().put(Style::open);
    inside();
    if (needed) style().put(Style::close);
  }
  constexpr void write_right(int i, int surrounding) { write(i, surrounding); }

 private:
  constexpr Style& style() { return static_cast<Style&>(*this); }
};

/// Signs and precedences as in C++, where the sign of a product may depend on what is multiplied.
constexpr infix_sign infix_of(const graph& g, const graph_node& n, const char* times, const char* divided, const char* elementwise = nullptr) {
  const int mine = n.op->precedence;
  switch (n.op->code) {
    case operation_code::add: return {" + ", mine, mine};
    case operation_code::subtract: return {" - ", mine, mine + 1};
    case operation_code::divide: return {divided, mine, mine + 1};
    case operation_code::matrix_product: return {times, mine, mine + 1};
    case operation_code::multiply: return {g[n.operands[0]].shape_index == 0 || g[n.operands[1]].shape_index == 0 ? times : elementwise, mine, mine + 1};
    default: return {};
  }
}

}  // namespace nabla::detail
