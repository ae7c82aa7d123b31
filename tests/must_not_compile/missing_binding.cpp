// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: a symbol of this expression is bound to no value
// lines: 60

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;
constexpr auto x = var<"x">;
constexpr auto y = var<"y">;

#ifdef NABLA_MUST_NOT_COMPILE
const auto value = (x * y)(x = 1.0);
#else
const auto value = (x * y)(x = 1.0, y = 2.0);
#endif

}  // namespace
