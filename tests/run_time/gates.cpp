// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Circuits of + * max at run time: values, gradients, ties, parts that are used more than once.

#include <boost/test/unit_test.hpp>

#include <nabla/nabla.hpp>

#include <cmath>
#include <limits>

using namespace nabla;

namespace {

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto z = var<"z">;
constexpr auto gates = 3_c * (x * y + max(y, z));

BOOST_AUTO_TEST_CASE(max_routes_the_gradient) {
  for (double a : {-2.0, 0.5, 3.0})
    for (double b : {-1.0, 0.0, 2.0})
      for (double c : {-3.0, 0.0, 1.5}) {
        const auto [value, g] = value_and_grad(gates)(x = a, y = b, z = c);
        const double share = b > c ? 1 : (b == c ? 0.5 : 0);
        BOOST_TEST(value == 3 * (a * b + (b > c ? b : c)));
        BOOST_TEST(g[x] == 3 * b);
        BOOST_TEST(g[y] == 3 * (a + share));
        BOOST_TEST(g[z] == 3 * (1 - share));
      }
}

// Where the sum is NaN anyway, the maximum does not ask: whatever is NaN, the sum is.
BOOST_AUTO_TEST_CASE(nan_of_either_side_in_a_sum_that_has_one_of_them_too) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const auto all_nan = [&](auto f) {
    BOOST_TEST(std::isnan(f(x = 1.0, y = nan, z = 2.0)));
    BOOST_TEST(std::isnan(f(x = 1.0, y = 2.0, z = nan)));
    BOOST_TEST(std::isnan(f(x = nan, y = 2.0, z = 1.0)));
    BOOST_TEST(!std::isnan(f(x = 1.0, y = 2.0, z = 3.0)));
  };
  all_nan(x * y + max(y, z));
  all_nan(x * z + max(y, z));
  all_nan(min(y, z) - y * x);
  all_nan(x - z + min(z, y));
  all_nan(x + max(y, z) + 0_c * (z + y));
  all_nan(x + multiply_no_nan(y, x) + max(y, z));
}

BOOST_AUTO_TEST_CASE(add_distributes_and_multiply_swaps) {
  const auto g = grad((x + y) * (y + z))(x = 2.0, y = 3.0, z = 5.0);
  BOOST_TEST(g[x] == 8);
  BOOST_TEST(g[y] == 13);
  BOOST_TEST(g[z] == 5);
}

BOOST_AUTO_TEST_CASE(a_part_used_often_gathers_all_its_gradients) {
  constexpr auto s = x * y;
  const auto g = grad(s * s + s * z - s / z)(x = 2.0, y = 3.0, z = 4.0);
  BOOST_TEST(g[x] == 3 * (2 * 6 + 4 - 0.25));
  BOOST_TEST(g[y] == 2 * (2 * 6 + 4 - 0.25));
  BOOST_TEST(g[z] == 6 + 6.0 / 16);
}

BOOST_AUTO_TEST_CASE(structural_zeros_meet_no_infinity) {
  BOOST_TEST(grad((x > 1_c) * y)(x = 0.0, y = 1.0)[x] == 0);
  BOOST_TEST(grad(sign(sqrt(x)))(x = 0.0)[x] == 0);
  BOOST_TEST(grad((sqrt(x) > y) * z)(x = 0.0, y = 1.0, z = 1.0)[x] == 0);
}

}  // namespace
