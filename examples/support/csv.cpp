// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "support/csv.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <sstream>
#include <system_error>

namespace examples {
namespace {

template <class Number> std::errc parse(std::string_view field, double& value) {
  Number number{};
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), number);
  value = static_cast<double>(number);
  return error == std::errc() && end != field.data() + field.size() ? std::errc::invalid_argument : error;
}

double parse_field(std::string_view field, std::size_t number, const field_kind& kind, const csv_reader& reader) {
  if (field.empty()) reader.fail_at_field(number, "empty");
  double value = 0;
  const std::errc error = kind.is_whole ? parse<int>(field, value) : parse<double>(field, value);
  if (error == std::errc::invalid_argument || std::isnan(value))
    reader.fail_at_field(number, quoted(field) + (kind.is_whole ? " is not a whole number" : " is not a number"));
  if (error == std::errc::result_out_of_range || value < kind.lowest || value > kind.highest) {
    std::ostringstream reason;
    reason << quoted(field) << " is outside " << kind.lowest << " to " << kind.highest;
    reader.fail_at_field(number, reason.str());
  }
  return value;
}

void parse_line(std::string_view line, const std::vector<field_kind>& kinds, std::vector<double>& values, const csv_reader& reader) {
  if (line.empty()) reader.fail("empty line");
  const auto fields = static_cast<std::size_t>(std::count(line.begin(), line.end(), ',')) + 1;
  if (fields != kinds.size())
    reader.fail(std::to_string(fields) + (fields == 1 ? " field where " : " fields where ") + std::to_string(kinds.size()) + " are expected");
  for (std::size_t i = 0; i < fields; ++i) {
    const std::size_t comma = std::min(line.find(','), line.size());
    values.push_back(parse_field(line.substr(0, comma), i + 1, kinds[i], reader));
    line.remove_prefix(std::min(comma + 1, line.size()));
  }
}

}  // namespace

bool csv_reader::next_line(std::string& line) {
  if (!std::getline(in_, line)) {
    if (in_.bad()) throw data_error(name_ + ": cannot be read to its end");
    return false;
  }
  ++line_;
  if (line.ends_with('\r')) line.pop_back();  // a file that went through Windows
  return true;
}

table csv_reader::rows(const std::vector<field_kind>& kinds) {
  table result{.columns = kinds.size()};
  for (std::string line; next_line(line); ++result.rows) parse_line(line, kinds, result.values, *this);
  if (line_ == 0) fail("the file is empty");
  return result;
}

void csv_reader::fail(const std::string& reason) const {
  throw data_error(name_ + (line_ > 0 ? ":" + std::to_string(line_) : "") + ": " + reason);
}

void csv_reader::fail_at_field(std::size_t number, const std::string& reason) const {
  fail("field " + std::to_string(number) + ": " + reason);
}

std::string quoted(std::string_view field) {
  constexpr std::size_t most = 20;
  std::string text = "'";
  for (const char c : field.substr(0, most)) text += c >= ' ' && c <= '~' ? c : '?';
  return text + (field.size() > most ? "…'" : "'");
}

std::ifstream open_data(const std::filesystem::path& file) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) throw data_error(file.string() + ": no such file");
  if (std::filesystem::is_directory(file, ignored)) throw data_error(file.string() + ": a folder, not a file");
  std::ifstream in(file);
  if (!in) throw data_error(file.string() + ": cannot be opened");
  return in;
}

}  // namespace examples
