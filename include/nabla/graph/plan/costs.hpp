// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/plan/order.hpp>
#include <nabla/graph/simplify/added_products.hpp>
#include <nabla/graph/walk.hpp>
#include <nabla/rules/pieces.hpp>

namespace nabla::detail {

inline constexpr int most_scalarised = 16;  ///< elements of a matrix that becomes numbers

struct clamp_rule;

/// What nodes cost to compute, in operations on numbers.
struct cost_model {
  static constexpr int of_a_loop = 6, of_a_function = 12, of_a_copy = 4, of_a_wait = 12, at_once = 4;
  const graph& g;

  /// Columns that fill a register stay in it from product to product. clang makes registers of others, too; g++ stores each number of them, which a register finds late.
#if defined(__clang__)
  static constexpr bool joins_numbers = true;
#else
  static constexpr bool joins_numbers = false;
#endif
  static constexpr bool fills_registers(const shape& s) { return s.is_static() && (s.rows.size % at_once == 0 || s.columns.size % at_once == 0); }
  constexpr bool stays_in_registers(int i) const { return joins_numbers || fills_registers(g.shape_of(i)); }
  static constexpr int of_a_product(const shape& s) { return !s.is_static() || fills_registers(s) ? of_a_loop : 4 * of_a_loop; }
  constexpr int elements(int i) const {
    const shape& s = g.shapes.data[g.nodes.data[i].shape_index];
    return s.is_static() ? s.rows.size * s.columns.size : 256;
  }
  constexpr int weight(const operation& op) const {
    switch (op.code) {
      case operation_code::add:
      case operation_code::subtract:
      case operation_code::multiply:
      case operation_code::divide:
      case operation_code::negate:
      case operation_code::where:
      case operation_code::logical_not: return 1;
      default: return op.is_condition || op.is_gate || is_rule<abs_rule>(op) || is_rule<max_rule>(op) || is_rule<min_rule>(op) ? 1 : of_a_function;
    }
  }
  constexpr int numbers_in_stack(int i) const {
    int count = 0;
    for (int k = 0; k < g.nodes.data[i].op->arity; ++k) count += elements(g.nodes.data[i].operands[k]) == 1 ? 1 : 0;
    return count;
  }
  /// A stack of numbers, and of such stacks: each number is stored once, where it lies in the whole.
  constexpr bool is_assembly(int i) const {
    if (const part_kind kind = g.nodes.data[i].op->places.kind; kind != part_kind::vstack && kind != part_kind::hstack) return false;
    for (int k = 0; k < g.nodes.data[i].op->arity; ++k)
      if (const int part = g.nodes.data[i].operands[k]; elements(part) != 1 && !is_assembly(part)) return false;
    return true;
  }
  /// Of a step on numbers: what compilers make a few instructions of is one.
  constexpr int of_a_step(int i) const {
    const operation& op = *g.nodes.data[i].op;
    return (op.code >= operation_code::add && op.code <= operation_code::negate) || op.is_short || is_rule<clamp_rule>(op) ? 1 : of(i);
  }
  constexpr int of(int i) const {
    const operation& op = *g.nodes.data[i].op;
    if (is_leaf(g, i)) return 0;
    const int a = g.nodes.data[i].operands[0], n = elements(i);
    switch (op.code) {
      case operation_code::matrix_product: return of_a_product(g.shape_of(a)) + n * (g.shape_of(a).columns.is_named() ? 16 : g.shape_of(a).columns.size);
      case operation_code::transpose:
      case operation_code::broadcast: return n == 1 ? 0 : of_a_loop + n / 2;
      default: break;
    }
    if (is_reduction(op.code)) return of_a_loop + elements(a) / 2;
    if (op.places.kind == part_kind::block && n == 1) return stays_in_registers(a) ? 2 : (is_leaf(g, a) ? 1 : of_a_copy);
    if (!stays_in_registers(i) && is_assembly(i)) return numbers_in_stack(i);
    if (is_set(op.move)) return of_a_loop + n;
    if (op.kernel_up_to > 0 && elements(a) <= most_scalarised) return of_a_loop + 4 * n + g.shape_of(a).rows.size * g.shape_of(a).rows.size * g.shape_of(a).rows.size;
    if (!op.elementwise) return of_a_loop + 4 * n;
    return n == 1 ? weight(op) : of_a_loop + n * weight(op) / at_once;
  }
  /// What was stored number by number is found late by a loop.
  constexpr int of_waiting(int i) const {
    int total = 0;
    for (int k = 0; k < g.nodes.data[i].op->arity; ++k)
      if (const int a = g.nodes.data[i].operands[k]; a >= 0 && is_assembly(a)) total += of_a_wait;
    return total > 0 && is_assembly(i) ? 0 : total;
  }
  constexpr std::int64_t of_all(const int* outputs, int count) const {
    const list<int> readers = count_readers(g, outputs, count);
    std::int64_t total = 0;
    for (int i = 0; i < readers.size; ++i)
      if (readers.data[i] > 0) total += of(i) + (joins_numbers ? 0 : of_waiting(i));
    return total;
  }
};

/// What nodes cost at least where small matrices are numbers; 0 where nothing is known of that. All elements of a formula without parts, stacks and what moves elements are computed, but for those
/// that are repeated along rows or columns or by a symmetric matrix, and what may vanish on the diagonal of one: relu of a sum of squares, max(x, x).
struct least_cost_of_numbers {
  struct elements_that_differ {
    int rows = 1, columns = 1;
    bool symmetric = false, constant = false;
    constexpr int count() const { return symmetric ? rows * (rows + 1) / 2 : rows * columns; }
  };
  const graph& g;
  cost_model costs{g};
  list<elements_that_differ> differ{g.nodes.size};
  bool is_known = true;

