// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/loops/scan.hpp>
#include <nabla/evaluate/loops/segments.hpp>

namespace nabla::detail {

template <int K>
struct every_kth_state : behind_a_body {};
template <int K>
constexpr auto every() {
  static_assert(K > 0, "nabla: checkpoint<k> keeps every k-th state: checkpoint<32>");
  return every_kth_state<(K > 0 ? K : 1)>();
}
/// `fold(X, start, body, checkpoint<32>)`: only every 32nd state is stored, and derivatives compute those between again: of n states n / 32 + 32 are in memory at a time, for two to
/// four times the time.
template <int K>
inline constexpr auto checkpoint = every<K>();

/// The columns of the sequences before number I, side by side.
template <int I, class... Sequences>
constexpr int columns_before() {
  const int widths[] = {facts_of<Sequences>.extents.columns.size..., 0};
  int sum = 0;
  for (int k = 0; k < I; ++k) sum += widths[k];
  return sum;
}
template <int I, class... Sequences>
constexpr auto columns_of_sequence(auto row) {
  return columns<columns_before<I, Sequences...>(), facts_of<std::tuple_element_t<std::size_t{I}, std::tuple<Sequences...>>>.extents.columns.size>(row);
}

/// The body of the outer loop of two: it runs K steps of the inner one, and as many as there are rows left at the end.
template <class F, class State, int K, class... Sequences>
struct segment_body {
  static constexpr int width = (0 + ... + facts_of<Sequences>.extents.columns.size);
  struct steps {
    /// One step, unless none is left.
    static constexpr auto next(auto state, auto left, auto... rows) {
      using given = typename called<F, decltype(loop_state<State>::parts_of(state)), decltype(rows)...>::next;
      return std::tuple{where(left > 0_c, loop_state<given>::packed(), state), left - 1_c};
    }
    static constexpr auto split(auto row, auto state, auto left) {
      return [&]<int... I>(std::integer_sequence<int, I...>) { return next(state, left, columns_of_sequence<I, Sequences...>(row)...); }(std::make_integer_sequence<int, sizeof...(Sequences)>{});
    }
  };
  struct step_of_row : steps {
    constexpr auto operator()(auto row, auto state, auto left) const { return steps::split(row, state, left); }
  };
  struct step_of_nothing : steps {
    constexpr auto operator()(auto state, auto left) const { return steps::next(state, left); }
  };
  template <class Block, class Whole>
  constexpr auto operator()(Block block, Whole) const {
    auto start = std::tuple{decltype(loop_state<Whole>::packed()){}, columns<K * width, 1>(block)};
    if constexpr (width == 0) return loop_state<Whole>::parts_of(std::get<0>(iterate<K>(start, step_of_nothing{})));
    else return loop_state<Whole>::parts_of(std::get<0>(fold(reshape<K, width>(columns<0, K * width>(block)), start, step_of_row{})));
  }
};

template <int K, class F, class State, class... Sequences, class Rows>
constexpr auto checkpointed(Rows rows) {
  constexpr shape extents = facts_of<Rows>.extents;
  auto segments = call<segments_rule<extents.rows, extents.columns.size, K, true>>(rows);
  return last_state<State>(trajectory<segment_body<F, State, K, Sequences...>, State, decltype(segments), decltype(transpose(segments))>(segments));
}

template <class Last, class... Arguments>
struct checkpointed_loop {
  static constexpr bool exists = false, is_wrong = false;
};
template <int K, class... Arguments>
struct checkpointed_loop<every_kth_state<K>, Arguments...> {
  static constexpr bool exists = RightLoopOverRows<Arguments...>, is_wrong = WrongLoopOverRows<Arguments...>;
  static constexpr auto wrong() -> wrong_loop_over_rows<Arguments...>;
  static constexpr auto run() {
    using arguments = loop_arguments<Arguments...>;
    return []<std::size_t... I>(std::index_sequence<I...>) {
      return checkpointed<K, typename arguments::body, typename arguments::state, typename arguments::template argument<I>...>(hstack(typename arguments::template argument<I>{}...));
    }(std::make_index_sequence<arguments::count - 2>{});
  }
};
template <class... Arguments>
struct loop_with_last {
  template <std::size_t... I>
  static auto split(std::index_sequence<I...>) -> checkpointed_loop<std::tuple_element_t<sizeof...(Arguments) - 1, std::tuple<Arguments...>>, std::tuple_element_t<I, std::tuple<Arguments...>>...>;
  using type = decltype(split(std::make_index_sequence<sizeof...(Arguments) - 1>{}));
};

/// fold() with `checkpoint<K>` behind the body.
template <class... Arguments>
  requires(sizeof...(Arguments) >= 4) && (loop_with_last<Arguments...>::type::exists)
constexpr auto fold(Arguments...) {
  return loop_with_last<Arguments...>::type::run();
}
template <class... Arguments>
  requires(sizeof...(Arguments) >= 4) && (loop_with_last<Arguments...>::type::is_wrong)
constexpr decltype(loop_with_last<Arguments...>::type::wrong()) fold(Arguments...) {
  NABLA_DETAIL_NO_RESULT;
}
template <class State, class F, fixed_string Name, int K>
  requires RightLoop<F, State>
constexpr auto iterate(dimension<Name>, State, F, every_kth_state<K>) {
  return checkpointed<K, F, State>(transpose(counted_steps<Name>{}));
}
template <int Count, class State, class F, int K>
  requires(Count >= 0) && RightLoop<F, State>
constexpr auto iterate(State, F, every_kth_state<K>) {
  return checkpointed<K, F, State>(broadcast_to<Count, 0>(0_c));
}

}  // namespace nabla::detail

namespace nabla {
using detail::checkpoint;
}
