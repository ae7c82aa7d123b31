// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Every elementwise function at run time: the value against long double, the derivative against finite differences, in three types.

#define BOOST_TEST_MODULE elementary
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

using scalars = std::tuple<float, double, long double>;

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

BOOST_AUTO_TEST_CASE_TEMPLATE(functions_of_pieces, T, scalars) {
  // no sample point lies at 0
  NABLA_CHECK(abs, -3, 3, std::abs(u));
  NABLA_CHECK(relu, -3, 3, u > 0 ? u : 0 * u);
  NABLA_CHECK(sign, -3, 3, u > 0 ? 1.0L : -1.0L);
  NABLA_CHECK(heaviside, -3, 3, u > 0 ? 1.0L : 0.0L);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(operators, T, scalars) {
  check<T>("+", x + 2_c, x * y + 2_c, [](long double u) { return u + 2; }, -3, 3);
  check<T>("-", 2_c - x, 2_c - x * y, [](long double u) { return 2 - u; }, -3, 1.5);
  check<T>("*", x * 3_c, (x * y) * 3_c, [](long double u) { return 3 * u; }, -3, 3);
  check<T>("/", 1_c / x, 1_c / (x * y), [](long double u) { return 1 / u; }, 0.2, 3);
  check<T>("neg", -x, -(x * y), [](long double u) { return -u; }, -3, 3);
  check<T>("x x", x * x, (x * y) * (x * y), [](long double u) { return u * u; }, 0.1, 3);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(functions_of_two, T, scalars) {
  check<T>("max", max(x, c<1, 3>), max(x * y, c<1, 3>), [](long double u) { return std::max(u, 1.0L / 3); }, -3, 3);
  check<T>("min", min(c<1, 3>, x), min(c<1, 3>, x * y), [](long double u) { return std::min(u, 1.0L / 3); }, -3, 3);
  check<T>("xlogy in p", xlogy(0.25_c, x), xlogy(0.25_c, x * y), [](long double u) { return 0.25L * std::log(u); }, 1.5, 8);
  check<T>("xlogy in t", xlogy(x, 3_c), xlogy(x * y, 3_c), [](long double u) { return u * std::log(3.0L); }, 0.1, 3);
  check<T>("bce_with_logits", bce_with_logits(x, 0.75_c), bce_with_logits(x * y, 0.75_c),
           [](long double u) { return std::log1p(std::exp(-u)) * 0.75L + std::log1p(std::exp(u)) * 0.25L; }, -4, 4);
  check<T>("binary_cross_entropy", binary_cross_entropy(x, 0.75_c), binary_cross_entropy(x * y, 0.75_c),
           [](long double u) { return -0.75L * std::log(u) - 0.25L * std::log(1 - u); }, 0.1, 0.9);
}

}  // namespace
