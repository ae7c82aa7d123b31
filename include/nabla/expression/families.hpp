// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/symbol.hpp>

#include <tuple>

namespace nabla::detail {

/// "x" and 12 give "x12".
template <fixed_string Name, int Number>
inline constexpr auto numbered_name = [] {
  constexpr int digits = [] {
    int count = 1;
    for (int rest = Number; rest >= 10; rest /= 10) ++count;
    return count;
  }();
  constexpr unsigned length = sizeof(Name.text) - 1;
  char text[length + digits + 1]{};
  for (unsigned i = 0; i < length; ++i) text[i] = Name.text[i];
  for (int rest = Number, i = digits - 1; i >= 0; --i, rest /= 10) text[length + static_cast<unsigned>(i)] = static_cast<char>('0' + rest % 10);
  return fixed_string<length + digits + 1>(text);
}();

/// `indexed<"x", 3>`: the variable x3 of a family; `indexed<"W", 1, 4, 2>` is 4 × 2. The number may be that of sum_over: `indexed<"x", i>`.
template <fixed_string Name, int Number = -1, auto... Extents>
inline constexpr auto indexed = [] {
  static_assert(Number >= 0, "nabla: the number of a variable of a family counts from 0 on");
  return var<numbered_name<Name, (Number < 0 ? 0 : Number)>, Extents...>;
}();

/// `auto [x, y] = vars<"x", "y">;`: variables that are numbers.
template <fixed_string... Names>
inline constexpr std::tuple<symbol<role::variable, Names>...> vars{};

}  // namespace nabla::detail

namespace nabla {
using detail::indexed, detail::vars;
}
