// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Neither a size nor a matrix.
// expects: nabla: a gradient is no number: a derivative of it is g[x]
// lines: 25

#include <nabla/eigen.hpp>
#include <nabla/nabla.hpp>

namespace {

using namespace nabla;
constexpr auto v = var<"v", 3>;
[[maybe_unused]] const auto g = grad(sqnorm(v))(v = Eigen::Vector3d(1, 2, 3));

#ifdef NABLA_MUST_NOT_COMPILE
[[maybe_unused]] const Eigen::VectorXd r(g);
#else
[[maybe_unused]] const Eigen::VectorXd r(g[v]);
#endif

}  // namespace
