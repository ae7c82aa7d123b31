// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: this function has no derivative rule
// expects: row_maxima_rule
// lines: 40

#include <nabla/nabla.hpp>

#include <array>

namespace {

using namespace nabla;
constexpr auto W = var<"W", 3, 2>;
constexpr std::array<double, 6> w{};

#ifdef NABLA_MUST_NOT_COMPILE
constexpr auto g = grad(sum(row_maxima(W)))(W = w);
#else
constexpr auto value = sum(row_maxima(W))(W = w);
#endif

}  // namespace
