// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/support/fixed_string.hpp>
#include <nabla/support/key.hpp>

namespace nabla {

/// What is known of a size that is bound at run time: its name.
struct dimension_info {
  const char* name;
  key id;
};

/// The type of `dim<"n">`: a size known at run time. One name is one size.
template <fixed_string Name>
struct dimension {
  static constexpr dimension_info info{Name.text, key_of(Name.text)};
};

/// `constexpr auto n = dim<"n">;`
template <fixed_string Name>
inline constexpr dimension<Name> dim{};

/// Number of rows or columns: a number, or the name of one.
struct extent {
  int size = 1;  ///< meaningless when named
  const dimension_info* name = nullptr;

  constexpr extent() = default;
  constexpr extent(int known) : size(known) {}
  template <fixed_string Name>
  constexpr extent(dimension<Name>) : size(-1), name(&dimension<Name>::info) {}

  constexpr bool is_one() const { return name == nullptr && size == 1; }
  friend constexpr bool operator==(const extent& a, const extent& b) {
    if (a.name == b.name) return a.size == b.size;
    return a.name != nullptr && b.name != nullptr && a.name->id == b.name->id;
  }
};

}  // namespace nabla
