// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// Bodies of loops that are drawn at run time. A body is a function that a loop knows nothing of: loops with it are compiled once, and a thousand bodies run in them, each differentiated by the
// passes of the library at run time. They are compared with the same body run on numbers that carry their derivatives.

#include <support/dense.hpp>

#include <nabla/nabla.hpp>

#include <array>
#include <cstdint>
#include <memory>

namespace test {

/// A number with its derivative along a direction, its gradient, and the derivative of that along the direction: a row of the Hessian times it.
struct slope {
  static constexpr int most = 24;
  double value = 0, along = 0;
  std::array<double, most> gradient{}, turned{};

  slope() = default;
  slope(double number) : value(number) {}
  /// f(a, b), by its partial derivatives.
  static slope chain(double f, const slope& a, double fa, double faa, const slope& b, double fb, double fbb, double fab) {
    slope result(f);
    result.along = fa * a.along + fb * b.along;
    for (std::size_t k = 0; k < most; ++k) {
      result.gradient[k] = fa * a.gradient[k] + fb * b.gradient[k];
      result.turned[k] = fa * a.turned[k] + fb * b.turned[k] + (faa * a.along + fab * b.along) * a.gradient[k] + (fab * a.along + fbb * b.along) * b.gradient[k];
    }
    return result;
  }
  static slope chain(double f, const slope& a, double fa, double faa) { return chain(f, a, fa, faa, a, 0, 0, 0); }

  friend slope operator+(const slope& a, const slope& b) { return chain(a.value + b.value, a, 1, 0, b, 1, 0, 0); }
  friend slope operator-(const slope& a, const slope& b) { return chain(a.value - b.value, a, 1, 0, b, -1, 0, 0); }
  friend slope operator*(const slope& a, const slope& b) { return chain(a.value * b.value, a, b.value, 0, b, a.value, 0, 1); }
  friend slope operator/(const slope& a, const slope& b) {
    const double r = 1 / b.value, q = a.value * r;
    return chain(q, a, r, 0, b, -q * r, 2 * q * r * r, -r * r);
  }
};

/// Draws a body z ↦ next state, a column; z is the row, the state and the parameters, one below the other.
class random_body {
 public:
  static constexpr int row = 2, state = 3, parameters = 4, all = row + state + parameters;
  using matrix = dense<double>;

  explicit random_body(std::uint64_t seed);
  random_body(const random_body&) = delete;
  ~random_body();

  // The body, what a cotangent gives to z, what of that changes along a direction, and how the body changes along one.
  matrix next(const matrix& z) const;
  matrix pulled(const matrix& z, const matrix& cotangent) const;
  matrix second(const matrix& z, const matrix& cotangent, const matrix& direction) const;
  matrix pushed(const matrix& z, const matrix& direction) const;

  /// The same by numbers that carry their derivatives: as it was drawn, and without the library.
  dense<slope> next(const dense<slope>& z) const;

 private:
  class drawn;
  std::unique_ptr<drawn> drawn_;
};

/// The body that runs now. Constant expressions have none.
inline const random_body* running_body = nullptr;

dense<double> read(const auto& from) {
  dense<double> result(static_cast<int>(from.rows()), static_cast<int>(from.columns()));
  for (int j = 0; j < result.columns; ++j)
    for (int i = 0; i < result.rows; ++i) {
      if constexpr (requires { from(i, j).value; }) result(i, j) = from(i, j).value;
      else result(i, j) = from(i, j);
    }
  return result;
}
void write(const auto& to, const dense<double>& from) {
  for (int j = 0; j < from.columns; ++j)
    for (int i = 0; i < from.rows; ++i) to(i, j) = from(i, j);
}

// The same as functions of the library.
using nabla::detail::inferred_shape, nabla::detail::matrix_shape;
using operand_shape = nabla::detail::shape;

struct second_of_body_rule : nabla::matrix_function<3> {
  static constexpr auto text = "second_of_body";
  static constexpr inferred_shape infer(const operand_shape*) { return {matrix_shape(random_body::all, 1)}; }
  static void kernel(const auto& to, const auto& z, const auto& d, const auto& along) { write(to, running_body->second(read(z), read(d), read(along))); }
};
struct pushed_through_body_rule : nabla::matrix_function<2> {
  static constexpr auto text = "pushed_through_body";
  static constexpr inferred_shape infer(const operand_shape*) { return {matrix_shape(random_body::state, 1)}; }
  static void kernel(const auto& to, const auto& z, const auto& along) { write(to, running_body->pushed(read(z), read(along))); }
};
struct pulled_through_body_rule : nabla::matrix_function<2> {
  static constexpr auto text = "pulled_through_body";
  static constexpr inferred_shape infer(const operand_shape*) { return {matrix_shape(random_body::all, 1)}; }
  template <int I>
  static constexpr auto operand() { return nabla::detail::placeholder<I, I == 0 ? random_body::all : random_body::state, 1>{}; }
  static constexpr auto pullbacks(auto z, auto d, auto, auto along) { return nabla::pullback(nabla::call<second_of_body_rule>(z, d, along), nabla::call<pushed_through_body_rule>(z, along)); }
  static void kernel(const auto& to, const auto& z, const auto& d) { write(to, running_body->pulled(read(z), read(d))); }
};
struct body_rule : nabla::matrix_function<1> {
  static constexpr auto text = "body";
  static constexpr inferred_shape infer(const operand_shape*) { return {matrix_shape(random_body::state, 1)}; }
  template <int I>
  static constexpr auto operand() { return nabla::detail::placeholder<I, random_body::all, 1>{}; }
  static constexpr auto pullbacks(auto z, auto, auto d) { return nabla::pullback(nabla::call<pulled_through_body_rule>(z, d)); }
  static void kernel(const auto& to, const auto& z) { write(to, running_body->next(read(z))); }
};

}  // namespace test
