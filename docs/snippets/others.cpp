// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The code of CONTRIBUTING.md, docs/checker.md and docs/semantics.md.

#include <nabla/check.hpp>
#include <nabla/eigen.hpp>

#include <limits>
#include <vector>

#include "pages.hpp"

namespace nabla::detail {
//! [softsign]
struct softsign_rule : packet_function<1> {
  static constexpr auto text = "softsign";
  static constexpr value_range range{.keeps_nan = true, .bounded = true};
  static constexpr auto value(auto u) {  // beyond 1 over u, so that infinity gives 1
    using libm::abs;
    using T = decltype(u);
    return select(abs(u) > T(1), T(1) / (T(1) / u + select(u < T(0), T(-1), T(1))), u / (T(1) + abs(u)));
  }
  static constexpr auto partials(auto u, auto) { return partial(inv(sq(1_c + abs(u)))); }
};
/// u / (1 + |u|).
template <Expression A>
constexpr node_of<softsign_rule, A> softsign(A) { return {}; }
//! [softsign]
}  // namespace nabla::detail

using namespace nabla;

namespace {

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto X = data<"X", dim<"n">, 3>;
constexpr auto W = var<"W", 3, 2>;
constexpr auto loss = mean(sq(tanh(X * W)));

void checker() {
  const Eigen::MatrixXd rows = Eigen::MatrixXd::Identity(4, 3), weights = Eigen::MatrixXd::Constant(3, 2, 0.25);
  const auto f = [](const std::vector<double>& v) { return v[0] * v[0] * v[1]; };
  const auto gradient = [](const std::vector<double>& v) { return std::vector{2 * v[0] * v[1], v[0] * v[0]}; };
  //! [checker]
  const auto all = check_grad(loss, at(X = rows, W = weights));                                       // a formula: every entry of every variable
  const auto some = check_grad(loss, wrt(W), at(X = rows, W = weights), {.directions = 8});           // many parameters: along random directions
  const auto jacobian = check_jacobian(vstack(x * y, sin(x)), at(x = 0.5, y = 2.0));                   // all derivatives of several results
  const auto hessian = check_hessian(x * x * y, at(x = 0.5, y = 2.0));                                 // second ones; check_jvp(…), check_hvp(…): products with them
  const auto anyones = check_grad(f, gradient, std::vector{1.5, 2.0});                                 // anyone's function and gradient
  static_assert(check_grad(sin(x) * y, at(x = 0.5, y = 2.0)));                                         // in a constant expression too
  //! [checker]
  for (const auto& report : {all, some, jacobian, hessian, anyones})
    if (!report) std::abort();
}

void kinks() {
  constexpr double infinite = std::numeric_limits<double>::infinity();
  constexpr auto v = var<"v", 3>;
  //! [kinks]
  static_assert(grad(abs(x))(x = 0.0)[x] == 0 && grad(relu(x))(x = 0.0)[x] == 0 && grad(norm2(v))(v = {0.0, 0.0, 0.0})[v](1, 0) == 0);
  static_assert(grad(max(x, y))(x = 1.0, y = 1.0)[x] == 0.5 && grad(maximum(v))(v = {2.0, 2.0, 1.0})[v](0, 0) == 0.5);
  static_assert(grad(clamp(x, -1_c, y))(x = 1.0, y = 1.0)[x] == 0.5);
  static_assert(grad(sqrt(x))(x = 0.0)[x] == infinite && grad(cbrt(x))(x = 0.0)[x] == infinite);
  static_assert(grad(pow(x, 0_c))(x = 0.0)[x] == 0 && grad(floor(x))(x = 1.0)[x] == 0);
  static_assert(grad(hypot(x, y))(x = 0.0, y = 0.0)[x] == 0 && grad(atan2(x, y))(x = 0.0, y = 0.0)[y] == 0);
  static_assert(grad(where(x > 0_c, x * log(x), 0_c))(x = -1.0)[x] == 0);    // the arm not taken is NaN, and stays there
  //! [kinks]
}

}  // namespace

void others() {
  if (!check_grad(detail::softsign(x), at(x = -0.7))) std::abort();
  checker();
}
