// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// What to_string() writes is C++ that gives the expression back: printed into a program, which says so while it compiles. What to_latex() writes
// is balanced. Both for all functions of the table.

#include <boost/test/unit_test.hpp>

#include <support/printed.hpp>

#include <nabla/print/latex.hpp>
#include <nabla/print/text.hpp>

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace test;

namespace {

using all_numbers = std::make_integer_sequence<int, []<class... Rules>(rule_list<Rules...>) { return static_cast<int>(sizeof...(Rules)); }(all_rules{})>;

class printed_program {
 public:
  /// `source` and the text of its value are one type; or, where sums lose brackets, equal.
  template <class E>
  void one_type(const std::string& source, E e) {
    add("same(" + source + ", " + to_string(e) + ")");
  }
  template <class E>
  void equal(const std::string& source, E e) {
    add("same_or_equal(" + source + ", " + to_string(e) + ")");
  }
  template <int I>
  void function_of_the_table() {
    const std::string number = std::to_string(I), text = decltype(rule_at<I>(all_rules{}))::text;
    if (text == "&&" || text == "||" || text == "!") return;  // of conditions, see below
    if (text.find("to_end") != std::string::npos) {           // of a size that is known the end is a number
      equal("function_of_table<" + number + ">()", function_of_table<I>());
      return;
    }
    one_type("function_of_table<" + number + ">()", function_of_table<I>());
    derivatives("derivatives_of_table<" + number + ">()", derivatives_of_table<I>());
  }
  bool compiles() const {
    namespace fs = std::filesystem;
    const fs::path source = fs::temp_directory_path() / ("nabla_round_trip_" + std::to_string(::getpid()) + ".cpp");
    std::ofstream(source) << "#include <support/printed.hpp>\nusing namespace test;\n"
                          << program_;
    const bool right = std::system((NABLA_COMPILE " -Wno-parentheses -fsyntax-only '" + source.string() + "'").c_str()) == 0;
    if (right) fs::remove(source);
    return right;
  }

 private:
  template <class... E>
  void derivatives(const std::string& source, expression_list<E...>) {
    std::string list;
    ((list += (list.empty() ? "" : ", ") + to_string(E{})), ...);
    if (sizeof...(E) > 0) add("same(" + source + ", partial(" + list + "))");
  }
  void add(const std::string& condition) { program_ += "static_assert(" + condition + ");\n"; }

