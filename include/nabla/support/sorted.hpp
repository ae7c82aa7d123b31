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

/// Numbers group by group: those of group g are items[starts[g]], …, up to the next start.
struct number_groups {
  list<int> starts, items;
};
/// A counting sort, in linear time: each(use) calls use(group, number) for all numbers, twice in the same order, which they keep in their group. What has a group below 0 is left out.
template <class Each>
constexpr number_groups group_numbers(int groups, Each each) {
  number_groups result{list<int>(groups + 1), {}};
  int* starts = result.starts.data;
  each([starts](int of, int) {
    if (of >= 0) ++starts[of + 1];
  });
  for (int g = 0; g < groups; ++g) starts[g + 1] += starts[g];
  result.items = list<int>(starts[groups]);
  list<int> next(groups);
  for (int g = 0; g < groups; ++g) next.data[g] = starts[g];
  each([&result, &next](int of, int number) {
    if (of >= 0) result.items.data[next.data[of]++] = number;
  });
  return result;
}

}  // namespace nabla::detail
