// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Neither a size nor a matrix.
// expects: nabla: a formula is no number: its value is f(x = 2.0), and std::sin(x) is sin(x)
// lines: 30

#include <nabla/eigen.hpp>
#include <nabla/nabla.hpp>

namespace {

using namespace nabla;
constexpr auto v = var<"v", 3>;

#ifdef NABLA_MUST_NOT_COMPILE
[[maybe_unused]] const Eigen::VectorXd r(exp(v));
#else
[[maybe_unused]] const Eigen::VectorXd r(exp(v)(v = Eigen::Vector3d(1, 2, 3)));
#endif

}  // namespace
