// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: a matrix of another size is bound to this symbol
// lines: 40

#include <nabla/eigen.hpp>

namespace {

using namespace nabla;
constexpr auto W = var<"W", 3, 2>;

#ifdef NABLA_MUST_NOT_COMPILE
const auto value = sum(W)(W = Eigen::Matrix<double, 2, 3>());
#else
const auto value = sum(W)(W = Eigen::Matrix<double, 3, 2>());
#endif

}  // namespace
