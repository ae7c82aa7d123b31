// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// One model for two translation units. Its type is named by its content, since it is large.

#include <nabla/nabla.hpp>

namespace model {

using namespace nabla;
using namespace nabla::detail;

inline constexpr auto x = var<"x">;
inline constexpr auto y = var<"y">;

template <int Steps, class S>
constexpr auto chain(S s) {
  if constexpr (Steps == 0) return s;
  else return chain<Steps - 1>(sin(s) * y + s / (2_c + s * s));
}
inline constexpr auto large = chain<20>(x * y);
inline constexpr auto small = sigmoid(x * y);
inline constexpr auto value_and_gradient = value_and_grad(large);

using large_type = std::remove_const_t<decltype(large)>;

/// What a translation unit sees.
struct view {
  double value, dx, dy, small;
  const void* facts;
  const void* plan;
  key id;
  int slots;
};
template <class = void>
view look() {
  const auto [v, g] = value_and_gradient(x = 0.5, y = 1.25);
  return {v, g[x], g[y], small(y = 1.25, x = 0.5), &facts_of<large_type>, &program<large_type, true, wrt_all>::plan, facts_of<large_type>.id, program<large_type, true, wrt_all>::plan.slots};
}

view first_unit();
view second_unit();
/// Takes and returns the expression itself: links only if both units mean the same type.
large_type pass_on(large_type);
double evaluate_there(large_type f, double at_x, double at_y);

}  // namespace model
