// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/matrix.hpp>
#include <nabla/rules/parts.hpp>

namespace nabla::detail {

// Parts of matrices. Linear functions: the pullback of taking a part puts it back among zeros. An index below 0 counts from the end.

/// Sizes of what a part is taken of, in the language of entries: names that nobody gives to a size.
inline constexpr extent any_height = dim<"its rows">, any_width = dim<"its columns">;

template <int Row, int Column, auto Rows, auto Columns>
struct put_rule;

/// Rows × Columns of a matrix, from (Row, Column) on; either may be 0, an extent, or up to the end.
template <int Row, int Column, auto Rows, auto Columns>
struct block_rule : matrix_function<1> {
  static constexpr numbered_text name = part_text(false, Row, Column, Rows, Columns);
  static constexpr part_places places = numbered_places<part_kind::block, Row, Column>(Rows, Columns);
  static constexpr slice_places slice = slice_up_to_end<slice_kind::take, Row, Column>(Rows, Columns);
  static constexpr const char* text = name.text;
  static constexpr value_range range{.finite = true};
  static constexpr bool moves_elements = true;
  static constexpr inferred_shape infer(const shape* a) {
    if (!part_fits<Row, Rows>(a[0].rows) || !part_fits<Column, Columns>(a[0].columns)) return {{}, "that part reaches beyond the matrix"};
    return {matrix_shape(size_of_part<Row>(Rows, a[0].rows), size_of_part<Column>(Columns, a[0].columns))};
  }
  template <int I>
  static constexpr auto operand() { return placeholder<0, any_height, any_width>{}; }
  static constexpr auto pullbacks(auto A, auto, auto d)
    requires(is_part<Row, Rows>() && is_part<Column, Columns>())
  {
    return pullback(call<put_rule<Row, Column, Rows, Columns>>(d, A));
  }
  NABLA_DETAIL_RUNS static constexpr bool fits(const auto& to, const auto& a) { return part_fits<Row>(to.rows(), a.rows()) && part_fits<Column>(to.columns(), a.columns()); }
  NABLA_DETAIL_RUNS static constexpr auto element(const auto&, auto i, auto j, const auto& a) { return a(place_of<Row>(a.rows()) + i, place_of<Column>(a.columns()) + j); }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto& a) { detail::fill_elements<block_rule>(to, a); }
};

/// Zeros of the shape of the second operand, with the first at (Row, Column).
template <int Row, int Column, auto Rows, auto Columns>
struct put_rule : matrix_function<2> {  // internal
  static constexpr numbered_text name = part_text(true, Row, Column, Rows, Columns);
  static constexpr part_places places = numbered_places<part_kind::put, Row, Column>(Rows, Columns);
  static constexpr slice_places slice = slice_up_to_end<slice_kind::put, Row, Column>(Rows, Columns);
  static constexpr const char* text = name.text;
  static constexpr value_range range{.finite = true};
  static constexpr bool moves_elements = true;
  static constexpr bool leaves_zeros = true;
  static constexpr bool last_is_shape = true;
  static constexpr inferred_shape infer(const shape* operands) {
    const shape &part = operands[0], &whole = operands[1];
    if (!part_fits<Row, Rows>(whole.rows) || !part_fits<Column, Columns>(whole.columns)) return {{}, "that part reaches beyond the matrix"};
    if (!(part == matrix_shape(size_of_part<Row>(Rows, whole.rows), size_of_part<Column>(Columns, whole.columns)))) return {{}, "that part has another size"};
    return {whole};
  }
  NABLA_DETAIL_RUNS static constexpr bool fits(const auto& to, const auto& part) { return part_fits<Row>(part.rows(), to.rows()) && part_fits<Column>(part.columns(), to.columns()); }
  template <int I>
  static constexpr auto operand() {
    if constexpr (I == 1) return placeholder<1, any_height, any_width>{};
    else return placeholder<0, size_of_part<Row>(Rows, any_height), size_of_part<Column>(Columns, any_width)>{};
  }
  static constexpr auto pullbacks(auto, auto like, auto, auto d)
    requires(is_part<Row, Rows>() && is_part<Column, Columns>())
  {
    return pullback(call<block_rule<Row, Column, Rows, Columns>>(d), broadcast_to(0_c, like));
  }
  NABLA_DETAIL_RUNS static constexpr auto element(const auto& to, auto i, auto j, const auto& part) {
    using T = scalar_of<std::remove_cvref_t<decltype(to)>>;
    const auto row = i - place_of<Row>(to.rows()), column = j - place_of<Column>(to.columns());
    return choose(row >= 0 && row < part.rows() && column >= 0 && column < part.columns(), [&] { return part(row, column); }, T(0));
  }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto& part) { detail::fill_elements<put_rule>(to, part); }
};

