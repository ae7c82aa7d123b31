// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include <nabla/eigen.hpp>
#include <nabla/nabla.hpp>

#include <Eigen/Core>
#include <cmath>
#include <cstdio>

using namespace nabla;

constexpr auto n = dim<"n">;
constexpr auto X = data<"X", n, 3>;
constexpr auto W = var<"W", 3, 2>;
constexpr auto f = sqnorm(X * W);

int main() {
  const Eigen::MatrixXd features = Eigen::MatrixXd::Random(5, 3), weights = Eigen::MatrixXd::Random(3, 2);
  const auto at_once = value_and_grad(f, wrt(W))(X = features, W = weights);
  const Eigen::MatrixXd expected = 2 * features.transpose() * features * weights;
  const bool right = std::abs(at_once.value - (features * weights).squaredNorm()) < 1e-9 && (at_once.grad[W] - expected).norm() < 1e-9;
  std::puts(right ? "matrix: right" : "matrix: wrong");
  return right ? 0 : 1;
}
