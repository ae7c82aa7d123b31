// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/eigen/ends.hpp>
#include <nabla/evaluate/eigen/functions/error_function.hpp>
#include <nabla/evaluate/eigen/functions/gamma.hpp>
#include <nabla/evaluate/eigen/functions/hyperbolic.hpp>
#include <nabla/evaluate/eigen/functions/power.hpp>
#include <nabla/evaluate/eigen/functions/trigonometric.hpp>
#include <nabla/evaluate/eigen/packet.hpp>
#include <nabla/evaluate/eigen/part.hpp>
#include <nabla/evaluate/run/lanes.hpp>

#include <limits>

namespace nabla::detail {

/// A register of elements at once. Rules that are not written for that run on each of its numbers.
template <class T, bool InHalves = false>
struct packet_lanes {
  using type = packet<T, InHalves>;
  using reg = typename type::reg;
  static constexpr index width = static_cast<index>(type::width);
  [[gnu::always_inline]] static type load(const T* from) { return Eigen::internal::ploadu<reg>(from); }
  [[gnu::always_inline]] static void store(T* to, type value) { Eigen::internal::pstoreu(to, value.v); }
  /// The first `count` elements, fewer than a register has, filled up with some of them; and of a register `other` behind those.
  [[gnu::always_inline]] static type load(const T* from, index count) { return load_part(from, count, reg{}); }
  [[gnu::always_inline]] static void store(T* to, type value, index count) { store_part(to, count, value.v); }
  [[gnu::always_inline]] static type first(type value, index count, T other) { return with_part(other, count, value.v); }
  /// What stands `Behind` places before places i, i + 1, … of `length` elements, and 0 where there is none. Stored: just before, and a register at a time.
  template <index Behind, bool Stored>
  [[gnu::always_inline]] static type window(const T* from, index i, index length) {
    return load_window<T, Behind, Stored>(from, i, length, reg{});
  }
  /// The elements at so many places that numbers say; filled up with the first of them.
  [[gnu::always_inline]] static type taken(const T* from, const T* places, index count) {
    if (count == width) return take_elements(from, places, reg{});
    T elements[static_cast<std::size_t>(width)];
    for (index k = 0; k < width; ++k) elements[k] = from[place_of_index(places[k < count ? k : 0])];
    return load(elements);
  }
  [[gnu::always_inline]] static type keep(type value, index place, index length) { return keep_places(static_cast<const T*>(nullptr), place, length, value.v); }
  [[gnu::always_inline]] static type maximum(type a, type b) { return type::nan_of(a, b, type::larger_of(a, b)); }

  [[gnu::always_inline]] static type sum(type a, type b) { return a + b; }
  [[gnu::always_inline]] static T total(type a) { return total_of(static_cast<const T*>(nullptr), a.v); }
  /// The largest of many, and which lanes had numbers only: NaN is asked for beside it.
  struct maxima {
    type largest;
    typename type::mask numbers;
  };
  [[gnu::always_inline]] static maxima maxima_of_nothing() { return {-std::numeric_limits<T>::infinity(), type(0) == type(0)}; }
  [[gnu::always_inline]] static maxima with(const maxima& m, type a) { return {type::larger_of(a, m.largest), {both_registers(m.numbers.bits, (a == a).bits)}}; }
  [[gnu::always_inline]] static maxima join(const maxima& a, const maxima& b) { return {type::larger_of(a.largest, b.largest), {both_registers(a.numbers.bits, b.numbers.bits)}}; }
  [[gnu::always_inline]] static T largest(const maxima& m) {
    return all_lanes(m.numbers.bits, m.largest.v) ? largest_of(static_cast<const T*>(nullptr), m.largest.v) : std::numeric_limits<T>::quiet_NaN();
  }

  template <key Function, class... U>
  [[gnu::always_inline]] static type apply_rule(type u, U... more) {
    return type::value_of(decltype(two_rules_have_one_text(rule_tag<Function>{})){}, u, more...);
  }
};

/// Lanes for loops over Eigen matrices: registers where Eigen has them for the scalar type.
template <class T>
using eigen_lanes = std::conditional_t<(std::is_floating_point_v<T> && register_width<T> > 1), packet_lanes<T>, single_lane<T>>;

}  // namespace nabla::detail
