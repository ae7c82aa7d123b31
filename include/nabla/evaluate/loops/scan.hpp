// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/loops/count.hpp>
#include <nabla/evaluate/loops/rules.hpp>

#include <tuple>

namespace nabla::detail {

template <class F, class Symbols>
struct called;
template <class F, class... Symbols>
struct called<F, symbol_list<Symbols...>> {
  static_assert(std::is_invocable_v<F, Symbols...>, "nabla: the body of a loop takes a row of each sequence, and the state");
  using type = std::remove_cvref_t<std::invoke_result_t<F, Symbols...>>;
  static_assert(Expression<type>, "nabla: the body of a loop gives the next state as an expression");
};

/// The symbols of a body: numbers that nothing in it has, since loops may stand in loops.
template <int First, class State, class... Sequences>
struct loop_symbols {
  template <int... I>
  static auto rows(std::integer_sequence<int, I...>) -> symbol_list<inner_symbol<First + 1 + I, 1, facts_of<Sequences>.form.columns.size>...>;
  using state = inner_symbol<First, facts_of<State>.form.rows.size, facts_of<State>.form.columns.size>;
  using sequences = decltype(rows(std::make_integer_sequence<int, static_cast<int>(sizeof...(Sequences))>{}));
  using all = typename sequences::template with<state>;
};

/// The symbols of a body that are not its own.
template <class Body, int First, int Count>
struct outer_symbols {
  static constexpr bool is_outer(int i) {
    const int number = inner_number(*symbol_table<Body>::symbols.data[i]->symbol);
    return number < First || number >= First + Count;
  }
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

/// The body of a loop with its symbols.
template <class F, class State, class... Sequences>
struct bodies {
  static constexpr int probe = 900, count = 1 + static_cast<int>(sizeof...(Sequences));
  using probed = typename called<F, typename loop_symbols<probe, State, Sequences...>::all>::type;
  static constexpr int first = 1 + symbol_table<probed>::largest_number(probe);
  using symbols = loop_symbols<first, State, Sequences...>;
  using state = typename symbols::state;
  using sequences = typename symbols::sequences;
  using body = spelled_out<typename called<F, typename symbols::all>::type>;
  using parameters = typename outer_symbols<body, first, count>::type;
  static_assert(sizes_are_known(parameters{}), "nabla: what the body of a loop takes from outside has a known size");
};

/// All states of a loop, S × (n + 1). `columns` are the sequences, one column for each step.
template <class F, class State, class Columns, class... Sequences>
constexpr auto trajectory(State start, Columns columns) {
  static_assert(facts_of<State>.form.is_static() && (!facts_of<Sequences>.form.columns.is_named() && ... && true),
                "nabla: the state of a loop has a known size, and so have the rows of its sequences; how many there are may be a name");
  using own = bodies<F, State, Sequences...>;
  static_assert(facts_of<typename own::body>.form == facts_of<State>.form, "nabla: the body of a loop gives a state of the shape of the first one");
  using parameters = typename own::parameters;
  return call<trajectory_rule<step<typename own::body, typename own::state, typename own::sequences, parameters>, false>>(columns, as_column(start), packed(parameters{}));
}

template <class F, class State, class... Sequences>
constexpr auto trajectory_over_rows(State start, Sequences... sequences) {
  static_assert(((facts_of<Sequences>.form.rows == facts_of<std::tuple_element_t<0, std::tuple<Sequences...>>>.form.rows) && ...), "nabla: the sequences of a loop have as many rows");
  return trajectory<F, State, decltype(above(transpose(sequences)...)), Sequences...>(start, above(transpose(sequences)...));
}
template <class State>
constexpr auto last_state(State, auto trajectory) {
  return from_column<facts_of<State>.form>(column<-1>(trajectory));
}

template <class F>
concept LoopBody = !Expression<F>;

/// `scan(X, start, [](auto row, auto state) { … })`: the states after each row of X, each in a row, n × s; a matrix as a state column by column. The body is a formula for the next
/// state in the row, the state, and any other symbols of known sizes. Several sequences: `scan(X, Y, start, [](auto x, auto y, auto state) { … })`.
/// Derivatives of every order are loops over states that are stored.
template <Expression X, Expression State, LoopBody F>
constexpr auto scan(X x, State start, F) {
  return transpose(columns<1, to_end>(trajectory_over_rows<F>(start, x)));
}
template <Expression X, Expression Y, Expression State, LoopBody F>
constexpr auto scan(X x, Y y, State start, F) {
  return transpose(columns<1, to_end>(trajectory_over_rows<F>(start, x, y)));
}
template <Expression X, Expression Y, Expression Z, Expression State, LoopBody F>
constexpr auto scan(X x, Y y, Z z, State start, F) {
  return transpose(columns<1, to_end>(trajectory_over_rows<F>(start, x, y, z)));
}

/// The last of these states, in the shape of the first; of no rows the first itself.
template <Expression X, Expression State, LoopBody F>
constexpr auto fold(X x, State start, F) {
  return last_state(start, trajectory_over_rows<F>(start, x));
}
template <Expression X, Expression Y, Expression State, LoopBody F>
constexpr auto fold(X x, Y y, State start, F) {
  return last_state(start, trajectory_over_rows<F>(start, x, y));
}
template <Expression X, Expression Y, Expression Z, Expression State, LoopBody F>
constexpr auto fold(X x, Y y, Z z, State start, F) {
  return last_state(start, trajectory_over_rows<F>(start, x, y, z));
}

/// `iterate(dim<"k">, start, [](auto state) { … })`: the state after k steps; `dim<"k"> = 200` at the call.
template <fixed_string Name, Expression State, LoopBody F>
constexpr auto iterate(dimension<Name>, State start, F) {
  return last_state(start, trajectory<F>(start, counted_steps<Name>{}));
}
/// `iterate<20>(start, [](auto state) { … })`
template <int Count, Expression State, LoopBody F>
  requires(Count >= 0)
constexpr auto iterate(State start, F) {
  return last_state(start, trajectory<F>(start, broadcast_to<0, Count>(0_c)));
}

}  // namespace nabla::detail

namespace nabla {
using detail::scan, detail::fold, detail::iterate;
}
