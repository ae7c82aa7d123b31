// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Numbers of Boost.Multiprecision: values and derivatives have all their digits, and so have the constants inside of the rules.

#include <boost/test/unit_test.hpp>

#include <nabla/check.hpp>
#include <nabla/nabla.hpp>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/multiprecision/cpp_dec_float.hpp>

#include <array>

namespace mp = boost::multiprecision;
using binary = mp::number<mp::cpp_bin_float<50>, mp::et_off>;
using decimal = mp::number<mp::cpp_dec_float<50>, mp::et_off>;
using lazy = mp::number<mp::cpp_bin_float<50>, mp::et_on>;  // gives expressions: computed with as its twin

template <>
struct nabla::input_traits<binary> {
  using scalar = binary;
  static constexpr bool is_matrix = false;
};
template <>
struct nabla::input_traits<decimal> {
  using scalar = decimal;
  static constexpr bool is_matrix = false;
};
template <>
struct nabla::input_traits<lazy> {
  using scalar = binary;
  static constexpr bool is_matrix = false;
};

using namespace nabla;

namespace {

constexpr auto x = var<"x">;
static_assert(Scalar<binary> && Scalar<decimal> && !Scalar<lazy> && Scalar<float> && Scalar<int>);

template <class T>
void compare(const char* what, const T& got, const T& right, const char* tolerance) {
  const T error = abs(T(got - right)) / (1 + abs(right));
  BOOST_TEST(error <= T(tolerance), what << " is off by " << error);
}
/// Derivatives by differences of fourth order, of the value in the same digits.
template <class T>
void check(const char* what, auto f) {
  const T at = T(7) / 10, h("1e-11");
  const auto value = [&](int steps) -> T { return f(x = T(at + steps * h)); };
  const T slope = (8 * (value(1) - value(-1)) - (value(2) - value(-2))) / (12 * h);
  compare<T>(what, grad(f)(x = at)[x], slope, "1e-36");
}

/// A slope that is wrong by 1e-9 of itself.
struct wrong_rule : function<1> {
  static constexpr auto text = "wrong";
  static constexpr auto value(auto u) { return u * u * u; }
  static constexpr auto partials(auto u, auto) { return partial(3.000000003_c * sq(u)); }
};
BOOST_AUTO_TEST_CASE(the_checker_takes_them) {
  BOOST_TEST(check_grad(sin(x) * max(x, sq(x)), at(x = binary(7) / 10)));
  BOOST_TEST((check_grad(sin(x) * max(x, sq(x)), at(x = binary(1))).outcome == outcome::kink));
  BOOST_TEST((check_grad(call<wrong_rule>(x), at(x = binary(7) / 10)).outcome == outcome::fail));
}

#define CHECK(T, ...) check<T>(#__VA_ARGS__, __VA_ARGS__)

BOOST_AUTO_TEST_CASE(derivatives_have_all_digits) {
  CHECK(binary, x / 3_c + c<1, 7> * x * x);
  CHECK(binary, exp(x) * sin(x) + log(x) / sqrt(x));
  CHECK(binary, sigmoid(x) * tanh(x));
  CHECK(binary, pow(x, 2.5_c) + exp2(x) * log10(x));
  CHECK(binary, softplus(x) + logaddexp(x, 1_c) + elu(x));
  CHECK(binary, erf(x) * 3_c + erfc(x));
  CHECK(binary, normal_pdf(x) + normal_log_pdf(x) * normal_cdf(x));
  CHECK(binary, erfcx(x) + log_erfc(x) + log_normal_cdf(x - 2_c) + log_normal_cdf(x));
  CHECK(binary, diff(log_normal_cdf(x - 2_c) + erfcx(x), x));
  CHECK(binary, logcosh(x) + log1mexp(x) + log(1_c - tanh(x)) + log(1_c + exp2(x)));
  compare<binary>("erfcx", erfcx(x)(x = binary(30)), exp(binary(900)) * erfc(binary(30)), "1e-44");
  CHECK(binary, gelu(x) + gelu_tanh(x) + selu(x) + selu(-x));
  CHECK(decimal, sigmoid(x) * exp(x) / 3_c);
  CHECK(decimal, max(x, 0.5_c) + relu(x) + clamp(x, 0_c, 1_c));
}

BOOST_AUTO_TEST_CASE(values_have_all_digits) {
  const binary one(1), pi = 4 * atan(one);
  compare<binary>("1/3", (c<1, 3> * x)(x = one), one / 3, "1e-49");
  compare<binary>("normal_pdf", normal_pdf(x)(x = binary(0)), 1 / sqrt(binary(2 * pi)), "1e-49");
  compare<binary>("normal_log_pdf", normal_log_pdf(x)(x = binary(0)), -log(binary(2 * pi)) / 2, "1e-49");
  compare<binary>("erf'", grad(erf(x))(x = binary(0))[x], 2 / sqrt(pi), "1e-49");
  compare<binary>("3 erf'", grad(3_c * erf(x))(x = binary(0))[x], 6 / sqrt(pi), "1e-49");
  compare<binary>("gelu_tanh''", diff(gelu_tanh(x), x, x)(x = binary(0)), sqrt(binary(2 / pi)), "1e-49");
  compare<decimal>("exp", grad(exp(x) * sin(x))(x = decimal(1))[x], exp(decimal(1)) * (sin(decimal(1)) + cos(decimal(1))), "1e-48");
  compare<binary>("of an expression template", grad(sin(x) / 3_c)(x = lazy(1))[x], cos(one) / 3, "1e-49");
}

BOOST_AUTO_TEST_CASE(places_of_results) {
  binary value, slope;
  evaluator<binary>(value_and_grad(sin(x)))(x = binary(1), into(value_of(sin(x)) = value, gradient_of(x) = slope));
  compare<binary>("a value written to a number", value, sin(binary(1)), "1e-49");
  compare<binary>("a slope written to a number", slope, cos(binary(1)), "1e-49");
}

BOOST_AUTO_TEST_CASE(matrices_of_derivatives) {
  constexpr auto q = var<"q", 2>;
  const auto slopes = jacobian(cumsum(log(q)), wrt(q))(q = std::array{binary(3), binary(0)});
  BOOST_TEST(slopes(1, 0) == binary(1) / 3);
  BOOST_TEST(slopes(0, 1) == 0);
}

}  // namespace
