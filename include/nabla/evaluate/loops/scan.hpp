// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/loops/count.hpp>
#include <nabla/evaluate/loops/gated_rules.hpp>
#include <nabla/evaluate/loops/loop_refusals.hpp>
#include <nabla/evaluate/loops/pushed_loops.hpp>

namespace nabla::detail {

/// All states of a loop, S × (n + 1). `columns` are the sequences, one column for each step.
template <class F, class State, class Columns, class... Sequences>
constexpr auto trajectory(Columns) {
  using start = decltype(loop_state<State>::packed());
  using own = bodies<F, State, Sequences...>;
  return states_of_loop<false, typename own::body, typename own::state, typename own::outer>(as_column(start{}), sequence_piece<typename own::sequences, Columns>{});
}

/// What stands behind a body; tried as one, it takes nothing.
struct behind_a_body {
  void operator()() const;
};
/// A function, or a formula with an order of its parameters, as one that was recorded.
template <class F>
concept LoopBody = (!Expression<F> && !__is_base_of(behind_a_body, F)) || Parametrised<F>;
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
  static constexpr bool exist = LoopBody<body> && loop_state<state>::exists && are_sequences(std::make_index_sequence<count - 2>{});

  template <std::size_t... I>
  static constexpr auto what_is_wrong(std::index_sequence<I...>) { return what_is_wrong_with_loop<body, state, argument<I>...>(); }

  /// The states after each row, a column for each, and before them the first.
  static constexpr auto states() {
    return []<std::size_t... I>(std::index_sequence<I...>) {
      using columns = decltype(above(transpose(argument<I>{})...));
      return trajectory<body, state, columns, argument<I>...>(columns{});
    }(std::make_index_sequence<count - 2>{});
  }
};
template <class... Arguments>
concept LoopOverRows = sizeof...(Arguments) >= 3 && loop_arguments<Arguments...>::exist;

template <class... Arguments>
using wrong_loop_over_rows = typename decltype(loop_arguments<Arguments...>::what_is_wrong(std::make_index_sequence<sizeof...(Arguments) - 2>{}))::type;
template <class... Arguments>
concept RightLoopOverRows = LoopOverRows<Arguments...> && std::is_void_v<wrong_loop_over_rows<Arguments...>>;
template <class... Arguments>
concept WrongLoopOverRows = LoopOverRows<Arguments...> && !std::is_void_v<wrong_loop_over_rows<Arguments...>>;

template <class X, class State>
void scan(X, State, body_to_try<State, X>);
template <class X, class Y, class State>
void scan(X, Y, State, body_to_try<State, X, Y>);
template <class X, class Y, class Z, class State>
void scan(X, Y, Z, State, body_to_try<State, X, Y, Z>);
template <class X, class State>
void fold(X, State, body_to_try<State, X>);
template <class X, class Y, class State>
void fold(X, Y, State, body_to_try<State, X, Y>);
template <class X, class Y, class Z, class State>
void fold(X, Y, Z, State, body_to_try<State, X, Y, Z>);
template <class State, fixed_string Name, class... Checkpoint>
void iterate(dimension<Name>, State, body_to_try<State>, Checkpoint...);
template <int Count, class State, class... Checkpoint>
void iterate(State, body_to_try<State>, Checkpoint...);

template <class State>
concept LoopState = loop_state<State>::exists;

template <class State>
constexpr auto last_state(auto trajectory) {
  if constexpr (Expression<State>) return from_column<facts_of<State>.extents>(column<-1>(trajectory));
  else return loop_state<State>::parts_of(column<-1>(trajectory));
}

/// `scan(X, start, [](auto row, auto state) { … })`: the states after each row of X, each in a row, n × s; a matrix as a state column by column. The body is a formula for the next
/// state in the row, the state, and any other symbols; the sizes of all that are known, or have one name. Several sequences: `scan(X, Y, start, [](auto x, auto y, auto state) { … })`. The state may be a tuple, and then so
/// is what the body gives, and the result: `scan(X, std::tuple{h, c}, [](auto row, auto state) { auto [h, c] = state; …; return std::tuple{…, …}; })`, or `[](auto row, auto h, auto c) …`.
/// Derivatives of every order are loops over states that are stored.
template <class... Arguments>
  requires RightLoopOverRows<Arguments...>
constexpr auto scan(Arguments...) {
  using arguments = loop_arguments<Arguments...>;
  return loop_state<typename arguments::state>::in_rows(columns<1, to_end>(arguments::states()));
}

/// The last of these states, in the shape of the first; of no rows the first itself.
template <class... Arguments>
  requires RightLoopOverRows<Arguments...>
constexpr auto fold(Arguments...) {
  using arguments = loop_arguments<Arguments...>;
  return last_state<typename arguments::state>(arguments::states());
}

template <class... Arguments>
  requires WrongLoopOverRows<Arguments...>
constexpr wrong_loop_over_rows<Arguments...> scan(Arguments...) {
  NABLA_DETAIL_NO_RESULT;
}
template <class... Arguments>
  requires WrongLoopOverRows<Arguments...>
constexpr wrong_loop_over_rows<Arguments...> fold(Arguments...) {
  NABLA_DETAIL_NO_RESULT;
}

template <class F, class State, class... Sequences>
concept RightLoop = LoopBody<F> && LoopState<State> && std::is_void_v<wrong_loop<F, State, Sequences...>>;
template <class F, class State, class... Sequences>
concept WrongLoop = LoopBody<F> && LoopState<State> && !std::is_void_v<wrong_loop<F, State, Sequences...>>;

/// `iterate(dim<"k">, start, [](auto state) { … })`: the state after k steps; `dim<"k"> = 200` at the call.
template <class State, class F, fixed_string Name>
  requires RightLoop<F, State>
constexpr auto iterate(dimension<Name>, State, F) {
  return last_state<State>(trajectory<F, State>(counted_steps<Name>{}));
}
/// `iterate<20>(start, [](auto state) { … })`
template <int Count, class State, class F>
  requires(Count >= 0) && RightLoop<F, State>
constexpr auto iterate(State, F) {
  return last_state<State>(trajectory<F, State>(broadcast_to<0, Count>(0_c)));
}
template <class State, class F, fixed_string Name, class... Checkpoint>  // the name behind: iterate<20> gives none
  requires WrongLoop<F, State>
constexpr wrong_loop<F, State> iterate(dimension<Name>, State, F, Checkpoint...) {
  NABLA_DETAIL_NO_RESULT;
}
template <int Count, class State, class F, class... Checkpoint>
  requires(Count >= 0) && WrongLoop<F, State>
constexpr wrong_loop<F, State> iterate(State, F, Checkpoint...) {
  NABLA_DETAIL_NO_RESULT;
}

}  // namespace nabla::detail

namespace nabla {
using detail::scan, detail::fold, detail::iterate;
}
