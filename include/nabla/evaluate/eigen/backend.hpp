// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/eigen/any_product.hpp>
#include <nabla/evaluate/eigen/halves.hpp>
#include <nabla/evaluate/eigen/register_lanes.hpp>
#include <nabla/evaluate/eigen/small_product.hpp>
#include <nabla/evaluate/eigen/tall_product.hpp>
#include <nabla/evaluate/run/backend.hpp>
#include <nabla/graph/plan/plan.hpp>

#include <Eigen/Core>

#include <new>

namespace nabla::detail {

/// Is the size of a view known, and so small that plain loops are at least as fast as Eigen's?
template <class View>
constexpr bool is_small = View::fixed_rows >= 0 && View::fixed_columns >= 0 && View::fixed_rows <= 8 && View::fixed_columns <= 8;

/// Up to this many multiplications a product of sizes known at compile time is specialised.
inline constexpr index largest_specialised_product = 4096;
/// From here on Eigen, too, calls a function for the product of a matrix with a vector.
inline constexpr index smallest_vector_product = 256;

/// Eigen's way of a kernel, `run(C, A, ...)`, where it has a better one than the rule; see kernels.hpp.
template <class Rule>
struct eigen_kernel {};

/// A look at a result in an evaluator's memory. It is assigned as a std::span is: `g = step(…)` looks at the new one; a map of Eigen's would write through.
template <class T, int Rows, int Columns>
struct eigen_look : Eigen::Map<const Eigen::Matrix<T, Rows, Columns>> {
  using Eigen::Map<const Eigen::Matrix<T, Rows, Columns>>::Map;
  eigen_look(const eigen_look&) = default;
  eigen_look& operator=(const eigen_look& other) {
    if (this != &other) ::new (static_cast<void*>(this)) eigen_look(other);
    return *this;
  }
};

/// Products and results are Eigen's.
struct eigen_backend {
  template <class T>
  using lanes = eigen_lanes<T>;
#if defined(EIGEN_VECTORIZE_AVX512)
  template <class T>
  using lanes_of_half = half_lanes<T>;
#endif
  static constexpr bool runs_constants = false;  ///< no matrix of Eigen's is in one
  static constexpr bool has_registers = true;    ///< for products of a few rows

  // not written out in the condition: sizes that are names overflow there, and g++ warns even where it does not look
  static constexpr index multiplications(const shape& left, const extent& columns) { return index{left.rows.size} * left.columns.size * columns.size; }

  template <class Context, int Segment, class T>
  [[gnu::always_inline]] static void multiply(matrix_view<T> left, matrix_view<T> right, matrix_view<T> result) {
    constexpr const segment& s = Context::plan.segments.data[Segment];
    constexpr const shape &a = Context::plan.shapes.data[Context::plan.views.data[s.left].shape_index], &b = Context::plan.shapes.data[Context::plan.views.data[s.right].shape_index];
    if constexpr (a.is_static() && b.is_static() && multiplications(a, s.transpose_right ? b.rows : b.columns) <= largest_specialised_product) {
      constexpr int rows = s.transpose_left ? a.columns.size : a.rows.size, columns = s.transpose_right ? b.rows.size : b.columns.size;
      constexpr int inner = s.transpose_left ? a.rows.size : a.columns.size;
      using small = small_product<T, rows, inner, columns, s.transpose_left ? fills_half<T>(inner) : fills_half_in_product<T>(rows, inner)>;
      using turned = small_product<T, columns, inner, 1, fills_half<T>(s.transpose_right ? columns : inner)>;
      constexpr bool is_row_of_whole = rows == 1 && s.result_slot < 0 && is_whole<Context>(s.result) && (s.transpose_left || is_whole<Context>(s.left));
      if constexpr (is_row_of_whole && turned::is_tiny && turned::suits(!s.transpose_right, false)) {  // the transpose of a column
        const matrix_view<T> x{left.data, inner, 1, inner}, z{result.data, columns, 1, columns};
        if constexpr (s.transpose_right) return turned::by_columns(right, x.data, 1, inner, z);
        else return turned::by_dots(right, x, z);
      } else if constexpr (small::suits(s.transpose_left, s.transpose_right)) {
        if constexpr (s.transpose_left) return small::by_dots(left, right, result);
        else if constexpr (s.transpose_right) return small::by_columns(left, right.data, right.stride, 1, result);
        else return small::by_columns(left, right.data, 1, right.stride, result);
      } else if constexpr ((rows == 1 || columns == 1) && multiplications(a, s.transpose_right ? b.rows : b.columns) >= smallest_vector_product) {
        multiply_any_size<T, s.transpose_left, s.transpose_right>(left, right, result);
      } else {
        auto x = fixed<a.rows.size, a.columns.size, is_whole<Context>(s.left)>(left);
        auto y = fixed<b.rows.size, b.columns.size, is_whole<Context>(s.right)>(right);
        constexpr bool has_whole_result = s.result_slot >= 0 || is_whole<Context>(s.result);
        auto z = fixed<rows, columns, has_whole_result>(result);
        if constexpr (s.transpose_left && s.transpose_right) z.noalias() = x.transpose() * y.transpose();
        else if constexpr (s.transpose_left) z.noalias() = x.transpose() * y;
        else if constexpr (s.transpose_right) z.noalias() = x * y.transpose();
        else z.noalias() = x * y;
      }
    } else if constexpr (!s.transpose_left && tall_product<T>::suits(a.columns, s.transpose_right ? b.rows : b.columns)) {
      if (result.rows() < tall_product<T>::width) multiply_any_size<T, false, s.transpose_right>(left, right, result);
      else tall_product<T>::multiply(left, right.data, s.transpose_right ? right.stride : 1, s.transpose_right ? 1 : right.stride, result);
    } else {
      multiply_any_size<T, s.transpose_left, s.transpose_right>(left, right, result);
    }
  }
  template <class Rule, class Result, class... Operands>
  [[gnu::always_inline]] static void kernel(const Result& result, const Operands&... operands) {
    if constexpr (requires { eigen_kernel<Rule>::run(result, operands...); }) eigen_kernel<Rule>::run(result, operands...);
    else Rule::kernel(result, operands...);
  }
  template <class From, class T>
  static void transpose(const From& from, matrix_view<T> to) {
    if constexpr (is_small<From>) {
      for (index j = 0; j < from.rows(); ++j)
        for (index i = 0; i < from.columns(); ++i) to(i, j) = from(j, i);
    } else {
      as_eigen(to) = as_eigen<T>(from).transpose();
    }
  }

