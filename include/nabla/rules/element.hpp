// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/blocks.hpp>
#include <nabla/rules/refusals.hpp>

namespace nabla::detail {

/// Is there such an element, as far as the size is known? An index below 0 counts from the end.
template <std::int64_t I>
constexpr bool has_place(const extent& e) { return I >= -2147483647 && I <= 2147483647 && part_fits(I, 1, e); }

/// What an element is, an expression; of one that is not there what refuses it, in a sentence.
template <class Element, bool IsThere = true>
struct element_given {
  using type = Element;
  static constexpr bool is_there = IsThere;
};
template <fixed_string Why, class A>
using element_refused = element_given<unfit<shown<shapes_refused<Why, A>()>>, false>;

/// `A(1_c, 0_c)`: the element of row 1 and column 0, counted from 0; `A(-1_c, 0_c)` is one of the last row.
template <Expression A, std::int64_t I, std::int64_t J>
constexpr auto element_at(A a, constant<I, 1>, constant<J, 1>) {
  constexpr shape extents = facts_of<A>.extents;
  if constexpr (!has_place<I>(extents.rows) || !has_place<J>(extents.columns)) return element_refused<"no such element, counted from 0", A>{};
  else if constexpr (extents.is_scalar()) return element_given<A>{};
  else if constexpr (extents.columns.is_one()) return element_given<decltype(row<static_cast<int>(I)>(a))>{};
  else if constexpr (extents.rows.is_one()) return element_given<decltype(column<static_cast<int>(J)>(a))>{};
  else return element_given<decltype(block<static_cast<int>(I), static_cast<int>(J), 1, 1>(a))>{};
}
/// `v[2_c]`: element 2 of a column or a row, counted from 0; `v[-1_c]` is the last.
template <Expression A, std::int64_t I>
constexpr auto element_at(A a, constant<I, 1> i) {
  constexpr shape extents = facts_of<A>.extents;
  if constexpr (extents.columns.is_one()) return element_at(a, i, constant<0, 1>{});
  else if constexpr (extents.rows.is_one()) return element_at(a, constant<0, 1>{}, i);
  else return element_refused<"an element of a matrix is A(i, j)", A>{};
}

}  // namespace nabla::detail
