// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>

namespace nabla::detail {

/// A matrix of numbers that stand for elements, column by column: the kernel of a function that only moves elements runs on it too, and
/// then says where they go. 0 stands for an element that is zero.
struct element_handles {
  using scalar = int;
  int* data = nullptr;
  std::ptrdiff_t row_count = 0;
  std::ptrdiff_t column_count = 0;

  constexpr std::ptrdiff_t rows() const { return row_count; }
  constexpr std::ptrdiff_t columns() const { return column_count; }
  constexpr int& operator()(std::ptrdiff_t i, std::ptrdiff_t j) const { return data[i + j * row_count]; }
};

}  // namespace nabla::detail
