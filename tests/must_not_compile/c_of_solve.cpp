// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: this function has no C form: its code branches on numbers instead of select(c, a, b)
// expects(gcc): instead of select(c, a, b): lu
// lines: 60

#include <nabla/print.hpp>

namespace {

using namespace nabla;
constexpr auto A = var<"A", 5, 5>;
constexpr auto b = var<"b", 5>;

#ifdef NABLA_MUST_NOT_COMPILE
const std::string code = to_c(solve(A, b), "f");
#else
const std::string code = to_c(trace(A) * b, "f");
#endif

}  // namespace
