// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/derivatives/sparse_derivatives.hpp>
#include <nabla/evaluate/eigen/inputs.hpp>

#include <Eigen/SparseCore>

namespace nabla::detail {

/// Sparse results are Eigen's, compressed.
template <>
struct sparse_result<eigen_backend> {
  template <Strategy By, class T>
  using type = Eigen::SparseMatrix<T>;
  template <Strategy By, class T>
  static void prepare(Eigen::SparseMatrix<T>& m) {
    constexpr const auto& pattern = By::pattern;
    m.resize(pattern.rows, pattern.columns);
    m.resizeNonZeros(pattern.nonzeros);
    for (int j = 0; j <= pattern.columns; ++j) m.outerIndexPtr()[j] = pattern.column_starts[j];
    for (int k = 0; k < pattern.nonzeros; ++k) m.innerIndexPtr()[k] = pattern.row_indices[k];
    for (int k = 0; k < pattern.nonzeros; ++k) m.valuePtr()[k] = T(0);
  }
  template <class T>
  using run_time_type = Eigen::SparseMatrix<T>;
  template <class T>
  static void prepare_for(Eigen::SparseMatrix<T>& m, const sparsity_lists& p) {
    m.resize(p.rows, p.columns);
    m.resizeNonZeros(p.row_indices.size);
    for (int j = 0; j <= p.columns; ++j) m.outerIndexPtr()[j] = p.column_starts.data[j];
    for (int k = 0; k < p.row_indices.size; ++k) m.innerIndexPtr()[k] = p.row_indices.data[k];
  }
  template <class T>
  static T* values_of(Eigen::SparseMatrix<T>& m) {
    return m.valuePtr();
  }
  template <class T>
  static T* values(Eigen::SparseMatrix<T>& m) {
    return m.valuePtr();
  }
};

}  // namespace nabla::detail
