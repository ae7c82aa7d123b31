// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/context.hpp>

#include <utility>

namespace nabla::detail {

/// Matrices of as many columns, one below the other, that nobody has put together: what kernels read that take pieces. Heights are known.
template <class T, int... Heights>
struct stacked_pieces {
  using scalar = T;
  static constexpr int count = sizeof...(Heights), heights[] = {Heights...};
  matrix_view<T> pieces[sizeof...(Heights)];

  constexpr index columns() const { return pieces[0].column_count; }
  /// The piece in which row First is.
  template <int First>
  static constexpr int piece_of = [] {
    int k = 0;
    for (int end = heights[0]; First >= end && k + 1 < count; end += heights[++k]) {}
    return k;
  }();
  template <int Piece>
  static constexpr int first_row = [] {
    int row = 0;
    for (int k = 0; k < Piece; ++k) row += heights[k];
    return row;
  }();
  /// Do rows lie in one piece?
  template <int First, int Count>
  static constexpr bool are_together = Count == 0 || piece_of<First> == piece_of<First + Count - 1>;
};

/// Column t of a matrix, or of what is stacked.
template <class T>
struct column_of_matrix {
  T* first;
  template <int First, int Count>
  [[gnu::always_inline]] constexpr T* rows(T*) const {
    return first + First;
  }
};
template <class Pieces>
struct column_of_pieces {
  using T = typename Pieces::scalar;
  const Pieces& of;
  index t;
  /// Where rows are; those of several pieces are copied to `room`.
  template <int First, int Count>
  [[gnu::always_inline]] constexpr T* rows(T* room) const {
    if constexpr (Pieces::template are_together<First, Count>) return &element<First>();
    else {
      [&]<int... I>(std::integer_sequence<int, I...>) { ((room[I] = element<First + I>()), ...); }(std::make_integer_sequence<int, Count>{});
      return room;
    }
  }

 private:
  template <int Row>
  [[gnu::always_inline]] constexpr T& element() const {
    constexpr int piece = Pieces::template piece_of<Row>;
    return of.pieces[piece].data[Row - Pieces::template first_row<piece> + t * of.pieces[piece].stride];
  }
};
template <class T>
constexpr column_of_matrix<T> column_at(const matrix_view<T>& m, index t) {
  return {m.data + t * m.stride};
}
template <class T, int... Heights>
constexpr column_of_pieces<stacked_pieces<T, Heights...>> column_at(const stacked_pieces<T, Heights...>& m, index t) {
  return {m, t};
}

template <class T>
inline constexpr bool is_stacked = false;
template <class T, int... Heights>
inline constexpr bool is_stacked<stacked_pieces<T, Heights...>> = true;

/// The pieces of a view that is a stack which stays apart.
template <class C, int View>
struct pieces_of_view {
  using T = typename C::scalar;
  static constexpr int stacking = C::plan.views[View].stacking;
  static constexpr bool exist = stacking >= 0;
  template <class... Heights>
  struct list_of {};
  template <int... V>
  struct views {
    template <int... W>
    friend constexpr views<V..., W...> operator+(views<V...>, views<W...>) { return {}; }
    static constexpr auto make(const C& c) { return stacked_pieces<T, C::plan.forms[C::plan.views[V].form].rows.size...>{{c.template view<V>()...}}; }
  };
  template <int V>
  static constexpr auto leaves() {
    constexpr int number = C::plan.views[V].stacking;
    if constexpr (number < 0) return views<V>{};
    else return below<number>(std::make_integer_sequence<int, count<number>()>{});
  }
  template <int Member>
  static constexpr int count() {
    int found = 0;
    for (const loop_operand& o : C::plan.members[Member].operands) found += o.kind != source::none ? 1 : 0;
    return found;
  }
  template <int Member, int... K>
  static constexpr auto below(std::integer_sequence<int, K...>) {
    return (leaves<C::plan.members[Member].operands[K].index>() + ...);
  }
  static constexpr auto make(const C& c) { return decltype(leaves<View>())::make(c); }
};

}  // namespace nabla::detail
