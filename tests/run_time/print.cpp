// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Formulas as text that gives them back as C++, and as graphs for Graphviz.

#include <boost/test/unit_test.hpp>

#include <nabla/print.hpp>

#include <algorithm>
#include <array>
#include <iterator>
#include <sstream>
#include <string>

using namespace nabla;

namespace {

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto z = var<"z">;
constexpr auto n = dim<"n">;
constexpr auto X = data<"X", n, 3>;
constexpr auto W = var<"W", 3, 2>;

BOOST_AUTO_TEST_CASE(operators_and_brackets) {
  BOOST_TEST(to_string(x * y + z) == "x*y + z");
  BOOST_TEST(to_string(x * (y + z)) == "x*(y + z)");
  BOOST_TEST(to_string((x + y) + z) == "x + y + z");
  BOOST_TEST(to_string(x + (y + z)) == "x + y + z");
  BOOST_TEST(to_string(x - (y - z)) == "x - (y - z)");
  BOOST_TEST(to_string(x - y - z) == "x - y - z");
  BOOST_TEST(to_string(x - (y + z)) == "x - (y + z)");
  BOOST_TEST(to_string(x / (y * z)) == "x/(y*z)");
  BOOST_TEST(to_string(x / y / z) == "x/y/z");
  BOOST_TEST(to_string(x / y * z) == "x/y*z");
  BOOST_TEST(to_string(x * (y / z)) == "x*(y/z)");
  BOOST_TEST(to_string(-x * y) == "-x*y");
  BOOST_TEST(to_string(-(x * y)) == "-(x*y)");
  BOOST_TEST(to_string(-(-x)) == "-(-x)");
  BOOST_TEST(to_string(x - (-y)) == "x - -y");
  BOOST_TEST(to_string(x > y) == "x > y");
  BOOST_TEST(to_string((x > y) * z) == "(x > y)*z");
}

BOOST_AUTO_TEST_CASE(functions_and_matrices) {
  BOOST_TEST(to_string(max(x, exp(y))) == "max(x, exp(y))");
  BOOST_TEST(to_string(sqnorm(X * W - data<"Y", n, 2>)) == "sqnorm(X*W - Y)");
  BOOST_TEST(to_string(hadamard(X, X) + x * X) == "hadamard(X, X) + x*X");
  BOOST_TEST(to_string(transpose(X) * X * W) == "transpose(X)*X*W");
  BOOST_TEST(to_string(transpose(X) * (X * W)) == "transpose(X)*(X*W)");
  BOOST_TEST(to_string(mean(cross_entropy(softmax(X * W), labels<"t", n, 2>))) == "mean(cross_entropy(softmax(X*W), t))");
}

BOOST_AUTO_TEST_CASE(constants) {
  BOOST_TEST(to_string(2_c) == "2_c");
  BOOST_TEST(to_string(0.5_c * x) == "0.5_c*x");
  BOOST_TEST(to_string(c<1, 3> * x) == "c<1, 3>*x");
  BOOST_TEST(to_string(0.001_c) == "0.001_c");
  BOOST_TEST(to_string(-1.25_c) == "-1.25_c");
  BOOST_TEST(to_string(c<-1, 20>) == "-0.05_c");
}

BOOST_AUTO_TEST_CASE(shapes) {
  BOOST_TEST(to_string(shape_of(X)) == "nx3");
  std::ostringstream out;
  out << shape_of(W) << ' ' << shape_of(x);
  BOOST_TEST(out.str() == "3x2 1x1");
}

template <int Steps, class S>
constexpr auto squared(S s) {
  if constexpr (Steps == 0) return s;
  else return squared<Steps - 1>(s * s + x);
}
BOOST_AUTO_TEST_CASE(shared_parts_of_large_formulas_are_named_once) {
  const std::string text = to_string(squared<40>(x));
  BOOST_TEST(text.size() < 2000);
  BOOST_TEST(text.rfind("t39*t39 + x where t1 = x*x + x, t2 = t1*t1 + x, ", 0) == 0, text);
}

// Written out, each of these would be longer than any memory.
BOOST_AUTO_TEST_CASE(nothing_prints_exponentially) {
  constexpr auto f = squared<100>(x);
  for (const std::string& text : {to_string(f), to_latex(f), to_c(f, "f"), to_dot(f)}) BOOST_TEST(text.size() < 20000, text);
  constexpr auto all = value_and_grad(squared<30>(x * y));
  for (const std::string& text : {to_string(all), to_latex(all), to_c(all, "f"), to_dot(all)}) BOOST_TEST(text.size() < 20000, text);
}

BOOST_AUTO_TEST_CASE(derivatives) {
  // operands in the order in which they were written
  BOOST_TEST(to_string(value_and_grad(sigmoid(y * x + z), wrt(y))) == "value = sigmoid(y*x + z)\nd/dy = sigmoid(y*x + z)*(1_c - sigmoid(y*x + z))*x\n");
  BOOST_TEST(to_string(grad(sum(X * W))) == "d/dW = transpose(X)*broadcast_to<n, 2>(1_c)\n");
  BOOST_TEST(to_string(diff(mean(X * W), W)) == "transpose(X)*broadcast_to<n, 2>(1_c/count(like<n, 2>))");
  // one list of shared parts for all rows
  const std::string text = to_string(value_and_grad(squared<30>(y * z)));
  BOOST_TEST(text.size() < 6000);
  BOOST_TEST(text.rfind("value = t", 0) == 0, text);
  BOOST_TEST(text.find("where t1 = ") == text.rfind("where t"), text);
}

BOOST_AUTO_TEST_CASE(what_is_put_together_from_parts) {
  constexpr auto p = var<"p", 3>;
  constexpr auto q = var<"q", 2, 2>;
  constexpr auto r = var<"r", 1, 3>;
  constexpr auto w = var<"w", 5>;
  constexpr auto v = var<"v", n>;
  BOOST_TEST(to_string(grad(p[0_c] * sin(p[1_c]))) == "d/dp = vstack(sin(row<1>(p)), row<0>(p)*cos(row<1>(p)), 0_c)\n");
  BOOST_TEST(to_string(diff(r[0_c] * r[2_c], r)) == "hstack(column<2>(r), 0_c, column<0>(r))");
  BOOST_TEST(to_string(diff(q(0_c, 1_c) * q(1_c, 1_c), q)) == "vstack(hstack(0_c, block<1, 1, 1, 1>(q)), hstack(0_c, block<0, 1, 1, 1>(q)))");
  // beside other terms, and in brackets with them
  BOOST_TEST(to_string(2_c * diff(x * p[0_c] + sqnorm(p), p)) == "2_c*(2_c*p + vstack(x, 0_c, 0_c))");
  // pieces of a column; what overlaps is a term of its own
  BOOST_TEST(to_string(diff(sqnorm(rows<1, 3>(w)) + w[4_c] * x, w)) == "vstack(0_c, 2_c*rows<1, 3>(w), x)");
  BOOST_TEST(to_string(grad(sqnorm(rows<1, 3>(w)) + w[1_c] * x, wrt(w))) == "d/dw = vstack(0_c, 2_c*rows<1, 3>(w), 0_c) + vstack(0_c, x, 0_c, 0_c, 0_c)\n");
  // of unknown or many zeros, and as somebody wrote it
  BOOST_TEST(to_string(diff(sq(row<0>(v)), v)) == "put_row<0>(2_c*row<0>(v), like<n, 1>)");
  BOOST_TEST(to_string(put_row<1>(x, p)) == "put_row<1>(x, p)");
  BOOST_TEST(to_latex(diff(x * p[0_c] + sqnorm(p), p)) == "2 \\, p + \\begin{pmatrix} x \\\\ 0 \\\\ 0 \\end{pmatrix}");
  BOOST_TEST(to_latex(diff(x * q(0_c, 1_c), q)) == "\\begin{pmatrix} 0 & x \\\\ 0 & 0 \\end{pmatrix}");
  // the C is that of the elements
  BOOST_TEST(to_c(grad(p[0_c] * x), "f").find("d_p[0] = x;") != std::string::npos);
  BOOST_TEST(to_c(hessian(p[0_c] * sin(p[1_c]), wrt(p)), "f") == to_c(diff(p[0_c] * sin(p[1_c]), p, p), "f"));
  BOOST_TEST(to_c<float>(jacobian(vstack(x * p[0_c], x), wrt(p, x)), "f") == to_c<float>(diff(vstack(x * p[0_c], x), wrt(p, x)), "f"));
}

BOOST_AUTO_TEST_CASE(streams) {
  std::ostringstream out;
  out << x + y << '\n'
      << grad(x * y);
  BOOST_TEST(out.str() == "x + y\nd/dx = y\nd/dy = x\n");
}

#ifdef __cpp_lib_format
BOOST_AUTO_TEST_CASE(formats) {
  BOOST_TEST(std::format("{} | {:latex} | {}", x * y, x * y, grad(x)) == "x*y | x \\, y | d/dx = 1_c\n");
  BOOST_TEST(std::format("{:dot}", x * y) == to_dot(x * y));
  BOOST_CHECK_THROW((void)std::vformat("{:c}", std::make_format_args(x)), std::format_error);
}
#endif

BOOST_AUTO_TEST_CASE(latex) {
  constexpr auto w0 = var<"w0">;
  constexpr auto lambda = data<"lambda">;
  BOOST_TEST(to_latex(sigmoid(w0 * x + y)) == "\\sigma\\left(w_{0} \\, x + y\\right)");
  BOOST_TEST(to_latex((x + y) / sqrt(x * y)) == "\\frac{x + y}{\\sqrt{x \\, y}}");
  BOOST_TEST(to_latex(0.5_c * exp(-x * x) * (x - (y - 1_c)) * -2_c) == "\\frac{1}{2} \\, e^{-x \\, x} \\, \\left(x - \\left(y - 1\\right)\\right) \\, \\left(-2\\right)");
  BOOST_TEST(to_latex(sqnorm(X * W) + lambda * norm1(W)) == "\\left\\|X W\\right\\|^2 + \\lambda \\, \\left\\|W\\right\\|_1");
  BOOST_TEST(to_latex(hadamard(W, W) * transpose(W)) == "\\left(W \\odot W\\right) W^{\\top}");
  BOOST_TEST(to_latex(transpose(X * W)) == "\\left(X W\\right)^{\\top}");
  BOOST_TEST(to_latex(where(x > 0_c && y <= 1_c, x, -pow(x - 1_c, 2_c))) ==
             "\\begin{cases} x & x > 0 \\land y \\le 1 \\\\ -\\left(x - 1\\right)^{2} & \\text{otherwise} \\end{cases}");
  BOOST_TEST(to_latex(mean(W)) == "\\operatorname{mean}\\left(W\\right)");
  BOOST_TEST(to_latex(grad(x * y)) == "\\begin{aligned}\n\\nabla_{x} f &= y \\\\\n\\nabla_{y} f &= x \\\\\n\\end{aligned}");
  BOOST_TEST(to_latex(value_and_grad(x * x)) == "\\begin{aligned}\nf &= x \\, x \\\\\n\\nabla_{x} f &= 2 \\, x \\\\\n\\end{aligned}");
  BOOST_TEST(to_latex(x - (-y)) == "x - \\left(-y\\right)");
  BOOST_TEST(to_latex(-2_c * x) == "-2 \\, x");
  BOOST_TEST(to_latex(pow(x / y, 2_c) + sq(x + y)) == "\\left(\\frac{x}{y}\\right)^{2} + \\left(x + y\\right)^{2}");
  BOOST_TEST(to_latex(pow(sqnorm(W), 2_c)) == "\\left(\\left\\|W\\right\\|^2\\right)^{2}");  // two exponents on one base are an error
  BOOST_TEST(to_latex(sum(W) + sum(hadamard(W, W))) == "\\sum_{i,j} W_{ij} + \\sum_{i,j} \\left(W \\odot W\\right)_{ij}");
  BOOST_TEST(to_latex(sum(var<"w1", 3>)) == "\\sum_{i} \\left(w_{1}\\right)_{i}");
  BOOST_TEST(to_latex(inverse(var<"A", 2, 2>) * transpose(row<0>(var<"A", 2, 2>))) == "A^{-1} \\operatorname{row}_{0}\\left(A\\right)^{\\top}");
  // functions of which derivatives are made, as a paper has them
  const auto written = [](auto f) { return to_latex(f); };
  constexpr auto v = var<"v", 3>;
  BOOST_TEST(written(diff(norm2(v), v)) == "\\frac{v}{\\left\\|v\\right\\|_2}");
  BOOST_TEST(written(diff(hypot(x, y), x)) == "\\frac{x}{\\sqrt{x^2 + y^2}}");
  BOOST_TEST(written(diff(asin(x), x)) == "\\frac{1}{\\sqrt{1 - x^{2}}}");
  BOOST_TEST(written(diff(logit(x - y), x)) == "\\frac{1}{\\left(x - y\\right) \\, \\left(1 - \\left(x - y\\right)\\right)}");
  BOOST_TEST(written(diff(pow(x, y), y)) == "x^{y} \\, \\log\\left(x\\right)");
  BOOST_TEST(written(2_c * xlogy(x + y, z)) == "2 \\, \\left(\\left(x + y\\right) \\, \\log\\left(z\\right)\\right)");
  BOOST_TEST(written(x - expm1(y)) == "x - \\left(e^{y} - 1\\right)");
  BOOST_TEST(written(sq(expm1(x))) == "\\left(e^{x} - 1\\right)^{2}");
  BOOST_TEST(written(log1p(-x)) == "\\log\\left(1 + \\left(-x\\right)\\right)");
  BOOST_TEST(written(sq(rsqrt(x))) == "\\left(\\frac{1}{\\sqrt{x}}\\right)^{2}");
  BOOST_TEST(written(xlogy(W, sq(W))) == "W \\odot \\log\\left(W^{\\circ 2}\\right)");
  BOOST_TEST(to_latex(hypot(x + y, z)) == "\\sqrt{\\left(x + y\\right)^2 + z^2}");
  BOOST_TEST(detail::latex_name("learning_rate") == "\\mathrm{learning}_{\\mathrm{rate}}");
  BOOST_TEST(detail::latex_name("a_b_1") == "a_{b, 1}");
  BOOST_TEST(detail::latex_name("beta_1") == "\\beta_{1}");
  BOOST_TEST(detail::latex_name("50%") == "\\text{50\\%}");
  BOOST_TEST(detail::latex_name("alpha12") == "\\alpha_{12}");
  BOOST_TEST(detail::latex_name("W'") == "W'");
}

BOOST_AUTO_TEST_CASE(odd_names) {
  // text that compiles, and is the same formula
  BOOST_TEST(to_string(var<"weird-name"> * var<"1x"> + var<" "> + var<"a\"b\\c"> + var<"\u03b2">) == "var<\"weird-name\">*var<\"1x\"> + var<\" \"> + var<\"a\\\"b\\\\c\"> + \u03b2");
  BOOST_TEST(to_string(var<"class"> * var<"x_1"> + sin(var<"sin">)) == "var<\"class\">*x_1 + sin(var<\"sin\">)");
  BOOST_TEST(to_string(x * data<"x"> + sum(var<"x", 3>) * x) == "x*data<\"x\"> + sum(var<\"x\", 3, 1>)*x");
  BOOST_TEST(to_string(grad(x * sum(var<"x", 3>))) == "d/dx = sum(var<\"x\", 3, 1>)\nd/dvar<\"x\", 3, 1> = broadcast_to<3, 1>(x)\n");

  const std::pair<const char*, const char*> names[] = {{"x-y", "\\text{x-y}"}, {"x y", "\\text{x y}"}, {"x^2", "\\text{x\\textasciicircum{}2}"}, {"#1", "\\text{\\#1}"}, {"10", "\\text{10}"}, {"x_", "\\text{x\\_}"}, {"_x", "\\text{\\_x}"}, {"x__y", "\\text{x\\_\\_y}"}, {"", "\\text{?}"}, {"%", "\\text{\\%}"}, {"\u03b2", "\\beta"}, {"\u03b2_1", "\\beta_{1}"}, {"\\", "\\text{\\textbackslash{}}"}, {"{}", "\\text{\\{\\}}"}};
  for (const auto& [name, latex] : names) BOOST_TEST(detail::latex_name(name) == latex);
  BOOST_TEST(to_latex(var<"A1"> * var<"A_1">) == "A_{1} \\, \\text{A\\_1}");
  BOOST_TEST(to_latex(x * data<"x"> * sum(var<"x", 3>)) == "x \\, \\text{x} \\, \\left(\\sum_{i} {x^{(2)}}_{i}\\right)");

  const std::string dot = to_dot(var<"a\"b\\c\nd"> * sum(var<"W", dim<"<n>">, 2>));
  BOOST_TEST(dot.find("label=\"a\\\"b\\\\c\\nd\"") != std::string::npos, dot);
}

// One text for different meanings: what is done to every element is not what is done to the matrix.
BOOST_AUTO_TEST_CASE(latex_tells_apart) {
  constexpr auto A = var<"A", 2, 2>;
  const std::string of_matrices[] = {to_latex(inverse(A)), to_latex(inv(A)), to_latex(sq(A)), to_latex(A * A), to_latex(hadamard(A, A)), to_latex(pow(A, 3_c)), to_latex(A * A * A), to_latex(1_c / A),
                                     to_latex(sq(inverse(A))), to_latex(inverse(sq(A))), to_latex(inv(sq(A))), to_latex(abs(A)), to_latex(det(A)), to_latex(norm2(A)), to_latex(norm1(A)), to_latex(sqnorm(A)),
                                     to_latex(exp(sum(A))), to_latex(sum(exp(A))), to_latex(sq(sum(A))), to_latex(sum(sq(A))), to_latex(maximum(A)), to_latex(max(A, A)), to_latex(hypot(A, A))};
  for (const std::string& one : of_matrices) BOOST_TEST(std::count(std::begin(of_matrices), std::end(of_matrices), one) == 1, one);
  BOOST_TEST(to_latex(inv(A)) == "A^{\\circ -1}");
  BOOST_TEST(to_latex(sq(x) + pow(x, 3_c)) == "x^{2} + x^{3}");
}

BOOST_AUTO_TEST_CASE(graphs) {
  const std::string plain = to_dot(x * y + z);
  BOOST_TEST(plain.rfind("digraph formula {\n", 0) == 0);
  BOOST_TEST(plain.find("n0 [label=\"x\", shape=plaintext];") != std::string::npos);
  BOOST_TEST(plain.find("n2 [label=\"*\"];") != std::string::npos);
  BOOST_TEST(plain.find("n0 -> n2") != std::string::npos);
  BOOST_TEST(plain.substr(plain.size() - 2) == "}\n");
  const std::string shapes = to_dot(sum(X * W));
  BOOST_TEST(shapes.find("label=\"X\\nnx3\"") != std::string::npos, shapes);
  BOOST_TEST(shapes.find("[label=\"nx2\"]") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(graphs_with_values_and_gradients) {
  const std::string at_a_point = to_dot(3_c * (x * y + max(y, z)), at(x = 1.0, y = 2.0, z = -4.0));
  // value above, gradient below: x is 1 with 6; the max is 2 with 3; the result is 12 with 1
  for (const char* label : {"<<font color=\"#1a7f37\">1</font><br/><font color=\"#cf222e\">6</font>>", "<<font color=\"#1a7f37\">2</font><br/><font color=\"#cf222e\">3</font>>",
                            "<<font color=\"#1a7f37\">12</font><br/><font color=\"#cf222e\">1</font>>", "<<font color=\"#1a7f37\">-4</font><br/><font color=\"#cf222e\">0</font>>"})
    BOOST_TEST(at_a_point.find(label) != std::string::npos, label);
  const std::string matrices = to_dot(sum(X * W), at(X = std::array<double, 6>{3, 0, 0, 0, 4, 0}, W = std::array<double, 6>{1, 0, 0, 1, 0, 0}));
  BOOST_TEST(matrices.find("nx3<br/><font color=\"#1a7f37\">5</font>") != std::string::npos, matrices);  // Euclidean norm
}

BOOST_AUTO_TEST_CASE(graphs_of_derivatives) {
  const auto count = [](const std::string& text, const std::string& part) {
    int times = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++times;
    return times;
  };
  const std::string plain = to_dot(value_and_grad(sigmoid(x * y + z)));
  BOOST_TEST(count(plain, "[label=\"sigmoid\"") == 1, plain);  // shared by all results
  for (const char* label : {"\"value\"", "\"d/dx\"", "\"d/dy\"", "\"d/dz\""}) BOOST_TEST(count(plain, label) == 1, label);
  const std::string at_a_point = to_dot(grad(3_c * (x * y + max(y, z))), at(x = 1.0, y = 2.0, z = -4.0));
  BOOST_TEST(count(at_a_point, ">6</font>") == 3, at_a_point);  // y - z, d/dx and d/dy
  BOOST_TEST(count(at_a_point, "#cf222e") == 0);
  const std::string matrices = to_dot(grad(sqnorm(X * W)), at(X = std::array<double, 6>{3, 0, 0, 0, 4, 0}, W = std::array<double, 6>{1, 0, 0, 1, 0, 0}));
  BOOST_TEST(count(matrices, "nx2<br/><font color=\"#1a7f37\">10</font>") == 1, matrices);  // 2 X W
  BOOST_TEST(to_dot(x + var<"a\"b">).find("label=\"a\\\"b\"") != std::string::npos);
}

}  // namespace
