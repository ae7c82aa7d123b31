// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/loops/scan.hpp>

namespace nabla::detail {

/// The body of a map with its symbols.
template <class F, class... Sequences>
struct mapped_body {
  static constexpr int probe = 900;
  template <int First>
  using rows = typename loop_symbols<First, constant<0, 1>, Sequences...>::sequences;
  template <class... Rows>
  static auto run(symbol_list<Rows...>) {
    static_assert(std::is_invocable_v<F, Rows...>, "nabla: the body of map_rows() takes a row of each matrix");
    using result = std::remove_cvref_t<std::invoke_result_t<F, Rows...>>;
    static_assert(Expression<result>, "nabla: the body of map_rows() gives an expression");
    return result{};
  }
  using probed = decltype(run(rows<probe>{}));
  static constexpr int first = 1 + symbol_table<probed>::largest_number(probe);
  using sequences = rows<first>;
  using body = decltype(subs(as_column(run(sequences{}))));
  using parameters = typename outer_symbols<body, first>::type;
  static_assert(facts_of<body>.form.is_static() && sizes_are_known(parameters{}), "nabla: what the body of map_rows() gives, and what it takes from outside, has a known size");
};

template <class F, class... Sequences>
constexpr auto mapped_rows(Sequences... sequences) {
  static_assert((!facts_of<Sequences>.form.columns.is_named() && ...), "nabla: the rows that map_rows() takes have a known size; how many there are may be a name");
  static_assert(((facts_of<Sequences>.form.rows == facts_of<std::tuple_element_t<0, std::tuple<Sequences...>>>.form.rows) && ...), "nabla: the matrices of map_rows() have as many rows");
  using own = mapped_body<F, Sequences...>;
  return transpose(call<map_step_rule<step<typename own::body, symbol_list<>, typename own::sequences, typename own::parameters>>>(above(transpose(sequences)...), packed(typename own::parameters{})));
}

/// The same of rows that are matrices, row by row.
template <class F, int Rows, int Columns>
struct body_of_blocks {
  constexpr auto operator()(auto... rows) const { return flat(F{}(reshape<Rows, Columns>(rows)...)); }

 private:
  template <class Block>
  static constexpr auto flat(Block block) {
    static_assert(Expression<Block> && facts_of<Block>.form.is_static(), "nabla: the body of map_blocks() gives an expression of a known size");
    return reshape<1, facts_of<Block>.form.rows.size * facts_of<Block>.form.columns.size>(block);
  }
};

/// `map_rows(X, [](auto row) { … })`: what the body gives for each row of X, in a row for each; a matrix column by column. Several matrices: `map_rows(X, Y, [](auto x, auto y) { … })`.
/// What the body takes from outside has known sizes. Computed for all rows at once where its formula lets that be.
template <Expression X, class... More>
  requires(sizeof...(More) > 0)
constexpr auto map_rows(X, More...) {
  using all = loop_arguments<X, More...>;
  return []<std::size_t... I>(std::index_sequence<I...>) { return mapped_rows<typename all::body>(typename all::template argument<I>{}...); }(std::make_index_sequence<sizeof...(More)>{});
}
/// `map_blocks<4, 8>(X, [](auto block) { … })`: each row of X is a 4 × 8 matrix, row by row, and so is what the body gives: images, sequences in a batch, heads of attention.
template <int Rows, int Columns, Expression X, class... More>
  requires(sizeof...(More) > 0)
constexpr auto map_blocks(X, More...) {
  using all = loop_arguments<X, More...>;
  return []<std::size_t... I>(std::index_sequence<I...>) { return mapped_rows<body_of_blocks<typename all::body, Rows, Columns>>(typename all::template argument<I>{}...); }(std::make_index_sequence<sizeof...(More)>{});
}

}  // namespace nabla::detail

namespace nabla {
using detail::map_rows, detail::map_blocks;
}
