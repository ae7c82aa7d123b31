// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/context.hpp>

#include <Eigen/Core>

#include <algorithm>

namespace nabla::detail {

/// A matrix in memory, as Eigen sees it.
template <class T>
using eigen_map = Eigen::Map<Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>, Eigen::Unaligned, Eigen::OuterStride<>>;

template <class T>
eigen_map<T> as_eigen(matrix_view<T> v) {
  return {v.data, v.rows(), v.columns(), Eigen::OuterStride<>(v.stride)};
}

/// Where Eigen packs the factors of a product. The thread keeps it: what is too long for the stack Eigen would allocate in each call. It is as large as the caches at most, whatever the product.
template <class T>
struct packed_factors : Eigen::internal::level3_blocking<T, T> {
  packed_factors(index rows, index columns, index inner) {
    this->m_mc = rows;
    this->m_nc = columns;
    this->m_kc = inner;
    Eigen::internal::computeProductBlockingSizes<T, T>(this->m_kc, this->m_mc, this->m_nc);
    const index left = (this->m_mc * this->m_kc + 7) / 8 * 8;
    static thread_local memory<T, -1> kept;
    this->m_blockA = kept.reserve(left + this->m_kc * this->m_nc);
    this->m_blockB = this->m_blockA + left;
  }
  /// Would Eigen allocate? Its threads have blocks of their own.
  static bool are_long([[maybe_unused]] index rows, [[maybe_unused]] index columns, [[maybe_unused]] index inner) {
#if defined(EIGEN_HAS_OPENMP)
    return false;
#else
    constexpr index most = EIGEN_STACK_ALLOCATION_LIMIT / static_cast<index>(sizeof(T));
    return rows > 1 && columns > 1 && (rows * inner > most || columns * inner > most);
#endif
  }
};

/// A row times op(B): op(B)ᵀ times a column, which Eigen would copy since it does not see that the elements follow each other.
template <class T, bool Transpose>
void multiply_row(const T* row, matrix_view<T> b, T* result) {
  constexpr int order = Transpose ? Eigen::ColMajor : Eigen::RowMajor;
  using matrix = Eigen::internal::const_blas_data_mapper<T, index, order>;
  using column = Eigen::internal::const_blas_data_mapper<T, index, Transpose ? Eigen::RowMajor : Eigen::ColMajor>;
  const index inner = Transpose ? b.columns() : b.rows(), columns = Transpose ? b.rows() : b.columns();
  std::fill_n(result, columns, T(0));
  Eigen::internal::general_matrix_vector_product<index, T, matrix, order, false, T, column, false>::run(columns, inner, matrix(b.data, b.stride), column(row, 1), result, 1, T(1));
}

// One instantiation for each scalar and transposition: an Eigen product of run-time size costs a second of compile time. g++ may not make others for sizes that it knows: in a loop of Eigen's that
// never runs there it finds 2⁶¹ steps, and warns.
template <class T, bool TransposeLeft, bool TransposeRight>
NABLA_DETAIL_APART void multiply_many(T* from, index left_stride, T* by, index right_stride, T* to, index result_stride, index rows, index columns, index inner) {
  const matrix_view<T> left{from, TransposeLeft ? inner : rows, TransposeLeft ? rows : inner, left_stride}, right{by, TransposeRight ? columns : inner, TransposeRight ? inner : columns, right_stride};
  const matrix_view<T> result{to, rows, columns, result_stride};
  auto a = as_eigen(left), b = as_eigen(right), c = as_eigen(result);
  if (rows == 1 && columns == 1 && (TransposeLeft || left.stride == 1) && (!TransposeRight || right.stride == 1)) {
    using column = Eigen::Map<const Eigen::Matrix<T, Eigen::Dynamic, 1>>;
    result(0, 0) = column(left.data, inner).cwiseProduct(column(right.data, inner)).sum();
    return;
  }
  if (rows == 1 && (TransposeLeft || left.stride == 1) && result.stride == 1) return multiply_row<T, TransposeRight>(left.data, right, result.data);
  if constexpr (TransposeRight)
    if (columns == 1 && right.stride == 1) return multiply_row<T, !TransposeLeft>(right.data, left, result.data);
  if (packed_factors<T>::are_long(rows, columns, inner)) {
    packed_factors<T> blocks(rows, columns, inner);
    c.setZero();
    Eigen::internal::general_matrix_matrix_product<index, T, TransposeLeft ? Eigen::RowMajor : Eigen::ColMajor, false, T, TransposeRight ? Eigen::RowMajor : Eigen::ColMajor, false,
                                                   Eigen::ColMajor, 1>::run(rows, columns, inner, left.data, left.stride, right.data, right.stride, result.data, 1, result.stride, T(1), blocks);
  } else if constexpr (TransposeLeft && TransposeRight) c.noalias() = a.transpose() * b.transpose();
  else if constexpr (TransposeLeft) c.noalias() = a.transpose() * b;
  else if constexpr (TransposeRight) c.noalias() = a * b.transpose();
  else c.noalias() = a * b;
}

/// Up to this many multiplications plain loops take less time than a call, and Eigen, need to begin.
inline constexpr index most_in_plain_loops = 64;
/// Views stay here: g++ stores them piece by piece for a call, and loads them in registers, which waits.
template <class T, bool TransposeLeft, bool TransposeRight>
[[gnu::always_inline]] inline void multiply_any_size(const matrix_view<T>& left, const matrix_view<T>& right, const matrix_view<T>& result) {
  const index rows = result.rows(), columns = result.columns(), inner = TransposeLeft ? left.rows() : left.columns();
  if (rows * columns * inner > most_in_plain_loops) return multiply_many<T, TransposeLeft, TransposeRight>(left.data, left.stride, right.data, right.stride, result.data, result.stride, rows, columns, inner);
  for (index j = 0; j < columns; ++j)
    for (index i = 0; i < rows; ++i) {
      T sum(0);
      for (index k = 0; k < inner; ++k) sum += (TransposeLeft ? left(k, i) : left(i, k)) * (TransposeRight ? right(j, k) : right(k, j));
      result(i, j) = sum;
    }
}

}  // namespace nabla::detail
