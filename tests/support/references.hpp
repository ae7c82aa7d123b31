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
  bool is_constant = false;  ///< its derivative is zero by definition, not by differences
};

// ---- what Boost.Multiprecision has not --------------------------------------------------------------------------------------------------------
inline real pi() {
  static const real value = 4 * atan(real(1));
  return value;
}
// By series of their own: what Boost.Math knows in 50 digits takes the compiler long. tests/run_time/oracle.cpp compares them with it in long double.
/// 2/√π e^(-x²) Σ 2ⁿ x^(2n+1) / (2n+1)!!: all terms have one sign.
inline real erf_series(const real& x) {
  real term = x, sum = x;
  for (int n = 1; abs(term) > 1e-60 * abs(sum); ++n) {
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
  real gone = 1;
  for (; x < 40; x += 1) gone *= x;
  real sum = (x - real(0.5)) * log(x) - x + log(2 * pi()) / 2, power = x;
  for (int k = 1; k <= 24; ++k, power *= x * x) sum += bernoulli_numbers()[k - 1] / (2 * k * (2 * k - 1) * power);
  return sum - log(abs(gone));
}
inline real digamma_series(real x) {
  real shift = 0;
  for (; x < 40; x += 1) shift += 1 / x;
  real sum = log(x) - 1 / (2 * x), power = x * x;
  for (int k = 1; k <= 24; ++k, power *= x * x) sum -= bernoulli_numbers()[k - 1] / (2 * k * power);
  return sum - shift;
}
inline real trigamma_series(real x) {
  real shift = 0;
  for (; x < 40; x += 1) shift += 1 / (x * x);
  real sum = 1 / x + 1 / (2 * x * x), power = x * x * x;
  for (int k = 1; k <= 24; ++k, power *= x * x) sum += bernoulli_numbers()[k - 1] / power;
  return sum + shift;
}
inline real tetragamma_series(real x) {
  real shift = 0;
  for (; x < 40; x += 1) shift -= 2 / (x * x * x);
  real sum = -1 / (x * x) - 1 / (x * x * x), power = x * x * x * x;
  for (int k = 1; k <= 24; ++k, power *= x * x) sum -= (2 * k + 1) * bernoulli_numbers()[k - 1] / power;
  return sum + shift;
}
/// Klambauer, Unterthiner, Mayr, Hochreiter: Self-normalizing neural networks (2017).
inline real selu_scale() { return real("1.0507009873554804934193349852946"); }
inline real selu_alpha() { return real("1.6732632423543772848170429916717"); }
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
  {"sq", [](const real* u) -> real { return pow(u[0], 2); }},
  {"inv", [](const real* u) -> real { return 1 / u[0]; }},
  {"pow", [](const real* u) -> real { return exp(u[1] * log(u[0])); }},
  {"sqrt", [](const real* u) -> real { return sqrt(u[0]); }},
  {"cbrt", [](const real* u) -> real { return u[0] < 0 ? real(-exp(log(-u[0]) / 3)) : real(exp(log(u[0]) / 3)); }},
  {"rsqrt", [](const real* u) -> real { return exp(-log(u[0]) / 2); }},
  {"hypot", [](const real* u) -> real { return sqrt(u[0] * u[0] + u[1] * u[1]); }},
  {"norm3d", [](const real* u) -> real { return sqrt(u[0] * u[0] + u[1] * u[1] + u[2] * u[2]); }},
  {"fma", [](const real* u) -> real { return u[0] * u[1] + u[2]; }},
  {"exp", [](const real* u) -> real { return exp(u[0]); }},
  {"exp2", [](const real* u) -> real { return exp(u[0] * log(real(2))); }},
  {"expm1", [](const real* u) -> real { return exp(u[0]) - 1; }},
  {"log", [](const real* u) -> real { return log(u[0]); }},
  {"log2", [](const real* u) -> real { return log(u[0]) / log(real(2)); }},
  {"log10", [](const real* u) -> real { return log(u[0]) / log(real(10)); }},
  {"log1p", [](const real* u) -> real { return log(1 + u[0]); }},
  {"sin", [](const real* u) -> real { return sin(u[0]); }},
  {"cos", [](const real* u) -> real { return cos(u[0]); }},
  {"tan", [](const real* u) -> real { return sin(u[0]) / cos(u[0]); }},
  {"asin", [](const real* u) -> real { return asin(u[0]); }},
  {"acos", [](const real* u) -> real { return acos(u[0]); }},
  {"atan", [](const real* u) -> real { return atan(u[0]); }},
  {"atan2", [](const real* u) -> real { return atan2(u[0], u[1]); }},
  {"sinh", [](const real* u) -> real { return (exp(u[0]) - exp(-u[0])) / 2; }},
  {"cosh", [](const real* u) -> real { return (exp(u[0]) + exp(-u[0])) / 2; }},
  {"tanh", [](const real* u) -> real { return 1 - 2 / (exp(2 * u[0]) + 1); }},
  {"asinh", [](const real* u) -> real { return log(u[0] + sqrt(u[0] * u[0] + 1)); }},
  {"acosh", [](const real* u) -> real { return log(u[0] + sqrt(u[0] * u[0] - 1)); }},
  {"atanh", [](const real* u) -> real { return log((1 + u[0]) / (1 - u[0])) / 2; }},
  {"erf", [](const real* u) -> real { return erf_series(u[0]); }},
  {"erfc", [](const real* u) -> real { return erfc_series(u[0]); }},
  {"lgamma", [](const real* u) -> real { return log_gamma_series(u[0]); }},
  {"digamma", [](const real* u) -> real { return digamma_series(u[0]); }},
  {"trigamma", [](const real* u) -> real { return trigamma_series(u[0]); }},
  {"tetragamma", [](const real* u) -> real { return tetragamma_series(u[0]); }},
  {"normal_pdf", [](const real* u) -> real { return exp(-u[0] * u[0] / 2) / sqrt(2 * pi()); }},
  {"normal_log_pdf", [](const real* u) -> real { return -(u[0] * u[0] + log(2 * pi())) / 2; }},
  {"normal_cdf", [](const real* u) -> real { return erfc_series(-u[0] / sqrt(real(2))) / 2; }},
  {"erfcx", [](const real* u) -> real { return exp(u[0] * u[0]) * erfc_series(u[0]); }},
  {"log_erfc", [](const real* u) -> real { return log(erfc_series(u[0])); }},
  {"log_normal_cdf", [](const real* u) -> real { return log(erfc_series(-u[0] / sqrt(real(2))) / 2); }},
  {"log1mexp", [](const real* u) -> real { return log(1 - exp(-u[0])); }},
  {"logsubexp", [](const real* u) -> real { return log(exp(u[0]) - exp(u[1])); }},
  {"logcosh", [](const real* u) -> real { return log((exp(u[0]) + exp(-u[0])) / 2); }},
  {"xlogy", [](const real* u) -> real { return u[0] * log(u[1]); }},
  {"xlog1py", [](const real* u) -> real { return u[0] * log(1 + u[1]); }},
  {"xdivy", [](const real* u) -> real { return u[0] / u[1]; }},
  {"multiply_no_nan", [](const real* u) -> real { return u[0] * u[1]; }},
  {"subtract_no_nan", [](const real* u) -> real { return u[0] - u[1]; }},
  {"<", [](const real* u) -> real { return u[0] < u[1] ? 1 : 0; }, true},
  {"<=", [](const real* u) -> real { return u[0] <= u[1] ? 1 : 0; }, true},
  {">", [](const real* u) -> real { return u[0] > u[1] ? 1 : 0; }, true},
  {">=", [](const real* u) -> real { return u[0] >= u[1] ? 1 : 0; }, true},
  {"equal", [](const real* u) -> real { return u[0] == u[1] ? 1 : 0; }, true},
  {"not_equal", [](const real* u) -> real { return u[0] == u[1] ? 0 : 1; }, true},
  {"&&", [](const real* u) -> real { return u[0] != 0 && u[1] != 0 ? 1 : 0; }, true},
  {"||", [](const real* u) -> real { return u[0] != 0 || u[1] != 0 ? 1 : 0; }, true},
  {"!", [](const real* u) -> real { return u[0] == 0 ? 1 : 0; }, true},
  {"where", [](const real* u) -> real { return abs(u[0]) > 1e-6 ? u[1] : u[2]; }},
  {"sign", [](const real* u) -> real { return u[0] > 0 ? 1 : -1; }},
  {"heaviside", [](const real* u) -> real { return step(u[0]); }},
  {"abs", [](const real* u) -> real { return larger(u[0], -u[0]); }},
  {"max", [](const real* u) -> real { return larger(u[0], u[1]); }},
  {"min", [](const real* u) -> real { return -larger(-u[0], -u[1]); }},
  {"clamp", [](const real* u) -> real { return -larger(-larger(u[0], u[1]), -u[2]); }},
  {"floor", [](const real* u) -> real { return floor(u[0]); }},
  {"ceil", [](const real* u) -> real { return -floor(-u[0]); }},
  {"round", [](const real* u) -> real { return floor(u[0] + real(0.5)); }},
  {"stop_gradient", [](const real* u) -> real { return u[0]; }, true},
  {"sigmoid", [](const real* u) -> real { return 1 / (1 + exp(-u[0])); }},
  {"logit", [](const real* u) -> real { return log(u[0]) - log(1 - u[0]); }},
  {"log_sigmoid", [](const real* u) -> real { return -log(1 + exp(-u[0])); }},
  {"softplus", [](const real* u) -> real { return log(1 + exp(u[0])); }},
  {"logaddexp", [](const real* u) -> real { return log(exp(u[0]) + exp(u[1])); }},
  {"relu", [](const real* u) -> real { return u[0] * step(u[0]); }},
  {"leaky_relu", [](const real* u) -> real { return u[0] > 0 ? u[0] : real(u[1] * u[0]); }},
  {"elu", [](const real* u) -> real { return u[0] > 0 ? u[0] : real(u[1] * (exp(u[0]) - 1)); }},
  {"selu", [](const real* u) -> real { return selu_scale() * (u[0] > 0 ? u[0] : real(selu_alpha() * (exp(u[0]) - 1))); }},
  {"gelu", [](const real* u) -> real { return u[0] * erfc_series(-u[0] / sqrt(real(2))) / 2; }},
  {"gelu_tanh", [](const real* u) -> real { return u[0] * (1 + tanh(sqrt(2 / pi()) * (u[0] + real("0.044715") * pow(u[0], 3)))) / 2; }},
  {"silu", [](const real* u) -> real { return u[0] / (1 + exp(-u[0])); }},
  {"hardtanh", [](const real* u) -> real { return larger(-1, -larger(-u[0], -1)); }},
  {"huber", [](const real* u) -> real { return abs(u[0]) < u[1] ? real(u[0] * u[0] / 2) : real(u[1] * abs(u[0]) - u[1] * u[1] / 2); }},
  {"hinge", [](const real* u) -> real { return larger(0, 1 - u[0] * u[1]); }},
  {"bce_with_logits", [](const real* u) -> real { return (1 - u[1]) * u[0] + log(1 + exp(-u[0])); }},
  {"binary_cross_entropy", [](const real* u) -> real { return -u[1] * log(u[0]) - (1 - u[1]) * log(1 - u[0]); }},
};
// clang-format on

}  // namespace test
