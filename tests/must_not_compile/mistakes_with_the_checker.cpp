// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// What the gradient checker does not take.

#include <nabla/check.hpp>

#include <array>

namespace {

using namespace nabla;
[[maybe_unused]] constexpr auto x = var<"x">;
[[maybe_unused]] constexpr auto y = var<"y">;
[[maybe_unused]] constexpr auto v = var<"v", 2>;
[[maybe_unused]] constexpr auto d = data<"d">;
[[maybe_unused]] constexpr std::array two{1.0, 2.0};

#ifdef NABLA_MUST_NOT_COMPILE
void mistakes() {
  auto without_at = check_grad(x * y, x = 1.0, y = 2.0);  // nabla: the point is given as at(...), as in check_grad(f, at(x = 1.0, y = 2.0)) or check_grad(f, wrt(x), at(x = 1.0, y = 2.0))
  auto missing = check_grad(sq(x) * y, at(x = 1.0));  // nabla: a symbol of this expression is bound to no value
  auto missing_for_a_jacobian = check_jacobian(sin(x) * y, at(x = 1.0));  // nabla: a symbol of this expression is bound to no value
  auto of_a_column = check_grad(x * v, at(x = 1.0, v = two));  // nabla: check_grad() takes a scalar function; check_jacobian() takes one of several results
  auto by_data = check_grad(sq(d), at(d = 1.0));  // nabla: there is no variable to differentiate by; data is named in wrt(...): check_grad(f, wrt(X), at(...))
}
#else
void right_twins() {
  auto without_at = check_grad(x * y, at(x = 1.0, y = 2.0));
  auto missing = check_grad(sq(x) * y, at(x = 1.0, y = 2.0));
  auto missing_for_a_jacobian = check_jacobian(sin(x) * y, at(x = 1.0, y = 2.0));
  auto of_a_column = check_jacobian(x * v, at(x = 1.0, v = two));
  auto by_data = check_grad(sq(d), wrt(d), at(d = 1.0));
}
#endif

}  // namespace
