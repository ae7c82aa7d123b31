// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "subjects.hpp"

#include <algorithm>
#include <limits>

using namespace nabla;
using namespace test;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double largest(const std::vector<double>& v) {
  double m = -infinity;
  for (double x : v) m = std::max(m, x);
  return m;
}
double smallest(const std::vector<double>& v) {
  double m = infinity;
  for (double x : v) m = std::min(m, x);
  return m;
}

BOOST_AUTO_TEST_CASE(maxima_of_nothing_are_below_all_numbers) {
  check_all("maximum", [](auto A) { return maximum(A); }, [](const grid& a) { return over_all(a, largest); });
  check_all("row_maxima", [](auto A) { return row_maxima(A); }, [](const grid& a) { return by_rows(a, largest); });
  check_all("column_maxima", [](auto A) { return column_maxima(A); }, [](const grid& a) { return by_columns(a, largest); });
}

BOOST_AUTO_TEST_CASE(minima_of_nothing_are_above_all_numbers) {
  check("minimum", [](auto A) { return minimum(A); }, [](const grid& a) { return over_all(a, smallest); });
  check("row_minima", [](auto A) { return row_minima(A); }, [](const grid& a) { return by_rows(a, smallest); });
  check("column_minima", [](auto A) { return column_minima(A); }, [](const grid& a) { return by_columns(a, smallest); });
}

// A structural zero has no elements either.
BOOST_AUTO_TEST_CASE(maxima_of_no_zeros) {
  constexpr auto none = var<"none", 2, 0>;
  static_assert(maximum(0_c * none)(none = fixed_matrix<double, 2, 0>{}) == -infinity);
  static_assert(row_maxima(0_c * none)(none = fixed_matrix<double, 2, 0>{})(1, 0) == -infinity);
  static_assert(sum(0_c * none)(none = fixed_matrix<double, 2, 0>{}) == 0);
  constexpr auto X = var<"X", dim<"n">, dim<"m">>;
  BOOST_TEST(maximum(0_c * X)(X = Eigen::MatrixXd(0, 4)) == -infinity);
  BOOST_TEST(column_maxima(0_c * X)(X = Eigen::MatrixXd(0, 4))(0, 3) == -infinity);
  BOOST_TEST(maximum(0_c * X)(X = Eigen::MatrixXd::Ones(3, 4)) == 0);
}

}  // namespace
