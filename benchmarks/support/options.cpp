// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// Compiled once for all benchmarks: CLI11 takes the compiler five seconds.
#include "options.hpp"

#include <CLI/CLI.hpp>

#include <cstdlib>

namespace benchmarks {

options parse(int argc, char** argv, options otherwise) {
  options chosen = argc > 1 ? options{} : otherwise;
  double milliseconds = chosen.slice * 1e3;
  CLI::App app("Times several ways to compute one thing, side by side.");
  app.add_option("--rounds", chosen.rounds, "how often every contestant is timed")->check(CLI::Range(1, 1000000))->capture_default_str();
  app.add_option("--slice-ms", milliseconds, "how long one slice takes, in milliseconds")->check(CLI::Range(1e-3, 1e5))->capture_default_str();
  app.add_option("--longest", chosen.longest, "how many seconds one contestant may take: a slow one has fewer rounds")->check(CLI::Range(1e-3, 1e5))->capture_default_str();
  app.add_option("--json", chosen.json, "a file that each result is added to, a line each");
  app.add_option("--label", chosen.label, "what the compiler was told, for that file");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) { std::exit(app.exit(error) == 0 ? 0 : 2); }
  chosen.slice = milliseconds * 1e-3;
  return chosen;
}

}  // namespace benchmarks
