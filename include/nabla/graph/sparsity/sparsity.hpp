// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/differentiate/late.hpp>
#include <nabla/graph/import.hpp>
#include <nabla/graph/simplify/lower.hpp>
#include <nabla/graph/sparsity/dependencies.hpp>
#include <nabla/support/fixed_array.hpp>
#include <nabla/support/sorted.hpp>

namespace nabla::detail {

/// Where a matrix is not zero, by compressed columns: the rows of column j are row_indices[column_starts[j]] up to the next start,
/// in ascending order.
struct sparsity_lists {
  int rows = 0, columns = 0;
  list<int> column_starts, row_indices;
};
constexpr void set_elements(sparsity_lists& p, number_groups&& rows_by_column) {
  p.column_starts = static_cast<list<int>&&>(rows_by_column.starts);
  p.row_indices = static_cast<list<int>&&>(rows_by_column.items);
}

/// Is every element there?
template <class Pattern>
constexpr bool is_dense(const Pattern& p) {
  return p.column_starts.data[p.columns] == p.rows * p.columns;
}
template <class Pattern>
constexpr sparsity_lists transposed(const Pattern& p) {
  sparsity_lists t;
  t.rows = p.columns;
  t.columns = p.rows;
  set_elements(t, group_numbers(p.rows, [&p](auto use) {
                 for (int j = 0; j < p.columns; ++j)
                   for (int k = p.column_starts.data[j]; k < p.column_starts.data[j + 1]; ++k) use(p.row_indices.data[k], j);
               }));
  return t;
}

/// A second derivative has with each element its mirror image. What is not known exactly may have one of them: of a root the gradient by its parameters reads the start, that by the start
/// is 0. A colouring that takes the one for the other would read what is not there.
constexpr sparsity_lists made_symmetric(const sparsity_lists& p) {
  const sparsity_lists other = transposed(p);
  sparsity_lists both;
  both.rows = both.columns = p.columns;
  both.column_starts.push(0);
  for (int j = 0; j < p.columns; ++j) {  // two ascending lists
    int a = p.column_starts.data[j], b = other.column_starts.data[j];
    const int a_last = p.column_starts.data[j + 1], b_last = other.column_starts.data[j + 1];
    while (a < a_last || b < b_last) {
      const int x = a < a_last ? p.row_indices.data[a] : p.rows, y = b < b_last ? other.row_indices.data[b] : p.rows;
      both.row_indices.push(x < y ? x : y);
      a += x <= y;
      b += y <= x;
    }
    both.column_starts.push(both.row_indices.size);
  }
  return both;
}

/// The same as a constant.
template <int Rows, int Columns, int Nonzeros>
struct sparsity_pattern {
  static constexpr int rows = Rows, columns = Columns, nonzeros = Nonzeros;
  fixed_array<int, Columns + 1> column_starts;
  fixed_array<int, Nonzeros> row_indices;

