// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/differentiate/late.hpp>
#include <nabla/graph/import.hpp>
#include <nabla/graph/typed.hpp>

namespace nabla::detail {

/// Builds the graph of the derivative of a scalar F with respect to the symbol X.
template <class F, class X, class Known = known_rules<>>
struct derivative_builder {
  struct outcome {
    int root = 0;
    derivative_problem problem;
  };
  static constexpr outcome run(graph& g) {
    g.pullbacks = Known::table;
    facts_map known;
    const int root = import(g, known, facts_of<F>, true), symbol = import(g, known, facts_of<X>, false);
    int adjoint = -1;
    const derivative_problem problem = differentiate(g, root, &symbol, 1, &adjoint);
    return {simplifier{g}.broadcast_to(adjoint < 0 ? g.constant(0) : adjoint, g[symbol].form), problem};
  }
  static constexpr int build(graph& g) { return run(g).root; }
  static constexpr derivative_problem problem = [] {
    graph g;
    return run(g).problem;
  }();
};

template <class F, class X>
struct derivative_of {
  static_assert(is_set(facts_of<X>.symbol), "nabla: diff() takes symbols");
  template <class Known>
  using attempt = derivative_builder<F, X, Known>;
  using builder = typename with_late_pullbacks<attempt>::type;
  static_assert(derivative_exists<builder::problem>());
  using type = typename formula_type<builder>::type;
};

/// ∂f/∂x of a scalar f as an expression of the shape of x, simplified: to evaluate, print, compose, differentiate again.
/// At a call it takes the symbols that it still has: `diff(x * y, x)(y = 2.0)`.
template <Expression F, Expression X>
constexpr typename derivative_of<F, X>::type diff(F, X) {
  return {};
}
/// `diff(f, x, y)`: first with respect to x, then to y.
template <Expression F, Expression X, Expression Y, Expression... Rest>
constexpr auto diff(F f, X x, Y y, Rest... rest) {
  return diff(diff(f, x), y, rest...);
}
/// `diff<3>(f, x)`: the third derivative.
template <int Order, Expression F, Expression X>
  requires(Order >= 0)
constexpr auto diff(F f, X x) {
  if constexpr (Order == 0) return f;
  else return diff<Order - 1>(diff(f, x), x);
}

}  // namespace nabla::detail

namespace nabla {
using detail::diff;
}
