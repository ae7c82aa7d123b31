// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

namespace test {

/// A function of one number that finite differences have a hard time with, or an easy one, with its slope in long double and where to look at it.
struct hard_function {
  const char* name;
  double (*f)(double);
  long double (*wide)(long double);
  long double (*slope)(long double);
  double low, high;
  bool logarithmic;  ///< sampled evenly in the logarithm
};
template <class F, class G>
constexpr hard_function hard(const char* name, F f, G slope, double low, double high, bool logarithmic = false) {
  return {name, f, f, slope, low, high, logarithmic};
}

/// Between -1/2 and 1/2, without a visible rule.
inline long double chance(long double x) {
  double d = static_cast<double>(x);
  std::uint64_t bits;
  __builtin_memcpy(&bits, &d, sizeof bits);
  bits ^= static_cast<std::uint64_t>(static_cast<std::int64_t>((x - static_cast<long double>(d)) * 1e30L));
  bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9u;
  bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebu;
  return static_cast<long double>((bits ^ (bits >> 31)) >> 11) / 9007199254740992.0L - 0.5L;
}

inline const std::vector<hard_function>& hard_functions() {
  using std::abs, std::atan, std::cbrt, std::cos, std::cosh, std::erf, std::exp, std::hypot, std::log, std::log1p, std::pow, std::sin, std::sqrt, std::tan, std::tanh;
  using real = long double;
  static const std::vector<hard_function> all{
      // easy
      hard("x^3 - 2 x + 1", [](auto x) { return x * x * x - 2 * x + 1; }, [](real x) { return 3 * x * x - 2; }, -3, 3),
      hard("sin(x)", [](auto x) { return sin(x); }, [](real x) { return cos(x); }, -10, 10),
      hard("exp(x)", [](auto x) { return exp(x); }, [](real x) { return exp(x); }, -5, 5),
      hard("tanh(x)", [](auto x) { return tanh(x); }, [](real x) { return 1 / (cosh(x) * cosh(x)); }, -8, 8),
      hard("log(1 + exp(x))", [](auto x) { return log1p(exp(x)); }, [](real x) { return 1 / (1 + exp(-x)); }, -30, 30),
      hard("atan(x)", [](auto x) { return atan(x); }, [](real x) { return 1 / (1 + x * x); }, -1000, 1000),
      hard("erf(x)", [](auto x) { return erf(x); }, [](real x) { return 1.12837916709551257389615890312154517L * exp(-x * x); }, -3, 3),
      hard("exp(-x^2)", [](auto x) { return exp(-x * x); }, [](real x) { return -2 * x * exp(-x * x); }, -4, 4),
      hard("1 / (1 + 25 x^2)", [](auto x) { return 1 / (1 + 25 * x * x); }, [](real x) { return -50 * x / ((1 + 25 * x * x) * (1 + 25 * x * x)); }, -3, 3),
      hard("hypot(x, 1)", [](auto x) { return hypot(x, decltype(x)(1)); }, [](real x) { return x / hypot(x, 1.0L); }, -100, 100),
      // scales of x and of f
      hard("log(x)", [](auto x) { return log(x); }, [](real x) { return 1 / x; }, 1e-9, 1e9, true),
      hard("log(x) next to 0", [](auto x) { return log(x); }, [](real x) { return 1 / x; }, 1e-300, 1e-100, true),
      hard("1 / x", [](auto x) { return 1 / x; }, [](real x) { return -1 / x / x; }, 1e-12, 1e12, true),
      hard("sqrt(x)", [](auto x) { return sqrt(x); }, [](real x) { return 0.5L / sqrt(x); }, 1e-12, 1e3, true),
      hard("cbrt(x)", [](auto x) { return cbrt(x); }, [](real x) { return 1 / (3 * cbrt(x) * cbrt(x)); }, 1e-9, 10, true),
      hard("x log(x)", [](auto x) { return x * log(x); }, [](real x) { return 1 + log(x); }, 1e-9, 1e3, true),
      hard("1e-12 sin(x)", [](auto x) { return decltype(x)(1e-12L) * sin(x); }, [](real x) { return 1e-12L * cos(x); }, -3, 3),
      hard("1e12 exp(x)", [](auto x) { return decltype(x)(1e12L) * exp(x); }, [](real x) { return 1e12L * exp(x); }, -3, 3),
      // steep, fast
      hard("exp(x) next to overflow", [](auto x) { return exp(x); }, [](real x) { return exp(x); }, 700, 709.7),
      hard("x^7.25", [](auto x) { return pow(x, decltype(x)(7.25L)); }, [](real x) { return 7.25L * pow(x, 6.25L); }, 0.1, 10),
      hard("x^x", [](auto x) { return pow(x, x); }, [](real x) { return pow(x, x) * (1 + log(x)); }, 0.1, 5),
      hard("tan(x) next to its pole", [](auto x) { return tan(x); }, [](real x) { return 1 + tan(x) * tan(x); }, 1.4, 1.5707),
      hard("sin(1000 x)", [](auto x) { return sin(1000 * x); }, [](real x) { return 1000 * cos(1000 * x); }, -3, 3),
      hard("sin(1e9 x) at 1e-9", [](auto x) { return sin(decltype(x)(1e9L) * x); }, [](real x) { return 1e9L * cos(1e9L * x); }, 1e-10, 1e-8, true),
      hard("sin(x) far out", [](auto x) { return sin(x); }, [](real x) { return cos(x); }, 1e6, 1e10, true),
      // edges and kinks
      hard("asin(x) next to 1", [](auto x) { return std::asin(x); }, [](real x) { return 1 / sqrt((1 - x) * (1 + x)); }, 0.9, 0.9999999),
      hard("|x| beside 0", [](auto x) { return abs(x); }, [](real) { return 1.0L; }, 1e-9, 1e-3, true),
      hard("max(x, 0.3) beside 0.3", [](auto x) { return x > decltype(x)(0.3L) ? x : decltype(x)(0.3L); }, [](real x) { return x > 0.3L ? 1.0L : 0.0L; }, 0.30001, 0.4),
      // hidden by something larger, or by noise
      hard("1e4 + x^2", [](auto x) { return decltype(x)(1e4L) + x * x; }, [](real x) { return 2 * x; }, 0.1, 3),
      hard("1e8 + sin(x)", [](auto x) { return decltype(x)(1e8L) + sin(x); }, [](real x) { return cos(x); }, 0.1, 3),
      hard("sin(x) with noise of 1e-10", [](auto x) { return sin(x) + decltype(x)(1e-10L * chance(x)); }, [](real x) { return cos(x); }, 0.1, 3),
      hard("sin(x) with noise of 1e-6", [](auto x) { return sin(x) + decltype(x)(1e-6L * chance(x)); }, [](real x) { return cos(x); }, 0.1, 3),
  };
  return all;
}

/// Points at which a function is looked at.
inline std::vector<double> points_of(const hard_function& h, int count) {
  std::mt19937_64 generator(11);
  std::vector<double> points;
  for (int i = 0; i < count; ++i) {
    const double part = std::uniform_real_distribution<double>(0, 1)(generator);
    points.push_back(h.logarithmic ? h.low * std::exp(part * (std::log(h.high) - std::log(h.low))) : h.low + part * (h.high - h.low));
  }
  return points;
}

}  // namespace test
