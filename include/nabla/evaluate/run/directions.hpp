// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/arithmetic.hpp>
#include <nabla/rules/fused.hpp>
#include <nabla/rules/operation.hpp>
#include <nabla/support/select.hpp>

#include <cstddef>

namespace nabla::detail {

#if defined(__GNUC__)
/// Bytes of the machine's longest registers.
#if defined(__AVX512F__)
inline constexpr int register_bytes = 64;
#elif defined(__AVX__)
inline constexpr int register_bytes = 32;
#else
inline constexpr int register_bytes = 16;
#endif

/// What tangents may meet: sums, and products with values.
constexpr bool is_linear(key function) {
  for (key each : {rule_key<add_rule>, rule_key<subtract_rule>, rule_key<multiply_rule>, rule_key<divide_rule>, rule_key<negate_rule>, rule_key<multiply_add_rule>, rule_key<multiply_subtract_rule>, rule_key<subtract_product_rule>, rule_key<rounded_product_rule>})
    if (each == function) return true;
  return false;
}

/// A number for each of some directions, in one register or two: a tangent, or a value that is the same in all. Tangents are added, and multiplied by values; what else is done with values is
/// done once.
template <class T, int Width>
struct directions {
  using scalar = T;
  static constexpr int bytes = Width * static_cast<int>(sizeof(T)), parts = bytes > register_bytes ? bytes / register_bytes : 1, width_of_part = Width / parts;
  using part [[gnu::vector_size(static_cast<unsigned>(bytes / parts))]] = T;
  part in[static_cast<std::size_t>(parts)];

  directions() = default;
  [[gnu::always_inline]] directions(T value) : directions(each([&](int) __attribute__((always_inline)) { return value - part{}; })) {}
  /// 1 along one direction.
  [[gnu::always_inline]] static directions along(int direction) {
    return each([&](int k) __attribute__((always_inline)) {
      part unit{};
      if (direction / width_of_part == k) unit[direction % width_of_part] = 1;
      return unit;
    });
  }
  [[gnu::always_inline]] T operator[](int direction) const { return in[direction / width_of_part][direction % width_of_part]; }

  // clang-format off
#define NABLA_DETAIL_IN_EACH(expression) { return each([&](int k) __attribute__((always_inline)) { return part(expression); }); }
  [[gnu::always_inline]] friend directions operator+(const directions& a, const directions& b) NABLA_DETAIL_IN_EACH(a.in[k] + b.in[k])
  [[gnu::always_inline]] friend directions operator-(const directions& a, const directions& b) NABLA_DETAIL_IN_EACH(a.in[k] - b.in[k])
  [[gnu::always_inline]] friend directions operator*(const directions& a, const directions& b) NABLA_DETAIL_IN_EACH(a.in[k] * b.in[k])
  [[gnu::always_inline]] friend directions operator/(const directions& a, const directions& b) NABLA_DETAIL_IN_EACH(a.in[k] / b.in[k])
  [[gnu::always_inline]] friend directions operator-(const directions& a) NABLA_DETAIL_IN_EACH(-a.in[k])
  [[gnu::always_inline]] friend directions multiply_add(const directions& a, const directions& b, const directions& c) NABLA_DETAIL_IN_EACH(a.in[k] * b.in[k] + c.in[k])
  [[gnu::always_inline]] friend directions multiply_subtract(const directions& a, const directions& b, const directions& c) NABLA_DETAIL_IN_EACH(a.in[k] * b.in[k] - c.in[k])
  [[gnu::always_inline]] friend directions subtract_product(const directions& a, const directions& b, const directions& c) NABLA_DETAIL_IN_EACH(c.in[k] - a.in[k] * b.in[k])
#undef NABLA_DETAIL_IN_EACH
  // clang-format on
  /// A product that is rounded before anything is added to it, see rounded_first().
      [[gnu::always_inline]] static directions rounded_first(directions a) {
#if !defined(__clang__) && defined(__SSE2__)
    for (part& each : a.in) __asm__("" : "+x"(each));
#endif
    return a;
  }
  [[gnu::always_inline]] static directions larger_of(const directions& a, const directions& b) { return {a[0] > b[0] ? a[0] : b[0]}; }  // marks a register

  template <class Rule, class... U>
  [[gnu::always_inline]] static directions value_of(Rule, const directions& u, const U&... more) {
    if constexpr (is_linear(rule_key<Rule>)) return Rule::value(u, more...);
    else return {static_cast<T>(Rule::value(u[0], more[0]...))};
  }

 private:
  template <class F>
  [[gnu::always_inline]] static directions each(F f) {
    directions result;
    result.in[0] = f(0);
    if constexpr (parts == 2) result.in[1] = f(1);
    return result;
  }
};
#endif

}  // namespace nabla::detail
