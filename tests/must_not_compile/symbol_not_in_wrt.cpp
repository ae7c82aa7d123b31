// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: this gradient was not taken with respect to that symbol
// lines: 60

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;
constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto g = grad(x * y, wrt(x))(x = 1.0, y = 2.0);

#ifdef NABLA_MUST_NOT_COMPILE
constexpr auto dy = g[y];
#else
constexpr auto dx = g[x];
#endif

}  // namespace
