// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/report_list.hpp>

#include <concepts>
#include <cstdio>

namespace nabla::detail {

/// A text that may stand in a constant expression, empty there; clang takes no std::string of libstdc++ in one. Converts to std::string and its kin.
class report_text {
 public:
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);

  constexpr report_text() = default;
  constexpr report_text(const char* zero_terminated) { append(zero_terminated); }

  constexpr report_text& append(const char* zero_terminated) {
    for (; *zero_terminated != '\0'; ++zero_terminated) characters_.add() = *zero_terminated;
    return *this;
  }
  constexpr report_text& append(const report_text& other) {
    for (std::size_t i = 0; i < other.size(); ++i) characters_.add() = other.characters_[i];
    return *this;
  }
  NABLA_COLD report_text& append(std::ptrdiff_t number) {
    char digits[32];
    std::snprintf(digits, sizeof digits, "%td", number);
    return append(digits);
  }
  /// With as few digits as tell the number from all others, 17 at most.
  NABLA_COLD report_text& append(double number, int most_digits = 17) {
    char shortest[64];
    for (int digits = 1; digits <= most_digits; ++digits) {
      std::snprintf(shortest, sizeof shortest, "%.*g", digits, number);
      double read = 0;
      if (std::sscanf(shortest, "%lf", &read) == 1 && read == number) break;
    }
    return append(shortest);
  }
  /// Spaces up to a column, at least one.
  constexpr report_text& pad(std::size_t width) {
    characters_.add() = ' ';
    while (characters_.size() < width) characters_.add() = ' ';
    return *this;
  }

  constexpr bool empty() const { return characters_.empty(); }
  constexpr std::size_t size() const { return characters_.size(); }
  constexpr const char* begin() const { return characters_.begin(); }
  constexpr const char* end() const { return characters_.end(); }
  constexpr const char* data() const { return characters_.data(); }
  constexpr std::size_t find(const char* part, std::size_t from = 0) const {
    for (std::size_t i = from; i <= size(); ++i) {
      std::size_t k = 0;
      while (part[k] != '\0' && i + k < size() && characters_[i + k] == part[k]) ++k;
      if (part[k] == '\0') return i;
    }
    return npos;
  }
  constexpr bool starts_with(const char* part) const { return find(part) == 0; }
  friend constexpr bool operator==(const report_text& a, const char* b) {
    std::size_t k = 0;
    while (k < a.size() && b[k] != '\0' && a.characters_[k] == b[k]) ++k;
    return k == a.size() && b[k] == '\0';
  }
  friend constexpr bool operator==(const report_text& a, const report_text& b) {
    std::size_t k = 0;
    while (k < a.size() && k < b.size() && a.characters_[k] == b.characters_[k]) ++k;
    return k == a.size() && k == b.size();
  }

  template <class String>
    requires requires(const char* p, std::size_t n) { String(p, n).substr(n); }
  operator String() const {
    return String(data(), size());
  }

 private:
  report_list<char> characters_;
};

/// Any stream of characters: <ostream> would be dear to include.
template <class Stream>
concept CharacterStream = requires(Stream& out, const char* p) {
  out.write(p, 1);
  out.flush();
};
/// Of this type alone: what converts to it, as a literal does, has its own.
template <CharacterStream Stream, std::same_as<report_text> Text>
Stream& operator<<(Stream& out, const Text& text) {
  out.write(text.data(), static_cast<std::ptrdiff_t>(text.size()));
  return out;
}

}  // namespace nabla::detail
