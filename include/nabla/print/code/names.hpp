// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/print/code/language.hpp>
#include <nabla/print/keywords.hpp>
#include <nabla/print/letters.hpp>
#include <nabla/support/cold.hpp>
#include <nabla/support/list.hpp>

namespace nabla::detail {
NABLA_COLD_BEGIN

/// Names of a program, each given once. A Greek letter becomes its name, another letter that is not one of C its number: β is beta, ж u0436. Whatever
/// else is no part of a name becomes a line, several of them one, and a name that then does not begin with a letter has a v before it: weird-name
/// is weird_name, 1x is v1x. A name that means something in the language, or that something written here has, gets a line at its end: double_, exp_.
/// Several of one name are x, x_, x__; different names that have become one are a_, a_2, a_3.
class code_names {
 public:
  explicit code_names(const language& in) : in_(in) {}
  code_text take(code_text wanted) { return take(as_identifier(wanted), wanted, false); }
  /// The name of a function, for the whole file: nothing of the library either.
  code_text take_function(code_text wanted) { return take(as_identifier(wanted), wanted, true); }
  /// A name that is made of one that was given.
  code_text take_made(code_text name) { return take(name, name, false); }

  static bool is_part_of_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }
  static bool is_number(code_text digits) {
    for (int i = 0; i < digits.size(); ++i)
      if (digits[i] < '0' || digits[i] > '9') return false;
    return true;
  }
  static code_text as_identifier(code_text wanted) {
    code_text name;
    for (std::size_t at = 0; at < static_cast<std::size_t>(wanted.size());) {
      const char* const begin = wanted.data + at;
      const std::uint32_t letter = next_letter(wanted, at);
      code_text part = letter >= 128 ? name_of_greek_letter(letter) : std::string_view(is_part_of_name(*begin) ? begin : "_", 1);
      if (part.empty()) part = kept(std::string_view(numbered_letter(letter)));
      if (part != "_" || name.empty() || name.back() != '_') name += part;
    }
    const char first = name.empty() ? '_' : name.front();
    return (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z') ? name : "v" + name;
  }

 private:
  /// Indices, sums, and t1, m2: parts and matrices.
  static bool is_written_here(code_text name) {
    static constexpr char words[] = "i j k sum value workspace";
    return is_word_of(name, words) || (name.size() > 1 && (name[0] == 't' || name[0] == 'm') && is_number(name.from(1)));
  }
  code_text take(code_text name, code_text wanted, bool is_function) {
    if (name.begins_with("nabla_")) name = "v_" + name;  // so are helpers called
    const auto is_free = [&] { return !in_.is_reserved(name) && !is_written_here(name) && !(is_function && in_.is_reserved_for_functions(name)) && wanted_of(name) == nullptr; };
    const code_text* same = wanted_of(name);
    const bool is_again = same != nullptr && *same == wanted;
    while (!is_free() && (is_again || name.back() != '_')) name += "_";
    const code_text stem = name;
    for (int number = 2; !is_free(); ++number) name = stem + number_text(number);
    taken_.push({name, wanted});
    return name;
  }

  struct taken {
    code_text name, wanted;
  };
  const code_text* wanted_of(code_text name) const {
    for (int i = 0; i < taken_.size; ++i)
      if (taken_.data[i].name == name) return &taken_.data[i].wanted;
    return nullptr;
  }

  const language& in_;
  list<taken> taken_;
};

NABLA_COLD_END
}  // namespace nabla::detail
