// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The arithmetic is all that a scalar type needs: complex numbers, made known to nabla by their user.

#include <boost/test/unit_test.hpp>

#include <nabla/eigen.hpp>
#include <nabla/nabla.hpp>

#include <complex>

template <>
struct nabla::input_traits<std::complex<double>> {
  using scalar = std::complex<double>;
  static constexpr bool is_matrix = false;
};

using namespace nabla;
using complex = std::complex<double>;

namespace {

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;

void check(const complex& a, const complex& b) { BOOST_TEST(std::abs(a - b) <= 1e-14 * (1 + std::abs(b))); }

BOOST_AUTO_TEST_CASE(analytic_functions) {
  const complex a(0.3, -0.7), b(1.5, 0.4);
  check(exp(x * y)(x = a, y = b), std::exp(a * b));
  check(grad(exp(x * y))(x = a, y = b)[x], b * std::exp(a * b));
  check(grad(log(x) / y)(x = a, y = b)[y], -std::log(a) / (b * b));
  check(grad(sqrt(x))(x = a)[x], 0.5 / std::sqrt(a));
  check(grad(sin(x) * cos(y))(x = a, y = b)[y], -std::sin(a) * std::sin(b));
  check(grad(tanh(x))(x = a)[x], 1.0 - std::tanh(a) * std::tanh(a));
  check(grad(sigmoid(x))(x = a)[x], std::exp(-a) / ((1.0 + std::exp(-a)) * (1.0 + std::exp(-a))));
  check((c<1, 3> * x - 2_c)(x = a), a / 3.0 - 2.0);
}

// Eigen's norm of complex numbers is that of their absolute values, and no analytic function.
BOOST_AUTO_TEST_CASE(length_of_many) {
  constexpr auto v = var<"v", dim<"n">>;
  Eigen::VectorXcd numbers(40);
  for (int k = 0; k < numbers.size(); ++k) numbers(k) = complex(1 + 0.1 * k, 0.7 - 0.05 * k);
  const complex length = std::sqrt((numbers.array() * numbers.array()).sum());
  const auto [got, gradient] = value_and_grad(norm2(v))(v = numbers);
  check(got, length);
  check(gradient[v](7), numbers(7) / length);
}

// What is written becomes a stable form where numbers have an order; of others it is what was written.
BOOST_AUTO_TEST_CASE(written_forms) {
  const complex a(0.3, -0.7), b(1.5, 0.4);
  const auto same = [&](auto f, const complex& value, const complex& slope) {
    const auto [got, gradient] = value_and_grad(f, wrt(x))(x = a, y = b);
    check(got, value);
    check(gradient[x], slope);
  };
  const complex e = std::exp(a), t = std::tanh(a), root = std::sqrt(a * a + b * b);
  same(log(1_c + exp(x)) + 0_c * y, std::log(1.0 + e), e / (1.0 + e));
  same(y * log(1_c / (1_c + exp(-x))), -b * std::log(1.0 + 1.0 / e), b / (1.0 + e));
  same(log(exp(x) + exp(y)), std::log(e + std::exp(b)), e / (e + std::exp(b)));
  same(log(exp(y) - exp(x)), std::log(std::exp(b) - e), -e / (std::exp(b) - e));
  same(y * log(1_c - exp(-x)), b * std::log(1.0 - 1.0 / e), b / (e - 1.0));
  same(y * log(cosh(x)), b * std::log(std::cosh(a)), b * t);
  same(y * log(1_c - tanh(x)), b * std::log(1.0 - t), -b * (1.0 + t));
  same(log(pow(10_c, x) + pow(10_c, y)), std::log(std::pow(10.0, a) + std::pow(10.0, b)), std::log(10.0) * std::pow(10.0, a) / (std::pow(10.0, a) + std::pow(10.0, b)));
  same(sqrt(x * x + y * y), root, a / root);
  const complex length = std::sqrt(3.0 * a * a + 2.0 * b * b);
  same(norm2(vstack(x, y, x, y, x)), length, 3.0 * a / length);
  same(y * log(x / (1_c - x)), b * std::log(a / (1.0 - a)), b / (a * (1.0 - a)));
  same(y * (1_c - sigmoid(x)), b / (1.0 + e), -b * e / ((1.0 + e) * (1.0 + e)));
  same(y * log(det(x)), b * std::log(a), b / a);
  same(y * (x / (exp(x) - 1_c)), b * a / (e - 1.0), b * (1.0 / (e - 1.0) - a * e / ((e - 1.0) * (e - 1.0))));
  same(y * (x / sinh(x)), b * a / std::sinh(a), b * (1.0 / std::sinh(a) - a * std::cosh(a) / (std::sinh(a) * std::sinh(a))));
}

// Complex-step: Im f(x + ih) / h is f'(x) without cancellation.
BOOST_AUTO_TEST_CASE(agrees_with_the_complex_step) {
  constexpr auto f = sigmoid(x * x) * exp(sin(x)) / (1_c + x * x);
  const double h = 1e-100;
  BOOST_TEST(f(x = complex(0.8, h)).imag() / h == grad(f)(x = 0.8)[x], boost::test_tools::tolerance(1e-14));
}

// Squares of complex numbers are no sizes.
BOOST_AUTO_TEST_CASE(sizes) {
  const complex a(0.3, -0.7);
  check(abs(sq(x))(x = a), std::abs(a * a));
  check(abs(exp(x) + x * x)(x = a), std::abs(std::exp(a) + a * a));
  check(norm1(sq(x))(x = a), std::abs(a * a));
}

}  // namespace
