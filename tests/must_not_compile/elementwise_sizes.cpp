// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects(gcc): nabla: A is 3 x 2, row is 1 x 3: sizes differ and neither is 1
// expects(clang): nabla: the sizes of the operands do not fit; the template arguments shown below say which and why
// lines: 40

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;
constexpr auto A = var<"A", 3, 2>;
constexpr auto row = var<"row", 1, 3>;
constexpr auto fitting = var<"fitting", 1, 2>;

#ifdef NABLA_MUST_NOT_COMPILE
constexpr auto f = A + row;
#else
constexpr auto f = A + fitting;
#endif

}  // namespace
