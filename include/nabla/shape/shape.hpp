// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/shape/extent.hpp>

namespace nabla::detail {

/// rows × columns. A scalar is 1 × 1; rows are samples.
struct shape {
  extent rows;
  extent columns;

  constexpr bool is_scalar() const { return rows.size == 1 && columns.size == 1; }
  constexpr bool is_static() const { return rows.size != extent::of_name && columns.size != extent::of_name; }
  friend constexpr bool operator==(const shape& a, const shape& b) { return a.rows == b.rows && a.columns == b.columns; }
};

/// The shape of a result, or why there is none.
struct inferred_shape {
  shape extents;
  const char* problem = nullptr;
};

/// rows × columns; one extent alone is a column.
constexpr shape matrix_shape(extent rows, extent columns = 1) {
  return {rows, columns};
}

/// NumPy's rule for one direction: equal sizes, or one of them is 1.
constexpr bool broadcasts(const extent& a, const extent& b) { return a == b || a.is_one() || b.is_one(); }

/// Shape of an elementwise function of two operands.
constexpr inferred_shape broadcast(const shape& a, const shape& b) {
  if (!broadcasts(a.rows, b.rows) || !broadcasts(a.columns, b.columns)) return {{}, "sizes differ and neither is 1"};
  return {matrix_shape(a.rows.is_one() ? b.rows : a.rows, a.columns.is_one() ? b.columns : a.columns)};
}

/// Shape of a matrix product: (m × k)(k × n) = m × n.
constexpr inferred_shape contract(const shape& a, const shape& b) {
  if (!(a.columns == b.rows)) return {{}, "columns of the left differ from rows of the right"};
  return {matrix_shape(a.rows, b.columns)};
}

/// < 0, 0, > 0: sizes before names.
constexpr int order_of(const extent& a, const extent& b) {
  if (a.is_named() && b.is_named()) {
    const int names = order_of(a.name->name, b.name->name);
    return names != 0 ? names : (a.more < b.more ? -1 : a.more > b.more);
  }
  if (a.is_named() || b.is_named()) return !a.is_named() ? -1 : 1;
  return a.size < b.size ? -1 : a.size > b.size;
}
constexpr int order_of(const shape& a, const shape& b) {
  const int rows = order_of(a.rows, b.rows);
  return rows != 0 ? rows : order_of(a.columns, b.columns);
}

constexpr key key_of(const extent& e) {
  if (!e.is_named()) return static_cast<key>(e.size);
  return e.more == 0 ? e.name->id : mix(e.name->id, static_cast<key>(e.more));
}
/// Part of a structural key: names and numbers of both directions.
constexpr key key_of(const shape& s) {
  return mix(key_of(s.rows), key_of(s.columns));
}

}  // namespace nabla::detail

namespace nabla {
using detail::inferred_shape, detail::matrix_shape;
/// What `infer` of a rule of one's own gets for each operand: rows × columns.
using operand_shape = detail::shape;
}  // namespace nabla
