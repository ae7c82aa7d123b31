// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Functions of one's own: a value and a local derivative, a definition, a matrix function; nothing else is needed.

#include <boost/test/unit_test.hpp>

#include <nabla/check.hpp>
#include <nabla/print.hpp>

#include <array>
#include <cmath>

using namespace nabla;

namespace {

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
const auto tolerance = boost::test_tools::tolerance(1e-14);

// ---- elementwise, with a kernel ----------------------------------------------------------------------------------------------------------
struct swish_rule : function<1> {
  static constexpr auto text = "swish";
  static constexpr auto value(auto u) {
    using std::exp;
    return u / (1 + exp(-u));
  }
  static constexpr auto partials(auto u, auto v) { return partial(sigmoid(u) + v * (1_c - sigmoid(u))); }  // v is the node itself
};
constexpr auto swish(Expression auto u) { return call<swish_rule>(u); }

BOOST_AUTO_TEST_CASE(own_kernel) {
  const double s = 1 / (1 + std::exp(-0.7));
  BOOST_TEST(swish(x)(x = 0.7) == 0.7 * s, tolerance);
  BOOST_TEST(grad(swish(x))(x = 0.7)[x] == s + 0.7 * s * (1 - s), tolerance);
  BOOST_TEST(bool(check_grad(swish(x * y) * swish(swish(y)), at(x = 0.7, y = -1.2))));
  static_assert(swish(x)(x = 0.0f) == 0);
  constexpr auto at_compile_time = grad(swish(x))(x = 0.7)[x];
  BOOST_TEST(at_compile_time == grad(swish(x))(x = 0.7)[x], tolerance);
  BOOST_TEST(to_string(2_c * swish(x + y)) == "2_c*swish(x + y)");
  constexpr auto A = var<"A", 2, 2>;
  BOOST_TEST(bool(check_grad(sum(swish(A)), at(A = std::array<double, 4>{1, -1, 0.5, 2}))));
}

// ---- a function of C, which takes doubles alone and is no constant expression ---------------------------------------------------------------
struct j1_rule;
struct j0_rule : function<1> {
  static constexpr auto text = "bessel_j0";
  static double value(double u) { return ::j0(u); }
  static constexpr auto partials(auto u, auto) { return partial(-call<j1_rule>(u)); }
};
struct j1_rule : function<1> {
  static constexpr auto text = "bessel_j1";
  static double value(double u) { return ::j1(u); }
  static constexpr auto partials(auto u, auto v) { return partial(call<j0_rule>(u) - v / u); }
};
BOOST_AUTO_TEST_CASE(function_of_c) {
  const auto f = call<j0_rule>(x * y);
  BOOST_TEST(f(x = 1.5, y = 2.0) == ::j0(3.0));
  BOOST_TEST(grad(f)(x = 1.5, y = 2.0)[x] == -2 * ::j1(3.0), tolerance);
  BOOST_TEST(bool(check_grad(f, at(x = 1.5, y = 2.0))));
}

// ---- three operands, broadcast -------------------------------------------------------------------------------------------------------------
struct lerp_rule : function<3> {
  static constexpr auto text = "lerp";
  static constexpr auto value(auto u, auto v, auto t) { return u + t * (v - u); }
  static constexpr auto partials(auto u, auto v, auto t, auto) { return partial(1_c - t, t, v - u); }
};
BOOST_AUTO_TEST_CASE(three_operands) {
  constexpr auto A = var<"A", 2, 3>;
  constexpr auto row = var<"row", 1, 3>;
  constexpr auto f = call<lerp_rule>(A, row, x);
  static_assert(shape_of(f) == shape_of(A));
  BOOST_TEST(bool(check_grad(sqnorm(f), at(A = std::array<double, 6>{1, 2, 3, 4, 5, 6}, row = std::array<double, 3>{-1, 0, 1}, x = 0.25))));
  BOOST_TEST(call<lerp_rule>(x, y, 0.5_c)(x = 1.0, y = 2.0) == 1.5);
}

// ---- by definition: value and, unless given, no derivative rule of its own ---------------------------------------------------------------------
struct softplus_rule : function<1> {
  static constexpr auto text = "softplus";
  static constexpr auto definition(auto u) { return max(u, 0_c) + log1p(exp(-abs(u))); }
  static constexpr auto partials(auto u, auto) { return partial(sigmoid(u)); }
};
BOOST_AUTO_TEST_CASE(by_definition) {
  constexpr auto f = call<softplus_rule>(x);
  BOOST_TEST(f(x = 1.0) == std::log1p(std::exp(1.0)), tolerance);
  BOOST_TEST(f(x = 1000.0) == 1000.0);
  BOOST_TEST(grad(f)(x = 0.0)[x] == 0.5);
  BOOST_TEST(bool(check_grad(f * f, at(x = -0.3))));
}

// ---- a matrix function with pullbacks ---------------------------------------------------------------------------------------------------------------
/// Mᵀ M
struct gram_rule : matrix_function<1> {
  static constexpr auto text = "gram";
  static constexpr inferred_shape infer(const operand_shape* a) { return {matrix_shape(a[0].columns, a[0].columns)}; }
  static constexpr auto definition(auto M) { return transpose(M) * M; }
  static constexpr auto pullbacks(auto M, auto, auto d) { return pullback(M * (d + transpose(d))); }
};
/// uᵀ M v, with shapes of its own for the operands
struct form_rule : matrix_function<3> {
  static constexpr auto text = "form";
  static constexpr inferred_shape infer(const operand_shape* s) {
    if (!(s[0].rows == s[1].rows) || !(s[1].columns == s[2].rows) || !s[0].columns.is_one() || !s[2].columns.is_one()) return {{}, "these do not make a bilinear form"};
    return {};
  }
  template <int I>
  static constexpr auto operand() {
    if constexpr (I == 0) return placeholder<0, dim<"m">, 1>{};
    else if constexpr (I == 1) return placeholder<1, dim<"m">, dim<"n">>{};
    else return placeholder<2, dim<"n">, 1>{};
  }
  static constexpr auto definition(auto u, auto M, auto v) { return transpose(u) * M * v; }
  static constexpr auto pullbacks(auto u, auto M, auto v, auto, auto d) { return pullback(d * (M * v), d * (u * transpose(v)), d * (transpose(M) * u)); }
};
template <class U, class M, class V>
concept takes_form = requires(U u, M m, V v) { call<form_rule>(u, m, v); };

BOOST_AUTO_TEST_CASE(matrix_functions) {
  constexpr auto A = var<"A", 2, 3>;
  constexpr auto u = var<"u", 2, 1>;
  constexpr auto v = var<"v", 3, 1>;
  const std::array<double, 6> a{1, -2, 0.5, 3, 0.25, -1};
  BOOST_TEST(bool(check_grad(sqnorm(call<gram_rule>(A)), at(A = a))));
  BOOST_TEST(call<gram_rule>(A)(A = a)(0, 0) == 10);
  constexpr auto f = call<form_rule>(u, A, v);
  const auto report = check_grad(exp(f), at(A = a, u = std::array<double, 2>{0.5, -0.25}, v = std::array<double, 3>{1, 0.5, -1}));
  BOOST_TEST(bool(report));
  BOOST_TEST(report.checked == 11);
  static_assert(takes_form<decltype(u), decltype(A), decltype(v)> && !takes_form<decltype(v), decltype(A), decltype(v)>);
}

// ---- a stable form that is recognised -------------------------------------------------------------------------------------------------------------------
struct log_of_rule : function<1> {
  static constexpr auto text = "log_of";
  static constexpr auto definition(auto u) { return log(u); }
  static constexpr auto partials(auto u, auto) { return partial(1_c / u); }
  static constexpr auto rewrites(auto u) { return rewrite(call<log_of_rule>(exp(u)), u); }
};
BOOST_AUTO_TEST_CASE(rewrites) {
  constexpr auto f = call<log_of_rule>(exp(x * y));
  BOOST_TEST(f(x = 100.0, y = 10.0) == 1000);  // exp(1000) overflows
  BOOST_TEST(grad(f)(x = 100.0, y = 10.0)[x] == 10);
}

}  // namespace
