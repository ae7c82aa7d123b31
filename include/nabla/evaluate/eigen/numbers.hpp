// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/eigen/backend.hpp>
#include <nabla/evaluate/run/evaluate_into.hpp>

namespace nabla::detail {

/// Registers, products and kernels as for Eigen matrices, for std::array, std::vector and their kin; results are nabla's own. In a constant expression plain loops.
struct register_backend : plain_backend {
  static constexpr bool runs_constants = true;
  template <class T>
  using lanes = eigen_lanes<T>;

  template <class Context, int Segment, class T>
  NABLA_DETAIL_IN_PLACE static constexpr void multiply(matrix_view<T> left, matrix_view<T> right, matrix_view<T> result) {
    if (!__builtin_is_constant_evaluated())
      if constexpr (std::is_floating_point_v<T>) return eigen_backend::multiply<Context, Segment>(left, right, result);
    plain_backend::multiply<Context, Segment>(left, right, result);
  }
  template <class Rule, class Result, class... Operands>
  NABLA_DETAIL_IN_PLACE static constexpr void kernel(const Result& result, const Operands&... operands) {
    if constexpr (std::is_floating_point_v<scalar_of<Result>>) eigen_backend::kernel<Rule>(result, operands...);
    else plain_backend::kernel<Rule>(result, operands...);
  }
};

/// A translation unit that calls before it includes nabla/eigen.hpp has not these.
constexpr register_backend backend_of_numbers(numbers_tag, int) { return {}; }

}  // namespace nabla::detail
