// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "data.hpp"

#include "support/split.hpp"

#include <nabla/train/random.hpp>

#include <cstdint>
#include <random>
#include <sstream>

// The build system says where the data lies, so that the program runs from any folder.
#ifndef NABLA_EXAMPLES_DATA
#define NABLA_EXAMPLES_DATA "examples/data"
#endif

namespace models {
namespace {

constexpr std::uint64_t seed = 1;

/// The first line's samples, features and classes.
struct header {
  int samples = 0, features = 0;
  std::vector<std::string> classes;
};

header read_header(examples::csv_reader& reader) {
  header h;
  std::string line, field;
  if (!reader.next_line(line)) reader.fail("the file is empty");
  std::istringstream fields(line);
  char comma = 0;
  if (!(fields >> h.samples >> comma >> h.features) || comma != ',' || h.samples < 1 || h.features < 1)
    reader.fail(examples::quoted(line) + " does not start with the numbers of samples and features");
  fields >> comma;
  while (std::getline(fields, field, ',')) h.classes.push_back(field);
  if (h.classes.size() < 2) reader.fail("fewer than two classes are named");
  return h;
}

examples::field_kind whole(std::size_t count) { return {.lowest = 0, .highest = static_cast<double>(count) - 1, .is_whole = true}; }

dataset load_with_header(const std::string& name) {
  const std::filesystem::path file = NABLA_EXAMPLES_DATA "/" + name + ".csv";
  std::ifstream in = examples::open_data(file);
  dataset all = read_with_header(in, file.string());
  all.name = name;
  return all;
}

dataset select(const dataset& all, const std::vector<Eigen::Index>& rows) {
  const auto count = static_cast<Eigen::Index>(rows.size());
  dataset some{{Eigen::MatrixXd(count, all.features.cols()), Eigen::VectorXi(count)}, all.name, all.classes};
  for (Eigen::Index i = 0; i < count; ++i) {
    some.features.row(i) = all.features.row(rows[static_cast<std::size_t>(i)]);
    some.labels(i) = all.labels(rows[static_cast<std::size_t>(i)]);
  }
  return some;
}

}  // namespace

dataset read_with_header(std::istream& in, const std::string& name) {
  examples::csv_reader reader(in, name);
  const header h = read_header(reader);
  std::vector<examples::field_kind> kinds(static_cast<std::size_t>(h.features));
  kinds.push_back(whole(h.classes.size()));
  const examples::table rows = reader.rows(kinds);
  if (rows.rows != static_cast<std::size_t>(h.samples))
    reader.fail("the file ends after " + std::to_string(rows.rows) + " samples where " + std::to_string(h.samples) + " are announced");
  return {examples::labelled_rows(rows), name, h.classes};
}

dataset load_breast_cancer() { return load_with_header("breast_cancer"); }
dataset load_iris() { return load_with_header("iris"); }

dataset load_digits() {
  const std::filesystem::path file = NABLA_EXAMPLES_DATA "/digits.csv";
  std::ifstream in = examples::open_data(file);
  std::vector<examples::field_kind> kinds(64, whole(17));
  kinds.push_back(whole(10));
  return {examples::labelled_rows(examples::csv_reader(in, file.string()).rows(kinds)), "digits", {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}};
}

standardiser::standardiser(const Eigen::MatrixXd& rows) : mean_(rows.colwise().mean()) {
  deviation_ = ((rows.rowwise() - mean_).colwise().squaredNorm() / static_cast<double>(rows.rows())).cwiseSqrt();
  for (double& d : deviation_)
    if (d == 0) d = 1;
}

Eigen::MatrixXd standardiser::operator()(const Eigen::MatrixXd& rows) const {
  return (rows.rowwise() - mean_).array().rowwise() / deviation_.array();
}

split_dataset split(const dataset& all, int test_percent) {
  std::mt19937_64 random(seed);
  examples::partition rows = examples::stratified_split({all.labels.data(), static_cast<std::size_t>(all.size())}, test_percent, random);
  nabla::shuffle(rows.training, random);  // they come class by class, and the first few shall have some of each
  split_dataset parts{select(all, rows.training), select(all, rows.test)};
  const standardiser standardise(parts.training.features);
  parts.training.features = standardise(parts.training.features);
  parts.test.features = standardise(parts.test.features);
  return parts;
}

}  // namespace models
