// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: to_c() takes a formula, or what is asked of one, and a name, with #include <nabla/print.hpp>
// expects: nabla: this function takes #include <nabla/print.hpp>
// expects: nabla: this function takes #include <nabla/check.hpp>
// lines: 40

#include <nabla/nabla.hpp>
#ifndef NABLA_MUST_NOT_COMPILE
#include <nabla/check.hpp>
#include <nabla/print.hpp>
#endif

namespace {

using namespace nabla;
constexpr auto x = var<"x">;
const auto code = to_c(x * x, "square");
const auto kernel = to_opencl(x * x, "square");
const auto report = check_grad(x * x, at(x = 2.0));

}  // namespace
