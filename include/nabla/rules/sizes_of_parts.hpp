// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/numbered.hpp>
#include <nabla/support/compiler.hpp>

#include <cstddef>
#include <type_traits>

namespace nabla::detail {

// How many rows or columns of a matrix a part of it has: a number, a name and a number, or up to the end.

inline constexpr int full_extent = -2147483647 - 1;  ///< as many as there are, from 0 on: no size that anybody writes

/// As a number of rows or columns: all from the first one on. `rows<2, to_end>(v)`, and but for the last, `rows<2, to_end - 1>(v)`.
struct up_to_end {
  int less = 0;
  friend constexpr up_to_end operator-(up_to_end e, int k) { return {e.less + k}; }
  friend constexpr bool operator==(const up_to_end&, const up_to_end&) = default;

  /// Writes it by `put`, as extents do.
  constexpr void spell(auto put) const {
    put("to_end");
    if (less == 0) return;
    put(" - ");
    put(less);
  }
};
/// `rows<2, to_end>(v)`: all from there on; `to_end - 1`: but for the last.
inline constexpr up_to_end to_end{};

/// How many there are along a direction with `whole` of them.
template <int First>
constexpr extent size_of_part(int size, const extent& whole) { return size == full_extent ? whole : extent(size); }
template <int First>
constexpr extent size_of_part(const extent& size, const extent&) { return size; }
template <int First>
constexpr extent size_of_part(up_to_end size, const extent& whole) { return whole - (First + size.less); }

/// Are `size` places along one direction, from `First` on, inside `extent`?
template <int First>
NABLA_DETAIL_RUNS constexpr bool part_fits(std::ptrdiff_t size, std::ptrdiff_t extent) {
  constexpr std::ptrdiff_t first = First;  // their sum may be no int
  return size >= 0 && (first >= 0 ? first + size <= extent : -first <= extent && first + size <= 0);
}
/// Does such a part of anything fit?
template <int First, auto Size>
constexpr bool is_part() {
  if constexpr (std::is_same_v<decltype(Size), int>) return Size == full_extent ? First == 0 : part_fits<First>(Size, std::ptrdiff_t{1} << 40);
  else return First >= 0;
}
/// Does it fit as far as the sizes are known?
template <int First, auto Size>
constexpr bool part_fits(const extent& whole) {
  const extent size = size_of_part<First>(Size, whole);
  if (!is_part<First, Size>()) return false;
  if (size.has_name_of(whole)) return First + size.more <= whole.more;
  if (size.is_named()) return true;
  return whole.is_named() ? size.size >= 0 : part_fits<First>(size.size, whole.size);
}
/// The size of a part as its rule has it: a name that the whole has too as a distance from its end, and so the same for all names.
template <int First, auto Size, extent Whole>
constexpr auto written_size() {
  using type = std::remove_const_t<decltype(Size)>;
  if constexpr (std::is_convertible_v<type, int>) return static_cast<int>(Size);
  else if constexpr (std::is_same_v<type, up_to_end>) {
    if constexpr (First < 0) return -First - Size.less;
    else if constexpr (!Whole.is_named()) return Whole.size - First - Size.less;
    else if constexpr (First == 0 && Size.less == 0) return full_extent;
    else return Size;
  } else {
    constexpr extent size(Size);
    constexpr int less = Whole.more - size.more - First;
    if constexpr (!size.is_named()) return size.size;
    else if constexpr (First >= 0 && size.has_name_of(Whole) && less >= 0) return written_size<First, up_to_end{less}, Whole>();
    else return size;
  }
}
template <int First, class Index>
NABLA_DETAIL_RUNS constexpr Index place_of(Index size) {
  if constexpr (First < 0) return size + First;
  else return First;
}

}  // namespace nabla::detail

namespace nabla {
using detail::to_end;
}
