// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>

namespace train_digits {

/// A folder or file that cannot be written; what() is one line.
struct output_error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

void make_folder(const std::filesystem::path& folder);
void write_file(const std::filesystem::path& file, const std::string& text);

/// Lets Graphviz draw `dot_file` as `svg_file`; false if it is not installed or fails.
bool draw_graph(const std::filesystem::path& dot_file, const std::filesystem::path& svg_file);

}  // namespace train_digits
