// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "subjects.hpp"

#include <numeric>

using namespace nabla;
using namespace test;

namespace {

double total(const std::vector<double>& v) { return std::accumulate(v.begin(), v.end(), 0.0); }

BOOST_AUTO_TEST_CASE(sums_of_nothing_are_zero) {
  check_all("sum", [](auto A) { return sum(A); }, [](const grid& a) { return over_all(a, total); });
  check_all("row_sums", [](auto A) { return row_sums(A); }, [](const grid& a) { return by_rows(a, total); });
  check_all("column_sums", [](auto A) { return column_sums(A); }, [](const grid& a) { return by_columns(a, total); });
}

}  // namespace
