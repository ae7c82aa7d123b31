// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/loops/count.hpp>
#include <nabla/evaluate/loops/gated_rules.hpp>

#include <tuple>

namespace nabla::detail {

/// A state and the body's next one as one expression: themselves, or those in a tuple in one column.
template <class State>
struct loop_state {
  static constexpr bool exists = Expression<State>;
  static constexpr auto packed() { return State{}; }
  static constexpr auto parts_of(auto whole) { return whole; }
  /// Parts of the states of many steps, a column for each.
  static constexpr auto in_rows(auto columns) { return transpose(columns); }
  template <class Next>
  static constexpr bool is_state_like() {
    if constexpr (!Expression<Next>) return false;
    else return facts_of<Next>.form == facts_of<State>.form;
  }
};
template <class... Parts>
struct loop_state<std::tuple<Parts...>> {
  static constexpr bool exists = sizeof...(Parts) > 0 && (Expression<Parts> && ...);
  static constexpr auto packed() { return in_one_column(Parts{}...); }
  template <std::size_t I>
  static constexpr int size_of = facts_of<std::tuple_element_t<I, std::tuple<Parts...>>>.form.rows.size * facts_of<std::tuple_element_t<I, std::tuple<Parts...>>>.form.columns.size;
  template <std::size_t... Before>
  static constexpr int sizes(std::index_sequence<Before...>) {
    return (0 + ... + size_of<Before>);
  }
  template <std::size_t I>
  static constexpr auto part(auto whole) { return rows<sizes(std::make_index_sequence<I>{}), size_of<I>>(whole); }
  static constexpr auto parts_of(auto whole) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) { return std::tuple{from_column<facts_of<Parts>.form>(part<I>(whole))...}; }(std::index_sequence_for<Parts...>{});
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

/// What a body gives for symbols of rows and of a state; the parts of a tuple come as a tuple, or one by one.
template <class F, class State, class Symbol, class... Rows>
struct called {
  static constexpr auto run() {
    using parts = decltype(loop_state<State>::parts_of(Symbol{}));
    if constexpr (std::is_invocable_v<F, Rows..., parts>) return std::type_identity<std::remove_cvref_t<std::invoke_result_t<F, Rows..., parts>>>{};
    else return one_by_one(std::type_identity<parts>{});
  }
  template <class Parts>
  static constexpr auto one_by_one(std::type_identity<Parts>) {
    static_assert(Expression<F>, "nabla: the body of a loop takes a row of each sequence, and the state");
    return std::type_identity<State>{};
  }
  template <class... Parts>
    requires std::is_invocable_v<F, Rows..., Parts...>
  static constexpr auto one_by_one(std::type_identity<std::tuple<Parts...>>) {
    return std::type_identity<std::remove_cvref_t<std::invoke_result_t<F, Rows..., Parts...>>>{};
  }
  using next = typename decltype(run())::type;
  static_assert(loop_state<next>::exists, "nabla: the body of a loop gives the next state as an expression, or for a tuple as a tuple of them");
  using type = decltype(loop_state<next>::packed());
};

/// The symbols of a body: numbers that nothing in it has, since loops may stand in loops.
template <int First, class State, class... Sequences>
struct loop_symbols {
  template <int... I>
  static auto rows(std::integer_sequence<int, I...>) -> symbol_list<inner_symbol<First + 1 + I, 1, facts_of<Sequences>.form.columns.size>...>;
  static constexpr shape form = facts_of<decltype(loop_state<State>::packed())>.form;
  using state = inner_symbol<First, form.rows.size, form.columns.size>;
  using sequences = decltype(rows(std::make_integer_sequence<int, static_cast<int>(sizeof...(Sequences))>{}));
  template <class F, class... Rows>
  static auto body(symbol_list<Rows...>) -> called<F, State, state, Rows...>;
  template <class F>
  using body_of = decltype(body<F>(sequences{}));
};

/// The symbols of a body that are not its own.
template <class Body, int First>
struct outer_symbols {
  static constexpr bool is_outer(int i) { return inner_number(*symbol_table<Body>::symbols.data[i]->symbol) < First; }
  template <int I>
  static auto one() {
    if constexpr (is_outer(I)) return symbol_list<symbol_type<symbol_table<Body>::symbols.data[I]>>{};
    else return symbol_list<>{};
  }
  template <class... A, class... B>
  static symbol_list<A..., B...> joined(symbol_list<A...>, symbol_list<B...>);
  template <class A, class B, class... More>
  static auto joined(A a, B b, More... more) { return joined(decltype(joined(a, b)){}, more...); }
  template <int... I>
  static auto make(std::integer_sequence<int, I...>) { return joined(symbol_list<>{}, symbol_list<>{}, one<I>()...); }
  using type = decltype(make(std::make_integer_sequence<int, symbol_table<Body>::count>{}));
};

template <class... Symbols>
constexpr bool sizes_are_known(symbol_list<Symbols...>) {
  return (facts_of<Symbols>.form.is_static() && ... && true);
}
template <class... Symbols>
constexpr auto packed(symbol_list<Symbols...>) {
  if constexpr (sizeof...(Symbols) == 0) return broadcast_to<0, 1>(0_c);
  else return in_one_column(Symbols{}...);
}

/// The parameters of a body whose own symbols have the numbers from First on.
template <int First>
struct outer_parameters {
  template <class Body>
  using symbols = typename outer_symbols<Body, First>::type;
  template <class Body>
  using column = decltype(packed(symbols<Body>{}));
};

/// The body of a loop with its symbols.
template <class F, class State, class... Sequences>
struct bodies {
  static constexpr int probe = 900;
  using probed = typename loop_symbols<probe, State, Sequences...>::template body_of<F>::type;
  static constexpr int first = 1 + symbol_table<probed>::largest_number(probe);
  using symbols = loop_symbols<first, State, Sequences...>;
  using state = typename symbols::state;
  using sequences = typename symbols::sequences;
  using next = typename symbols::template body_of<F>::next;
  using body = decltype(subs(loop_state<next>::packed()));
  using parameters = typename outer_symbols<body, first>::type;
  using outer = outer_parameters<first>;
  static_assert(sizes_are_known(parameters{}), "nabla: what the body of a loop takes from outside has a known size");
};

/// All states of a loop, S × (n + 1). `columns` are the sequences, one column for each step.
template <class F, class State, class Columns, class... Sequences>
constexpr auto trajectory(Columns) {
  using start = decltype(loop_state<State>::packed());
  static_assert(facts_of<start>.form.is_static() && (!facts_of<Sequences>.form.columns.is_named() && ... && true),
                "nabla: the state of a loop has a known size, and so have the rows of its sequences; how many there are may be a name");
  using own = bodies<F, State, Sequences...>;
  static_assert(loop_state<State>::template is_state_like<typename own::next>(), "nabla: the body of a loop gives a state of the shape of the first one");
  return states_of_loop<false, typename own::body, typename own::state, typename own::outer>(as_column(start{}), sequence_piece<typename own::sequences, Columns>{});
}

/// The arguments of a loop over rows by their types: sequences, the state at the start, the body.
template <class... Arguments>
struct loop_arguments {
  static constexpr std::size_t count = sizeof...(Arguments);
  template <std::size_t I>
  using argument = std::tuple_element_t<I, std::tuple<Arguments...>>;
  using state = argument<count - 2>;
  using body = argument<count - 1>;
  template <std::size_t... I>
  static constexpr bool are_sequences(std::index_sequence<I...>) { return (Expression<argument<I>> && ...); }
  static constexpr bool exist = !Expression<body> && loop_state<state>::exists && are_sequences(std::make_index_sequence<count - 2>{});

