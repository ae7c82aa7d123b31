// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <istream>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace examples {

/// What is wrong with a data file, and where: "digits.csv:17: 64 fields where 65 are expected".
struct data_error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What a field may hold.
struct field_kind {
  double lowest = std::numeric_limits<double>::lowest(), highest = std::numeric_limits<double>::max();
  bool is_whole = false;
};

/// Numbers row by row; no Eigen here, whose memory belongs to one set of compiler flags.
struct table {
  std::size_t rows = 0, columns = 0;
  std::vector<double> values{};
};

/// Reads lines of numbers with commas between them. `name` stands in the messages.
class csv_reader {
 public:
  csv_reader(std::istream& in, std::string name) : in_(in), name_(std::move(name)) {}

  /// The next line without its end; false after the last.
  bool next_line(std::string& line);
  /// All lines that are left, one row each, with one field of each kind; throws data_error, also when there is none.
  table rows(const std::vector<field_kind>& kinds);

  /// Throws data_error with the number of the last line, if there was one.
  [[noreturn]] void fail(const std::string& reason) const;
  [[noreturn]] void fail_at_field(std::size_t number, const std::string& reason) const;

 private:
  std::istream& in_;
  std::string name_;
  std::size_t line_ = 0;
};

/// A damaged file can hold anything: shows a field so that no terminal minds.
std::string quoted(std::string_view field);

std::ifstream open_data(const std::filesystem::path& file);

}  // namespace examples
