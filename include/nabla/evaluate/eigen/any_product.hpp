// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/context.hpp>
#include <nabla/evaluate/eigen/tall_product.hpp>

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

/// Where Eigen packs the factors of a product: on the stack while they are short. What is longer Eigen would allocate in each call; the thread keeps it, as large as the caches at most, whatever the product.
template <class T>
struct packed_factors : Eigen::internal::level3_blocking<T, T> {
  packed_factors(index rows, index columns, index inner) {
    this->m_mc = rows;
    this->m_nc = columns;
    this->m_kc = inner;
    Eigen::internal::computeProductBlockingSizes<T, T>(this->m_kc, this->m_mc, this->m_nc);
    constexpr index most = EIGEN_STACK_ALLOCATION_LIMIT / static_cast<index>(sizeof(T));
    const index left = (this->m_mc * this->m_kc + 7) / 8 * 8, right = this->m_kc * this->m_nc;
    if (left <= most && right <= most) return;
    static thread_local memory<T, -1> kept;
    this->m_blockA = kept.reserve(left + right);
    this->m_blockB = this->m_blockA + left;
  }
};

/// op(A) v, where the elements of v follow each other, as those of the result do.
template <class T, bool Transpose>
void multiply_vector(const T* a, index stride, const T* v, T* result, index rows, index inner) {
  constexpr int order = Transpose ? Eigen::RowMajor : Eigen::ColMajor;
  using matrix = Eigen::internal::const_blas_data_mapper<T, index, order>;
  using vector = Eigen::internal::const_blas_data_mapper<T, index, Transpose ? Eigen::ColMajor : Eigen::RowMajor>;
  std::fill_n(result, rows, T(0));
  Eigen::internal::general_matrix_vector_product<index, T, matrix, order, false, T, vector, false>::run(rows, inner, matrix(a, stride), vector(v, 1), result, 1, T(1));
}
/// The same of vectors whose elements may be apart: those are copied.
template <class T, bool Transpose>
void multiply_vector(const T* a, index stride, const T* v, index v_step, T* result, index result_step, index rows, index inner) {
  static thread_local memory<T, -1> kept;
  T* copies = v_step == 1 && result_step == 1 ? nullptr : kept.reserve(rows + inner);
  T* to = result_step == 1 ? result : copies + inner;
  if (v_step != 1) {
    for (index k = 0; k < inner; ++k) copies[k] = v[k * v_step];
    v = copies;
  }
  multiply_vector<T, Transpose>(a, stride, v, to, rows, inner);
  if (result_step != 1)
    for (index i = 0; i < rows; ++i) result[i * result_step] = to[i];
}

// One instantiation for each scalar and transposition, and Eigen's functions as they are: a product of its expressions would have g++ compile half a second more for each, most of it for types.
// g++ may not make others for sizes that it knows: in a loop of Eigen's that never runs there it finds 2⁶¹ steps, and warns.
template <class T, bool TransposeLeft, bool TransposeRight>
NABLA_DETAIL_APART void multiply_many(T* from, index left_stride, T* by, index right_stride, T* to, index result_stride, index rows, index columns, index inner) {
  const index left_step = TransposeLeft ? 1 : left_stride, right_step = TransposeRight ? right_stride : 1;  // along the inner index
  const index next_row = TransposeLeft ? left_stride : 1, next_column = TransposeRight ? 1 : right_stride;
  if (rows == 1 && columns == 1 && left_step == 1 && right_step == 1) {
    using column = Eigen::Map<const Eigen::Matrix<T, Eigen::Dynamic, 1>>;
    *to = column(from, inner).cwiseProduct(column(by, inner)).sum();
    return;
  }
  if (rows == 1) return multiply_vector<T, !TransposeRight>(by, right_stride, from, left_step, to, result_stride, columns, inner);
  if (columns == 1) return multiply_vector<T, TransposeLeft>(from, left_stride, by, right_step, to, 1, rows, inner);
  if constexpr (!TransposeLeft) {
    if (rows >= tall_product<T>::width && tall_product<T>::suits(inner, columns)) return tall_product<T>::multiply({from, rows, inner, left_stride}, by, right_step, next_column, {to, rows, columns, result_stride});
  }
  if (rows + columns + inner < EIGEN_GEMM_TO_COEFFBASED_THRESHOLD) {  // as few as Eigen does not pack, either
    for (index j = 0; j < columns; ++j)
      for (index i = 0; i < rows; ++i) {
        T sum(0);
        for (index k = 0; k < inner; ++k) sum += from[i * next_row + k * left_step] * by[k * right_step + j * next_column];
        to[i + j * result_stride] = sum;
      }
    return;
  }
#if defined(EIGEN_HAS_OPENMP)
  // Eigen's threads have memory of their own.
  auto a = as_eigen(matrix_view<T>{from, TransposeLeft ? inner : rows, TransposeLeft ? rows : inner, left_stride}), b = as_eigen(matrix_view<T>{by, TransposeRight ? columns : inner, TransposeRight ? inner : columns, right_stride});
  auto c = as_eigen(matrix_view<T>{to, rows, columns, result_stride});
  if constexpr (TransposeLeft && TransposeRight) c.noalias() = a.transpose() * b.transpose();
  else if constexpr (TransposeLeft) c.noalias() = a.transpose() * b;
  else if constexpr (TransposeRight) c.noalias() = a * b.transpose();
  else c.noalias() = a * b;
#else
  packed_factors<T> blocks(rows, columns, inner);
  for (index j = 0; j < columns; ++j) std::fill_n(to + j * result_stride, rows, T(0));
  Eigen::internal::general_matrix_matrix_product<index, T, TransposeLeft ? Eigen::RowMajor : Eigen::ColMajor, false, T, TransposeRight ? Eigen::RowMajor : Eigen::ColMajor, false,
                                                 Eigen::ColMajor, 1>::run(rows, columns, inner, from, left_stride, by, right_stride, to, 1, result_stride, T(1), blocks);
#endif
}