  /// The states after each row, a column for each, and before them the first.
  static constexpr auto states() {
    return []<std::size_t... I>(std::index_sequence<I...>) {
      static_assert(((facts_of<argument<I>>.form.rows == facts_of<argument<0>>.form.rows) && ...), "nabla: the sequences of a loop have as many rows");
      using columns = decltype(above(transpose(argument<I>{})...));
      return trajectory<body, state, columns, argument<I>...>(columns{});
    }(std::make_index_sequence<count - 2>{});
  }
};
template <class... Arguments>
concept LoopOverRows = sizeof...(Arguments) >= 3 && loop_arguments<Arguments...>::exist;

template <class F>
concept LoopBody = !Expression<F>;
template <class State>
concept LoopState = loop_state<State>::exists;

template <class State>
constexpr auto last_state(auto trajectory) {
  if constexpr (Expression<State>) return from_column<facts_of<State>.form>(column<-1>(trajectory));
  else return loop_state<State>::parts_of(column<-1>(trajectory));
}

/// `scan(X, start, [](auto row, auto state) { … })`: the states after each row of X, each in a row, n × s; a matrix as a state column by column. The body is a formula for the next
/// state in the row, the state, and any other symbols of known sizes. Several sequences: `scan(X, Y, start, [](auto x, auto y, auto state) { … })`. The state may be a tuple, and then so
/// is what the body gives, and the result: `scan(X, std::tuple{h, c}, [](auto row, auto state) { auto [h, c] = state; …; return std::tuple{…, …}; })`, or `[](auto row, auto h, auto c) …`.
/// Derivatives of every order are loops over states that are stored.
template <class... Arguments>
  requires LoopOverRows<Arguments...>
constexpr auto scan(Arguments...) {
  using arguments = loop_arguments<Arguments...>;
  return loop_state<typename arguments::state>::in_rows(columns<1, to_end>(arguments::states()));
}

/// The last of these states, in the shape of the first; of no rows the first itself.
template <class... Arguments>
  requires LoopOverRows<Arguments...>
constexpr auto fold(Arguments...) {
  using arguments = loop_arguments<Arguments...>;
  return last_state<typename arguments::state>(arguments::states());
}

/// `iterate(dim<"k">, start, [](auto state) { … })`: the state after k steps; `dim<"k"> = 200` at the call.
template <fixed_string Name, LoopState State, LoopBody F>
constexpr auto iterate(dimension<Name>, State, F) {
  return last_state<State>(trajectory<F, State>(counted_steps<Name>{}));
}
/// `iterate<20>(start, [](auto state) { … })`
template <int Count, LoopState State, LoopBody F>
  requires(Count >= 0)
constexpr auto iterate(State, F) {
  return last_state<State>(trajectory<F, State>(broadcast_to<0, Count>(0_c)));
}

}  // namespace nabla::detail

namespace nabla {
using detail::scan, detail::fold, detail::iterate;
}
