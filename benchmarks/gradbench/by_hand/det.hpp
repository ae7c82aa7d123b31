// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "evals/det.hpp"
#include "support/compare.hpp"

namespace gradbench {

struct det_by_hand : gradient_by_hand<det_by_hand> {
  static constexpr double tolerance = 1e-11;

  static std::vector<double> parameters(const det::input& in) { return in.A; }
  // Of the rows from one on, in the columns that are left, by expansion along the first of them.
  template <class T> static T minor(const T* A, std::size_t size, std::size_t row, std::size_t without_row, unsigned columns) {
    if (row == without_row) ++row;
    if (columns == 0) return T(1);
    T sum = 0;
    double sign = 1;
    for (std::size_t j = 0; j < size; ++j) {
      if ((columns >> j & 1) == 0) continue;
      if ((columns & (columns - 1)) == 0) return A[row * size + j];
      sum += sign * A[row * size + j] * minor(A, size, row + 1, without_row, columns & ~(1u << j));
      sign = -sign;
    }
    return sum;
  }
  template <class T> static std::vector<T> objective(const det::input& in, const std::vector<T>& A) { return {minor(A.data(), in.ell, 0, in.ell, (1u << in.ell) - 1)}; }

  std::vector<double> result;
  std::span<const double> operator()(const det::input& in) {
    result.resize(in.ell * in.ell);
    for (std::size_t i = 0; i < in.ell; ++i)
      for (std::size_t j = 0; j < in.ell; ++j)
        result[i * in.ell + j] = ((i + j) % 2 == 0 ? 1 : -1) * minor(in.A.data(), in.ell, 0, i, ((1u << in.ell) - 1) & ~(1u << j));
    return result;
  }
};

inline std::vector<row<det>> rows_of(det) { return {{"5 × 5", det::sample(5)}, {"7 × 7", det::sample(7)}, {"8 × 8", det::sample(8)}}; }

}  // namespace gradbench
