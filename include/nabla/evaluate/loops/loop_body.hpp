// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/loops/outer_parts.hpp>
#include <nabla/expression/called_function.hpp>

#include <tuple>

namespace nabla::detail {

/// The symbols of a body that is only tried have the numbers from this one on: more than loops inside one another have.
inline constexpr int first_to_try = 900;

/// A state and the body's next one as one expression: themselves, or those in a tuple in one column.
template <class State>
struct loop_state {
  static constexpr bool exists = Expression<State>;
  static constexpr auto packed() {
    if constexpr (exists) return State{};
  }
  static constexpr auto parts_of(auto whole) { return whole; }
  /// Parts of the states of many steps, a column for each.
  static constexpr auto in_rows(auto columns) { return transpose(columns); }
  template <class Next>
  static constexpr bool is_state_like() {
    if constexpr (!Expression<Next>) return false;
    else return facts_of<Next>.extents == facts_of<State>.extents;
  }
};
template <class... Parts>
struct loop_state<std::tuple<Parts...>> {
  static constexpr bool exists = sizeof...(Parts) > 0 && (Expression<Parts> && ...);
  static constexpr auto packed() {
    if constexpr (exists) return in_one_column(Parts{}...);
  }
  /// A symbol for each part, for a body that is tried: their types are shorter than those of parts of one.
  static constexpr int count = sizeof...(Parts);
  template <int Number, int... I>
  static constexpr auto to_try(std::integer_sequence<int, I...>) -> std::tuple<inner_symbol<Number + I, facts_of<Parts>.extents.rows, facts_of<Parts>.extents.columns>...> { return {}; }
  template <std::size_t I>
  static constexpr element_count size_of = element_count_of(facts_of<std::tuple_element_t<I, std::tuple<Parts...>>>.extents);
  template <std::size_t... Before>
  static constexpr element_count sizes(std::index_sequence<Before...>) {
    return (element_count{} + ... + size_of<Before>);
  }
  template <std::size_t I>
  static constexpr auto part(auto whole) {
    constexpr element_count first = sizes(std::make_index_sequence<I>{}), all = sizes(std::index_sequence_for<Parts...>{});
    if constexpr (all.is_static()) return rows<first.more, size_of<I>.more>(whole);
    else return call<piece_rule<first, size_of<I>, all, false>>(whole);
  }
  static constexpr auto parts_of(auto whole) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) { return std::tuple{from_column<facts_of<Parts>.extents>(part<I>(whole))...}; }(std::index_sequence_for<Parts...>{});
  }
  static constexpr auto in_rows(auto columns) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) { return std::tuple{transpose(part<I>(columns))...}; }(std::index_sequence_for<Parts...>{});
  }
  template <class Next>
  static constexpr bool is_state_like() { return is_like(std::type_identity<Next>{}); }

 private:
  static constexpr bool is_like(auto) { return false; }
  template <class... Next>
    requires(sizeof...(Next) == sizeof...(Parts))
  static constexpr bool is_like(std::type_identity<std::tuple<Next...>>) { return (loop_state<Parts>::template is_state_like<Next>() && ...); }
};

template <class F, class... A>
using result_with = typename given_by<F, symbol_list<A...>>::type;
template <class F, class... A>
concept CallableWith = !std::is_same_v<result_with<F, A...>, not_called>;

/// What a body gives for symbols of rows and a state; the parts of a tuple come as a tuple, or one by one.
template <class F, class Parts, class... Rows>
struct called {
  static constexpr auto run() {
    if constexpr (CallableWith<F, Rows..., Parts>) return std::type_identity<result_with<F, Rows..., Parts>>{};
    else return one_by_one(std::type_identity<Parts>{});
  }
  static constexpr auto one_by_one(auto) { return std::type_identity<not_called>{}; }
  template <class... Each>
  static constexpr auto one_by_one(std::type_identity<std::tuple<Each...>>) {
    return std::type_identity<result_with<F, Rows..., Each...>>{};
  }
  using next = typename decltype(run())::type;
  using type = decltype(loop_state<next>::packed());
  static constexpr bool is_run() {
    if constexpr (CallableWith<F, Rows..., Parts>) return is_run_with<F, Rows..., Parts>;
    else return each_is_run(std::type_identity<Parts>{});
  }
  static constexpr bool each_is_run(auto) { return false; }
  template <class... Each>
  static constexpr bool each_is_run(std::type_identity<std::tuple<Each...>>) { return is_run_with<F, Rows..., Each...>; }
};

