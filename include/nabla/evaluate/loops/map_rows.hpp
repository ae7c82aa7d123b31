// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/loops/scan.hpp>

namespace nabla::detail {

/// The body of a map with its symbols.
template <class F, class... Sequences>
struct mapped_body {
  template <int First>
  using rows = typename loop_symbols<First, constant<0, 1>, Sequences...>::sequences;
  template <class... Rows>
  static auto run(symbol_list<Rows...>) -> result_with<F, Rows...>;
  using probed = decltype(run(rows<first_to_try>{}));
  static constexpr int first = 1 + symbol_table<probed>::largest_number(first_to_try);
  using sequences = rows<first>;
  template <class... Rows>
  static constexpr bool is_run(symbol_list<Rows...>) { return is_run_with<F, Rows...>; }
  static constexpr auto make_body() {
    if constexpr (is_run(rows<first_to_try>{}) || has_loops<probed>) return subs(as_column(decltype(run(sequences{})){}));
    else return renamed<decltype(as_column(probed{}))>(rows<first_to_try>{}, sequences{});
  }
  using body = decltype(make_body());
  using parameters = typename outer_symbols<body, first>::type;
};

// clang-format off
NABLA_DETAIL_WRONG_RESULT(map_without_sizes, "nabla: the rows that map_rows() takes have a known size; how many there are may be a name")
NABLA_DETAIL_WRONG_RESULT(map_of_other_rows, "nabla: the matrices of map_rows() have as many rows")
NABLA_DETAIL_WRONG_RESULT(map_takes_others, "nabla: the body of map_rows() takes a row of each matrix")
NABLA_DETAIL_WRONG_RESULT(map_gives_none, "nabla: the body of map_rows() gives an expression")
NABLA_DETAIL_WRONG_RESULT(map_of_unknown_size, "nabla: what the body of map_rows() gives has a known size")
NABLA_DETAIL_WRONG_RESULT(map_takes_unknown_size, "nabla: the sizes of what the body of map_rows() takes from outside have one name at most")
// clang-format on
template <class F, class Body, class... Symbols>
constexpr auto what_is_wrong_with_sizes_of_map(symbol_list<Symbols...>) {
  if constexpr (takes_sizes_of_one_name<Body, symbol_list<Symbols...>>()) return std::type_identity<void>();
  else return std::type_identity<map_takes_unknown_size<0, typename shapes_of_sequences<Symbols...>::type, F>>();
}
template <class F, class... Sequences, class... Rows>
constexpr auto what_is_wrong_with_map_of(symbol_list<Rows...>) {
  if constexpr (!CallableWith<F, Rows...>) {
    return std::type_identity<map_takes_others<0, hint<"see its parameters">, F>>();
  } else {
    using given = result_with<F, Rows...>;
    if constexpr (combines_with_formulas<given>) return std::type_identity<refused_result>();
    else if constexpr (!Expression<given>) return std::type_identity<map_gives_none<0, hint<"see its return">, F, given>>();
    else if constexpr (!facts_of<given>.extents.is_static()) return std::type_identity<map_of_unknown_size<0, typename first_unknown_size<false, given>::type, F>>();
    else return what_is_wrong_with_sizes_of_map<F, given>(typename outer_symbols<given, first_to_try>::type{});
  }
}
/// What is wrong with a map, see what_is_wrong_with_loop().
template <class F, class... Sequences>
constexpr auto what_is_wrong_with_map() {
  if constexpr ((facts_of<Sequences>.extents.columns.is_named() || ...)) return std::type_identity<map_without_sizes<0, typename first_unknown_size<true, Sequences...>::type, F>>();
  else if constexpr (!rows_agree<Sequences...>) return std::type_identity<map_of_other_rows<0, typename shapes_of_sequences<Sequences...>::type, F>>();
  else return what_is_wrong_with_map_of<F, Sequences...>(typename loop_symbols<first_to_try, constant<0, 1>, Sequences...>::sequences{});
}
/// The arguments of a map by their types: matrices, the body.
template <class... Arguments>
struct map_arguments {
  static constexpr std::size_t count = sizeof...(Arguments) - 1;
  template <std::size_t I>
  using argument = std::tuple_element_t<I, std::tuple<Arguments...>>;
  template <std::size_t... I>
  static constexpr bool are_matrices(std::index_sequence<I...>) { return count > 0 && LoopBody<argument<count>> && (Expression<argument<I>> && ...); }
  static constexpr bool exist = are_matrices(std::make_index_sequence<count>{});
  template <template <class> class Body, std::size_t... I>
  static constexpr auto what_is_wrong(std::index_sequence<I...>) { return what_is_wrong_with_map<Body<argument<count>>, argument<I>...>(); }
};
template <class F>
using body_as_it_is = F;
template <template <class> class Body, class... Arguments>
using wrong_map = typename decltype(map_arguments<Arguments...>::template what_is_wrong<Body>(std::make_index_sequence<sizeof...(Arguments) - 1>{}))::type;
template <template <class> class Body, class... Arguments>
concept RightMap = map_arguments<Arguments...>::exist && std::is_void_v<wrong_map<Body, Arguments...>>;
template <template <class> class Body, class... Arguments>
concept WrongMap = map_arguments<Arguments...>::exist && !std::is_void_v<wrong_map<Body, Arguments...>>;

template <class F, class... Sequences>
constexpr auto mapped_rows(Sequences... sequences) {
  using own = mapped_body<F, Sequences...>;
  return transpose(call<map_step_rule<step<typename own::body, symbol_list<>, typename own::sequences, typename own::parameters>>>(above(transpose(sequences)...), packed(typename own::parameters{})));
}

/// The same of rows that are matrices, row by row.
template <class F, int Rows, int Columns>
struct body_of_blocks {
  template <class... Row>
    requires CallableWith<F, decltype(reshape<Rows, Columns>(Row{}))...>
  constexpr auto operator()(Row...) const {
    if constexpr (!is_run_with<F, decltype(reshape<Rows, Columns>(Row{}))...>) is_not_run();
    return flat(result_with<F, decltype(reshape<Rows, Columns>(Row{}))...>());
  }

