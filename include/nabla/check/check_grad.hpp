// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/check_formula.hpp>
#include <nabla/check/print.hpp>
#include <nabla/check/refusals.hpp>

namespace nabla::detail {
namespace numeric {

/// Value and gradient at a point: the first is returned, the second written row by row.
template <class Request, class T, class... B>
[[gnu::cold, gnu::noinline]] constexpr T value_and_gradient_at(const std::tuple<B...>& bound, list<T>& gradient) {
  constexpr Request request;
  const auto result = std::apply([&](const auto&... b) { return request(b...); }, bound);
  std::apply([&](const auto&... g) { (append_elements(gradient, g), ...); }, result.grad.values);
  return static_cast<T>(result.value);
}

/// The value that comes with the gradient is that of the formula; only what is wrong is reported.
template <class S, class T>
[[gnu::cold]] constexpr void check_value(gradient_report& report, T value, T shaken, T formula, const check_options& how) {
  const T most = T(std::numeric_limits<S>::max()), tolerance = how.tolerance > 0 ? T(how.tolerance) : T(default_tolerance<S>());
  if (!is_finite(formula) || size_of(formula) > most / 2) return;
  const T allowed = tolerance * size_of(formula) + 2 * rounding_between(shaken, value) + 4 * T(std::numeric_limits<S>::denorm_min());
  if (is_finite(value) && size_of(value - formula) <= allowed) return;
  checked_entry e;
  e.outcome = is_finite(value) ? outcome::fail : outcome::undefined;
  e.symbol = "value";
  e.analytic = static_cast<double>(value);
  e.numeric = static_cast<double>(formula);
  e.allowed = static_cast<double>(allowed);
  e.reason = "the value that comes with the gradient";
  report.entries.push_back(static_cast<checked_entry&&>(e));
}

/// Is there a variable, or are symbols named?
template <class F, class Wrt>
constexpr bool has_variables() {
  if (!Wrt::all_variables) return Wrt::count > 0;
  for (int i = 0; i < program<F, true, Wrt>::plan.sizes.inputs; ++i)
    if (program<F, true, Wrt>::plan.inputs[i].symbol->symbol->kind == role::variable) return true;
  return false;
}

template <class F, class Wrt, class... B>
[[gnu::cold]] constexpr gradient_report check_gradient(const std::tuple<B...>& bound, const check_options& how) {
  using request = request_of<F, true, Wrt>;
  using P = program<F, true, Wrt>;
  using S = typename call_scalar<B...>::type;
  using T = typename wider_scalar<S>::type;
  using symbols = gradient_symbols<F, true, Wrt>;
  derivative_table<T> d;
  const T value = value_and_gradient_at<request>(bound, d.value);
  d.own_error = list<T>(d.value.size);

  auto formula = std::apply([](const auto&... b) { return formula_at<T, P, formula_constant<F>>(b...); }, bound);
  machine<T>& run = formula.run;
  machine_subject<T> s(run, d.blocks);
  std::apply([&](const auto&... b) { add_blocks<P, T, symbols>(d, s, formula.sizes, b...); }, bound);

  T shaken = value, size = 0;
  for (int k = 0; k < s.points.size; ++k) size = larger(size, size_of(s.points.data[k]));
  random_numbers random{how.seed};
  for (int round = 0; round < 2; ++round) {
    auto moved = bound;
    shake(moved, random, [](const facts& symbol) { return symbols::find(symbol) >= 0; });
    list<T> gradient;
    const T other = value_and_gradient_at<request>(moved, gradient);
    if (rounding_between(other, value) > rounding_between(shaken, value)) shaken = other;
    add_own_error(d, gradient, size > 0 && is_finite(value) ? size_of(value) / size : T(0));
  }

  gradient_report report;
  check_value<S>(report, value, shaken, run.output(0), how);
  checker_for<S>(s, d, how).run(report);
  return report;
}

}  // namespace numeric

/// Compares the gradient of f by every variable with differences of f at a point: `check_grad(f, at(x = 0.5, W = weights))`.
///
/// Each entry is differenced with steps from 1/8 of its own size down, in the next wider scalar; three tables of differences, central and from
/// either side, are extrapolated to the step 0 and say how exact they are. Wrong is what is off by more than the tolerance (1e-9 for double, 1e-4 for
/// float, 1e-11 for long double) and eight times the error of the difference, with two sequences of steps. At a kink or a jump of max, abs, where, …
/// the derivative has to be the documented one. A constant expression where f at this point is one.
template <Expression F, class... B>
constexpr gradient_report check_grad(F f, const point<B...>& where, const check_options& how = {}) {
  return check_grad(f, wrt_all{}, where, how);
}
/// The same with respect to the given symbols: `check_grad(f, wrt(W), at(…))`.
template <Expression F, class Wrt, class... B>
constexpr gradient_report check_grad(F, Wrt, const point<B...>& where, const check_options& how = {}) {
  static_assert(facts_of<F>.form.is_scalar(), "nabla: check_grad() takes a scalar function; check_jacobian() takes one of several results");
  if constexpr (!facts_of<F>.form.is_scalar()) return {};
  else if constexpr (!numeric::has_variables<F, Wrt>()) {
    static_assert(numeric::has_variables<F, Wrt>(), "nabla: there is no variable to differentiate by; data is named in wrt(...): check_grad(f, wrt(X), at(...))");
    return {};
  }
  else if constexpr (!bindings_are_right<program<F, true, Wrt>, B...>()) {
    say_what_is_wrong<program<F, true, Wrt>, B...>();
    return {};
  } else {
    return numeric::check_gradient<F, Wrt>(std::apply([](const auto&... bound) { return std::make_tuple(owned_binding(bound)...); }, where.bindings), how);
  }
}

}  // namespace nabla::detail

namespace nabla {
using detail::check_grad;
}
