// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/support/fixed_array.hpp>
#include <nabla/support/list.hpp>

namespace nabla::detail {

template <class T, int Capacity, class Rest>
struct found_list {
  int size = 0;
  Rest rest;
  fixed_array<T, Capacity> items;
};

/// What a pass lists, as a constant of exactly that length. `Pass::run(list)` fills the list, and returns what else it finds, the `rest`. Memory of a constant
/// evaluation does not outlive it, and how long an array has to be is known only once the pass has run: it runs once, into an array of `Usual` elements
/// that is cut to length. Only what is longer runs again.
template <class Pass, class T, int Usual>
struct frozen_list {
 private:
  template <int Capacity>
  static constexpr auto find() {
    list<T> all;
    auto more = Pass::run(all);
    found_list<T, Capacity, decltype(more)> found{all.size, more, {}};
    if (all.size <= Capacity)
      for (int i = 0; i < all.size; ++i) found.items.data[i] = all.data[i];
    return found;
  }
  // clang shows this line where it gives up, and names no flag by itself.
  static constexpr auto first_try = find<Usual>();  // nabla: a formula longer than the compiler's usual limits wants -fconstexpr-steps=2000000000 of clang, -fconstexpr-ops-limit=2000000000 of g++: see cmake/limits.cmake

 public:
  static constexpr int size = first_try.size;
  static constexpr const auto& rest = first_try.rest;
  static constexpr fixed_array<T, size> items = [] {
    fixed_array<T, size> exact;
    auto copy = [&](const auto& from) {
      for (int i = 0; i < size; ++i) exact.data[i] = from.data[i];
    };
    if constexpr (size <= Usual) copy(first_try.items);
    else copy(find<size>().items);
    return exact;
  }();
};

}  // namespace nabla::detail
