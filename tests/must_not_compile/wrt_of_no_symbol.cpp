// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: wrt() takes symbols
// lines: 40

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;
constexpr auto x = var<"x">;

#ifdef NABLA_MUST_NOT_COMPILE
constexpr auto g = grad(exp(x), wrt(x * x))(x = 1.0);
#else
constexpr auto g = grad(exp(x), wrt(x))(x = 1.0);
#endif

}  // namespace
