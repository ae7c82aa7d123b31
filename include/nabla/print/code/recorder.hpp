// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/support/cold.hpp>
#include <nabla/support/constant_math/classify.hpp>
#include <nabla/support/list.hpp>
#include <nabla/support/raise.hpp>

#include <cstdint>
#include <limits>
#include <type_traits>

namespace nabla::detail {
NABLA_COLD_BEGIN

enum class code_kind : std::uint8_t {
  operand,
  constant,
  prefix,
  infix,
  call,
  choice
};

/// One step of a function in C: an operand, a constant, or an operator or a function on earlier steps.
template <class T>
struct code_step {
  code_kind kind = code_kind::constant;
  const char* name = "";  ///< of the operator or the function
  int precedence = 100;
  int from[3] = {-1, -1, -1};
  int operand = 0, element = 0;  ///< number of an operand, and of its element where it is a matrix
  T value{};
};

/// Writes down what code does that runs on code_number<T>: the value of an entry, or a kernel.
template <class T>
struct code_recorder {
  list<code_step<T>> steps;
  bool branches = false;  ///< the code has asked whether a condition holds

  constexpr int push(const code_step<T>& step) {
    for (int i = steps.size - 1; i >= 0 && i >= steps.size - 64; --i)
      if (same(steps.data[i], step)) return i;
    steps.push(step);
    return steps.size - 1;
  }

 private:
  static constexpr bool same(const code_step<T>& a, const code_step<T>& b) {
    if (a.kind != b.kind || a.operand != b.operand || a.element != b.element) return false;
    for (int k = 0; k < 3; ++k)
      if (a.from[k] != b.from[k]) return false;
    for (int i = 0; a.name[i] != '\0' || b.name[i] != '\0'; ++i)
      if (a.name[i] != b.name[i]) return false;
    return a.value == b.value && constant_math::signbit(a.value) == constant_math::signbit(b.value);
  }
};

template <class T>
struct code_number;

/// A condition between such numbers. To ask whether it holds is a branch, which cannot be written down: select(c, a, b) can.
template <class T>
struct code_condition {
  code_recorder<T>* recorder = nullptr;
  int step = -1;
  bool value = false;  ///< without a recorder

  explicit constexpr operator bool() const {
    if (recorder == nullptr) return value;
    recorder->branches = true;
    return false;
  }
  friend constexpr code_number<T> select(code_condition c, code_number<T> a, code_number<T> b) {
    if (c.recorder == nullptr) return c.value ? a : b;
    return code_number<T>::made(c.recorder, {.kind = code_kind::choice, .precedence = 20, .from = {c.step, a.in(c.recorder), b.in(c.recorder)}});
  }
};

/// A number of whatever code runs on it: every operation becomes a step of a recorder, or a constant where no operand has one.
template <class T>
struct code_number {
  code_recorder<T>* recorder = nullptr;
  int step = -1;
  T value{};  ///< without a recorder

  constexpr code_number() = default;
  template <class N>
    requires std::is_arithmetic_v<N>
  constexpr code_number(N number) : value(static_cast<T>(number)) {}

  static constexpr code_number made(code_recorder<T>* recorder, const code_step<T>& step) {
    code_number result;
    result.recorder = recorder;
    result.step = recorder->push(step);
    return result;
  }
  constexpr int in(code_recorder<T>* r) const { return recorder != nullptr ? step : r->push({.kind = code_kind::constant, .value = value}); }
  explicit constexpr operator int() const {
    if (recorder != nullptr) recorder->branches = true;
    return recorder != nullptr ? 0 : static_cast<int>(value);
  }

  // clang-format off
  friend constexpr code_number operator+(code_number a) { return a; }
  friend constexpr code_number operator-(code_number a) { return a.recorder == nullptr ? code_number(-a.value) : made(a.recorder, {.kind = code_kind::prefix, .name = "-", .precedence = 90, .from = {a.step, -1, -1}}); }
  friend constexpr code_number operator+(code_number a, code_number b) { return constants(a, b) ? code_number(a.value + b.value) : infix("+", 70, a, b); }
  friend constexpr code_number operator-(code_number a, code_number b) { return constants(a, b) ? code_number(a.value - b.value) : infix("-", 70, a, b); }
  friend constexpr code_number operator*(code_number a, code_number b) { return constants(a, b) ? code_number(a.value * b.value) : infix("*", 80, a, b); }
  friend constexpr code_number operator/(code_number a, code_number b) { return constants(a, b) ? code_number(a.value / b.value) : infix("/", 80, a, b); }
  friend constexpr code_condition<T> operator<(code_number a, code_number b) { return condition("<", a.value < b.value, a, b); }
  friend constexpr code_condition<T> operator<=(code_number a, code_number b) { return condition("<=", a.value <= b.value, a, b); }
  friend constexpr code_condition<T> operator>(code_number a, code_number b) { return condition(">", a.value > b.value, a, b); }
  friend constexpr code_condition<T> operator>=(code_number a, code_number b) { return condition(">=", a.value >= b.value, a, b); }
  friend constexpr code_condition<T> operator==(code_number a, code_number b) { return condition("==", a.value == b.value, a, b); }
  friend constexpr code_condition<T> operator!=(code_number a, code_number b) { return condition("!=", a.value != b.value, a, b); }

