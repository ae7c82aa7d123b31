// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/sparsity/dependencies.hpp>
#include <nabla/graph/sparsity/spread_matrices.hpp>
#include <nabla/support/sorted.hpp>

namespace nabla::detail {

/// The derivatives of nodes by input elements, as they are: matrices of coefficients and where their elements go. Through elementwise functions,
/// sums, products with what does not move, and whatever only moves elements; the coefficients are computed in whole
/// matrices, and moving costs nothing. `fits` is false where another function is met, or elements meet that lie in different places, or there
/// are too many: then there are products with directions.
template <class Late>
class term_pass : spread_matrices {
 public:
  using spread_matrices::count, spread_matrices::height, spread_matrices::width, spread_matrices::of, spread_matrices::fits;

  constexpr term_pass(graph& in, const int* roots, int root_count, const int* symbols, int symbol_count) : spread_matrices(in) {
    int last = 0;
    for (int k = 0; k < root_count; ++k)
      if (roots[k] > last) last = roots[k];
    const list<int> readers = count_readers(g, roots, root_count);
    of = list<list<spread_matrix>>(last + 1);
    int number = 0;
    for (int k = 0; k < symbol_count; number += count(symbols[k]), ++k) {
      if (symbols[k] > last) continue;
      spread_matrix identity{.coefficient = g.constant(1)};
      const int rows = height(symbols[k]), columns = width(symbols[k]);
      for (int e = 0; e < rows * columns; ++e) identity.elements.push({e, number + e % rows * columns + e / rows, 0});
      push(of.data[symbols[k]], static_cast<spread_matrix&&>(identity));
    }
    for (int i = 0; i <= last && fits; ++i)
      if (readers.data[i] > 0) visit(i);
  }

 private:
  /// The terms of an operand as those of a matrix whose element e is element source(e) of it, or zero where that is negative.
  template <class Source>
  constexpr void move(int from, list<spread_matrix>& to, int elements, Source source) {
    for (int k = 0; k < of.data[from].size && fits; ++k) move(of.data[from].data[k], count(from), to, elements, source);
  }
  template <class Source>
  constexpr void move(const spread_matrix& t, int size, list<spread_matrix>& to, int elements, Source source) {
    list<int> starts(size + 1);
    for (int n = 0; n < t.elements.size; ++n) ++starts.data[t.elements.data[n].row + 1];
    for (int n = 0; n < size; ++n) starts.data[n + 1] += starts.data[n];
    spread_matrix moved{.coefficient = t.coefficient, .has_zeros = t.has_zeros, .zero_wins = t.zero_wins};
    for (int e = 0; e < elements && moved.elements.size <= most_elements; ++e) {
      const int row = source(e);
      if (row < 0) continue;
      for (int n = starts.data[row]; n < starts.data[row + 1]; ++n) moved.elements.push({e, t.elements.data[n].column, t.elements.data[n].offset});
    }
    push(to, static_cast<spread_matrix&&>(moved));
  }

