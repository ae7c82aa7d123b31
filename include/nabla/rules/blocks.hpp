// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/matrix.hpp>
#include <nabla/rules/numbered.hpp>

namespace nabla {

// Parts of matrices. Linear functions: the pullback of taking a part puts it back among zeros. An index below 0 counts from the end.

inline constexpr int full_extent = -2147483647 - 1;  ///< as many as there are, from 0 on: no size that anybody writes

/// Are `Size` places along one direction, from `First` on, inside `extent`?
template <int First, int Size>
constexpr bool part_fits(std::ptrdiff_t extent) {
  if (Size == full_extent) return First == 0;
  constexpr std::ptrdiff_t first = First, size = Size;  // their sum may be no int
  return size >= 0 && (first >= 0 ? first + size <= extent : -first <= extent && first + size <= 0);
}
/// Does such a part of anything fit?
template <int First, int Size>
inline constexpr bool is_part = part_fits<First, Size>(std::ptrdiff_t{1} << 40);
/// Does it fit as far as the size is known?
template <int First, int Size>
constexpr bool part_fits(const extent& e) {
  return !e.is_named() ? part_fits<First, Size>(std::ptrdiff_t{e.size}) : is_part<First, Size>;
}
template <int First, class Index>
constexpr Index place_of(Index size) {
  if constexpr (First < 0) return size + First;
  else return First;
}

/// Name of a part: as it is written where there is a short way.
template <int Row, int Column, int Rows, int Columns>
constexpr numbered_text part_text(bool put) {
  constexpr bool whole_rows = Column == 0 && Columns == full_extent && Rows != full_extent, whole_columns = Row == 0 && Rows == full_extent && Columns != full_extent;
  if (whole_rows && Rows == 1) return {put ? "put_row" : "row", Row};
  if (whole_rows) return {put ? "put_rows" : "rows", Row, Rows};
  if (whole_columns && Columns == 1) return {put ? "put_column" : "column", Column};
  if (whole_columns) return {put ? "put_columns" : "columns", Column, Columns};
  return {put ? "put_block" : "block", Row, Column, Rows, Columns};
}

template <int Row, int Column, int Rows, int Columns>
struct put_rule;

/// Rows × Columns of a matrix, from (Row, Column) on; either may be 0.
template <int Row, int Column, int Rows, int Columns>
struct block_rule : matrix_function<1> {
  static constexpr numbered_text name = part_text<Row, Column, Rows, Columns>(false);
  static constexpr const char* text = name.text;
  static constexpr value_range range{.finite = true};
  static constexpr bool moves_elements = true;
  static constexpr inferred_shape infer(const shape* a) {
    if (!part_fits<Row, Rows>(a[0].rows) || !part_fits<Column, Columns>(a[0].columns)) return {{}, "that part reaches beyond the matrix"};
    return {matrix_shape(Rows == full_extent ? a[0].rows : extent(Rows), Columns == full_extent ? a[0].columns : extent(Columns))};
  }
  static constexpr auto pullbacks(auto A, auto, auto d)
    requires(is_part<Row, Rows> && is_part<Column, Columns>)
  {
    return pullback(call<put_rule<Row, Column, Rows, Columns>>(d, A));
  }
  static constexpr bool fits(const auto&, const auto& a) { return part_fits<Row, Rows>(a.rows()) && part_fits<Column, Columns>(a.columns()); }
  static constexpr auto element(const auto&, auto i, auto j, const auto& a) { return a(place_of<Row>(a.rows()) + i, place_of<Column>(a.columns()) + j); }
  static constexpr void kernel(const auto& to, const auto& a) { nabla::fill_elements<block_rule>(to, a); }
};

/// Zeros of the shape of the second operand, with the first at (Row, Column).
template <int Row, int Column, int Rows, int Columns>
struct put_rule : matrix_function<2> {  // internal
  static constexpr numbered_text name = part_text<Row, Column, Rows, Columns>(true);
  static constexpr const char* text = name.text;
  static constexpr value_range range{.finite = true};
  static constexpr bool moves_elements = true;
  static constexpr bool leaves_zeros = true;
  static constexpr bool last_is_shape = true;
  static constexpr inferred_shape infer(const shape* operands) {
    const shape &part = operands[0], &whole = operands[1];
    if (!part_fits<Row, Rows>(whole.rows) || !part_fits<Column, Columns>(whole.columns)) return {{}, "that part reaches beyond the matrix"};
    if (!(part == matrix_shape(Rows == full_extent ? whole.rows : extent(Rows), Columns == full_extent ? whole.columns : extent(Columns)))) return {{}, "that part has another size"};
    return {whole};
  }
  static constexpr bool fits(const auto& to, const auto&) { return part_fits<Row, Rows>(to.rows()) && part_fits<Column, Columns>(to.columns()); }
  static constexpr extent height = Rows == full_extent ? extent(dim<"m">) : extent(Rows);
  static constexpr extent width = Columns == full_extent ? extent(dim<"n">) : extent(Columns);
  template <int I>
  static constexpr auto operand() {
    if constexpr (I == 1) return placeholder<1, dim<"m">, dim<"n">>{};
    else return placeholder<0, height, width>{};
  }
  static constexpr auto pullbacks(auto, auto like, auto, auto d)
    requires(is_part<Row, Rows> && is_part<Column, Columns>)
  {
    return pullback(call<block_rule<Row, Column, Rows, Columns>>(d), broadcast_to(0_c, like));
  }
  static constexpr auto element(const auto& to, auto i, auto j, const auto& part) {
    using T = scalar_of<std::remove_cvref_t<decltype(to)>>;
    const auto row = i - place_of<Row>(to.rows()), column = j - place_of<Column>(to.columns());
    return choose(row >= 0 && row < part.rows() && column >= 0 && column < part.columns(), [&] { return part(row, column); }, T(0));
  }
  static constexpr void kernel(const auto& to, const auto& part) { nabla::fill_elements<put_rule>(to, part); }
};

// The transposes of these, as derivatives have them: a part among zeros of the shape of the second operand.
template <int Row, int Column, int Rows, int Columns, Expression A, Expression Like>
  requires shapes_agree<put_rule<Row, Column, Rows, Columns>, A, Like>
constexpr node_of<put_rule<Row, Column, Rows, Columns>, A, Like> put_block(A, Like) { return {}; }
template <int First, int Count, Expression A, Expression Like>
  requires shapes_agree<put_rule<First, 0, Count, full_extent>, A, Like>
constexpr node_of<put_rule<First, 0, Count, full_extent>, A, Like> put_rows(A, Like) { return {}; }
template <int First, int Count, Expression A, Expression Like>
  requires shapes_agree<put_rule<0, First, full_extent, Count>, A, Like>
constexpr node_of<put_rule<0, First, full_extent, Count>, A, Like> put_columns(A, Like) { return {}; }
template <int I, Expression A, Expression Like>
  requires shapes_agree<put_rule<I, 0, 1, full_extent>, A, Like>
constexpr node_of<put_rule<I, 0, 1, full_extent>, A, Like> put_row(A, Like) { return {}; }
template <int J, Expression A, Expression Like>
  requires shapes_agree<put_rule<0, J, full_extent, 1>, A, Like>
constexpr node_of<put_rule<0, J, full_extent, 1>, A, Like> put_column(A, Like) { return {}; }

/// `block<r, c, rows, cols>(A)`: the part that begins at (r, c).
template <int Row, int Column, int Rows, int Columns, Expression A>
  requires shapes_agree<block_rule<Row, Column, Rows, Columns>, A>
constexpr node_of<block_rule<Row, Column, Rows, Columns>, A> block(A) { return {}; }
/// `rows<first, count>(A)`
template <int First, int Count, Expression A>
  requires shapes_agree<block_rule<First, 0, Count, full_extent>, A>
constexpr node_of<block_rule<First, 0, Count, full_extent>, A> rows(A) { return {}; }
/// `columns<first, count>(A)`
template <int First, int Count, Expression A>
  requires shapes_agree<block_rule<0, First, full_extent, Count>, A>
constexpr node_of<block_rule<0, First, full_extent, Count>, A> columns(A) { return {}; }
/// `row<i>(A)`, 1 × n; `row<-1>(A)` is the last.
template <int I, Expression A>
  requires shapes_agree<block_rule<I, 0, 1, full_extent>, A>
constexpr node_of<block_rule<I, 0, 1, full_extent>, A> row(A) { return {}; }
/// `column<j>(A)`, m × 1; `column<-1>(A)` is the last.
template <int J, Expression A>
  requires shapes_agree<block_rule<0, J, full_extent, 1>, A>
constexpr node_of<block_rule<0, J, full_extent, 1>, A> column(A) { return {}; }

/// The part of a vector, or of the rows of a matrix; along a row where there is only one.
template <int First, int Count, Expression V>
using vector_part = std::conditional_t<facts_of<V>.form.rows.is_one(), block_rule<0, First, full_extent, Count>, block_rule<First, 0, Count, full_extent>>;
/// The first k elements of a vector.
template <int K, Expression V>
  requires shapes_agree<vector_part<0, K, V>, V>
constexpr node_of<vector_part<0, K, V>, V> head(V) { return {}; }
/// The last k elements of a vector.
template <int K, Expression V>
  requires shapes_agree<vector_part<-K, K, V>, V>
constexpr node_of<vector_part<-K, K, V>, V> tail(V) { return {}; }

/// Matrices side by side, or one above the other; Sizes are their columns, or rows.
template <bool Horizontal, int... Sizes>
struct stack_rule : matrix_function<static_cast<int>(sizeof...(Sizes))> {
  static constexpr numbered_text name{Horizontal ? "hstack" : "vstack", Sizes...};
  static constexpr const char* text = name.text;
  static constexpr value_range range{.finite = true};
  static constexpr auto written = Horizontal ? "hstack" : "vstack";
  static constexpr bool moves_elements = true;
  static constexpr int sizes[sizeof...(Sizes)] = {Sizes...};
  static constexpr int total = (0 + ... + Sizes);
  static constexpr extent across(const shape& s) { return Horizontal ? s.rows : s.columns; }
  static constexpr shape of(extent across, extent along) { return Horizontal ? matrix_shape(across, along) : matrix_shape(along, across); }

