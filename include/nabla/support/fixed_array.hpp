// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>

namespace nabla::detail {

/// How long a member array of `count` elements is: one element at least, since an array has elements.
constexpr std::size_t array_length(long long count) { return count > 0 ? static_cast<std::size_t>(count) : 1; }

/// An array in a constant. Like std::array, and empty where that needs an element; its members cost no call.
template <class T, int N>
struct fixed_array {
  T data[array_length(N)]{};
  constexpr const T& operator[](int i) const { return data[i]; }
  static constexpr int size() { return N; }
  /// As many of the first elements.
  template <int Count>
  constexpr fixed_array<T, Count> first() const {
    fixed_array<T, Count> result;
    for (int i = 0; i < Count; ++i) result.data[i] = data[i];
    return result;
  }
};

}  // namespace nabla::detail
