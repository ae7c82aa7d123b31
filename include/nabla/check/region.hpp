// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/errors.hpp>

namespace nabla::detail::numeric {

/// A rectangle of a matrix: rows and columns from the first on, up to the last, which is not part of it.
struct region {
  index first_row = 0, last_row = 0, first_column = 0, last_column = 0;

  constexpr bool is_empty() const { return first_row >= last_row || first_column >= last_column; }
  constexpr void include(const region& other) {
    if (other.is_empty()) return;
    if (is_empty()) {
      *this = other;
      return;
    }
    if (other.first_row < first_row) first_row = other.first_row;
    if (other.last_row > last_row) last_row = other.last_row;
    if (other.first_column < first_column) first_column = other.first_column;
    if (other.last_column > last_column) last_column = other.last_column;
  }
};

/// Where the elements of a node lie, and which of them differ from those at the point: dirty ones.
struct cell {
  index rows = 1, columns = 1;
  index place = 0;         ///< among all elements
  index pieces = -1;       ///< among all pieces; -1: it has none
  region dirty;
  region moving;           ///< elements of a symbol that move with t

  constexpr region whole() const { return {0, rows, 0, columns}; }
  constexpr index at(index i, index j) const { return place + i + j * rows; }
  constexpr index count() const { return rows * columns; }
};

/// What a changed part of an operand changes of a result into which it is broadcast.
constexpr region broadcast_region(const cell& from, const cell& to) {
  region r = from.dirty;
  if (r.is_empty()) return r;
  if (from.rows == 1 && to.rows != 1) {
    r.first_row = 0;
    r.last_row = to.rows;
  }
  if (from.columns == 1 && to.columns != 1) {
    r.first_column = 0;
    r.last_column = to.columns;
  }
  return r;
}

}  // namespace nabla::detail::numeric
