// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: sparse_jacobian() needs sizes known at compile time; jvp() and vjp() take any
// lines: 60

#include <nabla/nabla.hpp>

#include <array>

namespace {

using namespace nabla;
constexpr auto v = var<"v", dim<"n">>;
constexpr std::array<double, 2> at_v{1, 2};

#ifdef NABLA_MUST_NOT_COMPILE
constexpr auto j = sparse_jacobian(exp(v), wrt(v))(v = at_v);
#else
constexpr auto j = jvp(exp(v), wrt(v))(at(v = at_v), along(v = at_v))(0, 0);
#endif

}  // namespace
