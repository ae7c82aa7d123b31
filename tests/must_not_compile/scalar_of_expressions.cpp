// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: a scalar is copied, made of an int and a double, and has ==, - and + - * / that give the type itself; see nabla::Scalar
// lines: 60

#include <nabla/nabla.hpp>

namespace {

struct product;
struct number {
  double value = 0;
  number() = default;
  number(double v) : value(v) {}
  number(const product&);
  friend number operator-(number a) { return -a.value; }
  friend number operator+(number a, number b) { return a.value + b.value; }
  friend number operator-(number a, number b) { return a.value - b.value; }
  friend number operator/(number a, number b) { return a.value / b.value; }
  friend bool operator==(number a, number b) { return a.value == b.value; }
#ifdef NABLA_MUST_NOT_COMPILE
  friend product operator*(number a, number b);
#else
  friend number operator*(number a, number b) { return a.value * b.value; }
#endif
};
struct product {
  number a, b;
};
#ifdef NABLA_MUST_NOT_COMPILE
product operator*(number a, number b) { return {a, b}; }
#endif

}  // namespace

template <>
struct nabla::input_traits<number> {
  using scalar = number;
  static constexpr bool is_matrix = false;
};

constexpr auto x = nabla::var<"x">;
auto squared() { return (x * x)(x = number(2)); }
