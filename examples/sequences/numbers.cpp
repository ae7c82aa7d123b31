// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "sequences.hpp"
#include "support/csv.hpp"

#include <cstdio>

namespace sequences {

std::string rounded(double value) {
  char text[40];
  std::snprintf(text, sizeof text, "%.3f", value);
  return text;
}

Eigen::MatrixXd read_numbers(const std::string& name, int columns) {
  const std::string file = NABLA_EXAMPLES_DATA "/" + name;
  std::ifstream in = examples::open_data(file);
  const examples::table all = examples::csv_reader(in, file).rows(std::vector<examples::field_kind>(static_cast<std::size_t>(columns)));
  return Eigen::Map<const Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>(all.values.data(), static_cast<Eigen::Index>(all.rows), columns);
}

}  // namespace sequences
