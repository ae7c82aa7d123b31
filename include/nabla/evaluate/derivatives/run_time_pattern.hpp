// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/bind/bind.hpp>
#include <nabla/evaluate/derivatives/strategies.hpp>
#include <nabla/graph/sparsity/reach.hpp>

namespace nabla::detail {

/// The size of a matrix, and which number its first element has among those of several, counted row by row.
struct sized_part {
  index rows = 1, columns = 1, first = 0;
  constexpr index count() const { return rows * columns; }
};

/// Sizes of some matrices of a formula, once those that are bound are known.
template <class P, class... E>
struct bound_sizes {
  static constexpr int parts = sizeof...(E);
  static constexpr int dimensions = layout<P>::dimension_count();
  fixed_array<index, dimensions> sizes;
  fixed_array<sized_part, parts> of;
  index total = 0;

  template <class... B>
  static constexpr fixed_array<index, dimensions> bound(const B&... b) {
    fixed_array<index, dimensions> found;
    for (int k = 0; k < dimensions; ++k) found.data[k] = -1;
    (match_binding<P>(b, found.data), ...);
    layout<P>::set_sizes_that_follow(found.data);
    check_sizes<P>(found.data);
    return found;
  }
  constexpr void set(const fixed_array<index, dimensions>& found) {
    sizes = found;
    total = 0;
    constexpr numbered_shape shapes[] = {layout<P>::numbered(facts_of<E>.extents)...};
    for (int k = 0; k < parts; ++k) {
      of.data[k] = {shapes[k].rows.value(sizes.data), shapes[k].columns.value(sizes.data), total};
      total += of.data[k].count();
    }
  }
};

/// Places first, …, last - 1 along one direction, where (i, j) is written.
struct places_read {
  index first = 0, last = 0;
  constexpr places_read(const place_read& p, index i, index j, index size) {
    switch (p.at) {
      case reads_at::row: first = i + p.number; break;
      case reads_at::column: first = j + p.number; break;
      case reads_at::number: first = p.number; break;
      case reads_at::from_end: first = size + p.number; break;
      case reads_at::anywhere: last = size; return;
    }
    last = first < 0 || first >= size ? first : first + 1;
  }
};

/// The pattern of a derivative matrix for sizes that are bound: a row for each element of `outputs`, a column for each element of `inputs`.
template <class Reaches>
sparsity_lists pattern_of_sizes(const sized_part* outputs, int output_count, const sized_part* inputs, int input_count, bool symmetric) {
  sparsity_lists by_row;  // transposed: what is a column here is a row of the result
  const sized_part &last = outputs[output_count - 1], &last_input = inputs[input_count - 1];
  by_row.columns = static_cast<int>(last.first + last.count());
  by_row.rows = static_cast<int>(last_input.first + last_input.count());
  by_row.column_starts.push(0);
  list<int> seen(by_row.rows);
  for (int o = 0; o < output_count; ++o)
    for (index i = 0; i < outputs[o].rows; ++i)
      for (index j = 0; j < outputs[o].columns; ++j) {
        const int row = by_row.column_starts.size;
        for (int k = 0; k < Reaches::count; ++k) {
          const reach& r = Reaches::items.data[k];
          if (r.output != o) continue;
          const sized_part& in = inputs[r.input];
          const places_read rows(r.row, i, j, in.rows), columns(r.column, i, j, in.columns);
          for (index x = rows.first; x < rows.last; ++x)
            for (index y = columns.first; y < columns.last; ++y) {
              const int column = static_cast<int>(in.first + x * in.columns + y);
              if (seen.data[column] == row) continue;
              seen.data[column] = row;
              by_row.row_indices.push(column);
            }
        }
        by_row.column_starts.push(by_row.row_indices.size);
      }
  sparsity_lists result = transposed(by_row);
  if (symmetric) return made_symmetric(result);
  return result;
}

}  // namespace nabla::detail
