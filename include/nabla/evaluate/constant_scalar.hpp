// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/support/constant_math.hpp>

#include <concepts>

namespace nabla {

/// A floating-point number inside a constant expression: the rules' `using std::exp; exp(u)` finds these functions by
/// argument-dependent lookup, since std::exp is no constant expression in clang.
template <std::floating_point T>
struct constant_scalar {
  T value{};

  constexpr constant_scalar() = default;
  constexpr constant_scalar(T v) : value(v) {}
  template <class N>
    requires std::is_arithmetic_v<N> && (!std::is_same_v<N, T>)
  constexpr constant_scalar(N v) : value(static_cast<T>(v)) {}

  friend constexpr constant_scalar operator+(constant_scalar a) { return a; }
  friend constexpr constant_scalar operator-(constant_scalar a) { return -a.value; }
  friend constexpr constant_scalar operator+(constant_scalar a, constant_scalar b) { return a.value + b.value; }
  friend constexpr constant_scalar operator-(constant_scalar a, constant_scalar b) { return a.value - b.value; }
  friend constexpr constant_scalar operator*(constant_scalar a, constant_scalar b) { return a.value * b.value; }
  friend constexpr constant_scalar operator/(constant_scalar a, constant_scalar b) { return divide(a.value, b.value); }
  friend constexpr bool operator==(constant_scalar a, constant_scalar b) { return a.value == b.value; }
  friend constexpr auto operator<=>(constant_scalar a, constant_scalar b) { return a.value <=> b.value; }

  friend constexpr constant_scalar abs(constant_scalar a) { return constant_math::abs(a.value); }
  friend constexpr constant_scalar exp(constant_scalar a) { return constant_math::exp(a.value); }
  friend constexpr constant_scalar expm1(constant_scalar a) { return constant_math::expm1(a.value); }
  friend constexpr constant_scalar log(constant_scalar a) { return constant_math::log(a.value); }
  friend constexpr constant_scalar log1p(constant_scalar a) { return constant_math::log1p(a.value); }
  friend constexpr constant_scalar sqrt(constant_scalar a) { return constant_math::sqrt(a.value); }
  friend constexpr constant_scalar sin(constant_scalar a) { return constant_math::sin(a.value); }
  friend constexpr constant_scalar cos(constant_scalar a) { return constant_math::cos(a.value); }
  friend constexpr constant_scalar tanh(constant_scalar a) { return constant_math::tanh(a.value); }

 private:
  // x / 0 is no constant expression, although IEEE 754 defines it
  static constexpr T divide(T a, T b) {
    if (b != 0) return a / b;
    if (a == 0 || a != a) return std::numeric_limits<T>::quiet_NaN();
    return (a < 0) == constant_math::signbit(b) ? std::numeric_limits<T>::infinity() : -std::numeric_limits<T>::infinity();
  }
};

}  // namespace nabla
