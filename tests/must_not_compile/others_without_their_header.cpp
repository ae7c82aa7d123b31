// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: this function takes #include <nabla/prove.hpp>
// expects: nabla: this function takes #include <nabla/train.hpp>
// expects: nabla: this function takes #include <nabla/check.hpp>

#include <nabla/nabla.hpp>
#ifndef NABLA_MUST_NOT_COMPILE
#include <nabla/check.hpp>
#include <nabla/prove.hpp>
#include <nabla/train.hpp>
#endif

namespace {

using namespace nabla;
constexpr auto x = var<"x">;
static_assert(prove_equal(x + x, 2_c * x));
const auto report = check_jvp(x * x, wrt(x), at(x = 2.0));
const auto start = parameters(x * x);

}  // namespace
