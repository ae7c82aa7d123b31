// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <Eigen/Core>

#include <cstdint>
#include <filesystem>
#include <stdexcept>

namespace train_fashion {

inline constexpr int image_width = 28;
inline constexpr int pixels_per_image = image_width * image_width;

/// What is wrong with a data file, in one line that names it.
struct data_error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// One image per row, as in the file: 0 (white) to 255.
using pixels = Eigen::Matrix<std::uint8_t, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

struct samples {
  pixels images;
  Eigen::VectorXi classes;
  Eigen::Index size() const { return classes.size(); }
};

/// Images and labels in the IDX format of MNIST, plain or through gzip: `kind`-images-idx3-ubyte and `kind`-labels-idx1-ubyte, with or without .gz, in a
/// folder. http://yann.lecun.com/exdb/mnist (a big-endian magic number, sizes, then bytes). Throws data_error.
samples load_samples(const std::filesystem::path& folder, const std::string& kind);

}  // namespace train_fashion
