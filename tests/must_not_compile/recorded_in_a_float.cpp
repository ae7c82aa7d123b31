// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: a recorded number is no double: it is auto or T, and std::exp(x) is exp(x)
// lines: 50

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;

#ifdef NABLA_MUST_NOT_COMPILE
constexpr auto f = formula<"x">([](auto x) { return float(x) * x; });
#else
constexpr auto f = formula<"x">([](auto x) { return x * x; });
#endif

}  // namespace
