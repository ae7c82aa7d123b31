// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "digits.hpp"

#include "support/labelled.hpp"

#include <cstddef>

namespace train_digits {
namespace {

constexpr std::size_t fewest_samples = 10;

}  // namespace

samples read_digits(std::istream& in, const std::string& name) {
  examples::csv_reader reader(in, name);
  std::vector<examples::field_kind> kinds(pixels_per_image, {.lowest = 0, .highest = darkest, .is_whole = true});
  kinds.push_back({.lowest = 0, .highest = digit_count - 1, .is_whole = true});
  const examples::table rows = reader.rows(kinds);
  if (rows.rows < fewest_samples)
    reader.fail("the file ends after " + std::to_string(rows.rows) + " images; at least " + std::to_string(fewest_samples) + " are needed");
  const examples::labelled all = examples::labelled_rows(rows);
  return {.pixels = all.features / darkest, .digits = all.labels};
}

samples load_digits(const std::filesystem::path& file) {
  std::ifstream in = examples::open_data(file);
  return read_digits(in, file.string());
}

partition split(const Eigen::VectorXi& digits, std::mt19937_64& random) { return examples::stratified_split({digits.data(), static_cast<std::size_t>(digits.size())}, 20, random); }

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
