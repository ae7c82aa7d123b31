// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// Functions of two numbers that branch, and numbers with tangents, which give their derivatives by the same code.

#include <nabla/nabla.hpp>

#pragma GCC diagnostic ignored "-Wfloat-equal"

namespace test {

struct tangents {
  double value = 0, dx = 0, dy = 0;
  constexpr tangents(double number = 0) : value(number) {}
  constexpr tangents(double number, double by_x, double by_y) : value(number), dx(by_x), dy(by_y) {}
  friend constexpr tangents operator+(const tangents& u, const tangents& v) { return {u.value + v.value, u.dx + v.dx, u.dy + v.dy}; }
  friend constexpr tangents operator-(const tangents& u, const tangents& v) { return {u.value - v.value, u.dx - v.dx, u.dy - v.dy}; }
  friend constexpr tangents operator*(const tangents& u, const tangents& v) { return {u.value * v.value, u.dx * v.value + u.value * v.dx, u.dy * v.value + u.value * v.dy}; }
  friend constexpr bool operator<(const tangents& u, const tangents& v) { return u.value < v.value; }
  friend constexpr bool operator>(const tangents& u, const tangents& v) { return u.value > v.value; }
  friend constexpr bool operator<=(const tangents& u, const tangents& v) { return u.value <= v.value; }
  friend constexpr bool operator>=(const tangents& u, const tangents& v) { return u.value >= v.value; }
};
/// Tangents make NaN of 0 NaN, where a derivative may be a number.
constexpr bool is_right(double u, double right) { return u == right || right != right; }
template <class Function, class Call>
constexpr bool agrees_at(Function function, Call value_and_gradient, double u, double v) {
  const tangents right = function(tangents(u, 1, 0), tangents(v, 0, 1));
  const auto [value, gradient] = value_and_gradient(u, v);
  return is_right(value, right.value) && is_right(gradient[nabla::var<"x">], right.dx) && is_right(gradient[nabla::var<"y">], right.dy);
}

/// Returns early, within others too, and under conditions of two.
struct nested {
  template <class T>
  constexpr T operator()(T u, T v) const {
    const T s = u * v + 2;
    if (u < 0) {
      if (v < 2) return s * s * u + v;
      return u * u * v - s * v;
    }
    if (u < 1) return (s + u) * (s - v) * u;
    if (u * v > 3) return s * s - v * u * u;
    if (v < 1 && u < 3) return u * u * v + 3;
    if (!(u <= 4) || v >= 5) return v * v * u - s;
    return s * v + u * s;
  }
};
/// Asks what another condition has chosen.
struct on_what_is_chosen {
  template <class T>
  constexpr T operator()(T u, T v) const {
    T s = u * v;
    if (u > 1) s = u * u * v - v * v + u;
    if (s > 2) return s * s * v + s * u + u * v * v;
    return s * v * v - u * s * s + v;
  }
};
/// What is added up on the way, and what all paths share.
struct added_up {
  template <class T>
  constexpr T operator()(T u, T v) const {
    T sum = u * v;
    for (int i = 0; i < 3; ++i) {
      if (u > i) sum = sum + (u - i) * (u - i) * v * (i + 1);
      else if (v > i) sum = sum - (v - i) * v * u;
    }
    return sum * u + v;
  }
};
/// A table.
struct of_pieces {
  template <class T>
  constexpr T operator()(T u, T v) const {
    for (int i = -2; i < 4; ++i)
      if (u >= i && u < i + 1) return u * v * i + v * v - u * u * v;
    return v * v * v - u * v * v + 1;
  }
};

}  // namespace test
