// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Every elementwise function in a constant expression: values within 4 ulp of references with 21 digits, kinks, and the edges of the domain.

#include <nabla/nabla.hpp>
#include <nabla/rules/all_rules.hpp>
#include <support/graphs.hpp>

#include <limits>

namespace {

using namespace nabla;
using namespace nabla::detail;
using test::becomes;
using test::same;

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto z = var<"z">;
constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double smallest = std::numeric_limits<double>::denorm_min();

// ---- values ---------------------------------------------------------------------------------------------------------------------------
/// Within 4 units in the last place of the reference, by which the compiler rounds it correctly.
constexpr bool within_4_ulp(double value, double reference) {
  if (value != value || reference == 0) return value == reference;
  const double size = constant_math::abs(reference);
  const double ulp = constant_math::parts::power_of_two<double>(constant_math::parts::decompose(size).exponent) * std::numeric_limits<double>::epsilon();
  return constant_math::abs(value - reference) <= 4 * ulp;
}
template <Expression F>
constexpr bool gives(F f, double u, double reference) {
  return within_4_ulp(f(x = u), reference);
}
template <Expression F>
constexpr bool gives(F f, double u, double v, double reference) {
  return within_4_ulp(f(x = u, y = v), reference);
}
static_assert(!gives(x, 1 + 5 * 2.220446049250313e-16, 1.0));
static_assert(gives(x, 1 + 4 * 2.220446049250313e-16, 1.0));
static_assert(!gives(x, nan, 1.0));
static_assert(gives(sq(x), 0.7, 0.489999999999999937828));
static_assert(gives(sq(x), -3.0, 9.0));
static_assert(gives(inv(x), 0.7, 1.42857142857142866206));
static_assert(gives(inv(x), -3.0, -0.333333333333333333333));
static_assert(gives(sqrt(x), 0.7, 0.836660026534075521439));
static_assert(gives(sqrt(x), 100.0, 10.0));
static_assert(gives(rsqrt(x), 0.7, 1.19522860933439367788));
static_assert(gives(rsqrt(x), 100.0, 0.1));
static_assert(gives(cbrt(x), 0.7, 0.887904001742600689653));
static_assert(gives(cbrt(x), -5.0, -1.70997594667669698935));
static_assert(gives(exp2(x), 0.7, 1.62450479271247099521));
static_assert(gives(exp2(x), -2.9, 0.133971682817036653774));
static_assert(gives(expm1(x), 0.0625, 0.0644944589178594295634));
static_assert(gives(expm1(x), -3.0, -0.950212931632136057021));
static_assert(gives(log2(x), 0.7, -0.514573172829758331955));
static_assert(gives(log2(x), 90.0, 6.49185309632967471078));
static_assert(gives(log10(x), 0.7, -0.15490195998574319684));
static_assert(gives(log10(x), 90.0, 1.95424250943932487459));
static_assert(gives(tan(x), 0.7, 0.842288380463079372213));
static_assert(gives(tan(x), -1.4, -5.79788371548288656924));
static_assert(gives(asin(x), 0.7, 0.775397496610753001555));
static_assert(gives(asin(x), -0.95, -1.25323589750337511651));
static_assert(gives(acos(x), 0.7, 0.795398830184143617676));
static_assert(gives(acos(x), -0.95, 2.82403222429827173575));
static_assert(gives(atan(x), 0.7, 0.610725964389208586739));
static_assert(gives(atan(x), -3.0, -1.24904577239825442583));
static_assert(gives(sinh(x), 0.7, 0.758583701839533447719));
static_assert(gives(sinh(x), -3.0, -10.017874927409901899));
static_assert(gives(cosh(x), 0.7, 1.25516900563094298448));
static_assert(gives(cosh(x), -3.0, 10.067661995777765842));
static_assert(gives(asinh(x), 0.7, 0.652666566082355750427));
static_assert(gives(asinh(x), -3.0, -1.81844645923206682348));
static_assert(gives(acosh(x), 1.25, 0.693147180559945309417));
static_assert(gives(acosh(x), 90.0, 5.19292598526368346627));
static_assert(gives(atanh(x), 0.7, 0.867300527694053107351));
static_assert(gives(atanh(x), -0.95, -1.83178082306482275825));
static_assert(gives(erf(x), 0.7, 0.677801193837418442277));
static_assert(gives(erf(x), -3.0, -0.999977909503001414559));
static_assert(gives(erfc(x), 0.7, 0.322198806162581557723));
static_assert(gives(erfc(x), 3.0, 0.0000220904969985854413728));
static_assert(gives(lgamma(x), 0.7, 0.260867246531666568566));
static_assert(gives(lgamma(x), 90.0, 313.652829949879061783));
static_assert(gives(digamma(x), 0.7, -1.22002355369793474061));
static_assert(gives(digamma(x), 1.5, 0.036489973978576520559));
static_assert(gives(digamma(x), 2.25, 0.57254646662373459191));
static_assert(gives(digamma(x), 90.0, 4.49424382683587158241));
static_assert(gives(trigamma(x), 0.7, 2.83404915669461091262));
static_assert(gives(trigamma(x), 90.0, 0.0111730681242137217575));
static_assert(gives(tetragamma(x), 0.7, -6.43499287419092369432));
static_assert(gives(tetragamma(x), 90.0, -0.000124836152711879408804));
static_assert(gives(normal_pdf(x), 0.7, 0.312253933366761266815));
static_assert(gives(normal_pdf(x), -3.0, 0.0044318484119380071756));
static_assert(gives(normal_pdf(x), 12.0, 2.14638373566306034504e-32));
static_assert(gives(normal_log_pdf(x), 0.7, -1.16393853320467271069));
static_assert(gives(normal_log_pdf(x), -3.0, -5.41893853320467274178));
static_assert(gives(normal_cdf(x), 0.7, 0.758036347776926971384));
static_assert(gives(normal_cdf(x), -3.0, 0.00134989803163009452665));
static_assert(gives(normal_cdf(x), -12.0, 1.7764821120776789977e-33));
static_assert(gives(logit(x), 0.7, 0.847297860387203402239));
static_assert(gives(logit(x), 0.01, -4.59511985013458990583));
static_assert(gives(logit(x), 0.5078125, 0.0312525435041044227584));
static_assert(gives(logit(x), 0.99, 4.5951198501345890297));
static_assert(gives(sigmoid(x), 0.7, 0.668187772168166096685));
static_assert(gives(sigmoid(x), -3.0, 0.0474258731775667808788));
static_assert(gives(log_sigmoid(x), 0.7, -0.403186048885457907926));
static_assert(gives(log_sigmoid(x), -3.0, -3.04858735157374205876));
static_assert(gives(log_sigmoid(x), 36.0, -2.3195228302435691193e-16));
static_assert(gives(softplus(x), 0.7, 1.10318604888545786352));
static_assert(gives(softplus(x), -3.0, 0.0485873515737420587589));
static_assert(gives(softplus(x), -36.0, 2.3195228302435691193e-16));
static_assert(gives(leaky_relu(x), 0.7, 0.699999999999999955591));
static_assert(gives(leaky_relu(x), -3.0, -0.03));
static_assert(gives(elu(x), 0.7, 0.699999999999999955591));
static_assert(gives(elu(x), -3.0, -0.950212931632136057021));
static_assert(gives(selu(x), 0.7, 0.735490691148836298733));
static_assert(gives(selu(x), -3.0, -1.67056872876711197492));
static_assert(gives(gelu(x), 0.7, 0.530625443443848846305));
static_assert(gives(gelu(x), -3.0, -0.00404969409489028357996));
static_assert(gives(gelu_tanh(x), 0.7, 0.530570134705116707842));
static_assert(gives(gelu_tanh(x), -1.0, -0.158808009391723295218));
static_assert(gives(silu(x), 0.7, 0.467731440517716238006));
static_assert(gives(silu(x), -3.0, -0.142277619532700342637));
static_assert(gives(huber(x), 0.7, 0.244999999999999968914));
static_assert(gives(huber(x), -3.0, 2.5));
static_assert(gives(hypot(x, y), 0.7, -3.0, 3.08058436014987259395));
static_assert(gives(atan2(x, y), 0.7, -3.0, 2.91236072031279792165));
static_assert(gives(atan2(x, y), -2.0, 0.25, -1.4464413322481351842));
static_assert(gives(pow(x, y), 0.7, -2.5, 2.4392420598661098562));
static_assert(gives(pow(x, y), 3.0, 1.25, 3.94822203885747738246));
static_assert(gives(logaddexp(x, y), 0.7, -3.0, 0.724422845933779116157));
static_assert(gives(logaddexp(x, y), 2.0, 2.25, 2.82593941987884356221));
static_assert(gives(xlogy(x, y), -3.0, 0.7, 1.07002483181619732706));
static_assert(gives(xlog1py(x, y), -3.0, 0.0625, -0.181873865449304527742));
static_assert(gives(leaky_relu(x, y), -3.0, 0.3, -0.899999999999999966693));
static_assert(gives(elu(x, y), -3.0, 0.3, -0.285063879489640806557));
static_assert(gives(huber(x, y), -3.0, 0.7, 1.85499999999999989786));
static_assert(gives(hinge(x, y), 0.7, 1.0, 0.300000000000000044409));
static_assert(gives(hinge(x, y), -3.0, 1.0, 4.0));
static_assert(fma(x, y, z)(x = 1 + 0x1p-30, y = 1 - 0x1p-30, z = -1.0) == -0x1p-60);  // rounded once

// ---- no function of the list can be forgotten: each has a value in a constant expression --------------------------------------------------
// Their errors are measured over the list in run_time/table, with this same arithmetic.
template <class Rule, int... K>
constexpr bool evaluates(std::integer_sequence<int, K...>) {
  using number = constant_scalar<double>;
  if constexpr (requires { Rule::value((static_cast<void>(K), number())...); }) {
    double middle[max_arity] = {0.75, 0.5, 0.25, 0.125};
    if constexpr (requires { Rule::domain[0]; }) ((middle[K] = (Rule::domain[K].low + Rule::domain[K].high) / 2), ...);
    const double value = number(Rule::value(number(middle[K])...)).value;
    return value == value;
  }
  return operation_of<Rule>.definition != nullptr;
}
template <class... Rules>
constexpr bool all_evaluate(rule_list<Rules...>) {
  return (evaluates<Rules>(std::make_integer_sequence<int, Rules::arity>{}) && ...);
}
static_assert(all_evaluate(elementwise_rules{}));

// ---- value and derivative at one point ----------------------------------------------------------------------------------------------------
constexpr bool is(double a, double b) { return a == b || (a != a && b != b); }
template <Expression F>
constexpr bool at(F f, double u, double value, double slope) {
  const auto [v, g] = value_and_grad(f, wrt(x))(x = u);
  return is(v, value) && is(g[x], slope);
}
template <Expression F>
constexpr bool at(F f, double u, double v, double value, double by_x, double by_y) {
  const auto [result, g] = value_and_grad(f, wrt(x, y))(x = u, y = v);
  return is(result, value) && is(g[x], by_x) && is(g[y], by_y);
}
/// Neither the value nor the derivatives are NaN.
template <Expression F>
constexpr bool tame(F f, double u) {
  const auto [v, g] = value_and_grad(f, wrt(x))(x = u);
  return v == v && g[x] == g[x];
}
template <Expression F>
constexpr bool tame_everywhere(F f) {
  for (const double u : {0.0, -0.0, inf, -inf, 745.0, -745.0, 1e300, -1e300, 1e-300, -1e-300, smallest, -smallest})
    if (!tame(f, u)) return false;
  return f(x = nan) != f(x = nan);
}

// ---- powers ----------------------------------------------------------------------------------------------------------------------------
static_assert(at(sqrt(x), 0, 0, inf));
static_assert(at(cbrt(x), 0, 0, inf));
static_assert(at(cbrt(x), -inf, -inf, 0));
static_assert(at(rsqrt(x), 0, inf, -inf));
static_assert(at(rsqrt(x), inf, 0, 0));
static_assert(at(pow(x, 0_c), 0, 1, 0));
static_assert(at(pow(x, 1_c), 0, 0, 1));
static_assert(at(pow(x, 2_c), 0, 0, 0));
static_assert(at(pow(x, 2_c), -3, 9, -6));
static_assert(at(pow(x, -2_c), -0.5, 4, 16));
static_assert(at(pow(x, y), 0, 0, 1, 0, -inf));
static_assert(at(pow(x, y), 0, 2, 0, 0, 0));
static_assert(at(pow(x, y), 0, 1, 0, 1, 0));
static_assert(at(pow(x, y), 0, 0.5, 0, inf, 0));
static_assert(diff(pow(x, y), x, x)(x = 0.0, y = 0.0) == 0);
static_assert(diff(pow(x, y), x, x)(x = 0.0, y = 1.0) == 0);
static_assert(diff(pow(x, y), x, x)(x = 0.0, y = 2.0) == 2);
static_assert(at(hypot(x, y), 0, 0, 0, 0, 0));
static_assert(at(hypot(x, y), -inf, 1, inf, -1, 0));
static_assert(at(hypot(x, y), inf, inf, inf, 1, 1));
static_assert(at(hypot(x, y), 3e300, -4e300, 5e300, 0.6, -0.8));
static_assert(at(norm3d(x, y, y), 0, 0, 0, 0, 0));
static_assert(at(norm3d(x, y, 0_c), -inf, 1, inf, -1, 0));
static_assert(at(norm3d(y, 0_c, x), 3e300, -4e300, 5e300, 0.6, -0.8));
static_assert(at(norm3d(0_c, x, y), 0x3p-900, -0x4p-900, 0x5p-900, 0.6, -0.8));
static_assert(norm3d(x, y, 2_c)(x = 2.0, y = -1.0) == 3);
static_assert(norm3d(x, 2_c, y)(x = nan, y = 1.0) != 3);
static_assert(at(atan2(x, y), 0, 0, 0, 0, 0));
static_assert(at(atan2(x, y), 0, inf, 0, 0, 0));
static_assert(at(atan2(x, y), 1e300, 0, atan2(x, y)(x = 1.0, y = 0.0), 0, -1e-300));
static_assert(tame_everywhere(asinh(x)));
static_assert(tame_everywhere(atan(x)));
static_assert(tame_everywhere(tanh(x)));
static_assert(tame_everywhere(cbrt(x)));
static_assert(tame_everywhere(expm1(x)));
// a constant integer exponent is read as it stands and becomes multiplications, any other one stays
static_assert(same(diff(pow(x, 3_c), x), 3_c * pow(x, 2_c)));
static_assert(becomes(pow(x, 1_c), x));
static_assert(becomes(pow(x, 0_c), 1_c));
static_assert(pow(x, 3_c)(x = 1e110) == inf);
static_assert(pow(x, 8_c)(x = 3.0) == 6561);
static_assert(pow(x, 7_c)(x = -2.0) == -128);
static_assert(pow(x, -3_c)(x = 2.0) == 0.125);

// ---- products that zero wins --------------------------------------------------------------------------------------------------------------
static_assert(at(xlogy(x, y), 0, 0, 0, -inf, 0));
static_assert(at(xlogy(x, y), 0, -1, 0, nan, 0));
static_assert(at(xlog1py(x, y), 0, -1, 0, -inf, 0));
static_assert(at(xdivy(x, y), 0, 0, 0, inf, 0));
static_assert(at(multiply_no_nan(x, y), inf, 0, 0, 0, inf));
static_assert(at(multiply_no_nan(x, y), nan, 0, 0, 0, nan));
static_assert(at(subtract_no_nan(x, y), inf, inf, 0, 1, -1));
static_assert(becomes(multiply_no_nan(x, 3_c), 3_c * x));
static_assert(becomes(multiply_no_nan(x, 0_c), 0_c));

// ---- special functions ---------------------------------------------------------------------------------------------------------------------
static_assert(tame_everywhere(erf(x)));
static_assert(tame_everywhere(erfc(x)));
static_assert(tame_everywhere(normal_pdf(x)));
static_assert(tame_everywhere(normal_cdf(x)));
static_assert(tame_everywhere(normal_log_pdf(x)));
static_assert(at(normal_cdf(x), -inf, 0, 0));
static_assert(at(normal_cdf(x), inf, 1, 0));
static_assert(at(normal_pdf(x), inf, 0, 0));
static_assert(normal_log_pdf(x)(x = 1e3) < -5e5);
static_assert(at(lgamma(x), 0, inf, -inf));
static_assert(at(lgamma(x), inf, inf, inf));
static_assert(at(digamma(x), 0, -inf, inf));
static_assert(at(digamma(x), -3, nan, inf));
static_assert(at(digamma(x), inf, inf, 0));
static_assert(gives(diff(lgamma(x), x, x), 0.7, 2.83404915669461091262));
static_assert((1_c - erf(x))(x = 5.0) == erfc(x)(x = 5.0));
static_assert((1_c - normal_cdf(x))(x = 9.0) == normal_cdf(x)(x = -9.0));  // complements keep their digits
// An accurate 1 - 2 f is taken from the entry of f, which has no other definition.
struct share_of_three_rule : function<1> {
  static constexpr auto text = "share_of_three";
  static constexpr auto value(auto u) { return u / 3; }
  static constexpr auto partials(auto, auto) { return partial(c<1, 3>); }
  static constexpr auto twice_complement(auto u) { return (3_c - 2_c * u) / 3_c + 4_c; }
};
constexpr auto share_of_three = call<share_of_three_rule>(x);
static_assert((1_c - 2_c * share_of_three)(x = 6.0) == 1);
static_assert((1_c - share_of_three - share_of_three)(x = 6.0) == 1);
static_assert((y * (1_c - share_of_three) - y * share_of_three)(x = 6.0, y = 2.0) == 2);

// ---- pieces ---------------------------------------------------------------------------------------------------------------------------------
constexpr auto clamped = clamp(x, -1_c, 2_c);
static_assert(at(clamped, -3, -1, 0));
static_assert(at(clamped, -1, -1, 0.5));
static_assert(at(clamped, 0.5, 0.5, 1));
static_assert(at(clamped, 2, 2, 0.5));
static_assert(at(clamped, 3, 2, 0));
static_assert(at(clamped, -inf, -1, 0));
constexpr auto all_of_clamp = grad(clamp(x, y, z), wrt(x, y, z));
static_assert(all_of_clamp(x = 0.0, y = 1.0, z = 2.0)[y] == 1);
static_assert(all_of_clamp(x = 3.0, y = 1.0, z = 2.0)[z] == 1);
static_assert(all_of_clamp(x = 1.5, y = 1.0, z = 2.0)[x] == 1);
static_assert(all_of_clamp(x = 1.0, y = 1.0, z = 2.0)[y] == 0.5);
static_assert(all_of_clamp(x = 1.0, y = 2.0, z = 0.0)[z] == 1);
static_assert(at(floor(x), -1.5, -2, 0));
static_assert(at(floor(x), 2, 2, 0));
static_assert(at(ceil(x), -1.5, -1, 0));
static_assert(at(round(x), 2.5, 3, 0));
static_assert(at(round(x), -2.5, -3, 0));
static_assert(at(round(x), 1e300, 1e300, 0));
static_assert(at(x * stop_gradient(x), 3, 9, 3));
static_assert(same(diff(stop_gradient(exp(x)), x), 0_c));

// ---- activations ----------------------------------------------------------------------------------------------------------------------------
static_assert(tame_everywhere(sigmoid(x)));
static_assert(tame_everywhere(log_sigmoid(x)));
static_assert(tame_everywhere(softplus(x)));
static_assert(tame_everywhere(relu(x)));
static_assert(tame_everywhere(leaky_relu(x)));
static_assert(tame_everywhere(elu(x)));
static_assert(tame_everywhere(selu(x)));
static_assert(tame_everywhere(silu(x)));
static_assert(tame_everywhere(gelu(x)));
static_assert(tame_everywhere(gelu_tanh(x)));
static_assert(tame_everywhere(hardtanh(x)));
static_assert(tame_everywhere(logaddexp(x, 1_c)));
static_assert(tame_everywhere(logaddexp(x, x)));
static_assert(tame_everywhere(huber(x)));
static_assert(at(softplus(x), 0, constant_math::log(2.0), 0.5));
static_assert(at(softplus(x), 745, 745, 1));
static_assert(at(log_sigmoid(x), -745, -745, 1));
static_assert(softplus(x)(x = -745.0) == smallest);
static_assert(within_4_ulp(grad(sigmoid(x))(x = 40.0)[x], 4.24835425529158895923e-18));
static_assert(at(sigmoid(x), -inf, 0, 0));
static_assert(at(sigmoid(x), inf, 1, 0));
static_assert(at(silu(x), -inf, 0, 0));
static_assert(at(gelu(x), -inf, 0, 0));
static_assert(at(gelu(x), inf, inf, 1));
static_assert(at(gelu_tanh(x), -inf, 0, 0));
static_assert(at(gelu_tanh(x), inf, inf, 1));
static_assert(at(relu(x), 0, 0, 0));
static_assert(at(leaky_relu(x), 0, 0, 0.01));
static_assert(at(elu(x), 0, 0, 1));
static_assert(at(elu(x, y), 0, 2, 0, 2, 0));
static_assert(at(leaky_relu(x, y), -2, 0.5, -1, 0.5, -2));
static_assert(at(hardtanh(x), 1, 1, 0));
static_assert(at(hardtanh(x), -1, -1, 0));
static_assert(at(hardtanh(x), 0.5, 0.5, 1));
static_assert(at(logit(x), 0, -inf, inf));
static_assert(at(logit(x), 1, inf, inf));
static_assert(at(logaddexp(x, y), -inf, -inf, -inf, 0.5, 0.5));
static_assert(at(logaddexp(x, y), inf, inf, inf, 0.5, 0.5));
static_assert(at(logaddexp(x, y), inf, 0, inf, 1, 0));

// ---- losses -----------------------------------------------------------------------------------------------------------------------------------
static_assert(at(huber(x), 1, 0.5, 1));
static_assert(at(huber(x), -3, 2.5, -1));
static_assert(at(huber(x, y), -3, 2, 4, -2, 1));
static_assert(at(huber(x), -inf, inf, -1));
static_assert(at(hinge(x, y), 1, 1, 0, 0, 0));
static_assert(at(hinge(x, y), -1, 1, 2, -1, 1));
static_assert(at(hinge(x, y), 3, 1, 0, 0, 0));
static_assert(at(binary_cross_entropy(x, y), 0, 0, 0, 1, inf));
static_assert(at(binary_cross_entropy(x, y), 1, 1, 0, -1, -inf));
constexpr auto P = var<"P", 2, 2>;
constexpr auto Q = var<"Q", 2, 2>;
constexpr fixed_matrix<double, 2, 2> p{{{0, 1}, {0.5, 0.5}}}, q{{{0, 1}, {0.25, 0.75}}}, edges{{{-inf, -inf}, {inf, 0}}};
static_assert(mse(P, Q)(P = p, Q = q) == 0.03125);
static_assert(grad(mse(P, Q))(P = p, Q = q)[P](1, 0) == 0.125);
static_assert(grad(mse(P, Q))(P = p, Q = q)[Q](1, 0) == -0.125);
static_assert(mse(x, y)(x = 3.0, y = 1.0) == 4);
static_assert(kl_divergence(P, Q)(P = p, Q = q)(0, 0) == 0);
static_assert(within_4_ulp(kl_divergence(P, Q)(P = p, Q = q)(1, 0), 0.143841036225890463720));
static_assert(grad(sum(kl_divergence(P, Q)), wrt(Q))(P = p, Q = q)[Q] == fixed_matrix<double, 2, 2>{{{0, -1}, {-2, -0.5 / 0.75}}});
static_assert(logsumexp(P)(P = edges) == fixed_matrix<double, 2, 1>{{{-inf}, {inf}}} && within_4_ulp(logsumexp(P)(P = q)(1, 0), 1.22407698418010668087));
static_assert(softmax(P)(P = edges) == fixed_matrix<double, 2, 2>{{{0.5, 0.5}, {1, 0}}} && log_softmax(P)(P = fixed_matrix<double, 2, 2>{{{0, -1e3}, {1, 1}}})(0, 1) == -1e3);
static_assert(cross_entropy(softmax(P), Q)(P = fixed_matrix<double, 2, 2>{{{-inf, 0}, {0, 0}}}, Q = fixed_matrix<double, 2, 2>{{{0, 1}, {1, 0}}})(0, 0) == 0);

// ---- stable forms happen without being asked ---------------------------------------------------------------------------------------------------------
static_assert(same(log(softmax(P)), log_softmax(P)));
static_assert(same(log(sigmoid(x)), log_sigmoid(x)));
static_assert(same(log(1_c + exp(x)), log1p(exp(x))));
static_assert(same(log(exp(x) + 1_c), log1p(exp(x))));
static_assert(same(log(1_c - x), log1p(-x)));
static_assert(same(exp(x) - 1_c, expm1(x)));
static_assert(same(1_c - exp(-x), -expm1(-x)));
static_assert(!same(log(2_c + x), log1p(x)));
static_assert(same(mean(cross_entropy(softmax(P), Q)), mean(softmax_cross_entropy(P, Q))));
static_assert(log(sigmoid(x))(x = -800.0) == -800);

}  // namespace
