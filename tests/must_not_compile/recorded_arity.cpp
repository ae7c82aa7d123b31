// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: the function given to formula() takes another number of parameters
// lines: 12

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;

#ifdef NABLA_MUST_NOT_COMPILE
constexpr auto f = formula<"x">([](auto x, auto y) { return x * y; });
#else
constexpr auto f = formula<"x", "y">([](auto x, auto y) { return x * y; });
#endif

}  // namespace
