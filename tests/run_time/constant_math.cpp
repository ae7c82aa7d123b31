// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The error of every function of nabla::detail::constant_math in units in the last place (ulp), at random and at special points,
// against the C library's binary128 functions; without those, against its long double functions, for float and double.

// contraction to fused multiply-add, which never happens in constant evaluation, would break the error-free sums
#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#elif defined(__GNUC__)
#pragma GCC optimize("fp-contract=off")
#endif

#define BOOST_TEST_DYN_LINK
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <nabla/support/constant_math.hpp>
#include <random>
#include <tuple>
#include <vector>

namespace {

namespace cm = nabla::detail::constant_math;

#if defined(__GLIBC__) && defined(__SIZEOF_FLOAT128__) && LDBL_MANT_DIG < 113
#define NABLA_REFERENCE(name) #name "f128"
__extension__ typedef __float128 wide;
using tested_types = std::tuple<float, double, long double>;
#else
#define NABLA_REFERENCE(name) #name "l"
using wide = long double;
using tested_types = std::tuple<float, double>;
#endif

}  // namespace

// asm labels, as the headers of the C library declare its binary128 functions for some compilers only
#define NABLA_UNARY(name) \
  extern "C" wide reference_##name(wide) noexcept __asm__(NABLA_REFERENCE(name));
#define NABLA_BINARY(name) \
  extern "C" wide reference_##name(wide, wide) noexcept __asm__(NABLA_REFERENCE(name));
NABLA_UNARY(floor)
NABLA_UNARY(ceil)
NABLA_UNARY(trunc)
NABLA_UNARY(round)
NABLA_UNARY(sqrt)
NABLA_UNARY(cbrt)
NABLA_UNARY(exp)
NABLA_UNARY(exp2)
NABLA_UNARY(expm1)
NABLA_UNARY(log)
NABLA_UNARY(log2)
NABLA_UNARY(log10)
NABLA_UNARY(log1p)
NABLA_UNARY(sin)
NABLA_UNARY(cos)
NABLA_UNARY(tan)
NABLA_UNARY(asin)
NABLA_UNARY(acos)
NABLA_UNARY(atan)
NABLA_UNARY(sinh)
NABLA_UNARY(cosh)
NABLA_UNARY(tanh)
NABLA_UNARY(asinh)
NABLA_UNARY(acosh)
NABLA_UNARY(atanh)
NABLA_UNARY(erf)
NABLA_UNARY(erfc)
NABLA_UNARY(lgamma)
NABLA_BINARY(pow)
NABLA_BINARY(atan2)
NABLA_BINARY(hypot)
extern "C" wide reference_fma(wide, wide, wide) noexcept __asm__(NABLA_REFERENCE(fma));
extern "C" wide reference_frexp(wide, int*) noexcept __asm__(NABLA_REFERENCE(frexp));
extern "C" wide reference_ldexp(wide, int) noexcept __asm__(NABLA_REFERENCE(ldexp));

