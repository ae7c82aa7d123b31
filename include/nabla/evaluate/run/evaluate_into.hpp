// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/bind/bind.hpp>
#include <nabla/evaluate/run/plain_backend.hpp>
#include <nabla/evaluate/run/run_plan.hpp>
#include <nabla/graph/plan/program.hpp>

namespace nabla::detail {

template <class Default, class... B>
struct named_backend {
  using type = Default;
};
template <class Default, class First, class... Rest>
struct named_backend<Default, First, Rest...> : named_backend<Default, Rest...> {};
/// The first bound value that names a backend decides.
template <class Default, class First, class... Rest>
  requires requires { typename input_traits<bound_type<First>>::backend; }
struct named_backend<Default, First, Rest...> {
  using type = typename input_traits<bound_type<First>>::backend;
};
/// Whose results a call gives.
template <class... B>
using backend_of_call = named_backend<plain_backend, B...>;

/// Who runs a call whose values name no backend: plain loops, or registers where nabla/eigen.hpp is included, see there. Results are the same types.
struct numbers_tag {};
constexpr plain_backend backend_of_numbers(numbers_tag, long) { return {}; }
template <class Tag, class... B>
using running_backend = typename named_backend<decltype(backend_of_numbers(Tag{}, 0)), B...>::type;

/// Memory for the buffers of a program: inline where all sizes are known and moderate.
template <class P, class T, bool Copies>
constexpr index inline_elements() {
  if (Copies || !layout<P>::sizes_known()) return -1;
  const index count = layout<P>::buffer_elements(nullptr);
  return count * static_cast<index>(sizeof(T)) <= largest_inline_bytes ? count : -1;
}

template <class P, class T>
constexpr bool inputs_are_static() {
  for (int i = 0; i < P::plan.sizes.inputs; ++i)
    if (!P::plan.inputs[i].symbol->extents.is_static()) return false;
  return true;
}
/// The same with room for copies of all inputs, for a call that has to make some.
template <class P, class T, class... B>
constexpr index inline_elements_with_copies() {
  if (!layout<P>::sizes_known() || !inputs_are_static<P, T>()) return -1;
  const index count = layout<P>::buffer_elements(nullptr) + copied_elements<P, T, B...>(nullptr);
  return count * static_cast<index>(sizeof(T)) <= largest_inline_bytes ? count : -1;
}

template <class C, class B>
constexpr void place_input(C& c, const B& b, typename C::scalar*& free) {
  using T = typename C::scalar;
  using V = bound_type<B>;
  using traits = input_traits<V>;
  constexpr int number = find_input(C::plan, facts_of<symbol_of<B>>);
  constexpr input_info input = number < 0 ? input_info{} : C::plan.inputs[number];  // a size that no symbol has is no input
  if constexpr (input.slot >= 0) {
    if constexpr (!traits::is_matrix) c.slots[input.slot] = static_cast<T>(b.value);
    else copy_input(b, matrix_view<T>{&c.slots[input.slot], 1, 1, 1});  // anything 1 × 1
  } else if constexpr (input.view >= 0) {
    const index rows = c.template rows<input.view>();
    if constexpr (!needs_copy<B, T>()) {
      if (traits::stride(b.value) == 1 || !may_need_copy<B, T>()) {
        T* data = const_cast<T*>(traits::data(b.value));  // read only: no plan writes to an input
        if constexpr (!facts_of<symbol_of<B>>.extents.is_static())
          if (!__builtin_is_constant_evaluated()) __asm__("" : "+r"(data));  // g++ warns of a register beyond a short array, whose length the loop finds at run time
        c.views[input.view] = data;
        c.strides[input.view] = is_flat_input<V> && facts_of<symbol_of<B>>.extents.columns.is_one() ? rows : traits::stride(b.value);
        return;
      }
    }
    c.views[input.view] = free;
    c.strides[input.view] = rows;
    free += layout<typename C::program>::padded(rows * c.template columns<input.view>());
    copy_input(b, c.template view<input.view>());
  }
}

template <class P>
inline constexpr auto elements_before_view = layout<P>::elements_before();

/// Is what a plan keeps in memory so little that a compiler can have it in registers?
template <class P>
constexpr bool keeps_little() {
  if constexpr (!layout<P>::sizes_known()) return false;
  else return layout<P>::buffer_elements(nullptr) <= 256;
}
/// Is a plan so little work that a call, and what is known of places and numbers in memory, show? Products of small matrices wait for what was stored before them.
template <class P>
constexpr bool is_short() {
  constexpr const auto& sizes = P::plan.sizes;
  [[maybe_unused]] bool has_products = false;
  for (int i = 0; i < sizes.segments; ++i) has_products = has_products || P::plan.segments[i].kind == work::product;
  if constexpr (!layout<P>::sizes_known()) return false;
  else if (has_products && keeps_little<P>()) return sizes.segments <= 48 && sizes.members <= 48 && sizes.scalars <= 24;
  else return sizes.segments <= (sizes.bounds > 0 ? 16 : 3) && sizes.members <= 24 && sizes.scalars <= 24;
}
/// Memory that is kept, for results, and beside it some of a call for what nobody sees behind it, so that a short plan has that in registers.
template <class Kept, class P, class T>
struct passing_memory {
  Kept& kept;
  alignas(64) T elements[detail::array_length(layout<P>::buffer_elements(nullptr))];