  /// A matrix of zeros, to be filled; a large one on the heap.
  template <class T, int Rows, int Columns>
  static auto zero() {
    if constexpr (index{Rows} * Columns <= largest_specialised_product) return Eigen::Matrix<T, Rows, Columns>(Eigen::Matrix<T, Rows, Columns>::Zero());
    else return Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>(Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>::Zero(Rows, Columns));
  }

  template <int Rows, int Columns, class T>
  NABLA_DETAIL_IN_PLACE static Eigen::Matrix<T, Rows, Columns> own(matrix_view<T> from) {
    if constexpr (written_out<Rows, Columns>) return elements_of<Rows, Columns>(from, std::make_integer_sequence<int, Rows * Columns>{});
    else return as_eigen(from);
  }
  template <int Rows, int Columns, class T>
  static auto look(matrix_view<T> at) {
    return eigen_look<T, Rows, Columns>(at.data, at.rows(), at.columns());
  }

 private:
  template <int Rows, int Columns, class T, int... I>
  NABLA_DETAIL_IN_PLACE static Eigen::Matrix<T, Rows, Columns> elements_of(matrix_view<T> from, std::integer_sequence<int, I...>) {
    Eigen::Matrix<T, Rows, Columns> copy;
    ((copy.coeffRef(I) = from.data[I % Rows + I / Rows * from.stride]), ...);
    return copy;
  }
  /// Are the elements of a row neighbours? Those of a part, or of what is bound, may be apart.
  template <class Context>
  static constexpr bool is_whole(int view) {
    const view_info& v = Context::plan.views[view];
    return v.turned || (v.base < 0 && v.input < 0);
  }
  // a row is a row-major matrix to Eigen, so its distance of columns is an inner stride: a vector with one is copied
  template <int Rows, int Columns, bool Whole, class T>
  static auto fixed(matrix_view<T> v) {
    if constexpr (Rows == 1 && Columns != 1 && Whole) return Eigen::Map<Eigen::Matrix<T, 1, Columns>>(v.data);
    else if constexpr (Rows == 1 && Columns != 1)
      return Eigen::Map<Eigen::Matrix<T, 1, Columns>, Eigen::Unaligned, Eigen::InnerStride<>>(v.data, Eigen::InnerStride<>(v.stride));
    else return Eigen::Map<Eigen::Matrix<T, Rows, Columns>, Eigen::Unaligned, Eigen::OuterStride<>>(v.data, Eigen::OuterStride<>(v.stride));
  }
};

}  // namespace nabla::detail

template <class T, int Rows, int Columns>
struct Eigen::internal::traits<nabla::detail::eigen_look<T, Rows, Columns>> : Eigen::internal::traits<Eigen::Map<const Eigen::Matrix<T, Rows, Columns>>> {};

namespace nabla {
using detail::eigen_backend;
}
