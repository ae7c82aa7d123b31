// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Names in the C that is written: of C, not taken by C or C++ or a header, each given once, and derivatives called after their symbols.

#include "support/c_program.hpp"

#include <boost/test/unit_test.hpp>
#include <nabla/nabla.hpp>
#include <nabla/print.hpp>

#include <string>
#include <vector>

namespace {

using namespace nabla;
using namespace nabla::detail;
using namespace std::string_literals;

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto V = var<"V", 2, 2>;

/// The line with which the last function begins.
std::string head(const std::string& code) {
  const std::size_t begin = code.rfind("\n\n") + 2;
  return code.substr(begin, code.find(") {\n", begin) + 1 - begin);
}

BOOST_AUTO_TEST_CASE(names_become_names_of_c) {
  const code_memory memory;
  const std::pair<const char*, const char*> of_symbols[] = {
      {"x", "x"}, {"W_1", "W_1"}, {"alpha'", "alpha_"}, {"\u03b2", "beta"}, {"\u03a9x", "Omegax"}, {"\u03b2\u03b3", "betagamma"}, {"\u0436", "u0436"}, {"\u2207f", "u2207f"}, {"weird-name", "weird_name"}, {"two words", "two_words"}, {"a--b", "a_b"}, {"a__b", "a_b"}, {"1x", "v1x"}, {"_x", "v_x"}, {"__X", "v_X"}, {"", "v"}, {"%", "v_"}, {"double", "double_"}, {"class", "class_"}, {"restrict", "restrict_"}, {"co_await", "co_await_"}, {"typeof_unqual", "typeof_unqual_"}, {"_Bool", "v_Bool"}, {"and", "and_"}, {"exp", "exp_"}, {"expf", "expf_"}, {"fmin", "fmin_"}, {"NAN", "NAN_"}, {"I", "I_"}, {"M_PI", "M_PI_"}, {"EOF", "EOF_"}, {"errno", "errno_"}, {"math_errhandling", "math_errhandling_"}, {"isnan", "isnan_"}, {"double_t", "double_t_"}, {"int32_t", "int32_t_"}, {"x_t", "x_t"}, {"M_PIl", "M_PIl_"}, {"M_1", "M_1"}, {"sqrtf64", "sqrtf64_"}, {"sin2", "sin2"}, {"leaf", "leaf"}, {"FD_SET", "FD_SET_"}, {"nabla_erf", "v_nabla_erf"}, {"nabla_", "v_nabla_"}, {"t1", "t1_"}, {"m12", "m12_"}, {"i", "i_"}, {"sum", "sum_"}, {"size_t", "size_t_"}, {"printf", "printf"}, {"y0", "y0"}};
  for (const auto& [wanted, got] : of_symbols) BOOST_TEST(std::string(code_names(iso_c).take(wanted)) == got);
  const std::pair<const char*, const char*> of_functions[] = {{"f", "f"}, {"exp", "exp_"}, {"double", "double_"}, {"weird-name", "weird_name"}, {"main", "main_"}, {"printf", "printf_"}, {"y0", "y0_"}, {"absf", "absf_"}, {"\u03b2", "beta"}, {"nabla_f", "v_nabla_f"}, {"std", "std_"}, {"fegetround", "fegetround_"}, {"fork", "fork_"}, {"roundevenf32x", "roundevenf32x_"}, {"half", "half"}};
  for (const auto& [wanted, got] : of_functions) BOOST_TEST(std::string(code_names(iso_c).take_function(wanted)) == got);

  code_names names(iso_c);
  const std::pair<const char*, const char*> in_turn[] = {{"a", "a"}, {"a", "a_"}, {"a", "a__"}, {"b'", "b_"}, {"b-", "b_2"}, {"b ", "b_3"}, {"b", "b"}, {"exp", "exp_"}, {"exp'", "exp_2"}, {"exp", "exp_3"}, {"\u03b2", "beta"}, {"beta", "beta_"}};
  for (const auto& [wanted, got] : in_turn) BOOST_TEST(std::string(names.take(wanted)) == got);
}

BOOST_AUTO_TEST_CASE(derivatives_are_called_after_their_symbols) {
  BOOST_TEST(head(to_c(value_and_grad(x * data<"x"> + sum(var<"x", 2>)), "f")) == "double f(double x, double x_, const double* x__, double* d_x, double* d_x__)");
  BOOST_TEST(head(to_c(grad(data<"x"> * x), "f")) == "void f(double x, double x_, double* d_x_)");
  BOOST_TEST(head(to_c(grad(var<"b'"> * data<"b-"> * var<"b ">), "f")) == "void f(double b_, double b_2, double b_3, double* d_b_, double* d_b_3)");
  BOOST_TEST(head(to_c(grad(x * var<"d_x">), "f")) == "void f(double x, double d_x, double* d_x_, double* d_d_x)");
  BOOST_TEST(head(to_c(grad(var<"f"> * x), "f")) == "void f(double f_, double x, double* d_f_, double* d_x)");
  BOOST_TEST(head(to_c(sum(var<"A", dim<"n">, 2>) * var<"n">, "f")) == "double f(int n, const double* A, double n_)");
  BOOST_TEST(head(to_c(2_c * exp(x), "exp")) == "double exp_(double x)");
}

BOOST_AUTO_TEST_CASE(all_outputs_have_a_place) {
  BOOST_TEST(head(to_c(together(x * y, x + y, x - y), "f")) == "double f(double x, double y, double* result_2, double* result_3)");
  BOOST_TEST(head(to_c(together(V * V, sum(V), V), "f")) == "void f(const double* V, double* result, double* result_2, double* result_3)");
  BOOST_TEST(head(to_c(derivatives<2>(sin(x), x), "f")) == "double f(double x, double* result_2, double* result_3)");
}

BOOST_AUTO_TEST_CASE(what_is_written_compiles_and_is_right) {
  test::c_program program;
  program.add_function(to_c(together(x * y, x + y, V * V, V, V * V), "double"));
  program.add_call("  double a, v[4] = {1, 3, 2, 4}, b[4], c[4], d[4];\n  const double p = double_(3, 4, v, &a, b, c, d);\n");
  program.expect("first", "p", 12);
  program.expect("second", "a", 7);
  program.expect("third", "b[2]", 10);
  program.expect("fourth", "c[1]", 3);
  program.expect("fifth", "d[3]", 22);
  program.end_case();
  program.add_function(to_c(2_c * exp(x), "exp"));
  program.add_call("");
  program.expect("exp", "exp_(0)", 2);
  program.end_case();
  constexpr auto odd = var<"\u03b2"> * var<"weird-name"> + var<"while"> * var<"class"> * var<"NAN"> + exp(var<"exp">) * var<"I"> + x * data<"x"> + var<"nabla_x"> * var<"t1"> + var<" "> * var<"_X">;
  program.add_function(to_c(value_and_grad(odd), "printf"));
  program.add_call("  double g[13];\n  const double q = printf_(1, 2, 3, 4, 5, 0, 7, 8, 9, 10, 11, 12, 13, g, g + 1, g + 2, g + 3, g + 4, g + 5, g + 6, g + 7, g + 8, g + 9, g + 10, g + 11);\n");
  program.expect("value", "q", 2 + 60 + 7 + 72 + 110 + 156);
  program.expect("by beta", "g[0]", 2);
  program.expect("by exp", "g[5]", 7);
  program.expect("by x", "g[7]", 9);
  program.expect("by the last", "g[11]", 12);
  program.end_case();
  BOOST_TEST(program.run("odd_names") == 0);

  std::FILE* cpp = ::popen((NABLA_C_COMPILER " -x c++ -std=c++20 -fsyntax-only -Wall -Wextra -Wshadow -Werror -"s).c_str(), "w");
  std::fputs((to_c(value_and_grad(odd), "printf") + to_c(x * y, "template") + to_c(2_c * exp(x), "exp")).c_str(), cpp);
  BOOST_TEST(::pclose(cpp) == 0);
}

BOOST_AUTO_TEST_CASE(logarithms_of_small_determinants) {
  constexpr auto A = var<"A", 3, 3>;
  test::c_program program;
  program.add_function(to_c(value_and_grad(log(det(A))), "volume"));
  program.add_function(to_c(value_and_grad(log(abs(det(V)))), "size"));
  program.add_function(to_c(logdet(A), "scaled"));
  program.add_call(
      "  double a[9] = {0, 0, 4, 2, 0, 0, 0, -8, 0}, g[9], b[4] = {0, 2, 4, 1}, h[4];\n  const double v = volume(a, g), s = size(b, h);\n"
      "  double c[9] = {1e-200, 0, 0, 0, 1e200, 0, 0, 0, 1e-200};\n");
  program.expect("log(det)", "isnan(v)", 1);  // -64
  program.expect("by (2, 0)", "g[2]", 0.25);
  program.expect("by (0, 1)", "g[3]", 0.5);
  program.expect("by (1, 2)", "g[7]", -0.125);
  program.expect("by (0, 0)", "g[0]", 0);
  program.expect("log|det|", "s", std::log(2.0) + std::log(4.0));
  program.expect("by (1, 1)", "h[3]", 0);
  program.expect("by (0, 0) of 2 x 2", "h[0]", -0.125);
  program.expect("out of range", "scaled(c)", std::log(1e-200) + std::log(1e200) + std::log(1e-200));
  program.end_case();
  BOOST_TEST(program.run("determinants") == 0);
}

// of one's own, whose texts differ by characters that C has not
struct odd_rule : nabla::function<1> {
  static constexpr auto text = "odd-";
  static constexpr auto value(auto u) { return u * u * u * u * u + u; }
};
struct even_rule : nabla::function<1> {
  static constexpr auto text = "odd_x45";
  static constexpr auto value(auto u) { return u * u * u * u * u - u; }
};
BOOST_AUTO_TEST_CASE(helpers_of_different_functions_have_different_names) {
  test::c_program program;
  program.add_function(to_c(call<odd_rule>(x) + call<even_rule>(y), "f"));
  program.add_call("");
  program.expect("sum", "f(2, 3)", 34 + 240);
  program.end_case();
  BOOST_TEST(program.run("helpers") == 0);
}

}  // namespace
