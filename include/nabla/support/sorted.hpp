// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/support/list.hpp>

namespace nabla::detail {

/// Sorts in place by `before(a, b)`; merges from short runs to long ones: n log n, and equal elements keep their order.
template <class T, class Before>
constexpr void sort(list<T>& items, Before before) {
  list<T> other(items.size);
  for (int width = 1; width < items.size; width *= 2) {
    for (int first = 0; first < items.size; first += 2 * width) {
      const int middle = first + width < items.size ? first + width : items.size, last = middle + width < items.size ? middle + width : items.size;
      for (int i = first, j = middle, k = first; k < last; ++k)
        other.data[k] = j == last || (i < middle && !before(items.data[j], items.data[i])) ? items.data[i++] : items.data[j++];
    }
    for (int k = 0; k < items.size; ++k) items.data[k] = other.data[k];
  }
}

}  // namespace nabla::detail
