// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "idx.hpp"

#include <zlib.h>

#include <fstream>
#include <random>
#include <string>

namespace test {

inline std::string big_endian(std::uint32_t number) {
  std::string text;
  for (int shift = 24; shift >= 0; shift -= 8) text.push_back(static_cast<char>(number >> shift & 0xff));
  return text;
}

/// Images that can be told apart: class k is bright in rows 2 k and 2 k + 1, on noise.
struct idx_texts {
  std::string images, labels;
  explicit idx_texts(std::uint32_t count, unsigned seed = 1) {
    std::mt19937 random(seed);
    images = big_endian(0x803) + big_endian(count) + big_endian(28) + big_endian(28);
    labels = big_endian(0x801) + big_endian(count);
    for (std::uint32_t i = 0; i < count; ++i) {
      const auto k = i % 10;
      labels.push_back(static_cast<char>(k));
      for (std::uint32_t pixel = 0; pixel < 784; ++pixel) images.push_back(static_cast<char>(random() % 100 + (pixel / 56 == k ? 100 : 0)));
    }
  }
};

inline void write(const std::filesystem::path& file, const std::string& text) { std::ofstream(file, std::ios::binary) << text; }
inline void write_compressed(const std::filesystem::path& file, const std::string& text) {
  const gzFile out = gzopen(file.string().c_str(), "wb");
  gzwrite(out, text.data(), static_cast<unsigned>(text.size()));
  gzclose(out);
}

/// A folder that is gone at the end.
struct folder {
  std::filesystem::path path;
  explicit folder(const std::string& name) : path(std::filesystem::current_path() / name) {
    std::filesystem::remove_all(path);
    std::filesystem::create_directories(path);
  }
  folder(const folder&) = delete;
  folder& operator=(const folder&) = delete;
  ~folder() { std::filesystem::remove_all(path); }
};

inline void write_samples(const std::filesystem::path& where, std::uint32_t training, std::uint32_t tested) {
  for (const auto& [kind, count] : {std::pair("train", training), std::pair("t10k", tested)}) {
    const idx_texts all(count, count);
    write(where / (std::string(kind) + "-images-idx3-ubyte"), all.images);
    write_compressed(where / (std::string(kind) + "-labels-idx1-ubyte.gz"), all.labels);
  }
}

}  // namespace test
