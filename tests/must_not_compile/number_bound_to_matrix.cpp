// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: a number is bound to a matrix
// lines: 60

#include <nabla/nabla.hpp>

#include <array>

namespace {

using namespace nabla;
constexpr auto W = var<"W", 3, 2>;

#ifdef NABLA_MUST_NOT_COMPILE
const auto value = sum(W)(W = 1.0);
#else
const auto value = sum(W)(W = std::array<double, 6>{});
#endif

}  // namespace
