// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// One eval of GradBench. Without options it speaks the protocol: messages in, answers out. CMake says which eval this is.
#include GRADBENCH_HEADER

#include "../support/options.hpp"
#include "support/compare.hpp"
#include "support/protocol.hpp"

#include <cstring>
#include <iostream>

using eval = gradbench::GRADBENCH_EVAL;
using by_hand = gradbench::GRADBENCH_BY_HAND;

int main(int argc, char** argv) {
  if (argc == 1) return gradbench::answer(std::cin, std::cout, eval::name, eval::functions()) ? 0 : 1;
  const auto rows = rows_of(eval{});
  if (std::strcmp(argv[1], "inputs") == 0) {  // what GradBench would send, of the smallest
    gradbench::ask(std::cout, eval::name, eval::functions(), {rows.front().input});
    return 0;
  }
  if (std::strcmp(argv[1], "compare") != 0) {
    std::cerr << "usage: " << argv[0] << " < messages, or inputs > messages, or compare [--rounds N] [--slice-ms T]\n";
    return 2;
  }
  benchmarks::options otherwise;
  otherwise.rounds = 21;
  otherwise.slice = 1e-2;
  const benchmarks::options chosen = benchmarks::parse(argc - 1, argv + 1, otherwise);
  for (const auto& each : rows) gradbench::compare<eval, by_hand>(each, chosen);
}
