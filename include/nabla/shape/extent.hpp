// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/support/address.hpp>
#include <nabla/support/fixed_string.hpp>
#include <nabla/support/found_by_its_operands.hpp>
#include <nabla/support/key.hpp>

namespace nabla::detail {

/// What is known of a size that is bound at run time: its name.
struct dimension_info {
  const char* name;
  key id;
  /// A size that follows from another: `times` that of `of` plus `more`, divided by `divisor`, rounded up. Nobody binds it.
  const dimension_info* of = nullptr;
  int more = 0, divisor = 0, times = 1;

  constexpr bool follows() const { return divisor > 0; }
};

constexpr bool is_same(const dimension_info& a, const dimension_info& b) { return is_same_object(&a, &b) || (a.id == b.id && is_same_text(a.name, b.name)); }

found_by_its_operands bind_size;

/// The type of `dim<"n">`: a size known at run time. One name is one size.
template <fixed_string Name>
struct dimension {
  static constexpr dimension_info info{Name.text, key_of(Name.text)};
  /// `dim<"k"> = 200`: how often iterate(dim<"k">, …) runs, at a call.
  template <class Count>
  [[nodiscard("nabla: n = … gives a binding, for a call: f(n = 200); n itself never changes")]] constexpr auto operator=(Count count) const {
    return bind_size(*this, count);
  }
};

/// `constexpr auto n = dim<"n">;`
template <fixed_string Name>
inline constexpr auto dim = [] {
  static_assert(is_name<Name>, NABLA_DETAIL_NAMED);
  return dimension<Name>{};
}();

/// Number of rows or columns: a number, the name of one, or a name plus or minus a number: `n - 1`.
struct extent {
  static constexpr int of_name = -2147483647 - 1;

  int size = 1;  ///< of_name: it has a name
  const dimension_info* name = nullptr;
  int more = 0;  ///< what is added to the size of that name

  constexpr extent() = default;
  constexpr extent(int known) : size(known) {}
  template <fixed_string Name>
  constexpr extent(dimension<Name>) : size(of_name), name(&dimension<Name>::info) {}

  /// Not by the pointer: to g++ with -fsanitize=undefined it is no constant whether the address of an inline variable is null.
  constexpr bool is_named() const { return size == of_name; }
  constexpr bool is_one() const { return size == 1; }
  /// Are there some for sure? What has a name may be 0 at a call.
  constexpr bool is_some() const { return size > 0; }
  constexpr bool has_name_of(const extent& other) const { return is_named() && other.is_named() && is_same(*name, *other.name); }
  constexpr extent plus(int k) const {
    extent result = *this;
    (is_named() ? result.more : result.size) += k;
    return result;
  }
  friend constexpr bool operator==(const extent& a, const extent& b) { return a.size == b.size && a.more == b.more && (a.size != of_name || is_same(*a.name, *b.name)); }
  friend constexpr extent operator+(const extent& e, int k) { return e.plus(k); }
  friend constexpr extent operator+(int k, const extent& e) { return e.plus(k); }
  friend constexpr extent operator-(const extent& e, int k) { return e.plus(-k); }

  /// Writes it by `put`, which takes texts and numbers: "n - 1".
  template <class Put>
  constexpr void spell(Put put) const {
    if (!is_named()) return put(size);
    put(name->name);
    if (more == 0) return;
    put(more < 0 ? " - " : " + ");
    put(more < 0 ? -more : more);
  }
};
/// `n - 1`, `n + 2`
template <fixed_string Name>
constexpr extent operator+(dimension<Name> d, int k) { return extent(d).plus(k); }
template <fixed_string Name>
constexpr extent operator+(int k, dimension<Name> d) { return extent(d).plus(k); }
template <fixed_string Name>
constexpr extent operator-(dimension<Name> d, int k) { return extent(d).plus(-k); }

}  // namespace nabla::detail

namespace nabla {
using detail::dim;
}
