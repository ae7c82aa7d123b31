// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/simplify/simplify.hpp>
#include <nabla/rules/conditions.hpp>
#include <nabla/rules/pieces.hpp>
#include <nabla/support/found_by_its_operands.hpp>

namespace nabla::detail {

/// A node as a number, so that the kernels of small matrices write down what they compute.
struct node_number {
  simplifier* maker = nullptr;  ///< null: a number that is known
  int node = 0;                 ///< or that number

  constexpr node_number() = default;
  constexpr explicit node_number(int known) : node(known) {}
  constexpr node_number(simplifier* to, int at) : maker(to), node(at) {}
  constexpr int in(simplifier& s) const { return maker != nullptr ? node : s.g.constant(node); }

  static constexpr node_number of(const operation& op, const node_number& a, const node_number& b) {
    simplifier& s = *(a.maker != nullptr ? a.maker : b.maker);
    return {&s, s.make(op, a.in(s), b.in(s))};
  }
  friend constexpr node_number operator+(const node_number& a, const node_number& b) { return of(operation_of<add_rule>, a, b); }
  friend constexpr node_number operator-(const node_number& a, const node_number& b) { return of(operation_of<subtract_rule>, a, b); }
  friend constexpr node_number operator*(const node_number& a, const node_number& b) { return of(operation_of<multiply_rule>, a, b); }
  friend constexpr node_number operator/(const node_number& a, const node_number& b) { return of(operation_of<divide_rule>, a, b); }
  friend constexpr node_number operator-(const node_number& a) { return {a.maker, a.maker->make(operation_of<negate_rule>, a.node)}; }
};

/// A comparison of such numbers.
struct node_condition {
  simplifier* maker = nullptr;
  int node = -1;

  friend constexpr node_number select(const node_condition& c, const node_number& a, const node_number& b) {
    return {c.maker, c.maker->make(operation_of<where_rule>, c.node, a.in(*c.maker), b.in(*c.maker))};
  }
};
constexpr node_condition operator>(const node_number& a, const node_number& b) {
  const node_number holds = node_number::of(operation_of<greater_rule>, a, b);
  return {holds.maker, holds.node};
}
constexpr node_number abs(const node_number& a) { return {a.maker, a.maker->make(operation_of<abs_rule>, a.node)}; }

/// Such numbers as a matrix, column by column.
struct node_matrix {
  using scalar = node_number;
  node_number* data = nullptr;
  std::ptrdiff_t row_count = 0, column_count = 0;
  constexpr std::ptrdiff_t rows() const { return row_count; }
  constexpr std::ptrdiff_t columns() const { return column_count; }
  constexpr node_number& operator()(std::ptrdiff_t i, std::ptrdiff_t j) const { return data[i + j * row_count]; }
};

}  // namespace nabla::detail
