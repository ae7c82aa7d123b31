// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
// Functions in ordinary C++, with their derivatives, in the programs that people write around them.
#include "recorded.hpp"

#include <iostream>

int main(int argc, char**) {
  if (argc > 1) {
    std::cout << "usage: recorded\nRuns bundle adjustment, an arm, a filter, a pendulum, an option and a contact with friction.\n";
    return 0;
  }
  using namespace recorded;
  bool right = true;
  for (const auto run : {adjust_bundle, reach_with_the_arm, track_with_kalman, swing_the_pendulum, price_the_option, slide_with_friction}) right = run() && right;
  return right ? 0 : 1;
}
