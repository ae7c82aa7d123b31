// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/differentiate/differentiate.hpp>

namespace nabla::detail {

/// A function that is a matrix as the number ⟨f, seed⟩, which can be differentiated; of a number itself the seed is no part.
constexpr int weighted_by(graph& g, int root, int seed) {
  if (g[root].form == 0) return root;
  simplifier s{g};
  return s.make(operation_of<sum_rule>, s.multiply(root, seed));
}

/// Σ ⟨adjoint, tangent⟩ over the symbols; the tangents are nodes, and -1 is an adjoint of zeros.
constexpr int sum_along(graph& g, const int* adjoints, const int* symbols, const int* tangents, int count) {
  simplifier s{g};
  int total = g.constant(0);
  for (int i = 0; i < count; ++i)
    if (adjoints[i] >= 0) total = s.add(total, s.sum_to(s.multiply(s.broadcast_to(adjoints[i], g[symbols[i]].form), tangents[i]), 0));
  return total;
}

/// What is linear in the seed of weighted_by(), as a matrix of the seed's shape: forward mode, by pulling the pullback back.
constexpr derivative_problem without_seed(graph& g, int& root, int seed, bool scalar) {
  if (scalar) return {};
  int result = -1;
  const derivative_problem problem = differentiate(g, root, &seed, 1, &result);
  root = simplifier{g}.or_zeros(result, seed);
  return problem;
}

}  // namespace nabla::detail
