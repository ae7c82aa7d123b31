// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// What is not taken or not read gives nothing to a derivative; zeros that win over infinities keep their other derivatives; NaN passes maxima whatever
// symbols are called. The table test (gates, special_derivatives) tries all functions; these are the formulas people write, as the compiler computes them.

#include <nabla/nabla.hpp>

#include <array>
#include <limits>
#include <tuple>

namespace {

using namespace nabla;

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto z = var<"z">;
constexpr auto V = var<"V", 2, 2>;
constexpr auto q = var<"q", 3>;
constexpr auto any_q = var<"any_q", 3>;
constexpr auto N = data<"N", 1, 2>;
constexpr auto any_rows = var<"any_rows", dim<"any">>;
using four = std::array<double, 4>;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// Elements of a direction are the conditions under which parts with infinite slopes pass: of two of them a call decides by these.
constexpr double curvature_of_parts(int i, int j) { return hessian(row<1>(sqrt(q)) * row<2>(log(q)), wrt(q))(q = {-1.0, 4.0, 1.0})(i, j); }
static_assert(curvature_of_parts(0, 1) == 0);
static_assert(curvature_of_parts(2, 0) == 0);
static_assert(curvature_of_parts(1, 2) == 0.25);
static_assert(curvature_of_parts(2, 2) == -2);

// ---- what is never negative has no kink -------------------------------------------------------------------------------------------
static_assert(diff(abs(x * x * x * z), x, x)(x = 0.0, z = 3.0) == 0);  // this may be negative, and so may that
static_assert(grad(abs(x * z))(x = -2.0, z = 3.0)[x] == -3);
static_assert(diff(abs(sq(x) * exp(z)), x, x)(z = 0.0) == 2);
static_assert(diff(sqrt(1_c + relu(x * x)), x, x)(x = 0.0) == 1);
static_assert(diff(exp(max(sq(x), 0_c)), x, x)(x = 0.0) == 2);
static_assert(diff(exp(max(0_c, sq(x))), x, x)(x = 0.0) == 2);
static_assert(diff(exp(clamp(sq(x), 0_c, 1_c)), x, x)(x = 0.0) == 2);
static_assert(hessian(exp(norm1(sq(q))), wrt(q))(q = {0.0, 0.0, 1.0})(1, 1) > 5.4);  // 2 e
// and what has one sign is on one side of its kink
constexpr double curvature(Expression auto f) { return hessian(f + x * z, wrt(x, z))(x = 0.0, z = 1.0)(0, 0); }
static_assert(curvature(abs(-sq(x))) == 2);
static_assert(curvature(abs(-sq(x) * exp(x) - x * x)) == 4);
static_assert(curvature(max(-sq(x), 0_c)) == 0);
static_assert(curvature(max(0_c, -2_c * sq(x))) == 0);
static_assert(curvature(min(sq(x), 0_c)) == 0);
static_assert(curvature(min(-sq(x), 0_c)) == -2);
static_assert(curvature(clamp(-sq(x), -1_c, 0_c)) == -2);
static_assert(curvature(clamp(-sq(x), 0_c, 1_c)) == 0);
static_assert(curvature(clamp(z + sq(x), z, 9_c)) == 2);  // of the two factors of that slope the other one is known
static_assert(grad(max(x, x))(x = 1.0)[x] + 10 * grad(min(x, x))(x = 1.0)[x] == 11);  // one half of each operand
static_assert(curvature(leaky_relu(sq(x))) == 2);
static_assert(curvature(leaky_relu(-sq(x))) == -0.02);
static_assert(curvature(elu(sq(x), 3_c)) == 2);
static_assert(curvature(elu(-sq(x), 3_c)) == -6);
static_assert(curvature(selu(sq(x))) == 2 * 1.0507009873554805);
static_assert(curvature(max(x * sq(x) - sq(x), 0_c)) == -1);  // what may have both has the kink
// a difference by what is added or taken, on either side: several at once, each with a digit of its own
constexpr auto not_above = max(-sq(x), -2_c * sq(x));
static_assert(curvature(max(z + sq(x), z) + 10_c * max(z - sq(x), z) - 100_c * min(z - sq(x), z) + 1000_c * max(z + sq(x), z - sq(x)) + 10000_c * max(z + sq(x) + x * x, z)) == 42202);
static_assert(curvature(max(z + not_above, z) + 10_c * max(z - not_above, z)) == 20);
static_assert(curvature(max(z + sq(x), z + exp(x) - 1_c) + 10_c * max(z + x * sq(x) + 2_c * sq(x), z) + 100_c * max(z - sq(x), z + sq(x) * x)) == 1.5 + 20 - 100);  // none is known to be the larger
static_assert(relu((z + sq(x)) - z) == (z + sq(x)) - z);
static_assert(!(relu(z - (z + sq(x))) == z - (z + sq(x))));
static_assert(relu(sq(x) - not_above) == sq(x) - not_above);  // one is never negative, the other never positive
static_assert(!(relu(z - not_above) == z - not_above));
static_assert(curvature(abs(not_above - sq(x))) == 4);
// a condition that does not compare with 0 has nothing to do with a sign
struct beyond_one_rule : nabla::function<1> {
  static constexpr auto text = "beyond_one";
  static constexpr value_range range{.by_sign = true};
  static constexpr auto value(auto u) { return u > decltype(u)(1) ? u : decltype(u)(0); }
  static constexpr auto partials(auto u, auto) { return partial(u > 1_c); }
};
static_assert(grad(call<beyond_one_rule>(sq(x)))(x = 0.5)[x] == 0);
// what a program says of its own function protects derivatives as it does for nabla's
struct ramp_rule : nabla::function<1> {
  static constexpr auto text = "ramp";
  static constexpr value_range range{.finite = true, .not_negative = true, .gated = true};
  static constexpr auto value(auto u) { return u > decltype(u)(0) ? u : decltype(u)(0); }
  static constexpr auto partials(auto u, auto) { return partial(u > 0_c); }
};
struct blow_up_rule : nabla::function<1> {
  static constexpr auto text = "blow_up";
  static constexpr value_range range{.finite = true, .grows = true};
  static constexpr auto value(auto u) { return u > decltype(u)(100) ? std::numeric_limits<decltype(u)>::infinity() : u; }
  static constexpr auto partials(auto, auto v) { return partial(v); }
};
static_assert(grad(sqrt(call<ramp_rule>(x) * y))(x = -1.0, y = 3.0)[y] == 0);
static_assert(grad(sqrt(call<ramp_rule>(x) * y))(x = -1.0, y = 3.0)[x] == 0);
static_assert(grad(call<ramp_rule>(1_c - y * call<blow_up_rule>(x)))(x = 200.0, y = 2.0)[x] == 0);
// the kink of a product is where the factor is 0 that has both signs
constexpr auto products = abs(z * sq(x)) + 10_c * abs(-sq(x) * z / exp(x)) + 100_c * max(sq(x) * z, 0_c) + 1000_c * max(-sq(x) * z, 0_c) + 10000_c * relu(z * sq(x)) + 100000_c * relu(-(sq(x) * z));
static_assert(hessian(products + x * z, wrt(x, z))(x = 0.0, z = 3.0)(0, 0) == 6 * 10111);
static_assert(hessian(products + x * z, wrt(x, z))(x = 0.0, z = -3.0)(0, 0) == 6 * 101011);
static_assert(curvature(leaky_relu(z * sq(x)) + 10_c * elu(z * -sq(x), 2_c) + 100_c * abs(z * x)) == 2 - 40);
static_assert(grad(abs(z / x) + 10_c * abs(sq(z) / x))(x = -2.0, z = 3.0)[z] == 0.5 + 30);
static_assert(grad(abs(sq(z) / x))(x = 0.0, z = 2.0)[z] > 1e300);  // of the sign of 4 / 0, not of 0
static_assert(curvature(10_c * abs(not_above * z) + max(not_above * z, 0_c)) == 20);
constexpr auto others = [](Expression auto a) { return 10_c * abs(a * sq(x)) + max(a + sq(x), a); };  // operands are ordered by their keys: of two names one comes first
static_assert(hessian(others(y) + others(var<"a">) + x * z, wrt(x, z))(x = 0.0, z = 1.0, y = 1.0, var<"a"> = -1.0)(0, 0) == 44);
static_assert(hessian(sum(relu(z * sq(q))), wrt(q, z))(q = {0.0, 1.0, 2.0}, z = 3.0)(0, 0) == 6);  // one kink for all elements
static_assert(grad(leaky_relu(sq(x), z))(x = 0.0, z = 3.0)[z] == 0);
static_assert(hessian(exp(sum(leaky_relu(sq(q)))), wrt(q))(q = {0.0, 0.0, 0.0})(0, 0) == 2);
static_assert(!(relu(x * x)(x = nan) >= 0));
static_assert(!(max(sq(x), 0_c)(x = nan) >= 0));
static_assert(abs(sq(x)) == sq(x));
static_assert(max(exp(x), 0_c) == exp(x));
static_assert(norm1(sq(V)) == sum(sq(V)));
static_assert(!(abs(sqrt(x)) == sqrt(x)));  // -0 of -0
static_assert(!(relu(sqrt(x)) == sqrt(x)));
static_assert(!(abs(relu(x)) == relu(x)));
static_assert(relu(sqrt(exp(x) + z * z)) == sqrt(exp(x) + z * z));
static_assert(!(relu(pow(x, 3_c)) == pow(x, 3_c)));
static_assert(!(relu(sq(x) * z) == sq(x) * z));
static_assert(!(relu(where(z < 0_c, sq(x), x)) == where(z < 0_c, sq(x), x)));
static_assert(relu(where(z < 0_c, sq(x), exp(x))) == where(z < 0_c, sq(x), exp(x)));
static_assert(max(sq(x), broadcast_to<2, 2>(0_c))(x = 3.0)(1, 1) == 9);  // the shape is that of both

// each sign by what it is made of: of the operands all that count, and only these
static_assert(relu(where(z < 0_c, sq(x), 0_c)) == where(z < 0_c, sq(x), 0_c));
static_assert(!(relu(where(z < 0_c, x, sq(x))) == where(z < 0_c, x, sq(x))));
static_assert(relu(sq(x) / exp(z)) == sq(x) / exp(z));
static_assert(!(relu(sq(x) / z) == sq(x) / z));
static_assert(!(relu(z / sq(x)) == z / sq(x)));
static_assert(!(relu(sq(x) - exp(z)) == sq(x) - exp(z)));
static_assert(relu(sq(V) * exp(V)) == sq(V) * exp(V));
static_assert(!(relu(sq(V) * V) == sq(V) * V));
static_assert(!(relu(V * sq(V)) == V * sq(V)));
static_assert(!(relu(V * V) == V * V));
static_assert(relu(pow(x, 4_c)) == pow(x, 4_c));
static_assert(relu(pow(1_c + sq(x), z)) == pow(1_c + sq(x), z));
static_assert(!(relu(pow(x, z)) == pow(x, z)));
static_assert(relu(sum(exp(V))) == sum(exp(V)));
static_assert(!(relu(sum(V)) == sum(V)));
static_assert(relu(row_sums(exp(V))) == row_sums(exp(V)));
static_assert(!(relu(row_sums(V)) == row_sums(V)));
static_assert(relu(column_sums(exp(V))) == column_sums(exp(V)));
static_assert(!(relu(column_sums(V)) == column_sums(V)));
static_assert(relu(transpose(sq(V))) == transpose(sq(V)));
static_assert(!(relu(transpose(V)) == transpose(V)));
static_assert(relu(sq(x) * broadcast_to<2, 2>(exp(z))) == sq(x) * broadcast_to<2, 2>(exp(z)));
static_assert(!(relu(broadcast_to<2, 2>(x)) == broadcast_to<2, 2>(x)));
static_assert(relu(variance(V)) == variance(V));
static_assert(relu(count(any_rows) * sq(x)) == count(any_rows) * sq(x));
static_assert(relu(exp(x) * (1_c + sq(z) / (2_c + exp(x * z)))) == exp(x) * (1_c + sq(z) / (2_c + exp(x * z))));
static_assert(max(sq(V), 0_c) == sq(V));
static_assert(max(0_c, sq(V)) == sq(V));
static_assert(!(max(sq(x), z) == sq(x)));
static_assert(clamp(sq(x), 2_c, 3_c)(x = 1.0) == 2);
static_assert(clamp(sq(x), 0_c, 3_c)(x = 2.0) == 3);
static_assert(clamp(sq(x), -1_c, 3_c)(x = 2.0) == 3);
// the slope of the size of f by x and z, at a point
constexpr double by_x(Expression auto f, double at_x, double at_z) { return grad(abs(f) + x * z)(x = at_x, z = at_z)[x] - at_z; }
constexpr double by_z(Expression auto f, double at_x, double at_z) { return grad(abs(f) + x * z)(x = at_x, z = at_z)[z] - at_x; }
constexpr double bend(Expression auto f) { return hessian(abs(f) + x * z, wrt(x, z))(x = 0.0, z = 0.0)(0, 0); }
static_assert(by_x(1_c - sq(x), 0.5, 0) == -1);
static_assert(by_x(-x - sq(z), -2, 0) == -1);
static_assert(by_z(-z - sq(x), 0, -2) == -1);
static_assert(by_x(x - sq(z), 2, 0) == 1);
static_assert(by_z(z - sq(x), 0, 2) == 1);
static_assert(by_x(-sq(z) - x, -2, 0) == -1);
static_assert(by_z(-sq(x) - z, 0, -2) == -1);
static_assert(by_x(-2_c * sq(z) + x, 2, 0) == 1);
static_assert(by_z(-2_c * sq(x) + z, 0, 2) == 1);
static_assert(by_x(max(-x, -1_c - sq(z)), -2, 0) == -1);
static_assert(by_x(-2_c * sq(z) - x, -2, 0) == -1);
static_assert(by_x(-2_c * sq(z) + x * x * x, 1, 0) == 3);
static_assert(bend(-2_c * sq(x) + -3_c * sq(x) * exp(z)) == 10);
static_assert(bend((-1_c - exp(z)) * sq(x)) == 4);
static_assert(bend((-1_c - sq(z)) * sq(x)) == 2);
static_assert(bend((-sq(z) - sq(x)) * exp(x)) == 2);
static_assert(bend((-sq(z) - sq(x)) * exp(z)) == 2);
static_assert(by_x((-1_c - sq(z)) * x, -2, 0) == -1);
static_assert(by_z((-1_c - sq(x)) * z, 0, -2) == -1);
static_assert(by_x((1_c + sq(z)) * x, 2, 0) == 1);
static_assert(by_z((1_c + sq(x)) * z, 0, 2) == 1);
static_assert(by_x((-1_c - sq(x)) * (-1_c - sq(z)), 1, 0) == 2);
static_assert(by_x((-1_c - sq(z)) / x, -2, 0) == 0.25);
static_assert(by_x(x / (1_c + sq(z)), 2, 0) == 1);
static_assert(bend((-sq(x) - sq(x) * exp(z)) / (1_c + sq(z))) == 4);
static_assert(by_x(exp(x) / max(-sq(z), 0_c), 0, 1) > 0);  // by 0
static_assert(by_x(multiply_no_nan(-1_c - sq(x), -1_c - exp(z)), 1, 0) == 4);
static_assert(by_x(max(-1_c - sq(z), x), 2, 0) == 1);
static_assert(by_z(max(-1_c - sq(x), z), 0, 2) == 1);
static_assert(bend(max(-sq(x), -sq(x) - exp(z))) == 2);

// ---- selecting --------------------------------------------------------------------------------------------------------------------
static_assert(value_and_grad(max(log(x), 0_c))(x = 0.0).value == 0);
static_assert(grad(max(log(x), 0_c))(x = 0.0)[x] == 0);
static_assert(grad(clamp(log(x), 0_c, 1_c))(x = 0.0)[x] == 0);
static_assert(grad(sqrt(clamp(x, 0_c, 1_c)))(x = -1.0)[x] == 0);
static_assert(grad(cos(relu(log(x))))(x = 0.0)[x] == 0);
static_assert(grad(cos(relu(cbrt(x))))(x = 0.0)[x] == 0);
static_assert(grad(sqrt(max(0_c, x * x - z * z)))(x = 1.0, z = 2.0)[x] == 0);
static_assert(grad(sqrt(max(0_c, x * x - z * z)))(x = 1.0, z = 2.0)[z] == 0);
static_assert(grad(hinge(1_c / x, -1_c))(x = -0.0)[x] == 0);
static_assert(grad(leaky_relu(y, sqrt(x)))(x = 0.0, y = 2.0)[x] == 0);
static_assert(diff(max(log(x), 0_c) * y, x, y)(x = 0.0) == 0);
static_assert(diff(sq(min(cbrt(x), -1_c)), x, x)(x = 0.0) == 0);
static_assert(grad(maximum(hstack(log(x), y)))(x = 0.0, y = 0.0)[x] == 0);
static_assert(grad(minimum(V / N))(V = four{1, 2, 3, 4}, N = std::array{1.0, 0.0})[V](0, 1) == 0);
static_assert(diff<3>(elu(elu(x)), x)(x = 710.0) == 0);  // exp(710) is infinite
static_assert(diff<3>(selu(elu(x)), x)(x = 720.0) == 0);
static_assert(grad(relu(1_c - y * exp(x)))(x = 800.0, y = 2.0)[x] == 0);
static_assert(grad(relu(1_c - y * cosh(x)))(x = -800.0, y = 2.0)[x] == 0);
static_assert(grad(max(x, y - exp2(x)))(x = 2000.0, y = 2.0)[x] == 1);
static_assert(derivatives<2>(max(log(x), 0_c), x)(x = 0.0) == std::array<double, 3>{0, 0, 0});
static_assert(jvp(sqrt(max(0_c, x)), wrt(x))(at(x = -1.0), along(x = 1.0)) == 0.0);
// also as a factor: the product is 0 whatever the other factor is
static_assert(grad(sqrt(relu(x) * y))(x = -1.0, y = 3.0)[y] == 0);
static_assert(grad(sqrt(relu(x) * y))(x = -1.0, y = 3.0)[x] == 0);
static_assert(grad(max(x, 0_c) * cbrt(y))(x = -1.0, y = 0.0)[y] == 0);
static_assert(grad(sqrt(dot(relu(q), q)))(q = std::array{-1.0, -2.0, -3.0})[q](1, 0) == 0);
static_assert(diff(acos(1_c - y / hinge(x, 1_c)), y)(x = 0.0, y = 1.0) == 1);
static_assert(diff(sqrt(clamp(x, 0_c, 1_c) / y), y, y)(x = -1.0, y = 3.0) == 0);
static_assert(hvp(sqrt(y * sq(min(x, 0_c))), wrt(x, y))(at(x = 1.0, y = 2.0), along(x = 1.0, y = 1.0))[y] == 0);
static_assert(grad(sqrt(relu(x) * y))(x = 4.0, y = 1.0)[y] == 1);
// of elements all arms are computed, and slopes are choices within choices or sums of them: zero where each of them is
constexpr auto where_at = data<"where_at", 3>;
constexpr bool leaves_cbrt_out(Expression auto slope) { return grad(sum(hadamard(cbrt(q), slope)))(q = std::array{0.0, 0.0, 0.0}, where_at = std::array{0.75, 2.0, 0.75})[q](0, 0) == 0; }
static_assert(leaves_cbrt_out(where(where_at < 0_c, where_at, where(where_at < -1_c, 1_c, 0_c))));
static_assert(leaves_cbrt_out(where(where_at > 0_c, where(where_at > 0.5_c, 0_c, where_at), where_at)));
static_assert(leaves_cbrt_out(where(where_at > 0.5_c, 0_c, where(where_at > 0_c, where_at, 1_c))));
static_assert(leaves_cbrt_out(where(where_at < 0_c, where_at, where(where_at < -1_c, 1_c, where(where_at < -2_c, sin(where_at), 0_c)))));
static_assert(leaves_cbrt_out(where(where_at < 0_c, where_at, 0_c) - where(where_at < -1_c, exp(where_at), 0_c)));
static_assert(!leaves_cbrt_out(where(where_at < 0_c, where_at, where(where_at < 1_c, 1_c, 0_c))));
static_assert(!leaves_cbrt_out(where(where_at < 0_c, where_at, 0_c) + where(where_at < 1_c, 1_c, 0_c)));
constexpr auto in_two_arms = hadamard(cbrt(q), 1_c + sq(any_q));
constexpr auto by_arms = diff(sum(where(any_q < 0_c, hadamard(in_two_arms, any_q), where(any_q < -1_c, in_two_arms, any_q))), any_q);
static_assert(grad(sum(by_arms), wrt(q))(q = std::array{0.0, 0.0, 0.0}, any_q = std::array{0.75, 2.0, 0.75})[q](0, 0) == 0);
// and what is taken arrives; of a tie half
static_assert(grad(max(log(x), 0_c))(x = 4.0)[x] == 0.25);
static_assert(grad(max(log(x), 0_c))(x = 1.0)[x] == 0.5);

// ---- parts ------------------------------------------------------------------------------------------------------------------------
constexpr auto read = grad(sum(columns<0, 1>(V / N)))(V = four{1, 2, 3, 4}, N = std::array{1.0, 0.0});
static_assert(read[V](0, 0) == 1);
static_assert(read[V](0, 1) == 0);
static_assert(read[V](1, 1) == 0);
static_assert(grad(sum(row<0>(log(V))))(V = four{1, 2, 0, 0})[V](1, 0) == 0);
static_assert(grad(sum(row<0>(log(V))))(V = four{1, 2, 0, 0})[V](0, 1) == 0.5);
static_assert(grad(sum(upper_triangle(sqrt(V))))(V = four{1, 4, 0, 4})[V](1, 0) == 0);
static_assert(grad(trace(sqrt(V)))(V = four{4, 0, 0, 4})[V](0, 1) == 0);
static_assert(grad(sum(sq(diagonal(cbrt(V)))))(V = four{1, 0, 0, 8})[V](0, 1) == 0);
static_assert(grad(sum(row<1>(transpose(log(V)))))(V = four{0, 1, 0, 2})[V](0, 0) == 0);

// of what gathers by rows or by columns, the others: whatever stands in them, at two orders
template <auto M>
constexpr bool reads_row_0(auto f) {
  for (double unread : {0.0, -1.0, nan}) {
    const four at_rows{1, 2, unread, unread}, ones{1, 1, 1, 1};
    const auto g = grad(f)(M = at_rows)[M];
    const auto h = hvp(f, wrt(M))(at(M = at_rows), along(M = ones))[M];
    if (!(g(1, 0) == 0 && g(1, 1) == 0 && h(1, 0) == 0 && h(1, 1) == 0 && g(0, 0) == g(0, 0) && h(0, 1) == h(0, 1))) return false;
  }
  return true;
}
constexpr auto L = log(V);
static_assert(reads_row_0<V>(sum(sq(row<0>(softmax(L)))) + sum(sq(row<0>(log_softmax(L)))) + sum(row<0>(logsumexp(L)))));
static_assert(reads_row_0<V>(sum(row<0>(softmax_cross_entropy(L, V))) + sum(row<0>(cross_entropy(V, L))) + sum(row<0>(kl_divergence(V, V)))));
static_assert(reads_row_0<V>(sum(sq(row<0>(row_means(L)))) + sum(sq(row<0>(row_variances(L)))) + sum(sq(row<0>(row_prods(L)))) + sum(sq(row<0>(row_minima(L))))));
static_assert(reads_row_0<V>(sum(sq(column<0>(column_softmax(transpose(L))))) + sum(sq(column<0>(column_means(transpose(L))))) + sum(sq(column<0>(column_logsumexp(transpose(L)))))));
// what is multiplied by them too
static_assert(reads_row_0<V>(sum(sq(row<0>(L * transpose(row<0>(V)))))));
static_assert(reads_row_0<V>(sum(sq(row<0>(outer(column<0>(L), transpose(row<0>(V))))))));
static_assert(reads_row_0<V>(sum(sq(column<0>(solve(diag(transpose(row<0>(V))), transpose(L)))))));

// what adds elements to one another: those of which no sum is read, whatever stands in them, at two orders
constexpr auto twice = indices<"twice", 2, 3>;
constexpr auto group = indices<"group", 3, 3>;
constexpr auto R = sqrt(q);
constexpr auto of_the_first = 0.5_c * sum(gather_rows(R, twice)) + sum(row<0>(scatter_add(R, group))) + sum(head<1>(pick(hstack(R, q), indices<"columns", 3, 2>))) +
    sum(head<1>(cumsum(R))) + row<0>(cumsum_backwards(row<0>(R))) + sum(head<1>(gather_rows(cumsum(R), twice))) + column<0>(row_cumsum(transpose(R)));
constexpr bool reads_the_first(double unread) {
  const std::array<double, 3> at_q{4, unread, unread}, ones{1, 1, 1};
  const auto point = at(q = at_q, twice = std::array{0, 0}, group = std::array{0, 1, 1}, indices<"columns", 3, 2> = std::array{0, 0, 0});
  const auto g = vjp(of_the_first, wrt(q))(point, 1.0)[q], h = hvp(of_the_first, wrt(q))(point, along(q = ones))[q];
  return g(0, 0) == 7 * 0.25 && g(1, 0) == 0 && g(2, 0) == 0 && h(0, 0) == 7 * -0.03125 && h(1, 0) == 0 && h(2, 0) == 0;
}
static_assert(reads_the_first(0.0));
static_assert(reads_the_first(-1.0));
static_assert(reads_the_first(nan));
constexpr auto lower = grad(lower_half(sqrt(V))(1_c, 0_c))(V = four{0, nan, 4, -1});
static_assert(lower[V](1, 0) == 0.25);
static_assert(lower[V](0, 0) == 0);
static_assert(lower[V](0, 1) == 0);
// and what is read by sums of two signs arrives
static_assert(grad(row<0>(gather_rows(cumsum(R), twice)) - row<1>(gather_rows(cumsum(R), twice)))(q = std::array{0.0, 1.0, 4.0}, twice = std::array{1, 2})[q](2, 0) == -0.25);

// states of loops, and what of a state has no influence on what is read, at two orders
constexpr bool is_row(const auto& m, int i, double a, double b, double c) { return m(i, 0) == a && m(i, 1) == b && m(i, 2) == c; }
constexpr bool is_column(const auto& m, double a, double b, double c) { return m(0, 0) == a && m(1, 0) == b && m(2, 0) == c; }
constexpr auto logs = scan(q, 0_c, [](auto r, auto s) { return s + log(r); });
constexpr std::array<double, 3> two_and_zeros{2, 0, 0};
constexpr auto first_log = hessian(row<0>(logs), wrt(q));
static_assert(is_column(grad(row<0>(logs))(q = two_and_zeros)[q], 0.5, 0, 0));
static_assert(is_row(first_log(q = two_and_zeros), 0, -0.25, 0, 0));
static_assert(is_row(first_log(q = two_and_zeros), 1, 0, 0, 0));
constexpr auto one_of_three = indices<"one_of_three", 1, 3>;
static_assert(is_column(grad(sum(gather_rows(logs, one_of_three)))(q = two_and_zeros, one_of_three = std::array{0})[q], 0.5, 0, 0));
constexpr auto two_states = scan(q, std::tuple{0_c, 1_c}, [](auto r, auto s, auto t) { return std::tuple{s + r * r, t * log(s)}; });
static_assert(is_column(grad(sum(std::get<0>(two_states)))(q = std::array{0.0, 1.0, 2.0})[q], 0, 4, 4));

// a zero of a direction of a Jacobian is a zero
constexpr auto sums_of_logs = jacobian(cumsum(log(q)), wrt(q))(q = two_and_zeros);
static_assert(is_row(sums_of_logs, 0, 0.5, 0, 0));
static_assert(sums_of_logs(1, 0) == 0.5);
static_assert(sums_of_logs(1, 2) == 0);
static_assert(sums_of_logs(2, 0) == 0.5);
constexpr auto sums_of_logs_back = jacobian<reverse_mode>(cumsum(log(q)), wrt(q))(q = two_and_zeros);
static_assert(is_row(sums_of_logs_back, 0, 0.5, 0, 0));
constexpr auto states_of_logs = jacobian(rows<0, 2>(logs), wrt(q))(q = two_and_zeros);
static_assert(is_row(states_of_logs, 0, 0.5, 0, 0));
static_assert(states_of_logs(1, 0) == 0.5);

// ---- zeros that win ---------------------------------------------------------------------------------------------------------------
constexpr auto product = hessian(multiply_no_nan(x, y), wrt(x, y))(x = 3.0, y = 0.0);
static_assert(product(0, 0) == 0);
static_assert(product(0, 1) == 1);
static_assert(product(1, 0) == 1);
static_assert(product(1, 1) == 0);
static_assert(diff(pow(x, y), y, x, x)(x = 2.0, y = 0.0) == -0.25);
static_assert(diff(pow(x, y), x, y, x)(x = 2.0, y = 0.0) == -0.25);
static_assert(diff(pow(x, y), x, x, y)(x = 2.0, y = 0.0) == -0.25);
static_assert(diff(pow(x, y), x, x)(x = 0.0, y = 2.0) == 2);
static_assert(diff(pow(x, y), x, y)(x = 0.0, y = 2.0) == 0);
static_assert(diff(pow(x, y), y, x)(x = 0.0, y = 2.0) == 0);
static_assert(diff(pow(x, y), x, x)(x = -2.0, y = 3.0) == -12);
static_assert(grad(xlogy(y, sqrt(x)))(x = 0.0, y = 0.0)[x] == 0);
constexpr auto kink = hvp(elu(x, y), wrt(x, y))(at(x = 0.0, y = 1.0), along(x = 1.0, y = 2.0));
static_assert(kink[x] == 3);
static_assert(kink[y] == 1);

// ---- determinants of singular matrices, to the fourth order ---------------------------------------------------------------------------
constexpr auto one = data<"I", 3, 3>;
constexpr auto S = data<"S", 3, 3>;
constexpr std::array<double, 9> identity{1, 0, 0, 0, 1, 0, 0, 0, 1}, singular{1, 2, 3, 4, 5, 6, 7, 8, 9};
static_assert(diff(det(x * one + S), x, x, x)(x = 0.0, one = identity, S = singular) == 6);
static_assert(diff(det(x * one + S), x, x)(x = 0.0, one = identity, S = singular) == 30);
static_assert(diff<4>(det(x * one + S), x)(x = 0.0, one = identity, S = singular) == 0);
constexpr auto large = data<"L", 5, 5>;
constexpr auto five = data<"E", 5, 5>;
constexpr auto diagonal_of = [](double a, double b) {
  std::array<double, 25> m{};
  m[0] = a;
  m[6] = b;
  return m;
};
constexpr std::array<double, 25> ones{1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1};
// (2 + x) (3 + x) x³
static_assert(diff<3>(det(x * five + large), x)(x = 0.0, five = ones, large = diagonal_of(2, 3)) == 36);
static_assert(diff<2>(det(x * five + large), x)(x = 0.0, five = ones, large = diagonal_of(2, 3)) == 0);
static_assert(diff<4>(det(x * five + large), x)(x = 0.0, five = ones, large = diagonal_of(2, 3)) == 120);

// ---- NaN in, NaN out, for both operands ------------------------------------------------------------------------------------------------
template <detail::fixed_string A, detail::fixed_string B>
constexpr bool passes_nan() {
  constexpr auto a = var<A>;
  constexpr auto b = var<B>;
  const auto is_nan = [](double u) { return u != u; };
  return is_nan(max(a, b)(a = 0.0, b = nan)) && is_nan(max(a, b)(a = nan, b = 0.0)) && is_nan(min(a, b)(a = 0.0, b = nan)) && is_nan(min(a, b)(a = nan, b = 0.0)) &&
      is_nan(logaddexp(a, b)(a = 0.0, b = nan)) && is_nan(logaddexp(a, b)(a = nan, b = 0.0)) && is_nan(clamp(0_c, a, b)(a = nan, b = 1.0)) &&
      is_nan(clamp(0_c, a, b)(a = -1.0, b = nan)) && is_nan(clamp(a, 0_c, b)(a = nan, b = 1.0)) && is_nan(max(a, 1_c)(a = nan)) && is_nan(min(1_c, a)(a = nan)) &&
      max(a, b)(a = 1.0, b = 2.0) == 2 && min(a, b)(a = 1.0, b = 2.0) == 1;
}
static_assert(passes_nan<"x", "y">() && passes_nan<"y", "x">() && passes_nan<"u", "v">() && passes_nan<"v", "u">() && passes_nan<"a", "b">());
static_assert((1_c - sigmoid(x))(x = nan) != (1_c - sigmoid(x))(x = nan));
static_assert((sigmoid(x) - 1_c)(x = nan) != 0);
static_assert((1_c - sigmoid(x))(x = -1000.0) == 1);
static_assert((1_c - 1_c / (1_c + exp(-x)))(x = nan) != 0);
static_assert(!((1_c - 1_c / (1_c + exp(-x)))(x = nan) <= 1));
static_assert(!((1_c - tanh(x))(x = nan) <= 2));
// a comparison with NaN does not hold, and is no tie either that one name would win
static_assert(grad(max(x, y))(x = nan, y = 0.0)[x] == grad(max(x, y))(x = nan, y = 0.0)[y]);
static_assert(grad(max(x, y))(x = 0.0, y = nan)[x] == grad(max(x, y))(x = 0.0, y = nan)[y]);

// of a state that the next one does not ask for only the last is read
constexpr auto sums_and_logs = fold(q, std::tuple{0_c, 1_c}, [](auto r, auto s, auto) { return std::tuple{s + r * r, log(r)}; });
constexpr auto first_pair = var<"first_pair", 2>;
constexpr auto in_a_column = fold(q, first_pair, [](auto r, auto s) { return vstack(s(0_c, 0_c) + r * r, log(r)); });
constexpr std::array<double, 3> zero_one_two{0, 1, 2};
static_assert(is_column(grad(std::get<1>(sums_and_logs))(q = zero_one_two)[q], 0, 0, 0.5));
static_assert(is_column(grad(sum(in_a_column))(q = zero_one_two, first_pair = std::array{0.0, 0.0})[q], 0, 2, 4.5));

// where the last state is read, all are, and nothing is chosen
constexpr bool has_condition(const nabla::detail::facts& f) {
  bool found = f.op->is_condition;
  for (int k = 0; k < f.op->arity && !found; ++k) found = has_condition(*f.operands[k]);
  return found;
}
constexpr auto number_of_terms = dim<"number_of_terms">;
constexpr auto terms = var<"terms", number_of_terms>;
constexpr auto from_a_root = scan(terms, sqrt(x), [](auto e, auto before) { return x * before + e; });
static_assert(!has_condition(nabla::detail::facts_of<decltype(diff(sum(exp(from_a_root)), x))>));
static_assert(has_condition(nabla::detail::facts_of<decltype(diff(sum(exp(drop_last<1>(from_a_root))), x))>));
// element by element, too
constexpr auto fallen = fold(terms, std::tuple{1_c, sqrt(x)}, [](auto e, auto height, auto speed) { return std::tuple{height + x * speed, speed - exp(height) + e}; });
static_assert(!has_condition(nabla::detail::facts_of<decltype(diff(std::get<0>(fallen) * std::get<1>(fallen), x))>));
static_assert(has_condition(nabla::detail::facts_of<decltype(diff(std::get<0>(fallen), x))>));
// the states before it have no cotangent, and no zeros stand for one
constexpr bool has_zeros(const nabla::detail::facts& f) {
  bool found = f.op->code == nabla::detail::operation_code::broadcast && !(f.extents.rows == nabla::detail::extent(0)) && f.operands[0]->value == nabla::detail::rational{0, 1};
  for (int k = 0; k < f.op->arity && !found; ++k) found = has_zeros(*f.operands[k]);
  return found;
}
static_assert(!has_zeros(nabla::detail::facts_of<decltype(diff(std::get<0>(fallen) * std::get<1>(fallen), x))>));
static_assert(!has_zeros(nabla::detail::facts_of<decltype(diff(fold(terms, 1_c, [](auto e, auto s) { return s * s + e; }), terms))>));
static_assert(!has_zeros(nabla::detail::facts_of<decltype(diff(iterate<3>(x, [](auto s) { return sin(s) * x; }), x))>));

// ---- what arms share gets its adjoint from the one that is taken, and nothing where none of them is -------------------------------------------
constexpr auto roots_in_arms = where(x > 0_c, 2_c * sqrt(x), where(y > 0_c, 3_c * sqrt(x), where(z > 0_c, 5_c * sqrt(x), y)));
static_assert(grad(roots_in_arms)(x = 0.0, y = -1.0, z = -1.0)[x] == 0);
static_assert(grad(roots_in_arms)(x = 4.0, y = -1.0, z = -1.0)[x] == 0.5);
static_assert(grad(roots_in_arms)(x = 0.0, y = 1.0, z = -1.0)[x] == std::numeric_limits<double>::infinity());
static_assert(grad(roots_in_arms)(x = 0.0, y = -1.0, z = 1.0)[x] == std::numeric_limits<double>::infinity());
static_assert(diff<2>(roots_in_arms, x)(x = 0.0, y = -1.0, z = -1.0) == 0);
static_assert(diff<2>(roots_in_arms, x)(x = 4.0, y = -1.0, z = -1.0) == -0.0625);
static_assert(grad(roots_in_arms)(x = nan, y = -1.0, z = -1.0)[x] == 0);
static_assert(grad(roots_in_arms)(x = nan, y = -1.0, z = -1.0)[y] == 1);
static_assert(grad(roots_in_arms)(x = 0.0, y = -1.0, z = nan)[x] == 0);
// nor where an arm around them is not taken
constexpr auto w = var<"w">;
constexpr auto below_another = where(w > 0_c, y, where(w < -1_c, z, roots_in_arms));
static_assert(grad(below_another)(x = 0.0, y = 1.0, z = 1.0, w = 1.0)[x] == 0);
static_assert(grad(below_another)(x = 0.0, y = 1.0, z = 1.0, w = -2.0)[x] == 0);
static_assert(grad(below_another)(x = 4.0, y = 1.0, z = 1.0, w = 0.0)[x] == 0.5);
static_assert(grad(below_another)(x = 0.0, y = -1.0, z = -1.0, w = 0.0)[x] == 0);
static_assert(diff<2>(below_another, x)(x = 0.0, y = 1.0, z = 1.0, w = 1.0) == 0);

// nor where a step does not take what is computed of all rows before the loop
constexpr auto of_positive = fold(q, x, [](auto r, auto s) { return where(r > 0_c, s + log(r), s); });
constexpr auto positive = grad(of_positive)(q = {4.0, 0.0, -1.0}, x = 3.0);
static_assert(positive[q](0, 0) == 0.25);
static_assert(positive[q](1, 0) == 0);
static_assert(positive[q](2, 0) == 0);
static_assert(positive[x] == 1);
constexpr auto curvature_of_positive = hessian(of_positive, wrt(q))(q = {4.0, 0.0, -1.0}, x = 3.0);
static_assert(curvature_of_positive(0, 0) == -0.0625);
static_assert(curvature_of_positive(1, 1) == 0);
static_assert(grad(fold(terms, x, [](auto r, auto s) { return max(2_c * log(r), s); }))(terms = {1.0, 0.0, 4.0, 0.0}, x = -1.0)[terms](1, 0) == 0);
static_assert(grad(fold(terms, x, [](auto r, auto s) { return max(2_c * log(r), s); }))(terms = {1.0, 0.0, 4.0, 0.0}, x = -1.0)[terms](2, 0) == 0.5);

}  // namespace
