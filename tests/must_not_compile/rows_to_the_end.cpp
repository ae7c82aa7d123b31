// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects(gcc): nabla: v is 5 x 1: that part reaches beyond the matrix
// expects(clang): nabla: the sizes of the operands do not fit; the template arguments shown below say which and why
// lines: 40

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;
constexpr auto v = var<"v", 5>;

#ifdef NABLA_MUST_NOT_COMPILE
constexpr auto f = rows<1, -1>(v);
#else
constexpr auto f = rows<1, 4>(v);
#endif

}  // namespace
