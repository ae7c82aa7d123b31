// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "support/csv.hpp"
#include "support/split.hpp"

#include <Eigen/Core>

#include <filesystem>
#include <istream>
#include <random>
#include <string>
#include <vector>

namespace train_digits {

using examples::data_error, examples::partition;

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

/// Reads lines of 64 pixels (0 … 16) and one digit (0 … 9), separated by commas. `name` stands in the messages.
samples read_digits(std::istream& in, const std::string& name);
samples load_digits(const std::filesystem::path& file);

/// Keeps a fifth of every digit for the test.
partition split(const Eigen::VectorXi& digits, std::mt19937_64& random);

samples select(const samples& all, const std::vector<Eigen::Index>& rows);

}  // namespace train_digits
