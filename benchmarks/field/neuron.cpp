// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// f = sigmoid(w0*x + w1), its value and three partials.
#include "neuron.hpp"

#include "../support/random.hpp"

#include <nabla/nabla.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace {

using namespace benchmarks;
using input = neuron::input;
using result = partials<3>;  // by w0, w1, x

// The fastest of the forms tried. Far to the right 1 - s keeps few digits.
struct by_hand {
  IN_PLACE result operator()(const input& in) const {
    const double e = std::exp(-(in.w0 * in.x + in.w1));
    const double s = 1 / (1 + e);
    const double d = s * (1 - s);
    return {s, {d * in.x, d, d * in.w0}};
  }
};

// Full precision in both tails: 1 - s is e*s, and min takes its first argument where e has overflown and e*s is NaN.
struct by_hand_in_both_tails {
  IN_PLACE result operator()(const input& in) const {
    const double e = std::exp(-(in.w0 * in.x + in.w1));
    const double s = 1 / (1 + e);
    const double d = s * std::min(1.0, e * s);
    return {s, {d * in.x, d, d * in.w0}};
  }
};

struct with_nabla {
  IN_PLACE result operator()(const input& in) const {
    using namespace nabla;
    constexpr auto w0 = var<"w0">;
    constexpr auto w1 = var<"w1">;
    constexpr auto x = var<"x">;
    constexpr auto f = sigmoid(w0 * x + w1);
    const auto [value, g] = value_and_grad(f, wrt(w0, w1, x))(w0 = in.w0, w1 = in.w1, x = in.x);
    return {value, {g[w0], g[w1], g[x]}};
  }
};

}  // namespace

int main(int argc, char** argv) {
  uniform number(-2, 2);
  std::vector<input> inputs(8192);
  for (input& in : inputs) in = {number(), number(), number()};

  run_field<neuron>("Sigmoid neuron", inputs, parse(argc, argv), [&](auto& all) {
    all.add("by hand", by_hand{});
    all.add("by hand, again", by_hand{});
    all.add("by hand, exact in both tails", by_hand_in_both_tails{});
    all.add("nabla", with_nabla{});
  });
}
