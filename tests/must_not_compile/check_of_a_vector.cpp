// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: check_grad() takes a scalar function; check_jacobian() takes one of several results
// lines: 60

#include <nabla/check.hpp>

#include <array>

namespace {

using namespace nabla;
[[maybe_unused]] constexpr auto x = var<"x">;
[[maybe_unused]] constexpr auto y = var<"y">;
constexpr auto v = var<"v", 2>;

#ifdef NABLA_MUST_NOT_COMPILE
[[maybe_unused]] const auto report = check_grad(x * v, at(x = 1.0, v = std::array{1.0, 2.0}));
#else
[[maybe_unused]] const auto report = check_jacobian(x * v, at(x = 1.0, v = std::array{1.0, 2.0}));
#endif

}  // namespace
