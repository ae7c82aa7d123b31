// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/run/assembly.hpp>
#include <nabla/evaluate/run/backend.hpp>
#include <nabla/evaluate/run/in_directions.hpp>
#include <nabla/evaluate/run/kernel.hpp>
#include <nabla/evaluate/run/loop_in_registers.hpp>
#include <nabla/evaluate/run/scalars.hpp>

namespace nabla::detail {

template <class K, class C, int Segment>
[[gnu::always_inline]] inline constexpr void run_product(C& c) {
  using T = typename C::scalar;
  constexpr const segment& s = C::plan.segments.data[Segment];
  matrix_view<T> result;
  if constexpr (s.result_slot >= 0) result = {&c.slots[s.result_slot], 1, 1, 1};
  else result = c.template view<s.result>();
  if constexpr (s.kind == work::transpose && C::plan.views[s.result].turned) return;
  else if constexpr (s.kind == work::transpose) K::transpose(c.template sized<s.left>(), result);
  else K::template multiply<C, Segment>(c.template view<s.left>(), c.template view<s.right>(), result);
}

/// Are the numbers of the segment needed?
template <class C, int First, int... K>
[[gnu::always_inline]] inline constexpr bool are_needed(const C& c, std::integer_sequence<int, K...>) {
  return (is_taken(c.slots[C::plan.asked[First + K].slot], C::plan.asked[First + K].holds) && ...);
}
/// The steps of an arm, where it is taken. Elsewhere what others read is 0: no choice takes it.
template <class C, int Segment, int... I>
[[gnu::always_inline]] inline constexpr void run_arm(C& c, std::integer_sequence<int, I...>) {
  constexpr const segment& s = C::plan.segments.data[Segment];
  using table = scalar_table<typename C::program, s.first, s.last - s.first>;
  if (are_needed<C, s.first_asked>(c, std::make_integer_sequence<int, s.last_asked - s.first_asked>{})) run_scalars<typename C::program, s.first, s.last - s.first>(c.slots);
  else (detail::store_result < table::leaves.data[I] && !table::stays.data[I] > (typename C::scalar(0), c.slots[table::slot.data[I]]), ...);
}
template <class C, int Segment>
[[gnu::noinline]] constexpr void run_long_arm(C& c) {
  run_arm<C, Segment>(c, std::make_integer_sequence<int, C::plan.segments[Segment].last - C::plan.segments[Segment].first>{});
}

/// Is a segment a loop of short functions?
template <class K, class C, int Segment>
constexpr bool is_short_loop() {
  constexpr work kind = C::plan.segments[Segment].kind;
  if constexpr (kind != work::elementwise && kind != work::reduction) return false;
  else return loop_in_registers<K, C, Segment>::all_short;
}
constexpr bool is_product(work kind) { return kind == work::product || kind == work::transpose; }
/// Is a plan of sizes that are names a few such loops, with numbers and products between them, or one with something else? Where the call stands what is known of places and numbers stays in registers.
/// With functions that fill all registers there is less to gain, and the loop itself may take longer.
template <class K, class C>
constexpr bool is_few_short_loops() {
  constexpr const auto& sizes = C::plan.sizes;
  if constexpr (!layout<typename C::program>::has_named_segments() || sizes.segments > 6 || sizes.members > 24 || sizes.scalars > 24) return false;
  else return []<int... Segment>(std::integer_sequence<int, Segment...>) {
    constexpr int loops = (0 + ... + int{is_short_loop<K, C, Segment>()}), numbers = (0 + ... + int{C::plan.segments[Segment].kind == work::scalar});
    constexpr int products = (0 + ... + int{is_product(C::plan.segments[Segment].kind)});
    constexpr int all = sizeof...(Segment);
    return loops > 0 && (loops + numbers + products == all || (loops == 1 && all <= 2));
  }(std::make_integer_sequence<int, sizes.segments>{});
}
template <class Loop, class C>
constexpr void run_loop(C& c) {
  Loop::run(c, typename Loop::all_members{}, typename Loop::all_reads{}, typename Loop::all_results{});
}
/// The same where the call stands, or as a function.
template <class Loop, bool StandsHere, class C>
[[gnu::always_inline]] inline constexpr void run_loop_where(C& c) {
  if constexpr (StandsHere) Loop::run(c, typename Loop::all_members{}, typename Loop::all_reads{}, typename Loop::all_results{});
  else run_loop<Loop>(c);
}

template <class K, class C, int Segment>
[[gnu::always_inline]] inline constexpr void run_segment(C& c) {
  constexpr const segment& s = C::plan.segments.data[Segment];
  if constexpr (s.kind == work::scalar && s.last_asked > s.first_asked) {
    if constexpr (C::plan.sizes.scalars > longest_inline) run_long_arm<C, Segment>(c);
    else run_arm<C, Segment>(c, std::make_integer_sequence<int, s.last - s.first>{});
  } else if constexpr (s.kind == work::scalar) run_scalars<typename C::program, s.first, s.last - s.first>(c.slots);
  else if constexpr (s.kind == work::assembly) run_assembly<C, Segment>(c, std::make_integer_sequence<int, s.last - s.first>{});
  else if constexpr (s.kind == work::kernel) run_kernel<K, C, Segment>(c);
  else if constexpr (is_of_matrices(s.kind)) run_product<K, C, Segment>(c);
  else {
    using registers = loop_in_registers<K, C, Segment>;
    using numbers = loop<C, Segment, single_lane<typename C::scalar>>;
    constexpr bool stands_here = is_few_short_loops<K, C>();
    if constexpr (requires { requires K::runs_constants; } && !registers::is_tiny)
      if (__builtin_is_constant_evaluated()) return run_loop<numbers>(c);
    using chosen = std::conditional_t<registers::is_tiny, numbers, registers>;
    if constexpr (chosen::may_be_divided || (chosen::may_be_few && stands_here)) {
      bool one_by_one = false;
      if constexpr (chosen::may_be_few && stands_here) one_by_one = chosen::are_few(c);
      if constexpr (chosen::may_be_divided) one_by_one = one_by_one || chosen::is_divided(c, typename chosen::all_members{});
      if (one_by_one) return run_loop_where<numbers, stands_here>(c);
    }
    run_loop_where<chosen, stands_here>(c);
  }
}

template <class C, int... Count>
constexpr void fill_counts(C& c, std::integer_sequence<int, Count...>) {
  ((c.slots[C::plan.counts[Count].slot] =
        static_cast<typename C::scalar>(layout<typename C::program>::template count<C::plan.counts[Count].shape_index>(c.sizes))),
   ...);
}

/// A condition of slots, as a number, of which the compiler sees what it compares.
template <class P, int Decision>
[[gnu::always_inline]] inline constexpr auto asked_of(const auto* slots) {
  constexpr decision_info d = P::plan.decisions[Decision];
  using T = std::remove_cvref_t<decltype(slots[0])>;
  if constexpr (d.function == 0) return slots[d.operands[0]];
  else return run_step<d.function, single_lane<T>>({nullptr, slots}, ~d.operands[0], ~d.operands[1], ~d.operands[2], ~d.operands[3], T(0));
}
/// A decision, and what follows from it.
template <class P, int Decision, class T>
[[gnu::always_inline]] inline constexpr void run_decision(T* slots) {
  constexpr decision_info d = P::plan.decisions[Decision];
  constexpr segment s = P::plan.segments[d.segment];
  run_scalars<P, s.first, s.last - s.first>(slots);
  if constexpr (d.children[0] >= 0) {
    if (detail::is_taken(detail::asked_of<P, Decision>(slots), true)) detail::run_decision<P, d.children[1]>(slots);
    else detail::run_decision<P, d.children[0]>(slots);
  }
}

/// Is a plan nothing but a moderate number of steps on numbers, which are read from vectors and written into matrices?
template <class P>
constexpr bool is_of_numbers() {
  for (int i = 0; i < P::plan.sizes.segments; ++i)
    if (const segment& s = P::plan.segments[i]; !is_element(P::plan, s) && s.kind != work::scalar && s.kind != work::assembly) return false;
  return layout<P>::sizes_known() && P::plan.sizes.scalars <= longest_inline;
}

/// A context with numbers of its own, which nobody else knows: no compiler stores what only later steps read.
template <class C>
struct own_numbers {
  using scalar = typename C::scalar;
  using program = typename C::program;
  static constexpr const auto& plan = C::plan;

