// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
// Lengths that come with the data: a network that reads, a volatility, a differential equation, a picture, and a curve.
#include "sequences.hpp"

#include <nabla/check.hpp>
#include <nabla/train/file.hpp>

#include <exception>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using sequences::finding;

struct entry {
  std::string_view name;
  finding (*find)();
};
constexpr entry table[] = {
    {"letters", [] { return sequences::learn_letters(NABLA_EXAMPLES_DATA "/../../LICENSES/BSL-1.0.txt", 3000); }},
    {"garch", sequences::fit_garch},
    {"populations", sequences::fit_populations},
    {"denoise", sequences::denoise_digits},
    {"curve", sequences::bootstrap_curve},
};

void print_help(std::ostream& out) {
  out << "Usage: sequences [--out DIR] [PROGRAM…]\n"
         "Checks the gradients of these programs, runs them on the data in examples/data, and leaves a picture of each in a folder (sequences_output).\n\n"
         "Programs (all by default):";
  for (const entry& e : table) out << ' ' << e.name;
  out << '\n';
}

}  // namespace

int main(int argc, char** argv) {
  std::filesystem::path folder = "sequences_output";
  std::vector<const entry*> chosen;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--help" || argument == "-h") return print_help(std::cout), 0;
    if (argument == "--out" && i + 1 < argc) {
      folder = argv[++i];
      continue;
    }
    const std::size_t before = chosen.size();
    for (const entry& e : table)
      if (e.name == argument) chosen.push_back(&e);
    if (chosen.size() == before) {
      std::cerr << "sequences: there is no program '" << argument << "'; --help lists them\n";
      return 2;
    }
  }
  if (chosen.empty())
    for (const entry& e : table) chosen.push_back(&e);
  try {
    std::filesystem::create_directories(folder);
    bool right = true;
    for (const entry* e : chosen) {
      const finding found = e->find();
      std::cout << found.said << "\n  " << found.gradient << '\n'
                << std::flush;
      const std::filesystem::path file = folder / (std::string(e->name) + ".svg");
      nabla::write_whole_file(file, found.picture);
      right = right && found.is_right && bool(found.gradient);
    }
    std::cout << "pictures: " << folder.string() << '\n';
    return right ? 0 : 1;
  } catch (const std::exception& error) {  // the data, or the folder
    std::cerr << "sequences: " << error.what() << '\n';
    return 2;
  }
}
