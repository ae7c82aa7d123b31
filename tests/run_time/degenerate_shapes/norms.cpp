// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "subjects.hpp"

using namespace nabla;
using namespace test;

namespace {

double product(const std::vector<double>& v) {
  double result = 1;
  for (double x : v) result *= x;
  return result;
}
double squares(const std::vector<double>& v) {
  double sum = 0;
  for (double x : v) sum += x * x;
  return sum;
}
double length(const std::vector<double>& v) { return std::sqrt(squares(v)); }
double sizes_of(const std::vector<double>& v) {
  double sum = 0;
  for (double x : v) sum += std::abs(x);
  return sum;
}

BOOST_AUTO_TEST_CASE(products_of_nothing_are_one) {
  check("prod", [](auto A) { return prod(A); }, [](const grid& a) { return over_all(a, product); });
  check("row_prods", [](auto A) { return row_prods(A); }, [](const grid& a) { return by_rows(a, product); });
  check("column_prods", [](auto A) { return column_prods(A); }, [](const grid& a) { return by_columns(a, product); });
}

BOOST_AUTO_TEST_CASE(norms_of_nothing_are_zero) {
  check("sqnorm", [](auto A) { return sqnorm(A); }, [](const grid& a) { return over_all(a, squares); });
  check("norm1", [](auto A) { return norm1(A); }, [](const grid& a) { return over_all(a, sizes_of); });
  check("norm2", [](auto A) { return norm2(A); }, [](const grid& a) { return over_all(a, length); });
  check("square root of a trace", [](auto A) { return sqrt(trace(transpose(A) * A)); }, [](const grid& a) { return over_all(a, length); });
  check("dot", [](auto A) { return dot(A, sq(A)); }, [](const grid& a) { return over_all(a, [](const std::vector<double>& v) { double s = 0; for (double x : v) s += x * x * x; return s; }); });
}

}  // namespace
