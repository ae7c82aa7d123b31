// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/check_formula.hpp>
#include <nabla/check/print.hpp>
#include <nabla/check/refusals.hpp>

namespace nabla::detail {
namespace numeric {

/// Value and gradient, the derivatives by one symbol after the other, row by row.
template <class F, class Wrt>
struct gradient_asked {
  static constexpr bool is_gradient = true;
  template <class T, class... B>
  static constexpr T append(const tested_formula<T>&, list<T>& to, const B&... bound) {
    const auto result = request_of<F, true, Wrt>{}(bound...);
    with_held(result.grad.values, [&](const auto&... derivative) { (append_elements(to, derivative), ...); });
    return static_cast<T>(result.value);
  }
};

/// Is there a variable, or are symbols named?
template <class F, class Wrt>
constexpr bool has_variables() {
  if (!Wrt::all_variables) return Wrt::count > 0;
  for (int i = 0; i < program<F, true, Wrt>::plan.sizes.inputs; ++i)
    if (program<F, true, Wrt>::plan.inputs[i].symbol->symbol->kind == role::variable) return true;
  return false;
}

/// What check_grad() gives: what is wrong with the point where the function can be checked at all. Clang asks before it asks the constraints.
template <class F, class Wrt, class... B>
constexpr auto type_of_gradient_report() {
  if constexpr (!Expression<F>) return std::type_identity<gradient_report>();
  else if constexpr (!facts_of<F>.extents.is_scalar() || !requires { Wrt::all_variables; }) return std::type_identity<gradient_report>();
  else if constexpr (!has_variables<F, Wrt>()) return std::type_identity<gradient_report>();
  else return std::type_identity<result_or_wrong_call<gradient_report, program<F, true, Wrt>, B...>>();
}
template <class F, class Wrt, class... B>
using report_of_gradient_at = typename decltype(type_of_gradient_report<F, Wrt, B...>())::type;

}  // namespace numeric

/// Compares the gradient of f by every variable with differences of f at a point: `check_grad(f, at(x = 0.5, W = weights))`.
///
/// Each entry is differenced with steps from 1/8 of its own size down, in the next wider scalar; three tables of differences, central and from
/// either side, are extrapolated to the step 0 and say how exact they are. Wrong is what is off by more than the tolerance (1e-9 for double, 1e-4 for
/// float, 1e-11 for long double) and eight times the error of the difference, with two sequences of steps. At a kink or a jump of max, abs, where, …
/// the derivative has to be the documented one. A constant expression where f at this point is one.
template <Expression F, class... B>
  requires(facts_of<F>.extents.is_scalar())
constexpr numeric::report_of_gradient_at<F, wrt_all, B...> check_grad(F f, const point<B...>& where, const check_options& how = {}) {
  if constexpr (combines_with_formulas<numeric::report_of_gradient_at<F, wrt_all, B...>>) NABLA_DETAIL_NO_RESULT;
  else return check_grad(f, wrt_all{}, where, how);
}
/// The same with respect to the given symbols: `check_grad(f, wrt(W), at(…))`.
template <Expression F, class Wrt, class... B>
  requires(facts_of<F>.extents.is_scalar()) && requires { Wrt::all_variables; } && (has_symbols<F, Wrt>)
constexpr numeric::report_of_gradient_at<F, Wrt, B...> check_grad(F, Wrt, const point<B...>& where, const check_options& how = {}) {
  if constexpr (!numeric::has_variables<F, Wrt>()) {
    static_assert(numeric::has_variables<F, Wrt>(), "nabla: there is no variable to differentiate by; data is named in wrt(...): check_grad(f, wrt(X), at(...))");
    return {};
  } else if constexpr (!bindings_are_right<program<F, true, Wrt>, B...>()) {
    NABLA_DETAIL_NO_RESULT;
  } else {
    auto bound = numeric::bound_at<program<F, true, Wrt>, numeric::formula_constant<F>, gradient_symbols<F, true, Wrt>, numeric::gradient_asked<F, Wrt>>(numeric::owned(where));
    return numeric::check_formula(bound, how);
  }
}

}  // namespace nabla::detail

namespace nabla {
using detail::check_grad;
}
