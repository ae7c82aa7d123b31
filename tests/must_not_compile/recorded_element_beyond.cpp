// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: a recorded function takes an element that is not there
// lines: 20

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;

#ifdef NABLA_MUST_NOT_COMPILE
constexpr auto f = formula([](auto v) { return v[0] * v[3]; }, var<"v", 3>);
#else
constexpr auto f = formula([](auto v) { return v[0] * v[2]; }, var<"v", 3>);
#endif

}  // namespace
