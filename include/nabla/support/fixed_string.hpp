// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>

namespace nabla::detail {

/// A string that can be a template argument: `var<"x">`.
template <std::size_t N>
struct fixed_string {
  char text[N]{};
  constexpr fixed_string(const char (&literal)[N]) {
    for (std::size_t i = 0; i < N; ++i) text[i] = literal[i];
  }
  // var<1>, dim<3>, var<'x'>
  constexpr fixed_string(int) : text{'x'} { static_assert(N == 0, "nabla: a name is a text in quotes"); }
};
template <std::size_t N>
fixed_string(const char (&)[N]) -> fixed_string<N>;
fixed_string(int) -> fixed_string<2>;
/// A name of a symbol or a size: any text but none; "#007" is a symbol that a loop made.
constexpr bool is_name_text(const char* name) { return name[0] != '\0' && name[0] != '#'; }
template <fixed_string Name>
inline constexpr bool is_name = is_name_text(Name.text);
#define NABLA_DETAIL_NAMED "nabla: a name is a text that is not empty and does not begin with #"

/// < 0, 0, > 0, as strcmp does.
constexpr int order_of(const char* a, const char* b) {
  for (; *a != '\0' && *a == *b; ++a) ++b;
  return static_cast<unsigned char>(*a) - static_cast<unsigned char>(*b);
}
constexpr bool is_same_text(const char* a, const char* b) { return a == b || order_of(a, b) == 0; }

constexpr std::size_t length_of(const char* text) {
  std::size_t length = 0;
  while (text[length] != '\0') ++length;
  return length;
}
/// `fixed_text<length_of(text)>(text)`: a text of the constant evaluation as a template argument.
template <std::size_t Length>
constexpr fixed_string<Length + 1> fixed_text(const char* text) {
  char copy[Length + 1]{};
  for (std::size_t i = 0; i < Length; ++i) copy[i] = text[i];
  return fixed_string<Length + 1>(copy);
}

/// The same characters, whatever the length; `std::string_view` would cost 0.15 s of every include.
struct text_view {
  const char* begin = nullptr;
  std::size_t size = 0;
  constexpr text_view() = default;
  constexpr text_view(const char* zero_terminated) : begin(zero_terminated) {
    while (zero_terminated[size] != '\0') ++size;
  }
};

}  // namespace nabla::detail
