// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>

namespace nabla {

/// A string that can be a template argument: `var<"x">`.
template <std::size_t N>
struct fixed_string {
  char text[N]{};
  constexpr fixed_string(const char (&literal)[N]) {
    for (std::size_t i = 0; i < N; ++i) text[i] = literal[i];
  }
};

/// The same characters, whatever the length; `std::string_view` would cost 0.15 s of every include.
struct text_view {
  const char* begin = nullptr;
  std::size_t size = 0;
  constexpr text_view() = default;
  constexpr text_view(const char* zero_terminated) : begin(zero_terminated) {
    while (zero_terminated[size] != '\0') ++size;
  }
};

}  // namespace nabla
