// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/bind/named_sizes.hpp>
#include <nabla/evaluate/run/along_directions.hpp>
#include <nabla/evaluate/run/directions.hpp>
#include <nabla/evaluate/run/scalars.hpp>
#include <nabla/rules/operation.hpp>

namespace nabla::detail {

/// Does a segment read one element of a matrix?
constexpr bool is_element(const auto& plan, const segment& s) {
  return s.kind == work::kernel && plan.members[s.first].places.kind == part_kind::block && plan.shapes[s.shape_index].is_scalar();
}
/// Is a plan nothing but steps on numbers, which are read from vectors, and written into matrices of its own?
constexpr bool is_of_steps(const auto& plan) {
  if (plan.sizes.counts + plan.sizes.bounds + plan.sizes.decisions > 0) return false;
  for (int i = 0; i < plan.sizes.segments; ++i)
    if (const segment& s = plan.segments.data[i]; !is_element(plan, s) && s.kind != work::assembly && (s.kind != work::scalar || s.last_asked > s.first_asked)) return false;
  for (int k = 0; k < plan.sizes.outputs; ++k)
    if (const int view = plan.outputs.data[k].view; view >= 0 && (plan.views.data[view].input >= 0 || plan.views.data[view].base >= 0)) return false;
  return true;
}
/// The input of a plan that a symbol is; one without a place where it is none.
constexpr input_info input_of(const auto& plan, const facts& symbol) {
  const int number = find_input(plan, symbol);
  return number < 0 ? input_info{} : plan.inputs.data[number];
}

/// How a gradient or a Jacobian is computed along directions in registers of T, and whether it should be.
template <class P, class T>
struct in_directions {
  static constexpr bool pays = false;
};
#if defined(__GNUC__)
template <class P, class T>
  requires(moves_by_few<P> && (__is_same(T, double) || __is_same(T, float)))
struct in_directions<P, T> {
  using moving = moving_symbols_of<P>;
  static constexpr int count = moving::elements, rows = moving::rows, before = moving::has_value ? rows : 0;
  static constexpr int width = count > 4 ? 8 : (count > 2 ? 4 : 2);
  static constexpr int least_steps = rows > 1 ? 100 : 150;  ///< of fewer the processor begins with the next call meanwhile
  static constexpr int longest_in_place = 1024, most_steps = 2000;  ///< each number in memory is one for each direction

  /// Is it long enough, and does what runs backwards wait for itself?
  static constexpr bool is_long() {
    const auto& plan = P::plan;
    return plan.sizes.scalars >= least_steps && plan.sizes.scalars <= 2 * most_steps && is_of_steps(plan) && (rows > 1 || plan.times.to_end > plan.times.work) && width * static_cast<int>(sizeof(T)) <= 2 * register_bytes;
  }
  static constexpr auto find() {
    if constexpr (is_long()) return std::type_identity<program<typename moving::function, false, along_directions<P>>>();
    else return std::type_identity<void>();
  }
  using forwards = typename decltype(find())::type;
  using lanes = directions<T, width>;

  /// How many steps have tangents; -1: one does not add or multiply them alone.
  static constexpr int steps_of_tangents() {
    const auto& plan = forwards::plan;
    int steps = 0;
    fixed_array<bool, plan.slots> moves{};
    for (int i = 0; i < plan.sizes.inputs; ++i)
      if (plan.inputs.data[i].slot >= 0 && direction_of(i) >= 0) moves.data[plan.inputs.data[i].slot] = true;
    for (int i = 0; i < plan.sizes.scalars; ++i) {
      const scalar_step& s = plan.scalars.data[i];
      bool moved[max_arity] = {}, any = false;
      for (int k = 0; k < max_arity; ++k) any = (moved[k] = s.operands[k] >= 0 && moves.data[s.operands[k]]) || any;
      if (!any) continue;
      const bool adds = s.function == rule_key<add_rule> || s.function == rule_key<subtract_rule>;
      if (!is_linear(s.function) || (!adds && moved[1] && (moved[0] || s.function == rule_key<divide_rule>))) return -1;
      ++steps;
      moves.data[s.slot] = true;
    }
    return steps;
  }
  /// Has all that it reads a place?
  static constexpr bool finds_inputs() {
    const auto& plan = forwards::plan;
    for (int i = 0; i < plan.sizes.inputs; ++i) {
      const input_info& input = plan.inputs.data[i];
      const input_info there = input_of(P::plan, *input.symbol);
      if (direction_of(i) < 0 && ((input.slot >= 0 && there.slot < 0) || (input.view >= 0 && there.view < 0))) return false;
    }
    for (int k = 0; k < plan.sizes.outputs; ++k)
      if (plan.outputs.data[k].slot < 0) return false;
    return plan.sizes.outputs == before + rows && plan.sizes.assembled == 0;
  }
  static constexpr bool find_whether_it_pays() {
    if constexpr (std::is_void_v<forwards>) return false;
    else {
      if (forwards::plan.sizes.scalars > most_steps || !is_of_steps(forwards::plan) || !finds_inputs()) return false;
      const int of_tangents = steps_of_tangents();
      const step_times forth = forwards::plan.times, back = P::plan.times;
      const auto larger = [](int a, int b) { return a > b ? a : b; };
      return of_tangents >= 0 && 5 * larger(forth.to_end, forth.work + (lanes::parts - 1) * of_tangents) <= 4 * larger(back.to_end, back.work);
    }
  }
  static constexpr bool pays = find_whether_it_pays();

