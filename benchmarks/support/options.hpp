// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

namespace benchmarks {

struct options {
  int rounds = 201;
  double slice = 5e-4;  // seconds
};

// --rounds N, --slice-ms T; leaves the program where they are wrong, or with --help. Without any: `otherwise`.
options parse(int argc, char** argv, options otherwise = {});

}  // namespace benchmarks
