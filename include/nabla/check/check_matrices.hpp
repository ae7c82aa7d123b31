// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/check_formula.hpp>
#include <nabla/check/print.hpp>
#include <nabla/check/products_asked.hpp>
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

template <class F, class... B>
constexpr bool can_bind = bindings_are_right<program<F, true, wrt_nothing>, B...>();
/// What is no formula has no program: clang asks before it asks the constraints.
template <class F, class... B>
constexpr auto type_of_report_at() {
  if constexpr (!Expression<F>) return std::type_identity<gradient_report>();
  else return std::type_identity<result_or_wrong_call<gradient_report, program<F, true, wrt_nothing>, B...>>();
}
template <class F, class... B>
using report_at = typename decltype(type_of_report_at<F, B...>())::type;

/// jacobian() or hessian(): a matrix of derivatives, a row for each output.
template <class Call>
struct matrix_asked {
  static constexpr bool is_gradient = false;
  template <class T, class... B>
  static constexpr T append(const tested_formula<T>&, list<T>& to, const B&... bound) {
    const auto matrix = Call{}(bound...);
    for (index j = 0; j < static_cast<index>(columns_of(matrix)); ++j)
      for (index i = 0; i < static_cast<index>(matrix.rows()); ++i) to.push(static_cast<T>(matrix(i, j)));
    return 0;
  }
};
/// The same of sizes that are bound at run time, which those do not take: products with one unit vector after the other.
template <class Product>
struct columns_asked {
  static constexpr bool is_gradient = false;
  template <class T, class... B>
  static constexpr T append(const tested_formula<T>& f, list<T>& to, const B&... bound) {
    list<T> unit(f.table->point.size);
    for (int e = 0; e < unit.size; ++e) {
      unit.data[e] = 1;
      Product::append_along(*f.table, unit.data, to, bound...);
      unit.data[e] = 0;
    }
    return 0;
  }
};

/// Call is jacobian() or hessian() of F by X, Product jvp() or hvp(), Formula what they are the derivatives of.
template <class F, class Call, class Product, class Formula, class... X, class... B>
constexpr report_at<F, B...> check_matrix(wrt_list<X...>, const point<B...>& where, const check_options& how) {
  using asked = std::conditional_t<sizes_are_static<F, X...>, matrix_asked<Call>, columns_asked<Product>>;
  if constexpr (!can_bind<F, B...>) NABLA_DETAIL_NO_RESULT;
  else {
    auto bound = bound_at<program<F, true, wrt_nothing>, Formula, listed_symbols<X...>, asked>(owned(where));
    return check_formula(bound, how);
  }
}

}  // namespace numeric

/// Compares jacobian(f, wrt(X...)) with differences of f: every result by every entry; see check_grad().
template <Expression F, class... X, class... B>
  requires(has_symbols<F, wrt_list<X...>>)
constexpr numeric::report_at<F, B...> check_jacobian(F, wrt_list<X...> symbols, const point<B...>& where, const check_options& how = {}) {
  if constexpr (!numeric::can_bind<F, B...>) NABLA_DETAIL_NO_RESULT;
  else return numeric::check_matrix<F, jacobian_of<mode::automatic, F, X...>, numeric::jvp_asked<F, X...>, numeric::formula_constant<F>>(symbols, where, how);
}
/// By all variables of f.
template <Expression F, class... B>
constexpr numeric::report_at<F, B...> check_jacobian(F f, const point<B...>& where, const check_options& how = {}) {
  if constexpr (!numeric::can_bind<F, B...>) NABLA_DETAIL_NO_RESULT;
  else return check_jacobian(f, numeric::variables_of<F>(), where, how);
}

/// Compares hessian(f, wrt(X...)) with differences of the gradient of f; see check_grad().
template <Expression F, class... X, class... B>
  requires(facts_of<F>.extents.is_scalar()) && (has_symbols<F, wrt_list<X...>>)
constexpr numeric::report_at<F, B...> check_hessian(F, wrt_list<X...> symbols, const point<B...>& where, const check_options& how = {}) {
  if constexpr (!numeric::can_bind<F, B...>) NABLA_DETAIL_NO_RESULT;
  else return numeric::check_matrix<F, hessian_of<mode::automatic, F, X...>, numeric::hvp_asked<F, X...>, numeric::formula_constant<F, X...>>(symbols, where, how);
}
/// By all variables of f.
template <Expression F, class... B>
  requires(facts_of<F>.extents.is_scalar())
constexpr numeric::report_at<F, B...> check_hessian(F f, const point<B...>& where, const check_options& how = {}) {
  if constexpr (!numeric::can_bind<F, B...>) NABLA_DETAIL_NO_RESULT;
  else return check_hessian(f, numeric::variables_of<F>(), where, how);
}

}  // namespace nabla::detail

namespace nabla {
using detail::check_jacobian, detail::check_hessian;
}
