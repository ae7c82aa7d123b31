// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <limits>

namespace test {

/// |a - b| within `ulps` units of the larger magnitude, or of 1.
template <class T>
constexpr bool near(T a, T b, T ulps = 8) {
  const T error = a < b ? b - a : a - b, size_a = a < 0 ? -a : a, size_b = b < 0 ? -b : b;
  T size = size_a < size_b ? size_b : size_a;
  if (size < 1) size = 1;
  return error <= ulps * std::numeric_limits<T>::epsilon() * size;
}

/// The same for each element of two matrices of one size.
template <class A, class B>
constexpr bool all_near(const A& a, const B& b, double ulps = 8) {
  if (a.rows() != b.rows() || a.columns() != b.columns()) return false;
  for (int i = 0; i < a.rows(); ++i)
    for (int j = 0; j < a.columns(); ++j)
      if (!near<double>(a(i, j), b(i, j), ulps)) return false;
  return true;
}

}  // namespace test