  scalar slots[detail::array_length(plan.slots)];
  const C& outer;

  [[gnu::always_inline]] constexpr explicit own_numbers(const C& of) : outer(of) {}
  template <int View>
  [[gnu::always_inline]] constexpr auto sized() const {
    return outer.template sized<View>();
  }
  /// An element of a matrix that is bound is read without a call of its kernel.
  template <class K, int Segment>
  [[gnu::always_inline]] constexpr int run() {
    if constexpr (is_element(plan, plan.segments[Segment])) {
      constexpr const loop_member& read = plan.members.data[plan.segments.data[Segment].first];
      const auto from = sized<read.operands[0].index>();
      slots[read.stored_in] = from(place_of(read.places.numbers[0], from.rows()), place_of(read.places.numbers[1], from.columns()));
    } else {
      run_segment<K, own_numbers, Segment>(*this);
    }
    return 0;
  }
};
template <int Slot>
[[gnu::always_inline]] inline constexpr void copy_number(auto& to, const auto& from) {
  if constexpr (Slot >= 0) to.slots[Slot] = from.slots[Slot];
}
/// Did it go as the usual case does?
template <class C, int... I>
[[gnu::always_inline]] inline constexpr bool goes_as_usual(const C& c, std::integer_sequence<int, I...>) {
  return (int{c.slots[C::plan.bounds[2 * I]] <= c.slots[C::plan.bounds[2 * I + 1]]} & ... & 1) != 0;
}
/// Does a call that does not go as usual end before the rest is computed?
template <class P>
constexpr bool is_checked_early() {
  return P::plan.before_check < P::plan.sizes.segments;
}
template <class K, int First, class C, int... Segment>
[[gnu::always_inline]] inline constexpr void run_segments(C& c, std::integer_sequence<int, Segment...>) {
  const int in_order[] = {0, (run_segment<K, C, First + Segment>(c), 0)...};
  (void)in_order;
}
template <class K, int First, class C, int... Segment>
[[gnu::always_inline]] inline constexpr void run_segments(own_numbers<C>& own, std::integer_sequence<int, Segment...>) {
  const int in_order[] = {0, own.template run<K, First + Segment>()...};
  (void)in_order;
}
/// All segments, or those before the check of the bounds that it does not pass.
template <class K, class C>
[[gnu::always_inline]] inline constexpr bool run_checked(C& c) {
  constexpr int before = C::plan.before_check;
  constexpr auto bounds = std::make_integer_sequence<int, C::plan.sizes.bounds / 2>{};
  run_segments<K, 0>(c, std::make_integer_sequence<int, before>{});
  if constexpr (!is_checked_early<typename C::program>()) return goes_as_usual(c, bounds);
  else if (!goes_as_usual(c, bounds)) [[unlikely]]
    return false;
  run_segments<K, before>(c, std::make_integer_sequence<int, C::plan.sizes.segments - before>{});
  return true;
}
template <Backend K, class C, int... Segment, int... Input, int... Count, int... Output>
[[gnu::always_inline]] inline constexpr bool run_numbers(C& c, std::integer_sequence<int, Segment...> segments, std::integer_sequence<int, Input...>, std::integer_sequence<int, Count...>,
                                                         std::integer_sequence<int, Output...>) {
  own_numbers<C> own(c);
  (copy_number<C::plan.inputs[Input].slot>(own, c), ...);
  (copy_number<C::plan.counts[Count].slot>(own, c), ...);
  if constexpr (C::plan.sizes.decisions > 0) {
    constexpr int first = C::plan.decisions[0].segment, last = first + C::plan.sizes.decisions;  // before them what is read, and behind them what is stacked
    detail::run_segments<K, 0>(own, std::make_integer_sequence<int, first>{});
    detail::run_decision<typename C::program, 0>(own.slots);
    detail::run_segments<K, last>(own, std::make_integer_sequence<int, C::plan.sizes.segments - last>{});
  } else if constexpr (C::plan.sizes.bounds == 0) {
    run_segments<K, 0>(own, segments);
  } else {
    const bool is_usual = run_checked<K>(own);
    if (is_checked_early<typename C::program>() && !is_usual) [[unlikely]]
      return false;
    (copy_number<C::plan.outputs[Output].slot>(c, own), ...);
    return is_usual;
  }
  (copy_number<C::plan.outputs[Output].slot>(c, own), ...);
  return true;
}

/// A result that a function of its own has stored is loaded by itself: a register of two numbers, which clang makes, waits until both stores are done.
template <int Slot, class C>
[[gnu::always_inline]] inline constexpr void load_alone([[maybe_unused]] C& c) {
#if defined(__clang__) && defined(__SSE2__)
  if constexpr (Slot >= 0 && std::is_floating_point_v<typename C::scalar> && sizeof(typename C::scalar) <= 8)
    if (!__builtin_is_constant_evaluated()) __asm__("" : "+x"(c.slots[Slot]));
#endif
}
template <class C, int... Output>
[[gnu::always_inline]] inline constexpr void load_each_alone(C& c, std::integer_sequence<int, Output...>) { (detail::load_alone<C::plan.outputs[Output].slot>(c), ...); }
template <Backend K, class C, class... All>
[[gnu::noinline]] constexpr bool run_numbers_apart(C& c, All... all) {
  return detail::run_numbers<K>(c, all...);
}

/// The plan as it stands, where what goes along directions has an answer that is not finite.
template <Backend K, class C, int... Segment>
[[gnu::noinline, gnu::cold]] void run_backwards(C& c, std::integer_sequence<int, Segment...> segments) {
  run_segments<K, 0>(c, segments);
}

/// Runs the plan; inputs are bound and the buffers have their places. False where it is of the usual case, and these numbers are not.
template <Backend K, class C, int... Segment>
[[gnu::always_inline]] inline constexpr bool run_plan(C& c, std::integer_sequence<int, Segment...> segments) {
  static_assert(C::plan.sizes.decisions == 0 || !is_register<typename C::scalar>);
  if constexpr (in_directions<typename C::program, typename C::scalar>::pays)
    if (!__builtin_is_constant_evaluated()) {
      if (!in_directions<typename C::program, typename C::scalar>::run(c)) [[unlikely]] {
        C again = c;  // not c itself, whose numbers then stay in registers
        run_backwards<K>(again, segments);
        c = again;
      }
      return true;
    }
  fill_counts(c, std::make_integer_sequence<int, C::plan.sizes.counts>{});
  if constexpr (C::plan.sizes.decisions > 0 && !is_of_numbers<typename C::program>()) {
    const bool is_usual = detail::run_numbers_apart<K>(c, segments, std::make_integer_sequence<int, C::plan.sizes.inputs>{}, std::make_integer_sequence<int, C::plan.sizes.counts>{},
                                                       std::make_integer_sequence<int, C::plan.sizes.outputs>{});
    detail::load_each_alone(c, std::make_integer_sequence<int, C::plan.sizes.outputs>{});
    return is_usual;
  } else if constexpr (is_of_numbers<typename C::program>() && sizeof...(Segment) > 1) {
    return run_numbers<K>(c, segments, std::make_integer_sequence<int, C::plan.sizes.inputs>{}, std::make_integer_sequence<int, C::plan.sizes.counts>{},
                          std::make_integer_sequence<int, C::plan.sizes.outputs>{});
  } else if constexpr (C::plan.sizes.bounds > 0) {
    return run_checked<K>(c);
  } else {
    run_segments<K, 0>(c, segments);
    return true;
  }
}

}  // namespace nabla::detail
