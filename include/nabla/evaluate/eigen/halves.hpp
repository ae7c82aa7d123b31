// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/eigen/part.hpp>
#include <nabla/evaluate/run/lanes.hpp>

#include <type_traits>

namespace nabla::detail {

/// Half of a register, for arithmetic: columns of four doubles where a register of AVX-512 has eight. One by one they are stored by numbers, and who then reads a column waits for all of them.
template <class T>
struct half_register {
  using reg = typename Eigen::internal::packet_traits<T>::half;
  reg v;

  half_register() = default;
  [[gnu::always_inline]] half_register(reg r) : v(r) {}
  template <class N>
    requires std::is_arithmetic_v<N>
  [[gnu::always_inline]] half_register(N number) : v(Eigen::internal::pset1<reg>(static_cast<T>(number))) {}

  // clang-format off
  [[gnu::always_inline]] friend half_register operator-(half_register a) { return Eigen::internal::pxor(a.v, half_register(T(-0.0)).v); }  // see packet
  [[gnu::always_inline]] friend half_register operator+(half_register a, half_register b) { return Eigen::internal::padd(a.v, b.v); }
  [[gnu::always_inline]] friend half_register operator-(half_register a, half_register b) { return Eigen::internal::psub(a.v, b.v); }
  [[gnu::always_inline]] friend half_register operator*(half_register a, half_register b) { return Eigen::internal::pmul(a.v, b.v); }
  [[gnu::always_inline]] friend half_register operator/(half_register a, half_register b) { return Eigen::internal::pdiv(a.v, b.v); }
  [[gnu::always_inline]] friend half_register multiply_add(half_register a, half_register b, half_register c) { return multiply_add_register(a.v, b.v, c.v); }
  [[gnu::always_inline]] friend half_register multiply_subtract(half_register a, half_register b, half_register c) { return multiply_subtract_register(a.v, b.v, c.v); }
  [[gnu::always_inline]] friend half_register subtract_product(half_register a, half_register b, half_register c) { return subtract_product_register(a.v, b.v, c.v); }
  // clang-format on
};

template <class T>
struct half_lanes {
  using type = half_register<T>;
  static constexpr index width = register_width<T> / 2;
  [[gnu::always_inline]] static type load(const T* from) { return Eigen::internal::ploadu<typename type::reg>(from); }
  [[gnu::always_inline]] static void store(T* to, type value) { Eigen::internal::pstoreu(to, value.v); }
  [[gnu::always_inline]] static type load(const T* from, index count) { return load_part(from, count, typename type::reg{}); }
  [[gnu::always_inline]] static void store(T* to, type value, index count) { store_part(to, count, value.v); }
  [[gnu::always_inline]] static type sum(type a, type b) { return a + b; }
  [[gnu::always_inline]] static T total(type a) { return total_of(static_cast<const T*>(nullptr), a.v); }
  template <key Function, class... U>
  [[gnu::always_inline]] static type apply_rule(type u, U... more) {
    return decltype(two_rules_have_one_text(rule_tag<Function>{}))::value(u, more...);
  }

  // loops with these take whole registers: they have no body
  template <index Behind, bool Stored>
  static type window(const T* from, index i, index length);
  static type taken(const T* from, const T* places, index count);
  static type keep(type value, index place, index length);
  struct maxima {};
  static type maximum(type a, type b);
  static maxima maxima_of_nothing();
  static maxima with(maxima m, type a);
  static maxima join(maxima a, maxima b);
  static T largest(maxima m);
};

/// Do columns of so many rows fill half of a register of AVX-512, and not the whole?
template <class T>
constexpr bool fills_half(int rows) {
  return std::is_floating_point_v<T> && register_width<T> * sizeof(T) == 64 && rows < register_width<T> && 2 * rows >= register_width<T>;
}

}  // namespace nabla::detail