// What a call of rows, columns and block names.
template <int Row, int Column, auto Rows, auto Columns, class A>
using part_of = block_rule<Row, Column, written_size<Row, Rows, facts_of<A>.extents.rows>(), written_size<Column, Columns, facts_of<A>.extents.columns>()>;
template <int Row, int Column, auto Rows, auto Columns, class A>
using put_of = put_rule<Row, Column, written_size<Row, Rows, facts_of<A>.extents.rows>(), written_size<Column, Columns, facts_of<A>.extents.columns>()>;

// The transposes of these, as derivatives have them: a part among zeros of the shape of the second operand.
/// `put_block<r, c, rows, columns>(part, A)`: the part in zeros of the shape of A, where `block` took it.
template <int Row, int Column, auto Rows, auto Columns, Expression A, Expression Like>
  requires shapes_agree<put_of<Row, Column, Rows, Columns, Like>, A, Like>
constexpr node_of<put_of<Row, Column, Rows, Columns, Like>, A, Like> put_block(A, Like) { return {}; }
/// `put_rows<first, count>(part, A)`: rows in zeros of the shape of A.
template <int First, auto Count, Expression A, Expression Like>
  requires shapes_agree<put_of<First, 0, Count, full_extent, Like>, A, Like>
constexpr node_of<put_of<First, 0, Count, full_extent, Like>, A, Like> put_rows(A, Like) { return {}; }
/// `put_columns<first, count>(part, A)`: columns in zeros of the shape of A.
template <int First, auto Count, Expression A, Expression Like>
  requires shapes_agree<put_of<0, First, full_extent, Count, Like>, A, Like>
constexpr node_of<put_of<0, First, full_extent, Count, Like>, A, Like> put_columns(A, Like) { return {}; }
template <int I, Expression A, Expression Like>
  requires shapes_agree<put_rule<I, 0, 1, full_extent>, A, Like>
constexpr node_of<put_rule<I, 0, 1, full_extent>, A, Like> put_row(A, Like) { return {}; }
template <int J, Expression A, Expression Like>
  requires shapes_agree<put_rule<0, J, full_extent, 1>, A, Like>
constexpr node_of<put_rule<0, J, full_extent, 1>, A, Like> put_column(A, Like) { return {}; }

/// `block<r, c, rows, cols>(A)`: the part that begins at (r, c). A size may be a name and a number, `n - 1`, or `to_end`.
template <int Row, int Column, auto Rows, auto Columns, Expression A>
  requires shapes_agree<part_of<Row, Column, Rows, Columns, A>, A>
constexpr node_of<part_of<Row, Column, Rows, Columns, A>, A> block(A) { return {}; }
/// `rows<first, count>(A)`: `rows<2, 3>(A)`, `rows<1, n - 1>(A)`, `rows<2, to_end>(A)`
template <int First, auto Count, Expression A>
  requires shapes_agree<part_of<First, 0, Count, full_extent, A>, A>
constexpr node_of<part_of<First, 0, Count, full_extent, A>, A> rows(A) { return {}; }
/// `columns<first, count>(A)`
template <int First, auto Count, Expression A>
  requires shapes_agree<part_of<0, First, full_extent, Count, A>, A>
constexpr node_of<part_of<0, First, full_extent, Count, A>, A> columns(A) { return {}; }
/// `row<i>(A)`, 1 × n; `row<-1>(A)` is the last.
template <int I, Expression A>
  requires shapes_agree<block_rule<I, 0, 1, full_extent>, A>
constexpr node_of<block_rule<I, 0, 1, full_extent>, A> row(A) { return {}; }
/// `column<j>(A)`, m × 1; `column<-1>(A)` is the last.
template <int J, Expression A>
  requires shapes_agree<block_rule<0, J, full_extent, 1>, A>
