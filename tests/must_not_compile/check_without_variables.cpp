// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: there is no variable to differentiate by
// lines: 60

#include <nabla/check.hpp>

#include <array>

namespace {

using namespace nabla;
[[maybe_unused]] constexpr auto x = var<"x">;
[[maybe_unused]] constexpr auto y = var<"y">;
constexpr auto d = data<"d">;

#ifdef NABLA_MUST_NOT_COMPILE
[[maybe_unused]] const auto report = check_grad(sq(d), at(d = 1.0));
#else
[[maybe_unused]] const auto report = check_grad(sq(d), wrt(d), at(d = 1.0));
#endif

}  // namespace
