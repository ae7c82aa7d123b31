// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Gradients of long formulas by a few numbers, along all directions at once, are what the compiler computes backwards.

#include <boost/test/unit_test.hpp>

#include <nabla/nabla.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

namespace {

using namespace nabla;

constexpr auto a = var<"a">;
constexpr auto b = var<"b">;
constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto z = var<"z">;
constexpr auto v = var<"v", 3>;
constexpr auto A = var<"A", 2, 2>;

/// How a population grows, year after year.
template <int Years>
struct grown {
  template <class T>
  constexpr T operator()(const T& rate, T part) const {
    for (int year = 0; year < Years; ++year) part = rate * part * (1 - part);
    return part;
  }
};
/// A root of a polynomial by damped steps of Newton: sums, products and quotients.
template <int Coefficients>
constexpr auto root_of_polynomial = []<class T>(const T& start, const auto&... coefficient) {
  const T of[] = {coefficient...};
  T at = start;
  for (int step = 0; step < 10; ++step) {
    T value = of[0], slope = T(0.0);
    for (int k = 1; k < Coefficients; ++k) {
      slope = slope * at + value;
      value = value * at + of[k];
    }
    at = at - value / (1 + slope * slope);
  }
  return at;
};

/// Lorenz' equations by steps to midpoints.
constexpr auto after_steps = [](const auto& start, const auto& r) {
  using T = std::remove_cvref_t<decltype(r)>;
  std::array<T, 3> at{start[0], start[1], start[2]};
  const auto slope = [&r](const std::array<T, 3>& p) { return std::array<T, 3>{10.0 * (p[1] - p[0]), p[0] * (r - p[2]) - p[1], p[0] * p[1] - 2.5 * p[2]}; };
  for (int step = 0; step < 8; ++step) {
    const auto first = slope(at);
    const auto second = slope({at[0] + 0.005 * first[0], at[1] + 0.005 * first[1], at[2] + 0.005 * first[2]});
    for (std::size_t k = 0; k < 3; ++k) at[k] += 0.01 * second[k];
  }
  return at;
};
constexpr auto moved = formula(after_steps, v, x);
constexpr std::array<double, 3> at_start{1.0, 2.0, 3.0};
constexpr std::array<long double, 3> long_start{1.0L, 2.0L, 3.0L};  // in which nothing goes along directions

/// A power of a matrix of numbers.
constexpr auto of_power = [] {
  constexpr auto fourth = A * A * A * A;
  constexpr auto eighth = fourth * fourth - A;
  constexpr auto next = eighth * eighth + A;
  return trace(next * next - A) + y;
}();

/// How the gradient of a request is computed in T.
template <class T, class F, bool Value, class Wrt>
constexpr auto plan_of(detail::request_of<F, Value, Wrt>) {
  return detail::in_directions<detail::program<F, Value, Wrt>, T>();
}

}  // namespace

