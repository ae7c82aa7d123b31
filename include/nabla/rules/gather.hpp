// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/blocks.hpp>
#include <nabla/rules/refusals.hpp>

#include <limits>

namespace nabla::detail {

// Rows and elements by their numbers, which symbols of indices bring: those are below the range before anything is computed, so that nothing is read or written
// elsewhere. Taking and adding are transposes of each other.

/// The whole number that an index is, in any scalar type.
template <class T>
constexpr std::ptrdiff_t place_of_index(const T& i) {
  if constexpr (requires { static_cast<std::ptrdiff_t>(i); }) return static_cast<std::ptrdiff_t>(i);
  else return static_cast<int>(i);
}

template <extent Range>
struct scatter_add_rule;

/// Rows of a matrix by their numbers: V × c, n × 1 to n × c.
template <extent Range>
struct gather_rows_rule : matrix_function<2> {  // internal
  static constexpr numbered_text name{"gather_rows", Range};
  static constexpr const char* text = name.text;
  static constexpr auto written = "gather_rows";
  static constexpr value_range range{.finite = true};
  static constexpr bool adds_elements = true, takes_rows = true;
  static constexpr inferred_shape infer(const shape* operands) {
    if (!(operands[0].rows == Range)) return {{}, "gather_rows takes indices whose range is the number of rows"};
    return {matrix_shape(operands[1].rows, operands[0].columns)};
  }
  template <int I>
  static constexpr auto operand() {
    if constexpr (I == 0) return placeholder<0, Range, any_width>{};
    else return placeholder<1, any_height, 1>{};
  }
  static constexpr auto pullbacks(auto, auto i, auto, auto d) { return pullback(call<scatter_add_rule<Range>>(d, i), broadcast_to(0_c, i)); }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto& a, const auto& indices) {
    // four columns at a time: each place is made a whole number once for them, and what is written goes on in few places
    std::ptrdiff_t j = 0;
    const auto take = [&]<std::ptrdiff_t... K>(std::integer_sequence<std::ptrdiff_t, K...>) {
      constexpr std::ptrdiff_t count = sizeof...(K);
      for (; to.columns() - j >= count; j += count)
        for (std::ptrdiff_t i = 0; i < to.rows(); ++i) {
          const std::ptrdiff_t place = place_of_index(indices(i, 0));
          ((to(i, j + K) = a(place, j + K)), ...);
        }
    };
    take(std::integer_sequence<std::ptrdiff_t, 0, 1, 2, 3>{});
    take(std::integer_sequence<std::ptrdiff_t, 0>{});
  }
  static constexpr auto c = R"(static inline void $f($T* to, int rows, int columns, const $T* a, int a_rows, int a_columns, const $T* at, int at_rows, int at_columns) {
  (void)a_columns; (void)at_rows; (void)at_columns;
  for (int j = 0; j < columns; ++j)
    for (int i = 0; i < rows; ++i) to[i + rows*j] = a[(int)at[i] + a_rows*j];
}
)";
};

/// Rows added to the rows of those numbers of a matrix of zeros: n × c, n × 1 to V × c.
template <extent Range>
struct scatter_add_rule : matrix_function<2> {  // internal
  static constexpr numbered_text name{"scatter_add", Range};
  static constexpr const char* text = name.text;
  static constexpr auto written = "scatter_add";
  static constexpr value_range range{.finite = true};
  static constexpr bool adds_elements = true;
  static constexpr bool leaves_zeros = true;
  static constexpr inferred_shape infer(const shape* operands) {
    if (!(operands[0].rows == operands[1].rows)) return {{}, "scatter_add takes an index for each row"};
    return {matrix_shape(Range, operands[0].columns)};
  }
  template <int I>
  static constexpr auto operand() { return placeholder<I, any_height, (I == 0 ? any_width : extent(1))>{}; }
  static constexpr auto pullbacks(auto, auto i, auto, auto d) { return pullback(call<gather_rows_rule<Range>>(d, i), broadcast_to(0_c, i)); }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto& rows, const auto& indices) {
    using T = scalar_of<std::remove_cvref_t<decltype(to)>>;
    for (std::ptrdiff_t j = 0; j < to.columns(); ++j) {
      for (std::ptrdiff_t i = 0; i < to.rows(); ++i) to(i, j) = T(0);
      for (std::ptrdiff_t i = 0; i < rows.rows(); ++i) {
        const std::ptrdiff_t place = place_of_index(indices(i, 0));
        to(place, j) = to(place, j) + rows(i, j);
      }
    }
  }
  static constexpr auto c = R"(static inline void $f($T* to, int rows, int columns, const $T* a, int a_rows, int a_columns, const $T* at, int at_rows, int at_columns) {
  (void)a_columns; (void)at_rows; (void)at_columns;
  for (int k = 0; k < rows*columns; ++k) to[k] = 0;
  for (int j = 0; j < columns; ++j)
    for (int i = 0; i < a_rows; ++i) to[(int)at[i] + rows*j] = to[(int)at[i] + rows*j] + a[i + a_rows*j];
}
)";
};

