// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/support/cold.hpp>

#include <charconv>
#include <string_view>

namespace nabla::detail {
NABLA_COLD_BEGIN

/// Where the texts of a program are until it is written: they go together. Of several in one thread the last one gives room.
class code_memory {
 public:
  code_memory() : before_(last) { last = this; }
  code_memory(const code_memory&) = delete;
  code_memory& operator=(const code_memory&) = delete;
  ~code_memory() {
    last = before_;
    while (blocks_ != nullptr) {
      char* const block = blocks_;
      blocks_ = reinterpret_cast<header*>(block)->before;
      delete[] block;
    }
  }
  static char* room(int size) { return last->room_here(size); }
  /// Is there room for more behind a text, which nobody has? Then it grows there.
  static bool grows(const char* end, int more) {
    if (end != last->free_ || last->left_ < more) return false;
    last->free_ += more;
    last->left_ -= more;
    return true;
  }

 private:
  struct header {
    char* before;
  };
  char* room_here(int size) {
    if (left_ < size) {
      left_ = size > smallest_block ? size : smallest_block;
      char* const block = new char[sizeof(header) + static_cast<unsigned>(left_)];
      new (block) header{blocks_};
      blocks_ = block;
      free_ = block + sizeof(header);
    }
    char* const result = free_;
    free_ += size;
    left_ -= size;
    return result;
  }

  static constexpr int smallest_block = 1 << 14;
  inline static constinit thread_local code_memory* last = nullptr;
  code_memory* const before_;
  char *blocks_ = nullptr, *free_ = nullptr;
  int left_ = 0;
};

/// A text of a program: characters that stay as they are, literals or in the memory of the program. It has nothing to give back by itself: of std::string
/// what gives back, wherever something may throw, is most of what a printer costs the compiler.
struct code_text {
  const char* data = "";
  int length = 0;

  constexpr code_text() = default;
  constexpr code_text(const char* text) : data(text) {
    while (text[length] != '\0') ++length;
  }
  constexpr code_text(const char* first, int count) : data(first), length(count) {}
  code_text(std::string_view text) : data(text.data()), length(static_cast<int>(text.size())) {}
  operator std::string_view() const { return {data, static_cast<unsigned>(length)}; }

  int size() const { return length; }
  bool empty() const { return length == 0; }
  char operator[](int i) const { return data[i]; }
  char front() const { return data[0]; }
  char back() const { return data[length - 1]; }
  code_text from(int first) const { return {data + first, length - first}; }
  code_text first(int count) const { return {data, count}; }
  bool begins_with(code_text what) const { return length >= what.length && first(what.length) == what; }
  /// The first place of a text from a place on; -1: there is none.
  int find(code_text what, int from = 0) const {
    for (int at = from; at + what.length <= length; ++at)
      if (code_text(data + at, what.length) == what) return at;
    return -1;
  }
  /// The first place of one of some characters; -1: there is none.
  int find_any_of(code_text characters) const {
    for (int at = 0; at < length; ++at)
      if (characters.find({data + at, 1}) >= 0) return at;
    return -1;
  }
  bool has_any_of(code_text characters) const { return find_any_of(characters) >= 0; }

  friend bool operator==(code_text a, code_text b) {
    if (a.length != b.length) return false;
    for (int i = 0; i < a.length; ++i)
      if (a.data[i] != b.data[i]) return false;
    return true;
  }
  [[nodiscard]] friend code_text operator+(code_text a, code_text b) {
    if (a.length == 0 || b.length == 0) return a.length == 0 ? b : a;
    if (!code_memory::grows(a.data + a.length, b.length)) {
      char* const copy = code_memory::room(a.length + b.length);
      for (int i = 0; i < a.length; ++i) copy[i] = a.data[i];
      a.data = copy;
    }
    char* const to = const_cast<char*>(a.data) + a.length;
    for (int i = 0; i < b.length; ++i) to[i] = b.data[i];
    return {a.data, a.length + b.length};
  }
  code_text& operator+=(code_text more) { return *this = *this + more; }
};

/// A text that grows by many others: it is not copied each time.
struct growing_code {
  char* data = nullptr;
  int size = 0, capacity = 0;

  growing_code& operator+=(code_text more) {
    if (size + more.length > capacity) {
      capacity = 2 * (size + more.length) + 64;
      char* const larger = code_memory::room(capacity);
      for (int i = 0; i < size; ++i) larger[i] = data[i];
      data = larger;
    }
    for (int i = 0; i < more.length; ++i) data[size++] = more.data[i];
    return *this;
  }
  code_text text() const { return {data, size}; }
};

/// A copy in the memory of the program.
inline code_text kept(code_text text) {
  char* const copy = code_memory::room(text.length);
  for (int i = 0; i < text.length; ++i) copy[i] = text.data[i];
  return {copy, text.length};
}
/// The shortest digits that give back a number.
template <class Number>
code_text digits_of(Number value) {
  char digits[64];
  return kept({digits, static_cast<int>(std::to_chars(digits, digits + sizeof digits, value).ptr - digits)});
}
inline code_text number_text(int number) { return digits_of(number); }

inline code_text replaced(code_text text, code_text what, code_text by) {
  growing_code result;
  int rest = 0;
  for (int at = text.find(what); at >= 0; at = text.find(what, rest)) {
    (result += text.from(rest).first(at - rest)) += by;
    rest = at + what.length;
  }
  return rest == 0 ? text : (result += text.from(rest)).text();
}

NABLA_COLD_END
}  // namespace nabla::detail
