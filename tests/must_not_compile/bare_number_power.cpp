// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: a bare number in an expression; write an exact constant such as 2_c, or bind a parameter at the call
// lines: 60

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;
constexpr auto x = var<"x">;

#ifdef NABLA_MUST_NOT_COMPILE
constexpr auto f = pow(x, 2);
#else
constexpr auto f = pow(x, 2_c);
#endif

}  // namespace
