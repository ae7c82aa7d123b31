// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/sparsity/dependencies.hpp>
#include <nabla/graph/differentiate/late.hpp>
#include <nabla/graph/import.hpp>
#include <nabla/graph/simplify/lower.hpp>
#include <nabla/support/fixed_array.hpp>

namespace nabla::detail {

/// Where a matrix is not zero, by compressed columns: the rows of column j are row_indices[column_starts[j]] up to the next start,
/// in ascending order.
struct sparsity_lists {
  int rows = 0, columns = 0;
  list<int> column_starts, row_indices;
};

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

/// What the Jacobian of f by some symbols can have beside zeros, or, of order 2, the Hessian of a scalar f. Elements of matrices are counted row
/// by row. An element that is there may still be zero: x - x written with different functions, say. With sizes that are names all are there.
constexpr derivative_problem find_sparsity(sparsity_lists& p, const facts& f, const facts* const* wrt, int wrt_count, int order, const pullback_table& pullbacks = {}) {
  graph g, lowered;
  g.pullbacks = pullbacks;
  list<int> outputs;
  {
    facts_map known;
    const int root = import(g, known, f, true);
    if (order == 1) outputs.push(root);
    else {
      list<int> symbols, adjoints(wrt_count);
      for (int k = 0; k < wrt_count; ++k) symbols.push(import(g, known, *wrt[k], false));
      if (const derivative_problem problem = differentiate(g, root, symbols.data, wrt_count, adjoints.data); problem.exists()) return problem;
      for (int k = 0; k < wrt_count; ++k)
        outputs.push(simplifier{g}.broadcast_to(adjoints.data[k] < 0 ? g.constant(0) : adjoints.data[k], g[symbols.data[k]].form));
    }
  }
  p.rows = p.columns = 0;
  for (int k = 0; k < wrt_count; ++k) p.columns += elements_of(wrt[k]->form);
  bool sizes_known = true;
  for (int k = 0; k < g.forms.size; ++k) sizes_known = sizes_known && g.forms.data[k].is_static();
  if (!sizes_known) {
    p.rows = order == 1 ? elements_of(f.form) : p.columns;
    p.column_starts = list<int>(p.columns + 1);
    for (int j = 0; j < p.columns; ++j) {
      p.column_starts.data[j + 1] = (j + 1) * p.rows;
      for (int i = 0; i < p.rows; ++i) p.row_indices.push(i);
    }
    return {};
  }
  lower(g, lowered, outputs.data, outputs.size);
  dependencies d(lowered, outputs.data, outputs.size, wrt, wrt_count, p.columns);
  list<int> row_sets;
  for (int k = 0; k < outputs.size; ++k)
    for (int i = 0; i < d.rows(outputs.data[k]); ++i)
      for (int j = 0; j < d.columns(outputs.data[k]); ++j) row_sets.push(d.at(outputs.data[k], i, j));
  p.rows = row_sets.size;
  p.column_starts = list<int>(p.columns + 1);
  auto for_each = [&](auto use) {
    for (int row = 0; row < row_sets.size; ++row) {
      const int set = row_sets.data[row];
      for (int k = d.sets.first.data[set], last = k + d.sets.count.data[set]; k < last; ++k) use(row, d.sets.members.data[k]);
    }
  };
  for_each([&](int, int column) { ++p.column_starts.data[column + 1]; });
  for (int j = 0; j < p.columns; ++j) p.column_starts.data[j + 1] += p.column_starts.data[j];
  p.row_indices = list<int>(p.column_starts.data[p.columns]);
  list<int> next(p.columns);
  for (int j = 0; j < p.columns; ++j) next.data[j] = p.column_starts.data[j];
  for_each([&](int row, int column) { p.row_indices.data[next.data[column]++] = row; });
  return {};
}

// The pass runs once for most patterns, into an array of this size; larger ones run it twice.
inline constexpr int usual_nonzeros = 1024;

template <int Rows, int Columns, int Capacity>
struct found_sparsity {
  sparsity_pattern<Rows, Columns, Capacity> pattern;
  derivative_problem problem;
};

/// The pattern of the derivatives of some order of F by X... as a constant.
template <int Order, class F, class... X>
struct sparsity_of {
 private:
  static constexpr int columns = (0 + ... + elements_of(facts_of<X>.form)), rows = Order == 1 ? elements_of(facts_of<F>.form) : columns;
  template <int Capacity, class Known>
  static constexpr auto find() {
    const facts* wrt[] = {&facts_of<X>...};
    sparsity_lists lists;
    found_sparsity<rows, columns, Capacity> found;
    found.problem = find_sparsity(lists, facts_of<F>, wrt, sizeof...(X), Order, Known::table);
    if (found.problem.exists()) return found;
    for (int j = 0; j <= columns; ++j) found.pattern.column_starts.data[j] = lists.column_starts.data[j];
    if (lists.row_indices.size <= Capacity)
      for (int k = 0; k < lists.row_indices.size; ++k) found.pattern.row_indices.data[k] = lists.row_indices.data[k];
    return found;
  }
  template <class Known>
  struct attempt {
    using known = Known;
    static constexpr auto first_try = find<usual_nonzeros, Known>();
    static constexpr derivative_problem problem = first_try.problem;
  };
  using last_attempt = typename with_late_pullbacks<attempt>::type;
  static constexpr const auto& first_try = last_attempt::first_try;
  static constexpr int nonzeros = first_try.pattern.column_starts.data[columns];

 public:
  static constexpr derivative_problem problem = first_try.problem;
  static constexpr sparsity_pattern<rows, columns, nonzeros> pattern = [] {
    sparsity_pattern<rows, columns, nonzeros> exact;
    auto copy = [&](const auto& from) {
      exact.column_starts = from.column_starts;
      for (int k = 0; k < nonzeros; ++k) exact.row_indices.data[k] = from.row_indices.data[k];
    };
    if constexpr (nonzeros <= usual_nonzeros) copy(first_try.pattern);
    else copy(find<nonzeros, typename last_attempt::known>().pattern);
    return exact;
  }();
};

}  // namespace nabla::detail
