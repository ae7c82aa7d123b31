// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/points/lane_arms.hpp>
#include <nabla/evaluate/run/scalars.hpp>

namespace nabla::detail {

/// The places of operand K of a range of steps, which are all slots here.
template <class P, int First, int Count, int K>
inline constexpr auto operand_places = scalar_table<P, First, Count>::template column<int>([](const scalar_step& s) { return s.operands[K] < 0 ? 0 : ~s.operands[K]; });

/// Step K of a range; where it belongs to an arm that no lane takes, something dear is left out, and nobody reads it.
template <class P, class Lanes, class T, int First, int Count, int K, class Lane>
[[gnu::always_inline]] inline constexpr void run_step_of(Lane* slots) {
  using table = scalar_table<P, First, Count>;
  constexpr key function = table::function.data[K];
  Lane& to = slots[table::slot.data[K]];
  const auto run = [slots] {
    return run_step<function, Lanes>({nullptr, slots}, operand_places<P, First, Count, 0>.data[K], operand_places<P, First, Count, 1>.data[K], operand_places<P, First, Count, 2>.data[K],
                                     operand_places<P, First, Count, 3>.data[K], scalar_constants<table, T>::at(K));
  };
  if constexpr (is_dear<function>()) {
    if constexpr (constexpr arm of = arms_of<P>.of.data[First + K]; of.condition > 0) {
      if (is_taken(slots[of.condition - 1], of.holds)) to = run();
      else to = Lane(T(0));
    } else to = run();
  } else to = run();
}

/// The scalar steps of a plan as run_scalars() runs them, each slot a register of points; of several registers one step after the other, so that one does not wait for itself.
template <class P, class Lanes, class T, int First, int Count, int... I, class... Lane>
[[gnu::always_inline]] inline constexpr void run_lanes_in_order(std::integer_sequence<int, I...>, Lane*... slots) {
  const auto step = [&]<int K>(std::integral_constant<int, K>) {
    (run_step_of<P, Lanes, T, First, Count, K>(slots), ...);
    return 0;
  };
  const int in_order[] = {step(std::integral_constant<int, I>{})...};
  (void)in_order;
}
template <class P, class Lanes, class T, int First, int Count, class... Lane>
[[gnu::noinline]] constexpr void run_lane_piece(Lane*... slots) {
  run_lanes_in_order<P, Lanes, T, First, Count>(std::make_integer_sequence<int, Count>{}, slots...);
}
template <class P, class Lanes, class T, int First, int Count, class... Lane>
[[gnu::always_inline]] inline constexpr void run_lanes(Lane*... slots) {
  if constexpr (Count <= 3 * longest_piece) {  // longest_inline was measured for numbers alone, not for lanes
    run_lanes_in_order<P, Lanes, T, First, Count>(std::make_integer_sequence<int, Count>{}, slots...);
  } else {
    [&]<int... Piece>(std::integer_sequence<int, Piece...>) {
      (run_lane_piece<P, Lanes, T, First + Piece * longest_piece, length_of_piece<Count, Piece>>(slots...), ...);
    }(pieces_of<Count>{});
  }
}

}  // namespace nabla::detail
