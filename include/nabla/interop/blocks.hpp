// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/derivatives/jacobian.hpp>
#include <nabla/evaluate/derivatives/run_time_pattern.hpp>
#include <nabla/evaluate/loops/loop_refusals.hpp>
#include <nabla/evaluate/point.hpp>

#include <tuple>

namespace nabla::detail {

/// Symbols in the memory of a solver: for each a block of numbers, column by column, as Eigen's matrices lie.
template <class... X>
struct blocks {
  static constexpr int count = sizeof...(X);
  static constexpr int sizes[] = {elements_of(facts_of<X>.extents)..., 0};
  static constexpr int total = (0 + ... + elements_of(facts_of<X>.extents));
  static constexpr int start(int block) {
    int at = 0;
    for (int k = 0; k < block; ++k) at += sizes[k];
    return at;
  }
  /// Where column `column` of a Jacobian, which counts elements row by row, is in its block.
  static constexpr int place(int block, int column) {
    const int columns[] = {facts_of<X>.extents.columns.size..., 1}, rows[] = {facts_of<X>.extents.rows.size..., 1};
    return column / columns[block] + column % columns[block] * rows[block];
  }
};

/// A symbol bound to its block, as a tuple: an empty one where the function does not have the symbol, as a constraint on some variables only.
template <class F, class X>
auto bind_block(const double* numbers) {
  constexpr shape extents = facts_of<X>.extents;
  if constexpr (find_input(program<F, true, wrt_nothing>::plan, facts_of<X>) < 0) return std::tuple<>();
  else if constexpr (extents.is_scalar()) return std::make_tuple(binding<X, double>{*numbers});
  else return std::make_tuple(binding<X, matrix_view<const double>>{{numbers, extents.rows.size, extents.columns.size, extents.rows.size}});
}

// clang-format off
NABLA_DETAIL_WRONG_RESULT(solver_without_sizes, "nabla: a solver needs sizes known at compile time")
// clang-format on
/// What a function gives that a solver is to call with these symbols in its memory, or what is wrong with that: another symbol has no value, say.
/// What is no formula is refused by the constraints, before which clang asks for this.
/// May the function give as many numbers as data have that are bound at run time?
template <class Result>
inline constexpr bool takes_any_length = false;
template <class Result, class F, class Blocks, class... B>
struct for_solver {
  using type = Result;
};
template <class Result, Expression F, class... X, class... B>
struct for_solver<Result, F, wrt_list<X...>, B...> {
  template <class... Bound>
  static auto made(const std::tuple<Bound...>&) -> result_or_wrong_call<Result, program<F, true, wrt_nothing>, Bound..., B...>;
  static constexpr auto find() {
    if constexpr (!sizes_are_static<X...> || !(takes_any_length<Result> || sizes_are_static<F>)) return std::type_identity<solver_without_sizes<facts_of<F>.id, typename first_unknown_size<false, X..., F>::type>>();
    else return std::type_identity<decltype(made(std::tuple_cat(bind_block<F, X>(nullptr)...)))>();
  }
  using type = typename decltype(find())::type;
};
template <class Result, class F, class Blocks, class... B>
using result_for_solver = typename for_solver<Result, F, Blocks, B...>::type;
/// A parameter with a default of what a solver is given: what is wrong is said where that is made. Then nothing is to be called.
struct is_callable {};
template <class F, class Blocks, class... B>
using callable_by_solver = result_for_solver<is_callable, F, Blocks, B...>;
template <class F, class Blocks, class... B>
inline constexpr bool can_be_called = std::is_same_v<callable_by_solver<F, Blocks, B...>, is_callable>;
/// The same of a solver that asks at run time how many numbers there are.
struct is_callable_at_any_length {};
template <>
inline constexpr bool takes_any_length<is_callable_at_any_length> = true;
// clang-format off
NABLA_DETAIL_REFUSAL(truth_to_solve, "nabla: a solver goes by slopes, and a comparison is 0 or 1: of x < y it is given x - y, nlopt_function(x - y, wrt(x, y))")
// clang-format on
/// In place of the symbols where a solver is given no formula.
struct nothing_to_solve;
/// is_callable_at_any_length, or what is wrong: a class of its own says it, since clang shows the name of the class that does.
template <class F, class Blocks, class... B>
struct called_by_solver : std::type_identity<result_for_solver<is_callable_at_any_length, F, Blocks, B...>> {};
template <Expression F, class Blocks, class... B>
  requires(is_comparison<F>)
struct called_by_solver<F, Blocks, B...> : std::type_identity<truth_to_solve> {};
template <class F, class Blocks, class... B>
concept CalledBySolver = std::is_same_v<typename called_by_solver<F, Blocks, B...>::type, is_callable_at_any_length>;

/// Calls what is asked of F with the symbols bound to their blocks, and with what is bound beside them.
template <class F, class... X, class Call, class... B>
decltype(auto) call_with_blocks(Call&& call, const double* const* starts, const std::tuple<B...>& others) {
  return [&]<std::size_t... K>(std::index_sequence<K...>) -> decltype(auto) {
    return std::apply([&](const auto&... symbol) -> decltype(auto) {
      return std::apply([&](const B&... other) -> decltype(auto) { return call(symbol..., other...); }, others);
    },
                      std::tuple_cat(bind_block<F, X>(starts[K])...));
  }(std::index_sequence_for<X...>{});
}
/// The same with one block behind the other.
template <class F, class... X, class Call, class... B>
decltype(auto) call_with_vector(Call&& call, const double* numbers, const std::tuple<B...>& others) {
  using all = blocks<X...>;
  const double* starts[all::count + 1] = {};
  for (int k = 0; k < all::count; ++k) starts[k] = numbers + all::start(k);
  return call_with_blocks<F, X...>(call, starts, others);
}

/// How many numbers it gives, from the sizes of what is bound: nothing is evaluated.
template <class F, class... X, class... B>
int count_of_result(const std::tuple<B...>& others) {
  if constexpr (sizes_are_static<F>) return elements_of(facts_of<F>.extents);
  else {
    using sizes = bound_sizes<program<F, true, wrt_nothing>, F>;
    const double nowhere[static_cast<std::size_t>(blocks<X...>::total) + 1] = {};  // which has the sizes of the symbols in its type
    return call_with_vector<F, X...>(
        [](const auto&... bound) {
          sizes all;
          all.set(sizes::bound(bound...));
          return static_cast<int>(all.total);
        },
        nowhere, others);
  }
}

/// A value of a binding that a solver keeps: a copy, since what is referred to may be gone when it is called.
template <class Symbol, class Value>
auto kept_binding(const binding<Symbol, Value>& bound) {
  using V = std::remove_cvref_t<Value>;
  if constexpr (requires { input_traits<V>::owned(bound.value); }) return binding<Symbol, decltype(input_traits<V>::owned(bound.value))>{input_traits<V>::owned(bound.value)};
  else return binding<Symbol, V>{bound.value};
}
template <class... B>
auto kept_bindings(const point<B...>& others) {
  return std::apply([](const B&... one) { return std::make_tuple(kept_binding(one)...); }, others.bindings);
}
template <class... B>
using kept_tuple = decltype(kept_bindings(std::declval<const point<B...>&>()));

/// Of a matrix of nabla's or of Eigen's.
template <class Matrix>
index width_of_result(const Matrix& m) {
  if constexpr (requires { m.columns(); }) return index{m.columns()};
  else return index{m.cols()};
}

/// Elements of a result row by row: a number, or a matrix of nabla's or of Eigen's.
template <class Result>
void write_elements(const Result& from, double* to) {
  if constexpr (requires { from.rows(); }) {
    const index rows = from.rows(), columns = width_of_result(from);
    for (index i = 0; i < rows; ++i)
      for (index j = 0; j < columns; ++j) to[i * columns + j] = from(i, j);
  } else {
    *to = from;
  }
}

/// A gradient, one block behind the other.
template <class... X, class Gradient>
void write_gradient(const Gradient& g, double* to) {
  int block = 0;
  auto copy = [&](const auto& part, const shape& extents) {
    double* at = to + blocks<X...>::start(block++);
    if constexpr (requires { part.rows(); }) {
      for (index j = 0; j < extents.columns.size; ++j)
        for (index i = 0; i < extents.rows.size; ++i) at[i + j * extents.rows.size] = part(i, j);
    } else {
      *at = part;
    }
  };
  (copy(g[X{}], facts_of<X>.extents), ...);
}

}  // namespace nabla::detail
