// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The blocks of README.md, in what they need around them: tests/support/compile_readme cuts them out. The first is the program that runs.

#include <nabla/eigen.hpp>
#include <nabla/eigen_sparse.hpp>

#include <array>
#include <cmath>

#include "block_1"

namespace second {
void block(const Eigen::MatrixXd& images, const Eigen::MatrixXd& digits, Eigen::MatrixXd weights, const Eigen::MatrixXd& bias) {
#include "block_2"
}
}  // namespace second

namespace third {
constexpr auto X = data<"X", 5, 3>;
constexpr auto Y = data<"Y", 5, 2>;
constexpr auto W = var<"W", 3, 2>;
constexpr auto lambda = var<"lambda">;
void block() {
#include "block_3"
}
}  // namespace third

namespace fourth {
constexpr auto z = var<"z", 3>;
constexpr auto v = var<"v", 100>;
constexpr auto y = var<"y">;
constexpr auto S = var<"S">;
constexpr auto K = data<"K">;
constexpr auto option = S * normal_cdf(log(S / K) + 0.02_c) - K * normal_cdf(log(S / K) - 0.02_c);
void block() {
#include "block_4"
}
}  // namespace fourth

namespace fifth {
constexpr auto n = dim<"n">;
constexpr auto v = var<"v", n>;
constexpr auto X = data<"X", n, 2>;
constexpr auto h = var<"h", 1, 3>;
constexpr auto U = var<"U", 2, 3>;
constexpr auto R = var<"R", 3, 3>;
constexpr auto E = var<"E", dim<"words">, 4>;
constexpr auto y = var<"y">;
void block() {
#include "block_5"
}
}  // namespace fifth

namespace sixth {
constexpr auto y = var<"y">;
void block() {
#include "block_6"
}
}  // namespace sixth

namespace seventh {
#include "block_7"
static_assert(swish(x)(x = 0.0) == 0);
}  // namespace seventh
