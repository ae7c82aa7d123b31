// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <filesystem>

namespace train_fashion {

struct settings {
  std::filesystem::path data = "/usr/share/datasets/fashion-mnist";
  std::filesystem::path out = "train_fashion_output";
  int epochs = 15;
  int batch = 64;  // images of one step, over all processes and threads
  double rate = 2e-3;
  std::uint64_t seed = 1;
  int threads = 1;     // of each process
  int stop_after = 0;  // epochs; 0: never
  bool resume = false;
};

}  // namespace train_fashion