  [[gnu::always_inline]] constexpr explicit passing_memory(Kept& all) : kept(all) {}
  [[gnu::always_inline]] constexpr T* reserve(index count) { return kept.reserve(count); }
};
/// Is a result in the buffer of this view?
template <class P>
constexpr bool is_of_result(int view) {
  for (int k = 0; k < P::plan.sizes.outputs; ++k) {
    int result = P::plan.outputs[k].view;
    while (result >= 0 && P::plan.views[result].base >= 0) result = P::plan.views[result].base;
    if (result >= 0 && P::plan.views[result].buffer == P::plan.views[view].buffer) return true;
  }
  return false;
}
template <int View, class C, class T>
[[gnu::always_inline]] inline constexpr void place_view(C& c, T* free, T* passing) {
  using P = typename C::program;
  if constexpr (constexpr index before = elements_before_view<P>.data[View]; before >= 0) c.views[View] = (is_of_result<P>(View) ? free : passing) + before;
}
/// Are sizes bound at run time, and buffers and views so few that their places are written out?
template <class P>
inline constexpr bool writes_places_out = !layout<P>::sizes_known() && P::plan.sizes.buffers <= 16 && P::plan.sizes.views <= 48;
/// Elements of a buffer that a call brings itself: none for what lies in the caller's memory.
template <int Buffer, class C>
[[gnu::always_inline]] inline constexpr index own_elements(const C& c) {
  if constexpr (requires { c.template is_placed<Buffer>(); })
    if (c.template is_placed<Buffer>()) return 0;
  return layout<typename C::program>::buffer_elements(Buffer, c.sizes);
}
template <class C>
[[gnu::always_inline]] inline constexpr index own_elements_of_all(const C& c) {
  if constexpr (!writes_places_out<typename C::program>) return layout<typename C::program>::buffer_elements(c.sizes);
  else return [&]<int... Buffer>(std::integer_sequence<int, Buffer...>) __attribute__((always_inline)) { return (index{0} + ... + own_elements<Buffer>(c)); }(std::make_integer_sequence<int, C::plan.sizes.buffers>{});
}
template <int Buffer, int View, class C, class T>
[[gnu::always_inline]] inline constexpr void place_view_of_buffer(C& c, T* at) {
  if constexpr (C::plan.views[View].buffer == Buffer) c.views[View] = at;
}
template <int Buffer, class C, class T, int... View>
[[gnu::always_inline]] inline constexpr void place_buffer(C& c, T*& free, std::integer_sequence<int, View...>) {
  (place_view_of_buffer<Buffer, View>(c, free), ...);
  free += own_elements<Buffer>(c);
}

/// Places for what lies in buffers, from `free` on, and what is free behind them. At -O2 g++ works out in each call what is known, if it is not told. It makes registers of
/// the places that a loop writes, and finds none of them again: those of a short plan are written one by one.
template <class C, class T>
[[gnu::always_inline]] inline constexpr T* place_buffers(C& c, T* free, T* passing) {
  using P = typename C::program;
  if constexpr (layout<P>::sizes_known())
    if (!__builtin_is_constant_evaluated()) {
      constexpr const auto& before = elements_before_view<P>;
      if constexpr (is_short<P>()) {
        [&]<int... View>(std::integer_sequence<int, View...>) __attribute__((always_inline)) { (place_view<View>(c, free, passing), ...); }(std::make_integer_sequence<int, C::plan.sizes.views>{});
      } else {
        NABLA_DETAIL_STEP_BY_STEP for (int i = 0; i < C::plan.sizes.views; ++i) {
          if (before.data[i] >= 0) c.views[i] = free + before.data[i];
        }
      }
      return free + before.data[C::plan.sizes.views];
    }
  if constexpr (writes_places_out<P>) {
    [&]<int... Buffer>(std::integer_sequence<int, Buffer...>) __attribute__((always_inline)) {
      (place_buffer<Buffer>(c, free, std::make_integer_sequence<int, C::plan.sizes.views>{}), ...);
    }(std::make_integer_sequence<int, C::plan.sizes.buffers>{});
    return free;
  }
  T* buffers[detail::array_length(C::plan.sizes.buffers)] = {};
  NABLA_DETAIL_STEP_BY_STEP for (int i = 0; i < C::plan.sizes.buffers; ++i) {
    buffers[i] = free;
    free += layout<P>::buffer_elements(i, c.sizes);
  }
  NABLA_DETAIL_STEP_BY_STEP for (int i = 0; i < C::plan.sizes.views; ++i) {
    if (C::plan.views[i].buffer >= 0) c.views[i] = buffers[C::plan.views[i].buffer];
  }
  return free;
}

/// Checks sizes and finds a place for everything. Nothing is written before all sizes are checked.
template <class C, class Memory, class... B>
[[gnu::always_inline]] inline constexpr void find_places(C& c, Memory& memory, const B&... b) {
  using P = typename C::program;
  using T = typename C::scalar;
  for (index& size : c.sizes) size = -1;
  (match_binding<P>(b, c.sizes), ...);
  if constexpr (layout<P>::has_sizes_that_follow()) layout<P>::set_sizes_that_follow(c.sizes);
  (check_indices<P>(b, c.sizes), ...);
  if constexpr (counts_from_sizes<B...>(C::plan)) check_sizes<P>(c.sizes);
  if constexpr (has_kernels(C::plan)) check_kernels(c, std::make_integer_sequence<int, C::plan.sizes.segments>{});
  T* free = memory.reserve(own_elements_of_all(c) + copied_elements<P, T, B...>(c.sizes));
  if constexpr (requires { memory.elements[0]; memory.kept; }) free = place_buffers(c, free, memory.elements);
  else free = place_buffers(c, free, free);
  if constexpr (requires { c.place_outputs(); }) c.place_outputs();  // where somebody wants them, see placed_context.hpp
  (place_input(c, b, free), ...);
}
/// And runs.
template <Backend K, class C, class Memory, class... B>
[[gnu::always_inline]] inline constexpr bool evaluate_in_place(C& c, Memory& memory, const B&... b) {
  find_places(c, memory, b...);
  return run_plan<K>(c, std::make_integer_sequence<int, C::plan.sizes.segments>{});
}

/// The same, where the compiler thinks fit; steps on numbers alone where they are called, so that they stay in registers.
template <Backend K, class C, class Memory, class... B>
constexpr bool evaluate_out_of_place(C& c, Memory& memory, const B&... b) {
  return evaluate_in_place<K>(c, memory, b...);
}
template <Backend K, class C, class Memory, class... B>
[[gnu::always_inline]] inline constexpr bool evaluate_into(C& c, Memory& memory, const B&... b) {
  if constexpr (is_of_numbers<typename C::program>() || is_short<typename C::program>() || is_few_short_loops<K, C>()) return evaluate_in_place<K>(c, memory, b...);
  else return evaluate_out_of_place<K>(c, memory, b...);
}

/// Another result than what was made in memory: what a function gives else then stays in registers.
template <class Result>
[[gnu::always_inline]] inline constexpr Result copy_of(const Result& made) {
  return made;
}

/// Is a program run first as it mostly goes? Where that is steps on numbers, or has loops over few elements between them: the bounds are those of doubles.
template <class F, bool Value, class Wrt, class T>
constexpr bool has_usual_case() {
  if constexpr (!std::is_same_v<T, double>) return false;
  else if constexpr (!program<F, Value, Wrt>::plan.has_usual_form) return false;
  else {
    using P = program<F, Value, usually<Wrt>>;
    return is_of_numbers<P>() || (P::plan.sizes.bounds > 0 && P::plan.sizes.scalars <= longest_inline);
  }
}
/// Of a backend: its products of a few rows stay in registers.
template <class K>
inline constexpr bool has_registers = requires { requires K::has_registers; };
/// Of a program that has a usual form, that of a call which runs on K; void where it is too long.
template <class K, class F, bool Value, class Wrt>
struct usual_program_of_call {
  static constexpr auto in_numbers() {
    if constexpr (has_usual_case<F, Value, Wrt, double>()) return std::type_identity<program<F, Value, usually<Wrt>>>();
    else return std::type_identity<void>();
  }
  static constexpr auto find() {
    if constexpr (!has_registers<K>) return in_numbers();
    else {
      using P = program<F, Value, usually_in_registers<Wrt>>;
      if constexpr (P::plan.sizes.bounds > 0 && is_short<P>()) return std::type_identity<P>();
      else return in_numbers();
    }
  }
  using type = typename decltype(find())::type;
};
}  // namespace nabla::detail
