// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/simplify/simplify.hpp>
#include <nabla/rules/conditions.hpp>
#include <nabla/rules/pieces.hpp>
#include <nabla/support/found_by_its_operands.hpp>

namespace nabla::detail {

/// A node as a number, so that the kernels of small matrices write down what they compute.
template <class Late>
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
  friend constexpr node_number operator+(const node_number& a, const node_number& b) { return of(operation_of<rule_for<add_rule, Late>>, a, b); }
  friend constexpr node_number operator-(const node_number& a, const node_number& b) { return of(operation_of<rule_for<subtract_rule, Late>>, a, b); }
  friend constexpr node_number operator*(const node_number& a, const node_number& b) { return of(operation_of<rule_for<multiply_rule, Late>>, a, b); }
  friend constexpr node_number operator/(const node_number& a, const node_number& b) { return of(operation_of<rule_for<divide_rule, Late>>, a, b); }
  friend constexpr node_number operator-(const node_number& a) { return {a.maker, a.maker->make(operation_of<rule_for<negate_rule, Late>>, a.node)}; }
};

/// A comparison of such numbers.
template <class Late>
struct node_condition {
  simplifier* maker = nullptr;
  int node = -1;

  friend constexpr node_number<Late> select(const node_condition& c, const node_number<Late>& a, const node_number<Late>& b) {
    return {c.maker, c.maker->make(operation_of<rule_for<where_rule, Late>>, c.node, a.in(*c.maker), b.in(*c.maker))};
  }
};
template <class Late>
constexpr node_condition<Late> operator>(const node_number<Late>& a, const node_number<Late>& b) {
  const node_number<Late> holds = node_number<Late>::of(operation_of<rule_for<greater_rule, Late>>, a, b);
  return {holds.maker, holds.node};
}
template <class Late>
constexpr node_number<Late> abs(const node_number<Late>& a) { return {a.maker, a.maker->make(operation_of<rule_for<abs_rule, Late>>, a.node)}; }

/// Such numbers as a matrix, column by column.
template <class Late>
struct node_matrix {
  using scalar = node_number<Late>;
  node_number<Late>* data = nullptr;
  std::ptrdiff_t row_count = 0, column_count = 0;
  constexpr std::ptrdiff_t rows() const { return row_count; }
  constexpr std::ptrdiff_t columns() const { return column_count; }
  constexpr node_number<Late>& operator()(std::ptrdiff_t i, std::ptrdiff_t j) const { return data[i + j * row_count]; }
};

}  // namespace nabla::detail
