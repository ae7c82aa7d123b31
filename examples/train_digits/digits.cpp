// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "digits.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <fstream>
#include <numeric>
#include <string_view>
#include <system_error>

namespace train_digits {
namespace {

constexpr std::size_t fields_per_line = pixels_per_image + 1;
constexpr std::size_t fewest_samples = 10;

/// Where the reader is, for the messages.
struct place {
  const std::string& file;
  std::size_t line = 0;

  [[noreturn]] void fail(const std::string& reason) const { throw data_error(file + ":" + std::to_string(line) + ": " + reason); }
};

/// A damaged file can hold anything: shows a field so that no terminal minds.
std::string quoted(std::string_view field) {
  constexpr std::size_t most = 20;
  std::string text = "'";
  for (const char c : field.substr(0, most)) text += c >= ' ' && c <= '~' ? c : '?';
  return text + (field.size() > most ? "…'" : "'");
}

int parse_field(std::string_view field, std::size_t number, int highest, const place& at) {
  const auto where = [&] { return "field " + std::to_string(number) + ": "; };
  int value = 0;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
  if (field.empty()) at.fail(where() + "empty");
  if (error == std::errc::invalid_argument || end != field.data() + field.size()) at.fail(where() + quoted(field) + " is not a whole number");
  if (error == std::errc::result_out_of_range || value < 0 || value > highest)
    at.fail(where() + quoted(field) + " is outside 0 to " + std::to_string(highest));
  return value;
}

using record = std::array<int, fields_per_line>;

record parse_line(std::string_view line, const place& at) {
  if (line.empty()) at.fail("empty line");
  const auto fields = static_cast<std::size_t>(std::count(line.begin(), line.end(), ',')) + 1;
  if (fields != fields_per_line)
    at.fail(std::to_string(fields) + (fields == 1 ? " field where " : " fields where ") + std::to_string(fields_per_line) + " are expected");
  record values;
  for (std::size_t i = 0; i < fields_per_line; ++i) {
    const std::size_t comma = std::min(line.find(','), line.size());
    values[i] = parse_field(line.substr(0, comma), i + 1, i < pixels_per_image ? darkest : digit_count - 1, at);
    line.remove_prefix(std::min(comma + 1, line.size()));
  }
  return values;
}

}  // namespace

samples read_digits(std::istream& in, const std::string& name) {
  std::vector<record> records;
  place at{name};
  for (std::string line; std::getline(in, line);) {
    ++at.line;
    if (line.ends_with('\r')) line.pop_back();  // a file that went through Windows
    records.push_back(parse_line(line, at));
  }
  if (in.bad()) throw data_error(name + ": cannot be read to its end");
  if (records.empty()) throw data_error(name + ": the file is empty");
  if (records.size() < fewest_samples)
    at.fail("the file ends after " + std::to_string(records.size()) + " images; at least " + std::to_string(fewest_samples) + " are needed");

  const auto count = static_cast<Eigen::Index>(records.size());
  samples all{Eigen::MatrixXd(count, pixels_per_image), Eigen::VectorXi(count)};
  for (Eigen::Index i = 0; i < count; ++i) {
    const record& values = records[static_cast<std::size_t>(i)];
    for (Eigen::Index j = 0; j < pixels_per_image; ++j) all.pixels(i, j) = values[static_cast<std::size_t>(j)] / double{darkest};
    all.digits(i) = values.back();
  }
  return all;
}

samples load_digits(const std::filesystem::path& file) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) throw data_error(file.string() + ": no such file");
  if (std::filesystem::is_directory(file, ignored)) throw data_error(file.string() + ": a folder, not a file");
  std::ifstream in(file);
  if (!in) throw data_error(file.string() + ": cannot be opened");
  return read_digits(in, file.string());
}

partition split(const Eigen::VectorXi& digits, generator& random) {
  std::vector<Eigen::Index> rows(static_cast<std::size_t>(digits.size()));
  std::iota(rows.begin(), rows.end(), Eigen::Index{0});
  shuffle(rows, random);
  std::stable_sort(rows.begin(), rows.end(), [&](Eigen::Index a, Eigen::Index b) { return digits(a) < digits(b); });
  partition parts;
  for (std::size_t i = 0; i < rows.size(); ++i) (i % 5 == 0 ? parts.test : parts.training).push_back(rows[i]);
  return parts;
}

samples select(const samples& all, const std::vector<Eigen::Index>& rows) {
  const auto count = static_cast<Eigen::Index>(rows.size());
  samples some{Eigen::MatrixXd(count, all.pixels.cols()), Eigen::VectorXi(count)};
  for (Eigen::Index i = 0; i < count; ++i) {
    some.pixels.row(i) = all.pixels.row(rows[static_cast<std::size_t>(i)]);
    some.digits(i) = all.digits(rows[static_cast<std::size_t>(i)]);
  }
  return some;
}

}  // namespace train_digits