template <extent Range>
struct spread_rule;

/// One element of each row, by the number of its column: n × V, n × 1 to n × 1.
template <extent Range>
struct pick_rule : matrix_function<2> {  // internal
  static constexpr numbered_text name{"pick", Range};
  static constexpr const char* text = name.text;
  static constexpr auto written = "pick";
  static constexpr value_range range{.finite = true};
  static constexpr bool adds_elements = true;
  static constexpr inferred_shape infer(const shape* operands) {
    if (!(operands[0].columns == Range)) return {{}, "pick takes indices whose range is the number of columns"};
    if (!(operands[0].rows == operands[1].rows)) return {{}, "pick takes an index for each row"};
    return {matrix_shape(operands[0].rows)};
  }
  template <int I>
  static constexpr auto operand() { return placeholder<I, any_height, (I == 0 ? Range : extent(1))>{}; }
  static constexpr auto pullbacks(auto, auto i, auto, auto d) { return pullback(call<spread_rule<Range>>(d, i), broadcast_to(0_c, i)); }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto& a, const auto& indices) {
    for (std::ptrdiff_t i = 0; i < to.rows(); ++i) to(i, 0) = a(i, place_of_index(indices(i, 0)));
  }
  static constexpr auto c = R"(static inline void $f($T* to, int rows, int columns, const $T* a, int a_rows, int a_columns, const $T* at, int at_rows, int at_columns) {
  (void)columns; (void)a_columns; (void)at_rows; (void)at_columns;
  for (int i = 0; i < rows; ++i) to[i] = a[i + a_rows*(int)at[i]];
}
)";
};
/// Each element in its row at the column of that number, among zeros: n × 1, n × 1 to n × V.
template <extent Range>
struct spread_rule : matrix_function<2> {  // internal
  static constexpr numbered_text name{"spread", Range};
  static constexpr const char* text = name.text;
  static constexpr value_range range{.finite = true};
  static constexpr bool adds_elements = true;
  static constexpr bool leaves_zeros = true;
  static constexpr inferred_shape infer(const shape* operands) { return {matrix_shape(operands[0].rows, Range)}; }
  template <int I>
  static constexpr auto operand() { return placeholder<I, any_height, 1>{}; }
  static constexpr auto pullbacks(auto, auto i, auto, auto d) { return pullback(call<pick_rule<Range>>(d, i), broadcast_to(0_c, i)); }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto& elements, const auto& indices) {
    using T = scalar_of<std::remove_cvref_t<decltype(to)>>;
    for (std::ptrdiff_t j = 0; j < to.columns(); ++j)
      for (std::ptrdiff_t i = 0; i < to.rows(); ++i) to(i, j) = T(0);
    for (std::ptrdiff_t i = 0; i < to.rows(); ++i) to(i, place_of_index(indices(i, 0))) = elements(i, 0);
  }
  static constexpr auto c = R"(static inline void $f($T* to, int rows, int columns, const $T* a, int a_rows, int a_columns, const $T* at, int at_rows, int at_columns) {
  (void)a_rows; (void)a_columns; (void)at_rows; (void)at_columns;
  for (int k = 0; k < rows*columns; ++k) to[k] = 0;
  for (int i = 0; i < rows; ++i) to[i + rows*(int)at[i]] = a[i];
}
)";
};

template <class I>
concept IsIndices = Expression<I> && facts_of<I>.op == &symbol_operation && facts_of<I>.symbol->kind == role::indices;
template <class I>
inline constexpr extent range_of{};
template <IsIndices I>
inline constexpr extent range_of<I> = facts_of<I>.symbol->range;

/// `gather_rows(E, word)`: the rows of E that `indices<"word", n, rows of E>` names, n × columns of E. The pullback adds into the rows taken.
template <Expression A, IsIndices I>
  requires shapes_agree<gather_rows_rule<range_of<I>>, A, I>
constexpr node_of<gather_rows_rule<range_of<I>>, A, I> gather_rows(A, I) { return {}; }
/// `scatter_add(rows, word)`: zeros, with each row added to the row that its index names.
template <Expression A, IsIndices I>
  requires shapes_agree<scatter_add_rule<range_of<I>>, A, I>
