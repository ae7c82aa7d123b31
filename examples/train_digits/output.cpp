// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "output.hpp"

#include <cstdlib>
#include <fstream>
#include <system_error>

namespace train_digits {
namespace {

/// One word for the shell, whatever the name holds.
std::string shell_word(const std::filesystem::path& path) {
  std::string word = "'";
  for (const char c : std::filesystem::absolute(path).string()) {
    if (c == '\'')
      word += "'\\''";
    else
      word += c;
  }
  return word + "'";
}

}  // namespace

void make_folder(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error || !std::filesystem::is_directory(folder, error)) throw output_error(folder.string() + ": this folder cannot be made");
}

void write_file(const std::filesystem::path& file, const std::string& text) {
  std::ofstream out(file);
  out << text << std::flush;
  if (!out) throw output_error(file.string() + ": cannot be written");
}

bool draw_graph(const std::filesystem::path& dot_file, const std::filesystem::path& svg_file) {
  const std::string command = "dot -Tsvg " + shell_word(dot_file) + " -o " + shell_word(svg_file) + " 2>/dev/null";
  if (std::system(command.c_str()) == 0) return true;
  std::error_code ignored;
  std::filesystem::remove(svg_file, ignored);  // no half a picture
  return false;
}

}  // namespace train_digits
