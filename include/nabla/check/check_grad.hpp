// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/difference.hpp>

#include <algorithm>
#include <utility>

namespace nabla {

/// Copies what is bound into types that can be changed, an Eigen expression into a matrix.
template <class Symbol, class Value>
auto owned_binding(const binding<Symbol, Value>& bound) {
  using V = std::remove_cvref_t<Value>;
  if constexpr (std::is_arithmetic_v<V>) return binding<Symbol, double>{static_cast<double>(bound.value)};
  else if constexpr (requires { input_traits<V>::owned(bound.value); }) return binding<Symbol, decltype(input_traits<V>::owned(bound.value))>{input_traits<V>::owned(bound.value)};
  else return binding<Symbol, V>{bound.value};
}

/// Compares grad(f) with finite differences of f at a point, with respect to every variable.
/// Judges double to about 1e-7 relative; runs f four times for each element.
template <Expression F, class... B>
gradient_report check_grad(F f, const point<B...>& where) {
  return check_grad(f, wrt_all{}, where);
}
/// The same with respect to the given symbols: `check_grad(f, wrt(W), at(…))`.
template <Expression F, class Wrt, class... B>
gradient_report check_grad(F, Wrt, const point<B...>& where) {
  using symbols = gradient_symbols<F, false, Wrt>;
  auto moved = std::apply([](const auto&... bound) { return std::make_tuple(owned_binding(bound)...); }, where.bindings);
  auto gradient_of = nabla::evaluator(request_of<F, false, Wrt>{});
  auto function = nabla::evaluator(F{});
  const auto g = std::apply([&](const auto&... bound) { return gradient_of(bound...); }, moved);
  const auto value = [&] { return std::apply([&](const auto&... bound) { return static_cast<double>(function(bound...)); }, moved); };

  const double here = value();

  gradient_report report;
  auto check_element = [&](const char* name, auto& element, double analytic, index i, index j, bool is_matrix) {
    const double middle = element;
    const difference_verdict verdict = judge_derivative(
        [&](double d) {
          element = middle + d;
          const double result = value();
          element = middle;
          return result;
        },
        middle, here, analytic);
    ++report.checked;
    if (verdict.kink) ++report.kinks;
    if (!verdict.agrees) ++report.wrong;
    const double size = std::max({1.0, std::abs(analytic), std::abs(verdict.numeric)});
    const double error = std::abs(analytic - verdict.numeric) / size;
    if (verdict.agrees && verdict.kink) return;  // a corner has no one derivative to be far from
    if (error > report.largest_error || !(error == error)) {
      report.largest_error = error;
      report.analytic = analytic;
      report.numeric = verdict.numeric;
      report.worst = name;
      if (is_matrix) report.worst.append("(").append(std::to_string(i)).append(", ").append(std::to_string(j)).append(")");
    }
  };
  auto check_binding = [&](auto& bound) {
    using binding_type = std::remove_reference_t<decltype(bound)>;
    constexpr const facts& symbol = facts_of<symbol_of<binding_type>>;
    if constexpr (symbols::find(symbol.id) >= 0) {
      using traits = input_traits<value_of<binding_type>>;
      const auto& analytic = g[symbol_of<binding_type>{}];
      if constexpr (!traits::is_matrix) check_element(symbol.symbol->name, bound.value, static_cast<double>(analytic), 0, 0, false);
      else
        for (index j = 0; j < static_cast<index>(columns_of(analytic)); ++j)
          for (index i = 0; i < static_cast<index>(analytic.rows()); ++i)
            check_element(symbol.symbol->name, element_of(bound.value, i, j, columns_of(analytic)), static_cast<double>(analytic(i, j)), i, j, true);
    }
  };
  std::apply([&](auto&... bound) { (check_binding(bound), ...); }, moved);
  report.outcome = report.wrong > 0 ? outcome::fail : report.kinks > 0 ? outcome::kink : outcome::pass;
  return report;
}

}  // namespace nabla
