// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects(gcc): nabla: exp(...) is n x 2, B is m x 2: sizes differ and neither is 1
// expects(clang): nabla: the sizes of the operands do not fit; the template arguments shown below say which and why
// lines: 40

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;
constexpr auto n = dim<"n">;
constexpr auto m = dim<"m">;
constexpr auto A = var<"A", n, 2>;
constexpr auto B = var<"B", m, 2>;

#ifdef NABLA_MUST_NOT_COMPILE
constexpr auto f = hadamard(exp(A), B);
#else
constexpr auto f = hadamard(exp(A), A);
#endif

}  // namespace
