// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/simplify/spans.hpp>
#include <nabla/graph/walk.hpp>
#include <nabla/support/cold.hpp>

namespace nabla::detail {
NABLA_COLD_BEGIN

// What a gradient gets part by part, put_row<0>(a, like<3, 1>) + put_row<2>(b, like<3, 1>), is written as what it is: vstack(a, 0_c, b).

/// A small matrix as its elements, or a column or a row as its pieces; and what else is added.
struct assembled_parts {
  static constexpr int most_elements = 16, zero = -1, of_the_piece_before = -2;
  int rows = 0, columns = 0;
  list<int> elements, others;  ///< row by row, each a node or one of these numbers; further terms of the sum
  bool has_parts = false;

  /// `is_apart`: of terms that are no more taken apart.
  template <class IsApart>
  assembled_parts(const graph& g, int i, IsApart is_apart) {
    const shape& s = g.shape_of(i);
    if (!s.is_static() || s.is_scalar() || s.rows.size * s.columns.size > most_elements || s.rows.size * s.columns.size == 0) return;
    rows = s.rows.size;
    columns = s.columns.size;
    for (int k = 0; k < rows * columns; ++k) elements.push(zero);
    add(g, i, i, is_apart);
  }

 private:
  template <class IsApart>
  void add(const graph& g, int i, int whole, IsApart is_apart) {
    const graph_node& n = g[i];
    if (i != whole && is_apart(i)) return others.push(i);
    const auto is_like_the_whole = [&](int a) { return g[a].shape_index == g[whole].shape_index; };
    if (n.op->code == operation_code::add && is_like_the_whole(n.operands[0]) && is_like_the_whole(n.operands[1])) {
      add(g, n.operands[0], whole, is_apart);
      add(g, n.operands[1], whole, is_apart);
    } else if (n.op->places.kind == part_kind::put && n.operands[1] < 0 && put(rectangle_of(n.op->places), n.operands[0], g.shape_of(n.operands[0]))) {
      has_parts = true;
    } else {
      others.push(i);
    }
  }
  /// Is there room for it?
  bool put(const rectangle& at, int part, const shape& size) {
    const auto first_of = [](const span& s, int count) { return s.is_whole() ? 0 : (s.first < 0 ? s.first + count : s.first); };
    const int row = first_of(at.rows, rows), column = first_of(at.columns, columns), count = size.rows.size * size.columns.size;
    const bool is_along = (columns == 1 && size.columns.is_one()) || (rows == 1 && size.rows.is_one());
    if (!size.is_static() || (count != 1 && !is_along)) return false;
    const int first = row * columns + column;
    for (int k = 0; k < count; ++k)
      if (elements.data[first + k] != zero) return false;
    elements.data[first] = part;
    for (int k = 1; k < count; ++k) elements.data[first + k] = of_the_piece_before;
    return true;
  }
};

NABLA_COLD_END
}  // namespace nabla::detail
