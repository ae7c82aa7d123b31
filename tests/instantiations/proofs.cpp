// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Derivatives as expressions, and proofs.

#include <nabla/nabla.hpp>

using namespace nabla;
constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto W = var<"W", 3, 2>;
constexpr auto X = data<"X", 4, 3>;
constexpr auto Y = data<"Y", 4, 2>;

static_assert(diff(sqnorm(X * W - Y), W) == 2_c * transpose(X) * (X * W - Y));
static_assert(equivalent(diff(x / (1_c + x * x), x), (1_c - x * x) / sq(1_c + x * x)));
static_assert(diff(sin(x * y), x, y) == cos(x * y) - x * y * sin(x * y));
