// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>

namespace nabla {

/// An array in a constant. Like std::array, and empty where that needs an element; its members cost no call.
template <class T, int N>
struct fixed_array {
  T data[N > 0 ? N : 1]{};
  constexpr const T& operator[](int i) const { return data[i]; }
  static constexpr int size() { return N; }
};

}  // namespace nabla
