// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Compiled evaluation in float and long double: the value against long double, the derivative against finite differences. All functions, in
// double: table/.

#include <boost/test/unit_test.hpp>

#include <nabla/nabla.hpp>

#include <cmath>
#include <limits>
#include <tuple>

using namespace nabla;

namespace {

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;

/// |a - b| in units in the last place of T at b, where b is at least 1e-3 large.
template <class T>
double ulps(T a, long double b) {
  const long double size = std::max(std::abs(b), 1e-3L);
  return static_cast<double>(std::abs(static_cast<long double>(a) - b) / (size * static_cast<long double>(std::numeric_limits<T>::epsilon())));
}

/// Central differences with one Richardson step, in long double.
template <class F>
long double slope(F f, long double at) {
  const long double h = 1e-4L;
  return (8 * (f(at + h / 2) - f(at - h / 2)) - (f(at + h) - f(at - h))) / (6 * h);
}

/// f(x) against a reference on [low, high], f' and the derivative of f(x y) against finite differences of the reference.
template <class T, Expression F, Expression Composed, class Reference>
void check(const char* name, F f, Composed composed, Reference reference, double low, double high) {
  constexpr int points = 23;
  BOOST_TEST_CONTEXT(name) {
    for (int i = 0; i < points; ++i) {
      const T at = static_cast<T>(low + (high - low) * (i + 0.37) / points), factor = static_cast<T>(0.75);
      const auto expected = [&](long double u) { return static_cast<long double>(reference(u)); };
      const auto [value, g] = value_and_grad(f)(x = at);
      BOOST_TEST(ulps(value, expected(at)) <= 4);
      BOOST_TEST(static_cast<double>(std::abs(static_cast<long double>(g[x]) - slope(expected, at)) / (1 + std::abs(slope(expected, at)))) <=
                 std::max(1e-12, 16 * static_cast<double>(std::numeric_limits<T>::epsilon())));
      const T inner = at / factor;
      const auto chained = value_and_grad(composed)(x = inner, y = factor);
      const long double u = static_cast<long double>(inner) * static_cast<long double>(factor);
      const long double tolerance = std::max(1e-11L, 64 * static_cast<long double>(std::numeric_limits<T>::epsilon()));
      BOOST_TEST(static_cast<double>(std::abs(static_cast<long double>(chained.grad[x]) / static_cast<long double>(factor) - slope(expected, u)) / (1 + std::abs(slope(expected, u)))) <= static_cast<double>(tolerance));
      BOOST_TEST(static_cast<double>(std::abs(static_cast<long double>(chained.grad[y]) / static_cast<long double>(inner) - slope(expected, u)) / (1 + std::abs(slope(expected, u)))) <= static_cast<double>(tolerance));
    }
  }
}
#define NABLA_CHECK(name, low, high, ...) check<T>(#name, name(x), name(x * y), [](long double u) { return __VA_ARGS__; }, low, high)

using scalars = std::tuple<float, long double>;

BOOST_AUTO_TEST_CASE_TEMPLATE(smooth_functions, T, scalars) {
  NABLA_CHECK(exp, -5, 5, std::exp(u));
  NABLA_CHECK(log, 0.1, 20, std::log(u));
  NABLA_CHECK(log1p, -0.9, 20, std::log1p(u));
  NABLA_CHECK(sqrt, 0.1, 50, std::sqrt(u));
  NABLA_CHECK(sin, -6, 6, std::sin(u));
  NABLA_CHECK(cos, -6, 6, std::cos(u));
  NABLA_CHECK(tanh, -3, 3, std::tanh(u));
  NABLA_CHECK(sigmoid, -5, 5, 1 / (1 + std::exp(-u)));
}

}  // namespace
