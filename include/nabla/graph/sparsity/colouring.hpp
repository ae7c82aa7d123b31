// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/sparsity/sparsity.hpp>
#include <nabla/support/sorted.hpp>

namespace nabla::detail {

// Columns of one colour are computed in one product with a vector that is 1 at each of them. After Gebremedhin, Manne, Pothen, "What color is
// your Jacobian? Graph coloring for computing derivatives", SIAM Review 47 (2005): greedy, columns with most elements first.

/// A colour for each column, from 0 on; -1 for a column of zeros.
struct colour_list {
  list<int> of;
  int count = 0;
};
template <int Columns>
struct colouring {
  fixed_array<int, Columns> of;
  int count = 0;
};

template <class Pattern>
constexpr list<int> most_elements_first(const Pattern& p) {
  list<int> order;
  for (int j = 0; j < p.columns; ++j) order.push(j);
  auto size = [&](int j) { return p.column_starts.data[j + 1] - p.column_starts.data[j]; };
  sort(order, [&](int a, int b) { return size(a) > size(b); });
  return order;
}

/// The smallest colour that `forbidden` does not mark with this column.
constexpr int smallest_colour(list<int>& forbidden, int column, int& count) {
  int colour = 0;
  while (colour < count && forbidden.data[colour] == column) ++colour;
  if (colour == count) ++count;
  return colour;
}

/// Where every element is there each column has a colour of its own, and nothing is to be searched.
constexpr colour_list all_different(int columns) {
  colour_list result{list<int>(columns), columns};
  for (int j = 0; j < columns; ++j) result.of.data[j] = j;
  return result;
}

/// Columns of one colour have no row in common, so that each row of their sum is an element of one of them.
template <class Pattern>
constexpr colour_list colour_columns(const Pattern& p) {
  if (is_dense(p)) return all_different(p.columns);
  const sparsity_lists by_row = transposed(p);
  colour_list result{list<int>(p.columns)};
  list<int> forbidden(p.columns);
  for (int j = 0; j < p.columns; ++j) result.of.data[j] = forbidden.data[j] = -1;
  const list<int> order = most_elements_first(p);
  for (int n = 0; n < order.size; ++n) {
    const int column = order.data[n];
    if (p.column_starts.data[column] == p.column_starts.data[column + 1]) continue;
    for (int k = p.column_starts.data[column]; k < p.column_starts.data[column + 1]; ++k) {
      const int row = p.row_indices.data[k];
      for (int l = by_row.column_starts.data[row]; l < by_row.column_starts.data[row + 1]; ++l)
        if (const int colour = result.of.data[by_row.row_indices.data[l]]; colour >= 0) forbidden.data[colour] = column;
    }
    result.of.data[column] = smallest_colour(forbidden, column, result.count);
  }
  return result;
}

/// A star colouring of a symmetric pattern (there, algorithm 4.1): neighbours differ, and every path of four has three colours. Then of an element (i, j) and
/// its mirror image (j, i) one is alone in its row of the sum of its colour: an arrow takes 2 colours and a tridiagonal
/// matrix 3, whatever their size.
template <class Pattern>
constexpr colour_list colour_star(const Pattern& p) {
  if (is_dense(p)) return all_different(p.columns);
  colour_list result{list<int>(p.columns)};
  list<int>& of = result.of;
  list<int> forbidden(p.columns);
  for (int j = 0; j < p.columns; ++j) of.data[j] = forbidden.data[j] = -1;
  auto for_neighbours = [&](int v, auto use) {
    for (int k = p.column_starts.data[v]; k < p.column_starts.data[v + 1]; ++k)
      if (p.row_indices.data[k] != v) use(p.row_indices.data[k]);
  };
  const list<int> order = most_elements_first(p);
  for (int n = 0; n < order.size; ++n) {
    const int v = order.data[n];
    if (p.column_starts.data[v] == p.column_starts.data[v + 1]) continue;
    for_neighbours(v, [&](int w) {
      if (of.data[w] >= 0) forbidden.data[of.data[w]] = v;
      for_neighbours(w, [&](int x) {
        if (x == v || of.data[x] < 0 || forbidden.data[of.data[x]] == v) return;
        if (of.data[w] < 0) {
          forbidden.data[of.data[x]] = v;
          return;
        }
        for_neighbours(x, [&](int y) {
          if (y != w && of.data[y] == of.data[w]) forbidden.data[of.data[x]] = v;
        });
      });
    });
    of.data[v] = smallest_colour(forbidden, v, result.count);
  }
  return result;
}

template <int Columns>
constexpr colouring<Columns> frozen(const colour_list& colours) {
  colouring<Columns> result;
  for (int j = 0; j < Columns; ++j) result.of.data[j] = colours.of.data[j];
  result.count = colours.count;
  return result;
}

}  // namespace nabla::detail