  /// The terms of `from` in the shape of node i, their coefficients changed by combine(term), which reads `with` element by element.
  template <class Combine>
  constexpr void through(int i, int from, int with, Combine combine) {
    if (g.nodes.data[i].shape_index == 0 && g.nodes.data[with].shape_index == 0) return through_number(i, from, combine);
    list<spread_matrix> spread;
    const int rows = height(i), from_rows = height(from), from_columns = width(from);
    move(from, spread, count(i), [&](int e) { return (from_rows == 1 ? 0 : e % rows) + (from_columns == 1 ? 0 : e / rows) * from_rows; });
    for (int k = 0; k < spread.size && fits; ++k) {
      spread_matrix& t = spread.data[k];
      const shape c = g.shape_of(t.coefficient), w = g.shape_of(with);
      if (!broadcasts(c.rows, w.rows) || !broadcasts(c.columns, w.columns)) return void(fits = false);
      const int result_rows = c.rows.size > w.rows.size ? c.rows.size : w.rows.size;
      for (int n = 0; n < t.elements.size && !w.is_scalar(); ++n) {
        element_term& e = t.elements.data[n];
        const int row = e.row % rows, column = e.row / rows;
        int at_row = e.offset % c.rows.size, at_column = e.offset / c.rows.size;
        if ((!c.rows.is_one() && !w.rows.is_one() && at_row != row) || (!c.columns.is_one() && !w.columns.is_one() && at_column != column)) fits = false;
        if (!w.rows.is_one()) at_row = row;
        if (!w.columns.is_one()) at_column = column;
        e.offset = at_row + at_column * result_rows;
      }
      if (!take(t, combine(t))) continue;
      narrow(t, result_rows, c.columns.size > w.columns.size ? c.columns.size : w.columns.size);
      push(of.data[i], static_cast<spread_matrix&&>(t));
    }
  }
  /// The same of numbers, whose terms stay where they are.
  template <class Combine>
  constexpr void through_number(int i, int from, Combine combine) {
    if (of.data[i].capacity == 0) {  // room at once: what is made by and by is moved
      of.data[i] = list<spread_matrix>(of.data[from].size);
      of.data[i].size = 0;
    }
    for (int k = 0; k < of.data[from].size && fits; ++k) {
      const spread_matrix& before = of.data[from].data[k];
      spread_matrix t{.coefficient = before.coefficient, .has_zeros = before.has_zeros, .zero_wins = before.zero_wins, .elements = list<element_term>(before.elements.size)};
      for (int n = 0; n < before.elements.size; ++n) t.elements.data[n] = before.elements.data[n];
      total += t.elements.size;
      if (!take(t, combine(t))) continue;
      if (const shape c = g.shape_of(before.coefficient); !c.is_scalar()) narrow(t, c.rows.size, c.columns.size);
      push(of.data[i], static_cast<spread_matrix&&>(t));
    }
  }
  /// The coefficient of a term becomes another, or it is zero: false.
  constexpr bool take(spread_matrix& t, const gated& combined) {
    if (combined.value < 0) return false;
    t.coefficient = gates.with_gate(combined);
    t.has_zeros = t.has_zeros || combined.gate >= 0 || combined.factor >= 0;
    t.zero_wins = t.zero_wins || combined.factor >= 0;
    return true;
  }
  /// The coefficient of a term, that has the shape rows × columns, may be known to repeat itself: then the smaller one is read.
  constexpr void narrow(spread_matrix& t, int rows, int columns) {
    if (s.is(t.coefficient, operation_code::broadcast)) t.coefficient = g.nodes.data[t.coefficient].operands[0];
    const int new_rows = height(t.coefficient), new_columns = width(t.coefficient);
    if (new_rows == rows && new_columns == columns) return;
    for (int n = 0; n < t.elements.size; ++n) {
      int& offset = t.elements.data[n].offset;
      offset = (new_rows == 1 ? 0 : offset % rows) + (new_columns == 1 ? 0 : offset / rows) * new_rows;
    }
  }
  constexpr void visit(int i) {
    const graph_node n = g.nodes.data[i];
    bool moved = false;
    for (int k = 0; k < n.op->arity - (n.op->last_is_shape || n.op->code == operation_code::broadcast ? 1 : 0); ++k) moved = moved || moves(n.operands[k]);
    if (!moved || n.op->code == operation_code::count) return;
    const int a = n.operands[0], rows = height(i), a_rows = height(a);
    if (n.op->code == operation_code::broadcast) {
      move(a, of.data[i], count(i), [&](int e) { return (a_rows == 1 ? 0 : e % rows) + (width(a) == 1 ? 0 : e / rows) * a_rows; });
    } else if (n.op->code == operation_code::transpose) {
      move(a, of.data[i], count(i), [&](int e) { return e / rows + e % rows * a_rows; });
    } else if (is_set(n.op->move)) {
      by_kernel(i);
    } else if (is_reduction(n.op->code) && !is_maximum(n.op->code)) {
      reduce(i);
    } else if (n.op->code == operation_code::matrix_product) {
      product(i);
    } else if (n.op->elementwise) {
      elementwise(i);
    } else {
      fits = false;
    }
  }

