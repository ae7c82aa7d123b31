// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/loops/step.hpp>
#include <nabla/evaluate/run/evaluate_into.hpp>
#include <nabla/evaluate/run/pieces.hpp>

namespace nabla::detail {

/// A context of a step whose state, and what becomes of it, are where nobody else looks: local variables, which need no memory.
template <class C, int StateView, int ResultView>
struct beside_state {
  using scalar = typename C::scalar;
  using program = typename C::program;
  static constexpr const auto& plan = C::plan;
  const C& outer;
  const scalar* state;
  scalar* result;
  scalar* slots;
  template <int View>
  [[gnu::always_inline]] constexpr auto sized() const {
    constexpr const shape& extents = plan.shapes.data[plan.views.data[View].shape_index];
    if constexpr (View == StateView) return sized_view<scalar, extents.rows.size, extents.columns.size>{{const_cast<scalar*>(state), extents.rows.size, extents.columns.size, extents.rows.size}};  // read only, as in place_one()
    else if constexpr (View == ResultView) return sized_view<scalar, extents.rows.size, extents.columns.size>{{result, extents.rows.size, extents.columns.size, extents.rows.size}};
    else return outer.template sized<View>();
  }
};
/// The size that has a name, from the rows of a result, of the parameters and of the sequences.
template <class Step>
constexpr index size_of_step(index result, index parameters, index sequences) {
  if constexpr (Step::is_static()) return 0;
  else if constexpr (!Step::total.is_static()) return Step::total.size_of(result);
  else if constexpr (!Step::parameters::total.is_static()) return Step::parameters::total.size_of(parameters);
  else return Step::sequences::total.size_of(sequences);
}

/// What the program of a step gives beside its body.
template <class Step>
struct asked_of_step {
  using type = wrt_nothing;
};
template <class Step>
using program_of_step = program<typename Step::body, true, in_a_row<typename asked_of_step<Step>::type>>;

/// What a step whose sizes have a name needs beside its result: so many columns of that, and elements. A result of known size, and what has a product of names, takes memory of its own.
template <class Step>
constexpr kernel_memory memory_of_step() {
  if constexpr (Step::is_static() || Step::total.is_static()) return {};
  else {
    constexpr const auto& plan = program_of_step<Step>::plan;
    element_count all;
    for (int b = 0; b < plan.sizes.buffers; ++b) {
      const shape& extents = plan.shapes[plan.buffers[b].shape_index];
      const kernel_memory& more = plan.buffers[b].more;
      all = all + element_count_of(extents) * (1 + more.copies) + element_count_of(extents.rows) * more.columns + element_count{nullptr, 0, more.elements + 7};
    }
    if (!all.exists) return {};
    const int columns = (all.times + Step::total.times - 1) / Step::total.times, left = all.more - columns * Step::total.more;
    return {.columns = columns, .elements = left > 0 ? left : 0};
  }
}

/// Has everything in a step a size, where that with the name is `size`?
template <class Step>
constexpr bool step_has_sizes(index size) {
  constexpr const auto& plan = program_of_step<Step>::plan;
  for (int i = 0; i < plan.sizes.shapes; ++i)
    if (element_count_of(plan.shapes[i].rows).at(size) < 0 || element_count_of(plan.shapes[i].columns).at(size) < 0) return false;
  return true;
}

/// The program of a step with the memory that it works in: the symbols are where the columns of the loop have them, and nothing is copied but the result.
template <class Step, class Backend, class T>
struct step_runner {
  using P = program_of_step<Step>;
  static_assert(layout<P>::sizes_known() || !Step::is_static());
  static constexpr const auto& plan = P::plan;

  context<P, T> c;
  memory<T, inline_elements<P, T, false>()> buffers;
  struct {
    T elements[detail::array_length(Step::is_static() ? Step::sequences::elements : 0)];
  } room;      ///< for symbols that lie in several pieces
  index size_;  ///< that which has a name

