// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: derivatives<Order>(f, x) takes a scalar symbol x
// lines: 60

#include <nabla/nabla.hpp>

#include <array>

namespace {

using namespace nabla;
constexpr auto x = var<"x">;
constexpr auto v = var<"v", 2>;
constexpr std::array<double, 2> at_v{1, 2};

#ifdef NABLA_MUST_NOT_COMPILE
constexpr auto d = derivatives<2>(sqnorm(x * v), v)(x = 1.0, v = at_v);
#else
constexpr auto d = derivatives<2>(sqnorm(x * v), x)(x = 1.0, v = at_v);
#endif

}  // namespace
