// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: a formula is called with values for all of its parameters, or with expressions for all: 2_c for a number
// lines: 60

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;

#ifdef NABLA_MUST_NOT_COMPILE
constexpr auto f = formula<"x", "y">([](auto x, auto y) { return x * y; });
constexpr auto g = f(var<"z">, 2.0);
#else
constexpr auto f = formula<"x", "y">([](auto x, auto y) { return x * y; });
constexpr auto g = f(var<"z">, 2_c);
#endif

}  // namespace
