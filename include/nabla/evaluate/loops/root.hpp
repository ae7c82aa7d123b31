// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/loops/newton.hpp>
#include <nabla/evaluate/loops/scan.hpp>

namespace nabla::detail {

/// The Jacobian of a column, or a number, by a column as a matrix.
template <class Body, class State>
constexpr auto jacobian_matrix() {
  if constexpr (facts_of<Body>.form.is_scalar()) return diff(Body{}, State{});
  else return []<int... I>(std::integer_sequence<int, I...>) { return vstack(transpose(diff(row<I>(Body{}), State{}))...); }(std::make_integer_sequence<int, facts_of<Body>.form.rows.size>{});
}

/// The root of a step, or where Minimum the minimum, from a start on: S × 1, Q × 1 to S × 1. Derivatives by the implicit function theorem: from g(s(p), p) = 0 follows g_s s' = -g_p.
template <class Step, class Newton, bool Minimum>
struct root_rule : step_function<Step, 2> {
  using base = step_function<Step, 2>;
  static constexpr step_text name{Minimum ? "argmin" : "root", Step::id};
  static constexpr const char* text = name.text;
  static constexpr inferred_shape infer(const shape*) { return {matrix_shape(Step::size, 1)}; }
  template <int I>
  static constexpr auto operand() { return placeholder<I, (I == 0 ? Step::size : base::parameters), 1>{}; }
  static constexpr auto late_pullbacks(auto start, auto P, auto s, auto d) {
    using state = typename Step::state;
    using parameters = typename Step::parameters;
    using seed = inner_symbol<Step::fresh, Step::form.rows.size, 1>;
    using slopes = decltype(as_column(jacobian_matrix<typename Step::body, state>()));
    auto jacobian = from_column<matrix_shape(Step::size, Step::size)>(call<map_step_rule<step<slopes, symbol_list<>, symbol_list<state>, parameters>>>(s, P));
    auto weights = [&] {
      if constexpr (Step::size == 1) return -d / jacobian;
      else return -solve(transpose(jacobian), d);
    }();
    return pullback(broadcast_to(0_c, start), cotangents<map_step_rule, Step, seed, parameters>(parameters{}, P, P, sequence_piece<symbol_list<state>, decltype(s)>{}, sequence_piece<symbol_list<seed>, decltype(weights)>{}));
  }
  template <class Backend>
  static constexpr void run(const auto& to_view, const auto& start_view, const auto& p_view) {
    with_plain_numbers([]<class T>(const matrix_view<T>& to, const matrix_view<T>& start, const matrix_view<T>& p) {
      step_runner<Newton, Backend, T> runner(p.data);
      // in a constant expression in numbers for which an overflow is no error
      const auto solve = [&]<class N>(std::type_identity<N>) {
        N x[static_cast<std::size_t>(Step::size)];
        for (index i = 0; i < Step::size; ++i) x[i] = N(start(i, 0));
        newton<Minimum, Step::size>(x, [&](const N* at, N* values) {
          for (index i = 0; i < Step::size; ++i) to.data[i] = plain(at[i]);
          runner.place(symbol_list<typename Step::state>{}, to.data);
          runner.run([&](index i, const T& value) { values[i] = N(value); });
        });
        for (index i = 0; i < Step::size; ++i) to.data[i] = plain(x[i]);
      };
      if constexpr (std::is_floating_point_v<T>)
        if (std::is_constant_evaluated()) return solve(std::type_identity<constant_scalar<T>>{});
      solve(std::type_identity<T>{});
    },
                       to_view, start_view, p_view);
  }
  template <class T>
  static constexpr const T& plain(const T& number) { return number; }
  template <class T>
  static constexpr const T& plain(const constant_scalar<T>& number) { return number.value; }
  static constexpr void kernel(const auto& to, const auto& start, const auto& p) { run<plain_backend>(to, start, p); }
};

template <bool Minimum, class F, class State>
constexpr auto solution(State start) {
  static_assert(facts_of<State>.form.is_static() && facts_of<State>.form.columns.is_one() && !(facts_of<State>.form.rows == extent(0)), "nabla: what is solved for is a number, or a column of known size");
  using own = bodies<F, State>;
  using state = typename own::state;
  using body = decltype([] {
    static_assert(!Minimum || facts_of<typename own::body>.form.is_scalar(), "nabla: argmin() takes a formula for a number");
    if constexpr (Minimum) return diff(typename own::body{}, state{});
    else return typename own::body{};
  }());
  static_assert(Minimum || facts_of<body>.form == facts_of<State>.form, "nabla: a root is that of as many formulas as there are unknowns: a number for a number, a column for a column of its size");
  using parameters = typename own::parameters;
  using slopes = decltype(as_column(jacobian_matrix<body, state>()));
  using values = decltype([] {
    if constexpr (Minimum) return vstack(typename own::body{}, body{}, slopes{});
    else return vstack(body{}, slopes{});
  }());
  return call<root_rule<step<body, state, symbol_list<>, parameters>, step<values, state, symbol_list<>, parameters>, Minimum>>(start, packed(parameters{}));
}

/// `root([](auto s) { return s * s - y; }, x)`: the s with s² = y to which Newton's method leads from x on; NaN where it leads to none. A number, or a column of formulas for a
/// column. Derivatives of every order by the implicit function theorem; none by the start.
template <LoopBody F, Expression State>
constexpr auto root(F, State start) {
  return solution<false, F>(start);
}
/// `fixed_point([](auto s) { return cos(s); }, x)`: the s that the formula gives back, as a root.
template <LoopBody F, Expression State>
constexpr auto fixed_point(F, State start) {
  using away = decltype([](auto s) { return s - std::invoke_result_t<F, decltype(s)>{}; });
  return solution<false, away>(start);
}
/// `argmin([](auto s) { return sq(s - y) + sq(sq(s)); }, x)`: where the number is smallest nearby, and the gradient 0; downhill from x on. Derivatives as those of that root.
template <LoopBody F, Expression State>
constexpr auto argmin(F, State start) {
  return solution<true, F>(start);
}

}  // namespace nabla::detail

namespace nabla {
using detail::root, detail::fixed_point, detail::argmin;
}
