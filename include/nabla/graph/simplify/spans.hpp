// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/parts.hpp>

namespace nabla::detail {

/// Places along one direction: `count` from `first` on, or all of them.
struct span {
  int first = 0, count = full_extent;
  constexpr bool is_whole() const { return count == full_extent; }
  constexpr int end() const { return first + count; }
};
/// The same places counted from the start, as far as the size is known, and all of them by that name.
constexpr span span_in(span s, const extent& e) {
  if (s.is_whole() || e.is_named()) return s;
  if (s.first < 0) s.first += e.size;
  return s.first == 0 && s.count == e.size ? span{} : s;
}
/// What two spans of one direction have in common; of those where they are known, or nothing is to be compared.
struct common_span {
  bool known = true, is_empty = false;
  span inner;  ///< counted in the first
  span outer;  ///< counted in the second
  constexpr common_span(const span& a, const span& b) {
    if (a.is_whole()) inner = b;
    else if (b.is_whole()) outer = a;
    else {
      known = (a.first < 0) == (b.first < 0);
      const int low = a.first > b.first ? a.first : b.first, high = a.end() < b.end() ? a.end() : b.end(), count = high > low ? high - low : 0;
      is_empty = known && count == 0;
      inner = {low - a.first, count};
      outer = {low - b.first, count};
      if (count == a.count) inner = {};
      if (count == b.count) outer = {};
    }
  }
};

/// Places `inner` of the places `outer`, and whether they can be told.
constexpr bool can_join(const span& outer, const span& inner) { return outer.is_whole() || inner.is_whole() || (inner.first >= 0 && (outer.first < 0) == (outer.first + inner.first < 0)); }
/// Is what has room for one of them as large as what has room for both, where the size is not known? Else a part that is not inside would be read as if it were.
constexpr bool asks_for_as_much(const span& outer, const span& inner, const extent& e) {
  return !e.is_named() || outer.is_whole() || inner.is_whole() || (outer.first < 0 ? inner.first == 0 : inner.end() == outer.count);
}
constexpr span span_within(const span& outer, const span& inner) { return outer.is_whole() ? inner : (inner.is_whole() ? outer : span{outer.first + inner.first, inner.count}); }

struct rectangle {
  span rows, columns;
  constexpr bool is_whole() const { return rows.is_whole() && columns.is_whole(); }
  constexpr rectangle turned() const { return {columns, rows}; }
};
constexpr rectangle rectangle_of(const part_places& p) { return {{p.numbers[0], p.numbers[2]}, {p.numbers[1], p.numbers[3]}}; }
constexpr part_places places_of(part_kind kind, const rectangle& r) { return {kind, {r.rows.first, r.columns.first, r.rows.count, r.columns.count}}; }

}  // namespace nabla::detail
