// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/errors.hpp>
#include <nabla/evaluate/run/apply.hpp>

#include <limits>

namespace nabla::detail {

/// How many elements a loop takes at once: here one. A backend may name lanes that hold a register of them.
template <class T>
struct single_lane {
  using type = T;
  static constexpr index width = 1;
  [[gnu::always_inline]] static constexpr T load(const T* from) { return *from; }
  [[gnu::always_inline]] static constexpr void store(T* to, const T& value) { *to = value; }
  /// Elements from the first to before the last, and 0 in place of the others.
  [[gnu::always_inline]] static constexpr T between(const T* from, index first, index last) { return first < last ? *from : T(0); }
  [[gnu::always_inline]] static constexpr T keep(const T& value, index first, index last) { return first < last ? value : T(0); }
  /// NaN where either is: a maximum must not hide it.
  [[gnu::always_inline]] static constexpr T maximum(const T& a, const T& b) { return b > a || !(b == b) ? b : a; }

  [[gnu::always_inline]] static constexpr T sum(const T& a, const T& b) { return detail::plus(a, b); }
  /// Of the numbers of a register.
  [[gnu::always_inline]] static constexpr T total(const T& a) { return a; }
  /// What a maximum is made of on its way.
  struct maxima {
    T largest;
  };
  [[gnu::always_inline]] static constexpr maxima maxima_of_nothing() { return {-std::numeric_limits<T>::infinity()}; }
  [[gnu::always_inline]] static constexpr maxima with(const maxima& m, const T& a) { return {maximum(m.largest, a)}; }
  [[gnu::always_inline]] static constexpr maxima join(const maxima& a, const maxima& b) { return {maximum(a.largest, b.largest)}; }
  [[gnu::always_inline]] static constexpr T largest(const maxima& m) { return m.largest; }

  template <key Function, class... U>
  [[gnu::always_inline]] static constexpr T apply_rule(const T& u, const U&... more) {
    return apply<Function>(u, more...);
  }
};

}  // namespace nabla::detail
