// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// What users of other libraries reported: each case is what the issue shows, and what it should have given.

#include <boost/test/unit_test.hpp>

#include "support/near.hpp"

#include <nabla/nabla.hpp>

#include <array>
#include <cmath>
#include <limits>

using namespace nabla;
using test::near;

namespace {

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto k = data<"k">;
constexpr auto v = var<"v", 3>;
const auto tolerance = boost::test_tools::tolerance(1e-14);

// github.com/autodiff/autodiff/issues/351: c pow(x, 2.0) has the second derivative 2 c at x = 0 too, as c x x has
BOOST_AUTO_TEST_CASE(autodiff_351_pow_at_zero) {
  static_assert(near((diff<2>(4.3_c * pow(x, 2_c), x))(), 8.6));  // it is a constant
  BOOST_TEST(grad(4.3_c * pow(x, 2_c))(x = 0.0)[x] == 0.0);
  // the same with the exponent as a variable and as data
  BOOST_TEST(grad(pow(x, y))(x = 0.0, y = 2.0)[x] == 0.0);
  BOOST_TEST(grad(pow(x, y))(x = 0.0, y = 2.0)[y] == 0.0);
  BOOST_TEST((diff<2>(pow(x, k), x))(x = 0.0, k = 2.0) == 2.0, tolerance);
  BOOST_TEST(grad(pow(x, k))(x = 0.0, k = 1.0)[x] == 1.0);
  BOOST_TEST(grad(pow(x, k))(x = 0.0, k = 0.0)[x] == 0.0);
}

// github.com/ceres-solver/ceres-solver/issues/655: acos of a constant 1, whose derivative -inf meets the zero derivative of the constant
BOOST_AUTO_TEST_CASE(ceres_655_infinite_derivative_of_a_constant) {
  BOOST_TEST(grad(acos(k) + x)(k = 1.0, x = 3.0)[x] == 1.0);
  BOOST_TEST(grad(acos(k) * x)(k = 1.0, x = 3.0)[x] == 0.0);
  BOOST_TEST(grad(acos(1_c + 0_c * x) * x)(x = 3.0)[x] == 0.0);
  BOOST_TEST(grad(sqrt(0_c * x) + x)(x = 3.0)[x] == 1.0);
  BOOST_TEST(grad(acos(x))(x = 1.0)[x] == -std::numeric_limits<double>::infinity());  // that of a variable is infinite
}

// github.com/jax-ml/jax/issues/2107: grad(softplus)(0) was 0
BOOST_AUTO_TEST_CASE(jax_2107_softplus_at_zero) {
  BOOST_TEST(grad(softplus(x))(x = 0.0)[x] == 0.5);
  BOOST_TEST((diff<2>(softplus(x), x))(x = 0.0) == 0.25);
  BOOST_TEST(grad(max(x, 0_c) + log1p(exp(-abs(x))))(x = 0.0)[x] == 0.5);  // the formula that gave 0 there
  BOOST_TEST(grad(logaddexp(x, 0_c))(x = 0.0)[x] == 0.5);
  BOOST_TEST(grad(logaddexp(x, y))(x = 1.5, y = 1.5)[y] == 0.5);
}

// github.com/jax-ml/jax/issues/2140: grad(log_sigmoid)(0) was 0
BOOST_AUTO_TEST_CASE(jax_2140_log_sigmoid_at_zero) {
  BOOST_TEST(grad(log_sigmoid(x))(x = 0.0)[x] == 0.5);
  BOOST_TEST((diff<2>(log_sigmoid(x), x))(x = 0.0) == -0.25);
  BOOST_TEST(grad(-log(1_c + exp(-x)))(x = 0.0)[x] == 0.5);
  BOOST_TEST(grad(log(sigmoid(x)))(x = -800.0)[x] == 1.0);  // and far out, where sigmoid is 0
}

// github.com/jax-ml/jax/issues/6484, and 3058, 4177, 21723: the gradient of a norm, and of its square, at 0 was NaN
BOOST_AUTO_TEST_CASE(jax_6484_norm_at_zero) {
  const std::array<double, 3> zero{0, 0, 0};
  const auto check_zero = [&](const auto& g) {
    for (int i = 0; i < 3; ++i) BOOST_TEST(g(i, 0) == 0.0);
  };
  check_zero(grad(norm2(v))(v = zero)[v]);
  check_zero(grad(sq(norm2(v)))(v = zero)[v]);
  check_zero(grad(sqnorm(v))(v = zero)[v]);
  BOOST_TEST(grad(hypot(x, y))(x = 0.0, y = 0.0)[x] == 0.0);
  constexpr double infinite = std::numeric_limits<double>::infinity();
  BOOST_TEST(grad(hypot(x, y))(x = -infinite, y = infinite)[x] == -1.0);
  BOOST_TEST(grad(norm3d(x, y, 1_c))(x = infinite, y = -infinite)[y] == -1.0);
  // and one tiny element does not divide by a square that underflows
  BOOST_TEST(grad(norm2(v))(v = (std::array<double, 3>{1e-200, 0, 0}))[v](0, 0) == 1.0);
}

// github.com/casadi/casadi/issues/1805: if_else(x > 0, sqrt(x), 0) had the derivative NaN for x <= 0
BOOST_AUTO_TEST_CASE(casadi_1805_branch_not_taken) {
  constexpr auto f = where(x > 0_c, sqrt(x), 0_c);
  BOOST_TEST(grad(f)(x = -1.0)[x] == 0.0);
  BOOST_TEST(grad(f)(x = 0.0)[x] == 0.0);
  BOOST_TEST(grad(f)(x = 1.0)[x] == 0.5);
}

// github.com/casadi/casadi/issues/1878: the same at second order, and with pow
BOOST_AUTO_TEST_CASE(casadi_1878_branch_not_taken_second_order) {
  constexpr auto f = where(x > 0_c, sqrt(x), 0_c);
  BOOST_TEST((diff<2>(f, x))(x = -3.0) == 0.0);
  BOOST_TEST((diff<2>(f, x))(x = 0.0) == 0.0);
  BOOST_TEST((diff<2>(f, x))(x = 1.0) == -0.25);
  constexpr auto p = where(x > 0_c, pow(x, 0.5_c), 0_c);
  BOOST_TEST(grad(p)(x = -1.0)[x] == 0.0);
  BOOST_TEST(grad(p)(x = 0.0)[x] == 0.0);
  BOOST_TEST(grad(p)(x = 1.0)[x] == 0.5);
  BOOST_TEST((diff<2>(p, x))(x = -1.0) == 0.0);
}

// github.com/coin-or/CppAD/issues/8: CondExpGt(b, 1, a / b, 0) at b = 0 had NaN in reverse mode, and 0 for 1 / b in two levels of it
BOOST_AUTO_TEST_CASE(cppad_8_branch_not_taken) {
  constexpr auto f = where(y > 1_c, x / y, 0_c);
  BOOST_TEST(grad(f)(x = 0.0, y = 0.0)[x] == 0.0);
  BOOST_TEST(grad(f)(x = 0.0, y = 0.0)[y] == 0.0);
  BOOST_TEST(grad(f)(x = 3.0, y = 2.0)[x] == 0.5);
  BOOST_TEST(grad(f)(x = 3.0, y = 2.0)[y] == -0.75);
  constexpr auto by_x = diff(f, x);
  BOOST_TEST(by_x(y = 2.0) == 0.5);
  BOOST_TEST(grad(by_x)(y = 2.0)[y] == -0.25);
  BOOST_TEST(grad(by_x)(y = 0.0)[y] == 0.0);
  BOOST_TEST(diff(f, y, y)(x = 0.0, y = 0.0) == 0.0);
  BOOST_TEST(diff(f, y, y)(x = 3.0, y = 2.0) == 0.75);
}

// github.com/joaoleal/CppADCodeGen/issues/74: CondExpGt(norm, 0, cos(norm), 1) at 0 divided by the norm
BOOST_AUTO_TEST_CASE(cppadcodegen_74_norm_inside_a_condition) {
  constexpr auto f = where(norm2(v) > 0_c, cos(norm2(v)), 1_c);
  const auto at_zero = grad(f)(v = (std::array<double, 3>{0, 0, 0}))[v];
  for (int i = 0; i < 3; ++i) BOOST_TEST(at_zero(i, 0) == 0.0);
  const auto elsewhere = grad(f)(v = (std::array<double, 3>{1, 2, 2}))[v];
  for (int i = 0; i < 3; ++i) BOOST_TEST(elsewhere(i, 0) == -std::sin(3.0) * (i == 0 ? 1 : 2) / 3, tolerance);
  constexpr auto from_parts = where(sqnorm(v) > 0_c, cos(sqrt(sqnorm(v))), 1_c);
  const auto also_zero = grad(from_parts)(v = (std::array<double, 3>{0, 0, 0}))[v];
  for (int i = 0; i < 3; ++i) BOOST_TEST(also_zero(i, 0) == 0.0);
}

}  // namespace
