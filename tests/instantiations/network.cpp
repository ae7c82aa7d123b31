// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// A formula of matrices: value and gradient.

#include <nabla/nabla.hpp>

using namespace nabla;
constexpr auto X = data<"X", 4, 3>;
constexpr auto T = labels<"T", 4, 2>;
constexpr auto W1 = var<"W1", 3, 5>;
constexpr auto b1 = var<"b1", 1, 5>;
constexpr auto W2 = var<"W2", 5, 2>;
constexpr auto b2 = var<"b2", 1, 2>;
constexpr auto loss = mean(cross_entropy(softmax(tanh(X * W1 + b1) * W2 + b2), T));

double step(const fixed_matrix<double, 4, 3>& images, const fixed_matrix<double, 4, 2>& wanted, const fixed_matrix<double, 3, 5>& w1, const fixed_matrix<double, 5, 2>& w2) {
  return value_and_grad(loss)(X = images, T = wanted, W1 = w1, b1 = fixed_matrix<double, 1, 5>{}, W2 = w2, b2 = fixed_matrix<double, 1, 2>{}).grad[W1](0, 0);
}
