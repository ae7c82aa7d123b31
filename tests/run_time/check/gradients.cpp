// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The gradient checker: passes what is right, catches planted errors, names a kink, and says where.

#include <boost/test/unit_test.hpp>

#include <nabla/check.hpp>

#include <array>
#include <cmath>
#include <sstream>
#include <string>

using namespace nabla;

namespace {

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto A = var<"A", 2, 3>;
constexpr auto B = var<"B", 3, 2>;
constexpr std::array<double, 6> a{0.5, -1, 2, 0.25, 1.5, -0.75}, b{1, 0.5, -0.5, 2, 0.125, -1};

// ---- rules with an error each -----------------------------------------------------------------------------------------------------------
struct wrong_sign_rule : function<1> {
  static constexpr auto text = "wrong_sign";
  static constexpr auto definition(auto u) { return cos(u); }
  static constexpr auto partials(auto u, auto) { return partial(sin(u)); }
};
struct dropped_factor_rule : function<1> {
  static constexpr auto text = "dropped_factor";
  static constexpr auto definition(auto u) { return exp(2_c * u); }
  static constexpr auto partials(auto, auto v) { return partial(v); }
};
struct slightly_wrong_rule : function<1> {
  static constexpr auto text = "slightly_wrong";
  static constexpr auto definition(auto u) { return u * u; }
  static constexpr auto partials(auto u, auto) { return partial(2.00001_c * u); }
};
struct swapped_partials_rule : function<2> {
  static constexpr auto text = "swapped_partials";
  static constexpr auto definition(auto u, auto v) { return u * exp(v); }
  static constexpr auto partials(auto u, auto v, auto) { return partial(u * exp(v), exp(v)); }
};
struct missing_transpose_rule : matrix_function<1> {  // tr(M M): the gradient is 2 Mᵀ
  static constexpr auto text = "missing_transpose";
  static constexpr inferred_shape infer(const operand_shape*) { return {}; }
  template <int I>
  static constexpr auto operand() { return placeholder<0, dim<"m">, dim<"m">>{}; }
  static constexpr auto definition(auto M) { return sum(hadamard(M, transpose(M))); }
  static constexpr auto pullbacks(auto M, auto, auto d) { return pullback(2_c * d * M); }
};
struct wrong_index_rule : matrix_function<1> {  // row sums, whose gradient goes to the columns
  static constexpr auto text = "wrong_index";
  static constexpr inferred_shape infer(const operand_shape* M) { return {matrix_shape(M[0].rows, 1)}; }
  template <int I>
  static constexpr auto operand() { return placeholder<0, dim<"m">, dim<"m">>{}; }
  static constexpr auto definition(auto M) { return row_sums(M); }
  static constexpr auto pullbacks(auto M, auto, auto d) { return pullback(broadcast_to(transpose(d), M)); }
};
struct forgotten_operand_rule : matrix_function<2> {
  static constexpr auto text = "forgotten_operand";
  static constexpr inferred_shape infer(const operand_shape* s) { return detail::broadcast(s[0], s[1]); }
  static constexpr auto definition(auto M, auto N) { return hadamard(M, N); }
  static constexpr auto pullbacks(auto, auto N, auto, auto d) { return pullback(hadamard(d, N), 0_c * N); }
};

BOOST_AUTO_TEST_CASE(passes_what_is_right) {
  const auto smooth = check_grad(exp(sin(x) * y) + log(1_c + x * x) / sqrt(y), at(x = 0.7, y = 1.3));
  BOOST_TEST((smooth.outcome == outcome::pass));
  BOOST_TEST(smooth.checked == 2);
  BOOST_TEST(smooth.largest_error < 1e-9);
  BOOST_TEST(bool(check_grad(sqnorm(A * B) + norm1(A) + mean(softmax(A)), at(A = a, B = b))));
  BOOST_TEST(check_grad(sqnorm(A * B), at(A = a, B = b)).checked == 12);
  BOOST_TEST(check_grad(sqnorm(A * B), wrt(B), at(A = a, B = b)).checked == 6);
  // scales from 1e-8 to 1e8
  BOOST_TEST(bool(check_grad(c<1, 100'000'000> * exp(x), at(x = 1.0))));
  BOOST_TEST(bool(check_grad(100'000'000_c * exp(x), at(x = 1.0))));
  BOOST_TEST(bool(check_grad(x * x, at(x = 1e6))));
}

template <class Report>
void must_fail(const Report& report, const std::string& where) {
  BOOST_TEST(!report);
  BOOST_TEST((report.outcome == outcome::fail));
  BOOST_TEST(report.wrong >= 1);
  BOOST_TEST(report.worst.starts_with(where.c_str()), report.worst << " instead of " << where);
}

BOOST_AUTO_TEST_CASE(catches_planted_errors) {
  must_fail(check_grad(call<wrong_sign_rule>(x * y), at(x = 0.7, y = 1.3)), "");
  must_fail(check_grad(call<dropped_factor_rule>(x) + y, at(x = 0.7, y = 1.3)), "x");
  must_fail(check_grad(call<slightly_wrong_rule>(x) + y, at(x = 0.7, y = 1.3)), "x");
  must_fail(check_grad(call<swapped_partials_rule>(x, y), at(x = 0.7, y = 1.3)), "");
  must_fail(check_grad(sum(call<wrong_sign_rule>(A)), at(A = a)), "A(");
}

BOOST_AUTO_TEST_CASE(catches_planted_errors_in_matrix_rules) {
  constexpr auto S = var<"S", 2, 2>;
  constexpr auto w = data<"w", 2, 1>;
  const std::array<double, 4> s{1, 2, -3, 0.5};
  must_fail(check_grad(call<missing_transpose_rule>(S), at(S = s)), "S(");
  must_fail(check_grad(sum(hadamard(call<wrong_index_rule>(S), w)), at(S = s, w = std::array<double, 2>{1, -2})), "S(");
  const auto forgotten = check_grad(sum(call<forgotten_operand_rule>(S, var<"R", 2, 2>)), at(S = s, var<"R", 2, 2> = s));
  must_fail(forgotten, "R(");
  BOOST_TEST(forgotten.checked == 8);
  BOOST_TEST(forgotten.wrong == 4);
}

BOOST_AUTO_TEST_CASE(one_wrong_element_among_many) {
  // the error shows in one element alone: the derivative of the others is right
  constexpr auto f = sum(hadamard(A, A)) + call<slightly_wrong_rule>(x);
  const auto report = check_grad(f, at(A = a, x = 1.0));
  BOOST_TEST(report.wrong == 1);
  BOOST_TEST(report.checked == 7);
  BOOST_TEST(report.worst == "x");
  BOOST_TEST(report.analytic == 2.00001, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(report.numeric == 2.0, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(names_a_kink) {
  BOOST_TEST((check_grad(abs(x), at(x = 0.0)).outcome == outcome::kink));
  BOOST_TEST((check_grad(relu(x) + y, at(x = 0.0, y = 1.0)).outcome == outcome::kink));
  const auto tie = check_grad(3_c * (x * y + max(y, var<"z">)), at(x = 1.0, y = 2.0, var<"z"> = 2.0));
  BOOST_TEST((tie.outcome == outcome::kink));
  BOOST_TEST(bool(tie));
  BOOST_TEST(tie.kinks == 2);
  BOOST_TEST((check_grad(norm1(A), at(A = std::array<double, 6>{0, 1, 2, 3, -4, 5})).outcome == outcome::kink));
  // near a kink, not on it
  BOOST_TEST((check_grad(abs(x), at(x = 1e-4)).outcome == outcome::pass));
  BOOST_TEST((check_grad(abs(x), at(x = -1e-5)).outcome == outcome::pass));
}

/// Waves of the length of the numbers' own spacing, or that roundings of what is computed before move by their length: no step is fine enough to judge them.
template <class F>
void check_waves(F f, double first, double last, const char* name) {
  int wrong = 0;
  for (int k = 0; k < 60; ++k) wrong += check_grad(f, at(x = first * std::pow(last / first, k / 60.0))).wrong > 0;
  BOOST_TEST(wrong == 0, name);
}
BOOST_AUTO_TEST_CASE(a_wave_shorter_than_steps_can_be_is_not_called_wrong) {
  check_waves(sin(x), 1e15, 1e21, "sin x");
  check_waves(x * sin(x), 1e15, 1e21, "x sin x");
  check_waves(sin(x * x), 1e7, 1e11, "sin(x x)");
  check_waves(sin(1_c / x), 1e-21, 1e-12, "sin(1 / x)");
  BOOST_TEST((check_grad(call<wrong_sign_rule>(x), at(x = 1e12)).outcome == outcome::fail));
}

// There a rounding of the argument makes the slope, which coarse steps show and fine ones drown.
BOOST_AUTO_TEST_CASE(the_top_of_a_wave_passes) {
  constexpr double pi = 3.14159265358979324;
  BOOST_TEST((check_grad(cos(x), at(x = pi)).outcome == outcome::pass));
  for (int k = 1; k <= 20; ++k)
    for (double beside : {1.0, -0.3, 7.0}) {
      BOOST_TEST(bool(check_grad(cos(x) + y, wrt(x), at(x = k * pi, y = beside))), k << " pi, " << beside);
      BOOST_TEST(bool(check_grad(sin(x) * y, wrt(x), at(x = (k - 0.5) * pi, y = beside))), k << " pi, " << beside);
    }
}

BOOST_AUTO_TEST_CASE(what_is_bound_stays_as_it_was) {
  std::array<double, 6> mine = a;
  double number = 0.5;
  (void)check_grad(number > 0 ? sqnorm(A) * x : sqnorm(A) * x, at(A = mine, x = number));
  BOOST_TEST((mine == a));
  BOOST_TEST(number == 0.5);
}

std::string text(const gradient_report& r) {
  std::ostringstream out;
  out << r;
  return out.str();
}

BOOST_AUTO_TEST_CASE(the_report_reads) {
  BOOST_TEST(text(check_grad(x * y, at(x = 1.0, y = 2.0))).rfind("gradient check: pass, 2 partial derivatives, largest error ", 0) == 0);
  const std::string failed = text(check_grad(call<dropped_factor_rule>(x), at(x = 0.0)));
  BOOST_TEST(failed.find("FAIL, 1 partial derivatives, largest error 0.5 at x (derivative 1, finite difference 2), 1 wrong; half of what it has to be") != std::string::npos, failed);
  BOOST_TEST(text(check_grad(abs(x), at(x = 0.0))).find("kink, 1 partial derivatives, largest error 0 at x (derivative 0, finite difference 0), 1 at a kink") != std::string::npos);
  BOOST_TEST(text(check_grad(sqnorm(var<"E", dim<"n">, 3>), at(var<"E", dim<"n">, 3> = detail::matrix_view<const double>{nullptr, 0, 3, 0}))).find("there is no entry to compare") != std::string::npos);
}

}  // namespace