/// The symbols of a body: numbers that nothing in it has, since loops may stand in loops.
template <int First, class State, class... Sequences>
struct loop_symbols {
  template <int... I>
  static auto rows(std::integer_sequence<int, I...>) -> symbol_list<inner_symbol<First + 1 + I, 1, facts_of<Sequences>.extents.columns>...>;
  static constexpr shape extents = facts_of<decltype(loop_state<State>::packed())>.extents;
  using state = inner_symbol<First, extents.rows, extents.columns>;
  static constexpr auto make_parts() {
    if constexpr (First == first_to_try && requires { loop_state<State>::count; }) return loop_state<State>::template to_try<First + 1 + static_cast<int>(sizeof...(Sequences))>(std::make_integer_sequence<int, loop_state<State>::count>{});
    else return loop_state<State>::parts_of(state{});
  }
  using parts = decltype(make_parts());
  using sequences = decltype(rows(std::make_integer_sequence<int, static_cast<int>(sizeof...(Sequences))>{}));
  template <class F, class... Rows>
  static auto body(symbol_list<Rows...>) -> called<F, parts, Rows...>;
  template <class F>
  using body_of = decltype(body<F>(sequences{}));
};

/// Do the sizes of a state and of rows have one name at most?
template <class State, class... Sequences>
constexpr bool have_one_name() {
  return (element_count_of(facts_of<State>.extents) + ... + element_count_of(facts_of<Sequences>.extents.columns)).exists;
}

// A body is tried by the conversion of an argument of an overload that is never taken: there the way to an error in it is a few lines long, and of the loop compilers show but the sizes. What
// comes later knows the result.
template <class... Parts>
symbol_list<Parts...> list_of_parts(std::type_identity<std::tuple<Parts...>>);
template <class Part>
symbol_list<Part> list_of_parts(std::type_identity<Part>);
/// By the types of the arguments; a tuple is taken whole, or its parts one by one.
template <class... A>
struct trial_on {
  template <class F, class T = typename tried_with<F, symbol_list<A...>>::never>
  trial_on(F);
  template <class F, class T = typename tried_with<F, decltype((symbol_list<>{} + ... + list_of_parts(std::type_identity<A>{})))>::never>
  trial_on(F, ...);
};
struct nothing_to_try {};
/// By the sizes of the state and the lengths of the rows; where there is no state it has no rows.
template <auto Rows, auto Columns, auto... Lengths>
struct trial {
  using symbols = loop_symbols<first_to_try, any_of_shape<Rows, Columns>, any_of_shape<1, Lengths>...>;
  template <class... Row>
  static auto arguments(symbol_list<Row...>) -> std::conditional_t<symbols::extents.rows == extent(0), symbol_list<Row...>, symbol_list<Row..., typename symbols::state>>;
  template <class F, class T = typename tried_with<F, decltype(arguments(typename symbols::sequences()))>::never>
  trial(F);
};
template <class State, class... Sequences>
constexpr auto trial_for() {
  if constexpr (!loop_state<State>::exists || !(Expression<Sequences> && ... && true)) return std::type_identity<nothing_to_try>();
  else if constexpr (!have_one_name<decltype(loop_state<State>::packed()), Sequences...>()) return std::type_identity<nothing_to_try>();
  else if constexpr (Expression<State>) return std::type_identity<trial<extent_argument<facts_of<State>.extents.rows>(), extent_argument<facts_of<State>.extents.columns>(), extent_argument<facts_of<Sequences>.extents.columns>()...>>();
  else {
    using symbols = loop_symbols<first_to_try, State, Sequences...>;
    return []<class... Rows>(symbol_list<Rows...>) {
      return std::type_identity<trial_on<Rows..., typename symbols::parts>>();
    }(typename symbols::sequences{});
  }
}
template <class State, class... Sequences>
using body_to_try = typename decltype(trial_for<State, Sequences...>())::type;

