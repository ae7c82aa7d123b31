// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The code of docs/coming_from.md: our lines.

#include <nabla/check.hpp>
#include <nabla/eigen.hpp>
#include <nabla/print.hpp>

#include <array>
#include <cmath>
#include <cstdlib>
#include <vector>

#include "pages.hpp"

using namespace nabla;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void autodiff() {
  //! [autodiff]
  constexpr auto x = var<"x">;
  constexpr auto y = var<"y">;
  constexpr auto u = (x + y) * exp(x * y);
  const auto [value, g] = value_and_grad(u)(x = 1.0, y = 2.0);    // g[x], g[y]
  const double uxy = diff(u, x, y)(x = 1.0, y = 2.0);
  constexpr auto size = where(x < 0_c, -x, x);

  constexpr auto v = var<"v", 5>;
  constexpr auto F = v * sum(v);
  const Eigen::VectorXd at_v = Eigen::VectorXd::LinSpaced(5, 1, 5);
  const Eigen::MatrixXd J = jacobian(F, wrt(v))(v = at_v);
  const Eigen::MatrixXd H = hessian(norm2(v), wrt(v))(v = at_v);
  //! [autodiff]
  require(std::abs(g[x] - (value / 3 + 2 * value)) < 1e-12 && uxy > 0 && size(x = -2.0) == 2 && J(0, 0) == 16 && H.rows() == 5);
}

void eigen_autodiff() {
  const Eigen::Vector2d at_v(1, 2);
  //! [eigen_autodiff]
  constexpr auto polar = formula([]<class P>(P p) { return std::array{p[0] * cos(p[1]), p[0] * sin(p[1])}; }, var<"v", 2>);
  constexpr auto v = var<"v", 2>;
  const auto [value, J] = value_and_jacobian(polar, wrt(v))(v = at_v);    // J[v], 2 x 2
  const auto [f, g] = value_and_grad(v[0_c] * exp(v[1_c]))(v = at_v);     // g[v] for f.derivatives()
  const Eigen::MatrixXd H = hessian(v[0_c] * exp(v[1_c]), wrt(v))(v = at_v);
  //! [eigen_autodiff]
  require(std::abs(value(0, 0) - std::cos(2.0)) < 1e-15 && std::abs(J[v](1, 1) - std::cos(2.0)) < 1e-15 && std::abs(g[v](1) - f) < 1e-14 && H(0, 0) == 0);
}

void jax() {
  const Eigen::MatrixXd X_ = Eigen::MatrixXd::Identity(4, 3), Y_ = Eigen::MatrixXd::Ones(4, 1), W_ = Eigen::MatrixXd::Ones(3, 1);
  const std::vector<double> many{0.5, 1.0, 1.5};
  //! [jax]
  constexpr auto n = dim<"n">;
  constexpr auto X = data<"X", n, 3>;
  constexpr auto Y = data<"Y", n, 1>;
  constexpr auto w = var<"w", 3>;
  constexpr auto b = var<"b">;
  constexpr auto loss = mean(sq(X * w + b - Y));
  const auto [value, g] = value_and_grad(loss, wrt(w, b))(X = X_, Y = Y_, w = W_, b = 0.5);    // g[w], g[b]

  constexpr auto v = var<"v", 2>;
  constexpr auto F = vstack(v[0_c] * v[1_c], sin(v[0_c]));
  const auto J = jacobian<forward_mode>(F, wrt(v))(v = {1.0, 2.0});    // jacfwd; reverse_mode: jacrev; without either: the cheaper one
  const auto tangent = jvp(F, wrt(v))(at(v = {1.0, 2.0}), along(v = {1.0, 0.0}));
  const auto cotangent = vjp(F, wrt(v))(at(v = {1.0, 2.0}), std::array{1.0, 0.0})[v];

  constexpr auto s = b * exp(-b);
  const auto [values, slopes] = vmap(value_and_grad(s))(b = many);    // slopes[b]
  constexpr auto fixed = stop_gradient(b) * b;
  constexpr auto rectified = where(b > 0_c, b, 0_c);
  const auto report = check_grad(loss, wrt(w, b), at(X = X_, Y = Y_, w = W_, b = 0.5));
  //! [jax]
  require(value > 0 && J(0, 0) == 2 && tangent(0, 0) == 2 && cotangent(0, 0) == 2 && values[0] > 0 && fixed(b = 2.0) == 4 && rectified(b = -1.0) == 0 && report);
}

