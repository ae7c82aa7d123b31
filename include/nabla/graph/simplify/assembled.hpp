// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/match.hpp>
#include <nabla/graph/simplify/parts.hpp>

namespace nabla::detail {

// A sum or a product with a part among zeros is one of parts; what is computed from stacks of numbers is a stack of numbers.
//
//     hadamard(put_row<0>(x, u), u)       → put_row<0>(x * row<0>(u), u)
//     put_row<0>(x, u) + put_row<0>(y, u) → put_row<0>(x + y, u)
//     -put_row<0>(x, u)                   → put_row<0>(-x, u)
//     transpose(put_row<1>(x, u))         → put_column<1>(x, transpose(u))
//     transpose(column<2>(transpose(Q)))  → row<2>(Q)
//     Q * put_row<1>(x, u)                → x * column<1>(Q)
//     put_column<2>(u, Q) * R             → u * row<2>(R)
//     sum(put_row<0>(x, u))               → x
//     sum(vstack(x, y, z))                → x + y + z
//     diag(x)                             → x
//     sum(diag(u))                        → sum(u)
//     dot(put_row<1>(x, u), u)            → x * row<1>(u)
//     exp(vstack(x, y))                   → vstack(exp(x), exp(y))
//     2_c * vstack(x, y) + vstack(y, 0_c) → vstack(2_c * x + y, 2_c * y)
//     transpose(vstack(x, y))             → hstack(x, y)
//     vstack(x, y) * hstack(y, z)         → vstack(hstack(x * y, x * z), hstack(y * y, y * z))
template <class Maker>
struct assembled_maker : part_maker<Maker> {
  using base = part_maker<Maker>;
  using base::block, base::element, base::g, base::is, base::is_stack_node, base::kind_of, base::matrix_of, base::operand, base::places_of_node, base::put, base::self, base::stack_of_few;

  constexpr explicit assembled_maker(graph& to) : base(to) {}

  /// Is a matrix a stack of numbers, or of such stacks?
  constexpr bool is_of_numbers(int i) const {
    if (!is_stack_node(i)) return false;
    for (int k = 0; k < parts_of(places_of_node(i)); ++k)
      if (g.nodes.data[operand(i, k)].shape_index != 0 && !is_of_numbers(operand(i, k))) return false;
    return true;
  }
  /// Can its elements be had one by one?
  constexpr bool is_seen(int i) const { return is_of_numbers(i) || (is(i, operation_code::broadcast) && g.nodes.data[operand(i, 0)].shape_index == 0); }

  static constexpr int most_products = 64;  ///< of a product of stacks that is written out

