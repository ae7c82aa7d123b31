// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Formulas that are evaluated as trees of decisions, at run time: at bounds, at NaN and infinities, by calls, evaluators, in places and with vectors. What a tree is has a static test.

#include <boost/test/unit_test.hpp>

#include <support/branching.hpp>

#include <nabla/eigen.hpp>

#include <cmath>
#include <limits>
#include <utility>

namespace {

using namespace nabla;

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN(), infinity = std::numeric_limits<double>::infinity();

template <class Function>
void all_agree(Function function) {
  constexpr auto f = formula<"x", "y">(Function{});
  auto evaluate = evaluator(value_and_grad(f));
  for (double u : {-infinity, -3.0, -1.0, -0.0, 0.0, 0.5, 1.0, 2.0, 3.0, 4.0, 7.5, infinity, not_a_number})
    for (double v : {-infinity, -2.0, 0.0, 0.25, 1.0, 2.0, 5.0, infinity, not_a_number}) {
      const double value = f(u, v), right = function(u, v);
      BOOST_TEST((value == right || std::isnan(right)), "the value at " << u << ", " << v);
      if (std::isinf(u) || std::isinf(v)) continue;  // a sum of infinite products is another number in another order
      BOOST_TEST(test::agrees_at(function, value_and_grad(f), u, v), "a call at " << u << ", " << v);
      BOOST_TEST(test::agrees_at(function, evaluate, u, v), "an evaluator at " << u << ", " << v);
    }
}

}  // namespace

BOOST_AUTO_TEST_CASE(all_sides_of_all_bounds) {
  all_agree(test::nested{});
  all_agree(test::on_what_is_chosen{});
  all_agree(test::added_up{});
  all_agree(test::of_pieces{});
}

// what is not taken may be anything
BOOST_AUTO_TEST_CASE(what_is_not_taken_does_not_show) {
  constexpr auto f = formula<"x", "y">([](auto u, auto v) { return u > 0 ? log(u) * sqrt(v) + u * v : u * u; });
  for (double v : {-1.0, 0.0, infinity, not_a_number}) {
    const auto [value, gradient] = value_and_grad(f)(-2.0, v);
    BOOST_TEST(value == 4);
    BOOST_TEST(gradient[x] == -4);
    BOOST_TEST(gradient[y] == 0);
  }
  BOOST_TEST(value_and_grad(f)(0.0, 1.0).value == 0);
  BOOST_TEST(std::isnan(value_and_grad(f)(2.0, not_a_number).value));
}

BOOST_AUTO_TEST_CASE(in_float_and_in_long_double) {
  constexpr auto f = formula<"x", "y">(test::nested{});
  BOOST_TEST(value_and_grad(f)(x = 2.0f, y = 0.5f).grad[x] == 2.0f);
  BOOST_TEST(value_and_grad(f)(x = 0.5f, y = 2.0f).value == static_cast<float>(f(0.5, 2.0)));
  BOOST_TEST(value_and_grad(f)(x = 2.0l, y = 0.5l).grad[y] == 4.0l);
}

BOOST_AUTO_TEST_CASE(vectors_and_places) {
  constexpr auto q = var<"q", 3>;
  constexpr auto f = formula([]<class V>(const V& u) {
    if (u[0] < 0) return exp(u[0]) * u[1];
    if (u[1] * u[2] > 1) return sqrt(u[0]) * u[2] + u[1];
    return u[0] * u[1] * u[2] + sin(u[2]);
  },
                             q);
  auto evaluate = evaluator(value_and_grad(f));
  const auto check = [&](const Eigen::Vector3d& at, double value, const Eigen::Vector3d& gradient) {
    const auto r = value_and_grad(f)(q = at);
    BOOST_TEST(r.value == value, boost::test_tools::tolerance(1e-15));
    BOOST_TEST((r.grad[q] - gradient).norm() < 1e-15);
    double placed = 0;
    Eigen::Vector3d place;
    evaluate(q = at, into(value_of(f) = placed, gradient_of(q) = place));
    BOOST_TEST(placed == r.value);
    BOOST_TEST(place == r.grad[q]);
    BOOST_TEST(evaluate(q = at).grad[q] == place);
  };
  check({-1, 2, 3}, 2 * std::exp(-1.0), {2 * std::exp(-1.0), std::exp(-1.0), 0});
  check({4, 2, 3}, 8, {0.75, 1, 2});
  check({1, 0.25, 2}, 0.5 + std::sin(2.0), {0.5, 2, 0.25 + std::cos(2.0)});
}

BOOST_AUTO_TEST_CASE(jacobians_and_hessians) {
  constexpr auto f = formula<"x", "y">(test::nested{});
  using second = decltype(hessian(f, wrt(x, y)))::strategy::request;
  static_assert(detail::program<second::expression_type, false, second::wrt_type>::plan.sizes.decisions > 0);
  auto evaluate = evaluator(hessian(f, wrt(x, y)));
  const auto check = [&](double u, double v, double xx, double xy, double yy) {
    const auto compare = [&](const auto& H) {
      BOOST_TEST(H(0, 0) == xx, "by x twice at " << u << ", " << v);
      BOOST_TEST(H(0, 1) == xy, "by both at " << u << ", " << v);
      BOOST_TEST(H(1, 0) == xy);
      BOOST_TEST(H(1, 1) == yy, "by y twice at " << u << ", " << v);
    };
    compare(hessian(f, wrt(x, y))(u, v));
    compare(evaluate(u, v));
    compare(evaluate(x = u, y = v));
    compare(evaluator(hessian(f, wrt(x, y)))(u, v));
    compare(std::as_const(evaluate)(u, v));
    const auto J = jacobian(f, wrt(x, y))(u, v);
    BOOST_TEST(J(0, 0) == grad(f)(u, v)[x]);
    BOOST_TEST(J(0, 1) == grad(f)(u, v)[y]);
  };
  check(2, 0.5, 1, 4, 0);          // x² y + 3
  check(-2, 3, 6, -10, 4);         // x² y - (x y + 2) y
  check(2, 4, 24, 32, 8);      // (x y + 2)² - y x²
}
