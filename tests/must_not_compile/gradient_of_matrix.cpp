// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: a derivative needs a scalar function; close it with sum(...) or mean(...)
// lines: 60

#include <nabla/nabla.hpp>

#include <array>

namespace {

using namespace nabla;
constexpr auto W = var<"W", 3, 2>;
constexpr std::array<double, 6> w{};

#ifdef NABLA_MUST_NOT_COMPILE
constexpr auto g = grad(exp(W))(W = w);
#else
constexpr auto g = grad(sum(exp(W)))(W = w);
#endif

}  // namespace
