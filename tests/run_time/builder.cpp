// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Formulas that are made at run time: texts and derivatives are those of the same formulas as types.

#include <boost/test/unit_test.hpp>

#include <support/refusal.hpp>

#include <nabla/build.hpp>

#include <limits>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using namespace nabla;
using test::refusal;

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto n = dim<"n">;
constexpr auto v = var<"v", n>;
constexpr auto W = data<"W", 3, n>;

/// A front end in twenty lines: "x 2 * sin y +" in reverse Polish notation.
built_expression parse(graph_builder& b, const std::string& text) {
  std::vector<built_expression> stack;
  const auto take = [&stack] {
    const built_expression top = stack.back();
    stack.pop_back();
    return top;
  };
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    if (word.find_first_not_of("0123456789") == std::string::npos) stack.push_back(b.number(std::stoi(word)));
    else if (word == "x" || word == "y") stack.push_back(b.var(word));
    else if (word.size() == 1) {
      const built_expression right = take(), left = take();
      stack.push_back(word == "+" ? left + right : word == "-" ? left - right
                          : word == "*"                        ? left * right
                                                               : left / right);
    } else stack.push_back(b.apply(word, {take()}));
  }
  return take();
}

BOOST_AUTO_TEST_CASE(a_front_end_of_its_own) {
  graph_builder b;
  const built_expression f = parse(b, "x 2 * sin y + x y - /");
  constexpr auto same = (sin(x * 2_c) + y) / (x - y);
  BOOST_TEST(to_string(f) == to_string(same));
  BOOST_TEST(to_latex(f) == to_latex(same));
  const built_expression slope = b.diff(f, b.var("x"));
  BOOST_TEST(to_string(slope) == to_string(diff(same, x)));
  BOOST_TEST((slope == parse(b, "x 2 * cos 2 * x y - / x 2 * sin y + x y - x y - * / -")));
  BOOST_TEST(!(slope == f));
  BOOST_TEST(to_string(b.diff(slope, b.var("y"))) == to_string(diff(diff(same, x), y)));
  BOOST_TEST(to_string(b.diff(f, b.var("z"))) == "0_c");
}

BOOST_AUTO_TEST_CASE(matrices_with_sizes_that_are_names) {
  graph_builder b;
  const auto size = b.size("n");
  const built_expression w = b.var("v", matrix_shape(size, 1)), A = b.data("W", matrix_shape(3, size));
  const built_expression f = b.apply("sum", {b.apply("tanh", {A * w})}) + b.apply("mean", {w});
  constexpr auto same = sum(tanh(W * v)) + mean(v);
  BOOST_TEST(to_string(f) == to_string(same));
  BOOST_TEST(to_string(b.diff(f, w)) == to_string(diff(same, v)));
  BOOST_TEST((b.diff(b.apply("sum", {w}), w).extents() == matrix_shape(n, 1)));
  std::ostringstream out;
  out << -w;
  BOOST_TEST(out.str() == "-v");
}

struct cube_rule : function<1> {
  static constexpr auto text = "cube";
  static constexpr auto value(auto u) { return u * u * u; }
  static constexpr auto partials(auto u, auto) { return partial(3_c * sq(u)); }
};

BOOST_AUTO_TEST_CASE(functions_of_ones_own_and_what_is_refused) {
  graph_builder b;
  const built_expression a = b.var("x"), w = b.var("w", matrix_shape(3, 1)), u = b.var("u", matrix_shape(2, 1));
  BOOST_TEST(to_string(b.diff(b.apply<cube_rule>({a}), a)) == "3_c*sq(x)");
  BOOST_TEST(refusal([&] { b.apply("sine", {a}); }) == "nabla: no function is called sine");
  BOOST_TEST(refusal([&] { b.apply("sin", {a, a}); }) == "nabla: another number of operands has the function sin");
  BOOST_TEST(refusal([&] { b.diff(w, w); }) == "nabla: a derivative needs a scalar function; close it with sum(...) or mean(...)");
  BOOST_TEST(refusal([&] { b.diff(b.apply("tetragamma", {a}), a); }) == "nabla: a function in this formula has no derivative rule");
  BOOST_TEST(refusal([&] { w + u; }) == "nabla: operands of +: sizes differ and neither is 1");
  BOOST_TEST(refusal([&] { b.diff(a * a, a * a); }) == "nabla: diff(f, x) takes a formula and a symbol");
  BOOST_TEST(refusal([&] { w* u; }) == "nabla: operands of matmul: columns of the left differ from rows of the right");
}

// What types refuse is refused here, too: names, sizes, numbers, and what is no condition.
BOOST_AUTO_TEST_CASE(what_types_refuse) {
  graph_builder b;
  const char* const named = "nabla: a name is a text that is not empty and does not begin with #";
  for (const std::string& name : {std::string(), std::string("#001"), std::string("#"), std::string("a\0b", 3)}) {
    BOOST_TEST(refusal([&] { b.var(name); }) == named);
    BOOST_TEST(refusal([&] { b.data(name); }) == named);
    BOOST_TEST(refusal([&] { b.size(name); }) == named);
  }
  BOOST_TEST(to_string(b.var("a#")) == "var<\"a#\">");
  const char* const sized = "nabla: the size of a symbol is a number from 0 on, or the name of one";
  BOOST_TEST(refusal([&] { b.var("v", matrix_shape(-3, 1)); }) == sized);
  BOOST_TEST(refusal([&] { b.data("v", matrix_shape(1, -1)); }) == sized);
  BOOST_TEST((b.var("v", matrix_shape(0, 2)).extents() == matrix_shape(0, 2)));
  BOOST_TEST((b.number(2, 4) == b.number(-1, -2)));
  BOOST_TEST(to_string(b.number(2, 4)) == "0.5_c");
  BOOST_TEST(to_string(b.number(0, -5)) == "0_c");
  BOOST_TEST(refusal([&] { b.number(1, 0); }) == "nabla: a constant with denominator 0");
  BOOST_TEST(refusal([&] { b.number(std::numeric_limits<std::int64_t>::min(), -1); }) == "nabla: this constant does not fit into 64 bits");
  const built_expression a = b.var("x"), c = b.var("y"), less = b.apply("<", {a, c});
  BOOST_TEST(refusal([&] { b.apply("where", {a, a, c}); }) == "nabla: the condition of where() is a comparison of values: x > y, equal(x, y), not_equal(x, 0_c), combined by && || !");
  BOOST_TEST(refusal([&] { b.apply("&&", {less, a}); }) == "nabla: && || ! take comparisons of values: x > y, equal(x, y), not_equal(x, 0_c)");
  BOOST_TEST(refusal([&] { b.apply("!", {a}); }) == "nabla: && || ! take comparisons of values: x > y, equal(x, y), not_equal(x, 0_c)");
  BOOST_TEST(refusal([&] { b.apply(">=", {less, c}); }) == "nabla: a comparison of a comparison; write 0_c < x && x < 1_c for 0_c < x < 1_c");
  BOOST_TEST(to_string(b.apply("where", {b.apply("&&", {less, b.apply("!", {b.number(1)})}), a, c})) == to_string(where(x < y && !1_c, x, y)));
}

}  // namespace
