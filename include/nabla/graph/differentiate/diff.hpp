// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/differentiate/jacobian.hpp>
#include <nabla/graph/differentiate/late.hpp>
#include <nabla/graph/import.hpp>
#include <nabla/graph/typed.hpp>
#include <nabla/graph/wrt.hpp>

namespace nabla::detail {

/// Builds the graph of the derivative of a scalar F with respect to the symbol X.
template <class F, class X, class Known = known_rules<>>
struct derivative_builder {
  static constexpr built_derivative build(graph& g) {
    g.pullbacks = Known::table;
    facts_map known;
    const int root = import(g, known, facts_of<F>, true), symbol = import(g, known, facts_of<X>, false);
    int adjoint = -1;
    const derivative_problem found = differentiate(g, root, &symbol, 1, &adjoint);
    return {simplifier{g}.or_zeros(adjoint, symbol), found};
  }
};

template <Expression F, IsSymbol X>
struct derivative_of {
  template <class Known>
  using builder = derivative_builder<F, X, Known>;
  using type = typename derivative_type<builder>::type;
};

template <class F, class X>
constexpr auto find_derivative() {
  if constexpr (facts_of<F>.extents.is_scalar()) return typename derivative_of<F, X>::type{};
  else return typename jacobian_expression_of<facts_of<X>.extents.is_scalar(), F, X>::type{};
}

/// Derivatives by symbols one after the other: of a number, and by one, they have any size; else they are a Jacobian.
template <class F, class... X>
constexpr bool has_derivatives() {
  bool is_number = facts_of<F>.extents.is_scalar(), is_static = facts_of<F>.extents.is_static(), all = true;
  const auto by = [&](const shape& x) {
    if (x.is_scalar()) return;
    is_static = x.is_static() && (is_number || is_static);
    all = all && (is_number || is_static);
    is_number = false;
  };
  (by(facts_of<X>.extents), ...);
  return all;
}
/// Indices are whole numbers. A comparison may be differentiated: it is the derivative of relu.
template <class... X>
concept AreContinuous = ((facts_of<X>.symbol->kind != role::indices) && ...);
template <class F, class... X>
concept HasDerivatives = AreContinuous<X...> && detail::has_derivatives<F, X...>();
template <int Order, class F, class X>
concept HasDerivativesOfOrder = Order == 0 || (Order == 1 && HasDerivatives<F, X>) || HasDerivatives<F, X, X>;

/// ∂f/∂x as an expression, simplified: to evaluate, print, compose, differentiate again. Of a number f it has the shape of x; by a number x that of f; and
/// of a column f (m × 1) by a column x (n × 1) it is the Jacobian, m × n: ∂f_i/∂x_j. Of other shapes the elements are counted row by row.
/// At a call it takes the symbols that it still has: `diff(x * y, x)(y = 2.0)`.
template <Expression F, IsSymbol X>
  requires HasDerivatives<F, X>
constexpr auto diff(F, X) {
  return decltype(find_derivative<F, X>()){};
}
/// `diff(f, wrt(x, v))`: the Jacobian by several symbols, their columns side by side; of a number f one row.
template <Expression F, IsSymbol... X>
  requires HasJacobian<F, X...>
constexpr auto diff(F, wrt_list<X...>) {
  return typename jacobian_expression_of<false, F, X...>::type{};
}
/// `diff(f, x, y)`: first with respect to x, then to y; `diff(f, q, q)` of a number f is the Hessian by a column q.
template <Expression F, IsSymbol X, IsSymbol Y, IsSymbol... Rest>
  requires HasDerivatives<F, X, Y, Rest...>
constexpr auto diff(F f, X x, Y y, Rest... rest) {
  return detail::diff(detail::diff(f, x), y, rest...);
}

// clang-format off
NABLA_DETAIL_REFUSAL(indices_refused, "nabla: indices are whole numbers, by which there is no derivative: what they take rows of has one, wrt(E) of gather_rows(E, word)")
// clang-format on
template <Expression F, IsSymbol X, IsSymbol... Rest>
  requires(!AreContinuous<X, Rest...>)
indices_refused diff(F, X, Rest...) { NABLA_DETAIL_NO_RESULT; }

template <Expression F, IsSymbol X>
  requires(AreContinuous<X> && !HasDerivatives<F, X>)
NABLA_DETAIL_REFUSED(NABLA_DETAIL_NAMED_JACOBIAN, diff(F, X))
template <Expression F, IsSymbol... X>
  requires(!HasJacobian<F, X...>)
NABLA_DETAIL_REFUSED(NABLA_DETAIL_NAMED_JACOBIAN, diff(F, wrt_list<X...>))
template <Expression F, IsSymbol X, IsSymbol Y, IsSymbol... Rest>
  requires(AreContinuous<X, Y, Rest...> && !HasDerivatives<F, X, Y, Rest...>)
NABLA_DETAIL_REFUSED(NABLA_DETAIL_NAMED_JACOBIAN, diff(F, X, Y, Rest...))

/// `diff<3>(f, x)`: the third derivative.
template <int Order, Expression F, IsSymbol X>
  requires(Order >= 0 && HasDerivativesOfOrder<Order, F, X>)
constexpr auto diff(F f, X x) {
  if constexpr (Order == 0) return f;
  else return diff<Order - 1>(diff(f, x), x);
}
template <int Order, Expression F, IsSymbol X>
  requires(Order > 0 && !AreContinuous<X>)
indices_refused diff(F, X) { NABLA_DETAIL_NO_RESULT; }
template <int Order, Expression F, IsSymbol X>
  requires(Order >= 0 && AreContinuous<X> && !HasDerivativesOfOrder<Order, F, X>)
NABLA_DETAIL_REFUSED(NABLA_DETAIL_NAMED_JACOBIAN, diff(F, X))

}  // namespace nabla::detail

namespace nabla {
using detail::diff;
}
