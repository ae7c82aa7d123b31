// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// A value of JSON. The library that reads and writes it is known to value.cpp alone: it takes a compiler four seconds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace gradbench {

struct value;
using object = std::vector<std::pair<std::string, value>>;
using list = std::vector<value>;

// Arrays of numbers lie in one vector.
struct value {
  std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, std::vector<double>, list, object> is;

  value() = default;
  value(bool b) : is(b) {}
  value(double number) : is(number) {}
  value(std::int64_t whole) : is(whole) {}
  value(std::size_t whole) : is(static_cast<std::int64_t>(whole)) {}
  value(const char* text) : is(std::string(text)) {}
  value(std::string text) : is(std::move(text)) {}
  value(std::vector<double> numbers) : is(std::move(numbers)) {}
  value(std::span<const double> numbers) : is(std::vector<double>(numbers.begin(), numbers.end())) {}
  value(list values) : is(std::move(values)) {}
  value(object members) : is(std::move(members)) {}
};

// Rows one after the other in one vector.
struct rows_of_numbers {
  std::size_t rows = 0, columns = 0;
  std::vector<double> elements;
};

value parse(const std::string& text);
std::string to_json(const value& v);

// What a member of an object is; std::runtime_error where it is not there or of another kind.
const value& member(const value& v, std::string_view name);
bool has(const value& v, std::string_view name);
double number(const value& v);
std::size_t whole(const value& v);
const std::string& text(const value& v);
const std::vector<double>& numbers(const value& v);
const list& values(const value& v);
rows_of_numbers matrix(const value& v);

// The numbers in rows of so many.
list in_rows(std::span<const double> elements, std::size_t columns);

}  // namespace gradbench
