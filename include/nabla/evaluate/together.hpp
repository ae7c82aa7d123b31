// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/request.hpp>
#include <nabla/graph/plan/together.hpp>

namespace nabla::detail {

/// Several expressions from one pass in which all that they share is computed once:
/// `auto [price, delta, vega] = together(option, diff(option, S), diff(option, v))(S = 100.0, v = 0.2);`
/// Gives an array where all are numbers, else a tuple. A call binds the symbols of all of them.
template <Expression F, Expression... More>
constexpr request_of<F, true, with_inputs<values_of<More...>, More...>> together(F, More...) {
  return {};
}

/// f and its derivatives by the scalar x up to an order, from one pass: `derivatives<5>(f, x)(x = 1.0)[3]` is f'''(1). The array has
/// Order + 1 elements; of an f that is a matrix it is a tuple, derivatives of every element.
template <int Order, Expression F, Expression X>
  requires(Order >= 0)
constexpr auto derivatives(F, X) {
  static_assert(is_set(facts_of<X>.symbol) && facts_of<X>.form.is_scalar(), "nabla: derivatives<Order>(f, x) takes a scalar symbol x");
  return request_of<F, true, orders_of<Order, F, X>>{};
}

}  // namespace nabla::detail

namespace nabla {
using detail::together, detail::derivatives;
}
