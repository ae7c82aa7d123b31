// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: an Eigen matrix is bound; include <nabla/eigen_sparse.hpp>
// lines: 60

#include <nabla/eigen.hpp>

#ifndef NABLA_MUST_NOT_COMPILE
#include <nabla/eigen_sparse.hpp>
#endif

namespace {

using namespace nabla;
constexpr auto v = var<"v", 2>;

#ifdef NABLA_MUST_NOT_COMPILE
[[maybe_unused]] double first(const Eigen::Vector2d& at_v) { return sparse_hessian(sum(exp(v)), wrt(v))(v = at_v)(0, 0); }
#else
[[maybe_unused]] double first(const Eigen::Vector2d& at_v) { return sparse_hessian(sum(exp(v)), wrt(v))(v = at_v).coeff(0, 0); }
#endif

}  // namespace
