// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

namespace benchmarks {

struct options {
  int rounds = 201;
  double slice = 5e-4;  // seconds
  double longest = 6;   // seconds that one contestant may take: a slow one has fewer rounds
  std::string json{};   // a file that each result is added to, a line each; "" for none
  std::string label{};  // what the compiler was told, for that file
};

// --rounds N, --slice-ms T, --longest T, --json FILE, --label TEXT; leaves the program where they are wrong, or with --help. Without any: `otherwise`.
options parse(int argc, char** argv, options otherwise = {});

}  // namespace benchmarks
