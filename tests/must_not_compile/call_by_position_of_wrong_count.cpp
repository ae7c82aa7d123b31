// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: a formula is called with a value for each of its parameters, in their order, or by name: f(x = 1.0, y = 2.0)
// lines: 40

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;

#ifdef NABLA_MUST_NOT_COMPILE
constexpr auto f = formula<"x", "y">([](auto x, auto y) { return x * y; });
constexpr auto value = f(1.0);
#else
constexpr auto f = formula<"x", "y">([](auto x, auto y) { return x * y; });
constexpr auto value = f(1.0, 2.0);
#endif

}  // namespace
