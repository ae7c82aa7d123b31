// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "subjects.hpp"

#include <numeric>

using namespace nabla;
using namespace test;

namespace {

double average(const std::vector<double>& v) { return std::accumulate(v.begin(), v.end(), 0.0) / static_cast<double>(v.size()); }
double spread(const std::vector<double>& v) {
  double sum = 0;
  for (double x : v) sum += (x - average(v)) * (x - average(v));
  return sum / static_cast<double>(v.size());
}

// 0 / 0, as in NumPy
BOOST_AUTO_TEST_CASE(means_of_nothing_are_nan) {
  check("mean", [](auto A) { return mean(A); }, [](const grid& a) { return over_all(a, average); });
  check("row_means", [](auto A) { return row_means(A); }, [](const grid& a) { return by_rows(a, average); });
  check("column_means", [](auto A) { return column_means(A); }, [](const grid& a) { return by_columns(a, average); });
}

BOOST_AUTO_TEST_CASE(variances_of_nothing_are_nan) {
  check("variance", [](auto A) { return variance(A); }, [](const grid& a) { return over_all(a, spread); });
  check("row_variances", [](auto A) { return row_variances(A); }, [](const grid& a) { return by_rows(a, spread); });
  check("column_variances", [](auto A) { return column_variances(A); }, [](const grid& a) { return by_columns(a, spread); });
}

}  // namespace
