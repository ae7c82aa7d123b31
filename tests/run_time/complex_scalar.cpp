// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The arithmetic is all that a scalar type needs: complex numbers, made known to nabla by their user.

#include <boost/test/unit_test.hpp>

#include <nabla/eigen.hpp>
#include <nabla/nabla.hpp>

#include <complex>
#include <numbers>

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

/// Value and slope are those of what is written, plainly: the slope is Cauchy's integral around x.
void is_what_is_written(auto f, auto plain) {
  const complex at(0.3, -0.7);
  const auto [value, slope] = value_and_grad(f, wrt(x))(x = at);
  check(value, plain(at));
  complex derivative = 0;
  for (int k = 0; k < 16; ++k) {
    const complex e = std::polar(1.0, std::numbers::pi * k / 8);
    derivative += plain(at + 0.05 * e) * std::conj(e) / (16 * 0.05);
  }
  BOOST_TEST(std::abs(slope[x] - derivative) <= 1e-12 * (1 + std::abs(derivative)));
}
constexpr complex i(0, 1);
complex sum_of_exponentials(complex u) { return std::exp(u) + std::exp(0.5 * u * u) + std::exp(3.0 * u); }

BOOST_AUTO_TEST_CASE(written_forms_of_numbers) {
  is_what_is_written(log(x * x + 2_c) + 3_c * log(x * x + exp(x) * exp(x)) + log(x * x + sq(exp(x)) + sq(sin(x))) + log(1_c + exp2(x)) + log2(x) + bce_with_logits(x, 3_c * x),
                     [](complex u) {
                       const complex square = u * u, e = std::exp(u), s = std::sin(u);
                       return std::log(square + 2.0) + 3.0 * std::log(square + e * e) + std::log(square + e * e + s * s) + std::log(1.0 + std::exp(u * std::log(2.0))) +
                           std::log(u) / std::log(2.0) + std::log(1.0 + e) - 3.0 * square;
                     });
  is_what_is_written(normal_pdf(x) + xlog1py(x, exp(x)), [](complex u) { return std::exp(-0.5 * u * u) / std::sqrt(2 * std::numbers::pi) + u * std::log(1.0 + std::exp(u)); });
}

// Exponentials stay in range by the largest real part; solving exchanges rows by absolute values.
BOOST_AUTO_TEST_CASE(written_forms_of_matrices) {
  constexpr auto v = vstack(x, sq(x) / 2_c, 3_c * x);
  is_what_is_written(log(sum(exp(v))) + sum(hadamard(v, exp(v) / sum(exp(v)))) + dot(v, transpose(softmax(transpose(v)))), [](complex u) {
    const complex e = sum_of_exponentials(u);
    return std::log(e) + 2.0 * (u * std::exp(u) + 0.5 * u * u * std::exp(0.5 * u * u) + 3.0 * u * std::exp(3.0 * u)) / e;
  });
  constexpr auto A = vstack(hstack(x, exp(x)), hstack(2_c, sq(x)));
  is_what_is_written(log(det(A)) + sum(inverse(A)) + sum(solve(A, vstack(1_c, x))), [](complex u) {
    const complex det = u * u * u - 2.0 * std::exp(u);
    return std::log(det) + (u * u - 2.0 - std::exp(u) + u) / det + (u * u - u * std::exp(u) + u * u - 2.0) / det;
  });
}
BOOST_AUTO_TEST_CASE(exponentials_of_many) {
  constexpr auto N = var<"N", dim<"n">, dim<"m">>;
  Eigen::MatrixXcd numbers(1, 2);
  numbers << complex(800, 4), complex(799, -1);
  const complex less = std::exp(complex(-1, -5)), share = 1.0 / (1.0 + less);
  const auto [value, slope] = value_and_grad(sum(log(row_sums(exp(N)))))(N = numbers);
  check(value, 800.0 + std::log(std::exp(4.0 * i) + std::exp(complex(-1, -1))));
  check(slope[N](0, 0), share);
  check(sum(log(sum(exp(N))))(N = -numbers), -799.0 + std::log(std::exp(i) + std::exp(complex(-1, -4))));
  check(sum(softmax(N))(N = Eigen::MatrixXcd::Constant(1, 1, 4.0 * i)), 1.0);
  check(logsumexp(N)(N = Eigen::MatrixXcd::Constant(1, 1, 4.0 * i))(0, 0), std::log(std::exp(4.0 * i)));
}

// Numbers that are real have an order, others none: as with NaN, a comparison does not hold.
BOOST_AUTO_TEST_CASE(comparisons) {
  check(where(x < 2_c, x, 0_c)(x = complex(1, 0)), 1.0);
  check(where(x >= 2_c, 1_c, x)(x = complex(1, 0)), 1.0);
  check(where(x < 2_c, x, 5_c)(x = i), 5.0);
  check(where(x >= 2_c, x, 5_c)(x = 3.0 + i), 5.0);
}

// A maximum is that of the real parts. Where the number is not real it has no derivative, and its slope is 0.
BOOST_AUTO_TEST_CASE(maxima) {
  constexpr auto v = var<"v", 3>;
  const auto f = value_and_grad(maximum(v));
  const auto real = f(v = Eigen::Vector3cd(1, complex(3, 0), 2));
  check(real.value, 3.0);
  check(real.grad[v](0), 0.0);
  check(real.grad[v](1), 1.0);
  const auto other = f(v = Eigen::Vector3cd(1, complex(3, 4), 2));
  check(other.value, 3.0);
  for (int k = 0; k < 3; ++k) check(other.grad[v](k), 0.0);
}

// A logarithm of a stable form is the principal one, on another branch than what is written where the imaginary part leaves (-π, π].
BOOST_AUTO_TEST_CASE(branches) {
  const auto both = [](const complex& a) { return std::pair((x + log(1_c + exp(-x)))(x = a), a + std::log(1.0 + std::exp(-a))); };
  const auto [inside, written_inside] = both(complex(0.5, 3));
  check(inside, written_inside);
  const complex outside(0.5, 4);
  const auto [got, written] = both(outside);
  check(got, std::log(1.0 + std::exp(outside)));
  check(written - got, 2 * std::numbers::pi * i);
  check(grad(x + log(1_c + exp(-x)))(x = outside)[x], 1.0 / (1.0 + std::exp(-outside)));
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
