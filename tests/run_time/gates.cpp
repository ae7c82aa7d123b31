// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Circuits of + * max at run time: values, gradients, ties, parts that are used more than once.

#include <boost/test/unit_test.hpp>

#include <nabla/nabla.hpp>

#include <cmath>
#include <limits>
#include <vector>

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

// A number times the step of a maximum is one operation, and what the other side gets is the rest of the number.
template <class F>
void slopes_of_multiples_add_up_to(double all, F formula) {
  constexpr auto v = var<"v", dim<"n">>;
  constexpr auto w = var<"w", dim<"n">>;
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (int n : {0, 1, 2, 3, 5, 8, 17}) {
    std::vector<double> many, others;
    for (int i = 0; i < n; ++i) {
      many.push_back(i % 3);
      others.push_back(i == 7 ? nan : i % 2);
    }
    const auto g = grad(sum(formula(v, w)))(v = many, w = others);
    for (int i = 0; i < n; ++i) {
      const double a = i % 3, b = i == 7 ? nan : i % 2, of_first = a > b ? all : (a < b ? 0 : all / 2);
      BOOST_TEST(g[v](i, 0) == of_first);
      BOOST_TEST(g[w](i, 0) == all - of_first);
      const auto of_one = grad(formula(y, z))(y = a, z = b);
      BOOST_TEST(of_one[y] == of_first);
      BOOST_TEST(of_one[z] == all - of_first);
    }
  }
  constexpr auto tie = grad(formula(y, z))(y = 2.0, z = 2.0);
  static_assert(tie[y] == tie[z] && tie[y] + tie[z] != 0);
}
BOOST_AUTO_TEST_CASE(multiples_of_a_maximum_share_its_step) {
  slopes_of_multiples_add_up_to(-7, [](auto u, auto v) { return -7_c * max(u, v); });
  slopes_of_multiples_add_up_to(0.75, [](auto u, auto v) { return max(u, v) / 4_c * 3_c; });
  slopes_of_multiples_add_up_to(5, [](auto u, auto v) { return -5_c * min(-u, -v); });
  const auto [to_y, to_z] = together(diff(3_c * max(y, z), y), diff(5_c * max(y, z), z))(y = 2.0, z = 1.0);
  BOOST_TEST(to_y == 3);
  BOOST_TEST(to_z == 0);
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

BOOST_AUTO_TEST_CASE(slopes_of_lengths_are_quotients_where_these_are_numbers) {
  constexpr double inf = std::numeric_limits<double>::infinity();
  const auto slopes = evaluator(grad(norm3d(x, y, z)));
  const auto slope = [&](double u, double v, double w) { return slopes(x = u, y = v, z = w)[x]; };
  BOOST_TEST(slope(0, 0, 0) == 0);
  BOOST_TEST(slope(inf, 1, 2) == 1);
  BOOST_TEST(slope(-inf, inf, 2) == -1);
  BOOST_TEST(slope(1, inf, 2) == 0);
  BOOST_TEST(slope(2, 3, 6) == 2.0 / 7);
  BOOST_TEST(slope(2e300, 3e300, 6e300) == 2.0 / 7, boost::test_tools::tolerance(1e-15));
  BOOST_TEST(std::isnan(slope(std::nan(""), 1, 2)));
  // whose value divides by the length, too, and is taken elsewhere only
  const auto gated = grad(norm3d(x, y, z) + where(x > 1_c, x / norm3d(x, y, z), 0_c));
  BOOST_TEST(gated(x = 0.0, y = 0.0, z = 0.0)[x] == 0);
}

BOOST_AUTO_TEST_CASE(structural_zeros_meet_no_infinity) {
  BOOST_TEST(grad((x > 1_c) * y)(x = 0.0, y = 1.0)[x] == 0);
  BOOST_TEST(grad(sign(sqrt(x)))(x = 0.0)[x] == 0);
  BOOST_TEST(grad((sqrt(x) > y) * z)(x = 0.0, y = 1.0, z = 1.0)[x] == 0);
}

}  // namespace
