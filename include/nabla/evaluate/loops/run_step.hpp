// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/loops/step.hpp>
#include <nabla/evaluate/run/evaluate_into.hpp>
#include <nabla/evaluate/run/pieces.hpp>

namespace nabla::detail {

/// The state that a step reads and the one that it leaves: in the columns of the loop, or, of a few numbers, in local variables that are copied there. What lies in memory is stored as a whole
/// and read one by one, which takes longer than a step computes.
template <class T, int Size, bool Local>
struct loop_states {
  T now[detail::array_length(Size)], next[detail::array_length(Size)];
  [[gnu::always_inline]] constexpr explicit loop_states(const T* first) {
    for (int i = 0; i < Size; ++i) now[i] = first[i];
  }
  [[gnu::always_inline]] constexpr const T* before(const T*) const { return now; }
  [[gnu::always_inline]] constexpr T* after(T*) { return next; }
  [[gnu::always_inline]] constexpr void keep(T* column) {
    for (int i = 0; i < Size; ++i) column[i] = now[i] = next[i];
  }
};
template <class T, int Size>
struct loop_states<T, Size, false> {
  constexpr explicit loop_states(const T*) {}
  constexpr const T* before(const T* column) const { return column; }
  constexpr T* after(T* column) { return column; }
  constexpr void keep(T*) {}
};

/// The program of a step with the memory that it works in: the symbols are where the columns of the loop have them, and nothing is copied but the result.
template <class Step, class Backend, class T>
struct step_runner {
  using P = program<typename Step::body, true, wrt_nothing>;
  static_assert(layout<P>::sizes_known());
  static constexpr const auto& plan = P::plan;

  using state_at_hand = loop_states<T, Step::size, (Step::size > 0 && Step::size <= 16 && is_of_numbers<P>())>;

  context<P, T> c;
  memory<T, inline_elements<P, T, false>()> buffers;
  struct {
    T elements[detail::array_length(Step::sequences::elements)];
  } room;  ///< for symbols that lie in several pieces

  /// The parameters stay where they are.
  constexpr explicit step_runner(const T* parameters) {
    T* free = buffers.reserve(layout<P>::buffer_elements(nullptr));
    T* places[plan.sizes.buffers > 0 ? plan.sizes.buffers : 1] = {};
    for (int i = 0; i < plan.sizes.buffers; ++i) {
      places[i] = free;
      free += layout<P>::buffer_elements(i, nullptr);
    }
    for (int i = 0; i < plan.sizes.views; ++i)
      if (plan.views[i].buffer >= 0) c.views[i] = places[plan.views[i].buffer];
    place(typename Step::parameters{}, parameters);
  }
  step_runner(const step_runner&) = delete;

  template <class... Symbols>
  [[gnu::always_inline]] constexpr void place(symbol_list<Symbols...>, [[maybe_unused]] const T* at) {
    (place_one<Symbols>(at), ...);
  }
  /// The same in a column of what is perhaps not put together.
  template <class... Symbols, class Column>
  [[gnu::always_inline]] constexpr void place_at(symbol_list<Symbols...>, [[maybe_unused]] const Column& column) {
    using all = symbol_list<Symbols...>;
    [&]<int... I>(std::integer_sequence<int, I...>) { (place_copy<Symbols>(column.template rows<all::before(I), all::size(I)>(room.elements + all::before(I))), ...); }(std::make_integer_sequence<int, all::count>{});
  }
  template <class Symbol>
  [[gnu::always_inline]] constexpr void place_copy(const T* at) {
    place_one<Symbol>(at);
  }
  template <class Symbol>
  [[gnu::always_inline]] constexpr void place_one(const T*& at) {
    constexpr int number = find_input(plan, facts_of<Symbol>);
    constexpr shape form = facts_of<Symbol>.form;
    if constexpr (number >= 0) {
      constexpr input_info input = plan.inputs[number];
      if constexpr (input.slot >= 0) c.slots[input.slot] = *at;
      else if constexpr (input.view >= 0) {
        c.views[input.view] = const_cast<T*>(at);  // read only: no plan writes to an input
        c.strides[input.view] = form.rows.size;
      }
    }
    at += form.rows.size * form.columns.size;
  }
  /// Runs the step, and leaves its value in a column: there it is computed, where the plan has a matrix of its own for it.
  [[gnu::always_inline]] constexpr void run_into(T* column) {
    constexpr output_info out = plan.outputs[0];
    if constexpr (out.view >= 0)
      if constexpr (plan.views[out.view].buffer >= 0 && plan.buffers[plan.views[out.view].buffer].more == kernel_memory{}) {
        for (int i = 0; i < plan.sizes.views; ++i)
          if (plan.views[i].buffer == plan.views[out.view].buffer) c.views[i] = column;
        return run_plan<Backend>(c, std::make_integer_sequence<int, plan.sizes.segments>{});
      }
    run([&](index i, const T& value) { column[i] = value; });
  }
  /// Runs the step, and calls write(i, value) for each element of its value.
  template <class Write>
  [[gnu::always_inline]] constexpr void run(Write write) {
    run_plan<Backend>(c, std::make_integer_sequence<int, plan.sizes.segments>{});
    constexpr output_info out = plan.outputs[0];
    if constexpr (out.slot >= 0) write(0, c.slots[out.slot]);
    else {
      const auto value = c.template sized<out.view>();
      for (index j = 0, k = 0; j < value.columns(); ++j)
        for (index i = 0; i < value.rows(); ++i) write(k++, value(i, j));
    }
  }
};

/// Calls use(…) with plain numbers where a kernel got those of a constant expression; the first view is written.
template <class T, class View>
constexpr auto plain_operand(const View& from) {
  if constexpr (is_stacked<View>) return from;
  else return matrix_view<T>(from);
}
template <class Use, class T, class... Views>
constexpr void with_plain_numbers(Use use, const matrix_view<T>& to, const Views&... from) {
  use(to, plain_operand<T>(from)...);
}
template <class Use, class T, class... Views>
constexpr void with_plain_numbers(Use use, const matrix_view<constant_scalar<T>>& to, const Views&... from) {
  struct copy {
    list<T> elements;
    matrix_view<T> view;
    constexpr explicit copy(const matrix_view<constant_scalar<T>>& v) : elements(static_cast<int>(v.rows() * v.columns())), view{elements.data, v.rows(), v.columns(), v.rows()} {}
    constexpr void read(const matrix_view<constant_scalar<T>>& v) {
      for (index j = 0; j < v.columns(); ++j)
        for (index i = 0; i < v.rows(); ++i) view(i, j) = v(i, j).value;
    }
  };
  copy result(to);
  const auto run = [&](auto&&... copies) {
    (copies.read(from), ...);
    use(result.view, copies.view...);
  };
  run(copy(from)...);
  for (index j = 0; j < to.columns(); ++j)
    for (index i = 0; i < to.rows(); ++i) to(i, j) = result.view(i, j);
}

}  // namespace nabla::detail
