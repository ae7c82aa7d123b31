// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: this function has no C form: <math.h> lacks it
// expects: tetragamma_rule
// lines: 40

#include <nabla/print.hpp>

namespace {

using namespace nabla;
constexpr auto x = var<"x">;

#ifdef NABLA_MUST_NOT_COMPILE
const std::string code = to_c(tetragamma(x), "f");
#else
const std::string code = to_c(lgamma(x), "f");
#endif

}  // namespace
