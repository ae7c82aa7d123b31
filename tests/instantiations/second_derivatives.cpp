// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Second derivatives: all of them, along a direction, and those that are not zero.

#include <nabla/nabla.hpp>

using namespace nabla;
constexpr auto S = var<"S">;
constexpr auto K = var<"K">;
constexpr auto v = var<"v", 6>;
constexpr auto option = S * normal_cdf(log(S / K) + 0.02_c) - K * normal_cdf(log(S / K) - 0.02_c);

double gamma() { return hessian(option, wrt(S, K))(S = 100.0, K = 95.0)(0, 1) + hvp(option, wrt(S, K))(at(S = 100.0, K = 95.0), along(S = 1.0, K = 0.0))[S]; }
static_assert(sparse_hessian(sum(sq(tail<5>(v) - sq(head<5>(v)))), wrt(v)).pattern.nonzeros == 16);