  friend constexpr code_number abs(code_number a) { return call("fabs", a); }
  friend constexpr code_number sqrt(code_number a) { return call("sqrt", a); }
  friend constexpr code_number cbrt(code_number a) { return call("cbrt", a); }
  friend constexpr code_number exp(code_number a) { return call("exp", a); }
  friend constexpr code_number exp2(code_number a) { return call("exp2", a); }
  friend constexpr code_number expm1(code_number a) { return call("expm1", a); }
  friend constexpr code_number log(code_number a) { return call("log", a); }
  friend constexpr code_number log2(code_number a) { return call("log2", a); }
  friend constexpr code_number log10(code_number a) { return call("log10", a); }
  friend constexpr code_number log1p(code_number a) { return call("log1p", a); }
  friend constexpr code_number sin(code_number a) { return call("sin", a); }
  friend constexpr code_number cos(code_number a) { return call("cos", a); }
  friend constexpr code_number tan(code_number a) { return call("tan", a); }
  friend constexpr code_number asin(code_number a) { return call("asin", a); }
  friend constexpr code_number acos(code_number a) { return call("acos", a); }
  friend constexpr code_number atan(code_number a) { return call("atan", a); }
  friend constexpr code_number sinh(code_number a) { return call("sinh", a); }
  friend constexpr code_number cosh(code_number a) { return call("cosh", a); }
  friend constexpr code_number tanh(code_number a) { return call("tanh", a); }
  friend constexpr code_number asinh(code_number a) { return call("asinh", a); }
  friend constexpr code_number acosh(code_number a) { return call("acosh", a); }
  friend constexpr code_number atanh(code_number a) { return call("atanh", a); }
  friend constexpr code_number erf(code_number a) { return call("erf", a); }
  friend constexpr code_number erfc(code_number a) { return call("erfc", a); }
  friend constexpr code_number lgamma(code_number a) { return call("lgamma", a); }
  friend constexpr code_number floor(code_number a) { return call("floor", a); }
  friend constexpr code_number ceil(code_number a) { return call("ceil", a); }
  friend constexpr code_number round(code_number a) { return call("round", a); }
  friend constexpr code_number pow(code_number a, code_number b) { return call("pow", a, b); }
  friend constexpr code_number hypot(code_number a, code_number b) { return call("hypot", a, b); }
  friend constexpr code_number atan2(code_number a, code_number b) { return call("atan2", a, b); }
  friend constexpr code_number fma(code_number a, code_number b, code_number c) { return call("fma", a, b, c); }
  // clang-format on

 private:
  static constexpr bool constants(code_number a, code_number b) { return a.recorder == nullptr && b.recorder == nullptr; }
  static constexpr code_number infix(const char* sign, int precedence, code_number a, code_number b) {
    code_recorder<T>* r = a.recorder != nullptr ? a.recorder : b.recorder;
    const int left = a.in(r), right = b.in(r);
    return made(r, {.kind = code_kind::infix, .name = sign, .precedence = precedence, .from = {left, right, -1}});
  }
  static constexpr code_condition<T> condition(const char* sign, bool value, code_number a, code_number b) {
    if (constants(a, b)) return {nullptr, -1, value};
    const code_number made = infix(sign, 60, a, b);
    return {made.recorder, made.step};
  }
  template <class... A>
  static constexpr code_number call(const char* name, A... a) {
    code_recorder<T>* r = nullptr;
    ((r = a.recorder != nullptr ? a.recorder : r), ...);
    if (r == nullptr) raise(internal_error("nabla: a function of constants alone, which depends on no operand"));
    code_step<T> step{.kind = code_kind::call, .name = name};
    int k = 0;
    ((step.from[k++] = a.in(r)), ...);
    return made(r, step);
  }
};

NABLA_COLD_END
}  // namespace nabla::detail

template <class T>
struct std::numeric_limits<nabla::detail::code_number<T>> : std::numeric_limits<T> {};