constexpr node_of<scatter_add_rule<range_of<I>>, A, I> scatter_add(A, I) { return {}; }
/// `segment_sum(X, group)`: one row for each group, the sum of the rows of X that are in it; of an empty one zeros.
template <Expression A, IsIndices I>
  requires shapes_agree<scatter_add_rule<range_of<I>>, A, I>
constexpr auto segment_sum(A a, I i) { return scatter_add(a, i); }
/// `pick(X, column)`: one element of each row, that in the column which its index names.
template <Expression A, IsIndices I>
  requires shapes_agree<pick_rule<range_of<I>>, A, I>
constexpr node_of<pick_rule<range_of<I>>, A, I> pick(A, I) { return {}; }

// clang-format off
#define NABLA_DETAIL_NO_GATHER "nabla: rows are taken by a symbol of indices, which are checked where they are bound: indices<\"word\", n, dim<\"words\">>"
NABLA_DETAIL_REFUSAL(gather_refused, NABLA_DETAIL_NO_GATHER)
NABLA_DETAIL_TAKES_REFUSED(gather_rows) NABLA_DETAIL_REFUSED(NABLA_DETAIL_NO_GATHER, gather_rows(...))
#undef NABLA_DETAIL_NO_GATHER
template <Expression A, class I> requires(!IsIndices<I>) gather_refused gather_rows(A, I);
template <Expression A> gather_refused gather_rows(A, std::initializer_list<anything>);
#define NABLA_DETAIL_NO_SCATTER "nabla: rows are added by a symbol of indices, which are checked where they are bound: indices<\"word\", n, dim<\"words\">>"
NABLA_DETAIL_REFUSAL(scatter_refused, NABLA_DETAIL_NO_SCATTER)
NABLA_DETAIL_TAKES_REFUSED(scatter_add) NABLA_DETAIL_REFUSED(NABLA_DETAIL_NO_SCATTER, scatter_add(...))
#undef NABLA_DETAIL_NO_SCATTER
template <Expression A, class I> requires(!IsIndices<I>) scatter_refused scatter_add(A, I);
template <Expression A> scatter_refused scatter_add(A, std::initializer_list<anything>);
#define NABLA_DETAIL_NO_SEGMENT "nabla: rows are in groups by a symbol of indices, which are checked where they are bound: indices<\"group\", n, 5>"
NABLA_DETAIL_REFUSAL(segment_refused, NABLA_DETAIL_NO_SEGMENT)
NABLA_DETAIL_TAKES_REFUSED(segment_sum) NABLA_DETAIL_REFUSED(NABLA_DETAIL_NO_SEGMENT, segment_sum(...))
#undef NABLA_DETAIL_NO_SEGMENT
template <Expression A, class I> requires(!IsIndices<I>) segment_refused segment_sum(A, I);
template <Expression A> segment_refused segment_sum(A, std::initializer_list<anything>);
#define NABLA_DETAIL_NO_PICK "nabla: elements are picked by a symbol of indices, which are checked where they are bound: indices<\"column\", n, 5>"
NABLA_DETAIL_REFUSAL(pick_refused, NABLA_DETAIL_NO_PICK)
NABLA_DETAIL_TAKES_REFUSED(pick) NABLA_DETAIL_REFUSED(NABLA_DETAIL_NO_PICK, pick(...))
#undef NABLA_DETAIL_NO_PICK
template <Expression A, class I> requires(!IsIndices<I>) pick_refused pick(A, I);
template <Expression A> pick_refused pick(A, std::initializer_list<anything>);
// clang-format on
template <class A, IsIndices I, class Sentence = on_sizes<gather_rows_rule<range_of<I>>, A, I>>
NABLA_DETAIL_REFUSED_FOR_SIZES(gather_rows(A, I))
template <class A, IsIndices I, class Sentence = on_sizes<scatter_add_rule<range_of<I>>, A, I>>
NABLA_DETAIL_REFUSED_FOR_SIZES(scatter_add(A, I))
template <class A, IsIndices I, class Sentence = on_sizes<scatter_add_rule<range_of<I>>, A, I>>
NABLA_DETAIL_REFUSED_FOR_SIZES(segment_sum(A, I))
template <class A, IsIndices I, class Sentence = on_sizes<pick_rule<range_of<I>>, A, I>>
NABLA_DETAIL_REFUSED_FOR_SIZES(pick(A, I))

}  // namespace nabla::detail

namespace nabla {
using detail::gather_rows, detail::scatter_add, detail::segment_sum, detail::pick;
}
