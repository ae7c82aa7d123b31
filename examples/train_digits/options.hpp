// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

// The build system says where the data lies, so that the program runs from any folder.
#ifndef NABLA_EXAMPLES_DATA
#define NABLA_EXAMPLES_DATA "examples/data"
#endif

namespace train_digits {

struct settings {
  int hidden = 64;
  int epochs = 80;
  int batch = 32;
  double rate = 0.1;
  std::uint64_t seed = 1;
  std::filesystem::path data = NABLA_EXAMPLES_DATA "/digits.csv";
  std::filesystem::path out = "train_digits_output";
  bool help = false;
};

/// An option that does not exist, or a value that it cannot take; what() is one line.
struct usage_error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Reads `--name value` and `--name=value`; the last one wins.
settings parse_options(std::span<const std::string_view> arguments);
std::string help_text();
std::string describe(const settings& chosen);  // "--hidden 64 --epochs …"

}  // namespace train_digits
