// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: a recorded function combines matrices whose sizes do not agree, as named here
// lines: 40

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;

#ifdef NABLA_MUST_NOT_COMPILE
constexpr auto f = formula([](auto A, auto v) { return A * v; }, var<"A", 2, 3>, var<"v", 2>);
#else
constexpr auto f = formula([](auto A, auto v) { return A * v; }, var<"A", 2, 3>, var<"v", 3>);
#endif

}  // namespace
