// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// What evaluation gives can be printed: gradients, values with gradients, matrices, Jacobians.

#include <boost/test/unit_test.hpp>

#include <nabla/eigen.hpp>
#include <nabla/print.hpp>

#include <array>
#include <iomanip>
#include <limits>
#include <sstream>

using namespace nabla;

namespace {

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto A = var<"A", 2, 3>;
constexpr auto u = var<"u", 3>;

std::string printed(const auto& result) {
  std::ostringstream out;
  out << result;
  return out.str();
}

BOOST_AUTO_TEST_CASE(gradients) {
  BOOST_TEST(printed(grad(x * y)(x = 4.25, y = 8.5)) == "d/dx = 8.5\nd/dy = 4.25\n");
  BOOST_TEST(printed(value_and_grad(x * y)(x = 2, y = -0.0)) == "value = -0\nd/dx = -0\nd/dy = 2\n");
  BOOST_TEST(printed(grad(x / y)(x = 1.0, y = 0.0)) == "d/dx = inf\nd/dy = -inf\n");
  BOOST_TEST(printed(grad(x * sum(A))(x = 2.0, A = std::array{1.0, 2.0, 3.0, 4.0, 5.0, 6.5})) == "d/dx = 21.5\nd/dA =\n  2 2 2\n  2 2 2\n");
}

BOOST_AUTO_TEST_CASE(looks_of_an_evaluator_and_eigen) {
  auto step = evaluator(value_and_grad(x * sum(A)));
  BOOST_TEST(printed(step(x = 2.0, A = Eigen::MatrixXd::Ones(2, 3))) == "value = 12\nd/dx = 6\nd/dA =\n  2 2 2\n  2 2 2\n");
  BOOST_TEST(printed(step(x = 2.0, A = std::array{1.0, 1.0, 1.0, 1.0, 1.0, 1.0}).grad[A]) == "2 2 2\n2 2 2\n");
}

BOOST_AUTO_TEST_CASE(derivatives_of_all_orders) { BOOST_TEST(printed(derivatives<3>(x * x, x)(x = 1.5)) == "2.25 3 2 0"); }

BOOST_AUTO_TEST_CASE(matrices) {
  BOOST_TEST(printed(fixed_matrix<double, 2, 2>{{{1, 200}, {-3, 0.25}}}) == "   1  200\n  -3 0.25\n");
  BOOST_TEST(printed(fixed_matrix<double, 0, 3>{}) == "");
  BOOST_TEST(printed(fixed_matrix<double, 1, 1>{{{std::numeric_limits<double>::quiet_NaN()}}}) == "nan\n");
  std::ostringstream out;
  out << std::fixed << std::setprecision(2) << fixed_matrix<double, 1, 2>{{{1, 10}}};
  BOOST_TEST(out.str() == " 1.00 10.00\n");
  const std::array at_u{1.0, 2.0, 3.0};
  BOOST_TEST(printed(jacobian(sq(u), wrt(u))(u = at_u)) == "2 0 0\n0 4 0\n0 0 6\n");
  BOOST_TEST(printed(sparse_jacobian(sq(u), wrt(u))(u = at_u)) == "(0, 0) = 2\n(1, 1) = 4\n(2, 2) = 6\n");
}

BOOST_AUTO_TEST_CASE(values_with_jacobians) {
  const auto both = value_and_jacobian(vstack(x * y, x), wrt(x, y))(x = 2.0, y = 5.0);
  BOOST_TEST(printed(both) == "value =\n  10\n   2\nd/dx =\n  5\n  1\nd/dy =\n  2\n  0\n");
  BOOST_TEST(printed(both.jacobian) == "d/dx =\n  5\n  1\nd/dy =\n  2\n  0\n");
}

BOOST_AUTO_TEST_CASE(many_points) {
  const std::array many{1.0, 2.0, 4.5};
  BOOST_TEST(printed(vmap(x * y)(x = many, y = 2.0)) == "2 4 9");
  BOOST_TEST(printed(vmap(value_and_grad(x * y, wrt(y)))(x = many, y = 2.0)) == "value = 2 4 9\nd/dy = 1 2 4.5\n");
  BOOST_TEST(printed(vmap(x)(x = std::array<double, 0>{})) == "");
  std::array<double, 3> values;
  BOOST_TEST(printed(vmap(value_and_grad(x * y, wrt(y)))(x = many, y = 2.0, into(value_of(x * y) = values))) == "value = 2 4 9\nd/dy = 1 2 4.5\n");
}

}  // namespace
