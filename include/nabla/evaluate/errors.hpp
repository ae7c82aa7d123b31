// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/shape/shape.hpp>
#include <nabla/support/raise.hpp>

#include <cstddef>

namespace nabla::detail {

using index = std::ptrdiff_t;

/// A sentence that is put together when an input is refused.
class input_error : public std::exception {
 public:
  const char* what() const noexcept override { return message_; }

 protected:
  void add(const char* text) {
    for (; *text != '\0' && size_ + 1 < sizeof message_; ++text) message_[size_++] = *text;
    message_[size_] = '\0';
  }
  void add(int number) { add(index{number}); }
  void add(index number) {
    char digits[24] = {};
    int place = 23;
    const bool negative = number < 0;
    do digits[--place] = static_cast<char>('0' + (negative ? -(number % 10) : number % 10));
    while ((number /= 10) != 0);
    if (negative) digits[--place] = '-';
    add(digits + place);
  }
  void add(const extent& e, index value) {
    if (e.is_named()) {
      e.spell([&](auto part) { add(part); });
      if (value >= 0) add(" = ");
    }
    if (value >= 0) add(value);
  }

 private:
  char message_[256] = {};
  std::size_t size_ = 0;
};

/// A size bound at run time disagrees. The message names the symbol and both sizes; nothing has been written.
class shape_error : public input_error {
 public:
  shape_error(const char* symbol, index rows, index columns, const shape& expected, index expected_rows, index expected_columns) {
    add("nabla: ");
    add(symbol);
    add(" is bound to a ");
    add(rows);
    add(" x ");
    add(columns);
    add(" matrix, expected ");
    add(expected.rows, expected_rows);
    add(" x ");
    add(expected.columns, expected_columns);
  }
  /// Sizes that are bound together do not suit a function of the formula.
  shape_error(const char* function, index rows, index columns) {
    add("nabla: ");
    add(function);
    add(" does not fit a ");
    add(rows);
    add(" x ");
    add(columns);
    add(" matrix");
  }
  /// A size that a symbol binds leaves less than nothing for another that is counted from it, such as n - 1.
  shape_error(const char* symbol, index rows, index columns, const extent& too_small) {
    add("nabla: ");
    add(symbol);
    add(" is bound to a ");
    add(rows);
    add(" x ");
    add(columns);
    add(" matrix, which is too small: ");
    too_small.spell([&](auto part) { add(part); });
    add(" is below 0");
  }
  /// The same of a size that is given as a number.
  explicit shape_error(const extent& too_small) {
    add("nabla: ");
    too_small.spell([&](auto part) { add(part); });
    add(" is below 0");
  }

 protected:
  shape_error() = default;  // of those that put their sentence together
};

/// A class index bound to labels is not one of the columns, or another value that an input cannot take.
class label_error : public input_error {
 public:
  /// An index, of a class too, that is no whole number, negative, or not below its range.
  label_error(const char* symbol, index place, const extent& range, index size) {
    add("nabla: element ");
    add(place);
    add(" of ");
    add(symbol);
    add(" is no whole number from 0 on below ");
    add(range, size);
    if (size < 0) add(", which nothing binds");
  }
};

}  // namespace nabla::detail

namespace nabla {
using detail::shape_error, detail::label_error;
}
