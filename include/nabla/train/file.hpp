// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/support/raise.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <system_error>

namespace nabla::detail {

/// A file that cannot be written, cannot be read, is damaged, or holds something else. what() is one line that names the file.
struct file_error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Writes beside the file first and then renames: whatever goes wrong, the old file or the whole new one is there.
inline void write_whole_file(const std::filesystem::path& file, const std::string& text) {
  std::filesystem::path beside = file;
  beside += ".part";
  std::error_code error;
  {
    std::ofstream out(beside, std::ios::binary);
    out << text << std::flush;
    if (!out) {
      out.close();
      std::filesystem::remove(beside, error);
      raise(file_error(file.string() + ": cannot be written"));
    }
  }
  std::filesystem::rename(beside, file, error);
  if (error) {
    const std::string reason = error.message();
    std::filesystem::remove(beside, error);
    raise(file_error(file.string() + ": cannot be written: " + reason));
  }
}

inline std::string read_whole_file(const std::filesystem::path& file) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) raise(file_error(file.string() + ": no such file"));
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  if (!std::filesystem::is_regular_file(file, ignored) || !in || (in.peek() != std::ifstream::traits_type::eof() && !(text << in.rdbuf()))) raise(file_error(file.string() + ": cannot be read"));
  return std::move(text).str();
}

}  // namespace nabla::detail

namespace nabla {
using detail::file_error, detail::write_whole_file, detail::read_whole_file;
}
