// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Jacobians, Hessians and products with them against differences; kinks and what the report says of them; float matrices; named sizes.

#include <boost/test/unit_test.hpp>

#include <nabla/check.hpp>
#include <nabla/eigen.hpp>

#include <array>
#include <string>

using namespace nabla;

namespace {

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto e = data<"e">;
constexpr auto p = var<"p", 3>;
constexpr auto X = var<"X", dim<"n">, 3>;
// Two rows and columns are enough: each element more is a row of unrolled products and of the Hessian, which take the compiler longest.
constexpr auto S = var<"S", 2, 2>;
constexpr auto q = var<"q", 2>;
constexpr auto Z = var<"Z", dim<"n">, 2>;
constexpr std::array<double, 2> at_q{0.5, -1};
constexpr std::array<double, 4> at_s{1, 2, 3, 5};

/// u with the derivative 1 + error.
struct planted_rule : function<2> {
  static constexpr auto text = "planted";
  static constexpr auto value(auto u, auto) { return u; }
  static constexpr auto partials(auto, auto error, auto) { return partial(1_c + error, 0_c); }
};
constexpr auto planted(Expression auto u, Expression auto error) { return call<planted_rule>(u, error); }

BOOST_AUTO_TEST_CASE(jacobians_and_hessians) {
  BOOST_TEST(check_jacobian(S * q + sin(q), at(q = at_q, S = at_s)).checked == 12);
  BOOST_TEST(check_jacobian(S * q + sin(q), at(q = at_q, S = at_s)));
  BOOST_TEST(check_jacobian(S * q, wrt(q), at(q = at_q, S = at_s)).checked == 4);
  const auto wrong = check_jacobian(planted(S * q, e), wrt(q), at(q = at_q, S = at_s, e = 1e-6));
  BOOST_TEST((wrong.outcome == outcome::fail));
  BOOST_TEST(wrong.wrong == 4);
  BOOST_TEST(check_hessian(logdet(S), at(S = at_s)));
  BOOST_TEST(check_hessian(sqnorm(S * q) * exp(x), at(S = at_s, q = at_q, x = 0.25)));
  BOOST_TEST(check_hessian(relu(x) * y * y + abs(y) * x, at(x = 0.5, y = -0.25)));
  BOOST_TEST(check_jacobian(q, at(q = at_q)));
}

// A root, a loop that is computed again in parts, whose number of parts follows from that of the steps, and what is bound that does not fit: nothing is read before that is seen.
BOOST_AUTO_TEST_CASE(roots_and_loops) {
  BOOST_TEST(check_hessian(root([](auto s) { return s * s * s + x * s - y; }, e), at(x = 0.5, y = 2.0, e = 1.0)));
  constexpr auto k = dim<"k">;
  constexpr auto loop = iterate(k, e, [](auto s) { return s + x * s; }, checkpoint<3>);
  BOOST_TEST(check_grad(loop, at(x = 0.25, e = 0.5, k = 7)));
  BOOST_CHECK_THROW(check_grad(loop, at(x = 0.25, e = 0.5, k = -1)), shape_error);
  constexpr auto rows = indices<"rows", 2, dim<"n">>;
  BOOST_CHECK_THROW(check_grad(sum(gather_rows(X, rows)), at(X = Eigen::MatrixXd::Zero(2, 3), rows = std::array{0, 7})), label_error);
}

BOOST_AUTO_TEST_CASE(products) {
  const Eigen::MatrixXd points = Eigen::MatrixXd::Random(4, 2);
  BOOST_TEST(check_jvp(S * q + sin(q), at(q = at_q, S = at_s)));
  BOOST_TEST(check_jvp(Z * S, wrt(Z), at(Z = points, S = at_s)).checked == 8);
  BOOST_TEST(check_jvp(sum(exp(Z)) * x, at(Z = points, x = 0.5)));
  BOOST_TEST(check_hvp(sqnorm(Z * S) + sum(exp(Z)), at(Z = points, S = at_s)));
  BOOST_TEST(check_hvp(sum(exp(Z)), at(Z = points)).checked == 8);
  BOOST_TEST((check_jvp(planted(S * q, e), wrt(q), at(q = at_q, S = at_s, e = 1e-6)).outcome == outcome::fail));
}

BOOST_AUTO_TEST_CASE(kinks_by_name) {
  const auto kink = [](const gradient_report& r, std::size_t i = 0) { return std::string(r.entries[i].kink); };
  const auto tie = check_grad(max(x, y) * x, at(x = 1.0, y = 1.0));
  BOOST_TEST((tie.outcome == outcome::kink));
  bool found = false;
  for (std::size_t i = 0; i < 2; ++i) found = found || kink(tie, i) == "max(x, y) at x = y = 1: slopes 1 and 2";
  BOOST_TEST(found, kink(tie, 0) << "; " << kink(tie, 1));
  BOOST_TEST(kink(check_grad(relu(x) * y, wrt(x), at(x = 0.0, y = 2.0))) == "relu(x) at x = 0: slopes 0 and 2");
  BOOST_TEST(kink(check_grad(abs(x - 1_c), at(x = 1.0))).find("at x - 1 = 0: slopes -1 and 1") != std::string::npos);
  BOOST_TEST(kink(check_grad(sum(relu(p)), at(p = std::array{1.0, 0.0, 2.0}))) == "relu(p)(1, 0) at p = 0: slopes 0 and 1");
  BOOST_TEST(kink(check_grad(where(x > 0_c, 1_c + x, x), at(x = 0.0))).find("f jumps") != std::string::npos);
}

bool is_kink(const gradient_report& r) { return r.outcome == outcome::kink && bool(r); }
BOOST_AUTO_TEST_CASE(kinks_have_the_documented_slopes) {
  BOOST_TEST(is_kink(check_grad(abs(x), at(x = 0.0))));
  BOOST_TEST(is_kink(check_grad(min(x, y) + relu(x - y), at(x = 2.0, y = 2.0))));
  BOOST_TEST(is_kink(check_grad(clamp(x, y, 3_c), at(x = 1.0, y = 1.0))));
  BOOST_TEST(is_kink(check_grad(leaky_relu(x) + hardtanh(y), at(x = 0.0, y = 1.0))));
  BOOST_TEST(is_kink(check_grad(maximum(p), at(p = std::array{1.0, 2.0, 2.0}))));
  BOOST_TEST(is_kink(check_grad(sum(row_maxima(transpose(p) + 0_c * transpose(p))), at(p = std::array{2.0, 2.0, 2.0}))));
  BOOST_TEST(is_kink(check_grad(norm1(p), at(p = std::array{0.0, 0.0, 1.0}))));
  BOOST_TEST(is_kink(check_grad(hinge(x, 1_c), at(x = 1.0))));
  BOOST_TEST(is_kink(check_grad(norm2(p), at(p = std::array{0.0, 0.0, 0.0}))));
  BOOST_TEST(is_kink(check_grad(where(x >= 0_c, 2_c * x, x), at(x = 0.0))));
  // of a tie within rounding either side is right
  BOOST_TEST(bool(check_grad(max(0.1_c * x, y), at(x = 1.0, y = 0.1))));
  BOOST_TEST(bool(check_grad(max(x * x, y), at(x = 1.1, y = 1.1 * 1.1))));
  // pieces that meet smoothly are no kink
  for (double at_x : {-1.0, 0.0, 1.0}) BOOST_TEST((check_grad(huber(x) + elu(x) + x * abs(x), at(x = at_x)).outcome == outcome::pass), "at " << at_x);
  BOOST_TEST((check_grad(sum(softmax(transpose(p)) * p), at(p = std::array{1.0, 1.0, 1.0})).outcome == outcome::pass));
  // what is held is no part of the derivative
  BOOST_TEST((check_grad(stop_gradient(x * y) * x, at(x = 3.0, y = 2.0)).outcome == outcome::pass));
}

BOOST_AUTO_TEST_CASE(kinks_of_slopes) {
  for (double at_x : {-1.0, 1.0}) BOOST_TEST(is_kink(check_hessian(huber(x), at(x = at_x))), "at " << at_x);
  BOOST_TEST(is_kink(check_hessian(huber(x, y) * y, at(x = -2.0, y = 2.0))));
  BOOST_TEST(is_kink(check_jacobian(huber_slope(p, y), at(p = std::array{0.5, -0.5, 0.0}, y = 0.5))));
  BOOST_TEST((check_jacobian(huber_slope(p, y), at(p = std::array{0.5, -2.0, 0.0}, y = 1.0)).outcome == outcome::pass));
  BOOST_TEST(is_kink(check_hessian(sq(hinge(x, 1_c)) + sq(relu(x - 1_c)), at(x = 1.0))));
  BOOST_TEST(is_kink(check_hessian(sq(max(x, y) - y) + elu(x - y), at(x = 1.0, y = 1.0))));
}

/// relu with another slope at 0 than it has.
struct other_relu_rule : function<2> {
  static constexpr auto text = "other_relu";
  static constexpr auto definition(auto u, auto) { return relu(u); }
  static constexpr auto partials(auto u, auto at_zero, auto) { return partial(where(equal(u, 0_c), at_zero, heaviside(u)), 0_c); }
};
BOOST_AUTO_TEST_CASE(wrong_ties_fail) {
  const auto slope = [](double at_zero) { return check_grad(call<other_relu_rule>(x, e), at(x = 0.0, e = at_zero)).outcome; };
  BOOST_TEST((slope(0) == outcome::kink));
  for (double wrong : {1.0, 0.5, -1.0}) BOOST_TEST((slope(wrong) == outcome::fail), "slope " << wrong);
}

BOOST_AUTO_TEST_CASE(hints) {
  const auto hint = [](double error) { return std::string(check_grad(planted(sq(x), e), at(x = 0.7, e = error)).hint); };
  BOOST_TEST(hint(-2) == "the sign is wrong");
  BOOST_TEST(hint(1).find("factor 2") != std::string::npos);
  BOOST_TEST(hint(-0.5).find("factor 2") != std::string::npos);
  BOOST_TEST(hint(-1).find("zero") != std::string::npos);
  BOOST_TEST(hint(3e-8).find("float") != std::string::npos);
  BOOST_TEST(hint(0.37).empty());
}

BOOST_AUTO_TEST_CASE(floats) {
  const Eigen::MatrixXf points = Eigen::MatrixXf::Random(4, 3);
  const auto report = check_grad(sum(tanh(X)) + sqnorm(X), at(X = points));
  BOOST_TEST(report);
  BOOST_TEST(report.checked == 12);
  BOOST_TEST((check_grad(sum(planted(X, x)), wrt(X), at(X = points, x = 1e-3f)).outcome == outcome::fail));
}

BOOST_AUTO_TEST_CASE(many_parameters) {
  constexpr auto W = var<"W", 784, 10>;
  constexpr auto b = var<"b", 1, 10>;
  constexpr auto Y = data<"Y", dim<"n">, 784>;
  constexpr auto T = labels<"T", dim<"n">, 10>;
  constexpr auto loss = mean(cross_entropy(softmax(Y * W + b), T));
  const Eigen::MatrixXd images = Eigen::MatrixXd::Random(8, 784), weights = 0.1 * Eigen::MatrixXd::Random(784, 10);
  Eigen::VectorXi classes(8);
  for (int i = 0; i < 8; ++i) classes(i) = i;
  const auto report = check_grad(loss, at(Y = images, T = classes, W = weights, b = Eigen::MatrixXd::Zero(1, 10)), {.directions = 4, .entries = 5});
  BOOST_TEST(report);
  BOOST_TEST(report.checked == 4 + 5 + 5);
  BOOST_TEST(report.total == 7850);
}

BOOST_AUTO_TEST_CASE(options) {
  const auto with = [](const check_options& how) { return check_grad(planted(sq(x), e), at(x = 0.7, e = 1e-6), how).outcome; };
  BOOST_TEST((with({}) == outcome::fail));
  BOOST_TEST((with({.tolerance = 1e-4}) == outcome::pass));
  BOOST_TEST((with({.step = 1e-3}) == outcome::fail));
  BOOST_TEST((check_grad(sin(x), at(x = 0.7), {.step = 1e-2}).outcome == outcome::pass));
}

}  // namespace
