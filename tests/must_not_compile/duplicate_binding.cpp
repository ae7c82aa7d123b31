// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: a symbol is bound twice in one call
// lines: 60

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;
constexpr auto x = var<"x">;

#ifdef NABLA_MUST_NOT_COMPILE
const auto value = exp(x)(x = 1.0, x = 1.0);
#else
const auto value = exp(x)(x = 1.0);
#endif

}  // namespace