/// A product by registers of rows or, where columns of both meet, of what is summed up, and one by one what is left.
template <class T, bool TransposeLeft, bool TransposeRight>
[[gnu::always_inline]] inline void multiply_in_registers(const matrix_view<T>& left, const matrix_view<T>& right, const matrix_view<T>& result, index inner) {
  using lanes = eigen_lanes<T>;
  using lane = typename lanes::type;
  const auto factor = [&](index k, index j) __attribute__((always_inline)) -> const T& { return TransposeRight ? right(j, k) : right(k, j); };
  for (index j = 0; j < result.columns(); ++j) {
    index i = 0;
    if constexpr (!TransposeLeft)
      for (; i + lanes::width <= result.rows(); i += lanes::width) {
        lane sum(T(0));
        for (index k = 0; k < inner; ++k) sum = multiply_add(lanes::load(left.data + i + k * left.stride), lane(factor(k, j)), sum);
        lanes::store(result.data + i + j * result.stride, sum);
      }
    for (; i < result.rows(); ++i) {
      T sum(0);
      index k = 0;
      if constexpr (TransposeLeft) {
        lane sums(T(0));
        for (; k + lanes::width <= inner; k += lanes::width) sums = multiply_add(lanes::load(left.data + k + i * left.stride), lanes::load(right.data + k + j * right.stride), sums);
        sum = lanes::total(sums);
      }
      for (; k < inner; ++k) sum += (TransposeLeft ? left(k, i) : left(i, k)) * factor(k, j);
      result(i, j) = sum;
    }
  }
}

/// Up to this many multiplications loops that stand where the product is take less time than a call, and Eigen, need to begin: plain ones, from two registers on by registers.
inline constexpr index most_in_plain_loops = 64;
/// Views stay here: g++ stores them piece by piece for a call, and loads them in registers, which waits.
template <class T, bool TransposeLeft, bool TransposeRight>
[[gnu::always_inline]] inline void multiply_any_size(const matrix_view<T>& left, const matrix_view<T>& right, const matrix_view<T>& result) {
  const index rows = result.rows(), columns = result.columns(), inner = TransposeLeft ? left.rows() : left.columns();
  if (rows * columns * inner > most_in_plain_loops) return multiply_many<T, TransposeLeft, TransposeRight>(left.data, left.stride, right.data, right.stride, result.data, result.stride, rows, columns, inner);
  if constexpr (eigen_lanes<T>::width > 1 && !(TransposeLeft && TransposeRight))
    if ((TransposeLeft ? inner : rows) >= 2 * eigen_lanes<T>::width) return multiply_in_registers<T, TransposeLeft, TransposeRight>(left, right, result, inner);
  for (index j = 0; j < columns; ++j)
    for (index i = 0; i < rows; ++i) {
      T sum(0);
      for (index k = 0; k < inner; ++k) sum += (TransposeLeft ? left(k, i) : left(i, k)) * (TransposeRight ? right(j, k) : right(k, j));
      result(i, j) = sum;
    }
}

}  // namespace nabla::detail