  /// The parameters stay where they are. `size` is that which has a name, if one has, and `behind` the memory behind the result.
  constexpr explicit step_runner(const T* parameters, index size = 0, T* behind = nullptr) : size_(size) {
    if constexpr (!Step::is_static()) {
      for (index& one : c.sizes) one = size;
      if constexpr (layout<P>::has_sizes_that_follow()) layout<P>::set_sizes_that_follow(c.sizes);
    }
    T* free = behind != nullptr ? behind : buffers.reserve(layout<P>::buffer_elements(c.sizes));
    T* places[plan.sizes.buffers > 0 ? plan.sizes.buffers : 1] = {};
    for (int i = 0; i < plan.sizes.buffers; ++i) {
      places[i] = free;
      free += layout<P>::buffer_elements(i, c.sizes);
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
  [[gnu::always_inline]] constexpr void place_at(symbol_list<Symbols...> symbols, [[maybe_unused]] const Column& column) {
    if constexpr (!Step::is_static()) place(symbols, column.template rows<0, 0>(nullptr));
    else place_pieces(symbols, column);
  }
  template <class... Symbols, class Column>
  [[gnu::always_inline]] constexpr void place_pieces(symbol_list<Symbols...>, [[maybe_unused]] const Column& column) {
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
    constexpr shape extents = facts_of<Symbol>.extents;
    if constexpr (number >= 0) {
      constexpr const input_info& input = plan.inputs.data[number];
      if constexpr (input.slot >= 0) c.slots[input.slot] = *at;
      else if constexpr (input.view >= 0) {
        c.views[input.view] = const_cast<T*>(at);  // read only: no plan writes to an input
        c.strides[input.view] = element_count_of(extents.rows).at(size_);
      }
    }
    at += element_count_of(extents).at(size_);
  }
  /// Runs the step, and leaves what it gives in a column: there it is computed, where the plan has a matrix of its own for it.
  [[gnu::always_inline]] constexpr void run_into(T* column) {
    [&]<int... K>(std::integer_sequence<int, K...>) {
      (put<K>(column + first_of(K)), ...);
      run_plan<Backend>(c, std::make_integer_sequence<int, plan.sizes.segments>{});
      (copy<K>(column + first_of(K)), ...);
    }(std::make_integer_sequence<int, plan.sizes.outputs>{});
  }
  /// Is the state a vector of a few numbers that are read and computed one by one?
  template <class State>
  static constexpr int state_view() {
    const int number = find_input(plan, facts_of<State>);
    return number >= 0 ? plan.inputs[number].view : -1;
  }
  template <class State>
  static constexpr bool has_local_state() {
    if (!Step::is_static() || Step::size > 16 || plan.sizes.outputs != 1 || !is_of_numbers<P>() || plan.sizes.segments < 2 || plan.sizes.counts > 0 || state_view<State>() < 0 || plan.outputs[0].view < 0) return false;
    bool found = false;
    for (int i = 0; i < plan.sizes.segments; ++i) found = found || (plan.segments[i].kind == work::assembly && plan.segments[i].result == plan.outputs[0].view);
    return found;
  }
  /// Runs the step from a state that nobody else looks at to such a one.
  template <class State>
  [[gnu::always_inline]] constexpr void run_beside(const T* state, T* next) {
    beside_state<context<P, T>, state_view<State>(), plan.outputs[0].view> beside{c, state, next, c.slots};
    run_numbers<Backend>(beside, std::make_integer_sequence<int, plan.sizes.segments>{}, std::make_integer_sequence<int, plan.sizes.inputs>{}, std::make_integer_sequence<int, 0>{},
                         std::make_integer_sequence<int, plan.sizes.outputs>{});
  }
  /// Runs the step, and calls write(i, value) for each element of its value.
  template <class Write>
  [[gnu::always_inline]] constexpr void run(Write write) {
    run_plan<Backend>(c, std::make_integer_sequence<int, plan.sizes.segments>{});
    write_output<0>(write);
  }

 private:
  /// Where output number k begins in the column of all.
  constexpr index first_of(int k) const {
    element_count before;
    for (int i = 0; i < k; ++i) before = before + element_count_of(plan.shapes[plan.outputs[i].shape_index]);
    return before.at(size_);
  }
  static constexpr int buffer_of(int k) { return plan.outputs[k].view < 0 ? -1 : plan.views[plan.outputs[k].view].buffer; }
  static constexpr bool can_be_placed(int k) {
    const int buffer = buffer_of(k);
    if (buffer < 0) return false;
    for (int other = 0; other < k; ++other)
      if (buffer_of(other) == buffer) return false;
    return plan.buffers[buffer].more == kernel_memory{} && plan.views[plan.outputs[k].view].shape_index == plan.buffers[buffer].shape_index;
  }
  template <int K>
  [[gnu::always_inline]] constexpr void put([[maybe_unused]] T* column) {
    if constexpr (can_be_placed(K))
      for (int i = 0; i < plan.sizes.views; ++i)
        if (plan.views[i].buffer == buffer_of(K)) c.views[i] = column;
  }
  template <int K>
  [[gnu::always_inline]] constexpr void copy([[maybe_unused]] T* column) {
    if constexpr (!can_be_placed(K)) write_output<K>([&](index i, const T& value) { column[i] = value; });
  }
  template <int K, class Write>
  [[gnu::always_inline]] constexpr void write_output(Write write) {
    constexpr const output_info& out = plan.outputs.data[K];
    if constexpr (out.slot >= 0) write(0, c.slots[out.slot]);
    else {
      const auto value = c.template sized<out.view>();
      for (index j = 0, k = 0; j < value.columns(); ++j)
        for (index i = 0; i < value.rows(); ++i) write(k++, value(i, j));
    }
  }
};

/// What runs a step of a loop with such operands and such a result.
template <class Step, class Backend, class T>
constexpr auto runner_of_step(const matrix_view<T>& to, [[maybe_unused]] const auto& z, const matrix_view<T>& p) {
  if constexpr (Step::is_static()) return step_runner<Step, Backend, T>(p.data);
  else {
    T* behind = nullptr;
    if constexpr (memory_of_step<Step>() != kernel_memory{})
      if (!__builtin_is_constant_evaluated()) behind = to.behind(0);  // a constant expression has a copy of the result alone
    return step_runner<Step, Backend, T>(p.data, size_of_step<Step>(to.rows(), p.rows(), z.rows()), behind);
  }
}

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
