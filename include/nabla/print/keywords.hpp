// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/support/cold.hpp>

#include <string_view>

namespace nabla::detail {
NABLA_COLD_BEGIN

/// Is a name one of the words of a text, with one space in between; or does it begin with one? An array of texts would be made while compiling, whoever asks.
inline bool is_word_of(std::string_view name, const char* words, bool begins = false) {
  for (const char* at = words;; ++at) {
    unsigned long same = 0, length = 0;
    for (; at[length] != ' ' && at[length] != '\0'; ++length)
      if (same == length && length < name.size() && name[length] == at[length]) ++same;
    if (same == length && (begins || length == name.size())) return true;
    at += length;
    if (*at == '\0') return false;
  }
}

/// Of C or of C++.
inline bool is_keyword(std::string_view name) {
  return is_word_of(name,
                    "auto break case char const continue default do double else enum extern float for goto if inline int long register restrict return short signed sizeof "
                    "static struct switch typedef union unsigned void volatile while "
      // of later editions of C
                    "alignas alignof bool constexpr false nullptr static_assert thread_local true typeof typeof_unqual asm fortran "
      // of C++
                    "and and_eq bitand bitor catch char8_t char16_t char32_t class compl concept consteval constinit const_cast co_await co_return co_yield decltype delete "
                    "dynamic_cast explicit export friend mutable namespace new noexcept not not_eq operator or or_eq private protected public reinterpret_cast requires "
                    "static_cast template this throw try typeid typename using virtual wchar_t xor xor_eq");
}

NABLA_COLD_END
}  // namespace nabla::detail