  static constexpr inferred_shape infer(const shape* operands) {
    for (unsigned i = 1; i < sizeof...(Sizes); ++i)
      if (!(across(operands[i]) == across(operands[0]))) return {{}, Horizontal ? "hstack takes matrices with as many rows" : "vstack takes matrices with as many columns"};
    return {of(across(operands[0]), total)};
  }
  template <int I>
  static constexpr auto operand() {
    constexpr shape form = of(dim<"m">, sizes[I]);
    return placeholder<I, form.rows, form.columns>{};
  }
  template <int I>
  static constexpr auto part(auto d) {
    constexpr int first = [] {
      int sum = 0;
      for (int i = 0; i < I; ++i) sum += sizes[i];
      return sum;
    }();
    if constexpr (Horizontal) return columns<first, sizes[I]>(d);
    else return rows<first, sizes[I]>(d);
  }
  // after the operands come the result and the cotangent
  static constexpr auto pullbacks(auto, auto, auto, auto d)
    requires(sizeof...(Sizes) == 2)
  {
    return pullback(part<0>(d), part<1>(d));
  }
  static constexpr auto pullbacks(auto, auto, auto, auto, auto d)
    requires(sizeof...(Sizes) == 3)
  {
    return pullback(part<0>(d), part<1>(d), part<2>(d));
  }
  static constexpr auto pullbacks(auto, auto, auto, auto, auto, auto d)
    requires(sizeof...(Sizes) == 4)
  {
    return pullback(part<0>(d), part<1>(d), part<2>(d), part<3>(d));
  }
  static constexpr void kernel(const auto& to, const auto&... parts) {
    std::ptrdiff_t row = 0, column = 0;
    const auto copy = [&](const auto& part) {
      for (std::ptrdiff_t j = 0; j < part.columns(); ++j)
        for (std::ptrdiff_t i = 0; i < part.rows(); ++i) to(row + i, column + j) = part(i, j);
      (Horizontal ? column : row) += Horizontal ? part.columns() : part.rows();
    };
    (copy(parts), ...);
  }
};

template <bool Horizontal, class... A>
using stack_of = stack_rule<Horizontal, (Horizontal ? facts_of<A>.form.columns.size : facts_of<A>.form.rows.size)...>;

/// Sums of sizes that are names have none: matrices are stacked along a direction whose size is a number.
template <bool Horizontal, class... A>
concept stacks_known_sizes = (!(Horizontal ? facts_of<A>.form.columns : facts_of<A>.form.rows).is_named() && ...);

/// Matrices side by side: m × a, m × b, … to m × (a + b + …).
template <Expression A>
constexpr A hstack(A) { return {}; }
template <Expression... A>
  requires(sizeof...(A) >= 2 && sizeof...(A) <= 4) && stacks_known_sizes<true, A...> && shapes_agree<stack_of<true, A...>, A...>
constexpr auto hstack(A...) { return node_of<stack_of<true, A...>, A...>{}; }
template <Expression A, Expression B, Expression C, Expression D, Expression E, Expression... More>
constexpr auto hstack(A a, B b, C c, D d, E e, More... more) { return nabla::hstack(nabla::hstack(a, b, c, d), e, more...); }

/// Matrices one above the other: a × n, b × n, … to (a + b + …) × n.
template <Expression A>
constexpr A vstack(A) { return {}; }
template <Expression... A>
  requires(sizeof...(A) >= 2 && sizeof...(A) <= 4) && stacks_known_sizes<false, A...> && shapes_agree<stack_of<false, A...>, A...>
constexpr auto vstack(A...) { return node_of<stack_of<false, A...>, A...>{}; }
template <Expression A, Expression B, Expression C, Expression D, Expression E, Expression... More>
constexpr auto vstack(A a, B b, C c, D d, E e, More... more) { return nabla::vstack(nabla::vstack(a, b, c, d), e, more...); }

/// `repeat<2, 3>(A)`: a 2 × 3 arrangement of copies of A, like tiles.
template <int Rows, int Columns, Expression A>
  requires(Rows >= 1 && Columns >= 1)
constexpr auto repeat(A a) {
  if constexpr (Rows > 1) {
    auto half = nabla::repeat<Rows / 2, Columns>(a);
    if constexpr (Rows % 2 == 0) return nabla::vstack(half, half);
    else return nabla::vstack(half, half, nabla::repeat<1, Columns>(a));
  } else if constexpr (Columns > 1) {
    auto half = nabla::repeat<1, Columns / 2>(a);
    if constexpr (Columns % 2 == 0) return nabla::hstack(half, half);
    else return nabla::hstack(half, half, a);
  } else return a;
}

}  // namespace nabla
