// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/shape/shape.hpp>

namespace nabla::detail {

/// How many elements something has of which one size at most has a name: `times` that size, plus `more`.
struct element_count {
  const dimension_info* name = nullptr;
  int times = 0, more = 0;
  bool exists = true;  ///< false: of several names, or of a product of them

  constexpr bool is_static() const { return times == 0; }
  friend constexpr bool operator==(const element_count& a, const element_count& b) { return a.exists == b.exists && a.times == b.times && a.more == b.more && (a.is_static() || is_same(*a.name, *b.name)); }
  friend constexpr element_count operator+(const element_count& a, const element_count& b) {
    const bool agree = a.is_static() || b.is_static() || is_same(*a.name, *b.name);
    return {a.is_static() ? b.name : a.name, a.times + b.times, a.more + b.more, a.exists && b.exists && agree};
  }
  friend constexpr element_count operator*(const element_count& a, int factor) { return factor == 0 ? element_count{} : element_count{a.name, a.times * factor, a.more * factor, a.exists}; }
  /// The number of them, where the size with the name is `size`.
  constexpr std::ptrdiff_t at(std::ptrdiff_t size) const { return times * size + more; }
  /// And back: what the size is, where there are so many.
  constexpr std::ptrdiff_t size_of(std::ptrdiff_t count) const { return (count - more) / times; }
};
constexpr element_count element_count_of(const extent& e) {
  if (!e.is_named()) return {nullptr, 0, e.size};
  if (e.name->times > 1 && e.name->divisor == 1 && e.name->more == 0) return {e.name->of, e.name->times, e.more};
  return {e.name, 1, e.more};
}
constexpr element_count element_count_of(const shape& s) {
  if (!s.columns.is_named()) return element_count_of(s.rows) * s.columns.size;
  if (!s.rows.is_named()) return element_count_of(s.columns) * s.rows.size;
  return {nullptr, 0, 0, false};
}
/// The first of them that has a name; else none.
constexpr element_count first_named(const element_count& a) { return a.is_static() ? element_count{} : a; }
constexpr element_count first_named(const element_count& a, const auto&... more) { return a.is_static() ? first_named(more...) : a; }

constexpr extent extent_with_name(const dimension_info* name) {
  extent result(extent::of_name);
  result.name = name;
  return result;
}
/// So many times a size that has a name: a size that follows from it.
template <extent Base, int Times>
struct multiplied_size {
  struct text_of {
    char text[80]{};
    constexpr text_of() {
      int size = 0;
      char digits[12]{};
      int place = 11;
      for (int left = Times; left > 0; left /= 10) digits[--place] = static_cast<char>('0' + left % 10);
      for (const char* c = digits + place; *c != '\0'; ++c) text[size++] = *c;
      text[size++] = ' ';
      for (const char* c = Base.name->name; *c != '\0'; ++c) text[size++] = *c;  // too long for the array: a compile error
    }
  };
  static constexpr text_of name{};
  static constexpr dimension_info info{name.text, key_of(name.text), Base.name, 0, 1, Times};
};
/// As a size.
template <element_count Count>
inline constexpr extent extent_of = [] {
  if constexpr (Count.is_static() || !Count.exists) return extent(Count.more);
  else {
    extent result = extent_with_name(Count.name);
    if constexpr (Count.times > 1) result.name = &multiplied_size<extent_with_name(Count.name), Count.times>::info;
    return result.plus(Count.more);
  }
}();

}  // namespace nabla::detail
