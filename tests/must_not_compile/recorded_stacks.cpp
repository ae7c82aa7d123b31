// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: a recorded function stacks numbers, vstack(v[0], x); matrices are stacked outside of it
// lines: 20

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;

#ifdef NABLA_MUST_NOT_COMPILE
constexpr auto f = formula([](auto v, auto x) { return vstack(v, x); }, var<"v", 2>, var<"x">);
#else
constexpr auto f = formula([](auto v, auto x) { return vstack(v[0], v[1], x); }, var<"v", 2>, var<"x">);
#endif

}  // namespace
