// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// An eval beside the same derivative by hand and by a tape: all must agree, and what is by hand with differences; then they are timed in turns.
#pragma once

#include "../../support/contest.hpp"
#include "random.hpp"
#include "tape.hpp"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gradbench {

// One row of the table: what the inputs are, which is the eval's own, and whether a tape of it can be held.
template <class Eval> struct row {
  std::string title;
  value input;
  bool taped = true;
};

// What `ByHand` brings, a class with a call that gives the derivatives in the order of the eval's:
//   objective<T>(in, p)    residuals, or one number, at parameters p, in numbers of type T
//   parameters(in)         the p at which the derivatives are asked for
//   along(in, found, d)    the derivative of the residuals along d by what was found
//   tape                   optional: a contestant with a tape
//   tolerance              of the others, relative to the largest entry
template <class ByHand, class Input> void refuse_unless_differences_agree(const std::string& name, const Input& in) {
  ByHand by_hand;
  const std::span<const double> found = by_hand(in);
  const std::vector<double> p = ByHand::parameters(in);
  std::vector<double> d(p.size()), above = p, below = p;
  random_numbers random;
  const double h = 1e-6;
  for (std::size_t i = 0; i < p.size(); ++i) {
    d[i] = 2 * random.uniform() - 1;
    above[i] += h * d[i];
    below[i] -= h * d[i];
  }
  const std::vector<double> expected = ByHand::along(in, found, d), up = ByHand::template objective<double>(in, above), down = ByHand::template objective<double>(in, below);
  double scale = 0;
  for (std::size_t i = 0; i < up.size(); ++i) scale = std::max({scale, std::abs(expected[i]), 1e-7 * std::abs(up[i])});
  for (std::size_t i = 0; i < up.size(); ++i) {
    const double difference = (up[i] - down[i]) / (2 * h);
    if (std::abs(difference - expected[i]) <= 1e-5 * scale + 1e-8) continue;
    std::fprintf(stderr, "%s: what is by hand disagrees with differences: [%zu] %.17g, differences %.17g\n", name.c_str(), i, expected[i], difference);
    std::exit(1);
  }
}

template <class Eval, class ByHand> void compare(const row<Eval>& one, const benchmarks::options& chosen) {
  using input = typename Eval::input;
  const std::string title = std::string(Eval::name) + (one.title.empty() ? "" : ", " + one.title);
  const input in = Eval::read(one.input);
  refuse_unless_differences_agree<ByHand>(title, in);
  benchmarks::contest<input> race(title, {in}, chosen, ByHand::tolerance);
  const auto add = [&](const char* name, auto made) {
    race.add(name, [made](const input& at) -> benchmarks::matrices<1> { return {0, {(*made)(at)}}; });
  };
  struct with_nabla {
    Eval eval;
    decltype(Eval::derivative) derivative = Eval::derivative;
    std::span<const double> operator()(const input& at) { return (eval.*derivative)(at); }
  };
  add("by hand", std::make_shared<ByHand>());
  add("nabla", std::make_shared<with_nabla>());
#ifdef NABLA_HAS_ADOLC
  if constexpr (requires { typename ByHand::tape; }) {
    if (one.taped) add("ADOL-C", std::make_shared<typename ByHand::tape>(in));
  }
#endif
  race.run_in_a_row({"nabla", "ADOL-C"});
}

}  // namespace gradbench
