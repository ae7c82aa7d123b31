// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: roots and minima have no C form: how many steps lead to them is known with the numbers; iterate() has a fixed number
// lines: 60

#include <nabla/print.hpp>

namespace {

using namespace nabla;
constexpr auto x = var<"x">;
constexpr auto y = var<"y">;

#ifdef NABLA_MUST_NOT_COMPILE
const std::string code = to_c(value_and_grad(root([](auto s) { return s * s - y; }, x)), "f");
#else
const std::string code = to_c(value_and_grad(iterate<6>(x, [](auto s) { return 0.5_c * (s + y / s); })), "f");
#endif

}  // namespace