  constexpr void by_kernel(int i) {
    const graph_node n = g.nodes.data[i];
    const int operands = n.op->arity - (n.op->last_is_shape ? 1 : 0);
    list<int> to(count(i)), from[max_arity];
    for (int side = 0; side < operands && fits; ++side) {
      if (!moves(n.operands[side])) continue;
      element_handles views[max_arity];
      for (int k = 0; k < operands; ++k) {
        from[k] = list<int>(count(n.operands[k]));
        for (int e = 0; e < from[k].size; ++e) from[k].data[e] = k == side ? e + 1 : 0;
        views[k] = {from[k].data, height(n.operands[k]), width(n.operands[k])};
      }
      move_elements(*n.op, {to.data, height(i), width(i)}, views);
      move(n.operands[side], of.data[i], count(i), [&](int e) { return to.data[e] - 1; });
    }
  }
  constexpr void reduce(int i) {
    const graph_node n = g.nodes.data[i];
    const int a = n.operands[0], rows = height(a);
    for (int k = 0; k < of.data[a].size; ++k) {
      const spread_matrix& t = of.data[a].data[k];
      spread_matrix reduced{.coefficient = t.coefficient};
      for (int e = 0; e < t.elements.size; ++e) {
        reduced.elements.push(t.elements.data[e]);
        int& row = reduced.elements.data[e].row;
        row = is_over_all(n.op->code) ? 0 : (is_over_rows(n.op->code) ? row % rows : row / rows);
      }
      if (is_over_rows(n.op->code)) sort_by_row(reduced.elements);
      push(of.data[i], static_cast<spread_matrix&&>(reduced));
    }
  }
  /// A B where one side moves by plain numbers: their coefficients are the other side's elements. Or where B is a column whose coefficients are a whole
  /// matrix: then they are multiplied as B is.
  constexpr void product(int i) {
    const int a = g.nodes.data[i].operands[0], b = g.nodes.data[i].operands[1];
    for (int side = 0; side < 2; ++side) {
      const int from = side == 0 ? a : b;
      for (int k = 0; k < of.data[from].size && fits; ++k) {
        const spread_matrix& t = of.data[from].data[k];
        if (g.nodes.data[t.coefficient].shape_index == 0) product_of_numbers(i, t, side);
        else if (side == 1 && width(b) == 1) product_of_matrices(i, t);
        else fits = false;
      }
    }
  }
  constexpr void product_of_numbers(int i, const spread_matrix& moving, int side) {
    const int a = g.nodes.data[i].operands[0], b = g.nodes.data[i].operands[1], rows = height(i), inner = width(a);
    // of a column the transpose, which meets what has the rows of the product
    const int other = side == 1 ? a : (width(b) == 1 ? s.make(operation_of<transpose_rule>, b) : b);
    if (count(i) * inner > most_of_product) return void(fits = false);
    for (int k = 0; k < inner && fits; ++k) {
      list<spread_matrix> parts;
      if (side == 0) move(moving, count(a), parts, count(i), [&](int e) { return e % rows + k * rows; });
      else move(moving, count(b), parts, count(i), [&](int e) { return k + e / rows * inner; });
      for (int p = 0; p < parts.size; ++p) {
        spread_matrix& t = parts.data[p];
        for (int n = 0; n < t.elements.size; ++n) {
          const int row = t.elements.data[n].row;
          t.elements.data[n].offset = side == 0 ? k + row / rows * inner : row % rows + k * rows;
        }
        t.coefficient = s.multiply(t.coefficient, other);
        add_elements(of.data[i], static_cast<spread_matrix&&>(t));
      }
    }
    for (int k = 0; k < of.data[i].size; ++k) sort_by_row(of.data[i].data[k].elements);
  }
  /// Of A b with derivatives C of b, row by row, those are A C.
  constexpr void product_of_matrices(int i, const spread_matrix& t) {
    const int a = g.nodes.data[i].operands[0], rows = height(i), inner = width(a), columns = width(t.coefficient);
    if (rows * columns > most_of_product || inner * columns > most_of_product) return void(fits = false);
    list<int> input(columns);
    list<bool> seen(inner * columns);
    for (int n = 0; n < columns; ++n) input.data[n] = -1;
    if (height(t.coefficient) != inner || t.elements.size != inner * columns) fits = false;
    for (int n = 0; n < t.elements.size && fits; ++n) {
      const element_term& e = t.elements.data[n];
      int& column = input.data[e.offset / inner];
      if (column < 0) column = e.column;
      if (seen.data[e.offset] || e.offset % inner != e.row || column != e.column) fits = false;
      seen.data[e.offset] = true;
    }
    if (!fits) return;
    spread_matrix made{.coefficient = s.make(operation_of<matrix_product_rule>, a, t.coefficient)};
    for (int row = 0; row < rows; ++row)
      for (int n = 0; n < columns; ++n) made.elements.push({row, input.data[n], row + n * rows});
    push(of.data[i], static_cast<spread_matrix&&>(made));
  }
  /// Terms of one coefficient are one, with all their elements, which are sorted later.
  constexpr void add_elements(list<spread_matrix>& to, spread_matrix&& t) {
    for (int k = 0; k < to.size; ++k)
      if (to.data[k].coefficient == t.coefficient) {
        total += t.elements.size;
        if (total > most_elements) fits = false;
        for (int n = 0; n < t.elements.size; ++n) to.data[k].elements.push(t.elements.data[n]);
        return;
      }
    push(to, static_cast<spread_matrix&&>(t));
  }
  static constexpr void sort_by_row(list<element_term>& elements) {
    sort(elements, [](const element_term& x, const element_term& y) { return x.row < y.row; });
  }

  constexpr void elementwise(int i) {
    const branches all = gates.branches_of(i);
    for (int k = 0; k < all.count && fits; ++k) {
      const int from = gates.branch(all, k);
      if (!moves(from)) continue;
      if (!gates.is_differentiable(all, k)) return void(fits = false);
      local_derivative local = gates.local_of(all, k);
      if (local.value < 0) continue;
      const int whole = local.value = without_broadcast(local.value);
      if (!all.are_factors) gates.take_factor(local, i, k);
      through(i, from, whole, [&](const spread_matrix& t) {
        const bool stays_zero = (t.has_zeros && !gates.is_finite(local.value)) || (t.zero_wins && !s.is_constant(local.value));
        if (stays_zero && gates.gate_of(local.value) < 0) return gated{.value = local.value, .factor = gates.zero_product(t.coefficient, local.factor)};
        return gates.times({.value = t.coefficient}, local, i);
      });
    }
  }
  constexpr int without_broadcast(int i) const { return s.is(i, operation_code::broadcast) ? g.nodes.data[i].operands[0] : i; }
};

}  // namespace nabla::detail