constexpr node_of<block_rule<0, J, full_extent, 1>, A> column(A) { return {}; }

/// Is it a row, so that parts of the vector lie along it? Of all others they are rows.
template <Expression V>
inline constexpr bool lies_along_a_row = facts_of<V>.extents.rows.is_one();
/// The part of a vector, or of the rows of a matrix; along a row where there is only one.
template <int First, auto Count, Expression V>
using vector_part = std::conditional_t<lies_along_a_row<V>, part_of<0, First, full_extent, Count, V>, part_of<First, 0, Count, full_extent, V>>;
/// The first k elements of a vector.
template <int K, Expression V>
  requires shapes_agree<vector_part<0, K, V>, V>
constexpr node_of<vector_part<0, K, V>, V> head(V) { return {}; }
/// The last k elements of a vector.
template <int K, Expression V>
  requires shapes_agree<vector_part<-K, K, V>, V>
constexpr node_of<vector_part<-K, K, V>, V> tail(V) { return {}; }

/// A vector, or the rows of a matrix, without the first k.
template <int K, Expression V>
  requires(K >= 0) && shapes_agree<vector_part<K, to_end, V>, V>
constexpr node_of<vector_part<K, to_end, V>, V> drop_first(V) { return {}; }
/// A vector, or the rows of a matrix, without the last k.
template <int K, Expression V>
  requires(K >= 0) && shapes_agree<vector_part<0, to_end - K, V>, V>
constexpr node_of<vector_part<0, to_end - K, V>, V> drop_last(V) { return {}; }
/// The differences of neighbours, v₁ - v₀, v₂ - v₁, …: of a vector, or of the rows of a matrix. One less than there are.
template <Expression V>
  requires shapes_agree<vector_part<1, to_end, V>, V>
constexpr auto difference(V v) { return drop_first<1>(v) - drop_last<1>(v); }

/// Elements moved by so many rows, or columns, to larger numbers, or below 0 to smaller ones; zeros move in.
template <int Rows, int Columns>
struct shift_rule : matrix_function<1> {
  static constexpr slice_places slice = Rows == 0 ? slice_places{slice_kind::shift, true, Columns} : (Columns == 0 ? slice_places{slice_kind::shift, false, Rows} : slice_places{});
  static constexpr numbered_text name{"shift", Rows, Columns};
  static constexpr const char* text = name.text;
  static constexpr value_range range{.finite = true};
  static constexpr bool moves_elements = true;
  static constexpr bool leaves_zeros = true;
  static constexpr inferred_shape infer(const shape* a) { return {a[0]}; }
  static constexpr auto pullbacks(auto, auto, auto d) { return pullback(call<shift_rule<-Rows, -Columns>>(d)); }
  NABLA_DETAIL_RUNS static constexpr auto element(const auto& to, auto i, auto j, const auto& a) {
    using T = scalar_of<std::remove_cvref_t<decltype(to)>>;
    const auto row = i - Rows, column = j - Columns;
    return choose(row >= 0 && row < a.rows() && column >= 0 && column < a.columns(), [&] { return a(row, column); }, T(0));
  }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto& a) { detail::fill_elements<shift_rule>(to, a); }
};
/// `shift<k>(v)`: element i is v_{i-k}, or 0 where there is none; of a matrix its rows.
template <int K, Expression V>
  requires(K != -2147483647 - 1)
constexpr auto shift(V v) {
  if constexpr (K == 0) return v;
  else return node_of<shift_rule<(lies_along_a_row<V> ? 0 : K), (lies_along_a_row<V> ? K : 0)>, V>{};
}
/// `shift<r, c>(A)`: rows by r or columns by c; one of them is 0.
template <int Rows, int Columns, Expression V>
  requires((Rows == 0) != (Columns == 0))
constexpr auto shift(V) {
  return node_of<shift_rule<Rows, Columns>, V>{};
}

}  // namespace nabla::detail

namespace nabla {
using detail::tail, detail::head, detail::row, detail::rows, detail::column, detail::columns, detail::block, detail::put_row, detail::put_rows,
    detail::put_column, detail::put_columns, detail::put_block, detail::drop_first, detail::drop_last, detail::difference, detail::shift;
}
