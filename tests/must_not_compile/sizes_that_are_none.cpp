// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: the size of a symbol is a number from 0 on, or the name of one
// lines: 120

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;

#ifdef NABLA_MUST_NOT_COMPILE
constexpr auto v = var<"v", -3>;
constexpr auto W = data<"W", 3, -1>;
constexpr auto L = labels<"L", 3'000'000'000, 2>;
#else
constexpr auto v = var<"v", 0>;
constexpr auto W = data<"W", 3u, 1L>;
constexpr auto L = labels<"L", 3, 2>;
static_assert(std::is_same_v<decltype(W), decltype(data<"W", 3, 1>)>);
#endif

}  // namespace
