// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/errors.hpp>
#include <nabla/evaluate/run/apply.hpp>
#include <nabla/rules/gather.hpp>

#include <concepts>
#include <limits>

namespace nabla::detail {

/// How many elements of a type a loop takes at once, and what it does with so many.
template <class L, class T>
concept Lanes = requires(const T* from, T* to, const typename L::type& a, index place, typename L::maxima m) {
  requires L::width >= 1;
  { L::load(from) } -> std::same_as<typename L::type>;
  L::store(to, a);
  { L::template window<1, true>(from, place, place) } -> std::same_as<typename L::type>;  // elements from `place` - 1 on of so many, and 0 in place of what is none of them
  { L::taken(from, from, place) } -> std::same_as<typename L::type>;  // elements at so many places that numbers say
  { L::keep(a, place, place) } -> std::same_as<typename L::type>;  // of elements at places from `place` on those that so many elements have, and 0 in place of others
  { L::sum(a, a) } -> std::same_as<typename L::type>;
  { L::total(a) } -> std::same_as<T>;  // of the numbers of a register
  { L::maximum(a, a) } -> std::same_as<typename L::type>;  // NaN where either is: a maximum must not hide it
  { L::maxima_of_nothing() } -> std::same_as<typename L::maxima>;  // what a maximum is made of on its way
  { L::with(m, a) } -> std::same_as<typename L::maxima>;
  { L::join(m, m) } -> std::same_as<typename L::maxima>;
  { L::largest(m) } -> std::same_as<T>;
};

template <class T>
constexpr T maximum_of_nothing() {
  if constexpr (is_ordered<T>) return -std::numeric_limits<T>::infinity();
  else return T(maximum_of_nothing<decltype(T().real())>());
}

/// One element at once. A backend may name lanes that hold a register of them.
template <class T>
struct single_lane {
  using type = T;
  static constexpr index width = 1;
  [[gnu::always_inline]] static constexpr T load(const T* from) { return *from; }
  [[gnu::always_inline]] static constexpr void store(T* to, const T& value) { *to = value; }
  /// What stands `Behind` places before place i of `length` elements, and 0 where there is none.
  template <index Behind, bool>
  [[gnu::always_inline]] static constexpr T window(const T* from, index i, index length) {
    return i >= Behind && i - Behind < length ? from[i - Behind] : T(0);
  }
  /// The elements at so many places that numbers say.
  [[gnu::always_inline]] static constexpr T taken(const T* from, const T* places, index) { return from[place_of_index(*places)]; }
  [[gnu::always_inline]] static constexpr T keep(const T& value, index place, index length) { return place >= 0 && place < length ? value : T(0); }
  /// NaN where either is: a maximum must not hide it.
  [[gnu::always_inline]] static constexpr T maximum(const T& a, const T& b) {
    if constexpr (is_ordered<T>) return b > a || !(b == b) ? b : a;
    else return larger_real_part(a, b);
  }

  [[gnu::always_inline]] static constexpr T sum(const T& a, const T& b) { return detail::plus(a, b); }
  /// Of the numbers of a register.
  [[gnu::always_inline]] static constexpr T total(const T& a) { return a; }
  /// What a maximum is made of on its way.
  struct maxima {
    T largest;
  };
  [[gnu::always_inline]] static constexpr maxima maxima_of_nothing() { return {maximum_of_nothing<T>()}; }
  [[gnu::always_inline]] static constexpr maxima with(const maxima& m, const T& a) { return {maximum(m.largest, a)}; }
  [[gnu::always_inline]] static constexpr maxima join(const maxima& a, const maxima& b) { return {maximum(a.largest, b.largest)}; }
  [[gnu::always_inline]] static constexpr T largest(const maxima& m) { return m.largest; }

  template <key Function, class... U>
  [[gnu::always_inline]] static constexpr T apply_rule(const T& u, const U&... more) {
    return apply<Function>(u, more...);
  }
};

}  // namespace nabla::detail
