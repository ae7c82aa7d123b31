// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects(gcc): nabla: X is n x 3, W is 4 x 2: columns of the left differ from rows of the right
// expects(clang): nabla: the sizes of the operands do not fit; the template arguments shown below say which and why
// lines: 40

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;
constexpr auto n = dim<"n">;
constexpr auto X = data<"X", n, 3>;
constexpr auto W = var<"W", 4, 2>;
constexpr auto V = var<"V", 3, 2>;

#ifdef NABLA_MUST_NOT_COMPILE
constexpr auto f = X * W;
#else
constexpr auto f = X * V;
#endif

}  // namespace