BOOST_AUTO_TEST_CASE(two_numbers) {
  constexpr auto f = formula<"a", "x">(grown<60>());
  constexpr auto both = value_and_grad(f);
  static_assert(decltype(plan_of<double>(both))::pays);
  constexpr auto expected = both(3.1, 0.3);  // in a constant expression it goes backwards
  const auto [value, g] = both(3.1, 0.3);
  BOOST_TEST(value == expected.value, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(g[a] == expected.grad[a], boost::test_tools::tolerance(1e-12));
  BOOST_TEST(std::abs(g[x] - expected.grad[x]) < 1e-12);
  BOOST_TEST(grad(f)(a = 3.1, x = 0.3)[a] == expected.grad[a], boost::test_tools::tolerance(1e-12));
  const auto in_float = both(3.1f, 0.3f);
  static_assert(std::is_same_v<std::remove_cvref_t<decltype(in_float.value)>, float>);
  BOOST_TEST(in_float.grad[a] == static_cast<float>(expected.grad[a]), boost::test_tools::tolerance(1e-4f));
}
BOOST_AUTO_TEST_CASE(more_numbers_and_quotients) {
  constexpr auto f = formula<"x", "a", "b">(root_of_polynomial<2>);
  constexpr auto cubic = formula<"x", "a", "b", "y", "z">(root_of_polynomial<4>);
  static_assert(decltype(plan_of<float>(grad(cubic)))::pays);
  static_assert(decltype(plan_of<double>(value_and_grad(cubic)))::pays == (detail::register_bytes >= 32));
  constexpr auto expected = grad(cubic)(0.7, 1.0, 0.5, 2.0, -1.5);
  const auto g = grad(cubic)(0.7, 1.0, 0.5, 2.0, -1.5);
  const auto g_in_float = grad(cubic)(0.7f, 1.0f, 0.5f, 2.0f, -1.5f);
  const auto compare = [&](auto symbol) {
    BOOST_TEST(g[symbol] == expected[symbol], boost::test_tools::tolerance(1e-12));
    BOOST_TEST(g_in_float[symbol] == static_cast<float>(expected[symbol]), boost::test_tools::tolerance(1e-4f));
  };
  compare(x), compare(a), compare(b), compare(y), compare(z);
  constexpr auto of_line = value_and_grad(f, wrt(b, a))(x = 0.3, a = 2.0, b = -0.5);
  const auto [value, slopes] = value_and_grad(f, wrt(b, a))(x = 0.3, a = 2.0, b = -0.5);
  BOOST_TEST(value == of_line.value, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(slopes[a] == of_line.grad[a], boost::test_tools::tolerance(1e-12));
  BOOST_TEST(slopes[b] == of_line.grad[b], boost::test_tools::tolerance(1e-12));
}
BOOST_AUTO_TEST_CASE(evaluators_and_places) {
  constexpr auto f = formula<"a", "x">(grown<60>());
  constexpr auto expected = value_and_grad(f)(3.1, 0.3);
  auto step = evaluator(value_and_grad(f));
  const auto [value, g] = step(a = 3.1, x = 0.3);
  BOOST_TEST(value == expected.value, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(g[a] == expected.grad[a], boost::test_tools::tolerance(1e-12));
  double slopes[2] = {}, at = 0;
  step(a = 3.1, x = 0.3, into(gradient_of(a) = slopes[0], gradient_of(x) = slopes[1], value_of(f) = at));
  BOOST_TEST(at == value);
  BOOST_TEST(slopes[0] == g[a]);
  BOOST_TEST(slopes[1] == g[x]);
}
// A number that is infinite, or none, makes all directions so; backwards those alone that it belongs to.
BOOST_AUTO_TEST_CASE(what_is_infinite_stays_where_it_belongs) {
  constexpr auto f = formula<"a", "x">(grown<60>()) * y + z * z * y;
  constexpr auto both = value_and_grad(f, wrt(a, x, y, z));
  static_assert(decltype(plan_of<double>(both))::pays);
  for (const double rate : {40.0, std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
    const auto [value, g] = both(a = rate, x = 0.3, y = 2.0, z = 1.0);
    BOOST_TEST(!std::isfinite(value));
    BOOST_TEST(!std::isfinite(g[a]));
    BOOST_TEST(g[z] == 4.0);
  }
}
BOOST_AUTO_TEST_CASE(a_derivative_that_is_bound_or_constant) {
  constexpr auto f = formula<"a", "x">(grown<60>()) + y * z + 3_c * b;
  constexpr auto both = value_and_grad(f, wrt(y, a, b, x, z));
  static_assert(decltype(plan_of<double>(both))::pays == (detail::register_bytes >= 32));
  constexpr auto expected = both(a = 3.1, b = 1.0, x = 0.3, y = 2.0, z = -5.0);
  const auto [value, g] = both(a = 3.1, b = 1.0, x = 0.3, y = 2.0, z = -5.0);
  BOOST_TEST(value == expected.value, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(g[y] == -5.0);
  BOOST_TEST(g[z] == 2.0);
  BOOST_TEST(g[b] == 3.0);
  BOOST_TEST(g[a] == expected.grad[a], boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(jacobians) {
  constexpr auto both = value_and_jacobian(moved, wrt(v));
  constexpr auto of_all = value_and_jacobian(moved, wrt(x, v));
  constexpr auto alone = jacobian(moved, wrt(x, v));
  static_assert(decltype(plan_of<double>(both))::pays && decltype(plan_of<float>(of_all))::pays);
  const auto expected = of_all(v = long_start, x = 28.0L);
  const auto [value, J] = both(v = at_start, x = 28.0);
  const auto [again, all] = of_all(v = at_start, x = 28.0);
  const auto K = alone(v = at_start, x = 28.0);
  auto kept = evaluator(alone);
  const auto& M = kept(v = at_start, x = 28.0);
  const auto agree = [](double number, long double with) { BOOST_TEST(std::abs(number - static_cast<double>(with)) < 1e-12 * (1 + std::abs(static_cast<double>(with)))); };
  for (int i = 0; i < 3; ++i) {
    agree(value(i, 0), expected.value(i, 0));
    agree(again(i, 0), expected.value(i, 0));
    for (int j = 0; j < 3; ++j) agree(J[v](i, j), expected.jacobian[v](i, j));
    for (int j = 0; j < 4; ++j) {
      agree(all(i, j), expected.jacobian(i, j));
      agree(K(i, j), expected.jacobian(i, j));
      agree(M(i, j), expected.jacobian(i, j));
    }
  }
}
BOOST_AUTO_TEST_CASE(gradients_by_vectors_and_matrices) {
  constexpr auto length = sqnorm(moved);
  static_assert(decltype(plan_of<float>(grad(length)))::pays);
  const auto expected = grad(length)(v = long_start, x = 28.0L);
  const auto g = value_and_grad(length)(v = at_start, x = 28.0).grad;
  std::array<double, 3> slopes{};
  evaluator(grad(length))(v = at_start, x = 28.0, into(gradient_of(v) = slopes));
  BOOST_TEST(g[x] == static_cast<double>(expected[x]), boost::test_tools::tolerance(1e-12));
  for (int i = 0; i < 3; ++i) {
    BOOST_TEST(g[v](i, 0) == static_cast<double>(expected[v](i, 0)), boost::test_tools::tolerance(1e-12));
    BOOST_TEST(slopes[static_cast<std::size_t>(i)] == g[v](i, 0));
  }
  const std::array<std::array<double, 2>, 2> numbers{{{0.5, -0.25}, {0.75, 1.0}}};
  const std::array<std::array<long double, 2>, 2> long_numbers{{{0.5L, -0.25L}, {0.75L, 1.0L}}};
  const auto of_matrix = grad(of_power)(A = long_numbers, y = 2.0L);
  const auto h = grad(of_power)(A = numbers, y = 2.0);
  BOOST_TEST(h[y] == 1.0);
  for (int i = 0; i < 2; ++i)
    for (int j = 0; j < 2; ++j) BOOST_TEST(h[A](i, j) == static_cast<double>(of_matrix[A](i, j)), boost::test_tools::tolerance(1e-12));
}
BOOST_AUTO_TEST_CASE(columns_that_are_infinite) {
  constexpr auto f = vstack(formula<"a", "x">(grown<60>()), y * y, formula<"b", "z">(grown<60>()));
  constexpr auto both = value_and_jacobian(f, wrt(a, x, y, b));
  static_assert(decltype(plan_of<float>(both))::pays);
  const auto [value, J] = both(a = 40.0, x = 0.3, y = 3.0, b = 3.1, z = 0.3);
  const auto expected = both(a = 40.0L, x = 0.3L, y = 3.0L, b = 3.1L, z = 0.3L);
  BOOST_TEST(!std::isfinite(J(0, 0)));
  BOOST_TEST(J(1, 2) == 6.0);
  BOOST_TEST(J(0, 2) == 0.0);
  BOOST_TEST(J(1, 0) == 0.0);
  BOOST_TEST(J(2, 1) == 0.0);
  BOOST_TEST(J(2, 3) == static_cast<double>(expected.jacobian(2, 3)), boost::test_tools::tolerance(1e-12));
}