  constexpr bool is_small(int i, int operands) const {
    bool all = has_at_most(g.shape_of(i), most_scalarised);
    for (int k = 0; k < operands; ++k) all = all && has_at_most(g.shape_of(g.nodes.data[i].operands[k]), most_scalarised);
    return all;
  }
  constexpr int without_sign(int i) const {
    while (g.nodes.data[i].op->code == operation_code::negate) i = g.nodes.data[i].operands[0];
    return i;
  }
  constexpr bool is_transpose_of(int i, int of) const {
    const graph_node& n = g.nodes.data[without_sign(i)];
    return n.op->code == operation_code::transpose && without_sign(n.operands[0]) == without_sign(of);
  }
  /// But for signs.
  constexpr bool are_transposes(int a, int b) const { return is_transpose_of(a, b) || is_transpose_of(b, a); }
  static constexpr bool moves(const operation& op) { return is_set(op.move) || op.places.kind != part_kind::none || op.slice.kind != slice_kind::none; }

  constexpr std::int64_t of_all(const int* outputs, int count) {
    const list<int> readers = count_readers(g, outputs, count);
    std::int64_t total = 0;
    for (int i = 0; i < g.nodes.size; ++i) {
      if (readers.data[i] == 0) continue;
      if (moves(*g.nodes.data[i].op)) return 0;
      total += of(i);
      if (!is_known) return 0;
    }
    return total;
  }

 private:
  constexpr int of(int i) {
    const graph_node& n = g.nodes.data[i];
    const shape& extents = g.shape_of(i);
    const int operands = n.op->arity - (n.op->last_is_shape ? 1 : 0), a = n.operands[0], b = n.operands[1];
    elements_that_differ& own = differ.data[i];
    own = {extents.rows.size, extents.columns.size, false, n.op->code == operation_code::constant};
    if (is_leaf(g, i)) return 0;
    if (n.op->code == operation_code::broadcast) return own = differ.data[a], 0;
    if (n.op->code == operation_code::transpose) {
      own = {differ.data[a].columns, differ.data[a].rows, false, differ.data[a].constant};
      if (differ.data[a].symmetric && own.rows > 1) is_known = false;  // it is the matrix itself, and so may be what is made of either
      return 0;
    }
    if (!is_small(i, operands)) return costs.of(i);
    if (n.op->code == operation_code::matrix_product) {
      const int terms = g.shape_of(a).columns.size;
      own = {differ.data[a].rows, differ.data[b].columns, are_transposes(a, b) || (a == b && differ.data[a].symmetric)};
      const int met_twice = a == b ? terms * (terms - 1) / 2 : 0;  // x_ij x_ji, of elements (i, i) and (j, j)
      return terms == 0 ? 0 : own.count() * (2 * terms - 1) - met_twice;
    }
    if (is_reduction(n.op->code)) return differ.data[a].count() > costs.elements(i) ? differ.data[a].count() - costs.elements(i) : 0;
    if (!n.op->elementwise) return 0;
    own = {1, 1, true, true};
    bool reads_transposes = false;
    for (int k = 0; k < operands; ++k) {
      const elements_that_differ& read = differ.data[n.operands[k]];
      if (read.rows != 1) own.rows = extents.rows.size;
      if (read.columns != 1) own.columns = extents.columns.size;
      own.symmetric = own.symmetric && (read.symmetric || read.count() == 1);
      own.constant = own.constant && read.constant;
      for (int before = 0; before < k; ++before) reads_transposes = reads_transposes || are_transposes(n.operands[before], n.operands[k]);
    }
    if (n.shape_index != 0 && (own.constant || (reads_transposes && !n.op->commutative))) is_known = false;  // what is made of 1 - 1, or of x - x on a diagonal, may vanish
    own.symmetric = own.symmetric || reads_transposes;
    const int count = own.count() - (own.symmetric && (reads_transposes || n.op->range.by_sign) ? own.rows : 0);
    return count * (n.op->code == operation_code::multiply_no_nan ? 1 : costs.weight(*n.op));  // of numbers that is a choice
  }
};

}  // namespace nabla::detail