 private:
  template <class Block>
  static constexpr auto flat(Block block) {
    if constexpr (!Expression<Block>) return block;
    else if constexpr (!facts_of<Block>.extents.is_static()) return block;
    else return reshape<1, facts_of<Block>.extents.rows.size * facts_of<Block>.extents.columns.size>(block);
  }
};

template <int Rows, int Columns>
struct bodies_of_blocks {
  template <class F>
  using body = body_of_blocks<F, Rows, Columns>;
};

// Tried first, see trial.
template <int Rows, int Columns, auto... Lengths>
struct trial_of_blocks {
  template <class... Row>
  static auto blocks(symbol_list<Row...>) -> symbol_list<decltype(reshape<Rows, Columns>(Row{}))...>;
  template <class F, class T = typename tried_with<F, decltype(blocks(typename loop_symbols<first_to_try, constant<0, 1>, any_of_shape<1, Lengths>...>::sequences()))>::never>
  trial_of_blocks(F);
};
template <int Rows, int Columns, class... X>
constexpr auto blocks_to_try() {
  if constexpr (!(Expression<X> && ...)) return std::type_identity<nothing_to_try>();
  else if constexpr ((facts_of<X>.extents.columns.is_named() || ...)) return std::type_identity<nothing_to_try>();
  else return std::type_identity<trial_of_blocks<Rows, Columns, facts_of<X>.extents.columns.size...>>();
}
template <int Rows, int Columns, class... X>
using block_to_try = typename decltype(blocks_to_try<Rows, Columns, X...>())::type;
template <class... X>
using row_to_try = body_to_try<any_of_shape<0, 1>, X...>;
template <class X>
void map_rows(X, row_to_try<X>);
template <class X, class Y>
void map_rows(X, Y, row_to_try<X, Y>);
template <class X, class Y, class Z>
void map_rows(X, Y, Z, row_to_try<X, Y, Z>);
template <int Rows, int Columns, class X>
void map_blocks(X, block_to_try<Rows, Columns, X>);
template <int Rows, int Columns, class X, class Y>
void map_blocks(X, Y, block_to_try<Rows, Columns, X, Y>);

/// `map_rows(X, [](auto row) { … })`: what the body gives for each row of X, in a row for each; a matrix column by column. Several matrices: `map_rows(X, Y, [](auto x, auto y) { … })`.
/// Sizes of what the body takes from outside are known, or have one name. Computed for all rows at once where its formula lets that be.
template <class X, class... More>
  requires(sizeof...(More) > 0) && RightMap<body_as_it_is, X, More...>
constexpr auto map_rows(X, More...) {
  using all = loop_arguments<X, More...>;
  return []<std::size_t... I>(std::index_sequence<I...>) { return mapped_rows<typename all::body>(typename all::template argument<I>{}...); }(std::make_index_sequence<sizeof...(More)>{});
}
/// `map_blocks<4, 8>(X, [](auto block) { … })`: each row of X is a 4 × 8 matrix, row by row, and so is what the body gives: images, sequences in a batch, heads of attention.
template <int Rows, int Columns, class X, class... More>
  requires(sizeof...(More) > 0) && RightMap<bodies_of_blocks<Rows, Columns>::template body, X, More...>
constexpr auto map_blocks(X, More...) {
  using all = loop_arguments<X, More...>;
  return []<std::size_t... I>(std::index_sequence<I...>) { return mapped_rows<body_of_blocks<typename all::body, Rows, Columns>>(typename all::template argument<I>{}...); }(std::make_index_sequence<sizeof...(More)>{});
}

template <class... Arguments>
  requires(sizeof...(Arguments) > 1) && WrongMap<body_as_it_is, Arguments...>
constexpr wrong_map<body_as_it_is, Arguments...> map_rows(Arguments...) {
  NABLA_DETAIL_NO_RESULT;
}
template <int Rows, int Columns, class... Arguments>
  requires(sizeof...(Arguments) > 1) && WrongMap<bodies_of_blocks<Rows, Columns>::template body, Arguments...>
constexpr wrong_map<bodies_of_blocks<Rows, Columns>::template body, Arguments...> map_blocks(Arguments...) {
  NABLA_DETAIL_NO_RESULT;
}

}  // namespace nabla::detail

namespace nabla {
using detail::map_rows, detail::map_blocks;
}
