// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/print/code/language.hpp>
#include <nabla/print/keywords.hpp>
#include <nabla/print/letters.hpp>
#include <nabla/support/cold.hpp>
#include <nabla/support/list.hpp>

#include <string>

namespace nabla::detail {
NABLA_COLD_BEGIN

/// Names of a program, each given once. A Greek letter becomes its name, another letter that is not one of C its number: β is beta, ж u0436. Whatever
/// else is no part of a name becomes a line, several of them one, and a name that then does not begin with a letter has a v before it: weird-name
/// is weird_name, 1x is v1x. A name that means something in the language, or that something written here has, gets a line at its end: double_, exp_.
/// Several of one name are x, x_, x__; different names that have become one are a_, a_2, a_3.
class code_names {
 public:
  explicit code_names(const language& in) : in_(in) {}
  std::string take(const std::string& wanted) { return take(as_identifier(wanted), wanted, false); }
  /// The name of a function, for the whole file: nothing of the library either.
  std::string take_function(const std::string& wanted) { return take(as_identifier(wanted), wanted, true); }
  /// A name that is made of one that was given.
  std::string take_made(const std::string& name) { return take(name, name, false); }

  static bool is_part_of_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }
  static std::string as_identifier(const std::string& wanted) {
    std::string name;
    for (std::size_t at = 0; at < wanted.size();) {
      const std::size_t begin = at;
      const std::uint32_t letter = next_letter(wanted, at);
      std::string part;
      if (letter < 128) part.assign(1, is_part_of_name(wanted[begin]) ? wanted[begin] : '_');
      else if (const std::string_view known = name_of_greek_letter(letter); !known.empty()) part = known;
      else part = numbered_letter(letter);
      if (part != "_" || name.empty() || name.back() != '_') name.append(part);
    }
    const char first = name.empty() ? '_' : name.front();
    return (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z') ? name : std::string("v").append(name);
  }

 private:
  /// Indices, sums, and t1, m2: parts and matrices.
  static bool is_written_here(std::string_view name) {
    static constexpr std::string_view words[] = {"i", "j", "k", "sum", "value", "workspace"};
    return is_one_of(name, words) || (name.size() > 1 && (name[0] == 't' || name[0] == 'm') && name.find_first_not_of("0123456789", 1) == std::string_view::npos);
  }
  std::string take(std::string name, const std::string& wanted, bool is_function) {
    if (name.compare(0, 6, "nabla_") == 0) name = std::string("v_").append(name);  // so are helpers called
    const auto is_free = [&] { return !in_.is_reserved(name) && !is_written_here(name) && !(is_function && in_.is_reserved_for_functions(name)) && wanted_of(name) == nullptr; };
    const std::string* same = wanted_of(name);
    const bool is_again = same != nullptr && *same == wanted;
    while (!is_free() && (is_again || name.back() != '_')) name.append("_");
    const std::string stem = name;
    for (int number = 2; !is_free(); ++number) name = std::string(stem).append(std::to_string(number));
    taken_.push({name, wanted});
    return name;
  }

  struct taken {
    std::string name, wanted;
  };
  const std::string* wanted_of(const std::string& name) const {
    for (int i = 0; i < taken_.size; ++i)
      if (taken_.data[i].name == name) return &taken_.data[i].wanted;
    return nullptr;
  }

  const language& in_;
  list<taken> taken_;
};

NABLA_COLD_END
}  // namespace nabla::detail
