// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/multiprecision/cpp_bin_float.hpp>

namespace test {

/// 50 digits; no expression templates, which cost compile time.
using real = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>, boost::multiprecision::et_off>;

struct reference {
  const char* text;
  real (*value)(const real* u);
};

// ---- what Boost.Multiprecision has not --------------------------------------------------------------------------------------------------------
inline real pi() {
  static const real value = 4 * atan(real(1));
  return value;
}
/// 2/√π e^(-x²) Σ 2ⁿ x^(2n+1) / (2n+1)!!: all terms have one sign.
inline real erf_series(const real& x) {
  real term = x, sum = x;
  for (int n = 1; n < 400; ++n) {
    term *= 2 * x * x / (2 * n + 1);
    sum += term;
  }
  return 2 / sqrt(pi()) * exp(-x * x) * sum;
}
inline real erfc_series(const real& x) { return 1 - erf_series(x); }

/// Numbers of Bernoulli B2, B4, ... from their recurrence; B0 = 1, B1 = -1/2.
inline const real* bernoulli_numbers() {
  static real even[25];
  static const bool done = [] {
    real b[49];
    for (int m = 0; m < 49; ++m) {
      real sum = 0, binomial = 1;  // (m + 1 over k)
      for (int k = 0; k < m; ++k) {
        sum += binomial * b[k];
        binomial = binomial * (m + 1 - k) / (k + 1);
      }
      b[m] = m == 0 ? real(1) : real(-sum / (m + 1));
    }
    for (int k = 0; k < 24; ++k) even[k] = b[2 * (k + 1)];
    return true;
  }();
  (void)done;
  return even;
}
/// Stirling's series from 40 on, the recurrence log|Γ(x)| = log|Γ(x + 1)| - log|x| below.
inline real log_gamma_series(real x) {
  real shift = 0;
  for (; x < 40; x += 1) shift += log(abs(x));
  real sum = (x - real(0.5)) * log(x) - x + log(2 * pi()) / 2, power = x;
  for (int k = 1; k <= 24; ++k, power *= x * x) sum += bernoulli_numbers()[k - 1] / (2 * k * (2 * k - 1) * power);
  return sum - shift;
}
inline real digamma_series(real x) {
  real shift = 0;
  for (; x < 40; x += 1) shift += 1 / x;
  real sum = log(x) - 1 / (2 * x), power = x * x;
  for (int k = 1; k <= 24; ++k, power *= x * x) sum -= bernoulli_numbers()[k - 1] / (2 * k * power);
  return sum - shift;
}
inline real step(const real& u) { return u > 0 ? 1 : 0; }
inline real larger(const real& a, const real& b) { return a > b ? a : b; }

// clang-format off
/// One formula for each elementwise entry of the table, by its text, written from the definition of the function: not from the entry.
inline constexpr reference references[] = {
  {"+", [](const real* u) -> real { return u[0] + u[1]; }},
  {"-", [](const real* u) -> real { return u[0] - u[1]; }},
  {"hadamard", [](const real* u) -> real { return u[0] * u[1]; }},
  {"/", [](const real* u) -> real { return u[0] / u[1]; }},
  {"neg", [](const real* u) -> real { return -u[0]; }},
  {"exp", [](const real* u) -> real { return exp(u[0]); }},
  {"log", [](const real* u) -> real { return log(u[0]); }},
  {"log1p", [](const real* u) -> real { return log(1 + u[0]); }},
  {"sqrt", [](const real* u) -> real { return sqrt(u[0]); }},
  {"sin", [](const real* u) -> real { return sin(u[0]); }},
  {"cos", [](const real* u) -> real { return cos(u[0]); }},
  {"tanh", [](const real* u) -> real { return 1 - 2 / (exp(2 * u[0]) + 1); }},
  {"sigmoid", [](const real* u) -> real { return 1 / (1 + exp(-u[0])); }},
  {">", [](const real* u) -> real { return u[0] > u[1] ? 1 : 0; }},
  {"sign", [](const real* u) -> real { return u[0] > 0 ? 1 : -1; }},
  {"heaviside", [](const real* u) -> real { return step(u[0]); }},
  {"abs", [](const real* u) -> real { return larger(u[0], -u[0]); }},
  {"relu", [](const real* u) -> real { return u[0] * step(u[0]); }},
  {"max", [](const real* u) -> real { return larger(u[0], u[1]); }},
  {"min", [](const real* u) -> real { return -larger(-u[0], -u[1]); }},
  {"xlogy", [](const real* u) -> real { return u[0] * log(u[1]); }},
  {"bce_with_logits", [](const real* u) -> real { return (1 - u[1]) * u[0] + log(1 + exp(-u[0])); }},
  {"binary_cross_entropy", [](const real* u) -> real { return -u[1] * log(u[0]) - (1 - u[1]) * log(1 - u[0]); }},
};
// clang-format on

}  // namespace test