namespace {

template <typename T>
constexpr const char* type_name() {
  return std::is_same_v<T, float> ? "float" : (std::is_same_v<T, double> ? "double" : "long double");
}

template <typename T>
using limits = std::numeric_limits<T>;

bool negative(wide x) { return x < 0 || (x == 0 && 1 / x < 0); }

/// The error of a computed value in ulp of the exact one, infinite where NaN, infinity or the sign of zero differ.
template <typename T>
[[gnu::noinline]] double ulp_error(T computed, wide exact) {
  constexpr double wrong = limits<double>::infinity();
  if (exact != exact) return computed != computed ? 0 : wrong;
  if (computed != computed) return wrong;
  if (exact == 0) return computed == 0 && negative(static_cast<wide>(computed)) == negative(exact) ? 0 : wrong;
  if (computed == 0 && negative(static_cast<wide>(computed)) != negative(exact)) return wrong;
  if (exact == static_cast<wide>(computed)) return 0;
  // in quarters, as infinity stands for 2^max_exponent, which the wide type may not reach
  const wide bound = reference_ldexp(1, limits<T>::max_exponent - 2);
  int exponent = 0;
  reference_frexp(std::clamp(exact / 4, -bound, bound), &exponent);
  exponent = std::clamp(exponent + 2, limits<T>::min_exponent, limits<T>::max_exponent);
  const wide error = std::clamp(static_cast<wide>(computed) / 4, -bound, bound) - std::clamp(exact / 4, -bound, bound);
  return std::abs(static_cast<double>(reference_ldexp(error, limits<T>::digits - exponent + 2)));
}

std::mt19937_64 generator(20260101);

// noinline here and elsewhere keeps the compile time of this file down

/// Uniform in [low, high], with random digits to the last.
template <typename T>
[[gnu::noinline]] T uniform(T low, T high) {
  return std::uniform_real_distribution<T>(0, 1)(generator) * (high - low) + low;
}

/// Random sign, exponent and digits, from subnormal to the largest.
template <typename T>
[[gnu::noinline]] T log_uniform() {
  const int lowest = limits<T>::min_exponent - limits<T>::digits;
  const int exponent = std::uniform_int_distribution<int>(lowest, limits<T>::max_exponent)(generator);
  const T value = std::ldexp(uniform<T>(T(0.5), T(1)), exponent);
  return std::isinf(value) ? limits<T>::max() : (generator() % 2 == 0 ? value : -value);
}

template <typename T>
struct interval {
  T low;
  T high;
};

/// Both signs of x and its nearest neighbours.
template <typename T>
[[gnu::noinline]] void add_neighbours(std::vector<T>& points, T x) {
  T below = x;
  T above = x;
  for (int step = 0; step < 6; ++step) {
    for (const T point : {below, above}) points.insert(points.end(), {point, -point});
    below = std::nextafter(below, -limits<T>::infinity());
    above = std::nextafter(above, limits<T>::infinity());
  }
}

/// Special and random points for a function of one argument.
template <typename T>
[[gnu::noinline]] std::vector<T> sample(const std::vector<interval<T>>& intervals, int random = 4000) {
  std::vector<T> points{limits<T>::quiet_NaN(), limits<T>::infinity(), -limits<T>::infinity()};
  const T special[] = {0, T(0.25), T(0.3465735902799726547L), T(0.4142135623730950488L), T(0.5), T(0.625),
                       T(0.7071067811865475244L), T(0.785), T(0.7853981633974483096L), 1, T(1.4142135623730950488L),
                       T(1.5), T(1.5707963267948966192L), 2, T(2.5), 3, T(3.1415926535897932385L), 4, 10, 12, 24, 100,
                       1000, limits<T>::min(), limits<T>::max(), limits<T>::epsilon(), 1 / limits<T>::epsilon(),
                       limits<T>::epsilon() / 4, 4 / limits<T>::epsilon()};
  for (const T x : special) add_neighbours(points, x);
  for (int i = 0; i < random; ++i) points.push_back(log_uniform<T>());
  for (const auto& [low, high] : intervals) {
    for (int i = 0; i < random; ++i) points.push_back(uniform(low, high));
  }
  return points;
}

/// Collects the worst error of one function.
template <typename T>
class worst_error {
 public:
  worst_error(const char* name, double bound) : name_(name), bound_(bound) {}

  [[gnu::noinline]] void add(T computed, wide exact, T x, T y = 0, T z = 0) {
    const double error = ulp_error(computed, exact);
    ++count_;
    if (error <= worst_ || worst_ != worst_) return;  // NaN, were there one, would stay
    worst_ = error;
    std::snprintf(at_, sizeof at_, "%La, %La, %La gives %La", static_cast<long double>(x), static_cast<long double>(y),
                  static_cast<long double>(z), static_cast<long double>(computed));
  }

  [[gnu::noinline]] void report() const {
    std::printf("%-7s %-11s %8.4f ulp of %.2f, %d points, worst at %s\n", name_, type_name<T>(), worst_, bound_, count_, at_);
    BOOST_CHECK_MESSAGE(worst_ <= bound_, name_ << " for " << type_name<T>() << ": " << worst_ << " ulp at " << at_);
  }

