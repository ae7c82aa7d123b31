// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "idx.hpp"

#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

namespace train_fashion {
namespace {

/// A file, through gzip where it is compressed: zlib sees which.
class idx_file {
 public:
  idx_file(const std::filesystem::path& folder, const std::string& name) {
    for (const char* ending : {"", ".gz"}) {
      const std::filesystem::path file = folder / (name + ending);
      std::error_code ignored;
      if (!std::filesystem::is_regular_file(file, ignored)) continue;
      name_ = file.string();
      in_ = gzopen(name_.c_str(), "rb");
      if (in_ == nullptr) fail("cannot be opened");
      return;
    }
    throw data_error((folder / name).string() + ": no such file, nor one that ends with .gz");
  }
  idx_file(const idx_file&) = delete;
  idx_file& operator=(const idx_file&) = delete;
  ~idx_file() { gzclose(in_); }

  /// Four bytes, the high one first.
  std::uint32_t number() {
    unsigned char bytes[4];
    read(bytes, 4);
    return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 | std::uint32_t{bytes[2]} << 8 | bytes[3];
  }
  void read(unsigned char* to, std::size_t count) {
    constexpr std::size_t most = 1u << 30;
    while (count > 0) {
      const int got = gzread(in_, to, static_cast<unsigned>(std::min(count, most)));
      if (got <= 0) fail(is_damaged() ? "is damaged" : "ends too early");
      to += got;
      count -= static_cast<std::size_t>(got);
    }
  }
  /// zlib compares its check sum at the very end.
  void require_end() {
    unsigned char one;
    const int got = gzread(in_, &one, 1);
    if (got < 0 || is_damaged()) fail("is damaged");
    if (got > 0) fail("goes on after what its header says");
  }
  [[noreturn]] void fail(const std::string& what) const { throw data_error(name_ + ": " + what); }

 private:
  bool is_damaged() const {
    int error = Z_OK;
    gzerror(in_, &error);
    return error != Z_OK && error != Z_STREAM_END;
  }

  std::string name_;
  gzFile in_ = nullptr;
};

constexpr std::uint32_t magic_of_images = 0x00000803, magic_of_labels = 0x00000801, most_samples = 10'000'000;

}  // namespace

samples load_samples(const std::filesystem::path& folder, const std::string& kind) {
  samples all;
  idx_file images(folder, kind + "-images-idx3-ubyte");
  if (images.number() != magic_of_images) images.fail("is no IDX file of images");
  const std::uint32_t count = images.number(), rows = images.number(), columns = images.number();
  if (rows != image_width || columns != image_width)
    images.fail("holds images of " + std::to_string(rows) + " x " + std::to_string(columns) + " pixels where 28 x 28 are expected");
  if (count == 0 || count > most_samples) images.fail("says that it holds " + std::to_string(count) + " images");
  // row by row as they come: a damaged count may not take the memory of the machine
  std::vector<unsigned char> read;
  std::vector<unsigned char> one(pixels_per_image);
  for (std::uint32_t i = 0; i < count; ++i) {
    images.read(one.data(), one.size());
    read.insert(read.end(), one.begin(), one.end());
  }
  images.require_end();
  all.images = Eigen::Map<const pixels>(read.data(), count, pixels_per_image);

  idx_file labels(folder, kind + "-labels-idx1-ubyte");
  if (labels.number() != magic_of_labels) labels.fail("is no IDX file of labels");
  const std::uint32_t label_count = labels.number();
  if (label_count != count) labels.fail("holds " + std::to_string(label_count) + " labels for " + std::to_string(count) + " images");
  std::vector<unsigned char> classes(count);
  labels.read(classes.data(), classes.size());
  labels.require_end();
  for (std::uint32_t i = 0; i < count; ++i)
    if (classes[i] > 9) labels.fail("label " + std::to_string(i + 1) + " is " + std::to_string(classes[i]) + ", more than 9");
  all.classes = Eigen::Map<const Eigen::Matrix<unsigned char, Eigen::Dynamic, 1>>(classes.data(), count).cast<int>();
  return all;
}

}  // namespace train_fashion