  std::string program_;
};

#define ONE_TYPE(...) program.one_type(#__VA_ARGS__, __VA_ARGS__)
#define EQUAL(...) program.equal(#__VA_ARGS__, __VA_ARGS__)

BOOST_AUTO_TEST_CASE(text_gives_the_expression_back) {
  printed_program program;
  // operators
  ONE_TYPE(x + y + z);
  EQUAL(x + (y + z));
  ONE_TYPE(x - (y - z));
  ONE_TYPE(x - (y + z));
  ONE_TYPE(x - y - z);
  ONE_TYPE(x - y + z);
  ONE_TYPE(x * y * z);
  ONE_TYPE(x * (y * z));
  ONE_TYPE(x / y / z);
  ONE_TYPE(x / (y / z));
  ONE_TYPE(x / (y * z));
  ONE_TYPE(x / y * z);
  ONE_TYPE(x * (y / z));
  ONE_TYPE((x + y) * (y - z));
  ONE_TYPE(-x * y);
  ONE_TYPE(-(x * y));
  ONE_TYPE(x * -y);
  ONE_TYPE(x / -y);
  ONE_TYPE(-x / -(-y));
  ONE_TYPE(-(-x));
  ONE_TYPE(-(-(-x)));
  ONE_TYPE(x - -y);
  ONE_TYPE(-(x + y) - (-z));
  ONE_TYPE(x + -(-y));
  // names
  ONE_TYPE(var<"weird-name"> * var<"1x"> + exp(var<" ">) - var<"a\"b\\c"> / var<"class">);
  ONE_TYPE(x * data<"x"> + sum(var<"x", 3>) * x);
  ONE_TYPE(sin(var<"sin">) + var<"two words"> * var<"a-b">);
  // constants
  ONE_TYPE(2_c * x + 0.5_c);
  ONE_TYPE(-2_c * x);
  ONE_TYPE(x * -2_c - -1.25_c);
  ONE_TYPE(x - c<-1, 3>);
  ONE_TYPE(-(-2_c * x));
  ONE_TYPE(x + c<1, 3> * (y < c<2, 7>));
  ONE_TYPE(0.000001_c * x / 9223372036854775807_c);
  ONE_TYPE(c<3852926924707797, 3414567582477941> * x);
  ONE_TYPE(pow(x, -2_c) * pow(-x, c<1, 3>) + pow(pow(x, y), z));
  // comparisons and logic
  ONE_TYPE(where((x > y && !(y <= z)) || x >= 0_c, x, -y));
  ONE_TYPE(where((x > y || y < z) && equal(x < y, z), x, y));
  ONE_TYPE(!(x < z) * (x > y) + (x + y > z * w));
  ONE_TYPE(where(equal(x, y > z), 1_c, x < y));
  ONE_TYPE(where(equal(x, y) || not_equal(y, z), x, y));
  ONE_TYPE(!(!(x < y)));
  // matrices
  ONE_TYPE(X * W * transpose(W));
  ONE_TYPE(X * (W * transpose(W)));
  ONE_TYPE(hadamard(A, B) + x * A - A * x);
  ONE_TYPE(transpose(A * B) * -(x * v));
  ONE_TYPE(sum(X * W) / count(X) + mean(cross_entropy(softmax(X * W), t)));
  ONE_TYPE(broadcast_to<n, 3>(x) + broadcast_to<n, 3>(row1) + X);
  ONE_TYPE(broadcast_to(x, A) + broadcast_to(row1, A));
  ONE_TYPE(count(like<n, 2>) * x);
  ONE_TYPE(reshape<n, 3>(X) + x * sum(reshape<2, 6>(M) * broadcast_to<6, 1>(y)));
  ONE_TYPE(row<0>(A) + row<-1>(A) + transpose(column<1>(A)));
  ONE_TYPE(rows<1, 2>(A) * columns<-2, 2>(A) + block<0, 1, 2, 2>(A));
  ONE_TYPE(hstack(A, B, v) * vstack(A, B, row1) + hstack(M, M, v, v, v) * broadcast_to<11, 3>(x));
  ONE_TYPE(repeat<2, 3>(A));
  ONE_TYPE(solve(A, v) + inverse(A) * solve_lower(B, v) + diag(v) * diagonal(A));
  ONE_TYPE(head<2>(v) + tail<2>(v));
  ONE_TYPE(rows<1, to_end>(X) + shift<1>(rows<1, to_end>(X)));
  EQUAL(sum_over<0, 3>([](auto i) { return row<i>(X) * v; }));
  EQUAL(dot(v, v) + frobenius(A) + quadratic_form(A, v) + logdet(A));
  ONE_TYPE(leaky_relu(x) + elu(x, 2_c) + huber(x) + clamp(x, y, z) + fma(x, y, z) + atan2(x, y));
  // all functions, and what derivatives consist of
  [&]<int... I>(std::integer_sequence<int, I...>) { (program.function_of_the_table<I>(), ...); }(all_numbers{});
  // derivatives, with functions whose last operand is a shape only
  EQUAL(diff(sigmoid(w * x + z), w));
  EQUAL(diff(mean(X * W), W));
  EQUAL(diff(row<0>(v) * sin(row<1>(v)) + sqnorm(v), v));
  EQUAL(diff(A(0_c, 1_c) * A(1_c, 1_c), A));
  EQUAL(diff(sum(hadamard(row<1>(A), row1)), A));
  EQUAL(diff(sqnorm(reshape<2, 6>(M)) + sum(hstack(M, M)), M));
  EQUAL(diff(norm2(v) + prod(v), v));
  EQUAL(diff(trace(diff(det(A), A)), A));
  BOOST_TEST(program.compiles());
}

/// Braces, \left and \right, and environments close in the order in which they open.
std::string problem_of_latex(const std::string& text) {
  std::string open;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto is = [&](const char* what) { return text.compare(i, std::string(what).size(), what) == 0; };
    if (is("\\{") || is("\\}") || is("\\\\")) {
      ++i;
      continue;
    }
    const char opens = text[i] == '{' ? '{' : (is("\\left") && !is("\\leftarrow") ? 'l' : (is("\\begin{") ? 'b' : ' '));
    const char closes = text[i] == '}' ? '{' : (is("\\right") && !is("\\rightarrow") ? 'l' : (is("\\end{") ? 'b' : ' '));
    if (opens != ' ') open += opens;
    if (closes != ' ') {
      if (open.empty() || open.back() != closes) return "unbalanced at " + text.substr(i);
      open.pop_back();
    }
  }
  return open.empty() ? "" : "open at the end";
}

BOOST_AUTO_TEST_CASE(latex_is_balanced) {
  const auto check = [](const std::string& text) { BOOST_TEST(problem_of_latex(text) == "", text); };
  BOOST_TEST(problem_of_latex("\\left(x\\right") == "");
  BOOST_TEST(problem_of_latex("\\frac{x}{y") != "");
  BOOST_TEST(problem_of_latex("{\\left(x}\\right)") != "");
  const auto one = [&](auto f) { check(to_latex(f)); };
  const auto all = [&]<class... E>(expression_list<E...>) { (check(to_latex(E{})), ...); };
  [&]<int... I>(std::integer_sequence<int, I...>) { (one(function_of_table<I>()), ...), (all(derivatives_of_table<I>()), ...); }(all_numbers{});
}

}  // namespace
