// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The arithmetic is all that a scalar type needs: complex numbers, made known to nabla by their user.

#include <boost/test/unit_test.hpp>

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

// Complex-step: Im f(x + ih) / h is f'(x) without cancellation.
BOOST_AUTO_TEST_CASE(agrees_with_the_complex_step) {
  constexpr auto f = sigmoid(x * x) * exp(sin(x)) / (1_c + x * x);
  const double h = 1e-100;
  BOOST_TEST(f(x = complex(0.8, h)).imag() / h == grad(f)(x = 0.8)[x], boost::test_tools::tolerance(1e-14));
}

}  // namespace
