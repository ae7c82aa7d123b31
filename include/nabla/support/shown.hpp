// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/support/fixed_string.hpp>

#include <type_traits>
#include <utility>

namespace nabla::detail {

// How a compiler shows a string that is a template argument: g++ as it is; clang from 17 on cut after some 35 characters, so that it gets it in
// lines; clang before that as the numbers of its characters, while it shows characters as such: 'a', 'b'. These take five each of the 300 that a line
// may have, so that what is shown there says the sizes alone.
#if defined(__clang__) && __clang_major__ < 17
inline constexpr bool shows_letters = true;
#else
inline constexpr bool shows_letters = false;
#endif
template <fixed_string... Lines>
struct shown_text {};
template <char...>
struct letters {};
template <fixed_string Line>
constexpr auto shown_by(shown_text<Line>) {
  return Line;
}

template <fixed_string Text, std::size_t Line, std::size_t First>
constexpr auto line_of() {
  constexpr std::size_t left = sizeof(Text.text) - 1 - First, size = left < Line ? left : Line;
  return fixed_text<size>(Text.text + First);
}
template <fixed_string Text>
struct readable {
  static constexpr std::size_t size = sizeof(Text.text) - 1, line = 32;
  template <std::size_t... I>
  static constexpr shown_text<line_of<Text, line, I * line>()...> lines(std::index_sequence<I...>) { return {}; }
  template <std::size_t... I>
  static constexpr letters<Text.text[I]...> spelled(std::index_sequence<I...>) { return {}; }
  static constexpr auto make() {
#if !defined(__clang__)
    return shown_text<Text>{};
#else
    if constexpr (shows_letters) return spelled(std::make_index_sequence<size>{});
    else return lines(std::make_index_sequence<(size + line - 1) / line>{});
#endif
  }
  using type = decltype(make());
};
/// A type in whose name every compiler shows the text.
template <fixed_string Text>
using shown = typename readable<Text>::type;
/// The same of what a sentence says without it, too.
template <fixed_string Text>
using hint = std::conditional_t<shows_letters, letters<>, shown<Text>>;

/// False, for a static_assert that says what it is about: `static_assert(says<shown<"x">>, "nabla: …");`
template <class... What>
inline constexpr bool says = false;

}  // namespace nabla::detail