void casadi() {
  const Eigen::Matrix2d A_ = Eigen::Matrix2d::Identity();
  const Eigen::Vector2d b_ = Eigen::Vector2d::Zero(), at_x = Eigen::Vector2d::Ones();
  //! [casadi]
  constexpr auto A = data<"A", 2, 2>;
  constexpr auto b = data<"b", 2>;
  constexpr auto x = var<"x", 2>;
  constexpr auto f = sqnorm(A * x - b);
  constexpr auto g = diff(f, x);                                 // an expression, as J and H
  constexpr auto J = diff(A * sin(x), x);
  constexpr auto H = sparse_hessian(sum(sq(x) * x[0_c]), wrt(x));
  auto F = evaluator(value_and_grad(f));
  const auto& [value, slope] = F(A = A_, b = b_, x = at_x);      // slope[x]
  const std::string code = to_c(value_and_grad(f), "F");
  constexpr auto choice = where(x[0_c] > 0_c, x[0_c], 2_c * x[0_c]);
  constexpr auto doubled = subs(f, x = 2_c * x);
  //! [casadi]
  require(value == 2 && g(A = A_, b = b_, x = at_x)(0, 0) == 2 && H.pattern.nonzeros == 4 && !code.empty() && choice(x = at_x) == 1 && doubled(A = A_, b = b_, x = at_x) == 8);
  require(J(A = A_, x = at_x)(0, 1) == 0);
}

void sympy() {
  //! [sympy]
  constexpr auto x = var<"x">;
  constexpr auto y = var<"y">;
  constexpr auto f = sin(x) * y + c<1, 3>;
  constexpr auto first = diff(f, x);
  constexpr auto second = diff(f, x, x);
  constexpr auto put_in = subs(f, x = y * y);
  static_assert(first == y * cos(x));
  static_assert(equivalent(sq(sin(x)) + sq(cos(x)), 1_c));
  const double value = f(x = 1.0, y = 2.0);
  constexpr auto J = diff(vstack(x * y, sin(x)), wrt(x, y));      // 2 × 2, an expression
  const auto H = hessian(f, wrt(x, y))(x = 1.0, y = 2.0);
  const std::string text = to_latex(f), code = to_c(f, "f");
  constexpr auto piecewise = where(x > 0_c, x, 0_c);
  //! [sympy]
  require(std::abs(value - (std::sin(1.0) * 2 + 1.0 / 3)) < 1e-15 && second(x = 0.0, y = 1.0) == 0 && put_in(y = 0.0) == 1.0 / 3);
  require(J(x = 1.0, y = 2.0)(0, 0) == 2 && H(1, 1) == 0 && !text.empty() && !code.empty() && piecewise(x = 3.0) == 3);
}

void other_names() {
  constexpr auto x = var<"x">;
  constexpr auto y = var<"y">;
  constexpr auto v = var<"v", 3>;
  constexpr auto A = var<"A", 3, 3>;
  constexpr auto f = x * x * y;
  //! [other_names]
  constexpr auto unit = identity<3>;                                   // eye(3); zeros<2, 3>, ones<3>
  constexpr auto grid = linspace<5>(0_c, 1_c);                         // arange
  constexpr auto spread = sqrt(variance(v));                           // std: divided by the number, not by one less
  constexpr auto laplacian = diff(f, x, x) + diff(f, y, y);
  constexpr auto six = clamp(x, 0_c, 6_c);                             // relu6, clip
  constexpr auto first_column = column<0>(A);                          // A[:, 0]
  constexpr auto first_rows = rows<0, 2>(A);                           // A[0:2], slice
  constexpr auto flat = reshape<9, 1>(A);                              // vec, ravel, flatten: row by row
  constexpr auto rolled = vstack(tail<2>(v), head<1>(v));              // roll; shift<1>(v) fills with zeros
  constexpr auto best = solve(transpose(A) * A, transpose(A) * v);     // lstsq, pinv(A) @ v
  //! [other_names]
  static_assert(laplacian == 2_c * y && transpose(unit) == unit && grid()(1, 0) == 0.25 && rolled(v = {1.0, 2.0, 3.0})(0, 0) == 2);
  static_assert(spread(v = {1.0, 1.0, 1.0}) == 0 && six(x = 7.0) == 6);
  static_assert(sum(first_column) == sum(column<0>(first_rows)) + A(2_c, 0_c) && sum(flat) == sum(A));
  static_assert(best == solve(transpose(A) * A, transpose(A) * v));
}

}  // namespace

void coming_from() {
  autodiff();
  eigen_autodiff();
  jax();
  casadi();
  sympy();
  other_names();
}
