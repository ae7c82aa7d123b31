// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: a value is bound to a symbol that does not occur in this expression
// lines: 60

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;
constexpr auto x = var<"x">;
constexpr auto y = var<"y">;

#ifdef NABLA_MUST_NOT_COMPILE
const auto value = exp(x)(x = 1.0, y = 2.0);
#else
const auto value = exp(x)(x = 1.0);
#endif

}  // namespace
