// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <vector>

namespace test {

/// A matrix column by column; a kernel may have columns of its own behind it.
template <class T>
struct dense {
  int rows = 1, columns = 1;
  std::vector<T> elements = std::vector<T>(1);

  dense() = default;
  dense(T number) : elements{number} {}
  dense(int m, int n, int behind = 0) : rows(m), columns(n), elements(static_cast<std::size_t>(m * (n + behind))) {}
  T& operator()(int i, int j) { return elements[static_cast<std::size_t>(i + j * rows)]; }
  const T& operator()(int i, int j) const { return elements[static_cast<std::size_t>(i + j * rows)]; }
  /// The element that broadcasting reads.
  const T& at(int i, int j) const { return (*this)(rows == 1 ? 0 : i, columns == 1 ? 0 : j); }
};

}  // namespace test
