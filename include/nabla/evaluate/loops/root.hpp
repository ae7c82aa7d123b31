// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/loops/bracket.hpp>
#include <nabla/evaluate/loops/scan.hpp>

namespace nabla::detail {

/// The Jacobian of a column, or a number, by a column as a matrix.
template <class Body, class State>
constexpr auto jacobian_matrix() {
  if constexpr (facts_of<Body>.extents.is_scalar()) return diff(Body{}, State{});
  else return []<int... I>(std::integer_sequence<int, I...>) { return vstack(transpose(diff(row<I>(Body{}), State{}))...); }(std::make_integer_sequence<int, facts_of<Body>.extents.rows.size>{});
}

/// How a root is looked for: from a start on, between two ends, or downhill.
enum class search : std::uint8_t {
  from_start,
  between,
  downhill
};

/// The root of a step, or a minimum: S × 1 or two ends, the tolerance, Q × 1 to S × 1. Derivatives by the implicit function theorem: from g(s(p), p) = 0 follows g_s s' = -g_p.
template <class Step, class Newton, search How>
struct root_rule : step_function<Step, 3> {
  using base = step_function<Step, 3>;
  static constexpr step_text name{How == search::downhill ? "argmin" : (How == search::between ? "root_between" : "root"), Step::id};
  static constexpr const char* text = name.text;
  static constexpr bool is_search = true;  // how many steps it takes is known with the numbers
  static constexpr bool carries_tangents = false;  // its tangent is that of the theorem, not of the way to it
  static constexpr inferred_shape infer(const shape*) { return {matrix_shape(Step::size, 1)}; }
  template <int I>
  static constexpr auto operand() { return placeholder<I, (I == 0 ? (How == search::between ? 2 : Step::size) : (I == 1 ? 1 : base::parameters)), 1>{}; }
  static constexpr auto late_pullbacks(auto start, auto tolerance, auto P, auto s, auto d) {
    using state = typename Step::state;
    using parameters = typename Step::parameters;
    using seed = inner_symbol<Step::fresh, Step::extents.rows, 1>;
    using slopes = decltype(as_column(jacobian_matrix<typename Step::body, state>()));
    const auto nothing = row<0>(s) - row<0>(s);  // NaN where there is no root: slopes that do not depend on it would say nothing of that
    auto jacobian = from_column<matrix_shape(Step::size, Step::size)>(call<map_step_rule<step<slopes, symbol_list<>, symbol_list<state>, parameters>>>(s, P)) + nothing;
    auto weights = [&] {
      if constexpr (Step::size == 1) return -d / jacobian;
      else return -solve(transpose(jacobian), d);
    }();
    return pullback(broadcast_to(0_c, start), broadcast_to(0_c, tolerance), cotangents_apart<map_step_rule, Step, seed, parameters>(parameters{}, P, P, sequence_piece<symbol_list<state>, decltype(s)>{}, sequence_piece<symbol_list<seed>, decltype(weights)>{}));
  }
  template <class Backend>
  static constexpr void run(const auto& to_view, const auto& start_view, const auto& tolerance_view, const auto& p_view) {
    with_plain_numbers([]<class T>(const matrix_view<T>& to, const matrix_view<T>& start, const matrix_view<T>& tolerance, const matrix_view<T>& p) {
      step_runner<Newton, Backend, T> runner(p.data, size_of_step<Newton>(to.rows(), p.rows(), 0));
      // in a constant expression in numbers for which an overflow is no error
      const auto solve = [&]<class N>(std::type_identity<N>) {
        N x[static_cast<std::size_t>(Step::size)];
        const auto at = [&](const N* there, N* values) {
          for (index i = 0; i < Step::size; ++i) to.data[i] = plain(there[i]);
          runner.place(symbol_list<typename Step::state>{}, to.data);
          runner.run([&](index i, const T& value) { values[i] = N(value); });
        };
        if constexpr (How == search::between) x[0] = root_between(N(start(0, 0)), N(start(1, 0)), N(tolerance(0, 0)), at);
        else {
          for (index i = 0; i < Step::size; ++i) x[i] = N(start(i, 0));
          newton<How == search::downhill, Step::size>(x, N(tolerance(0, 0)), at);
        }
        for (index i = 0; i < Step::size; ++i) to.data[i] = plain(x[i]);
      };
      if constexpr (std::is_floating_point_v<T>)
        if (std::is_constant_evaluated()) return solve(std::type_identity<constant_scalar<T>>{});
      solve(std::type_identity<T>{});
    },
                       to_view, start_view, tolerance_view, p_view);
  }
  template <class T>
  static constexpr const T& plain(const T& number) { return number; }
  template <class T>
  static constexpr const T& plain(const constant_scalar<T>& number) { return number.value; }
  static constexpr void kernel(const auto& to, const auto& start, const auto& tolerance, const auto& p) { run<plain_backend>(to, start, tolerance, p); }
};

/// How near a root has to be: `root(…, within(t))` ends with the first step of at most t, relative to 1 and to the unknown.
template <class Tolerance>
struct within_tolerance {};
template <Expression Tolerance>
  requires(facts_of<Tolerance>.extents.is_scalar())
constexpr within_tolerance<Tolerance> within(Tolerance) {
  return {};
}

/// What is to vanish: the body, or the slopes of what is to be small.
template <search How, class State, Expression Body>
constexpr auto vanishing(Body body) {
  if constexpr (How == search::downhill) return diff(body, State{});
  else return body;
}
/// What a step of the search reads, in one column: a minimum looks at the value, too.
template <search How, Expression Value, Expression Body, Expression Slopes>
constexpr auto searched(Value value, Body body, Slopes slopes) {
  if constexpr (How == search::downhill) return vstack(value, body, slopes);
  else return vstack(body, slopes);
}

// clang-format off
NABLA_DETAIL_WRONG_RESULT(no_unknown, "nabla: what is solved for is a number, or a column of known size")
NABLA_DETAIL_WRONG_RESULT(no_ends, "nabla: a root lies between two numbers")
NABLA_DETAIL_WRONG_RESULT(unlike_unknown, "nabla: a root is that of as many formulas as there are unknowns")
NABLA_DETAIL_WRONG_RESULT(truth_to_search, "nabla: root() and argmin() search by numbers, a comparison is 0 or 1: root([](auto s) { return s - y; }, x)")
NABLA_DETAIL_WRONG_RESULT(no_number_to_minimise, "nabla: argmin() takes a formula for a number")
// clang-format on
template <class F, class Body, class... Symbols>
constexpr auto what_is_wrong_with_sizes_of_search(symbol_list<Symbols...>) {
  if constexpr (takes_sizes_of_one_name<Body, symbol_list<Symbols...>>()) return std::type_identity<void>();
  else return std::type_identity<search_takes_unknown_size<0, typename shapes_of_sequences<Symbols...>::type, F>>();
}
/// What is wrong with a search for a root, or a minimum, see what_is_wrong_with_loop().
template <search How, class F, class State>
constexpr auto what_is_wrong_with_search() {
  constexpr const shape& extents = facts_of<State>.extents;
  if constexpr (!extents.is_static() || !extents.columns.is_one() || extents.rows == extent(0)) {
    return std::type_identity<no_unknown<0, typename shapes_of_sequences<State>::type, F>>();
  } else {
    using probe = typename loop_symbols<first_to_try, State>::template body_of<F>;
    using next = typename probe::next;
    using wrong = typename decltype(what_is_wrong_with_body<F, next>())::type;
    if constexpr (!std::is_void_v<wrong>) return std::type_identity<wrong>();
    else if constexpr (!Expression<next>) return std::type_identity<body_gives_none<0, hint<"one expression">, F>>();
    else if constexpr (is_comparison<next>) return std::type_identity<truth_to_search<0, hint<"here a comparison">, F>>();
    else if constexpr (How == search::downhill && !facts_of<next>.extents.is_scalar()) return std::type_identity<no_number_to_minimise<0, typename shapes_of_states<State, next>::type, F>>();
    else if constexpr (How != search::downhill && !(facts_of<next>.extents == extents)) return std::type_identity<unlike_unknown<0, typename shapes_of_states<State, next>::type, F>>();
    else return what_is_wrong_with_sizes_of_search<F, typename probe::type>(typename outer_symbols<typename probe::type, first_to_try>::type{});
  }
}
template <search How, class F, class State>
using wrong_search = typename decltype(what_is_wrong_with_search<How, F, State>())::type;
template <search How, class F, class State>
concept RightSearch = LoopBody<F> && Expression<State> && std::is_void_v<wrong_search<How, F, State>>;
template <search How, class F, class State>
concept WrongSearch = LoopBody<F> && Expression<State> && !std::is_void_v<wrong_search<How, F, State>>;
template <class... Ends>
inline constexpr bool are_numbers = (facts_of<Ends>.extents.is_scalar() && ...);

template <search How, class F, class State, class Start, class Tolerance>
constexpr auto solution(Start start, Tolerance) {
  using own = bodies<F, State>;
  using state = typename own::state;
  using body = decltype(vanishing<How, state>(typename own::body{}));
  using parameters = typename own::parameters;
  using slopes = decltype(as_column(jacobian_matrix<body, state>()));
  using values = decltype(searched<How>(typename own::body{}, body{}, slopes{}));
  return call<root_rule<step<body, state, symbol_list<>, parameters>, step<values, state, symbol_list<>, parameters>, How>>(start, Tolerance{}, typename own::outer::template column<typename own::body>{});
}
template <class F>
struct away_from {
  constexpr auto operator()(auto s) const {
    if constexpr (!is_run_with<F, decltype(s)>) is_not_run();
    return s - result_with<F, decltype(s)>{};
  }
};
template <class F, Expression Low, Expression High, class Tolerance>
constexpr auto solution_between(Low low, High high, Tolerance tolerance) {
  return solution<search::between, F, Low>(vstack(low, high), tolerance);
}

template <class State, class... More>
void root(body_to_try<State>, State, More...);
template <class State, class... More>
void fixed_point(body_to_try<State>, State, More...);
template <class State, class... More>
void argmin(body_to_try<State>, State, More...);

/// `root([](auto s) { return s * s - y; }, x)`: the s with s² = y to which Newton's method leads from x on; NaN where it leads to none. A number, or a column of formulas for a
/// column. Derivatives of every order by the implicit function theorem; none by the start.
template <class F, class State>
  requires RightSearch<search::from_start, F, State>
constexpr auto root(F, State start) {
  return solution<search::from_start, F, State>(start, 0_c);
}
template <class F, class State, class Tolerance>
  requires RightSearch<search::from_start, F, State>
constexpr auto root(F, State start, within_tolerance<Tolerance>) {
  return solution<search::from_start, F, State>(start, Tolerance{});
}
/// `root([](auto s) { return s * s - y; }, low, high)`: the s between two numbers where the formula has different signs; NaN where the signs are the same, and at poles and jumps.
template <class F, Expression Low, Expression High>
  requires RightSearch<search::between, F, Low> && (are_numbers<Low, High>)
constexpr auto root(F, Low low, High high) {
  return solution_between<F>(low, high, 0_c);
}
template <class F, Expression Low, Expression High, class Tolerance>
  requires RightSearch<search::between, F, Low> && (are_numbers<Low, High>)
constexpr auto root(F, Low low, High high, within_tolerance<Tolerance>) {
  return solution_between<F>(low, high, Tolerance{});
}
/// `fixed_point([](auto s) { return cos(s); }, x)`: the s that the formula gives back, as a root; from a start on, or between two numbers.
template <class F, class State, class... More>
  requires RightSearch<search::from_start, F, State>
constexpr auto fixed_point(F, State start, More... more) {
  return root(away_from<F>{}, start, more...);
}
/// `argmin([](auto s) { return sq(s - y) + sq(sq(s)); }, x)`: where the number is smallest nearby, and the gradient 0; downhill from x on. Derivatives as those of that root.
template <class F, class State>
  requires RightSearch<search::downhill, F, State>
constexpr auto argmin(F, State start) {
  return solution<search::downhill, F, State>(start, 0_c);
}
template <class F, class State, class Tolerance>
  requires RightSearch<search::downhill, F, State>
constexpr auto argmin(F, State start, within_tolerance<Tolerance>) {
  return solution<search::downhill, F, State>(start, Tolerance{});
}

template <class F, class State, class... More>
  requires WrongSearch<search::from_start, F, State>
constexpr wrong_search<search::from_start, F, State> root(F, State, More...) {
  NABLA_DETAIL_NO_RESULT;
}
template <class F, class State, class... More>
  requires WrongSearch<search::from_start, F, State>
constexpr wrong_search<search::from_start, F, State> fixed_point(F, State, More...) {
  NABLA_DETAIL_NO_RESULT;
}
template <class F, class State, class... More>
  requires WrongSearch<search::downhill, F, State>
constexpr wrong_search<search::downhill, F, State> argmin(F, State, More...) {
  NABLA_DETAIL_NO_RESULT;
}
/// An end is no number.
template <class F, Expression Low, Expression High, class... More>
  requires RightSearch<search::between, F, Low> && (!are_numbers<Low, High>)
constexpr no_ends<0, typename shapes_of_sequences<Low, High>::type> root(F, Low, High, More...) {
  NABLA_DETAIL_NO_RESULT;
}

}  // namespace nabla::detail

namespace nabla {
using detail::root, detail::fixed_point, detail::argmin, detail::within;
}
