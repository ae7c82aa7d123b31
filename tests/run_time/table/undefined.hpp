// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <string>

namespace test {

/// Where mathematics has no number to give, or none in between: there the value is NaN, or a slope may be. Everything else is a number.
struct undefined_where {
  const char* text;
  bool (*value)(const double* u);
  bool (*slope)(const double* u);
  const char* why;
};

inline bool never(const double*) { return false; }
inline bool negative(const double* u) { return u[0] < 0; }
inline bool beyond_one(const double* u) { return std::abs(u[0]) > 1; }
inline bool infinite(const double* u) { return std::isinf(u[0]); }
inline bool pole_of_gamma(const double* u) { return u[0] == -HUGE_VAL || (u[0] <= 0 && u[0] == std::floor(u[0])); }
inline bool zero_times_infinity(const double* u) { return (u[0] == 0 && std::isinf(u[1])) || (u[1] == 0 && std::isinf(u[0])); }
inline bool both_infinite(const double* u) { return std::isinf(u[0]) && std::isinf(u[1]); }

inline constexpr undefined_where undefined[] = {
    {"log", negative, never, "no real number"},
    {"log2", negative, never, "no real number"},
    {"log10", negative, never, "no real number"},
    {"sqrt", negative, never, "no real number"},
    {"rsqrt", negative, never, "no real number"},
    {"log1p", [](const double* u) { return u[0] < -1; }, never, "no real number"},
    {"asin", beyond_one, never, "no real number"},
    {"acos", beyond_one, never, "no real number"},
    {"acosh", [](const double* u) { return u[0] < 1; }, never, "no real number"},
    {"atanh", beyond_one, never, "no real number"},
    {"logit", [](const double* u) { return u[0] < 0 || u[0] > 1; }, never, "no real number"},
    {"sin", infinite, never, "no limit"},
    {"cos", infinite, never, "no limit"},
    {"tan", infinite, never, "no limit"},
    {"lgamma", never, pole_of_gamma, "the derivative at the poles: inf from one side, -inf from the other"},
    {"digamma", [](const double* u) { return u[0] < 0 && pole_of_gamma(u); }, pole_of_gamma,
     "inf from one side of a pole, -inf from the other; at 0 the sign of 0 says from which"},
    {"trigamma", [](const double* u) { return u[0] == -HUGE_VAL; }, pole_of_gamma, "the derivative at the poles, as above; -inf"},
    {"tetragamma", [](const double* u) { return u[0] < 0 && pole_of_gamma(u); }, pole_of_gamma, "as digamma"},
    {"+", [](const double* u) { return both_infinite(u) && u[0] != u[1]; }, never, "inf - inf"},
    {"-", [](const double* u) { return both_infinite(u) && u[0] == u[1]; }, never, "inf - inf"},
    {"hadamard", zero_times_infinity, never, "0 inf"},
    {"/", [](const double* u) { return (u[0] == 0 && u[1] == 0) || both_infinite(u); },
     [](const double* u) { return u[0] == 0 && std::isinf(1 / u[1]); }, "0 / 0 and inf / inf; the derivative of 0 / v below 5.6e-309, where 1 / v, which derivatives share, overflows"},
    {"pow", [](const double* u) { return u[0] < 0 && std::isfinite(u[0]) && std::isfinite(u[1]) && u[1] != std::floor(u[1]); },
     [](const double* u) { return u[0] < 0 || std::isinf(u[1]); }, "no real number; the derivative by the exponent where the base is negative; infinite exponents"},
    {"fma", [](const double* u) { return zero_times_infinity(u) || ((std::isinf(u[0]) || std::isinf(u[1])) && u[0] * u[1] == -u[2]); }, never, "0 inf and inf - inf"},
    {"multiply_no_nan", [](const double* u) { return u[0] == 0 && std::isinf(u[1]); }, never, "the second operand is the zero that wins"},
    {"xdivy", both_infinite, never, "inf / inf"},
    {"xlogy", [](const double* u) { return (u[0] != 0 && u[1] < 0) || (std::isinf(u[0]) && u[1] == 1); },
     [](const double* u) { return u[1] < 0 || both_infinite(u); }, "no real number, inf 0, inf / inf"},
    {"xlog1py", [](const double* u) { return (u[0] != 0 && u[1] < -1) || (std::isinf(u[0]) && u[1] == 0); },
     [](const double* u) { return u[1] < -1 || both_infinite(u); }, "no real number, inf 0, inf / inf"},
    {"log1mexp", negative, negative, "no real number"},
    {"logsubexp", [](const double* u) { return u[0] < u[1] || (u[0] == HUGE_VAL && u[1] == HUGE_VAL); }, [](const double* u) { return u[0] < u[1]; }, "no real number, inf - inf"},
    {"leaky_relu", [](const double* u) { return u[0] <= 0 && zero_times_infinity(u); }, never, "0 inf"},
    {"elu", [](const double* u) { return u[0] == 0 && std::isinf(u[1]); }, [](const double* u) { return std::isinf(u[1]); }, "0 inf"},
    {"bce_with_logits", [](const double* u) { return u[0] == 0 && std::isinf(u[1]); }, never, "0 inf"},
    {"binary_cross_entropy", [](const double* u) { return (u[0] < 0 && u[1] != 0) || (u[0] > 1 && u[1] != 1) || std::isinf(u[1]); },
     [](const double* u) { return u[0] < 0 || u[0] > 1; }, "no real number"},
    {"huber", [](const double* u) { return std::isinf(u[0]) && (u[1] == 0 || u[1] == HUGE_VAL); }, never, "0 inf"},
    {"hinge", zero_times_infinity, never, "0 inf"},
};
inline const undefined_where& where_undefined(const std::string& text) {
  static constexpr undefined_where nowhere{"", never, never, ""};
  for (const undefined_where& w : undefined)
    if (text == w.text) return w;
  return nowhere;
}

/// Functions that give a number though operand k is NaN: conditions, of two arms the one that is not taken, 1 to whatever power.
inline bool hides_nan(const std::string& text, int k) {
  for (const char* condition : {"<", "<=", ">", ">=", "equal", "not_equal", "&&", "||", "!", "heaviside"})
    if (text == condition) return true;
  if (text == "where") return k != 1;
  return (text == "leaky_relu" || text == "elu") && k == 1;
}

}  // namespace test