  /// The place of element (i, j) among the values, or -1.
  constexpr int find(int i, int j) const {
    int low = column_starts.data[j], high = column_starts.data[j + 1];
    while (low < high) {
      const int middle = (low + high) / 2;
      if (row_indices.data[middle] < i) low = middle + 1;
      else high = middle;
    }
    return low < column_starts.data[j + 1] && row_indices.data[low] == i ? low : -1;
  }
  constexpr bool operator()(int i, int j) const { return find(i, j) >= 0; }
};

/// f as a graph, or, of order 2, its gradient by each of the symbols.
constexpr derivative_problem import_derived(graph& g, list<int>& outputs, const facts& f, const facts* const* wrt, int wrt_count, int order, const pullback_table& pullbacks) {
  g.pullbacks = pullbacks;
  facts_map known;
  const int root = import(g, known, f, true);
  if (order == 1) {
    outputs.push(root);
    return {};
  }
  list<int> symbols, adjoints(wrt_count);
  for (int k = 0; k < wrt_count; ++k) symbols.push(import(g, known, *wrt[k], false));
  if (const derivative_problem problem = differentiate(g, root, symbols.data, wrt_count, adjoints.data); problem.exists()) return problem;
  for (int k = 0; k < wrt_count; ++k) outputs.push(simplifier{g}.or_zeros(adjoints.data[k], symbols.data[k]));
  return {};
}

/// What the Jacobian of f by some symbols can have beside zeros, or, of order 2, the Hessian of a scalar f. Elements of matrices are counted row
/// by row. An element that is there may still be zero: x - x written with different functions, say. With sizes that are names all are there.
template <class Late = void>
constexpr derivative_problem find_sparsity(sparsity_lists& p, const facts& f, const facts* const* wrt, int wrt_count, int order, const pullback_table& pullbacks = {}) {
  graph g, lowered;
  list<int> outputs;
  if (const derivative_problem problem = import_derived(g, outputs, f, wrt, wrt_count, order, pullbacks); problem.exists()) return problem;
  p.rows = p.columns = 0;
  for (int k = 0; k < wrt_count; ++k) p.columns += elements_of(wrt[k]->extents);
  bool sizes_known = true;
  for (int k = 0; k < g.shapes.size; ++k) sizes_known = sizes_known && g.shapes.data[k].is_static();
  if (!sizes_known) {
    p.rows = order == 1 ? elements_of(f.extents) : p.columns;
    p.column_starts = list<int>(p.columns + 1);
    for (int j = 0; j < p.columns; ++j) {
      p.column_starts.data[j + 1] = (j + 1) * p.rows;
      for (int i = 0; i < p.rows; ++i) p.row_indices.push(i);
    }
    return {};
  }
  lower(g, lowered, outputs.data, outputs.size);
  dependencies<Late> d(lowered, outputs.data, outputs.size, wrt, wrt_count, p.columns);
  list<int> row_sets;
  for (int k = 0; k < outputs.size; ++k)
    for (int i = 0; i < d.rows(outputs.data[k]); ++i)
      for (int j = 0; j < d.columns(outputs.data[k]); ++j) row_sets.push(d.at(outputs.data[k], i, j));
  p.rows = row_sets.size;
  set_elements(p, group_numbers(p.columns, [&](auto use) {
                 for (int row = 0; row < row_sets.size; ++row) {
                   const int set = row_sets.data[row];
                   for (int k = d.sets.first.data[set], last = k + d.sets.count.data[set]; k < last; ++k) use(d.sets.members.data[k], row);
                 }
               }));
  if (order == 2 && !is_dense(p)) p = made_symmetric(p);
  return {};
}

/// Does f depend on each element of x? The pattern is looked at and not kept.
template <class Late = void>
constexpr bool depends_on_each(const facts& f, const facts& x) {
  const facts* wrt[] = {&x};
  sparsity_lists found;
  find_sparsity<Late>(found, f, wrt, 1, 1);
  for (int j = 0; j < found.columns; ++j)
    if (found.column_starts.data[j] == found.column_starts.data[j + 1]) return false;
  return true;
}

/// Patterns of so many elements are found once.
inline constexpr int usual_nonzeros = 1024;

/// The pattern of the derivatives of some order of F by X... as a constant.
template <int Order, class F, class... X>
struct sparsity_of {
 private:
  static constexpr int columns = (0 + ... + elements_of(facts_of<X>.extents)), rows = Order == 1 ? elements_of(facts_of<F>.extents) : columns;
  struct found {
    fixed_array<int, columns + 1> column_starts;
    derivative_problem problem;
  };
  template <class Known>
  struct pass {
    static constexpr found run(list<int>& row_indices) {
      const facts* wrt[] = {&facts_of<X>...};
      sparsity_lists lists;
      found result;
      result.problem = find_sparsity(lists, facts_of<F>, wrt, sizeof...(X), Order, Known::table);
      if (result.problem.exists()) return result;
      for (int j = 0; j <= columns; ++j) result.column_starts.data[j] = lists.column_starts.data[j];
      row_indices = static_cast<list<int>&&>(lists.row_indices);
      return result;
    }
  };
  template <class Known>
  struct attempt {
    using indices = frozen_list<pass<Known>, int, usual_nonzeros>;
    static constexpr derivative_problem problem = indices::rest.problem;
  };
  using indices = typename with_late_pullbacks<attempt>::type::indices;

 public:
  static constexpr derivative_problem problem = indices::rest.problem;
  static constexpr sparsity_pattern<rows, columns, indices::size> pattern{indices::rest.column_starts, indices::items};
};

}  // namespace nabla::detail
