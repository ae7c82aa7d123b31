// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The message shows both formulas in canonical form.
// expects(clang): nabla: the two formulas are not equal
// expects(gcc): nabla: the two formulas are not equal: (sin(y) + 3_c) * x and -(x * (3_c - sin(y)))
// expects(clang): nabla: the two formulas are equal only where both are defined: equivalent() holds, == does not
// expects(gcc): nabla: the two formulas are equal only where both are defined: equivalent() holds, == does not: x / x and 1_c
// expects(clang): nabla: the two formulas differ in shape
// expects(gcc): nabla: the two formulas differ in shape: 2 x 1 and 1 x 2
// lines: 60

#include <nabla/nabla.hpp>
#include <nabla/prove.hpp>

namespace {

using namespace nabla;
constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto v = var<"v", 2>;

#ifdef NABLA_MUST_NOT_COMPILE
static_assert(prove_equal(x * (3_c + sin(y)), (sin(y) - 3_c) * x));
static_assert(prove_equal(x / x, 1_c));
static_assert(prove_equal(v * x, transpose(v) * x));
#else
static_assert(prove_equal(x * (3_c + sin(y)), (sin(y) + 3_c) * x));
static_assert(prove_equivalent(x / x, 1_c) && prove_equal(v * x, transpose(transpose(v)) * x));
static_assert(prove_equivalent(sq(x + y), x * x + 2_c * x * y + y * y));
#endif

}  // namespace
