// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/refused.hpp>
#include <nabla/train/npy.hpp>
#include <nabla/train/zip.hpp>

#include <map>

namespace nabla::detail {

/// Arrays by name, in a file that numpy.load() reads: .npz, a ZIP file of one .npy file for each array, not compressed. Reads what numpy.savez() writes.
class archive {
 public:
  archive() = default;
  /// Throws file_error for a file that is missing, damaged (each array has a check sum), or not such a file.
  explicit archive(const std::filesystem::path& file) : file_(file.string()), texts_(unzipped(read_whole_file(file), file_)) {}

  /// A matrix that lies column by column.
  template <class T>
  void put(const std::string& name, const T* data, std::ptrdiff_t rows, std::ptrdiff_t columns) {
    texts_[name + ".npy"] = npy_text(data, rows, columns);
  }
  template <class T>
  void put(const std::string& name, T number) {
    put(name, &number, 1, 1);
  }

  bool has(const std::string& name) const { return texts_.count(name + ".npy") > 0; }
  /// The matrix of this size, or file_error before anything is written.
  template <class T>
  void get(const std::string& name, T* to, std::ptrdiff_t rows, std::ptrdiff_t columns) const {
    const auto found = texts_.find(name + ".npy");
    if (found == texts_.end()) raise(file_error(file_ + ": holds no " + name));
    read_npy(found->second, file_ + ": " + name, to, rows, columns);
  }
  template <class T>
  T get(const std::string& name) const {
    T number{};
    get(name, &number, 1, 1);
    return number;
  }

  // clang-format off
#define NABLA_DETAIL_OF_AN_ARCHIVE "nabla: of an archive a number is a.get<double>(name), and a matrix goes to numbers: a.get(name, data, rows, columns)"
  NABLA_DETAIL_REFUSED(NABLA_DETAIL_OF_AN_ARCHIVE, get(const std::string&) const)
  NABLA_DETAIL_REFUSED(NABLA_DETAIL_OF_AN_ARCHIVE, operator[](const std::string&) const)
#undef NABLA_DETAIL_OF_AN_ARCHIVE
  // clang-format on

  /// The old file stays whole until the new one is.
  void write(const std::filesystem::path& file) const { write_whole_file(file, zipped(texts_)); }

 private:
  std::string file_ = "archive";
  std::map<std::string, std::string> texts_;
};

}  // namespace nabla::detail

namespace nabla {
using detail::archive;
}
