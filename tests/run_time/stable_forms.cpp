// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Written forms at points where their parts overflow, underflow or cancel: value and derivative, from 60 to 1500 digits of mpmath. What they become
// is in docs/stable_forms.md. Most are rows that the passes see at run time and the interpreter computes; what is evaluated as programs do stands below the rows.

#include <boost/test/unit_test.hpp>

#include <support/formulas.hpp>

#include <nabla/eigen.hpp>
#include <nabla/nabla.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <map>
#include <type_traits>

using namespace nabla;

namespace {

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto v = var<"v", dim<"n">>;
constexpr auto A = var<"A", dim<"m">, dim<"n">>;
constexpr auto Q = var<"Q", 2, 2>;
constexpr auto W = var<"W", dim<"p">, dim<"q">>;

/// Units in the last place; what is below the normal numbers may be 0.
double units(double got, double right) { return got == right || std::abs(got - right) <= 1e-307 ? 0 : std::abs(got - right) / std::abs(right) / 2.2e-16; }

void see_numbers(const char* text, double at, double got, double got_slope, double value, double slope) {
  BOOST_CHECK_MESSAGE(units(got, value) <= 6, text << " at " << at << " is " << got << ", right is " << value);
  BOOST_CHECK_MESSAGE(units(got_slope, slope) <= 16, "the slope of " << text << " at " << at << " is " << got_slope << ", right is " << slope);
}
template <class... Rules>
void learn(detail::rule_list<Rules...>) {
  (test::kernels<double>::learn<Rules>(), ...);
}
void see(const char* text, const detail::facts& f, double at, double value, double slope) {
  if (test::kernels<double>::numbers().empty()) learn(test::rules_of_formulas{});
  const detail::facts& by = detail::facts_of<std::remove_const_t<decltype(x)>>;
  const auto got = test::interpretation(f, {&by}, false)(std::map<const detail::facts*, test::dense<double>>{{&by, at}});
  see_numbers(text, at, got[0](0, 0), got[1](0, 0), value, slope);
}
#define SEE(f, ...) see(#f, detail::facts_of<std::remove_const_t<decltype(f)>>, __VA_ARGS__)

BOOST_AUTO_TEST_CASE(sigmoids) {
  SEE(1_c / (1_c + exp(-x)), -800.0, 0, 0);
  SEE(1_c / (1_c + exp(-x)), 800.0, 1.0, 0);
  SEE(1_c / (1_c + exp(-x)), 40.0, 0.99999999999999999575, 4.2483542552915889592e-18);
  SEE(1_c / (1_c + exp(-x)), -700.0, 9.8596765437597708567e-305, 9.8596765437597708567e-305);
  SEE(1_c / (exp(x) + 1_c), 800.0, 0, 0);
  SEE(1_c / (exp(x) + 1_c), 40.0, 4.2483542552915889773e-18, -4.2483542552915889592e-18);
  SEE(exp(x) / (1_c + exp(x)), 800.0, 1.0, 0);
  SEE(exp(x) / (1_c + exp(x)), -30.0, 9.3576229688392989538e-14, 9.3576229688384233028e-14);
  SEE(inv(1_c + exp(-x)), -800.0, 0, 0);
  SEE(exp(x) * (1_c / (1_c + exp(x))), 800.0, 1.0, 0);
  SEE(1_c / (1_c + 1_c / exp(x)), -800.0, 0, 0);
  SEE(pow(1_c + exp(-x), -1_c), -800.0, 0, 0);
  SEE(pow(1_c + exp(-x), -2_c), -800.0, 0, 0);
  SEE(x / (1_c + exp(-x)), -800.0, 0, 0);
  SEE(x / (1_c + exp(-x)), 800.0, 800.0, 1.0);
  SEE(x / (1_c + exp(-x)), -30.0, -2.8072868906517896862e-12, -2.7137106609631340013e-12);
  SEE(exp(x) * x / (exp(x) + 1_c), 800.0, 800.0, 1.0);
  SEE(2_c / (1_c + exp(-x)) - 1_c, 1.0e-10, 5.0e-11, 0.5);
  SEE(1_c - 2_c * sigmoid(x), -800.0, 1.0, 0);
  SEE(exp(-x) / sq(1_c + exp(-x)), -800.0, 0, 0);
  SEE(exp(-x) / sq(1_c + exp(-x)), 800.0, 0, 0);
  SEE(exp(-x) / sq(1_c + exp(-x)), 30.0, 9.3576229688384233028e-14, -9.3576229688366720006e-14);
  SEE(1_c - 1_c / (1_c + exp(-x)), 40.0, 4.2483542552915889773e-18, -4.2483542552915889592e-18);
  SEE(1_c - 1_c / (1_c + exp(-x)), 800.0, 0, 0);
  SEE(exp(x) / (exp(x) + exp(1_c)), 800.0, 1.0, 0);
  SEE(exp(x) / (exp(x) + exp(1_c)), -700.0, 3.6271722970495223779e-305, 3.6271722970495223779e-305);
  SEE(exp(x) / (exp(x) + exp(-x) + exp(1_c)), 800.0, 1.0, 0);
  SEE(exp(x) / (exp(x) + exp(-x) + exp(1_c)), -300.0, 2.6503965530043108163e-261, 5.3007931060086216327e-261);
}

BOOST_AUTO_TEST_CASE(logarithms_of_sums) {
  SEE(log(1_c / (1_c + exp(-x))), -800.0, -800.0, 1.0);
  SEE(log(1_c / (1_c + exp(-x))), 40.0, -4.2483542552915889863e-18, 4.2483542552915889773e-18);
  SEE(log(1_c + exp(x)), 800.0, 800.0, 1.0);
  SEE(log(1_c + exp(x)), -800.0, 0, 0);
  SEE(log(1_c + exp(x)), -40.0, 4.2483542552915889863e-18, 4.2483542552915889773e-18);
  SEE(log(1_c + exp(x)), 40.0, 40.000000000000000004, 0.99999999999999999575);
  SEE(log(exp(-x) + 1_c), 800.0, 0, 0);
  SEE(log(exp(-x) + 1_c), -800.0, 800.0, -1.0);
  SEE(log(exp(-x) + 1_c), 37.0, 8.5330476257440654302e-17, -8.5330476257440650661e-17);
  SEE(-log(1_c + exp(1_c - 2_c * x)), 400.0, 0, 0);
  SEE(-log(1_c + exp(1_c - 2_c * x)), -400.0, -801.0, 2.0);
  SEE(log1p(exp(x)), 710.0, 710.0, 1.0);
  SEE(log(1_c + 1_c / exp(x)), -800.0, 800.0, -1.0);
  SEE(log2(1_c + exp(x)), 800.0, 1154.1560327111707259, 1.4426950408889634074);
  SEE(log10(1_c + exp(x)), 800.0, 347.43558552260146153, 0.43429448190325182765);
  SEE(log10(1_c - sigmoid(x)), 800.0, -347.43558552260146153, -0.43429448190325182765);
  SEE(log(1_c - sigmoid(x)), 800.0, -800.0, -1.0);
  SEE(log(1_c - sigmoid(x)), -40.0, -4.2483542552915889863e-18, -4.2483542552915889773e-18);
  SEE(log(1_c - 1_c / (1_c + exp(-x))), 800.0, -800.0, -1.0);
  SEE(log(1_c - 1_c / (1_c + exp(-x))), -40.0, -4.2483542552915889863e-18, -4.2483542552915889773e-18);
  SEE(log(exp(x) + exp(1_c)), 1000.0, 1000.0, 1.0);
  SEE(log(exp(x) + exp(1_c)), -1000.0, 1.0, 0);
  SEE(log(exp(x) + exp(1_c)), 1.0, 1.6931471805599453094, 0.5);
  SEE(log(exp(2_c * x) + exp(x) + exp(-x)), 500.0, 1000.0, 2.0);
  SEE(log(exp(2_c * x) + exp(x) + exp(-x)), -900.0, 900.0, -1.0);
  SEE(log(1_c + exp(x) + exp(2_c * x)), 500.0, 1000.0, 2.0);
  SEE(log(1_c + exp(x) + exp(2_c * x)), -900.0, 0, 0);
  SEE(log(exp(x) - 1_c), 800.0, 800.0, 1.0);
  SEE(log(exp(x) - 1_c), 1.0e-10, -23.025850929890456804, 1.0000000000499999636e+10);
  SEE(log(exp(x) - 1_c), 40.0, 39.999999999999999996, 1.0000000000000000042);
  SEE(log(1_c - exp(-x)), 40.0, -4.2483542552915890044e-18, 4.2483542552915890134e-18);
  SEE(log(1_c - exp(-x)), 700.0, -9.8596765437597708567e-305, 9.8596765437597708567e-305);
  SEE(log(1_c - exp(-x)), 1.0e-10, -23.025850929990456804, 9.9999999994999996357e+9);
  SEE(log(1_c - exp(x)), -40.0, -4.2483542552915890044e-18, -4.2483542552915890134e-18);
  SEE(log(1_c - exp(x)), -1.0e-10, -23.025850929990456804, -9.9999999994999996357e+9);
  SEE(log(exp(2_c * x) - exp(x)), 500.0, 1000.0, 2.0);
  SEE(log(exp(2_c * x) - exp(x)), 1.0e-8, -18.420680728952365447, 1.0000000149999999874e+8);
  SEE(log(x / (1_c - x)), 0.50000000000090949, 3.6379788070917129517e-12, 4.0);
  SEE(log(x / (1_c - x)), 1.0e-300, -690.77552789821370518, 9.9999999999999997494e+299);
  SEE(log(x) - log(1_c - x), 0.50000000000090949, 3.6379788070917129517e-12, 4.0);
  // the logarithm of the logistic density
  SEE(log(exp(-x) / sq(1_c + exp(-x))), -800.0, -800.0, 1.0);
  SEE(log(exp(-x) / sq(1_c + exp(-x))), 800.0, -800.0, -1.0);
  SEE(log(sigmoid(x) * (1_c - sigmoid(x))), -800.0, -800.0, 1.0);
  SEE(log(sigmoid(x) * (1_c - sigmoid(x))), 40.0, -40.000000000000000008497, -0.99999999999999999150);
  SEE(diff(log(exp(x) / sq(1_c + exp(x))), x), 700.0, -1.0, -1.9719353087519541713e-304);
  SEE(diff(log(sigmoid(x) * sigmoid(-x)), x), -700.0, 1.0, -1.9719353087519541713e-304);
  SEE(log(sq(sigmoid(x))), -700.0, -1400.0, 2.0);
  SEE(log(pow(sigmoid(x), 3_c)), -700.0, -2100.0, 3.0);
  SEE(log(sigmoid(x) / (1_c - sigmoid(x))), 800.0, 800.0, 1.0);
  SEE(log(sigmoid(x) / (1_c - sigmoid(x))), -40.0, -40.0, 1.0);
  SEE(log(1_c + exp(x)) - x, 800.0, 0, 0);
  SEE(log(1_c + exp(x)) - x, 40.0, 4.2483542552915889863e-18, -4.2483542552915889773e-18);
  SEE(x + log(1_c + exp(-x)), -40.0, 4.2483542552915889863e-18, 4.2483542552915889773e-18);
  SEE((1_c - sq(x + 40_c)) * x + log(1_c + exp(-x)), -40.0, 4.2483542552915889863e-18, 4.2483542552915889773e-18);
  SEE(x - log(1_c + exp(x)), 40.0, -4.2483542552915889863e-18, 4.2483542552915889773e-18);
  SEE(log(1_c / (1_c + exp(-x))) - x, -40.0, -4.2483542552915889863e-18, -4.2483542552915889773e-18);
  SEE(0.5_c * log((1_c + x) / (1_c - x)), 1.0e-10, 1.0e-10, 1.0);
  SEE(log((1_c - x) / (1_c + x)), 1.0e-10, -2.0e-10, -2.0);
  SEE(log_sigmoid(x), 700.0, -9.8596765437597708567e-305, 9.8596765437597708567e-305);
  SEE(log_sigmoid(x), -700.0, -700.0, 1.0);
}

BOOST_AUTO_TEST_CASE(fractions_and_halves) {
  SEE(1_c / (exp(x) - 1_c), 800.0, 0, 0);
  SEE(1_c / (exp(x) - 1_c), -800.0, -1.0, 0);
  SEE(1_c / (exp(x) - 1_c), -40.0, -1.0000000000000000042, -4.2483542552915890314e-18);
  SEE(1_c / (exp(x) - 1_c), 1e-08, 99999999.499999998741, -9999999999999999.4982);
  SEE(1_c / (exp(x) - 1_c), 30.0, 9.357622968841050256e-14, -9.3576229688419259071e-14);
  SEE(x / (exp(x) - 1_c), 800.0, 0, 0);
  SEE(x / (exp(x) - 1_c), -800.0, 800.0, -1.0);
  SEE(x / (exp(x) - 1_c), 1.0, 0.58197670686932642439, -0.33869688733846589456);
  SEE(x / (exp(x) - 1_c), -30.0, 30.000000000002807287, -0.99999999999728628934);
  SEE(x / (exp(x) - 1_c), 1e-20, 1.0, -0.5);
  SEE(x / (1_c - exp(x)), 1e-20, -1.0, 0.5);
  SEE(x / (1_c - exp(-x)), -1e-20, 1.0, 0.5);
  SEE((exp(x) - 1_c) / x, 1e-20, 1.0, 0.5);
  SEE((1_c - exp(-x)) / x, -1e-20, 1.0, -0.5);
  SEE(x / sinh(x), 1e-20, 1.0, -3.3333333333333333333e-21);
  SEE(x / sinh(x), 1e-5, 0.99999999998333333333, -3.3333333332555558282e-06);
  SEE(inv(expm1(x)), 800.0, 0, 0);
  SEE(log(1_c / (exp(x) - 1_c)), 800.0, -800.0, -1.0);
  SEE(log(1_c / (exp(x) - 1_c)), 1e-08, 18.420680738952365447, -100000000.49999999874);
  SEE(x / cosh(x), 800.0, 0, 0);
  SEE(x / cosh(x), -800.0, 0, 0);
  SEE(x / cosh(x), 1.0, 0.64805427366388539957, 0.15449992609931232431);
  SEE(x / cosh(x), 300.0, 3.0889201334472082687e-128, -3.0786237330023842411e-128);
  SEE(x / sq(cosh(x)), 800.0, 0, 0);
  SEE(x / sq(cosh(x)), 300.0, 3.1804758636051729796e-258, -6.3503501409983287159e-258);
  SEE(pow(cosh(x), -2_c), 800.0, 0, 0);
  SEE(inv(cosh(x)), -800.0, 0, 0);
  SEE(log((1_c + tanh(x)) / 2_c), -800.0, -1600.0, 2.0);
  SEE(log((1_c + tanh(x)) / 2_c), 30.0, -8.7565107626965203385e-27, 1.7513021525393040677e-26);
  SEE(log(0.5_c - 0.5_c * tanh(x)), 800.0, -1600.0, -2.0);
  SEE(log(0.5_c - 0.5_c * tanh(x)), -30.0, -8.7565107626965203385e-27, -1.7513021525393040677e-26);
  SEE(log(2_c * normal_cdf(x)), -50.0, -1254.1382139588599559, 50.019984031905639809);
  SEE(log(2_c * normal_cdf(x)), -20.0, -203.22400819053731863, 20.049753068527850542);
  SEE(log(2_c * normal_cdf(x)), 1e-08, 7.9788455761976651437e-9, 0.7978845544366676431);
  SEE(log(2_c * normal_cdf(x)), 3.0, 0.69179637059519711562, 0.0044378390421256637933);
  SEE(log(2_c * (1_c - normal_cdf(x))), 50.0, -1254.1382139588599559, -50.019984031905639809);
  SEE(log(2_c * (1_c - normal_cdf(x))), 1e-08, -7.9788456398596423805e-9, -0.79788456716906309046);
  SEE(log(0.5_c + 0.5_c * erf(x)), -40.0, -1604.954703833833501, 80.024984399357772698);
  SEE(log(normal_cdf(-exp(x))), 4.0, -1495.3982672358232616, -2981.9573172390395237);
  SEE(log(1_c - tanh(exp(x))), 6.0, -806.16443980491029991, -806.85758698547024522);
  SEE(log(1_c - normal_cdf(exp(x))), 4.0, -1495.3982672358232616, -2981.9573172390395237);
}

BOOST_AUTO_TEST_CASE(halves_shares_and_multiples) {
  SEE(0.5_c + 0.5_c * tanh(x), -300, 2.6503965530043108163e-261, 5.3007931060086216327e-261);
  SEE(0.5_c + 0.5_c * tanh(x), 40, 1.0, 3.6097027756908303446e-35);
  SEE(0.5_c - tanh(x) / 2_c, 30, 8.7565107626965203385e-27, -1.7513021525393040677e-26);
  SEE(0.5_c + 0.5_c * erf(x), -20, 2.6979328058039504645e-176, 1.0805187371933992305e-174);
  SEE(sigmoid(x) - 0.5_c, 1e-08, 2.5000000000000000315e-9, 0.24999999999999999375);
  SEE(log(x / (x + 1_c)), 1e-300, -690.77552789821370518, 9.9999999999999997494e+299);
  SEE(log(x / (x + 1_c)), 0.9, -0.74721440183022106423, 0.58479532163742687932);
  SEE(log(x / (x + 1_c)), 100000.0, -9.9999500003333308334e-6, 9.9999000009999900001e-11);
  SEE(log(x / (x + 1_c)), 1e+200, -1.0000000000000000303e-200, 0.0);
  SEE(log(x / (x + 1_c)), -3.0, 0.40546510810816438198, 0.16666666666666666667);
  SEE(log((x + 1_c) / x), 1000000000000.0, 9.999999999995e-13, -9.99999999999e-25);
  SEE(log(1_c / (1_c + x)), 1e-12, -9.9999999999949997989e-13, -0.999999999999);
  SEE(x / sqrt(1_c + x * x), 10000.0, 0.9999999950000000375, 9.999999850000001875e-13);
  SEE(x / sqrt(1_c + x * x), 1e+50, 1.0, 9.9999999999999977111e-151);
  SEE(x / sqrt(1_c + x * x), -1e+200, -1.0, 0);
  SEE(x / hypot(1_c, x), 100000.0, 0.99999999995, 9.9999999985000000002e-16);
  SEE(x * rsqrt(x * x + 1_c), 100000.0, 0.99999999995, 9.9999999985000000002e-16);
  SEE(x * (1_c / sqrt(1_c + sq(x))), 100000.0, 0.99999999995, 9.9999999985000000002e-16);
  SEE((x * x) / (1_c + sq(x)), 1000.0, 0.999999000000999999, 1.999996000005999992e-9);
  SEE(x / (1_c + abs(x)), 100000000.0, 0.9999999900000001, 9.999999800000003e-17);
  SEE(x / (x + 1_c), 100000000.0, 0.9999999900000001, 9.999999800000003e-17);
  SEE(log(3_c * sigmoid(x)), -800, -798.90138771133189031, 1.0);
  SEE(log(2_c - 2_c * normal_cdf(x)), 2, -3.0900371531220866394, -2.3732155328228408673);
  SEE(log(2_c - 2_c * normal_cdf(x)), 40, -803.91529483319384286, -40.024968847207263723);
  SEE(log(exp(x) / (1_c - exp(x))), -800, -800.0, 1.0);
  SEE(log(exp(x) / (1_c - exp(x))), -1e-08, 18.420680738952365447, 100000000.49999999874);
  SEE(log(exp(x) / (exp(x) - 1_c)), 800, 0.0, 0.0);
  SEE(log(exp(x) / (exp(x) - 1_c)), 40, 4.2483542552915890044e-18, -4.2483542552915890134e-18);
  SEE(log(tanh(x)), 1e-08, -18.420680743952365485, 99999999.999999991241);
  SEE(log(tanh(x)), 20, -8.4967085105831779907e-18, 1.6993417021166355981e-17);
  SEE(log(x + sqrt(x * x + 1_c)), -100000000.0, -19.113827924512310807, 9.9999999999999995e-9);
  SEE(log(x + sqrt(x * x + 1_c)), 1e-10, 1.0000000000000000364e-10, 0.99999999999999999999);
  SEE(log(x + sqrt(x * x - 1_c)), 1.0000001, 0.00044721359190373472707, 2236.0679209453089906);
  SEE(log(x + sqrt(x * x - 1_c)), 1e+200, 461.21016577936908208, 1.0000000000000000303e-200);
  SEE(1_c - cos(x), 1e-08, 5.0000000000000001676e-17, 1.0000000000000000043e-8);
  SEE(exp(x * x / 2_c) * (1_c - normal_cdf(x)), 40, 0.0099673351883013099835, -0.00024887286938027860083);
  SEE((1_c - normal_cdf(x)) / normal_pdf(x), 40, 0.024984404205720571147, -0.00062383177117715410446);
}

BOOST_AUTO_TEST_CASE(hyperbolic_functions) {
  SEE(log(cosh(x)), 800.0, 799.30685281944005469, 1.0);
  SEE(log(cosh(x)), -800.0, 799.30685281944005469, -1.0);
  SEE(log(cosh(x)), 1.0e-8, 5.0000000000000001259e-17, 9.9999999999999998759e-9);
  SEE(log(cosh(x)), 1.0, 0.43378083048302718703, 0.76159415595576488812);
  SEE(log(2_c * cosh(x)), -800.0, 800.0, -1.0);
  SEE(log(1_c / cosh(x)), 800.0, -799.30685281944005469, -1.0);
  SEE(log(1_c / cosh(x)), 1.0e-8, -5.0000000000000001259e-17, -9.9999999999999998759e-9);
  SEE(log(exp(x) + exp(-x)), 1.0e-8, 0.69314718055994535942, 9.9999999999999998759e-9);
  SEE(2_c / (exp(x) + exp(-x)), 1.0e-8, 0.99999999999999995, -9.9999999999999993759e-9);
  SEE(2_c / (exp(-x) + exp(x)), -800.0, 0, 0);
  SEE(4_c / sq(exp(x) + exp(-x)), 800.0, 0, 0);
  SEE(1_c / (2_c + exp(x) + exp(-x)), 1.0e-8, 0.24999999999999999375, -1.2499999999999999845e-9);
  SEE(1_c / (exp(x) + 2_c + exp(-x)), 800.0, 0, 0);
  SEE(sigmoid(x) - sq(sigmoid(x)), 30.0, 9.3576229688384233028e-14, -9.3576229688366720006e-14);
  SEE(1_c / cosh(x), 800.0, 0, 0);
  SEE(1_c / cosh(x), 300.0, 1.0296400444824027562e-130, -1.0296400444824027562e-130);
  SEE(1_c / sq(cosh(x)), -800.0, 0, 0);
  SEE(1_c / sq(cosh(x)), 300.0, 1.0601586212017243265e-260, -2.120317242403448653e-260);
  SEE(1_c / (exp(x) + exp(-x)), 800.0, 0, 0);
  SEE(1_c + tanh(x), -30.0, 1.7513021525393040677e-26, 3.5026043050786081354e-26);
  SEE(tanh(x) + 1_c, -400.0, 0, 0);
  SEE(0.5_c * (1_c + tanh(0.5_c * x)), -40.0, 4.2483542552915889773e-18, 4.2483542552915889592e-18);
  SEE(log((exp(x) + exp(-x)) / 2_c), 800.0, 799.30685281944005469, 1.0);
  SEE(log(0.5_c * (exp(x) + exp(-x))), 800.0, 799.30685281944005469, 1.0);
  SEE(log(sinh(x)), 800.0, 799.30685281944005469, 1.0);
  SEE(log((exp(x) - exp(-x)) / 2_c), 800.0, 799.30685281944005469, 1.0);
  SEE(log((exp(x) + exp(-x)) / 2_c), 1.0e-8, 5.0000000000000001259e-17, 9.9999999999999998759e-9);
  SEE(log(1_c - sq(tanh(x))), 400.0, -798.61370563888010938, -2.0);
  SEE(log(1_c - sq(tanh(x))), -400.0, -798.61370563888010938, 2.0);
  SEE(log(1_c - sq(tanh(x))), 1.0e-8, -1.0000000000000000252e-16, -1.9999999999999999752e-8);
  SEE(log(1_c - tanh(x) * tanh(x)), 30.0, -58.613705638880109381, -2.0);
  SEE(1_c - tanh(x), 30.0, 1.7513021525393040677e-26, -3.5026043050786081354e-26);
  SEE(1_c - tanh(x), -30.0, 2.0, -3.5026043050786081354e-26);
  SEE(1_c - tanh(x) * tanh(x), 30.0, 3.5026043050786081354e-26, -7.0052086101572162708e-26);
  SEE(1_c - tanh(x) * tanh(x), -30.0, 3.5026043050786081354e-26, 7.0052086101572162708e-26);
  SEE(1_c - tanh(x) * tanh(x), 1.0, 0.41997434161402606939, -0.63970000844922450019);
  SEE((exp(x) - exp(-x)) / (exp(x) + exp(-x)), 800.0, 1.0, 0);
  SEE((exp(x) - exp(-x)) / (exp(x) + exp(-x)), 20.0, 0.9999999999999999915, 1.6993417021166355837e-17);
  SEE((exp(x) - exp(-x)) / (exp(x) + exp(-x)), 1.0e-10, 1.0000000000000000364e-10, 0.99999999999999999999);
  SEE((exp(2_c * x) - 1_c) / (exp(2_c * x) + 1_c), 800.0, 1.0, 0);
  SEE((exp(2_c * x) - 1_c) / (exp(2_c * x) + 1_c), -800.0, -1.0, 0);
  SEE((exp(2_c * x) - 1_c) / (exp(2_c * x) + 1_c), 1.0e-10, 1.0000000000000000364e-10, 0.99999999999999999999);
  SEE(tanh(x), 20.0, 0.9999999999999999915, 1.6993417021166355837e-17);
  SEE(tanh(x), 7.2999999999999998, 0.99999908729514293447, 1.8254088811009051629e-6);
  SEE(tanh(x), -300.0, -1.0, 1.0601586212017243265e-260);
}

BOOST_AUTO_TEST_CASE(fractions_of_hyperbolics_and_squares) {
  SEE(sinh(x) / cosh(x), 8.0, 0.99999977492967588981, 4.5014059756372916727e-7);
  SEE(sinh(x) / cosh(x), 20.0, 0.9999999999999999915, 1.6993417021166355837e-17);
  SEE(sinh(x) * (1_c / cosh(x)), 20.0, 0.9999999999999999915, 1.6993417021166355837e-17);
  SEE(cosh(x) / sinh(x), 8.0, 1.0000002250703747669, -4.5014080019037795278e-7);
  SEE(cosh(x) / sinh(x), -20.0, -1.0000000000000000085, -1.6993417021166356126e-17);
  SEE(1_c / sinh(x), 1e-05, 99999.999998333325153, -10000000000.166665031);
  SEE(1_c / sinh(x), -600.0, -5.3007931060086216327e-261, -5.3007931060086216327e-261);
  SEE(1_c / sinh(x), 800.0, 0, 0);
  SEE(x / sq(sinh(x)), 300.0, 3.1804758636051729796e-258, -6.3503501409983287159e-258);
  SEE(log(1_c + x * x), 1e-09, 1.0000000000000001241e-18, 2.0000000000000001226e-9);
  SEE(log(1_c + x * x), 3.0, 2.302585092994045684, 0.6);
  SEE(log(1_c + x * x), -1e+100, 460.51701859880913684, -1.9999999999999999682e-100);
  SEE(log(1_c + x * x), 1e+200, 921.03403719761827355, 2.0000000000000000605e-200);
  SEE(sqrt(3_c + x * x), 1e-20, 1.7320508075688772935, 5.7735026918962573284e-21);
  SEE(sqrt(3_c + x * x), 1.7, 2.426932219902319367, 0.700472796915779783);
  SEE(sqrt(3_c + x * x), -1e+200, 9.9999999999999996973e+199, -1.0);
  SEE(x / sqrt(3_c + x * x), 1e-20, 5.7735026918962573284e-21, 0.57735026918962576451);
  SEE(x / sqrt(3_c + x * x), 2.5, 0.82199493652678644446, 0.10663718095482634955);
  SEE(x / sqrt(3_c + x * x), 1e+80, 1.0, 2.9999999999999999976e-240);
  SEE(x * rsqrt(sq(x) + 0.25_c), -1000000000.0, -0.99999999999999999987, 2.4999999999999999991e-28);
  SEE(log(2_c + sq(x)), 1e-09, 0.69314718055994530992, 1.0000000000000000618e-9);
  SEE(log(2_c + sq(x)), 1e+160, 736.8272297580946189, 1.9999999999999999869e-160);
  SEE(log(2_c + sq(x)), -1e+300, 1381.5510557964274105, -1.999999999999999895e-300);
  SEE(log(x * x + 0.5_c), 3.0, 2.2512917986064951506, 0.63157894736842105263);
  SEE(log(x * x + 0.5_c), 1e+200, 921.03403719761827355, 2.0000000000000000605e-200);
  SEE(log1p(sq(x)), 1e+160, 736.8272297580946189, 1.9999999999999999869e-160);
}

BOOST_AUTO_TEST_CASE(roots) {
  SEE(sqrt(x * x + sq(x + 1_c)), 9.9999999999999997e+199, 1.414213562373095006e+200, 1.4142135623730950488);
  SEE(sqrt(x * x + sq(x + 1_c)), -9.9999999999999997e+199, 1.414213562373095006e+200, -1.4142135623730950488);
  SEE(sqrt(x * x + sq(x + 1_c)), 3.0, 5.0, 1.4);
  SEE(pow(x * x + sq(x + 1_c), 0.5_c), 9.9999999999999997e+199, 1.414213562373095006e+200, 1.4142135623730950488);
  SEE(rsqrt(x * x + sq(x + 1_c)), 9.9999999999999997e+199, 7.0710678118654752440e-201, 0);
  SEE(sqrt(sq(x) + sq(2_c * x) + x * x), 9.9999999999999997e+199, 2.4494897427831780241e+200, 2.4494897427831780982);
  SEE(sqrt(sq(x) + sq(2_c * x) + x * x), 9.9999999999999998e-201, 2.4494897427831780544e-200, 2.4494897427831780982);
}

BOOST_AUTO_TEST_CASE(of_the_normal_distribution) {
  SEE(log(normal_cdf(x)), -40.0, -804.60844201375378817, 40.024968847207263723);
  SEE(log(normal_cdf(x)), 10.0, -7.619853024160526066e-24, 7.6945986267064193463e-23);
  SEE(log(normal_cdf(x)), -1.0, -1.8410216450092635058, 1.5251352761609812091);
  SEE(log(normal_cdf(x)), 0.0, -0.69314718055994530942, 0.79788456080286535588);
  SEE(log(normal_cdf(x)), -5.0, -15.064998393988725736, 5.1865039671258421156);
  SEE(log(normal_cdf(x)), -100000.0, -5.0000000124318639983e+9, 100000.00001);
  SEE(log(normal_cdf(x)), 38.0, 0, 0);
  SEE(log(1_c - normal_cdf(x)), 40.0, -804.60844201375378817, -40.024968847207263723);
  SEE(log(1_c - normal_cdf(x)), -10.0, -7.619853024160526066e-24, -7.6945986267064193463e-23);
  SEE(log(erfc(x)), 30.0, -903.97411711064387808, -60.033296398756228406);
  SEE(log(erfc(x)), -3.0, 0.69313613525044681032, -6.9627295024149802247e-5);
  SEE(log(erfc(x)), 1.0e-8, -1.1283791734617103315e-8, -1.1283791798279080521);
  SEE(log(erfc(x)), 2.0, -5.3649412646166375745, -4.418160805994414198);
  SEE(log(1_c - erf(x)), 30.0, -903.97411711064387808, -60.033296398756228406);
  SEE(log(1_c + erf(x)), -30.0, -903.97411711064387808, 60.033296398756228406);
  SEE(log(0.5_c * erfc(x)), 30.0, -904.66726429120382339, -60.033296398756228406);
  SEE(log(0.5_c * (1_c + erf(x))), -30.0, -904.66726429120382339, 60.033296398756228406);
  SEE(log(1_c - erf(x)), 1.0e-8, -1.1283791734617103315e-8, -1.1283791798279080521);
  SEE(exp(x * x) * erfc(x), 30.0, 0.018795888861416751497, -6.2583541050748406864e-4);
  SEE(exp(x * x) * erfc(x), -3.0, 16205.988853999586625, -97237.061503164615265);
  SEE(exp(x * x) * erfc(x), 10000000000.0, 5.6418958354775628695e-11, -5.6418958354775628694e-21);
  SEE(erfc(x) * exp(sq(x)), 100.0, 5.6416137829894329036e-3, -5.6410497625993184868e-5);
  SEE(normal_pdf(x) / normal_cdf(x), -40.0, 40.024968847207263723, -0.99937733162140861123);
  SEE(normal_pdf(x) / (1_c - normal_cdf(x)), 40.0, 40.024968847207263723, 0.99937733162140861123);
  SEE(normal_pdf(x) / normal_cdf(-x), 40.0, 40.024968847207263723, 0.99937733162140861123);
  SEE(1_c + erf(x), -20.0, 5.3958656116079009289e-176, 2.1610374743867984610e-174);
  SEE(normal_pdf(x) / normal_cdf(x), 5.0, 1.4867199409049057124e-6, -7.4336019148607112465e-6);
}

BOOST_AUTO_TEST_CASE(densities_over_tails) {
  SEE(exp(-(x * x) / 2_c) / normal_cdf(x), -50.0, 125.3815062709658299, -2.5056280216961589877);
  SEE(exp(-(x * x) / 2_c) / normal_cdf(x), -38.6, 96.820703079981659754, -2.5049526657118033545);
  SEE(exp(-(x * x) / 2_c) / normal_cdf(x), -7.0, 17.891173645582016347, -2.4608524504234326313);
  SEE(exp(-(x * x) / 2_c) / normal_cdf(x), 2.0, 0.13848585470408704636, -0.28462275689184804951);
  SEE(x * exp(-0.5_c * sq(x)) / (1_c - normal_cdf(x)), 50.0, 6269.0753135482914951, 250.66290735577377928);
  SEE(exp(-x * x) / erfc(x), 30.0, 53.203123692263862155, 1.7714724215345604821);
  SEE(erfc(x) / exp(-(x * x)), 30.0, 0.018795888861416751497, -0.00062583541050748406864);
  SEE(normal_cdf(x) / exp(-(x * x) / 2_c), -50.0, 0.0079756578919930124327, 0.00015938580178205630547);
}

BOOST_AUTO_TEST_CASE(of_two_numbers) {
  const auto sum = value_and_grad(log(exp(x) + exp(y)))(x = 1000.0, y = 1001.0);
  BOOST_TEST(units(sum.value, 1001.3132616875182) <= 2);
  BOOST_TEST(units(sum.grad[x], 0.2689414213699951) <= 2);
  const auto difference = value_and_grad(log(exp(x) - exp(y)))(x = 1001.0, y = 1000.0);
  BOOST_TEST(units(difference.value, 1000.5413248546129) <= 2);
  BOOST_TEST(units(difference.grad[x], 1.5819767068693265) <= 2);
  BOOST_TEST(units(difference.grad[y], -0.5819767068693265) <= 2);
  const auto root = value_and_grad(sqrt(x * x + y * y))(x = 3e200, y = -4e200);
  BOOST_TEST(units(root.value, 5e200) <= 1);
  BOOST_TEST(units(root.grad[y], -0.8) <= 2);
  BOOST_TEST(grad(sqrt(x * x + y * y))(x = 0.0, y = 0.0)[x] == 0);
  // the written binary cross entropy, with targets 0 and 1
  constexpr auto f = -(y * log(sigmoid(x)) + (1_c - y) * log(1_c - sigmoid(x)));
  BOOST_TEST(value_and_grad(f, wrt(x))(x = 800.0, y = 0.0).value == 800);
  BOOST_TEST(value_and_grad(f, wrt(x))(x = 800.0, y = 0.0).grad[x] == 1);
  BOOST_TEST(value_and_grad(f, wrt(x))(x = 800.0, y = 1.0).grad[x] == 0);
  BOOST_TEST(value_and_grad(f, wrt(x))(x = -800.0, y = 1.0).value == 800);
}

BOOST_AUTO_TEST_CASE(second_derivatives_in_the_tails) {
  BOOST_TEST(units(diff<2>(tanh(x), x)(x = 20.0), -3.3986834042332725e-17) <= 8);
  BOOST_TEST(units(diff<2>(log(1_c + exp(x)), x)(x = 40.0), 4.2483542552915889e-18) <= 8);
  BOOST_TEST(units(diff<2>(1_c / (1_c + exp(-x)), x)(x = 40.0), -4.2483542552915889e-18) <= 8);
  BOOST_TEST(units(diff<2>(1_c / (1_c + exp(-x)), x)(x = -40.0), 4.2483542552915889e-18) <= 8);
  BOOST_TEST(units(diff<2>(log(cosh(x)), x)(x = 20.0), 1.6993417021166362e-17) <= 8);
  BOOST_TEST(units(diff<2>(log(exp(x) - 1_c), x)(x = 40.0), -4.2483542552915889e-18) <= 8);
  BOOST_TEST(units(diff<2>(sigmoid(x), x)(x = 1e-10), -1.2500000000000000455e-11) <= 8);
  BOOST_TEST(units(diff<2>(1_c / (1_c + exp(-x)), x)(x = -0.01), 0.0012499583342187346493) <= 8);
  BOOST_TEST(units(diff<3>(log(1_c + exp(x)), x)(x = 1e-50), -1.25e-51) <= 8);
  BOOST_TEST(units(diff<3>(log_sigmoid(x), x)(x = 1e-50), 1.25e-51) <= 8);
  BOOST_TEST(units(diff<2>(1_c - sigmoid(x), x)(x = 1e-50), 1.25e-51) <= 8);
  BOOST_TEST(units(diff<2>(sigmoid(2_c * x), x)(x = 1e-50), -1e-50) <= 8);
  BOOST_TEST(units(diff<3>(silu(x), x)(x = 1e-50), -5e-51) <= 8);
  BOOST_TEST(units(diff<3>(x * sigmoid(x), x)(x = -1e-50), 5e-51) <= 8);
  BOOST_TEST(units(diff<4>(sigmoid(x), x)(x = 1e-50), 2.5e-51) <= 8);
  BOOST_TEST(units(diff<4>(log_sigmoid(-x), x)(x = 1e-9), 0.125) <= 8);
  BOOST_TEST(units(diff<3>(sigmoid(x) * (1_c - sigmoid(x)), x)(x = 1e-50), 2.5e-51) <= 8);
  BOOST_TEST(units(diff<4>(sigmoid(x), x)(x = -0.2), -0.048603782546399819069) <= 8);
  BOOST_TEST(units(diff<3>(gelu_tanh(x), x)(x = 1e-50), -1.6036674522601095527e-50) <= 16);
  BOOST_TEST(units(diff<2>(log(1_c + sq(x)), x)(x = 1e+100), -1.9999999999999999364e-200) <= 8);
  BOOST_TEST(units(diff<2>(log(1_c + sq(x)), x)(x = 1.00000001), -9.999999789225293114e-9) <= 8);
  BOOST_TEST(units(diff<3>(log(1_c + sq(x)), x)(x = 1e+90), 4.0000000000000004022e-270) <= 8);
  BOOST_TEST(units(diff<2>(sqrt(3_c + x * x), x)(x = 1e50), 2.9999999999999993133e-150) <= 16);
  BOOST_TEST(units(diff<3>(pow(x * x + 3_c, 0.5_c), x)(x = 1e10), -8.9999999999999999993e-40) <= 16);
  BOOST_TEST(units(diff<2>(rsqrt(3_c + x * x), x)(x = 1e100), 1.9999999999999999046e-300) <= 16);
  BOOST_TEST(units(diff<2>(x / sqrt(3_c + x * x), x)(x = 1e20), -9.0e-80) <= 16);
  BOOST_TEST(units(diff<2>(log(2_c + sq(x)), x)(x = 1e100), -1.9999999999999999364e-200) <= 16);
  BOOST_TEST(units(diff<3>(log(2_c + sq(x)), x)(x = 1e-50), -3.0000000000000000228e-50) <= 16);
  const auto of_squares = value_and_grad(log(x * x + sq(y)))(x = 1e160, y = 2e160);
  BOOST_TEST(units(of_squares.value, 738.43666767052871927) <= 2);
  BOOST_TEST(units(of_squares.grad[x], 3.9999999999999999739e-161) <= 4);
  BOOST_TEST(units(log(x * x + sq(y))(x = 3e-170, y = 1e-170), -780.57634652498148681) <= 2);
  BOOST_TEST(units(diff(log(x * x + sq(y)), x, y)(x = 1e80, y = 1.0), -3.9999999999999999968e-240) <= 16);
  BOOST_TEST(units(diff(x / sqrt(x * x + y * y), x)(x = 1e12, y = 1.0), 1.0e-36) <= 16);
  BOOST_TEST(units(diff<2>(cosh(x) / sinh(x), x)(x = 20.0), 3.398683404233271254e-17) <= 8);
  BOOST_TEST(units(diff<2>(exp(-sq(x) / 2_c) / normal_cdf(x), x)(x = -40.0), 0.000077749193104514220771) <= 32);
  BOOST_TEST(units(diff<3>(log(normal_cdf(x)), x)(x = -10000.0), 1.99999976000003e-12) <= 32);
  BOOST_TEST(units(diff<3>(log(normal_cdf(x)), x)(x = -17.5), 0.00035912655701209806488) <= 32);
  BOOST_TEST(units(diff<3>(log(normal_cdf(x)), x)(x = -9.0), 0.0023907474397987586178) <= 32);
  BOOST_TEST(units(diff<2>(exp(-(x * x)) / erfc(x), x)(x = -4.0), 3.4885905289291670565e-6) <= 32);
  BOOST_TEST(units(diff<2>(exp(-(x * x)) / erfc(x), x)(x = 0.75), 0.2812883707178618103) <= 32);
  BOOST_TEST(units(diff<2>(exp(-(x * x)) / erfc(x), x)(x = 30.0), 0.000065211812057138551245) <= 32);
  BOOST_TEST(units(diff<3>(log(erfc(x)), x)(x = 11.75), -0.0011815992941201763134) <= 32);
  BOOST_TEST(units(diff<3>(log(erfc(x)), x)(x = 12.25), -0.0010462133303747887509) <= 32);
  BOOST_TEST(units(diff<1>(exp(-(x * x)) / erfc(x), x)(x = -30.0), 0) == 0);
  BOOST_TEST(diff<2>(1_c / (1_c + exp(-x)), x)(x = -800.0) == 0);
  BOOST_TEST(diff<2>(log(normal_cdf(x)), x)(x = -40.0) < -0.999);
  BOOST_TEST(units(diff<2>(erfcx(x), x)(x = 0.25), 1.1690901488469863869) <= 32);
  BOOST_TEST(units(diff<2>(erfcx(x), x)(x = 2.0), 0.083605505207053093987) <= 32);
  BOOST_TEST(units(diff<2>(erfcx(x), x)(x = 7.25), 0.002803106669981806633) <= 32);
  BOOST_TEST(units(diff<2>(erfcx(x), x)(x = 35.0), 0.000026253626047432901805) <= 32);
  BOOST_TEST(units(diff<2>(erfcx(x), x)(x = 1e10), 1.1283791670955125739e-30) <= 32);
  BOOST_TEST(units(diff<3>(log(normal_cdf(x)), x)(x = -20.0), 0.00024272657893584202383) <= 1000);
  BOOST_TEST(units(diff<2>(log(erfc(x)), x)(x = -20.0), -4.322074948773596922e-173) <= 32);
  BOOST_TEST(units(diff<3>(log(normal_cdf(x)), x)(x = 0.0), 0.21801361414499016069) <= 32);  // where it changes its way
}

/// Second and third derivatives of lengths, of which each is one product: the chain rule would take nearly equal numbers from each other where one operand is far larger.
BOOST_AUTO_TEST_CASE(derivatives_of_lengths) {
  constexpr auto z = var<"z">;
  const auto two = evaluator(together(diff(hypot(x, y), x, x), diff(hypot(x, y), x, y), diff(hypot(x, y), x, x, y), diff(hypot(x, y), x, x, x), diff(atan2(x, y), x, y)));
  const auto all = evaluator(hessian(sqrt(x * x + sq(y)), wrt(x, y)));
  const auto three = evaluator(hessian(sqrt(x * x + y * y + z * z), wrt(x, y, z)));
  constexpr std::array<std::array<double, 2>, 8> places{{{1e5, 2}, {2, 1e5}, {-1e10, 1}, {3, 1e10}, {3e-8, 1e-20}, {1e-90, -1e-80}, {1e-160, 1e-80}, {3, -4}}};
  for (const auto& [a, b] : places) {
    const long double u = a, w = b, r = std::hypot(u, w), u_r = u / r, w_r = w / r;
    const auto [by_xx, by_xy, by_xxy, by_xxx, angle] = two(x = a, y = b);
    const auto H = all(x = a, y = b);
    const auto right = double(w_r * (w_r / r)), mixed = double(-u_r * (w_r / r)), right_y = double(u_r * (u_r / r));
    BOOST_TEST(units(by_xx, right) <= 6);
    BOOST_TEST(units(by_xy, mixed) <= 6);
    BOOST_TEST(units(by_xxy, double(w_r / r * (2 * u_r * u_r - w_r * w_r) / r)) <= 12);
    BOOST_TEST(units(by_xxx, double(-3 * u_r * (w_r / r) * (w_r / r))) <= 12);
    BOOST_TEST(units(angle, double((u_r / r) * (u_r / r) - (w_r / r) * (w_r / r))) <= 12);
    BOOST_TEST(units(H(0, 0), right) <= 6);
    BOOST_TEST(units(H(0, 1), mixed) <= 6);
    BOOST_TEST(units(H(1, 0), mixed) <= 6);
    BOOST_TEST(units(H(1, 1), right_y) <= 6);
    const auto space = three(x = a, y = b, z = a);  // r is that of b and sqrt(2) a
    const long double s = std::hypot(u, w, u), u_s = u / s, w_s = w / s;
    BOOST_TEST(units(space(0, 0), double(w_s * (w_s / s) + u_s * (u_s / s))) <= 8);
    BOOST_TEST(units(space(1, 1), double(2 * (u_s * (u_s / s)))) <= 8);
    BOOST_TEST(units(space(0, 1), double(-u_s * (w_s / s))) <= 8);
    BOOST_TEST(units(space(2, 0), double(-u_s * (u_s / s))) <= 8);
  }
  BOOST_TEST(all(x = 0.0, y = 0.0)(0, 0) == 0);
}
/// Beyond 1e154 squares are infinite, below 1e-162 nothing.
BOOST_AUTO_TEST_CASE(logarithms_of_three_squares) {
  constexpr auto z = var<"z">;
  const auto three = evaluator(value_and_grad(log(x * x + y * y + sq(z)), wrt(x, z)));
  const auto with_number = evaluator(together(log(1_c + x * x + y * y), diff(log(x * x + y * y + 1_c), y), diff(log(2_c + sq(x) + y * y), x)));
  for (const double at : {1e-300, 1e-170, 1e-9, 0.7, -7.0, 1e20, 1e160, -5e307}) {
    const long double u = at, squares = 5 * u * u;
    const auto& [value, g] = three(x = at, y = 2 * at, z = -2 * at);
    BOOST_TEST(units(value, double(std::log(9.0L) + 2 * std::log(std::abs(u)))) <= 4);
    BOOST_TEST(units(g[x], double(2 / (9 * u))) <= 4);
    BOOST_TEST(units(g[z], double(-4 / (9 * u))) <= 4);
    const auto [one, slope, by_two] = with_number(x = at, y = 2 * at);
    BOOST_TEST(units(one, double(std::log1p(squares))) <= 4);
    BOOST_TEST(units(slope, double(4 * u / (1 + squares))) <= 6);
    BOOST_TEST(units(by_two, double(2 * u / (2 + squares))) <= 6);
  }
}
template <Expression F>
void see_root(const char* text, F, int sign) {
  const auto run = evaluator(together(F{}, diff<1>(F{}, x), diff<2>(F{}, x), diff<3>(F{}, x)));
  for (const double at : {0.0, 1e-9, 0.7, -7.0, 1e3, 1e5, -1e8, 1e20, 1e60, 1e200}) {
    const long double u = at, r = std::hypot(1.0L, u), t = u / r, q = 1 / r;
    const auto [value, first, second, third] = run(x = at);
    const long double right[] = {sign > 0 ? r : q, sign > 0 ? t : -t * q * q, sign > 0 ? q * q * q : q * q * q * (2 * t * t - q * q), sign > 0 ? -3 * t * q * q * q * q : t * q * q * q * q * (9 * q * q - 6 * t * t)};
    BOOST_CHECK_MESSAGE(units(value, double(right[0])) <= 4 && units(first, double(right[1])) <= 6 && units(second, double(right[2])) <= 16 && units(third, double(right[3])) <= 32,
                        text << " at " << at << " is " << value << " and " << first << ", " << second << ", " << third);
  }
}
BOOST_AUTO_TEST_CASE(roots_of_one_more) {
  see_root("sqrt(1_c + x * x)", sqrt(1_c + x * x), 1);
  see_root("pow(sq(x) + 1_c, 0.5_c)", pow(sq(x) + 1_c, 0.5_c), 1);
  see_root("rsqrt(1_c + sq(x))", rsqrt(1_c + sq(x)), -1);
}

/// Of a probability near 1, of all three softmax functions, backwards and forwards.
BOOST_AUTO_TEST_CASE(slopes_of_shares) {
  constexpr auto z = var<"z", 1, 3>;
  const Eigen::RowVector3d scores(40, 0, -1), right(5.8112364446265777e-18, -4.2483542552915889e-18, -1.5628821893349889e-18);
  const Eigen::RowVector3d by_rows = grad(column<0>(softmax(z)))(z = scores)[z], over_all = grad(column<0>(total_softmax(z)))(z = scores)[z];
  const Eigen::Vector3d by_columns = grad(row<0>(column_softmax(transpose(z))))(z = scores)[z].transpose();
  const Eigen::Matrix3d all = jacobian(softmax(z))(z = scores);
  for (int k = 0; k < 3; ++k) {
    BOOST_TEST(units(by_rows(k), right(k)) <= 8);
    BOOST_TEST(units(over_all(k), right(k)) <= 8);
    BOOST_TEST(units(by_columns(k), right(k)) <= 8);
    BOOST_TEST(units(all(0, k), right(k)) <= 8);
  }
}

/// As quotients they would be differences of numbers of the size of 1 / x, 1 / x² and so on.
BOOST_AUTO_TEST_CASE(derivatives_of_quotients_by_expm1) {
  struct row {
    double at, bernoulli[5], exprel[3];
  };
  constexpr row rows[] = {
      {1e-20, {0.99999999999999999999, -0.5, 0.16666666666666666667, -3.3333333333333331505e-22, -0.033333333333333333333}, {1.0, 0.5, 0.33333333333333333334}},
      {1e-8, {0.99999999500000000833, -0.49999999833333333333, 0.166666666666666665, -3.3333333333333333634e-10, -0.033333333333333332143}, {1.0000000050000000167, 0.50000000333333334583, 0.33333333583333334333}},
      {-1e-8, {1.0000000050000000083, -0.50000000166666666667, 0.166666666666666665, 3.3333333333333333634e-10, -0.033333333333333332143}, {0.99999999500000001667, 0.49999999666666667917, 0.33333333083333334333}},
      {1e-3, {0.99950008333333194443, -0.49983333333888888869, 0.16666665000000099206, -0.000033333329365079643551, -0.03333332142857281746}, {1.0005001667083416681, 0.50033345836667361231, 0.33358343336111706454}},
      {0.7, {0.69050370454412432583, -0.3852060780370314712, 0.15873285410966321291, -0.022017698024109469269, -0.02782144634040749786}, {1.4482181535292521379, 0.80790650563032047172, 0.56848528029976502001}},
      {-2.5, {2.7235637245846300335, -0.84586946966916105543, 0.092271436843360246062, 0.041383400494867379506, 0.0052982875873504698546}, {0.36716600055044048193, 0.11403240077061667471, 0.058391921166933821696}},
      {7.9, {0.002929960233457153491, -0.0025601658579524050021, 0.0021911838497058932508, -0.0018236903301273106396, 0.001458902299229949987}, {341.30156054031768155, 298.22541363648000228, 265.92803810070249449}},
      {8.1, {0.0024594135467069676404, -0.0021565289995818760351, 0.0018542072769354449775, -0.0015529197506903046512, 0.0012535182846287675557}, {406.60099694862226014, 356.52679979447136163, 318.69314514751821637}},
      {-40, {40.00000000000000017, -0.99999999999999983431, 1.6143746170108038464e-16, 1.5718910744578879839e-16, 1.5294075319049721481e-16}, {0.024999999999999999894, 0.00062499999999999989114, 0.000031249999999999888348}},
      {300, {1.5444600667236041343e-128, -1.5393118665011921206e-128, 1.5341636662787801068e-128, -1.529015466056368093e-128, 1.5238672658339560792e-128}, {6.4747546508041864553e+127, 6.4531721353015058338e+127, 6.4317335032355097497e+127}},
      {700, {6.9017735806318395997e-302, -6.8919139040880798288e-302, 6.882054227544320058e-302, -6.8721945510005602871e-302, 6.8623348744568005163e-302}, {1.4489029353357207278e+301, 1.446833073999526841e+301, 1.4447691265528649368e+301}},
  };
  constexpr auto f = x / (exp(x) - 1_c);
  constexpr auto g = (exp(x) - 1_c) / x;
  constexpr auto f2 = diff(f, x, x);
  constexpr auto f3 = diff(f2, x);
  constexpr auto f4 = diff(f3, x);
  auto elements = evaluator(grad(sum(v / (exp(v) - 1_c))));
  for (const row& r : rows) {
    const double of_f[] = {f(x = r.at), diff(f, x)(x = r.at), f2(x = r.at), f3(x = r.at), f4(x = r.at)};
    const double of_g[] = {g(x = r.at), diff(g, x)(x = r.at), diff(g, x, x)(x = r.at)};
    for (int k = 0; k < 5; ++k) BOOST_CHECK_MESSAGE(std::abs(of_f[k] - r.bernoulli[k]) <= (k < 3 ? 16 : 256) * 2.2e-16 * std::max(std::abs(r.bernoulli[k]), std::abs(r.at) < 1 ? 1 / 30. : 0), "derivative " << k << " of x / (exp(x) - 1) at " << r.at << " is " << of_f[k] << ", right is " << r.bernoulli[k]);
    for (int k = 0; k < 3; ++k) BOOST_CHECK_MESSAGE(units(of_g[k], r.exprel[k]) <= 32, "derivative " << k << " of (exp(x) - 1) / x at " << r.at << " is " << of_g[k] << ", right is " << r.exprel[k]);
    BOOST_TEST(units(elements(v = Eigen::VectorXd::Constant(5, r.at).eval())[v](4), r.bernoulli[1]) <= 16);
    BOOST_TEST(std::abs(grad(f)(x = static_cast<float>(r.at))[x] - static_cast<float>(r.bernoulli[1])) <= 16 * 1.2e-7f * std::abs(static_cast<float>(r.bernoulli[1])));
  }
  static_assert(diff(g, x)(x = 720.0) == std::numeric_limits<double>::infinity() && diff(g, x, x)(x = 720.0) == std::numeric_limits<double>::infinity());
  static_assert(diff(x / (exp(x) - 1_c), x) == 1_c / (exp(x) - 1_c) - x * exp(x) / sq(exp(x) - 1_c));
}

/// The slopes near 0, where they change from a polynomial to a quotient, and far out: of numbers, in registers and in constant expressions.
BOOST_AUTO_TEST_CASE(quotients_by_expm1_and_sinh) {
  struct row {
    double at, bernoulli[2], exprel[2], over_sinh[3];
  };
  static constexpr row rows[] = {
      {1e-20, {0.99999999999999999999, -0.5}, {1.0, 0.5}, {1.0, -3.3333333333333331505e-21, -0.33333333333333333334}},
      {1e-8, {0.99999999500000000833, -0.49999999833333333333}, {1.0000000050000000167, 0.50000000333333334583}, {0.99999999999999998333, -3.3333333333333333253e-9, -0.33333333333333331}},
      {-1e-3, {1.0005000833333319445, -0.50016666666111111131}, {0.99950016662500833193, 0.49966679163334027658}, {0.99999983333335277778, 0.00033333325555556786408, -0.33333310000006150792}},
      {0.3, {0.85748877405302478569, -0.45014951929947346148}, {1.1661960252533436731, 0.61220927440886474215}, {0.98515601900952708563, -0.097929529618356204041, -0.31282309944100190708}},
      {0.999, {0.58231547923539138108, -0.33884784972763577488}, {1.7172821875060727592, 0.99928199981230623284}, {0.85118441988288285909, -0.26621584153389024244, -0.15169681279896068519}},
      {1.001, {0.5816380854508383215, -0.33854595457778972295}, {1.7192821876938847708, 1.0007185636240697359}, {0.85065168517721974992, -0.26651867861573235804, -0.15114027232496553463}},
      {-1.001, {1.5826380854508382114, -0.66145404542221027705}, {0.6318563979933131659, 0.26408057181280679767}, {0.85065168517721974992, 0.26651867861573235804, -0.15114027232496553463}},
      {-2.5, {2.7235637245846300335, -0.84586946966916105543}, {0.36716600055044048193, 0.11403240077061667471}, {0.41320917463773891145, 0.25353164167236578571, 0.10073359336672910163}},
      {7.9, {0.002929960233457153491, -0.0025601658579524050021}, {341.30156054031768155, 298.22541363648000228}, {0.0058577487444056862391, -0.0051162631718739282764, 0.0043747804122798640824}},
      {-30, {30.000000000002807287, -0.99999999999728628934}, {0.033333333333330214126, 0.0011111111111078879299}, {5.6145737813041047629e-12, 5.4274213219273012709e-12, 5.2402688625504977788e-12}},
      {36.9, {3.4798456729763922774e-15, -3.3855409121911245185e-15}, {287369065750745.47255, 279581286191104.70064}, {6.9596913459527838985e-15, -6.7710818243822477422e-15, 6.5824723028117115859e-15}},
      {-300, {300.0, -1.0}, {0.0033333333333333333333, 0.000011111111111111111111}, {3.0889201334472082687e-128, 3.0786237330023842411e-128, 3.0683273325575602136e-128}},
      {700, {6.9017735806318395997e-302, -6.8919139040880798288e-302}, {1.4489029353357207278e+301, 1.446833073999526841e+301}, {1.3803547161263679199e-301, -1.3783827808176159658e-301, 1.3764108455088640116e-301}},
  };
  static constexpr auto f = x / (exp(x) - 1_c);
  static constexpr auto g = (exp(x) - 1_c) / x;
  static constexpr auto h = x / sinh(x);
  const auto see_slope = [](const char* text, const char* how, double at, double got, double right) {
    BOOST_CHECK_MESSAGE(units(got, right) <= 12, "the slope of " << text << " at " << at << ", " << how << ", is " << got << ", right is " << right);
  };
  constexpr auto constants = [] {
    std::array<std::array<double, 3>, std::size(rows)> slopes{};
    for (std::size_t k = 0; k < std::size(rows); ++k) slopes[k] = {diff(f, x)(x = rows[k].at), diff(g, x)(x = rows[k].at), diff(h, x)(x = rows[k].at)};
    return slopes;
  }();
  Eigen::VectorXd at(std::ssize(rows));
  for (Eigen::Index k = 0; k < at.size(); ++k) at[k] = rows[k].at;
  const Eigen::VectorXd of_f = grad(sum(v / (exp(v) - 1_c)))(v = at)[v], of_g = grad(sum((exp(v) - 1_c) / v))(v = at)[v], of_h = grad(sum(v / sinh(v)))(v = at)[v];
  for (std::size_t k = 0; k < std::size(rows); ++k) {
    const row& r = rows[k];
    const auto i = static_cast<Eigen::Index>(k);
    see_numbers("x / (exp(x) - 1)", r.at, f(x = r.at), diff(f, x)(x = r.at), r.bernoulli[0], r.bernoulli[1]);
    see_numbers("(exp(x) - 1) / x", r.at, g(x = r.at), diff(g, x)(x = r.at), r.exprel[0], r.exprel[1]);
    see_numbers("x / sinh(x)", r.at, h(x = r.at), diff(h, x)(x = r.at), r.over_sinh[0], r.over_sinh[1]);
    const double curvature = diff(h, x, x)(x = r.at);
    BOOST_CHECK_MESSAGE(units(curvature, r.over_sinh[2]) <= 16, "the curvature of x / sinh(x) at " << r.at << " is " << curvature << ", right is " << r.over_sinh[2]);
    see_slope("x / (exp(x) - 1)", "in registers", r.at, of_f[i], r.bernoulli[1]);
    see_slope("(exp(x) - 1) / x", "in registers", r.at, of_g[i], r.exprel[1]);
    see_slope("x / sinh(x)", "in registers", r.at, of_h[i], r.over_sinh[1]);
    see_slope("x / (exp(x) - 1)", "as a constant", r.at, constants[k][0], r.bernoulli[1]);
    see_slope("(exp(x) - 1) / x", "as a constant", r.at, constants[k][1], r.exprel[1]);
    see_slope("x / sinh(x)", "as a constant", r.at, constants[k][2], r.over_sinh[1]);
  }
}

BOOST_AUTO_TEST_CASE(of_vectors_and_matrices) {
  Eigen::VectorXd at(9);
  at << 1000, 999, 998, -1000, 5, 0, 1000, 7, 8;
  const double shifted = 2 + std::exp(-1.0) + std::exp(-2.0);
  const auto all = value_and_grad(log(sum(exp(v))))(v = at);
  BOOST_TEST(units(all.value, 1000 + std::log(shifted)) <= 1);
  BOOST_TEST(units(all.grad[v](1), std::exp(-1.0) / shifted) <= 2);
  const Eigen::VectorXd shares = (exp(v) / sum(exp(v)))(v = at);
  BOOST_TEST(units(shares(2), std::exp(-2.0) / shifted) <= 2);
  Eigen::MatrixXd M(2, 3);
  M << 1000, 999, -1000, 5, -700, 0;
  const Eigen::VectorXd rows = log(row_sums(exp(A)))(A = M);
  BOOST_TEST(units(rows(0), 1000 + std::log1p(std::exp(-1.0))) <= 1);
  const Eigen::RowVectorXd columns = log(column_sums(exp(A)))(A = M);
  BOOST_TEST(units(columns(1), 999) <= 1);
  const Eigen::MatrixXd parts = (exp(A) / row_sums(exp(A)))(A = M), down = (exp(A) / column_sums(exp(A)))(A = M);
  BOOST_TEST(units(parts(0, 1), 1 / (1 + std::exp(1.0))) <= 2);
  BOOST_TEST(down(0, 0) == 1);
  const Eigen::MatrixXd products = hadamard(exp(A), 1_c / row_sums(exp(A)))(A = M);
  BOOST_TEST(units(products(0, 1), 1 / (1 + std::exp(1.0))) <= 2);
  const Eigen::VectorXd means = log(row_means(exp(A)))(A = M);
  BOOST_TEST(units(means(0), 1000 + std::log1p(std::exp(-1.0)) - std::log(3.0)) <= 1);
  const auto root = value_and_grad(sqrt(sum(sq(v))))(v = Eigen::VectorXd::Constant(4, 1e200));
  BOOST_TEST(units(root.value, 2e200) <= 1);
  BOOST_TEST(units(root.grad[v](0), 0.5) <= 1);
  BOOST_TEST(units(rsqrt(sqnorm(v))(v = Eigen::VectorXd::Constant(4, 1e200)), 5e-201) <= 2);
  // one more than the sum, another exponential, another sum
  const auto one_more = value_and_grad(log(sum(exp(v)) + 1_c))(v = at);
  BOOST_TEST(units(one_more.value, 1000 + std::log(shifted)) <= 1);
  BOOST_TEST(units(one_more.grad[v](1), std::exp(-1.0) / shifted) <= 2);
  const auto beside = value_and_grad(log(exp(x) + sum(exp(v))))(v = at, x = 1001.0);
  BOOST_TEST(units(beside.value, 1001 + std::log(1 + shifted * std::exp(-1.0))) <= 1);
  BOOST_TEST(std::abs(beside.grad[x] - 1 / (1 + shifted * std::exp(-1.0))) <= 1e-13);  // of a difference of two numbers of 1000
  const Eigen::VectorXd rows_and_one = log1p(row_sums(exp(A)))(A = M);
  BOOST_TEST(units(rows_and_one(0), 1000 + std::log1p(std::exp(-1.0))) <= 1);
  BOOST_TEST(units(rows_and_one(1), std::log(std::exp(5.0) + 2)) <= 1);
  const auto share_of_one = value_and_grad(1_c / (1_c + sum(exp(v))))(v = at);
  BOOST_TEST(share_of_one.value == 0);
  BOOST_TEST(share_of_one.grad[v](0) == 0);
  const Eigen::VectorXd shares_beside_one = (exp(v) / (1_c + sum(exp(v))))(v = at), shares_of_few = (exp(v) / (1_c + sum(exp(v))))(v = Eigen::Vector3d(1, 2, -3));
  BOOST_TEST(units(shares_beside_one(2), std::exp(-2.0) / shifted) <= 2);
  BOOST_TEST(units(shares_of_few(1), std::exp(2.0) / (1 + std::exp(1.0) + std::exp(2.0) + std::exp(-3.0))) <= 4);
  const Eigen::VectorXd by_product = (exp(v) * (1_c / (1_c + sum(exp(v)))))(v = at);
  BOOST_TEST(units(by_product(2), std::exp(-2.0) / shifted) <= 2);
  BOOST_TEST((sum(exp(v)) / (1_c + sum(exp(v))))(v = at) == 1);
  BOOST_TEST((sum(exp(v)) / (1_c + sum(exp(v))))(v = Eigen::Vector2d(600.3, 600.1)) == 1);  // of a logarithm of 600 it would be 1 + 8e-15
  const Eigen::MatrixXd in_rows = (exp(A) / (row_sums(exp(A)) + 1_c))(A = M);
  BOOST_TEST(units(in_rows(0, 1), 1 / (1 + std::exp(1.0))) <= 2);
  // what hides none
  const auto hidden = value_and_grad(sqrt(1_c * sum(sq(v)) + 0_c))(v = Eigen::VectorXd::Constant(4, 1e200));
  BOOST_TEST(units(hidden.value, 2e200) <= 1);
  BOOST_TEST(units(hidden.grad[v](0), 0.5) <= 1);
  static_assert(sqrt(x * x - 0_c - -(1_c * y * y))(x = 3e200, y = 4e200) > 4.9e200);
  static_assert(log(sum(exp(var<"few", 2>)) + 1_c)(var<"few", 2> = {900.0, 0.0}) == 900);
  // no power of two registers long: what is left over is computed as numbers
  const Eigen::VectorXd tails = log(1_c + exp(v))(v = at);
  BOOST_TEST(tails(0) == 1000);
  BOOST_TEST(tails(3) == 0);
}

BOOST_AUTO_TEST_CASE(beside_what_is_no_one) {
  SEE(log(2_c + exp(x)), 1000.0, 1000.0, 1.0);
  SEE(log(2_c + exp(x)), -700.0, 0.69314718055994530942, 4.9298382718798854284e-305);
  SEE(log(2_c + exp(x)), 0.5, 1.2943767694176431805, 0.45186276187760604381);
  SEE(log(exp(x) - c<-1>), 1000.0, 1000.0, 1.0);
  SEE(log(exp(x) - c<-1>), -40.0, 4.2483542552915889863e-18, 4.2483542552915889773e-18);
  SEE(log(exp(x) - 2_c), 1000.0, 1000.0, 1.0);
  SEE(log(exp(x) - 2_c), 709.5, 709.5, 1.0);
  SEE(log(exp(x) + x), 1000.0, 1000.0, 1.0);
  SEE(log(exp(x) + x), -0.5, -2.2393224506378188054, 15.080453496169569543);
  SEE(diff(log(sq(x) + exp(x)), x), 1000.0, 1.0, 0);
  SEE(diff(log(sq(x) + exp(x)), x), 3.0, 0.89685595256767186929, -0.045020043664831732157);
  SEE(1_c / (2_c + exp(x)), 1000.0, 0, 0);
  SEE(1_c / (2_c + exp(x)), -30.0, 0.49999999999997660594, -2.3394057422098247385e-14);
  SEE(1_c / (2_c + exp(x)), 0.5, 0.27406861906119697809, -0.12384140315297397099);
  SEE(diff(1_c / (2_c + exp(x)), x), 1000.0, 0, 0);
  SEE(diff(1_c / (2_c + exp(x)), x), -700.0, -2.4649191359399427142e-305, -2.4649191359399427142e-305);
  SEE(diff(1_c / (2_c + exp(x)), x), 0.5, -0.12384140315297397099, -0.011922766225972195442);
  SEE(exp(x) / (2_c + exp(x)), 1000.0, 1.0, 0);
  SEE(exp(x) / (2_c + exp(x)), -700.0, 4.9298382718798854284e-305, 4.9298382718798854284e-305);
  SEE(exp(x) / (2_c + exp(x)), 0.5, 0.45186276187760604381, 0.24768280630594794199);
  SEE(x * exp(x) / (2_c + exp(x)), 1000.0, 1000.0, 1.0);
  SEE(x * exp(x) / (2_c + exp(x)), 0.5, 0.22593138093880302191, 0.57570416503058001481);
  SEE(diff(exp(x) / (0.5_c + exp(x)), x), 1000.0, 0, 0);
  SEE(diff(exp(x) / (0.5_c + exp(x)), x), 700.0, 4.9298382718798854284e-305, -4.9298382718798854284e-305);
  SEE(diff(exp(x) / (0.5_c + exp(x)), x), -700.0, 1.9719353087519541713e-304, 1.9719353087519541713e-304);
  SEE(x / (1_c + 3_c * exp(-x)), -1000.0, 0, 0);
  SEE(x / (1_c + 3_c * exp(-x)), -700.0, -2.3005911935439465332e-302, -2.2973046346960266096e-302);
  SEE(x / (1_c + 3_c * exp(-x)), 800.0, 800.0, 1.0);
  SEE(1_c / (1_c + exp(x) / 3_c), 1000.0, 0, 0);
  SEE(1_c / (1_c + exp(x) / 3_c), 1.0, 0.5246331135813283089, -0.24939320971528937882);
  SEE(inv(1_c + 4_c * exp(x)), 1000.0, 0, 0);
  SEE(inv(1_c + 4_c * exp(x)), -40.0, 0.99999999999999998301, -1.6993417021166355404e-17);
  SEE(exp(x) / (exp(x) - 2_c), 1000.0, 1.0, 0);
  SEE(exp(x) / (exp(x) - 2_c), 30.0, 1.0000000000001871525, -1.8715245937687354418e-13);
  SEE(exp(x) / (exp(x) - 2_c), -700.0, -4.9298382718798854284e-305, -4.9298382718798854284e-305);
  SEE(1_c / (2_c - 3_c * exp(x)), 1000.0, 0, 0);
  SEE(1_c / (2_c - 3_c * exp(x)), 600.0, -8.8346551766810360545e-262, 8.8346551766810360545e-262);
  SEE(1_c / (2_c - 3_c * exp(x)), 0.5, -0.33942443929724267062, 0.56984233928173781968);
  SEE(1_c / (exp(x) - 2_c), 1000.0, 0, 0);
  SEE(diff(1_c / (2_c - exp(x) / 3_c), x), 1000.0, 0, 0);
  SEE(diff(1_c / (2_c - exp(x) / 3_c), x), 600.0, 7.951189659012932449e-261, -7.951189659012932449e-261);
  SEE(exp(x) / (exp(x) + sq(x)), 1000.0, 1.0, 0);
  SEE(exp(x) / (exp(x) + sq(x)), 600.0, 1.0, 9.509622832179467209e-256);
  SEE(exp(x) / (exp(x) + sq(x)), -3.0, 0.0055014629616962997833, 0.0091186614449623059347);
  SEE(x * exp(x) / (x - exp(x)), 1000.0, -1000.0, -1.0);
  SEE(x * exp(x) / (x - exp(x)), 2.0, -2.7422450103634511307, -0.86226808614764008088);
  SEE(1_c / (exp(x) - x), 1000.0, 0, 0);
  SEE(1_c / (exp(x) - x), 600.0, 2.6503965530043108163e-261, -2.6503965530043108163e-261);
  SEE(exp(x) / sq(2_c + exp(x)), 1000.0, 0, 0);
  SEE(exp(x) / sq(2_c + exp(x)), -700.0, 2.4649191359399427142e-305, 2.4649191359399427142e-305);
  SEE(pow(3_c + exp(x), -1_c), 1000.0, 0, 0);
  SEE(pow(3_c + exp(x), -1_c), 600.0, 2.6503965530043108163e-261, -2.6503965530043108163e-261);
  SEE(pow(exp(x) + x, -2_c), 1000.0, 0, 0);
  SEE(pow(exp(x) + x, -2_c), 2.0, 0.011343736558495073069, -0.020271098895988942901);
  SEE(x * exp(x) * inv(2_c + exp(x)), 1000.0, 1000.0, 1.0);
  SEE(x * exp(x) * inv(1_c + exp(x)), 1000.0, 1000.0, 1.0);
  SEE(exp(x) * (1_c / (exp(x) - x)), 1000.0, 1.0, 0);
  SEE(exp(x) * pow(2_c + exp(x), -2_c), 1000.0, 0, 0);
  SEE(exp(x) * inv(1_c + 4_c * exp(x)), 1000.0, 0.25, 0);
  SEE(x / sq(2_c + exp(x)), 1000.0, 0, 0);
  SEE(x * exp(x) / sq(1_c + exp(x)), 1000.0, 0, 0);
  SEE(x * exp(x) / sq(x + exp(x)), 1000.0, 0, 0);
  SEE(exp(x) / sq(2_c - exp(x)), 1000.0, 0, 0);
  SEE(pow(2_c - exp(x), -1_c), 1000.0, 0, 0);
  SEE(pow(exp(x) - x, -2_c), 1000.0, 0, 0);
  SEE(log2(2_c + exp(x)) * log(2_c), 1000.0, 1000.0, 1.0);
  SEE(log10(2_c + exp(x) + exp(2_c * x)) * log(10_c), 1000.0, 2000.0, 2.0);
  SEE(log2(exp(x) + exp(2_c * x) + exp(-x) + exp(3_c) + exp(0.5_c * x)) * log(2_c), 800.0, 1600.0, 2.0);
  SEE(log(3_c * (2_c + exp(x))) - log(3_c), 800.0, 800.0, 1.0);
  SEE(log(exp(x) / (2_c + exp(x))), 1000.0, 0, 0);
  SEE(log(exp(x) / (2_c + exp(x))), -1000.0, -1000.6931471805599453, 1.0);
  SEE(log(1_c / (exp(x) - 2_c)), 1000.0, -1000.0, -1.0);
  SEE(log(1_c / (exp(x) - 2_c)), 0.75, 2.1455812021957186329, -18.094014666860645813);
  SEE(log(exp(x) + exp(2_c * x) + exp(-x) + exp(3_c) + exp(0.5_c * x)), 800.0, 1600.0, 2.0);
  SEE(log(1_c + exp(x) + exp(2_c * x) + exp(-x) + exp(3_c) + exp(0.5_c * x)), -800.0, 800.0, -1.0);
  SEE(log((exp(x) + exp(2_c * x)) + 2_c), 800.0, 1600.0, 2.0);
  SEE(log(2_c + exp(x) + exp(2_c * x)), 800.0, 1600.0, 2.0);
  // of numbers that are put together
  SEE(log(sum(exp(vstack(x, 2_c * x, 3_c)))), 800.0, 1600.0, 2.0);
  SEE(log(mean(exp(vstack(x, 2_c * x)))) + log(2_c), 800.0, 1600.0, 2.0);
  SEE(row<1>(exp(vstack(x, 2_c * x)) / sum(exp(vstack(x, 2_c * x)))), 800.0, 1.0, 0);
  SEE(row<0>(exp(vstack(x, 0_c)) / (1_c + sum(exp(vstack(x, 0_c))))), -700.0, 4.9298382718798854284e-305, 4.9298382718798854284e-305);
  SEE(sqrt(1_c + x * x + sq(x + 1_c)), 2.9999999999999999e+200, 4.242640687119285018e+200, 1.4142135623730950488);
  SEE(sqrt(1_c + x * x + sq(x + 1_c)), -1.0, 1.4142135623730950488, -0.7071067811865475244);
  SEE(sqrt(4_c * x * x + 1_c), 2.9999999999999999e+200, 5.9999999999999998184e+200, 2.0);
  SEE(sqrt(4_c * x * x + 1_c), 0.25, 1.1180339887498948482, 0.89442719099991587856);
  SEE(diff(sqrt(1_c + 3_c * sq(x)), x), 2.9999999999999999e+100, 1.7320508075688772935, 2.1383343303319475894e-302);
  SEE(diff(sqrt(1_c + 3_c * sq(x)), x), 0.0, 0, 3.0);
  SEE(rsqrt(sq(x) / 4_c + 3_c), 2.9999999999999999e+200, 6.6666666666666668684e-201, 0);
  SEE(rsqrt(sq(x) / 4_c + 3_c), 2.0, 0.5, -0.0625);
  SEE(pow((x * x + sq(x + 2_c)) / 2_c, 0.5_c), 2.9999999999999999e+200, 2.9999999999999999092e+200, 1.0);
  SEE(pow((x * x + sq(x + 2_c)) / 2_c, 0.5_c), -1.0, 1.0, 0);
  SEE(log(2_c + sq(x)) + log(c<-2> + sq(x)), 3.0, 4.3438054218536838492, 1.4025974025974025974);
  SEE(sqrt(2_c + sq(x)) - sqrt(c<-2> + sq(x)), 3.0, 0.67087347929080925861, -0.2293593852943908137);
}

BOOST_AUTO_TEST_CASE(beside_sums_of_exponentials) {
  Eigen::VectorXd at(9);
  at << 1000, 999, 998, -1000, 5, 0, 1000, 7, 8;
  const double shifted = 2 + std::exp(-1.0) + std::exp(-2.0);
  const auto two_more = value_and_grad(log(2_c + sum(exp(v))))(v = at);
  BOOST_TEST(units(two_more.value, 1000 + std::log(shifted)) <= 1);
  BOOST_TEST(units(two_more.grad[v](1), std::exp(-1.0) / shifted) <= 2);
  const auto mean_and_one = value_and_grad(log(1_c + mean(exp(v))))(v = at);
  BOOST_TEST(units(mean_and_one.value, 1000 + std::log(shifted / 9)) <= 1);
  BOOST_TEST(units(mean_and_one.grad[v](0), 1 / shifted) <= 1000);  // by the exponential of a difference of two numbers of 1000
  BOOST_TEST(units(log10(1_c + sum(exp(v)))(v = at), (1000 + std::log(shifted)) / std::log(10.0)) <= 2);
  const Eigen::VectorXd weighted = (x * exp(v) / (1_c + sum(exp(v))))(v = at, x = 3.0), by_row = log(exp(v) + x)(v = at, x = 2.0), over = (x / (2_c + exp(v)))(v = at, x = 3.0);
  BOOST_TEST(units(weighted(2), 3 * std::exp(-2.0) / shifted) <= 4);
  for (int k = 0; k < 9; ++k) {
    BOOST_TEST(units(by_row(k), at[k] > 700 ? at[k] : std::log(2 + std::exp(at[k]))) <= 2);
    BOOST_TEST(units(over(k), at[k] > 700 ? 0 : 3 / (2 + std::exp(at[k]))) <= 2);
  }
  const auto expected = value_and_grad(sum(hadamard(v, exp(v))) / sum(exp(v)))(v = at);
  BOOST_TEST(units(expected.value, 1000 - (std::exp(-1.0) + 2 * std::exp(-2.0)) / shifted) <= 2);
  Eigen::MatrixXd M(2, 3);
  M << 1000, 999, -1000, 5, -700, 0;
  const auto rows = value_and_grad(sum(x / (1_c + row_sums(exp(A)))))(A = M, x = 2.0);
  BOOST_TEST(units(rows.value, 2 / (2 + std::exp(5.0))) <= 4);
  BOOST_TEST(rows.grad[A](0, 0) == 0);
  BOOST_TEST(units(rows.grad[A](1, 2), -2 / (2 + std::exp(5.0)) / (2 + std::exp(5.0))) <= 8);
  const auto by_columns = value_and_grad(sum(x / (1_c + column_sums(exp(A)))))(A = M, x = 2.0);
  BOOST_TEST(by_columns.grad[A](0, 1) == 0);
  const auto chosen = value_and_grad(log(exp(x) / (1_c + sum(exp(v)))))(v = at, x = 1001.0);
  BOOST_TEST(units(chosen.value, 1 - std::log(shifted)) <= 1000);
  BOOST_TEST(units(chosen.grad[v](1), -std::exp(-1.0) / shifted) <= 2);
  BOOST_TEST(chosen.grad[x] == 1);
  const auto all_chosen = value_and_grad(sum(log(exp(v) / (1_c + sum(exp(v))))))(v = at);
  BOOST_TEST(units(all_chosen.grad[v](0), 1 - 9 / shifted) <= 8);
  const auto left_over = value_and_grad(x / sq(1_c + sum(exp(v))) + x * sum(exp(v)) / (2_c + sum(exp(v))) + x / (3_c + sum(exp(v))) + x * pow(1_c + sum(exp(v)), -2_c))(v = at, x = 3.0);
  BOOST_TEST(left_over.value == 3);
  BOOST_TEST(left_over.grad[x] == 1);
  BOOST_TEST(left_over.grad[v](0) == 0);
  const Eigen::VectorXd of_more = (exp(v) / (2_c + sum(exp(v))))(v = at);
  BOOST_TEST(units(of_more(2), std::exp(-2.0) / shifted) <= 4);
  const auto of_squares = value_and_grad(sum(exp(v) / sq(2_c + sum(exp(v))) + exp(v) / sq(1_c + sum(exp(v)))) + x * pow(2_c + sum(exp(v)), -1_c) + pow(2_c + sum(exp(v)), -2_c) + sum(exp(v) * inv(2_c + sum(exp(v)))))(v = at, x = 3.0);
  BOOST_TEST(units(of_squares.value, 1) <= 4);
  BOOST_TEST(std::abs(of_squares.grad[v](0)) <= 1e-15);
  // an infinite z is one, or has overflowed as exp(x) has
  BOOST_TEST((exp(x) / (y + exp(x)))(x = 3.0, y = HUGE_VAL) == 0);
  BOOST_TEST(std::isnan((exp(x) / (sinh(y) + exp(x)))(x = 800.0, y = 800.0)));
  BOOST_TEST((exp(x) / (y + exp(x)))(x = HUGE_VAL, y = 3.0) == 1);
  BOOST_TEST((1_c / (exp(x) - 2_c))(x = std::log(2.0)) == HUGE_VAL);
  // of no elements, one, and what is no number
  BOOST_TEST(log(2_c + sum(exp(v)))(v = Eigen::VectorXd(0)) == std::log(2.0));
  BOOST_TEST(log(1_c + sum(exp(v)))(v = Eigen::VectorXd(0)) == 0);
  BOOST_TEST(std::isnan((sum(hadamard(v, exp(v))) / sum(exp(v)))(v = Eigen::VectorXd(0))));
  BOOST_TEST(std::isnan((sum(x * exp(v)) / sum(exp(v)))(v = Eigen::VectorXd(0), x = 2.0)));
  BOOST_TEST(std::isnan((0_c / count(v))(v = Eigen::VectorXd(0))));
  BOOST_TEST(std::isnan(mean(0_c * v)(v = Eigen::VectorXd(0))));
  BOOST_TEST(mean(0_c * v)(v = Eigen::VectorXd(1)) == 0);
  constexpr auto shares = var<"shares", 3, dim<"k">>;
  BOOST_TEST(std::isnan(Eigen::VectorXd((row_sums(hadamard(shares, exp(shares))) / row_sums(exp(shares)))(shares = Eigen::MatrixXd(3, 0)))(2)));
  BOOST_TEST((row_sums(hadamard(shares, exp(shares))) / row_sums(exp(shares)))(shares = Eigen::MatrixXd::Constant(3, 2, 900))(2, 0) == 900);
  constexpr auto seen = var<"seen", dim<"k">, 2>;
  BOOST_TEST(std::isnan(Eigen::RowVectorXd((column_sums(hadamard(seen, exp(seen))) / column_sums(exp(seen)))(seen = Eigen::MatrixXd(0, 2)))(1)));
  BOOST_TEST(units(log(2_c + sum(exp(v)))(v = Eigen::VectorXd::Constant(1, 800)), 800) <= 1);
  BOOST_TEST(log(x + exp(y))(x = HUGE_VAL, y = 800.0) == HUGE_VAL);
  BOOST_TEST(log(x + exp(y))(x = 1e308, y = 709.7) < 710.6);
  BOOST_TEST(log(x + exp(y))(x = 1e308, y = 709.7) > 710.1);
  BOOST_TEST(units(log(x + exp(y))(x = 1e308, y = 710.0), 710.36992678494051) <= 1);  // exp(y) alone has left the range of the numbers
  BOOST_TEST(units(log(exp(y) - x)(x = 1e308, y = 710.0), 709.40646532628021) <= 1);
  BOOST_TEST(units(grad(log(x + exp(y)))(x = 1e308, y = 710.0)[y], 0.69078490464384489) <= 4);
  BOOST_TEST(units(Eigen::VectorXd(log(v + exp(y))(v = Eigen::VectorXd::Constant(9, 1e308), y = 710.0))(8), 710.36992678494051) <= 1);
  BOOST_TEST(log(x + exp(y))(x = 1e308, y = HUGE_VAL) == HUGE_VAL);
  BOOST_TEST(log(x + exp(y))(x = 2.0, y = -HUGE_VAL) == std::log(2.0));
  BOOST_TEST(std::isnan(log(x + exp(y))(x = -2.0, y = 0.0)));
  BOOST_TEST(std::isnan(log(x + exp(y))(x = 2.0, y = NAN)));
  BOOST_TEST(std::isnan(log(x + exp(y))(x = NAN, y = 800.0)));
  constexpr auto pair = vstack(3_c * x, 4_c * x);
  BOOST_TEST(units(sqrt(sum(sq(pair)))(x = 1e200), 5e200) <= 2);
  BOOST_TEST(units(grad(sqrt(transpose(pair) * pair))(x = 1e200)[x], 5) <= 2);
  constexpr auto of_seven = formula([](const auto& w) {
    auto s = exp(w[0]);
    for (int k = 1; k < 7; ++k) s += exp(w[k]);
    return log(s);
  },
                                    var<"w", 7>);
  const auto logarithm = value_and_grad(of_seven)(var<"w", 7> = {1000.0, 999.0, 998.0, -1000.0, 5.0, 0.0, 1000.0});
  BOOST_TEST(units(logarithm.value, 1000 + std::log(shifted)) <= 1);
  BOOST_TEST(units(logarithm.grad[var<"w", 7>](1, 0), std::exp(-1.0) / shifted) <= 1000);  // of differences of numbers of 1000
  static_assert(log(2_c + exp(x))(x = 900.0) == 900);
  static_assert(grad(log(y + exp(x)))(x = 900.0, y = 3.0)[x] == 1);
  static_assert((exp(x) / (2_c + exp(x)))(x = 900.0) == 1);
  static_assert(log(2_c + sum(exp(var<"few", 2>)))(var<"few", 2> = {900.0, 0.0}) == 900);
}

BOOST_AUTO_TEST_CASE(exponentials_of_exponentials) {
  for (const double beside : {1.0, std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) BOOST_TEST((diff(y * exp(-exp(x)), x)(x = 7.0, y = beside) == 0 && diff(y * tanh(cosh(x)), x)(x = 9.0, y = beside) == 0));
  SEE(exp(-exp(x)), 712.0, 0, 0);
  SEE(exp(-exp(x)), 800.0, 0, 0);
  SEE(exp(-exp(x)), 1.5, 0.011314286380459623153, -0.050707113609980716878);
  SEE(exp(-exp(x)), -40.0, 0.99999999999999999575, -4.2483542552915889773e-18);
  SEE(diff(exp(-exp(x)), x), 712.0, 0, 0);
  SEE(exp(-x - exp(-x)), -800.0, 0, 0);
  SEE(exp(-x - exp(-x)), -1.5, 0.050707113609980716878, 0.17654640324426039623);
  SEE(exp(-x - exp(-x)), 700.0, 9.8596765437597708567e-305, -9.8596765437597708567e-305);
  SEE(diff(exp(-x - exp(-x)), x), -800.0, 0, 0);
  SEE(exp(x) * exp(-exp(x)), 800.0, 0, 0);
  SEE(exp(x) * exp(-exp(x)), 1.5, 0.050707113609980716878, -0.17654640324426039623);
  SEE(exp(x) * exp(-exp(x)), -40.0, 4.2483542552915889773e-18, 4.2483542552915889592e-18);
  SEE(diff(exp(x) * exp(-exp(x)), x), 800.0, 0, 0);
  SEE(0.5_c * exp(x) * exp(-0.5_c * (exp(x) - 1_c)), 800.0, 0, 0);
  SEE(0.5_c * exp(x) * exp(-0.5_c * (exp(x) - 1_c)), 1.5, 0.3929819033105389023, -0.48762944714320728354);
  SEE(0.5_c * exp(x) * exp(-0.5_c * (exp(x) - 1_c)), -40.0, 3.5021760130843226029e-18, 3.5021760130843225954e-18);
  SEE(diff(0.5_c * exp(x) * exp(-0.5_c * (exp(x) - 1_c)), x), 800.0, 0, 0);
  SEE(x * tanh(exp(x)), 800.0, 800.0, 1.0);
  SEE(x * tanh(exp(x)), 1.5, 1.4996160099268533694, 1.0031854143005971218);
  SEE(diff(x * tanh(exp(x)), x), 800.0, 1.0, 0);
  SEE(1_c - exp(-exp(x)), 800.0, 1.0, 0);
  SEE(1_c - exp(-exp(x)), 1.5, 0.98868571361954037685, 0.050707113609980716878);
  SEE(1_c - exp(-exp(x)), -40.0, 4.2483542552915889863e-18, 4.2483542552915889773e-18);
  SEE(diff(1_c - exp(-exp(x)), x), 800.0, 0, 0);
  SEE(log(1_c - exp(-exp(x))), -40.0, -40.000000000000000002, 0.99999999999999999788);
  SEE(log(1_c - exp(-exp(x))), -800.0, -800.0, 1.0);
  SEE(log(1_c - exp(-exp(x))), -20.5, -20.500000000625076433, 0.99999999937492356694);
  SEE(log(1_c - exp(-exp(x))), -19.5, -19.500000001699133909, 0.99999999830086609121);
  SEE(log(1_c - exp(-exp(x))), -0.5, -0.78798373870444865016, 0.72720495596537653066);
  SEE(log(1_c - exp(-exp(x))), 1.5, -0.011378779845083259225, 0.051287393871955450773);
  SEE(log(1_c - exp(-exp(x))), 800.0, 0, 0);
  SEE(diff(log(1_c - exp(-exp(x))), x), -40.0, 0.99999999999999999788, -2.1241771276457944947e-18);
  SEE(log(-expm1(-exp(x))), 0.5, -0.21355918537343414404, 0.3925222382799094802);
  SEE(diff(log(-expm1(-exp(x))), x), 0.5, 0.3925222382799094802, -0.40871123273927139605);
  SEE(sigmoid(-exp(x)), 800.0, 0, 0);
  SEE(sigmoid(-exp(x)), 1.5, 0.011187705476755376264, -0.049578867848083697649);
  SEE(diff(sigmoid(-exp(x)), x), 800.0, 0, 0);
  SEE(softplus(-exp(x)), 800.0, 0, 0);
  SEE(softplus(-exp(x)), 1.5, 0.011250758574411021257, -0.050139817357335878534);
  SEE(diff(softplus(-exp(x)), x), 800.0, 0, 0);
  SEE(erf(exp(x)), 800.0, 1.0, 0);
  SEE(erf(exp(x)), 0.5, 0.98028057195283101157, 0.12276300255073762032);
  SEE(diff(erf(exp(x)), x), 800.0, 0, 0);
  SEE(normal_cdf(exp(x)), 800.0, 1.0, 0);
  SEE(normal_cdf(exp(x)), 0.5, 0.95039762479444265011, 0.16896233690699728822);
  SEE(diff(normal_cdf(exp(x)), x), 800.0, 0, 0);
  SEE(normal_pdf(exp(x)), 800.0, 0, 0);
  SEE(normal_pdf(exp(x)), 0.5, 0.10248083767078929555, -0.27857179880576772875);
  SEE(diff(normal_pdf(exp(x)), x), 800.0, 0, 0);
  SEE(exp(-cosh(x)), 800.0, 0, 0);
  SEE(exp(-cosh(x)), -1.5, 0.095139635874681327007, 0.20257887203316080639);
  SEE(diff(exp(-cosh(x)), x), 800.0, 0, 0);
}

BOOST_AUTO_TEST_CASE(beside_multiples_and_above_the_same) {
  SEE(exp(x) * inv(2_c + exp(x) / 4_c), 800.0, 4.0, 0);
  SEE(exp(x) * inv(2_c + exp(x) / 4_c), 1.5, 1.4362444201525615776, 0.92054491154771962032);
  SEE(diff(exp(x) * inv(2_c + exp(x) / 4_c), x), 800.0, 0, 0);
  SEE(1_c / (x + 3_c * exp(x)), 800.0, 0, 0);
  SEE(1_c / (x + 3_c * exp(x)), 700.0, 3.2865588479199236189e-305, -3.2865588479199236189e-305);
  SEE(1_c / (x + 3_c * exp(x)), 1.5, 0.066911709788967788396, -0.064673121335526264517);
  SEE(diff(1_c / (x + 3_c * exp(x)), x), 800.0, 0, 0);
  SEE(1_c / (x - exp(x) / 3_c), 800.0, 0, 0);
  SEE(diff(1_c / (x - exp(x) / 3_c), x), 800.0, 0, 0);
  SEE(exp(x) / sq(2_c + 3_c * exp(x)), 800.0, 0, 0);
  SEE(exp(x) / sq(2_c + 3_c * exp(x)), 700.0, 1.095519615973307873e-305, -1.095519615973307873e-305);
  SEE(exp(x) / sq(2_c + 3_c * exp(x)), 1.5, 0.018787202556952171537, -0.013921648448244989803);
  SEE(diff(exp(x) / sq(2_c + 3_c * exp(x)), x), 800.0, 0, 0);
  SEE(x / sq(2_c + 3_c * exp(x)), 800.0, 0, 0);
  SEE(x / sq(2_c + 3_c * exp(x)), 1.5, 0.0062879872729105926137, -0.0067555052293174304921);
  SEE(diff(x / sq(2_c + 3_c * exp(x)), x), 800.0, 0, 0);
  SEE(pow(2_c + 3_c * exp(x), -2_c), 800.0, 0, 0);
  SEE(pow(2_c + 3_c * exp(x), -2_c), 1.5, 0.0041919915152737284091, -0.0072983311630607726008);
  SEE(diff(pow(2_c + 3_c * exp(x), -2_c), x), 800.0, 0, 0);
  SEE(pow(2_c + exp(x), -3_c), 800.0, 0, 0);
  SEE(pow(2_c + exp(x), -3_c), 1.5, 0.0036722768793114661986, -0.0076174603446723076273);
  SEE(diff(pow(2_c + exp(x), -3_c), x), 800.0, 0, 0);
  SEE(pow(1_c + exp(-x), -3_c), -800.0, 0, 0);
  SEE(pow(1_c + exp(-x), -3_c), 1.5, 0.54648969169576803801, 0.29908100478712400724);
  SEE(diff(pow(1_c + exp(-x), -3_c), x), -800.0, 0, 0);
  SEE((exp(x) - 2_c) / (exp(x) + 3_c), 40.0, 0.99999999999999997876, 2.1241771276457944435e-17);
  SEE((exp(x) - 2_c) / (exp(x) + 3_c), 800.0, 1.0, 0);
  SEE((exp(x) - 2_c) / (exp(x) + 3_c), -800.0, -0.66666666666666666667, 0);
  SEE((exp(x) - 2_c) / (exp(x) + 3_c), 1.5, 0.33170171160640442684, 0.40032472703170990942);
  SEE(diff((exp(x) - 2_c) / (exp(x) + 3_c), x), 40.0, 2.1241771276457944435e-17, -2.1241771276457943894e-17);
  SEE((2_c - exp(x)) / (3_c - exp(x)), 40.0, 1.0000000000000000042, -4.2483542552915891036e-18);
  SEE((2_c - exp(x)) / (3_c - exp(x)), 800.0, 1.0, 0);
  SEE(diff((2_c - exp(x)) / (3_c - exp(x)), x), 40.0, -4.2483542552915891036e-18, 4.2483542552915892119e-18);
  SEE((2_c + exp(x)) / exp(x), 40.0, 1.0000000000000000085, -8.4967085105831779907e-18);
  SEE((2_c + exp(x)) / exp(x), 800.0, 1.0, 0);
  SEE(diff((2_c + exp(x)) / exp(x), x), 40.0, -8.4967085105831779907e-18, 8.4967085105831779907e-18);
  SEE(log((1_c + exp(x)) / exp(x)), 40.0, 4.2483542552915889863e-18, -4.2483542552915889773e-18);
  SEE(log((1_c + exp(x)) / exp(x)), 800.0, 0, 0);
  SEE(log((1_c + exp(x)) / exp(x)), -800.0, 800.0, -1.0);
  SEE(diff(log((1_c + exp(x)) / exp(x)), x), 40.0, -4.2483542552915889773e-18, 4.2483542552915889592e-18);
  SEE(exp(x) / (1_c + exp(x) + exp(2_c * x)), 1.5, 0.17529039214003668995, -0.13085155395097941166);
  SEE(exp(x) / (1_c + exp(x) + exp(2_c * x)), 800.0, 0, 0);
  SEE(exp(x) / (1_c + exp(x) + exp(2_c * x)), 0.25, 0.32649583579983667144, -0.05385670888939230933);
  SEE(diff(exp(x) / (1_c + exp(x) + exp(2_c * x)), x), 1.5, -0.13085155395097941166, 0.050793632964165295722);
  SEE(exp2(x) / (1_c + exp2(x)), 40.0, 0.9999999999990905053, 6.3041368826696678483e-13);
  SEE(exp2(x) / (1_c + exp2(x)), 1100.0, 1.0, 0);
  SEE(exp2(x) / (1_c + exp2(x)), -1000.0, 9.3326361850321887899e-302, 6.4688904588467857253e-302);
  SEE(diff(exp2(x) / (1_c + exp2(x)), x), 40.0, 6.3041368826696678483e-13, -4.3696947060784945896e-13);
  SEE(1_c / (1_c + pow(10_c, 2_c - x)), 20.0, 0.999999999999999999, 2.3025850929940456794e-18);
  SEE(1_c / (1_c + pow(10_c, 2_c - x)), 400.0, 1.0, 0);
  SEE(1_c / (1_c + pow(10_c, 2_c - x)), -400.0, 0, 0);
  SEE(diff(1_c / (1_c + pow(10_c, 2_c - x)), x), 20.0, 2.3025850929940456794e-18, -5.3018981104783979894e-18);
  SEE(x * pow(10_c, x) / (1_c + pow(10_c, x)), 2.0, 1.980198019801980198, 1.0352433113026967098);
  SEE(x * pow(10_c, x) / (1_c + pow(10_c, x)), 400.0, 400.0, 1.0);
  SEE(diff(x * pow(10_c, x) / (1_c + pow(10_c, x)), x), 2.0, 1.0352433113026967098, -0.056745906010954621797);
  // the probability of one of several choices, and of none of them
  const Eigen::VectorXd at = Eigen::Vector3d(1000, 999, 998), shares = (exp(v) / mean(exp(v)))(v = at), logarithms = (log(exp(v) / (2_c + sum(exp(v)))))(v = at);
  const double all = 1 + std::exp(-1.0) + std::exp(-2.0);
  BOOST_TEST(units(shares(1), 3 * std::exp(-1.0) / all) <= 4);
  BOOST_TEST(std::abs(logarithms(1) + 1 + std::log(all)) <= 1e-12);
  const Eigen::VectorXd slope = grad(dot(v, exp(v) / mean(exp(v))) / 3_c)(v = at)[v];
  BOOST_TEST(std::abs(slope(2) - std::exp(-2.0) / all * (1 + 998 - (1000 + 999 * std::exp(-1.0) + 998 * std::exp(-2.0)) / all)) <= 1e-9);
  // what is not infinite stays as it is: 0 · inf is no number where no exponential has vanished
  BOOST_TEST(std::isnan((exp(x) * exp(-exp(y)))(x = HUGE_VAL, y = NAN)));
  BOOST_TEST(std::isnan((exp(x) * exp(-exp(y)))(x = 1e6, y = 7.0)));  // infinite, were there no end of the numbers
  constexpr auto z = var<"z">;
  // nor beside one that has: what is infinite, divided by 0 or NaN there is no number, as it is written
  for (const double outside : {double(HUGE_VAL), -HUGE_VAL, double(NAN)}) {
    BOOST_TEST(std::isnan((y * exp(x) * exp(-exp(x)))(x = 7.0, y = outside)));
    BOOST_TEST(std::isnan((y * exp(x) * exp(-exp(x)))(x = 800.0, y = outside)));
    BOOST_TEST(std::isnan((exp(y) * exp(x) * exp(-exp(x)))(x = 7.0, y = std::abs(outside))));
  }
  BOOST_TEST(std::isnan((log(y) * exp(x) * exp(-exp(x)))(x = 7.0, y = -1.0)));
  BOOST_TEST(std::isnan((exp(x) / y * exp(-exp(x)))(x = 7.0, y = 0.0)));
  BOOST_TEST(std::isnan((exp(x) * exp(tanh(exp(x)) - y))(x = 5000.0, y = 1000.0)));  // tanh(exp(x)) does not outgrow exp(x)
  BOOST_TEST(std::isnan((y * exp(x) * exp(-y * exp(x)))(x = 7.0, y = double(NAN))));
  BOOST_TEST((y * exp(x) * exp(-exp(x)))(x = 800.0, y = 3.0) == 0);
  BOOST_TEST((exp(x) / y * exp(-0.5_c * exp(x)))(x = 800.0, y = 3.0) == 0);
  BOOST_TEST((exp(x) / y * exp(-exp(x) / 3_c))(x = 800.0, y = 3.0) == 0);
  BOOST_TEST((y * exp(x) * exp(-2_c * (exp(x) - 1_c)))(x = 800.0, y = 3.0) == 0);
  BOOST_TEST((y * exp(x) * exp(-y * (exp(x) - 1_c)))(x = 800.0, y = 0.1) == 0);
  BOOST_TEST((y * exp(x) * exp(-y * exp(x)))(x = 800.0, y = 0.1) == 0);
  BOOST_TEST(units((y * exp(x) * exp(z - exp(x)))(x = -400.0, y = 1e200, z = -400.0), std::exp(200 * std::log(10.0) - 800)) <= 2000);  // exp(-800) is none
  static_assert(grad(exp(-exp(x)))(x = 800.0)[x] == 0);
}

/// Value and two derivatives, which are what they are told to be; of what is smaller than the least normal number none has digits.
template <class F>
void see_at(const char* text, F f, double at, std::array<double, 3> wanted) {
  const auto [value, slope, curvature] = together(f, diff(f, x), diff(diff(f, x), x))(x = at);
  const double got[] = {value, slope, curvature};
  for (std::size_t k = 0; k < 3; ++k) {
    const double off = std::abs(got[k] - wanted[k]);
    BOOST_CHECK_MESSAGE((off <= 1e-13 * std::abs(wanted[k]) || off < 1e-290), text << ", derivative " << k << " at " << at << " is " << got[k] << ", not " << wanted[k]);
  }
}
#define SEE_AT(f, ...) see_at(#f, f, __VA_ARGS__)

BOOST_AUTO_TEST_CASE(of_numbers_and_exponentials) {
  const double far = std::exp(400.0), small = std::exp(-400.0), root = std::sqrt(3.0);
  // beyond both ends of the range of exp they are what is left of them
  SEE_AT(sqrt(1_c + exp(x)), 800, {far, far / 2, far / 4});
  SEE_AT(sqrt(2_c + 3_c * exp(x)), 800, {root * far, root * far / 2, root * far / 4});
  SEE_AT(sqrt(2_c + exp(x) / 3_c), 800, {far / root, far / root / 2, far / root / 4});
  SEE_AT(1_c / sqrt(1_c + exp(x)), 800, {small, -small / 2, small / 4});
  SEE_AT(rsqrt(2_c + 3_c * exp(-x)), -800, {small / root, small / root / 2, small / root / 4});
  SEE_AT(pow(1_c + exp(x), -0.5_c), 800, {small, -small / 2, small / 4});
  SEE_AT(3_c / sqrt(2_c + exp(x) / 3_c), 800, {3 * root * small, -1.5 * root * small, 0.75 * root * small});
  SEE_AT(exp(x) / sqrt(2_c + exp(x)), 800, {far, far / 2, far / 4});
  SEE_AT(3_c * exp(x) / sqrt(1_c + exp(x)), 800, {3 * far, 1.5 * far, 0.75 * far});
  const double tiny = std::exp(-600.0), less = std::exp(-720.0);
  SEE_AT((exp(x) - 1_c) / (exp(x) + 2_c), 600, {1, 3 * tiny, -3 * tiny});
  SEE_AT((exp(x) - 1_c) / (exp(x) + 2_c), 1e-20, {1e-20 / 3, 1.0 / 3, 1.0 / 9});
  SEE_AT((exp(x) - 1_c) / (exp(x) + 2_c), -600, {-0.5, 0.75 * tiny, 0.75 * tiny});
  SEE_AT((3_c * exp(x) + 1_c) / (exp(x) + 2_c), 600, {3, 5 * tiny, -5 * tiny});
  SEE_AT((3_c * exp(x) + 1_c) / (exp(x) + 2_c), 720, {3, 5 * less, -5 * less});
  SEE_AT((2_c - exp(x)) / (1_c + 4_c * exp(x)), 600, {-0.25, -9.0 / 16 * tiny, 9.0 / 16 * tiny});
  SEE_AT((2_c * exp(x) + 3_c) / (4_c - 5_c * exp(x)), 600, {-0.4, 23.0 / 25 * tiny, -23.0 / 25 * tiny});
  SEE_AT((exp(x) / 2_c - 3_c) / (1_c + exp(x) / 5_c), 600, {2.5, 27.5 * tiny, -27.5 * tiny});
  SEE_AT((2_c * exp(x) + 3_c) / (exp(x) - 1_c), 600, {2, -5 * tiny, 5 * tiny});
  SEE_AT(exp(x) / (exp(x) + exp(2_c * x) + 2_c), 600, {tiny, -tiny, tiny});
  SEE_AT(exp(x) / (exp(x) + exp(2_c * x) + 2_c), 720, {less, -less, less});
  SEE_AT(log((2_c + exp(x)) / exp(x)), -800, {800 + std::log(2.0), -1, 0});
  SEE_AT(log((2_c + exp(x)) / exp(x)), 600, {2 * tiny, -2 * tiny, 2 * tiny});
  SEE_AT(log(1_c + 4_c * exp(x)), 800, {800 + std::log(4.0), 1, 0});
  SEE_AT(log(1_c + exp(x) / 4_c), -600, {tiny / 4, tiny / 4, tiny / 4});
  SEE_AT(log(2_c + 3_c * exp(x)), 800, {800 + std::log(3.0), 1, 0});
  SEE_AT(log(2_c * exp(x) + 3_c * exp(-x)), -800, {800 + std::log(3.0), -1, 0});
  SEE_AT(log(exp(x) / 4_c + 3_c * exp(-x) + 2_c), 800, {800 - std::log(4.0), 1, 0});
  SEE_AT(exp(-sq((3_c - x) / exp(x)) / 2_c) / exp(x), -800, {0, 0, 0});
  SEE_AT(row<0>(exp(vstack(x, x)) / (3_c * x + sum(exp(vstack(x, x))))), 800, {0.5, 0, 0});
  static_assert(sqrt(1_c + exp(x))(x = 800.0) > 1e173 && grad(1_c / sqrt(3_c + exp(x)))(x = 800.0)[x] < 0);
  // registers take what numbers do
  const Eigen::VectorXd places = Eigen::VectorXd::LinSpaced(37, -790, 790);
  const auto all = together(rsqrt(1_c + exp(v)), (exp(v) - 1_c) / (exp(v) + 2_c), exp(v) / sqrt(2_c + exp(v)), log(1_c + 4_c * exp(v)))(v = places);
  for (Eigen::Index i = 0; i < places.size(); ++i) {
    const auto one = together(rsqrt(1_c + exp(x)), (exp(x) - 1_c) / (exp(x) + 2_c), exp(x) / sqrt(2_c + exp(x)), log(1_c + 4_c * exp(x)))(x = places(i));
    BOOST_TEST(units(std::get<0>(all)(i), one[0]) <= 4);
    BOOST_TEST(units(std::get<1>(all)(i), one[1]) <= 4);
    BOOST_TEST((units(std::get<2>(all)(i), one[2]) <= 4 || one[2] < 1e-300));
    BOOST_TEST((units(std::get<3>(all)(i), one[3]) <= 4 || one[3] < 1e-300));
  }
}

BOOST_AUTO_TEST_CASE(of_determinants) {
  using four = std::array<double, 4>;
  const auto large = value_and_grad(log(det(Q)))(Q = (four{1e200, 0, 0, 1e200}));
  BOOST_TEST(units(large.value, 400 * std::log(10.0)) <= 2);
  BOOST_TEST(units(large.grad[Q](0, 0), 1e-200) <= 2);
  BOOST_TEST(std::isnan(log(det(Q))(Q = (four{0, 1, 1, 0}))));  // the determinant is -1
  BOOST_TEST(log(det(Q))(Q = (four{0, 1, -1, 0})) == 0);
  BOOST_TEST(log(det(Q))(Q = (four{1, 1, 1, 1})) == -HUGE_VAL);
  BOOST_TEST(log(abs(det(Q)))(Q = (four{0, 1, 1, 0})) == 0);
  static_assert(log(det(Q))(Q = four{0, 2, -2, 0}) > 1.38);
}

/// What is so long is as long as it was, by as much, and slopes are the same.
template <class F>
void see_lengths(const char* text, F f) {
  const Eigen::VectorXd a = (Eigen::VectorXd(5) << 0.5, -1.5, 1, 0.25, -2).finished();
  const Eigen::MatrixXd M = (Eigen::MatrixXd(2, 3) << 0.5, -1.5, 1, 0.25, 2, -0.75).finished();
  const auto slopes = value_and_grad(f);
  const auto usual = slopes(v = a, W = M);
  BOOST_CHECK_MESSAGE(usual.value > 1 && usual.value < 10, text);
  for (const int power : {660, 511, -530, -660}) {
    const double scale = std::ldexp(1.0, power);
    const auto got = slopes(v = Eigen::VectorXd(a * scale), W = Eigen::MatrixXd(M * scale));
    BOOST_CHECK_MESSAGE(units(got.value / scale, usual.value) <= 4, text << " at 2^" << power << " is " << got.value);
    const double off = (got.grad[v] - usual.grad[v]).cwiseAbs().maxCoeff() + (got.grad[W] - usual.grad[W]).cwiseAbs().maxCoeff();
    BOOST_CHECK_MESSAGE(off <= 2e-15, text << ": slopes at 2^" << power << " are off by " << off);
  }
  // 1 over a length so small is none; a root of it has few digits
  const auto tiny = slopes(v = Eigen::VectorXd(a * 0x1p-1060), W = Eigen::MatrixXd(M * 0x1p-1060));
  BOOST_CHECK_MESSAGE((tiny.grad[v] - usual.grad[v]).norm() + (tiny.grad[W] - usual.grad[W]).norm() <= 1e-3, text << ": slopes at 2^-1060");
  const auto at_nothing = slopes(v = Eigen::VectorXd(a * 0), W = Eigen::MatrixXd(M * 0));
  BOOST_CHECK_MESSAGE(at_nothing.value == 0 && at_nothing.grad[v].norm() == 0 && at_nothing.grad[W].norm() == 0, text << " at 0");
}
#define SEE_LENGTHS(f) see_lengths(#f, f)

BOOST_AUTO_TEST_CASE(lengths_of_any_size) {
  SEE_LENGTHS(sqrt(mean(sq(v))) + sqrt(trace(transpose(W) * W)));
  SEE_LENGTHS(sqrt(variance(v)) + sqrt(3_c * sum(hadamard(W, W))));
  SEE_LENGTHS(sqrt(sqnorm(v - mean(v)) / 2_c) + sqrt(mean(sq(W - mean(W)))));
  SEE_LENGTHS(sqrt(2_c * dot(v, v)) + sqrt(variance(W)));
  for (int n = 1; n < 150; ++n) {  // four registers at a time, one, and what is left; parts of matrices by columns
    const Eigen::MatrixXd many = Eigen::MatrixXd::Constant(n + 2, 3, 0.5) + Eigen::MatrixXd::Random(n + 2, 3) / 4;
    BOOST_CHECK_MESSAGE(std::abs(norm2(W)(W = many.topRows(n)) / std::sqrt(many.topRows(n).cwiseAbs2().sum()) - 1) <= 1e-15, n << " rows");
  }
  // of a known size, where elements are numbers; float
  constexpr auto few = var<"few", 3>;
  const auto [length, deviation] = together(sqrt(mean(sq(few))), sqrt(3_c * variance(few)))(few = Eigen::Vector3d(Eigen::Vector3d(1, 2, 2) * 1e200));
  BOOST_TEST(units(length, std::sqrt(3.0) * 1e200) <= 2);
  BOOST_TEST(units(deviation, std::sqrt(2.0 / 3) * 1e200) <= 2);
  const float small = sqrt(mean(sq(v)))(v = Eigen::VectorXf(Eigen::VectorXf::Constant(7, 3e-30f)));
  BOOST_TEST(std::abs(small / 3e-30f - 1) <= 3e-7f);
}

}  // namespace