  /// What a function of something assembled is, or -1.
  constexpr int simplify_assembled(const operation& op, int a, int b) {
    const bool moves_number = g.nodes.data[a].shape_index == 0 && op.arity == 1 && is_set(op.move) && op.slice.kind != slice_kind::shift;
    if (moves_number && op.infer(&g.shape_of(a)).extents.is_scalar()) return a;  // a part of a number may be empty
    if (op.slice.kind == slice_kind::take && op.slice.along_row && is_zero_in(op.slice, a)) return base::zeros(op.infer(&g.shape_of(a)).extents);
    switch (op.code) {
      case operation_code::negate:
        if (kind_of(a) == part_kind::put) return put(self().make(op, operand(a, 0)), rectangle_of(places_of_node(a)), g.nodes.data[a].shape_index);
        break;
      case operation_code::add:
      case operation_code::subtract:
        if (kind_of(a) == part_kind::put && kind_of(b) == part_kind::put && places_of_node(a) == places_of_node(b) && g.nodes.data[a].shape_index == g.nodes.data[b].shape_index)
          return put(self().make(op, operand(a, 0), operand(b, 0)), rectangle_of(places_of_node(a)), g.nodes.data[a].shape_index);
        break;
      case operation_code::multiply:
        for (int k = 0; k < 2; ++k)
          if (const int p = k == 0 ? a : b, other = k == 0 ? b : a; kind_of(p) == part_kind::put && broadcast(g.shape_of(p), g.shape_of(other)).extents == g.shape_of(p)) {
            const rectangle r = rectangle_of(places_of_node(p));
            return put(base::multiply(operand(p, 0), base::block_of_operand(other, r, g.shape_of(p))), r, g.nodes.data[p].shape_index);
          }
        break;
      case operation_code::transpose:
        if (kind_of(a) == part_kind::put)
          return put(self().make(op, operand(a, 0)), rectangle_of(places_of_node(a)).turned(), g.shape_index(matrix_shape(g.shape_of(a).columns, g.shape_of(a).rows)));
        if (kind_of(a) == part_kind::block && is(operand(a, 0), operation_code::transpose)) return block(operand(operand(a, 0), 0), rectangle_of(places_of_node(a)).turned());
        if (is_of_numbers(a)) return turned_stack(a);
        return -1;
      case operation_code::sum:
        if (kind_of(a) == part_kind::put || is_rule<diag_rule>(*g.nodes.data[a].op)) return self().make(op, operand(a, 0));
        if (is_of_numbers(a)) {
          int total = self().make(op, operand(a, 0));
          for (int k = 1; k < parts_of(places_of_node(a)); ++k) total = base::add(total, self().make(op, operand(a, k)));
          return total;
        }
        return -1;
      case operation_code::matrix_product:
        if (kind_of(a) == part_kind::put || kind_of(b) == part_kind::put) return product_of_put(op, a, b);
        return product_of_stacks(a, b);
      default: break;
    }
    if (is_rule<dot_rule>(op) && (kind_of(a) == part_kind::put || kind_of(b) == part_kind::put)) return self().make(operation_of<sum_rule>, base::multiply(a, b));
    return -1;
  }
  /// What becomes of stacks hides no stable form: log(sum(exp(vstack(x, y)))) is one, though log(exp(x) + exp(y)) is another.
  constexpr int as_it_was_written(const operation& op, const int* operands, int apart) {
    if (!op.elementwise && op.code != operation_code::sum && op.code != operation_code::transpose && op.code != operation_code::matrix_product) return apart;
    int bound[max_arity] = {-1, -1, -1, -1}, of[max_arity] = {-1, -1, -1, -1};
    const facts* stable = nullptr;
    if (g.families.size > 0 && find_stable_form(g, op, operands, self().defining, bound, stable)) return self().splice(*stable, bound, -1, -1);
    for (int k = 0; k < op.arity; ++k) of[k] = g.nodes.data[operands[k]].as_written >= 0 ? g.nodes.data[operands[k]].as_written : operands[k];
    const int whole = g.apply(op, of[0], of[1], of[2], of[3]);
    if (whole != apart && g.nodes.data[apart].as_written < 0) g.nodes.data[apart].as_written = whole;
    return apart;
  }
  /// Are there zeros in these columns, since all of a node is put beside them?
  constexpr bool is_zero_in(const slice_places& columns, int a) const {
    if (is(a, operation_code::add)) return g.nodes.data[operand(a, 0)].shape_index == g.nodes.data[a].shape_index && g.nodes.data[operand(a, 1)].shape_index == g.nodes.data[a].shape_index && is_zero_in(columns, operand(a, 0)) && is_zero_in(columns, operand(a, 1));
    if (const slice_places& among = g.nodes.data[a].op->slice; among.kind == slice_kind::put && among.along_row)
      return is_zero_in({slice_kind::take, true, columns.first > among.first ? columns.first - among.first : 0, columns.less > among.less ? columns.less - among.less : 0}, operand(a, 0));
    if (kind_of(a) != part_kind::put) return false;
    const span at = rectangle_of(places_of_node(a)).columns;
    if (at.is_whole()) return is_zero_in(columns, operand(a, 0));
    if (at.first < 0) return -at.first <= columns.less;
    const extent& whole = g.shape_of(a).columns;
    return at.end() <= columns.first || (!whole.is_named() && at.first >= whole.size - columns.less);
  }
  /// An elementwise function of stacks of numbers, as one of its results; or -1.
  constexpr int elementwise_of_stacks(const operation& op, const int* operands) {
    int stacked = -1;
    for (int k = 0; k < op.arity; ++k) {
      if (g.nodes.data[operands[k]].shape_index == 0) continue;
      if (!is_seen(operands[k]) || (stacked >= 0 && g.nodes.data[operands[k]].shape_index != g.nodes.data[operands[stacked]].shape_index)) return -1;
      if (stacked < 0 && is_stack_node(operands[k])) stacked = k;
    }
    if (stacked < 0) return -1;
    const part_places p = places_of_node(operands[stacked]);
    int pieces[max_arity], first = 0;
    for (int i = 0; i < parts_of(p); ++i) {
      int of[max_arity] = {-1, -1, -1, -1};
      for (int k = 0; k < op.arity; ++k) of[k] = g.nodes.data[operands[k]].shape_index == 0 ? operands[k] : block(operands[k], base::along(p.kind == part_kind::hstack, {first, p.numbers[i]}));
      pieces[i] = self().make(op, of[0], of[1], of[2], of[3]);
      first += p.numbers[i];
    }
    return stack_of_few(p.kind == part_kind::hstack, pieces, parts_of(p));
  }

 private:
  constexpr int turned_stack(int a) {
    const part_places p = places_of_node(a);
    int pieces[max_arity];
    for (int k = 0; k < parts_of(p); ++k) pieces[k] = self().make(operation_of<transpose_rule>, operand(a, k));
    return stack_of_few(p.kind == part_kind::vstack, pieces, parts_of(p));
  }
  /// Of a part among zeros only what it meets is read.
  constexpr int product_of_put(const operation& op, int a, int b) {
    const int shape_index = g.shape_index(contract(g.shape_of(a), g.shape_of(b)).extents);
    const bool first = kind_of(a) == part_kind::put;
    const rectangle r = rectangle_of(places_of_node(first ? a : b));
    if (first) return put(self().make(op, operand(a, 0), block(b, {r.columns, {}})), {r.rows, {}}, shape_index);
    return put(self().make(op, block(a, {{}, r.rows}), operand(b, 0)), {{}, r.columns}, shape_index);
  }
  constexpr int product_of_stacks(int a, int b) {
    const shape s = g.shape_of(a), t = g.shape_of(b);
    if (!is_stack_node(a) || !is_stack_node(b) || !s.is_static() || !t.is_static() || s.columns.size < 1 || s.rows.size * s.columns.size * t.columns.size > most_products) return -1;
    if (!is_of_numbers(a) || !is_of_numbers(b)) return -1;
    list<int> results;
    for (int i = 0; i < s.rows.size; ++i)
      for (int j = 0; j < t.columns.size; ++j) {
        int total = -1;
        for (int k = 0; k < s.columns.size; ++k) {
          const int product = base::multiply(element(a, i, k), element(b, k, j));
          total = total < 0 ? product : base::add(total, product);
        }
        results.push(total);
      }
    return matrix_of(results.data, s.rows.size, t.columns.size);
  }
};

}  // namespace nabla::detail
