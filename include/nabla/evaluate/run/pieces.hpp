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
  matrix_view<T> pieces[sizeof...(Heights)];

  constexpr index columns() const { return pieces[0].column_count; }
  /// The first row of a piece.
  static constexpr int first_row(int piece) {
    const int heights[] = {Heights...};
    int row = 0;
    for (int k = 0; k < piece; ++k) row += heights[k];
    return row;
  }
  /// The piece in which a row is.
  static constexpr int piece_of(int row) {
    int k = 0;
    while (k + 1 < static_cast<int>(sizeof...(Heights)) && row >= first_row(k + 1)) ++k;
    return k;
  }
  /// Do rows lie in one piece?
  static constexpr bool are_together(int first, int rows) { return rows == 0 || piece_of(first) == piece_of(first + rows - 1); }
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
    if constexpr (Pieces::are_together(First, Count)) return &element<First>();
    else {
      [&]<int... I>(std::integer_sequence<int, I...>) { ((room[I] = element<First + I>()), ...); }(std::make_integer_sequence<int, Count>{});
      return room;
    }
  }

 private:
  template <int Row>
  [[gnu::always_inline]] constexpr T& element() const {
    constexpr int piece = Pieces::piece_of(Row);
    return of.pieces[piece].data[Row - Pieces::first_row(piece) + t * of.pieces[piece].stride];
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
  template <int... V>
  struct views {
    template <int... W>
    friend constexpr views<V..., W...> operator+(views<V...>, views<W...>) { return {}; }
    static constexpr auto make(const C& c) { return stacked_pieces<T, C::plan.shapes[C::plan.views[V].shape_index].rows.size...>{{c.template view<V>()...}}; }
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
