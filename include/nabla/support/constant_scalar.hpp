// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/support/constant_math.hpp>
#include <nabla/support/polygamma.hpp>

#include <concepts>
#include <type_traits>

namespace nabla::detail {

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

  explicit constexpr operator int() const { return static_cast<int>(value); }

  friend constexpr constant_scalar operator+(constant_scalar a) { return a; }
  friend constexpr constant_scalar operator-(constant_scalar a) { return -a.value; }
  friend constexpr constant_scalar operator+(constant_scalar a, constant_scalar b) { return add(a.value, b.value); }
  friend constexpr constant_scalar operator-(constant_scalar a, constant_scalar b) { return add(a.value, -b.value); }
  friend constexpr constant_scalar operator*(constant_scalar a, constant_scalar b) { return multiply(a.value, b.value); }
  friend constexpr constant_scalar operator/(constant_scalar a, constant_scalar b) { return divide(a.value, b.value); }
  friend constexpr bool operator==(constant_scalar a, constant_scalar b) { return a.value == b.value; }
  friend constexpr auto operator<=>(constant_scalar a, constant_scalar b) { return a.value <=> b.value; }

  // clang-format off
  friend constexpr constant_scalar abs(constant_scalar a) { return constant_math::abs(a.value); }
  friend constexpr constant_scalar sqrt(constant_scalar a) { return constant_math::sqrt(a.value); }
  friend constexpr constant_scalar cbrt(constant_scalar a) { return constant_math::cbrt(a.value); }
  friend constexpr constant_scalar exp(constant_scalar a) { return constant_math::exp(a.value); }
  friend constexpr constant_scalar exp2(constant_scalar a) { return constant_math::exp2(a.value); }
  friend constexpr constant_scalar expm1(constant_scalar a) { return constant_math::expm1(a.value); }
  friend constexpr constant_scalar log(constant_scalar a) { return constant_math::log(a.value); }
  friend constexpr constant_scalar log2(constant_scalar a) { return constant_math::log2(a.value); }
  friend constexpr constant_scalar log10(constant_scalar a) { return constant_math::log10(a.value); }
  friend constexpr constant_scalar log1p(constant_scalar a) { return constant_math::log1p(a.value); }
  friend constexpr constant_scalar sin(constant_scalar a) { return constant_math::sin(a.value); }
  friend constexpr constant_scalar cos(constant_scalar a) { return constant_math::cos(a.value); }
  friend constexpr constant_scalar tan(constant_scalar a) { return constant_math::tan(a.value); }
  friend constexpr constant_scalar asin(constant_scalar a) { return constant_math::asin(a.value); }
  friend constexpr constant_scalar acos(constant_scalar a) { return constant_math::acos(a.value); }
  friend constexpr constant_scalar atan(constant_scalar a) { return constant_math::atan(a.value); }
  friend constexpr constant_scalar sinh(constant_scalar a) { return constant_math::sinh(a.value); }
  friend constexpr constant_scalar cosh(constant_scalar a) { return constant_math::cosh(a.value); }
  friend constexpr constant_scalar tanh(constant_scalar a) { return constant_math::tanh(a.value); }
  friend constexpr constant_scalar asinh(constant_scalar a) { return constant_math::asinh(a.value); }
  friend constexpr constant_scalar acosh(constant_scalar a) { return constant_math::acosh(a.value); }
  friend constexpr constant_scalar atanh(constant_scalar a) { return constant_math::atanh(a.value); }
  friend constexpr constant_scalar erf(constant_scalar a) { return constant_math::erf(a.value); }
  friend constexpr constant_scalar erfc(constant_scalar a) { return constant_math::erfc(a.value); }
  friend constexpr constant_scalar lgamma(constant_scalar a) { return constant_math::lgamma(a.value); }
  friend constexpr constant_scalar floor(constant_scalar a) { return constant_math::floor(a.value); }
  friend constexpr constant_scalar ceil(constant_scalar a) { return constant_math::ceil(a.value); }
  friend constexpr constant_scalar round(constant_scalar a) { return constant_math::round(a.value); }
  friend constexpr constant_scalar digamma(constant_scalar a) { return polygamma::digamma(a.value); }
  friend constexpr constant_scalar trigamma(constant_scalar a) { return polygamma::trigamma(a.value); }
  friend constexpr constant_scalar tetragamma(constant_scalar a) { return polygamma::tetragamma(a.value); }
  friend constexpr constant_scalar pow(constant_scalar a, constant_scalar b) { return constant_math::pow(a.value, b.value); }
  friend constexpr constant_scalar hypot(constant_scalar a, constant_scalar b) { return constant_math::hypot(a.value, b.value); }
  friend constexpr constant_scalar atan2(constant_scalar a, constant_scalar b) { return constant_math::atan2(a.value, b.value); }
  friend constexpr constant_scalar fma(constant_scalar a, constant_scalar b, constant_scalar c) { return constant_math::fma(a.value, b.value, c.value); }
  // clang-format on

