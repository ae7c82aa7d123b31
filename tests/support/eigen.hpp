// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <Eigen/Core>

#include <limits>

namespace test {

// Of plain matrices, so that Eigen's loops are compiled once, not for each kind of operand.
inline double difference_of(const Eigen::MatrixXd& x, const Eigen::MatrixXd& y) {
  if (x.rows() != y.rows() || x.cols() != y.cols()) return std::numeric_limits<double>::infinity();
  const double worst = (x - y).cwiseAbs().maxCoeff() / (1 + y.cwiseAbs().maxCoeff());
  return worst == worst ? worst : std::numeric_limits<double>::infinity();
}
/// The elements as doubles. Each expression of Eigen's is a class of hundreds of members for the compiler: none is made of what lies in memory.
template <class A>
Eigen::MatrixXd doubles_of(const A& a) {
  if constexpr ((A::Flags & Eigen::DirectAccessBit) != 0) {
    Eigen::MatrixXd result(a.rows(), a.cols());
    for (Eigen::Index j = 0; j < a.cols(); ++j)
      for (Eigen::Index i = 0; i < a.rows(); ++i) result(i, j) = static_cast<double>(a.coeff(i, j));
    return result;
  } else {
    return a.template cast<double>();
  }
}
/// Largest difference of two matrices, over the largest element or 1; infinite where sizes differ or an element is NaN.
template <class A, class B>
double difference(const A& a, const B& b) {
  return difference_of(doubles_of(a), doubles_of(b));
}
inline Eigen::MatrixXd times(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b) { return a * b; }

/// Numbers in [-1, 1] that are the same in every run.
inline Eigen::MatrixXd numbers(int rows, int columns, unsigned seed = 1) {
  Eigen::MatrixXd result(rows, columns);
  for (int j = 0; j < columns; ++j)
    for (int i = 0; i < rows; ++i) {
      seed = seed * 1664525u + 1013904223u;
      result(i, j) = static_cast<double>(seed >> 8) / (1 << 23) - 1;
    }
  return result;
}

}  // namespace test
