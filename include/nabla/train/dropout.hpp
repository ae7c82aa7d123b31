// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/refused.hpp>
#include <nabla/support/raise.hpp>
#include <nabla/train/random.hpp>

#include <Eigen/Core>

#include <stdexcept>

namespace nabla::detail {

/// Fills a mask that is multiplied into a layer, `hadamard(relu(X * W1), M)` with `data<"M", n, 64>`: 0 with probability `rate`, else 1 / (1 - rate), so
/// that the mean stays and prediction binds ones. Srivastava et al.: Dropout, a simple way to prevent neural networks from overfitting (2014).
template <class Derived>
void draw_dropout(Eigen::PlainObjectBase<Derived>& mask, double rate, RandomBits auto& random) {
  if (!(rate >= 0 && rate < 1)) raise(std::invalid_argument("nabla: a dropout rate is at least 0 and less than 1"));
  const auto kept = static_cast<typename Derived::Scalar>(1 / (1 - rate));
  for (Eigen::Index j = 0; j < mask.cols(); ++j)
    for (Eigen::Index i = 0; i < mask.rows(); ++i) mask(i, j) = random_uniform(random) < rate ? typename Derived::Scalar(0) : kept;
}

// clang-format off
NABLA_DETAIL_REFUSED("nabla: draw_dropout(mask, rate, random) takes an Eigen matrix, a rate, and random numbers: std::mt19937_64 random(7)", draw_dropout(...))
// clang-format on

}  // namespace nabla::detail

namespace nabla {
using detail::draw_dropout;
}