 private:
  const char* name_;
  double bound_;
  double worst_ = 0;
  int count_ = 0;
  char at_[200] = "any";
};

template <typename T>
[[gnu::noinline]] void check(const char* name, double bound, T (*computed)(T), wide (*exact)(wide), const std::vector<T>& points) {
  worst_error<T> worst(name, bound);
  for (const T x : points) worst.add(computed(x), exact(static_cast<wide>(x)), x);
  worst.report();
}

template <typename T>
[[gnu::noinline]] void check(const char* name, double bound, T (*computed)(T, T), wide (*exact)(wide, wide),
                             const std::vector<std::pair<T, T>>& points) {
  worst_error<T> worst(name, bound);
  for (const auto& [x, y] : points) worst.add(computed(x, y), exact(static_cast<wide>(x), static_cast<wide>(y)), x, y);
  worst.report();
}

#define NABLA_CHECK(name, bound, points) check<T>(#name, bound, cm::name<T>, reference_##name, points)

/// The largest argument of exp.
template <typename T>
constexpr T exp_range = static_cast<T>(limits<T>::max_exponent) * T(0.6932);

/// All pairs of special values and random pairs.
template <typename T>
std::vector<std::pair<T, T>> special_pairs() {
  const T special[] = {0, T(0.5), 1, T(1.5), 2, 3, 5, T(1e10), limits<T>::min(), limits<T>::denorm_min(), limits<T>::max(),
                       limits<T>::infinity(), limits<T>::quiet_NaN(), 1 / limits<T>::epsilon(), 1 / limits<T>::epsilon() + 1};
  std::vector<std::pair<T, T>> pairs;
  for (const T x : special) {
    for (const T y : special) pairs.insert(pairs.end(), {{x, y}, {-x, y}, {x, -y}, {-x, -y}});
  }
  for (int i = 0; i < 5000; ++i) pairs.push_back({log_uniform<T>(), log_uniform<T>()});
  return pairs;
}

BOOST_AUTO_TEST_CASE_TEMPLATE(rounding, T, tested_types) {
  const T large = 1 / limits<T>::epsilon();
  const auto points = sample<T>({{-10, 10}, {-large * 4, large * 4}, {-large, large}});
  NABLA_CHECK(floor, 0, points);
  NABLA_CHECK(ceil, 0, points);
  NABLA_CHECK(trunc, 0, points);
  NABLA_CHECK(round, 0, points);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(roots, T, tested_types) {
  const auto points = sample<T>({{0, 4}, {-8, 8}}, 10000);
  NABLA_CHECK(sqrt, 0.5, points);
  NABLA_CHECK(cbrt, 4, points);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(exponentials, T, tested_types) {
  const T range = exp_range<T>;
  const T subnormal = static_cast<T>(limits<T>::digits);
  const auto points = sample<T>({{-1, 1}, {-range, range}, {-range - subnormal, -range + 2}, {-20, 20}});
  NABLA_CHECK(exp, 2, points);
  NABLA_CHECK(expm1, 2, points);
  auto binary_points = sample<T>({{-1, 1}, {-20, 20}, {-2 * range, 2 * range}});
  for (int n = limits<T>::min_exponent - 2 * limits<T>::digits; n < limits<T>::max_exponent + 3; ++n) {
    binary_points.push_back(static_cast<T>(n));
  }
  NABLA_CHECK(exp2, 4, binary_points);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(logarithms, T, tested_types) {
  auto points = sample<T>({{T(0.5), 2}, {T(0.999), T(1.001)}, {0, 100}});
  for (T power = 1; power < limits<T>::max() / 10; power *= 10) points.push_back(power);
  NABLA_CHECK(log, 2, points);
  NABLA_CHECK(log2, 4, points);
  NABLA_CHECK(log10, 4, points);
  NABLA_CHECK(log1p, 2, sample<T>({{-1, 1}, {T(-0.001), T(0.001)}, {0, 100}, {T(-0.3), T(-0.28)}, {T(0.4), T(0.42)}}));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(powers, T, tested_types) {
  auto points = special_pairs<T>();
  for (int i = 0; i < 5000; ++i) {
    const T y = std::trunc(uniform<T>(-60, 60));
    points.push_back({uniform<T>(-10, 10), y});
    points.push_back({uniform<T>(0, 10), uniform<T>(-60, 60)});
    const T x = std::abs(log_uniform<T>());
    points.push_back({x, uniform<T>(-1, 1) * exp_range<T> / std::log(x)});  // results over the whole range
    const T one = 1 + uniform<T>(-1, 1) * std::ldexp(T(1), -static_cast<int>(generator() % limits<T>::digits));
    points.push_back({one, uniform<T>(T(-1.1), T(1.1)) * exp_range<T> / std::log(one)});
  }
  NABLA_CHECK(pow, 4, points);
}

/// The number nearest to a multiple of pi/2, relative to its last place; from the continued fractions of 2^e/pi.
template <typename T>
T hardest_angle() {
  if (limits<T>::digits == 24) return std::ldexp(T(16367173), 72);
  if (limits<T>::digits == 53) return std::ldexp(static_cast<T>(6381956970095103), 797);
  return std::ldexp(static_cast<T>(17476981849448541921u), 10531);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(trigonometric, T, tested_types) {
  auto points = sample<T>({{-1, 1}, {-10, 10}, {-1000, 1000}}, 6000);
  for (int k = 1; k < 200; ++k) add_neighbours(points, static_cast<T>(k) * T(0.7853981633974483096L));
  points.push_back(hardest_angle<T>());
  NABLA_CHECK(sin, 2, points);
  NABLA_CHECK(cos, 2, points);
  NABLA_CHECK(tan, 4, points);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(inverse_trigonometric, T, tested_types) {
  const auto points = sample<T>({{-1, 1}, {T(0.999), 1}, {T(-1), T(-0.999)}, {-2, 2}});
  NABLA_CHECK(asin, 4, points);
  NABLA_CHECK(acos, 4, points);
  NABLA_CHECK(atan, 4, sample<T>({{-1, 1}, {-10, 10}, {0, 1000}}));
  auto pairs = special_pairs<T>();
  for (int i = 0; i < 10000; ++i) {
    pairs.push_back({uniform<T>(-1, 1), uniform<T>(-1, 1)});
    const T x = log_uniform<T>();
    pairs.push_back({x * uniform<T>(-1, 1), x});
  }
  NABLA_CHECK(atan2, 4, pairs);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(hyperbolic, T, tested_types) {
  const T range = exp_range<T>;
  const auto points = sample<T>({{-1, 1}, {-30, 30}, {-range - 1, range + 1}});
  NABLA_CHECK(sinh, 4, points);
  NABLA_CHECK(cosh, 4, points);
  NABLA_CHECK(tanh, 2, points);
  NABLA_CHECK(asinh, 4, points);
  NABLA_CHECK(acosh, 4, sample<T>({{1, 2}, {1, T(1.0001)}, {1, 1000}}));
  NABLA_CHECK(atanh, 4, sample<T>({{-1, 1}, {T(0.999), 1}, {T(-0.001), T(0.001)}}));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(euclidean_norm, T, tested_types) {
  auto pairs = special_pairs<T>();
  for (int i = 0; i < 10000; ++i) {
    pairs.push_back({uniform<T>(-1, 1), uniform<T>(-1, 1)});
    const T x = log_uniform<T>();
    pairs.push_back({x * uniform<T>(-1, 1), x});
  }
  NABLA_CHECK(hypot, 4, pairs);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(multiply_add, T, tested_types) {
  worst_error<T> worst("fma", 1);
  const auto pairs = special_pairs<T>();
  for (const auto& [x, y] : pairs) {
    // the sum is rounded to binary128 first, which is exact enough
    for (const T z : {log_uniform<T>(), T(0), T(1), -x * (std::abs(x) < 1 ? y : T(1)), limits<T>::infinity()}) {
      worst.add(cm::fma(x, y, z), reference_fma(static_cast<wide>(x), static_cast<wide>(y), static_cast<wide>(z)), x, y, z);
    }
  }
  for (int i = 0; i < 20000; ++i) {
    const T x = uniform<T>(-1, 1);
    const T y = uniform<T>(-1, 1);
    const T z = i % 2 == 0 ? -x * y : uniform<T>(-1, 1);  // half of them cancel but for the rounding error
    worst.add(cm::fma(x, y, z), reference_fma(static_cast<wide>(x), static_cast<wide>(y), static_cast<wide>(z)), x, y, z);
  }
  worst.report();
}

BOOST_AUTO_TEST_CASE_TEMPLATE(error_functions, T, tested_types) {
  const T range = std::sqrt(exp_range<T>) + 1;
  const auto points = sample<T>({{-1, 1}, {T(0.9), 3}, {-7, 7}, {0, range}});
  NABLA_CHECK(erf, 4, points);
  NABLA_CHECK(erfc, 4, points);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(log_gamma, T, tested_types) {
  auto points = sample<T>({{0, 3}, {T(0.9), T(1.1)}, {T(1.9), T(2.1)}, {0, 30}, {-2, 0}, {-5, -2}, {-40, 0}});
  // the two zeros between each two of these integers
  for (int n = 2; n < 26; ++n) {
    for (const int end : {n, n + 1}) {
      T positive = static_cast<T>(-end);
      T below_zero = static_cast<T>(-n) - T(0.5);
      for (int step = 0; step < limits<T>::digits + 3; ++step) {
        const T middle = (positive + below_zero) / 2;
        (cm::lgamma(middle) > 0 ? positive : below_zero) = middle;
      }
      add_neighbours(points, positive);
      for (int k = 0; k < 40; ++k) points.push_back(positive * (1 + uniform<T>(-1, 1) * std::ldexp(T(1), -k)));
    }
  }
  NABLA_CHECK(lgamma, 4, points);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(classification, T, tested_types) {
  const auto points = sample<T>({{-1, 1}});
  const auto wrong = [](T x) {
    if (cm::isnan(x) != std::isnan(x) || cm::isinf(x) != std::isinf(x) || cm::signbit(x) != std::signbit(x)) return true;
    if (cm::copysign(T(2), x) != std::copysign(T(2), x)) return true;
    return !cm::isnan(x) && (cm::abs(x) != std::abs(x) || cm::copysign(x, T(-1)) != std::copysign(x, T(-1)));
  };
  BOOST_TEST(std::count_if(points.begin(), points.end(), wrong) == 0);
}

}  // namespace
