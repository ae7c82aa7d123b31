// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// f = 3(xy + max(y, z)), its value and three partials; a tie of y and z shares the gradient, half each.
#include "gates.hpp"

#include "../support/random.hpp"

#include <nabla/nabla.hpp>

#include <algorithm>
#include <bit>
#include <vector>

namespace {

using namespace benchmarks;
using input = gates::input;
using result = partials<3>;  // by x, y, z

// Written so that neither compiler makes a jump of the comparisons: y > z is a coin toss.
struct by_hand {
  IN_PLACE result operator()(const input& in) const {
    const double tie = in.y == in.z ? 0.5 : 0.0;
    const double to_y = 3 * (in.y > in.z ? 1.0 : tie);
    return {3 * (in.x * in.y + std::max(in.y, in.z)), {3 * in.y, 3 * in.x + to_y, 3 - to_y}};
  }
};

// What the compilers do not find: the partials by y and z in the two lanes of one register, the value and the other partial too.
struct by_hand_in_lanes {
  using pair = double __attribute__((vector_size(16)));
  using mask = long long __attribute__((vector_size(16)));
  struct lanes {
    pair value_x, y_z;
  };

  IN_PLACE result operator()(const input& in) const {
    const pair y{in.y, in.y}, z{in.z, in.z}, half{1.5, -1.5};
    const pair won = reinterpret_cast<pair>((y > z) & reinterpret_cast<mask>(half));
    const pair not_lost = reinterpret_cast<pair>((y >= z) & reinterpret_cast<mask>(half));
    const pair value_x{in.x * in.y + std::max(in.y, in.z), in.y}, y_z{in.x, 1};
    return std::bit_cast<result>(lanes{3 * value_x, 3 * y_z + (won + not_lost)});
  }
};

struct with_nabla {
  IN_PLACE result operator()(const input& in) const {
    using namespace nabla;
    constexpr auto x = var<"x">;
    constexpr auto y = var<"y">;
    constexpr auto z = var<"z">;
    constexpr auto f = 3_c * (x * y + max(y, z));
    const auto [value, g] = value_and_grad(f, wrt(x, y, z))(x = in.x, y = in.y, z = in.z);
    return {value, {g[x], g[y], g[z]}};
  }
};

}  // namespace

int main(int argc, char** argv) {
  uniform number(-2, 2);
  std::vector<input> inputs(8192), ties(16);  // so many that no branch predictor learns them by heart
  for (input& in : inputs) in = {number(), number(), number()};
  for (input& in : ties) in.x = number(), in.y = in.z = number();

  run_field<gates>("Gates 3(xy + max(y, z))", inputs, parse(argc, argv), [&](auto& all) {
    all.add("by hand", by_hand{});
    all.add("by hand, again", by_hand{});
    all.must_agree("lanes at a tie", by_hand{}, by_hand_in_lanes{}, ties);
    all.add("by hand, in lanes", by_hand_in_lanes{});
    all.must_agree("nabla at a tie", by_hand{}, with_nabla{}, ties);
    all.add("nabla", with_nabla{});
  });
}
