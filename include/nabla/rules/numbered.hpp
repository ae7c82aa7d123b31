// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/shape/shape.hpp>

#include <concepts>
#include <type_traits>

namespace nabla::detail {

/// The name of a rule that is a template: its text is its identity, so its numbers are part of it. "block<0, 1, 2, -1>"
struct numbered_text {
  char text[120]{};
  int size = 0;

  template <class... Number>
  constexpr numbered_text(const char* rule, const Number&... numbers) {
    add(rule);
    add("<");
    int i = 0;
    ((i++ > 0 ? add(", ") : void(), add(numbers)), ...);
    add(">");
  }
  constexpr void add(const char* more) {
    for (; *more != '\0'; ++more) text[size++] = *more;  // too long for the array: a compile error
  }
  constexpr void add(std::integral auto number) {
    char digits[12]{};
    int place = 11;
    const bool negative = number < 0;
    do digits[--place] = static_cast<char>('0' + (negative ? -(number % 10) : number % 10));
    while ((number /= 10) != 0);
    if (negative) digits[--place] = '-';
    add(digits + place);
  }
  template <class Size>
    requires std::is_class_v<Size>
  constexpr void add(const Size& of) {
    of.spell([&](auto part) { add(part); });
  }
};

}  // namespace nabla::detail
