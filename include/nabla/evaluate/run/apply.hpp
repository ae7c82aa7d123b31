// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/real.hpp>
#include <nabla/rules/operation.hpp>
#include <nabla/support/constant_scalar.hpp>
#include <nabla/support/select.hpp>
#include <nabla/support/wide.hpp>

#include <limits>
#include <type_traits>
#include <utility>

namespace nabla::detail {

/// A double as T has it: beyond T's range, where a conversion in a constant expression is an error, infinite.
template <class T>
constexpr double within(double value) {
  if constexpr (sizeof(T) < sizeof(double)) {
    constexpr double largest = std::numeric_limits<T>::max(), beyond = largest * (1 + 0.25 * static_cast<double>(std::numeric_limits<T>::epsilon()));
    if (value >= beyond || value <= -beyond) return value < 0 ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
    if (value > largest || value < -largest) return value < 0 ? -largest : largest;
  }
  return value;
}

/// The value of an exact constant in a scalar type, correctly rounded where numerator and denominator are exact.
template <class T>
constexpr T constant_as(const rational& value) {
  if constexpr (std::is_floating_point_v<T>) {
    if (value.denominator == 0) return static_cast<T>(detail::within<T>(real_value(value)));
    if (value.denominator == 1) return static_cast<T>(value.numerator);
    return static_cast<T>(value.numerator) / static_cast<T>(value.denominator);
  } else if constexpr (is_wide<T>) {
    if (value.denominator == 0) return static_cast<T>(real_value(value));
    return detail::wide_constant<T>(value);
  } else if constexpr (requires { requires std::is_floating_point_v<typename T::value_type>; }) {
    return static_cast<T>(constant_as<typename T::value_type>(value));  // clang 14 cannot divide std::complex in a constant expression
  } else {
    return static_cast<T>(constant_as<double>(value));
  }
}

/// Instantiated only to refuse a function that is evaluated and has nothing to evaluate it with; the message names the rule.
template <class Rule>
constexpr void refuse_function_without_value() {
  if constexpr (Rule::elementwise)
    static_assert(sizeof(Rule) == 0, "nabla: a function is given by value(u, ...) or definition(u, ...), with as many operands as it has");
  else static_assert(sizeof(Rule) == 0, "nabla: a function of matrices is given by definition(A, ...) or kernel(result, A, ...), with as many operands as it has");
}

/// Runs the rule with this key on numbers; in a constant expression with nabla's own elementary functions.
template <key Function, class T, class... Rest>
[[gnu::always_inline]] inline constexpr T apply(const T& u, const Rest&... more) {
  using rule = decltype(two_rules_have_one_text(rule_tag<Function>{}));
  if constexpr (is_register<T>) {
    return T::value_of(rule{}, u, more...);
  } else if constexpr (requires { rule::value(u, more...); }) {
    if constexpr (!std::is_floating_point_v<T>) return static_cast<T>(rule::value(u, more...));
    else if constexpr (!requires { rule::value(constant_scalar<T>(u), constant_scalar<T>(more)...); }) return static_cast<T>(rule::value(number_for_any<T>{u}, number_for_any<T>{more}...));
    else {
      if (__builtin_is_constant_evaluated()) return rule::value(constant_scalar<T>(u), constant_scalar<T>(more)...).value;
      return static_cast<T>(rule::value(u, more...));
    }
  } else {
    refuse_function_without_value<rule>();
    return u;
  }
}

}  // namespace nabla::detail
