// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: a symbol of this expression is bound to no value
// lines: 60

#include <nabla/check.hpp>

#include <array>

namespace {

using namespace nabla;
[[maybe_unused]] constexpr auto x = var<"x">;
[[maybe_unused]] constexpr auto y = var<"y">;

#ifdef NABLA_MUST_NOT_COMPILE
[[maybe_unused]] const auto report = check_jacobian(sq(x) * y, at(x = 1.0));
#else
[[maybe_unused]] const auto report = check_jacobian(sq(x) * y, at(x = 1.0, y = 2.0));
#endif

}  // namespace
