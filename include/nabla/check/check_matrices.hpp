// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/check_formula.hpp>
#include <nabla/check/print.hpp>
#include <nabla/check/refusals.hpp>
#include <nabla/evaluate/derivatives/hessian.hpp>
#include <nabla/evaluate/derivatives/jacobian.hpp>
#include <nabla/graph/inspect.hpp>

namespace nabla::detail {
namespace numeric {

/// The variables of a formula, in the order in which they appear, as wrt(...) takes them.
template <class... X>
constexpr wrt_list<X...> joined(wrt_list<X...> all) {
  return all;
}
template <class... X, class... Y, class... Rest>
constexpr auto joined(wrt_list<X...>, wrt_list<Y...>, Rest... rest) {
  return joined(wrt_list<X..., Y...>{}, rest...);
}
template <class F>
constexpr auto variables_of() {
  return std::apply(
      [](auto... symbols) {
        return joined(wrt_list<>{}, [](auto symbol) {
          if constexpr (facts_of<decltype(symbol)>.symbol->kind == role::variable) return wrt_list<decltype(symbol)>{};
          else return wrt_list<>{};
        }(symbols)...);
      },
      decltype(symbols_of(F{})){});
}

/// The symbols of a list as a gradient has them.
template <class... X>
struct listed_symbols {
  static constexpr int count = sizeof...(X);
  static constexpr fixed_array<const facts*, sizeof...(X)> symbols{{&facts_of<X>...}};
  static constexpr int find(key symbol) {
    for (int i = 0; i < count; ++i)
      if (symbols[i]->id == symbol) return i;
    return -1;
  }
};

/// A matrix of derivatives, a row for each output, as a list entry by entry.
template <class Derivatives, class T, class... B>
[[gnu::cold, gnu::noinline]] constexpr void matrix_at(const std::tuple<B...>& bound, list<T>& to) {
  constexpr Derivatives ask;
  const auto matrix = std::apply([&](const auto&... b) { return ask(b...); }, bound);
  for (index j = 0; j < static_cast<index>(columns_of(matrix)); ++j)
    for (index i = 0; i < static_cast<index>(matrix.rows()); ++i) to.push(static_cast<T>(matrix(i, j)));
}

/// Derivatives is jacobian() or hessian() of F by X, Formula what it is the derivative of.
template <class F, class Derivatives, class Formula, class... X, class... B>
[[gnu::cold]] constexpr gradient_report check_matrix(wrt_list<X...>, const std::tuple<B...>& bound, const check_options& how) {
  using P = program<F, true, wrt_nothing>;
  using S = typename call_scalar<B...>::type;
  using T = typename wider_scalar<S>::type;
  using symbols = listed_symbols<X...>;
  auto formula = std::apply([](const auto&... b) { return formula_at<T, P, Formula>(b...); }, bound);
  derivative_table<T> d;
  d.names_outputs = true;
  d.outputs = formula.run.output_count();
  machine_subject<T> s(formula.run, d.blocks);
  std::apply([&](const auto&... b) { add_blocks<P, T, symbols>(d, s, formula.sizes, b...); }, bound);
  matrix_at<Derivatives>(bound, d.value);
  d.own_error = list<T>(d.value.size);
  random_numbers random{how.seed};
  for (int round = 0; round < 2; ++round) {
    auto moved = bound;
    shake(moved, random, [](const facts& symbol) { return symbols::find(symbol.id) >= 0; });
    list<T> other;
    matrix_at<Derivatives>(moved, other);
    add_own_error(d, other, T(0));
  }
  gradient_report report;
  checker_for<S>(s, d, how).run(report);
  return report;
}

template <class F, class... B>
constexpr bool can_bind = bindings_are_right<program<F, true, wrt_nothing>, B...>();
template <class F, class... B>
constexpr gradient_report refuse_bindings() {
  say_what_is_wrong<program<F, true, wrt_nothing>, B...>();
  return {};
}
/// Copies of what is bound to a point.
template <class... B>
constexpr auto owned(const point<B...>& where) {
  return std::apply([](const auto&... bound) { return std::make_tuple(owned_binding(bound)...); }, where.bindings);
}

}  // namespace numeric

/// Compares jacobian(f, wrt(X...)) with differences of f: every result by every entry; see check_grad().
template <Expression F, class... X, class... B>
constexpr gradient_report check_jacobian(F, wrt_list<X...> symbols, const point<B...>& where, const check_options& how = {}) {
  if constexpr (!numeric::can_bind<F, B...>) return numeric::refuse_bindings<F, B...>();
  else return numeric::check_matrix<F, jacobian_of<mode::automatic, F, X...>, numeric::formula_constant<F>>(symbols, numeric::owned(where), how);
}
/// By all variables of f.
template <Expression F, class... B>
constexpr gradient_report check_jacobian(F f, const point<B...>& where, const check_options& how = {}) {
  return check_jacobian(f, numeric::variables_of<F>(), where, how);
}

/// Compares hessian(f, wrt(X...)) with differences of the gradient of f; see check_grad().
template <Expression F, class... X, class... B>
constexpr gradient_report check_hessian(F, wrt_list<X...> symbols, const point<B...>& where, const check_options& how = {}) {
  static_assert(facts_of<F>.form.is_scalar(), "nabla: a Hessian needs a scalar function; close it with sum(...) or mean(...)");
  if constexpr (!facts_of<F>.form.is_scalar()) return {};
  else if constexpr (!numeric::can_bind<F, B...>) return numeric::refuse_bindings<F, B...>();
  else return numeric::check_matrix<F, hessian_of<mode::automatic, F, X...>, numeric::formula_constant<F, X...>>(symbols, numeric::owned(where), how);
}
/// By all variables of f.
template <Expression F, class... B>
constexpr gradient_report check_hessian(F f, const point<B...>& where, const check_options& how = {}) {
  return check_hessian(f, numeric::variables_of<F>(), where, how);
}

}  // namespace nabla::detail

namespace nabla {
using detail::check_jacobian, detail::check_hessian;
}
