// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/differentiate/directional.hpp>
#include <nabla/graph/differentiate/tangent.hpp>
#include <nabla/graph/plan/program.hpp>

namespace nabla::detail {

/// Asks for the values of more expressions, from the same pass.
template <Expression... More>
struct values_of : wrt_nothing {
  static constexpr derivative_problem add_outputs(graph& g, facts_map& known, int, list<int>& outputs) {
    (outputs.push(import(g, known, facts_of<More>, true)), ...);
    return {};
  }
  /// Of one of these expressions, beside that of the first output, which is 0; -1: it is none of them.
  template <class E>
  static constexpr int number_of_value() {
    int number = 0, found = -1;
    ((++number, found = found < 0 && __is_same(E, More) ? number : found), ...);
    return found;
  }
};

/// Asks for the derivatives of F by the scalar X up to an order, each made from the one before in the same graph.
template <int Order, class F, class X>
struct orders_of : wrt_nothing {
  static constexpr derivative_problem add_outputs(graph& g, facts_map& known, int root, list<int>& outputs) {
    const int symbol = import(g, known, facts_of<X>, false), seed = import(g, known, facts_of<cotangent<F>>, false), extents = g.nodes.data[root].shape_index;
    for (int order = 0; order < Order; ++order) {
      if (const int forward = tangent_of_elementwise(g, root, symbol); forward >= 0) {
        root = simplifier{g}.broadcast_to(forward, extents);
      } else {
        int adjoint = -1;
        if (const derivative_problem problem = differentiate(g, weighted_by(g, root, seed), &symbol, 1, &adjoint); problem.exists()) return problem;
        root = adjoint < 0 ? g.constant(0) : adjoint;
        if (const derivative_problem problem = without_seed(g, root, seed, extents == 0); problem.exists()) return problem;
      }
      outputs.push(root);
    }
    return {};
  }
};

}  // namespace nabla::detail
