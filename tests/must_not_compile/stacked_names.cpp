// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: vstack takes one matrix whose number of rows is a name; those of all others are numbers
// lines: 40

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;
constexpr auto n = dim<"n">;
constexpr auto v = var<"v", n>;
constexpr auto w = var<"w", 2>;

#ifdef NABLA_MUST_NOT_COMPILE
constexpr auto f = vstack(v, v);
#else
constexpr auto f = vstack(v, w);
#endif

}  // namespace
