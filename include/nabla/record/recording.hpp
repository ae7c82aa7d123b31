// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/record/branches.hpp>
#include <nabla/record/recorded_list.hpp>

namespace nabla::detail {

/// What a run of a function has written down, if there is room for it.
template <int Nodes, int Roots>
struct recorded_run {
  int nodes_written = 0, roots_written = 0;
  recording_problem problem;
  fixed_array<formula_node, Nodes> nodes;
  fixed_array<int, Roots> roots;
  constexpr bool is_whole() const { return nodes_written <= Nodes && roots_written <= Roots; }
};
// Most are recorded once, see first_run(): compilers make of the elements those that somebody writes.
inline constexpr int usual_recorded_nodes = 16384, usual_recorded_roots = 8;

/// What the first run of a function finds: how long the recording is, and what is wrong with it. As an argument of a template, since clang would run it
/// again wherever a type names the call.
struct recording_size {
  int nodes = 0, roots = 0;
  recording_fault fault = recording_fault::none;
};
template <bool IsConstant, recording_size Size = recording_size{}>
struct can_be_run {
  static constexpr bool is_constant = IsConstant;
  static constexpr recording_size size = Size;
};
template <class Recording, recording_size Size = Recording::measure()>
constexpr can_be_run<true, Size> measure_recording(int);
template <class Recording>
constexpr can_be_run<false> measure_recording(...);

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
  // Into what is there already: clang runs a call that gives something with a destructor where it is written, too.
  static constexpr void run(outcome& result) {
    graph g;
    recorder r(g);
    facts_map known;
    (import(g, known, facts_of<Symbols>, false), ...);
    list<int> roots = detail::follow_all_paths(r, [&r, &known](list<int>& results) {
      detail::add_results(r, function_without_captures<Function>()(recorded(&r, known.find(facts_of<Symbols>))...), results);
    });
    result.problem = r.problem;
    result.nodes = formula_of(g, roots);
    result.roots = static_cast<list<int>&&>(roots);
  }
  template <int Nodes, int Roots>
  static constexpr recorded_run<Nodes, Roots> keep() {
    outcome all;
    run(all);
    recorded_run<Nodes, Roots> kept;
    kept.nodes_written = all.nodes.size;
    kept.roots_written = all.roots.size;
    kept.problem = all.problem;
    for (int i = 0; i < all.nodes.size && kept.is_whole(); ++i) kept.nodes.data[i] = all.nodes.data[i];
    for (int i = 0; i < all.roots.size && kept.is_whole(); ++i) kept.roots.data[i] = all.roots.data[i];
    return kept;
  }

  using usual_run = recorded_run<usual_recorded_nodes, usual_recorded_roots>;
#if defined(__clang__)  // which runs a call again wherever it stands; a reference is a constant where the function can be run, and where it cannot one may ask still
  static inline const usual_run& first = keep<usual_recorded_nodes, usual_recorded_roots>();
  static constexpr const usual_run& first_run() { return first; }
#else
  static constexpr usual_run first_run() { return keep<usual_recorded_nodes, usual_recorded_roots>(); }
#endif
  static constexpr recording_size measure() { return {first_run().nodes_written, first_run().roots_written, first_run().problem.what}; }
  using measured = decltype(detail::measure_recording<recording>(0));
  static constexpr bool is_right = measured::is_constant && measured::size.fault == recording_fault::none;
};

/// The recording as a constant.
template <class Recording>
struct recorded_nodes {
  static constexpr int size = Recording::measured::size.nodes, results = Recording::measured::size.roots;
  static constexpr recorded_run<size, results> made = [] {
    if constexpr (size > usual_recorded_nodes || results > usual_recorded_roots) return Recording::template keep<size, results>();
    else {
      const typename Recording::usual_run& first = Recording::first_run();
      recorded_run<size, results> exact;
      for (int i = 0; i < size; ++i) exact.nodes.data[i] = first.nodes.data[i];
      for (int i = 0; i < results; ++i) exact.roots.data[i] = first.roots.data[i];
      return exact;
    }
  }();
  static constexpr const auto& nodes = made.nodes;
};
/// The recording as an expression, of which each node has a type: for what it becomes a part of. Made only there.
template <class Recording>
struct recorded_type {
  using kept = recorded_nodes<Recording>;

  template <int... I, int... K>
  static constexpr auto expression(std::integer_sequence<int, I...>, std::integer_sequence<int, K...>) {
    const bool in_order[] = {Expression<typename expression_at<kept, I>::type>...};
    (void)in_order;
    return vstack(typename expression_at<kept, kept::made.roots.data[K]>::type{}...);
  }
  using type = decltype(expression(std::make_integer_sequence<int, kept::size>{}, std::make_integer_sequence<int, kept::results>{}));
};
/// Its facts: of one result those of a list.
template <class Recording>
constexpr const facts& facts_of_recording() {
  using kept = recorded_nodes<Recording>;
  if constexpr (kept::results == 1) return recorded_list<kept>::root;
  else return facts_of<typename recorded_type<Recording>::type>;
}

}  // namespace nabla::detail
