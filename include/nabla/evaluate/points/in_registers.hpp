// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/points/one_by_one.hpp>
#include <nabla/evaluate/run/plain_backend.hpp>

#include <utility>

namespace nabla::detail {

// Formulas whose loops have steps of numbers take as many points as a register has numbers: the program runs as it stands, with registers in the places of numbers, by plain loops. Matrices and
// sizes are the same at all points, and have their places once.

/// Where a program finds a number at each point, or one that is the same at all.
template <class P, class T, class B>
struct point_source {
  static constexpr int number = find_input(P::plan, facts_of<symbol_of<B>>);
  static constexpr int slot = number < 0 ? -1 : P::plan.inputs[number].slot;  // a size that no symbol has is no input
  const T* from = nullptr;
  T same{};

  constexpr explicit point_source(const B& b) {
    if constexpr (is_one_number<bound_type<B>>) same = static_cast<T>(b.value);
    else if constexpr (is_bound_at_points<B>()) from = points_in(b.value).data;
  }
  template <class Lanes, bool Complete>
  [[gnu::always_inline]] constexpr void read(typename Lanes::type* slots, index i, [[maybe_unused]] index count) const {
    if constexpr (slot < 0) return;
    else if constexpr (is_one_number<bound_type<B>>) slots[slot] = typename Lanes::type(same);
    else if constexpr (Complete) slots[slot] = Lanes::load(from + i);
    else slots[slot] = Lanes::load(from + i, count);
  }
};

/// Does a program run on registers? Besides loops whose steps do it may have numbers, elements, parts and small products.
template <class P>
struct program_on_registers {
  template <int Segment>
  static constexpr bool is_loop() {
    return P::plan.segments[Segment].kind == work::kernel && requires { typename decltype(two_rules_have_one_text(rule_tag<P::plan.members[P::plan.segments[Segment].first].function>{}))::runs; };
  }
  template <int Segment>
  static constexpr bool runs() {
    constexpr const segment& s = P::plan.segments.data[Segment];
    if constexpr (s.kind == work::kernel) {
      using rule = decltype(two_rules_have_one_text(rule_tag<P::plan.members[s.first].function>{}));
      if constexpr (is_loop<Segment>()) return program_on_registers<typename rule::runs>::has_all(typename program_on_registers<typename rule::runs>::segments{}, false);
      else return rule::places.kind != part_kind::none || rule::slice.kind != slice_kind::none;
    } else if constexpr (s.kind == work::scalar || s.kind == work::assembly || s.kind == work::transpose) {
      return true;
    } else if constexpr (is_of_matrices(s.kind)) {
      return is_small(P::plan.shapes[P::plan.views[s.left].shape_index]) && is_small(P::plan.shapes[P::plan.views[s.right].shape_index]);
    } else {
      for (int k = max_arity * s.first; k < max_arity * s.last; ++k)  // a maximum, and places that numbers say, ask which number is in the register
        if (is_maximum(P::plan.members[k / max_arity].code) || P::plan.members[k / max_arity].operands[k % max_arity].kind == source::taken) return false;
      return true;
    }
  }
  /// A larger product is left to a backend that knows numbers, not registers of them.
  static constexpr bool is_small(const shape& of) { return of.is_static() && of.rows.size * of.columns.size <= 16; }
  /// Does all of it, and is there a loop, where one is wanted?
  template <int... Segment>
  static constexpr bool has_all(std::integer_sequence<int, Segment...>, bool wants_loop) {
    return (runs<Segment>() && ... && true) && (!wants_loop || ... || is_loop<Segment>());
  }
  using segments = std::make_integer_sequence<int, P::plan.sizes.segments>;
};

template <class P, class T, class Lanes, class... B>
constexpr void run_registers(index first, index last, T* const* to, const B&... b) {
  if (first == last) return;
  program_memory<P, T>::template check_precision<std::remove_cvref_t<binding_at_point<T, B>>...>();
  context<P, typename Lanes::type> c;
  memory<typename Lanes::type, -1> places;
  find_places(c, places, at_point<T>(b, first)...);
  for (; first < last; first += Lanes::width) {
    const index count = last - first;
    if (count < Lanes::width) (point_source<P, T, B>(b).template read<Lanes, false>(c.slots, first, count), ...);
    else (point_source<P, T, B>(b).template read<Lanes, true>(c.slots, first, count), ...);
    run_plan<plain_backend>(c, typename program_on_registers<P>::segments{});
    for (int k = 0; k < P::plan.sizes.outputs; ++k) {
      const auto& value = c.slots[P::plan.outputs[k].slot];
      if (count < Lanes::width) Lanes::store(to[k] + first, value, count);
      else Lanes::store(to[k] + first, value);
    }
  }
}
/// In registers where that pays: there is a loop, and all that is computed can be.
template <class P, class Lanes>
constexpr index points_at_once() {
  if constexpr (Lanes::width == 1) return 1;
  else return program_on_registers<P>::has_all(typename program_on_registers<P>::segments{}, true) ? Lanes::width : 1;
}
template <class P, class T, class Lanes, class... B>
constexpr void run_points(index first, index last, T* const* to, const B&... b) {
  if constexpr (points_at_once<P, Lanes>() > 1)
    if (!std::is_constant_evaluated()) return run_registers<P, T, Lanes>(first, last, to, b...);
  run_one_by_one<P, T>(first, last, to, b...);
}

}  // namespace nabla::detail
