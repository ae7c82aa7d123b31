// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/run/backend.hpp>
#include <nabla/graph/plan/plan.hpp>

namespace nabla::detail {

/// Products by plain loops, and results of nabla's own types: for constant expressions, and where no Eigen matrix is bound.
struct plain_backend {
  template <class T>
  using lanes = single_lane<T>;

  /// result = left · right for a segment of a plan, which says what is read transposed.
  template <class Context, int Segment, class T>
  static constexpr void multiply(matrix_view<T> left, matrix_view<T> right, matrix_view<T> result) {
    constexpr bool transpose_left = Context::plan.segments[Segment].transpose_left, transpose_right = Context::plan.segments[Segment].transpose_right;
    const index inner = transpose_left ? left.rows() : left.columns();
    for (index j = 0; j < result.columns(); ++j)
      for (index i = 0; i < result.rows(); ++i) {
        T total{};
        for (index k = 0; k < inner; ++k) {
          const T product = detail::times<T>(transpose_left ? left(k, i) : left(i, k), transpose_right ? right(j, k) : right(k, j));
          total = k == 0 ? product : detail::plus(total, product);
        }
        result(i, j) = total;
      }
  }
  /// The kernel of a function of whole matrices.
  template <class Rule, class Result, class... Operands>
  NABLA_DETAIL_IN_PLACE static constexpr void kernel(const Result& result, const Operands&... operands) {
    Rule::kernel(result, operands...);
  }
  template <class T>
  static constexpr void transpose(const auto& from, matrix_view<T> to) {
    for (index j = 0; j < to.columns(); ++j)
      for (index i = 0; i < to.rows(); ++i) to(i, j) = from(j, i);
  }

  /// A matrix of zeros, to be filled.
  template <class T, int Rows, int Columns>
  static constexpr fixed_matrix<T, Rows, Columns> zero() {
    fixed_matrix<T, Rows, Columns> zeros;  // a scalar may have an explicit default constructor
    return zeros;
  }
  /// A copy that owns its elements; sizes below 0 are known at run time only.
  template <int Rows, int Columns, class T>
  NABLA_DETAIL_IN_PLACE static constexpr auto own(matrix_view<T> from) {
    if constexpr (Rows >= 0 && Columns >= 0) {
      fixed_matrix<T, Rows, Columns> copy;
      if constexpr (written_out<Rows, Columns>) {
        copy_elements(from, copy, std::make_integer_sequence<int, Rows * Columns>{});
      } else {
        for (index i = 0; i < Rows; ++i)
          for (index j = 0; j < Columns; ++j) copy(i, j) = from(i, j);
      }
      return copy;
    } else {
      dynamic_matrix<T> copy{list<T>(static_cast<int>(from.rows() * from.columns())), from.rows(), from.columns()};
      for (index j = 0; j < from.columns(); ++j)
        for (index i = 0; i < from.rows(); ++i) copy(i, j) = from(i, j);
      return copy;
    }
  }
  /// A look at a result in the evaluator's memory, valid until its next call.
  template <int Rows, int Columns, class T>
  static constexpr matrix_view<const T> look(matrix_view<T> at) {
    return {at.data, at.row_count, at.column_count, at.stride};
  }

 private:
  template <class T, int Rows, int Columns, int... I>
  NABLA_DETAIL_IN_PLACE static constexpr void copy_elements(matrix_view<T> from, fixed_matrix<T, Rows, Columns>& to, std::integer_sequence<int, I...>) {
    ((to(I / Columns, I % Columns) = from(I / Columns, I % Columns)), ...);
  }
};

}  // namespace nabla::detail

namespace nabla {
using detail::plain_backend;
}