/// The symbols of a body that are not its own: its own have the numbers from First on, but those from From to Until stand for something outside.
template <class Body, int First, int From = First, int Until = From>
struct outer_symbols {
  static constexpr bool is_outer(int i) {
    const int number = inner_number(*symbol_table<Body>::symbols.data[i]->symbol);
    return number < First || (From <= number && number < Until);
  }
  template <int I>
  static auto one() {
    if constexpr (is_outer(I)) return symbol_list<symbol_type<symbol_table<Body>::symbols.data[I]>>{};
    else return symbol_list<>{};
  }
  template <int... I>
  static auto make(std::integer_sequence<int, I...>) { return (symbol_list<>{} + ... + one<I>()); }
  using type = decltype(make(std::make_integer_sequence<int, symbol_table<Body>::count>{}));
};

template <class... Symbols>
constexpr auto packed(symbol_list<Symbols...>) {
  if constexpr (sizeof...(Symbols) == 0) return broadcast_to<0, 1>(0_c);
  else return in_one_column(Symbols{}...);
}

/// The parameters of a body whose own symbols have the numbers from First on, but for those of Parts, which stand for what Parts says.
template <int First, class Parts>
struct outer_parameters {
  template <class... Symbols>
  static constexpr auto packed_as_said(symbol_list<Symbols...>) {
    if constexpr (sizeof...(Symbols) == 0) return packed(symbol_list<>{});
    else return in_one_column(Parts::meant(Symbols{})...);
  }
  template <class Body>
  using symbols = typename outer_symbols<Body, First, Parts::first, Parts::end>::type;
  template <class Body>
  using column = decltype(packed_as_said(symbols<Body>{}));
};

/// Are there loops in a formula?
template <class Body>
inline constexpr bool has_loops = [] {
  graph g;
  facts_map known;
  import(g, known, facts_of<Body>, false);
  for (int i = 0; i < g.nodes.size; ++i)
    if (is_step_text(g.nodes.data[i].op->text)) return true;
  return false;
}();
/// What a body gave that was tried, with other symbols: it is not called again where it cannot be run, so that of an error in it g++ speaks once. In loops within it there are symbols to try,
/// too, and it is called again.
template <class Body, class... Tried, class... Meant>
constexpr auto renamed(symbol_list<Tried...>, symbol_list<Meant...>) {
  return subs(Body{}, (Tried{} = Meant{})...);
}

/// The body of a loop with its symbols.
template <class F, class State, class... Sequences>
struct bodies {
  using tried = loop_symbols<first_to_try, State, Sequences...>;
  using probe = typename tried::template body_of<F>;
  using probed = typename probe::type;
  static constexpr int first = 1 + symbol_table<probed>::largest_number(first_to_try);
  using symbols = loop_symbols<first, State, Sequences...>;
  using state = typename symbols::state;
  using sequences = typename symbols::sequences;
  static constexpr auto make_whole() {
    if constexpr (probe::is_run() || has_loops<probed>) return subs(loop_state<typename symbols::template body_of<F>::next>::packed());
    else return renamed<probed>(decltype(list_of_parts(std::type_identity<typename tried::parts>{})){} + typename tried::sequences{}, decltype(list_of_parts(std::type_identity<typename symbols::parts>{})){} + sequences{});
  }
  using whole = decltype(make_whole());
  using parts = outer_parts<whole, first, first + 1 + static_cast<int>(sizeof...(Sequences))>;
  using body = typename parts::body;
  using outer = outer_parameters<first, parts>;
  using parameters = typename outer::template symbols<body>;
};

}  // namespace nabla::detail
