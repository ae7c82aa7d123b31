// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// How accurate functions and their derivatives are over the whole domain, tails included, in numbers and in registers, against long double.
// Included by one file for each instruction set.

#include <boost/test/unit_test.hpp>

#include <nabla/eigen.hpp>
#include <nabla/nabla.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>
#include <sstream>
#include <string>

namespace accuracy {

using wide = long double;
using namespace nabla;
using namespace nabla::detail;
inline constexpr auto x = var<"x">;
inline constexpr auto v = var<"v", dim<"n">>;

/// One function: where it is tried in double and in float, and the units in the last place that it and its derivative may be off, 0 where
/// that is not asked. Of what is
/// below the normal numbers, the least number is the unit. `below` is the bound near there where it is larger, as where a product has a factor below.
struct row {
  const char* text;
  double low, high, float_low, float_high;
  double bound, slope_bound;
  wide (*value)(wide);
  wide (*slope)(wide);
  double below = 0;
  double zero = 0.25, around = 0;  ///< where the derivative has a zero at which digits cancel, and how far from it they do
};

inline wide logistic(wide u) { return u > 0 ? 1 / (1 + std::exp(-u)) : std::exp(u) / (1 + std::exp(u)); }
inline wide density(wide u) { return std::exp(-u * u / 2) / std::sqrt(2 * std::acos(-1.0L)); }
inline wide distribution(wide u) { return std::erfc(-u / std::sqrt(2.0L)) / 2; }
inline wide gate(wide u) { return logistic(2 * std::sqrt(2 / std::acos(-1.0L)) * (u + 0.044715L * u * u * u)); }
inline wide gate_slope(wide u) { return 2 * std::sqrt(2 / std::acos(-1.0L)) * (1 + 3 * 0.044715L * u * u) * gate(u) * gate(-u); }
inline wide square(wide u) { return u * u; }

template <class T>
double units(T got, wide right, const row& r, double bound) {
  const T rounded = static_cast<T>(right);
  if (std::isnan(right) || std::isinf(rounded) || !(std::abs(got) <= std::numeric_limits<T>::max())) return got == rounded || (std::isnan(right) && std::isnan(got)) ? 0 : 1e9;
  const wide least = static_cast<wide>(std::numeric_limits<T>::min());
  int exponent;
  std::frexp(std::max(std::abs(right), least), &exponent);
  const auto off = static_cast<double>(std::abs(static_cast<wide>(got) - right) / std::ldexp(static_cast<wide>(std::numeric_limits<T>::epsilon()), exponent - 1));
  return std::abs(right) < 64 * least && off <= r.below ? std::min(off, bound) : off;
}

/// Half of the points evenly, a quarter close to 0 on either side.
template <class T>
T point(const row& r, int i, int count) {
  const wide low = sizeof(T) == sizeof(float) ? r.float_low : r.low, high = sizeof(T) == sizeof(float) ? r.float_high : r.high, part = (i + 0.37L) / count;
  const T size = static_cast<T>(std::exp(-69 * part)), even = static_cast<T>(low + (high - low) * part);
  const T at = i % 4 == 1 ? size : (i % 4 == 3 ? -size : even);
  return static_cast<wide>(at) > low && static_cast<wide>(at) < high ? at : even;
}

template <class T>
using column = Eigen::Matrix<T, Eigen::Dynamic, 1>;

/// A function and its derivative as numbers and in registers.
template <class T>
struct results {
  column<T> number, slope, each, each_slope;
};

/// The one place that is compiled for each function, so that registers compute value and derivative in one program; numbers at the first `numbers` of the points alone.
template <class T, class F, class Each>
results<T> evaluate_both(F, Each, const column<T>& at, Eigen::Index numbers) {
  const auto& [each, each_slope] = together(Each{}, diff(sum(Each{}), v))(v = at);
  results<T> all{column<T>(numbers), column<T>(numbers), each, each_slope};
  for (Eigen::Index i = 0; i < numbers; ++i) {
    const auto number = value_and_grad(F{}, wrt(x))(x = at(i));
    all.number(i) = number.value;
    all.slope(i) = number.grad[x];
  }
  return all;
}

inline constexpr int count = 4000;
template <class T>
column<T> points(const row& r) {
  column<T> at(count);
  for (int i = 0; i < count; ++i) at(i) = point<T>(r, i, count);
  return at;
}

template <class T>
void check(const row& r, const column<T>& at, const results<T>& got) {
  struct {
    const char* what;
    double bound, worst = 0;
    T where{};
  } seen[] = {{"value", r.bound}, {"derivative", r.slope_bound}, {"value in registers", r.bound}, {"derivative in registers", r.slope_bound}};
  for (int i = 0; i < count; ++i) {
    const T here[] = {got.number(i), got.slope(i), got.each(i), got.each_slope(i)};
    const bool cancels = std::abs(static_cast<double>(at(i)) - r.zero) < r.around;
    for (int k = 0; k < 4; ++k) {
      if (k % 2 == 1 && cancels) continue;
      const double off = units(here[k], (k % 2 == 0 ? r.value : r.slope)(at(i)), r, seen[k].bound);
      if (off > seen[k].worst) seen[k].worst = off, seen[k].where = at(i);
    }
  }
  for (const auto& s : seen)
    BOOST_CHECK_MESSAGE(s.bound == 0 || s.worst <= s.bound, r.text << (sizeof(T) == sizeof(float) ? " in float, " : ", ") << s.what << ": " << s.worst << " units at " << s.where << ", the bound is " << s.bound);
}

/// Bit for bit the same kind of number: of infinities, NaN and zeros the same, else within what `check` allows.
template <class T>
bool alike(T a, T b, bool sign_of_zero) {
  if (a != a || b != b) return a != a && b != b;
  if (a == b) return a != 0 || !sign_of_zero || std::signbit(a) == std::signbit(b);
  return std::abs(a) <= std::numeric_limits<T>::max() && std::abs(a - b) <= 16 * std::numeric_limits<T>::epsilon() * std::max(std::abs(a), std::numeric_limits<T>::min());
}

inline constexpr int special_count = 19;
template <class T>
inline constexpr T special_points[special_count] = {-std::numeric_limits<T>::infinity(), -std::numeric_limits<T>::max(), T(-1e4), T(-2), T(-1), T(-0.5), -std::numeric_limits<T>::min(), -std::numeric_limits<T>::denorm_min(), T(-0.0),
                                                    std::numeric_limits<T>::infinity(), std::numeric_limits<T>::max(), T(1e4), T(2), T(1), T(0.5), std::numeric_limits<T>::min(), std::numeric_limits<T>::denorm_min(), T(0),
                                                    std::numeric_limits<T>::quiet_NaN()};

/// Numbers, registers and constant expressions agree at zeros, infinities, NaN, the largest and the smallest numbers.
template <class T>
struct special_results {
  T value[special_count]{}, slope[special_count]{};
};
template <class T>
void check_special(const row& r, T at, const results<T>& got, [[maybe_unused]] T constant, [[maybe_unused]] T constant_slope) {
  const T value = got.number(0), slope = got.slope(0);
  BOOST_CHECK_MESSAGE(alike(value, got.each(5), true), r.text << "(" << at << ") is " << value << ", in registers " << got.each(5));
  BOOST_CHECK_MESSAGE(alike(slope, got.each_slope(5), false), r.text << "'(" << at << ") is " << slope << ", in registers " << got.each_slope(5));
#if !defined(NABLA_WITHOUT_CONSTANTS)
  BOOST_CHECK_MESSAGE(alike(value, constant, true), r.text << "(" << at << ") is " << value << ", in a constant expression " << constant);
  BOOST_CHECK_MESSAGE(alike(slope, constant_slope, false), r.text << "'(" << at << ") is " << slope << ", in a constant expression " << constant_slope);
#endif
}

template <class T, class F, class Each>
void check_all(const row& r, F, Each) {
  const column<T> at = points<T>(r);
  check(r, at, evaluate_both<T>(F{}, Each{}, at, count));
#if defined(NABLA_WITHOUT_CONSTANTS)
  constexpr special_results<T> constants{};
#else
  static constexpr auto constants = [] {
    special_results<T> all;
    for (int i = 0; i < special_count; ++i) {
      const auto number = value_and_grad(F{}, wrt(x))(x = T(special_points<T>[i]));
      all.value[i] = number.value;
      all.slope[i] = number.grad[x];
    }
    return all;
  }();
#endif
  for (int i = 0; i < special_count; ++i) {
    volatile T hidden = special_points<T>[i];  // from the optimiser
    const T later = hidden;
    check_special(r, later, evaluate_both<T>(F{}, Each{}, column<T>::Constant(19, later), 1), constants.value[i], constants.slope[i]);
  }
}

/// The page for readers says the same bounds.
inline void check_line(const std::string& line) {
  std::ifstream file("docs/accuracy.md");
  const std::string page((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  BOOST_CHECK_MESSAGE(page.find(line) < page.size(), "docs/accuracy.md has no line " << line);
}
inline void check_page(const row& r) {
  const auto slope = r.slope_bound > 0 ? (std::ostringstream() << r.slope_bound).str() : std::string("-");
  check_line((std::ostringstream() << "| `" << r.text << "` | " << r.low << " … " << r.high << " | " << r.bound << " | " << slope << " |").str());
}

#define NABLA_ROW(name, low, high, float_low, float_high, bound, slope_bound, value, slope, ...)                                                         \
  {                                                                                                                                                      \
    const row r{#name, low, high, float_low, float_high, bound, slope_bound, [](wide u) -> wide { (void)u; return value; }, [](wide u) -> wide { (void)u; return slope; } __VA_OPT__(, ) __VA_ARGS__}; \
    check_page(r);                                                                                                                                       \
    check_all<double>(r, name(x), name(v));                                                                                                              \
    check_all<float>(r, name(x), name(v));                                                                                                               \
  }

inline constexpr double sigmoid_below = 1e15;  // where exp(-u) overflows, below 5.6e-309, the sigmoid is 0

/// The sign of a zero is that of numbers, whichever instruction set negates.
template <class T>
void check_zero(const char* text, T zero, T number, const column<T>& all) {
  for (const T got : all)
    BOOST_CHECK_MESSAGE(got == number && std::signbit(got) == std::signbit(number), text << " of " << zero << " is " << got << " in a register, " << number << " as a number");
}
template <class T, Expression F, Expression G>
void check_zeros(const char* text, F of_number, G of_vector) {
  for (const T zero : {T(0), T(-0.0)}) check_zero<T>(text, zero, evaluator<T>(of_number)(x = zero), evaluator<T>(of_vector)(v = column<T>::Constant(17, zero)));
}
#define NABLA_ZEROS(f, of_number, of_vector) check_zeros<double>(#f, of_number, of_vector), check_zeros<float>(#f, of_number, of_vector)
BOOST_AUTO_TEST_CASE(signs_of_zeros) {
  NABLA_ZEROS(negation, -x, -v);
  NABLA_ZEROS(inverse of negation, inv(-x), inv(-v));
  NABLA_ZEROS(expm1 of negation, expm1(-x), expm1(-v));
  NABLA_ZEROS(slope of log1mexp, diff(log1mexp(x), x), exp(-v) / (-expm1(-v)));
  NABLA_ZEROS(round, round(-x), round(-v));
  NABLA_ZEROS(sign, sign(-x), sign(-v));
}

BOOST_AUTO_TEST_CASE(exponentials_and_logarithms){
    NABLA_ROW(exp, -750, 710, -105, 89, 2, 2, std::exp(u), std::exp(u))
        NABLA_ROW(expm1, -750, 710, -105, 89, 3, 2, std::expm1(u), std::exp(u))
            NABLA_ROW(exp2, -1080, 1024, -150, 128, 2, 3, std::exp2(u), std::exp2(u) * std::log(2.0L))
                NABLA_ROW(log, 0, 1e300, 0, 1e37, 2, 1, std::log(u), 1 / u)
                    NABLA_ROW(log2, 0, 1e300, 0, 1e37, 3, 3, std::log2(u), 1 / (u * std::log(2.0L)))
                        NABLA_ROW(log10, 0, 1e300, 0, 1e37, 3, 3, std::log10(u), 1 / (u * std::log(10.0L)))
                            NABLA_ROW(log1p, -1, 10, -1, 10, 3, 2, std::log1p(u), 1 / (1 + u))
                                NABLA_ROW(sqrt, 0, 1e300, 0, 1e37, 1, 2, std::sqrt(u), 1 / (2 * std::sqrt(u)))
                                    NABLA_ROW(rsqrt, 0, 1e300, 0, 1e37, 2, 2, 1 / std::sqrt(u), -1 / (2 * u * std::sqrt(u)))} BOOST_AUTO_TEST_CASE(hyperbolic){
    NABLA_ROW(tanh, -354, 354, -44, 44, 3, 5, std::tanh(u), 4 * std::exp(-2 * std::abs(u)) / square(1 + std::exp(-2 * std::abs(u))))
        NABLA_ROW(sinh, -710, 710, -89, 89, 3, 3, std::sinh(u), std::cosh(u))
            NABLA_ROW(cosh, -710, 710, -89, 89, 3, 3, std::cosh(u), std::sinh(u))
                NABLA_ROW(asinh, -1e300, 1e300, -1e37, 1e37, 3, 3, std::asinh(u), 1 / std::hypot(1.0L, u))
                    NABLA_ROW(acosh, 1, 1e150, 1, 1e18, 3, 3, std::acosh(u), 1 / (std::sqrt(u - 1) * std::sqrt(u + 1)))
                        NABLA_ROW(atanh, -1, 1, -1, 1, 3, 3, std::atanh(u), 1 / ((1 - u) * (1 + u)))} BOOST_AUTO_TEST_CASE(trigonometric){
    NABLA_ROW(sin, -1e+06, 1e+06, -1e6, 1e6, 3, 3, std::sin(u), std::cos(u))
        NABLA_ROW(cos, -1e+06, 1e+06, -1e6, 1e6, 3, 3, std::cos(u), -std::sin(u))
            NABLA_ROW(tan, -1e+06, 1e+06, -1e6, 1e6, 4, 7, std::tan(u), 1 + square(std::tan(u)))
                NABLA_ROW(asin, -1, 1, -1, 1, 3, 3, std::asin(u), 1 / std::sqrt((1 - u) * (1 + u)))
                    NABLA_ROW(acos, -1, 1, -1, 1, 3, 3, std::acos(u), -1 / std::sqrt((1 - u) * (1 + u)))
                        NABLA_ROW(atan, -3, 3, -3, 3, 2, 2, std::atan(u), 1 / (1 + u * u))} BOOST_AUTO_TEST_CASE(powers){
    NABLA_ROW(cbrt, -1e300, 1e300, -1e37, 1e37, 3, 8, std::cbrt(u), 1 / (3 * square(std::cbrt(u))))}

BOOST_AUTO_TEST_CASE(gamma_functions) {
  NABLA_ROW(lgamma, 0, 1e5, 0, 1e5, 4, 4, polygamma::lgamma(u), polygamma::digamma(u))
  NABLA_ROW(digamma, 0, 1e5, 0, 1e5, 4, 4, polygamma::digamma(u), polygamma::trigamma(u))
  NABLA_ROW(trigamma, 0, 1e5, 0, 1e5, 4, 4, polygamma::trigamma(u), polygamma::tetragamma(u))
}

/// Functions of two numbers, far and near, whole second operands and all special points.
template <class T, Expression F, Expression Each>
void check_two(const char* text, F, Each, wide (*right)(wide, wide), double bound, double size) {
  const auto w = var<"w", dim<"n">>;
  const auto z = var<"z">;
  constexpr int cases = count + special_count * special_count;
  column<T> first(cases), second(cases);
  for (int i = 0; i < cases; ++i) {
    const double part = (i + 0.37) / count, turn = part * 611 - std::floor(part * 611), far = std::exp(size * (2 * part - 1));
    first(i) = static_cast<T>(i % 3 == 0 ? far : (i % 3 == 1 ? 4 * turn : -far * turn));
    second(i) = static_cast<T>(i % 3 == 0 ? (2 * turn - 1) * 700 / size : (i % 3 == 1 ? 8 * part - 4 : std::floor(16 * turn) - 8));
    if (i >= count) first(i) = special_points<T>[(i - count) / special_count], second(i) = special_points<T>[(i - count) % special_count];
  }
  const column<T> values = Each{}(v = first, w = second);
  double worst = 0;
  int where = 0;
  for (int i = 0; i < cases; ++i) {
    const T number = F{}(x = T(first(i)), z = T(second(i)));
    if (i >= count) {
      BOOST_CHECK_MESSAGE(alike(number, values(i), true), text << "(" << first(i) << ", " << second(i) << ") is " << number << ", in registers " << values(i));
      continue;
    }
    const row as{text, 0, 0, 0, 0, bound, 0, nullptr, nullptr};
    for (const T got : {number, values(i)}) {
      const double off = units(got, right(first(i), second(i)), as, bound);
      if (off > worst) worst = off, where = i;
    }
  }
  BOOST_CHECK_MESSAGE(worst <= bound, text << (sizeof(T) == sizeof(float) ? " in float: " : ": ") << worst << " units at " << first(where) << ", " << second(where) << ", the bound is " << bound);
}
#define NABLA_TWO(name, bound, size, value)                                                                                                 \
  {                                                                                                                                         \
    check_line((std::ostringstream() << "| `" #name "` | two numbers | " << bound << " | - |").str());                                      \
    check_two<double>(#name, name(x, var<"z">), name(v, var<"w", dim<"n">>), [](wide a, wide b) -> wide { return value; }, bound, size);    \
    check_two<float>(#name, name(x, var<"z">), name(v, var<"w", dim<"n">>), [](wide a, wide b) -> wide { return value; }, bound, size / 8); \
  }
BOOST_AUTO_TEST_CASE(of_two_numbers) {
  NABLA_TWO(pow, 2, 600, std::pow(a, b))
  NABLA_TWO(atan2, 3, 600, std::atan2(a, b))
  NABLA_TWO(hypot, 2, 600, std::hypot(a, b))
}
inline wide log_cosh(wide u) { return std::abs(u) < 1 ? std::log1p(2 * square(std::sinh(u / 2))) : std::abs(u) + std::log1p(std::exp(-2 * std::abs(u))) - std::log(2.0L); }
BOOST_AUTO_TEST_CASE(logarithms_of_exponentials){
    NABLA_ROW(log1mexp, 0, 740, 0, 100, 3, 5, u < 0.5L ? std::log(-std::expm1(-u)) : std::log1p(-std::exp(-u)), 1 / std::expm1(u))
        NABLA_ROW(log_tanh_complement, -354, 354, -44, 44, 3, 4, u < 0.5L ? std::log1p(-std::tanh(u)) : std::log(2.0L) - 2 * u - std::log1p(std::exp(-2 * u)), -2 / (1 + std::exp(-2 * u)))
            NABLA_ROW(logcosh, -800, 800, -105, 105, 7, 3, log_cosh(u), std::tanh(u))} BOOST_AUTO_TEST_CASE(logistic_functions) {
  NABLA_ROW(sigmoid, -750, 750, -105, 105, 3, 4, logistic(u), logistic(u) * logistic(-u), sigmoid_below)
  NABLA_ROW(log_sigmoid, -750, 750, -105, 105, 3, 3, u > 0 ? -std::log1p(std::exp(-u)) : u - std::log1p(std::exp(u)), logistic(-u), sigmoid_below)
  NABLA_ROW(softplus, -750, 750, -105, 105, 3, 3, u < 0 ? std::log1p(std::exp(u)) : u + std::log1p(std::exp(-u)), logistic(u), sigmoid_below)
  NABLA_ROW(silu, -700, 750, -85, 105, 4, 6, u * logistic(u), logistic(u) * (1 + u * logistic(-u)), sigmoid_below, -1.278, 0.2)
  NABLA_ROW(logit, 0, 1, 0, 1, 3, 2, std::abs(u - 0.5L) < 0.2L ? std::log1p((2 * u - 1) / (1 - u)) : std::log(u / (1 - u)), 1 / (u * (1 - u)))
}
/// erfcx' = -2 of the scaled integral of erfc; the recurrence of the integrals of higher order (Abramowitz and Stegun 7.2.5) backwards, where nothing cancels.
inline wide slope_of_erfcx(wide u) {
  const wide scale = 2 / std::sqrt(std::acos(-1.0L));
  if (u < 0.5L) return 2 * u * std::exp(u * u) * std::erfc(u) - scale;
  wide ratio = 0, before = 0;
  for (int n = 1200; n >= 1; --n) before = ratio, ratio = 1 / (2 * n * ratio + 2 * u);
  return -2 * before * ratio * scale;
}
BOOST_AUTO_TEST_CASE(tails_of_the_normal_distribution){
    NABLA_ROW(erfcx, -26, 26, -9, 26, 5, 7, std::exp(u* u) * std::erfc(u), slope_of_erfcx(u))
        NABLA_ROW(log_erfc, -5, 26, -3, 26, 4, 6, u < 0.5L ? std::log1p(-std::erf(u)) : std::log(std::erfc(u)), -2 / std::sqrt(std::acos(-1.0L)) * std::exp(-u * u) / std::erfc(u))
            NABLA_ROW(log_normal_cdf, -37, 37, -37, 13, 4, 8, u > -1 ? std::log1p(-distribution(-u)) : std::log(distribution(u)), density(u) / distribution(u), 64)} BOOST_AUTO_TEST_CASE(of_the_normal_distribution) {
  NABLA_ROW(normal_pdf, -40, 40, -16, 16, 4, 5, density(u), -u * density(u), 32)
  NABLA_ROW(normal_cdf, -39, 39, -16, 16, 4, 4, distribution(u), density(u), 32)
  NABLA_ROW(erf, -30, 30, -12, 12, 2, 4, std::erf(u), 2 / std::sqrt(std::acos(-1.0L)) * std::exp(-u * u))
  NABLA_ROW(erfc, -30, 30, -12, 12, 4, 4, std::erfc(u), -2 / std::sqrt(std::acos(-1.0L)) * std::exp(-u * u))
  NABLA_ROW(gelu, -40, 40, -16, 16, 4, 8, u * distribution(u), distribution(u) + u * density(u), 64, -0.7518, 0.25)
  NABLA_ROW(gelu_tanh, -20.5, 40, -9.5, 16, 8, 12, u * gate(u), gate(u) + u * gate_slope(u), sigmoid_below, -0.7517, 0.2)
}

}  // namespace accuracy
