// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: a gradient as a Boost.Hana map needs #include <nabla/hana.hpp>
// lines: 24

#include <nabla/nabla.hpp>

#ifndef NABLA_MUST_NOT_COMPILE
#include <nabla/hana.hpp>
#endif

namespace {

using namespace nabla;
constexpr auto x = var<"x">;
[[maybe_unused]] const auto g = grad(x * x)(x = 1.0).map();

}  // namespace