  /// False, and nothing is written, where some derivative is not finite: a number that is none, or infinite, makes all lanes so, and backwards those alone that it belongs to.
  template <class C>
  [[gnu::always_inline]] static bool run(C& c) {
    constexpr const auto& plan = forwards::plan;
    lanes slots[detail::array_length(plan.slots)];
    each<plan.sizes.inputs>([&]<int I>(std::integral_constant<int, I>) __attribute__((always_inline)) { bind<I>(c, slots); });
    each<plan.sizes.segments>([&]<int I>(std::integral_constant<int, I>) __attribute__((always_inline)) { run_segment<I>(c, slots); });
    lanes differences(0);
    each<rows>([&]<int E>(std::integral_constant<int, E>) __attribute__((always_inline)) {
      const lanes& tangent = slots[plan.outputs.data[before + E].slot];
      differences = differences + (tangent - tangent);
    });
    T all = 0;
    for (int k = 0; k < count; ++k) all += differences[k];
    if (all != T(0)) [[unlikely]]
      return false;
    if constexpr (moving::has_value)
      each<rows>([&]<int E>(std::integral_constant<int, E>) __attribute__((always_inline)) { set<0, E / moving::columns, E % moving::columns>(c, slots[plan.outputs.data[E].slot][0]); });
    each<rows>([&]<int E>(std::integral_constant<int, E>) __attribute__((always_inline)) {
      each<count>([&]<int K>(std::integral_constant<int, K>) __attribute__((always_inline)) {
        constexpr place_of_derivative place = moving::place(E, K);
        set<place.output, place.row, place.column>(c, slots[plan.outputs.data[before + E].slot][K]);
      });
    });
    return true;
  }

 private:
  template <int Count, class F>
  [[gnu::always_inline]] static void each(F f) {
    [&]<int... I>(std::integer_sequence<int, I...>) __attribute__((always_inline)) { (f(std::integral_constant<int, I>()), ...); }(std::make_integer_sequence<int, Count>{});
  }
  static constexpr int direction_of(int input) {
    for (int k = 0; k < count; ++k)
      if (is_same_symbol(*forwards::plan.inputs.data[input].symbol, *along_directions<P>::also.data[k])) return k;
    return -1;
  }
  template <int Input>
  [[gnu::always_inline]] static void bind(const auto& c, lanes* slots) {
    constexpr const input_info& input = forwards::plan.inputs.data[Input];
    constexpr int direction = direction_of(Input), bound = input_of(P::plan, *input.symbol).slot;
    if constexpr (input.slot < 0) return;
    else if constexpr (direction >= 0) slots[input.slot] = lanes::along(direction);
    else slots[input.slot] = lanes(c.slots[bound]);
  }
  template <int Segment>
  [[gnu::always_inline]] static void run_segment(const auto& c, lanes* slots) {
    constexpr const auto& plan = forwards::plan;
    constexpr const segment& s = plan.segments.data[Segment];
    if constexpr (is_element(plan, s)) {
      constexpr const loop_member& read = plan.members.data[s.first];
      constexpr int input = plan.views.data[read.operands[0].index].input, view = input_of(P::plan, *plan.inputs.data[input].symbol).view;
      const auto from = c.template sized<view>();
      slots[read.stored_in] = lanes(from(place_of(read.places.numbers[0], from.rows()), place_of(read.places.numbers[1], from.columns())));
    } else {
      constexpr int steps = s.last - s.first;
      if constexpr (steps <= longest_in_place) run_in_order<forwards, s.first, steps>(slots, std::make_integer_sequence<int, steps>{});
      else run_scalars<forwards, s.first, steps>(slots);
    }
  }
  static constexpr bool is_bound(int slot) {
    for (int i = 0; i < P::plan.sizes.inputs; ++i)
      if (P::plan.inputs.data[i].slot == slot) return true;
    return false;
  }
  /// A number of a result; one that is bound is there.
  template <int Output, int Row, int Column>
  [[gnu::always_inline]] static void set(auto& c, T number) {
    constexpr const output_info& out = P::plan.outputs.data[Output];
    if constexpr (out.view >= 0) c.template sized<out.view>()(Row, Column) = number;
    else if constexpr (!is_bound(out.slot)) c.slots[out.slot] = number;
  }
};
#endif

}  // namespace nabla::detail
