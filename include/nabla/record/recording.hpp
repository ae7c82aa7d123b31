// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/typed.hpp>
#include <nabla/record/branches.hpp>

namespace nabla::detail {

struct recording_sizes {
  int nodes = 0, roots = 0;
  recording_problem problem;
};
template <recording_sizes Sizes>
struct recorded_sizes {
  static constexpr recording_sizes value = Sizes;
  static constexpr bool is_constant = true;
};
struct not_in_a_constant_expression {
  static constexpr recording_sizes value{};
  static constexpr bool is_constant = false;
};
template <class Recording>
constexpr auto measure_recording(int) -> recorded_sizes<Recording::measure()>;
template <class Recording>
constexpr not_in_a_constant_expression measure_recording(...);

/// A function again, of which only the type is left. [=] and [&] that capture nothing cannot be made, but copied from something else without members.
template <class Function>
constexpr Function function_without_captures() {
  if constexpr (std::is_default_constructible_v<Function>) return Function{};
  else {
    struct nothing {};
    return __builtin_bit_cast(Function, nothing{});
  }
}

/// A function, run on recorded numbers by the compiler.
template <class Function, class... Symbols>
struct recording {
  struct outcome {
    list<formula_node> nodes;
    list<int> roots;
    recording_problem problem;
  };
  static constexpr outcome run() {
    graph g;
    recorder r(g);
    facts_map known;
    (import(g, known, facts_of<Symbols>, false), ...);
    list<int> roots = detail::follow_all_paths(r, [&r, &known](list<int>& results) {
      detail::add_results(r, function_without_captures<Function>()(recorded(&r, known.find(facts_of<Symbols>))...), results);
    });
    outcome result;
    result.problem = r.problem;
    result.nodes = formula_of(g, roots);
    result.roots = static_cast<list<int>&&>(roots);
    return result;
  }
  static constexpr recording_sizes measure() {
    const outcome all = run();
    return {all.nodes.size, all.roots.size, all.problem};
  }

  using measured = decltype(detail::measure_recording<recording>(0));
  static constexpr recording_sizes size = measured::value;
  static constexpr bool is_right = measured::is_constant && size.problem.what == recording_fault::none;
};

/// What is left of a function that was refused, so that the reason is said first.
struct not_recorded : expression {
  constexpr not_recorded operator()(const auto&...) const { return {}; }
};

/// Says in a sentence why a function is not recorded; what it is about is a template argument in the message.
template <class Recording>
constexpr not_recorded refuse() {
  if constexpr (!Recording::measured::is_constant) {
    static_assert(sizeof(Recording) == 0, "nabla: the compiler cannot run the function given to formula(): what it calls is to be constexpr; which call is not, says the next error");
    constexpr recording_sizes again = Recording::measure();
    (void)again;
  } else {
    constexpr bool refused = detail::refuse_recording<fixed_text<Recording::size.problem.about.size>(Recording::size.problem.about.text), Recording::size.problem.what>();
    (void)refused;
  }
  return {};
}

/// The recording as a constant, and as an expression.
template <class Recording>
struct recorded_type {
  struct frozen {
    fixed_array<formula_node, Recording::size.nodes> nodes;
    fixed_array<int, Recording::size.roots> roots;
  };
  static constexpr frozen made = [] {
    const auto all = Recording::run();
    frozen result;
    for (int i = 0; i < all.nodes.size; ++i) result.nodes.data[i] = all.nodes.data[i];
    for (int i = 0; i < all.roots.size; ++i) result.roots.data[i] = all.roots.data[i];
    return result;
  }();
  static constexpr const auto& nodes = made.nodes;

  template <int... I, int... K>
  static constexpr auto expression(std::integer_sequence<int, I...>, std::integer_sequence<int, K...>) {
    const bool in_order[] = {Expression<typename expression_at<recorded_type, I>::type>...};
    (void)in_order;
    return vstack(typename expression_at<recorded_type, made.roots.data[K]>::type{}...);
  }
  using type = decltype(expression(std::make_integer_sequence<int, Recording::size.nodes>{}, std::make_integer_sequence<int, Recording::size.roots>{}));
};

}  // namespace nabla::detail
