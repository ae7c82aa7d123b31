// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Roots and minima of functions that read matrices whose size is a name, beside the formulas that solve them: value, gradient, hvp, for one element and many.

#include <boost/test/unit_test.hpp>

#include <nabla/eigen.hpp>
#include <support/counted.hpp>
#include <support/eigen.hpp>

#include <array>
#include <cmath>

namespace {

using namespace nabla;
using namespace test;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr auto n = dim<"n">;
constexpr auto x = var<"x", n>;
constexpr auto w = var<"w", n>;
constexpr auto X = var<"X", n, 2>;
constexpr auto z = var<"z">;

/// Weights, none of which is negative.
VectorXd weights(int size) { return numbers(size, 2).col(1).array().square() + 0.25; }

/// Compares the value, the gradient by x and w, and its product with a direction.
template <class Found, class Expected>
void compare(Found found, Expected expected, const VectorXd& at_x, const VectorXd& at_w) {
  const auto same = [](const auto& a, const auto& b) {
    BOOST_TEST(difference(a[x], b[x]) < 1e-11);
    BOOST_TEST(difference(a[w], b[w]) < 1e-11);
  };
  const auto a = value_and_grad(found, wrt(x, w))(x = at_x, w = at_w);
  const auto b = value_and_grad(expected, wrt(x, w))(x = at_x, w = at_w);
  BOOST_TEST(std::abs(a.value - b.value) < 1e-13);
  same(a.grad, b.grad);
  const auto here = at(x = at_x, w = at_w);
  const auto there = along(x = at_w, w = at_x);
  same(hvp(found, wrt(x, w))(here, there), hvp(expected, wrt(x, w))(here, there));
}

constexpr auto mean_of_all = dot(w, x) / sum(w);
BOOST_AUTO_TEST_CASE(roots) {
  for (const int size : {1, 2, 3, 11}) BOOST_TEST_CONTEXT(size << " elements") {
      compare(root([](auto s) { return sum(hadamard(w, s - x)); }, 0_c), mean_of_all, numbers(size, 1), weights(size));
      compare(root([](auto s) { return sum(hadamard(w, exp(s) - exp(x))); }, -2_c, 2_c), log(dot(w, exp(x)) / sum(w)), numbers(size, 1), weights(size));
    }
}
BOOST_AUTO_TEST_CASE(minima) {
  for (const int size : {1, 2, 3, 11}) BOOST_TEST_CONTEXT(size << " elements")
  compare(argmin([](auto s) { return sum(hadamard(w, sq(s - x))); }, 0_c), mean_of_all, numbers(size, 1), weights(size));
}
BOOST_AUTO_TEST_CASE(columns) {
  // least squares, whose steps multiply matrices
  constexpr auto fitted = sqnorm(argmin([](auto b) { return sqnorm(X * b - x); }, zeros<2, 1>));
  constexpr auto solved = sqnorm(solve(transpose(X) * X, transpose(X) * x));
  for (const int size : {2, 3, 11}) BOOST_TEST_CONTEXT(size << " rows") {
      const MatrixXd at_X = numbers(size, 2, 7);
      const VectorXd at_x = numbers(size, 1);
      const auto a = value_and_grad(fitted, wrt(X, x))(X = at_X, x = at_x);
      const auto b = value_and_grad(solved, wrt(X, x))(X = at_X, x = at_x);
      BOOST_TEST(std::abs(a.value - b.value) < 1e-10);
      BOOST_TEST(difference(a.grad[X], b.grad[X]) < 1e-9);
      BOOST_TEST(difference(a.grad[x], b.grad[x]) < 1e-9);
    }
}
BOOST_AUTO_TEST_CASE(of_no_elements_nothing_is_read) {
  const auto r = value_and_grad(root([](auto s) { return sum(hadamard(w, s - x)) + z - s; }, 0_c))(x = VectorXd(0), w = VectorXd(0), z = 0.25);
  BOOST_TEST(r.value == 0.25);
  BOOST_TEST(r.grad[z] == 1);
  BOOST_TEST(r.grad[x].size() == 0);
  BOOST_TEST(r.grad[w].size() == 0);
}
BOOST_AUTO_TEST_CASE(nothing_is_allocated_again) {
  auto run = evaluator(value_and_grad(root([](auto s) { return sum(hadamard(w, s - x)); }, 0_c), wrt(x, w)));
  const VectorXd at_x = numbers(100, 1), at_w = weights(100);
  const auto count = [&] { return count_allocations([&] { return run(x = at_x, w = at_w).value; }); };
  count();
  BOOST_TEST(count() == 0);
}
BOOST_AUTO_TEST_CASE(constant_expressions_and_floats) {
  constexpr auto found = root([](auto s) { return sum(hadamard(w, s * sq(s) - x)); }, 0.5_c);
  constexpr double value = found(x = std::array{0.5, -0.25, 0.75}, w = std::array{1.0, 2.0, 0.5});
  constexpr std::array<double, 3> slopes = grad(found)(x = std::array{0.5, -0.25, 0.75}, w = std::array{1.0, 2.0, 0.5})[x];
  const auto in_double = value_and_grad(found, wrt(x))(x = std::array{0.5, -0.25, 0.75}, w = std::array{1.0, 2.0, 0.5});
  const auto in_float = value_and_grad(found, wrt(x))(x = std::array{0.5f, -0.25f, 0.75f}, w = std::array{1.0f, 2.0f, 0.5f});
  const std::array<double, 3> of_double = in_double.grad[x];
  const std::array<float, 3> of_float = in_float.grad[x];
  BOOST_TEST(std::abs(in_double.value - value) < 1e-14);
  BOOST_TEST(std::abs(in_float.value - static_cast<float>(value)) < 1e-6f);
  for (std::size_t i = 0; i < 3; ++i) {
    BOOST_TEST(std::abs(of_double[i] - slopes[i]) < 1e-14);
    BOOST_TEST(std::abs(of_float[i] - static_cast<float>(slopes[i])) < 1e-6f);
  }
}

}  // namespace
