// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects(gcc): nabla: A is n x n, matmul(...) is 3 x 3: solve takes a right side with as many rows as the matrix
// expects(clang): nabla: the sizes of the operands do not fit; the template arguments shown below say which and why
// lines: 40

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;
constexpr auto n = dim<"n">;
constexpr auto A = var<"A", n, n>;
constexpr auto X = data<"X", n, 3>;

#ifdef NABLA_MUST_NOT_COMPILE
constexpr auto f = solve(A, transpose(X) * X);
#else
constexpr auto f = solve(A, X);
#endif

}  // namespace
