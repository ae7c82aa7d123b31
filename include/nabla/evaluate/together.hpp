// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/into.hpp>
#include <nabla/evaluate/request.hpp>
#include <nabla/graph/plan/more_outputs.hpp>

namespace nabla::detail {

/// A Jacobian or a Hessian of a size that is a name: it is no expression.
template <class E>
concept NamedJacobian = requires { requires E::is_of_named_size; };
template <class E>
concept HasAsExpression = !NamedJacobian<E> && requires { E::as_expression(); };
template <class E>
struct asked_expression {};  // no type, and no error: clang 14 makes the type of a result before it asks the constraints
template <class E>
  requires HasAsExpression<E>
struct asked_expression<E> {
  using type = decltype(E::as_expression());
};
template <Expression E>
struct asked_expression<E> {
  using type = E;
};
/// What is asked for: an expression, or a Jacobian or a Hessian, which is one.
template <class E>
concept AskedExpression = Expression<E> || HasAsExpression<E>;
template <Expression F, Expression... More>
using request_together = request_of<F, true, with_inputs<values_of<More...>, More...>>;

/// Several expressions from one pass in which all that they share is computed once:
/// `auto [price, delta, vega] = together(option, diff(option, S), diff(option, v))(S = 100.0, v = 0.2);`
/// Gives an array where all are numbers, else a tuple. A call binds the symbols of all of them. A Jacobian or a Hessian may be one of them:
/// `together(f, jacobian(f, wrt(x)))`. Each may lie where the caller says: `into(value_of(f) = value, value_of(g) = slopes)`.
template <Expression F, AskedExpression... More>
constexpr request_together<F, typename asked_expression<More>::type...> together(F, More...) {
  return {};
}

template <Expression F, class... More>
  requires((NamedJacobian<More> || ...))
NABLA_DETAIL_REFUSED(NABLA_DETAIL_NAMED_JACOBIAN, together(F, More...))

/// The place of a Jacobian or a Hessian that is asked for beside others, for into().
template <HasAsExpression E>
constexpr output_name<value_itself<typename asked_expression<E>::type>> value_of(E) {
  return {};
}

/// f and its derivatives by the scalar x up to an order, from one pass: `derivatives<5>(f, x)(x = 1.0)[3]` is f'''(1). The array has
/// Order + 1 elements; of an f that is a matrix it is a tuple, derivatives of every element.
template <int Order, Expression F, IsSymbol X>
  requires(Order >= 0 && facts_of<X>.extents.is_scalar())
constexpr auto derivatives(F, X) {
  return request_of<F, true, orders_of<Order, F, X>>{};
}

}  // namespace nabla::detail

namespace nabla {
using detail::together, detail::derivatives, detail::value_of;
}
