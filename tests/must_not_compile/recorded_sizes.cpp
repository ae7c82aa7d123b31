// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: matrices in a recorded function do not fit
// lines: 20

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;

#ifdef NABLA_MUST_NOT_COMPILE
constexpr auto f = formula([](auto A, auto v) { return A * v; }, var<"A", 2, 3>, var<"v", 2>);
#else
constexpr auto f = formula([](auto A, auto v) { return A * v; }, var<"A", 2, 3>, var<"v", 3>);
#endif

}  // namespace
