// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "random.hpp"

#include <Eigen/Core>

#include <filesystem>
#include <istream>
#include <stdexcept>
#include <string>
#include <vector>

namespace train_digits {

inline constexpr int image_width = 8;
inline constexpr int pixels_per_image = image_width * image_width;
inline constexpr int digit_count = 10;
inline constexpr int darkest = 16;  // the file counts the ink of a pixel from 0 to 16

/// Images and what they show: one row per sample, pixels scaled to 0 … 1.
struct samples {
  Eigen::MatrixXd pixels;
  Eigen::VectorXi digits;
  Eigen::Index size() const { return digits.size(); }
};

/// What is wrong with a data file, and where: "digits.csv:17: 64 fields where 65 are expected".
struct data_error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Reads lines of 64 pixels (0 … 16) and one digit (0 … 9), separated by commas. `name` stands in the messages.
samples read_digits(std::istream& in, const std::string& name);
samples load_digits(const std::filesystem::path& file);

/// Which rows to train on and which to keep for the test: a fifth of every digit, drawn without replacement.
struct partition {
  std::vector<Eigen::Index> training, test;
};
partition split(const Eigen::VectorXi& digits, generator& random);

samples select(const samples& all, const std::vector<Eigen::Index>& rows);

}  // namespace train_digits
