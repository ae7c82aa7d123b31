// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects(gcc): nabla: X is n x 3: that part reaches beyond the matrix
// expects(clang): nabla: the sizes of the operands do not fit; the template arguments shown below say which and why
// lines: 40

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;
constexpr auto n = dim<"n">;
constexpr auto X = data<"X", n, 3>;

#ifdef NABLA_MUST_NOT_COMPILE
constexpr auto f = column<3>(X);
#else
constexpr auto f = column<2>(X);
#endif

}  // namespace
