// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/facts.hpp>
#include <nabla/rules/sizes_of_parts.hpp>
#include <nabla/support/compiler.hpp>

namespace nabla::detail {

// What parts and stacks are, by their numbers: for the rules, which have them as template arguments, and for the passes.

/// Are `size` places along one direction, from `first` on, inside `extent`? An index below 0 counts from the end.
NABLA_DETAIL_RUNS constexpr bool part_fits(std::ptrdiff_t first, std::ptrdiff_t size, std::ptrdiff_t extent) {
  if (size == full_extent) return first == 0;
  return size >= 0 && (first >= 0 ? first + size <= extent : -first <= extent && first + size <= 0);
}
/// Do they fit as far as the size is known?
constexpr bool part_fits(std::ptrdiff_t first, std::ptrdiff_t size, const extent& e) { return part_fits(first, size, e.is_named() ? std::ptrdiff_t{1} << 40 : std::ptrdiff_t{e.size}); }
constexpr std::ptrdiff_t place_of(int first, std::ptrdiff_t size) { return first < 0 ? size + first : first; }

constexpr bool is_stack(part_kind kind) { return kind == part_kind::hstack || kind == part_kind::vstack; }
/// Operands whose elements are read.
constexpr int parts_of(const part_places& p) {
  int count = 0;
  while (count < max_arity && p.numbers[count] >= 0) ++count;
  return is_stack(p.kind) ? count : 1;
}

/// The shape of a part of a matrix.
constexpr shape shape_of_block(const part_places& p, const shape& whole) {
  return matrix_shape(p.numbers[2] == full_extent ? whole.rows : extent(p.numbers[2]), p.numbers[3] == full_extent ? whole.columns : extent(p.numbers[3]));
}
constexpr inferred_shape infer_part(const part_places& p, const shape* operands) {
  if (is_stack(p.kind)) {
    const bool horizontal = p.kind == part_kind::hstack;
    const auto across = [&](const shape& s) { return horizontal ? s.rows : s.columns; };
    int total = 0;
    for (int i = 0; i < parts_of(p); ++i) {
      if (!(across(operands[i]) == across(operands[0]))) return {{}, horizontal ? "hstack takes matrices with as many rows" : "vstack takes matrices with as many columns"};
      total += p.numbers[i];
    }
    return {horizontal ? matrix_shape(across(operands[0]), total) : matrix_shape(total, across(operands[0]))};
  }
  const shape& whole = p.kind == part_kind::put ? operands[1] : operands[0];
  if (!part_fits(p.numbers[0], p.numbers[2], whole.rows) || !part_fits(p.numbers[1], p.numbers[3], whole.columns)) return {{}, "that part reaches beyond the matrix"};
  const shape part = shape_of_block(p, whole);
  if (p.kind == part_kind::block) return {part};
  return operands[0] == part ? inferred_shape{whole} : inferred_shape{{}, "that part has another size"};
}

/// Name of a part: as it is written where there is a short way.
constexpr numbered_text part_text(bool put, int row, int column, auto rows, auto columns) {
  constexpr auto is = [](auto size, int number) {
    if constexpr (std::is_same_v<decltype(size), int>) return size == number;
    else return false;
  };
  const bool all_rows = row == 0 && is(rows, full_extent), all_columns = column == 0 && is(columns, full_extent);
  const bool whole_rows = all_columns && !is(rows, full_extent), whole_columns = all_rows && !is(columns, full_extent);
  if (whole_rows && is(rows, 1)) return {put ? "put_row" : "row", row};
  if (whole_rows) return {put ? "put_rows" : "rows", row, rows};
  if (whole_columns && is(columns, 1)) return {put ? "put_column" : "column", column};
  if (whole_columns) return {put ? "put_columns" : "columns", column, columns};
  return {put ? "put_block" : "block", row, column, rows, columns};
}
constexpr numbered_text text_of_part(const part_places& p) {
  const auto& n = p.numbers;
  if (!is_stack(p.kind)) return part_text(p.kind == part_kind::put, n[0], n[1], n[2], n[3]);
  const char* name = p.kind == part_kind::hstack ? "hstack" : "vstack";
  switch (parts_of(p)) {
    case 1: return {name, n[0]};
    case 2: return {name, n[0], n[1]};
    case 3: return {name, n[0], n[1], n[2]};
    default: return {name, n[0], n[1], n[2], n[3]};
  }
}

/// The places of a rule, where all of them are numbers.
template <part_kind Kind, int Row, int Column>
constexpr part_places numbered_places(auto rows, auto columns) {
  if constexpr (std::is_same_v<decltype(rows), int> && std::is_same_v<decltype(columns), int>) return {Kind, {Row, Column, rows, columns}};
  else return {};
}

/// The places of a part along one direction, up to the end or so many before it.
template <slice_kind Kind, int Row, int Column>
constexpr slice_places slice_up_to_end(auto rows, auto columns) {
  constexpr bool down = std::is_same_v<decltype(rows), up_to_end>, across = std::is_same_v<decltype(columns), up_to_end>;
  if constexpr (down && !across && std::is_same_v<decltype(columns), int>) {
    if (Column == 0 && columns == full_extent) return {Kind, false, Row, rows.less};
  } else if constexpr (across && !down && std::is_same_v<decltype(rows), int>) {
    if (Row == 0 && rows == full_extent) return {Kind, true, Column, columns.less};
  } else if constexpr (down && across) return {Kind == slice_kind::take ? slice_kind::take_corner : slice_kind::put_corner, false, Row, Column};
  return {};
}

/// Writes the elements of a part or a stack: of numbers, or of what stands for them.
NABLA_DETAIL_RUNS constexpr void move_part(const part_places& p, const auto& to, const auto* from) {
  using T = typename std::remove_cvref_t<decltype(to)>::scalar;
  const auto copy = [](const auto& a, std::ptrdiff_t row, std::ptrdiff_t column, const auto& b, std::ptrdiff_t from_row, std::ptrdiff_t from_column, std::ptrdiff_t rows, std::ptrdiff_t columns) {
    for (std::ptrdiff_t j = 0; j < columns; ++j)
      for (std::ptrdiff_t i = 0; i < rows; ++i) a(row + i, column + j) = b(from_row + i, from_column + j);
  };
  if (is_stack(p.kind)) {
    std::ptrdiff_t row = 0, column = 0;
    for (int k = 0; k < parts_of(p); ++k) {
      copy(to, row, column, from[k], 0, 0, from[k].rows(), from[k].columns());
      (p.kind == part_kind::hstack ? column : row) += p.numbers[k];
    }
  } else if (p.kind == part_kind::block) {
    copy(to, 0, 0, from[0], place_of(p.numbers[0], from[0].rows()), place_of(p.numbers[1], from[0].columns()), to.rows(), to.columns());
  } else {
    for (std::ptrdiff_t j = 0; j < to.columns(); ++j)
      for (std::ptrdiff_t i = 0; i < to.rows(); ++i) to(i, j) = T(0);
    copy(to, place_of(p.numbers[0], to.rows()), place_of(p.numbers[1], to.columns()), from[0], 0, 0, from[0].rows(), from[0].columns());
  }
}

}  // namespace nabla::detail
