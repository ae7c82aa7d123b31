// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: a Hessian needs a scalar function; close it with sum(...) or mean(...)
// lines: 60

#include <nabla/nabla.hpp>

#include <array>

namespace {

using namespace nabla;
constexpr auto v = var<"v", 2>;
constexpr std::array<double, 2> at_v{1, 2};

#ifdef NABLA_MUST_NOT_COMPILE
constexpr auto h = hessian(exp(v), wrt(v))(v = at_v);
#else
constexpr auto h = hessian(sum(exp(v)), wrt(v))(v = at_v);
#endif

}  // namespace
