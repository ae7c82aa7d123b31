// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// A formula of numbers: value and gradient.

#include <nabla/nabla.hpp>

using namespace nabla;
constexpr auto x = var<"x">;
constexpr auto w0 = var<"w0">;
constexpr auto w1 = var<"w1">;
constexpr auto y = data<"y">;
constexpr auto loss = sq(sigmoid(w0 * x + w1) - y) + log1p(exp(-w1)) * tanh(w0);

double step(double at) { return value_and_grad(loss)(w0 = at, w1 = 0.5, x = 2.0, y = 1.0).grad[w0]; }