 private:
  // IEEE 754 defines x / 0, inf - inf and what overflows; for a constant expression they are errors, so they are caught before
  using limits = std::numeric_limits<T>;
  static constexpr bool is_finite(T a) { return a >= -limits::max() && a <= limits::max(); }
  static constexpr T infinity(bool negative) { return negative ? -limits::infinity() : limits::infinity(); }

  static constexpr T add(T a, T b) {
    if (a != a || b != b) return limits::quiet_NaN();
    if (!is_finite(a)) return is_finite(b) || a == b ? a : limits::quiet_NaN();
    if (!is_finite(b)) return b;
    if (constant_math::abs(a / 2 + b / 2) > limits::max() / 2) return infinity(a < 0);
    return a + b;
  }
  static constexpr T multiply(T a, T b) {
    if (a != a || b != b) return limits::quiet_NaN();
    const bool negative = constant_math::signbit(a) != constant_math::signbit(b);
    if (!is_finite(a) || !is_finite(b)) return a == 0 || b == 0 ? limits::quiet_NaN() : infinity(negative);
    const T size = constant_math::abs(a), other = constant_math::abs(b);
    if (other > 1 && size > limits::max() / other) return infinity(negative);
    return a * b;
  }
  static constexpr T divide(T a, T b) {
    if (a != a || b != b) return limits::quiet_NaN();
    const bool negative = constant_math::signbit(a) != constant_math::signbit(b);
    if (b == 0) return a == 0 ? limits::quiet_NaN() : infinity(negative);
    if (!is_finite(a)) return is_finite(b) ? infinity(negative) : limits::quiet_NaN();
    if (!is_finite(b)) return negative ? -T(0) : T(0);
    const T size = constant_math::abs(a), other = constant_math::abs(b);
    if (other < 1 && size > limits::max() * other) return infinity(negative);
    return a / b;
  }
};

/// a + b and a b as IEEE 754 defines them, in a constant expression too.
template <class T>
[[gnu::always_inline]] inline constexpr T plus(const T& a, const T& b) {
  if constexpr (std::floating_point<T>)
    if (__builtin_is_constant_evaluated()) return (constant_scalar<T>(a) + constant_scalar<T>(b)).value;
  return a + b;
}
template <class T>
[[gnu::always_inline]] inline constexpr T times(const T& a, const T& b) {
  if constexpr (std::floating_point<T>)
    if (__builtin_is_constant_evaluated()) return (constant_scalar<T>(a) * constant_scalar<T>(b)).value;
  return a * b;
}

/// A number for a function that takes one type of them alone, such as double.
template <class T>
struct number_for_any {
  T value;
  template <class U>
    requires std::is_floating_point_v<U>
  constexpr operator U() const {
    return static_cast<U>(value);
  }
};

}  // namespace nabla::detail

template <class T>
struct std::numeric_limits<nabla::detail::constant_scalar<T>> : std::numeric_limits<T> {};
