// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "subjects.hpp"

#include <limits>

using namespace nabla;
using namespace test;

namespace {

double log_sum_exp(const std::vector<double>& v) {
  double sum = 0;
  for (double x : v) sum += std::exp(x);
  return std::log(sum);
}
grid each(const grid& a, double (*of)(double x, double row)) {
  grid result = a;
  const grid sums = by_rows(a, log_sum_exp);
  for (nabla::detail::index i = 0; i < a.rows; ++i)
    for (nabla::detail::index j = 0; j < a.columns; ++j) result(i, j) = of(a(i, j), sums(i, 0));
  return result;
}

BOOST_AUTO_TEST_CASE(softmax_and_its_kin) {
  check("logsumexp", [](auto A) { return logsumexp(A); }, [](const grid& a) { return by_rows(a, log_sum_exp); });
  check("softmax", [](auto A) { return softmax(A); }, [](const grid& a) { return each(a, [](double x, double row) { return std::exp(x - row); }); });
  check("log_softmax", [](auto A) { return log_softmax(A); }, [](const grid& a) { return each(a, [](double x, double row) { return x - row; }); });
}

// Targets are made of the predictions here: one symbol is enough.
BOOST_AUTO_TEST_CASE(losses) {
  // a mean
  check("mse", [](auto A) { return mse(A, sq(A)); }, [](const grid& a) { return over_all(a, [](const std::vector<double>& v) { double s = 0; for (double x : v) s += (x - x * x) * (x - x * x); return s / static_cast<double>(v.size()); }); });
  // sums
  check("cross_entropy", [](auto A) { return cross_entropy(A, sq(A)); }, [](const grid& a) { return by_rows(a, [](const std::vector<double>& v) { double s = 0; for (double x : v) s -= x * x * std::log(x); return s; }); });
  check("kl_divergence", [](auto A) { return kl_divergence(A, sq(A)); }, [](const grid& a) { return by_rows(a, [](const std::vector<double>& v) { double s = 0; for (double x : v) s += x * std::log(x / (x * x)); return s; }); });
  check("softmax_cross_entropy", [](auto A) { return cross_entropy(softmax(A), sq(A)); }, [](const grid& a) { return by_rows(a, [](const std::vector<double>& v) { double s = 0; for (double x : v) s -= x * x * (x - log_sum_exp(v)); return s; }); });
}

}  // namespace
