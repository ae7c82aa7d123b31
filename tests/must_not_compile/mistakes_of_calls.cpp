// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Values that are bound at a call, and what a call gives.

#include <nabla/nabla.hpp>

#include <array>
#include <iostream>
#include <span>
#include <string>
#include <vector>

namespace {

using namespace nabla;
[[maybe_unused]] constexpr auto x = var<"x">;
[[maybe_unused]] constexpr auto y = var<"y">;
[[maybe_unused]] constexpr auto v = var<"v", 3>;
[[maybe_unused]] constexpr auto of_any_length = var<"of_any_length", dim<"n">>;
[[maybe_unused]] constexpr auto W = var<"W", 2, 3>;
[[maybe_unused]] constexpr auto A = data<"A", dim<"n">, 3>;
[[maybe_unused]] constexpr auto t = labels<"t", 2, 3>;
[[maybe_unused]] constexpr std::array four{1.0, 2.0, 3.0, 4.0};
[[maybe_unused]] constexpr std::array three{1.0, 2.0, 3.0};
[[maybe_unused]] constexpr std::array six{1.0, 2.0, 3.0, 4.0, 5.0, 6.0};
[[maybe_unused]] double memory[3];
[[maybe_unused]] double too_many[4];
[[maybe_unused]] float floats[3];
[[maybe_unused]] constexpr std::array three_floats{1.0f, 2.0f, 3.0f};
[[maybe_unused]] std::vector<double> some_numbers{1.0};
[[maybe_unused]] std::array point{1.0, 2.0, 3.0};
[[maybe_unused]] auto evaluator_of_a_product = evaluator(x * y);
[[maybe_unused]] auto slopes_of_a_product = grad(x * y)(x = 1.0, y = 2.0);
[[maybe_unused]] constexpr auto ratio = formula<"p", "q">([](auto p, auto q) { return p / q; });
[[maybe_unused]] constexpr auto weighted = formula([](auto u, auto A) { return sum(A * u); }, v, W);
[[maybe_unused]] auto rerun_of_weighted = evaluator(grad(weighted));
struct price {
  double value;
};
struct numbers_of_another_header;
[[maybe_unused]] const numbers_of_another_header* elsewhere = nullptr;
[[maybe_unused]] const std::vector<std::string> words{"1.0"};

#ifdef NABLA_MUST_NOT_COMPILE
void mistakes() {
  // symbols
  auto missing = (x * y)(x = 1.0);  // nabla: a symbol of this expression is bound to no value
  std::cout << (x * x * y)(y = 1.0) << '\n';  // nabla: a symbol of this expression is bound to no value
  auto missing_in_a_gradient = grad(sq(x) * y)(x = 1.0);  // nabla: a symbol of this expression is bound to no value
  auto of_no_size = sum(x * ones<dim<"n">>)(x = 1.0);  // nabla: a size of this expression is bound to no value: n = 200 at the call
  auto unknown = (x * x)(x = 1.0, y = 2.0);  // nabla: a value is bound to a symbol that does not occur in this expression
  auto twice = (x * x)(x = 1.0, x = 2.0);  // nabla: a symbol is bound twice in one call
  auto by_position = (x * y)(1.0, 2.0);  // nabla: a formula is called with values bound by name, f(x = 1.0); subs(f, x = y * y) puts in
  auto by_an_expression = sin(x)(y * y);  // nabla: a formula is called with values bound by name
  auto formula_for_a_value = (x * y)(x = sin(y), y = 1.0);  // nabla: a value is bound at a call; an expression is put in for a symbol by subs(f, x = y * y)
  double of_a_declared_type = sqnorm(v)(v = *elsewhere);  // nabla: a value of this type cannot be bound: Eigen needs <nabla/eigen.hpp>, std::array <array>, other types nabla::input_traits
  auto at_a_point = cos(x)(at(x = 1.0));  // nabla: a formula is called with values bound by name
  auto by_both = ratio(1.0, x = 2.0);  // nabla: a formula is called with values by name, f(x = 1.0, y = 2.0), or in the order of its parameters, f(1.0, 2.0)
  auto text_in_order = ratio("1.0", 2.0);  // nabla: a value of this type cannot be bound
  auto null_in_order = ratio(1.0, nullptr);  // nabla: a value of this type cannot be bound
  auto own_type_in_order = grad(ratio)(price{1.0}, 2.0);  // nabla: a value of this type cannot be bound
  auto too_long_in_order = weighted(four, six);  // nabla: a matrix of another size is bound to this symbol
  auto number_for_column_in_order = value_and_grad(weighted)(1.0, six);  // nabla: a number is bound to a matrix
  auto jacobian_in_order = jacobian(weighted, wrt(v))(three, 2.0);  // nabla: a number is bound to a matrix
  auto hessian_in_order = evaluator(hessian(weighted, wrt(v)))(three, four);  // nabla: a matrix of another size is bound to this symbol
  auto rerun_in_order = rerun_of_weighted(four, six);  // nabla: a matrix of another size is bound to this symbol
  auto more_digits_in_order = evaluator<float>(ratio)(1.0f, 2.0);  // nabla: a bound value has more precision than this evaluator
  auto every_one_in_order = vmap(ratio)(three, words);  // nabla: vmap() takes numbers, or ranges of the numbers that it computes in: vmap<float>(...) for float
  auto braces_in_order = weighted({1.0, 2.0, 3.0}, six);  // nabla: values in braces are bound by name, f(v = {1.0, 2.0, 3.0}); in the order of the parameters stand numbers, ranges of numbers and matrices
  auto braces_in_a_gradient = grad(weighted)(three, {{1.0, 2.0, 3.0}, {4.0, 5.0, 6.0}});  // nabla: values in braces are bound by name, f(v = {1.0, 2.0, 3.0}); in the order of the parameters stand numbers, ranges of numbers and matrices
  auto braces_of_every_one = vmap(ratio)({1.0, 2.0}, 2.0);  // nabla: values in braces are bound by name, f(v = {1.0, 2.0, 3.0}); in the order of the parameters stand numbers, ranges of numbers and matrices
  auto formulas_too_many = ratio(x, y, x);  // nabla: a formula is called with a value for each of its parameters, in their order, or by name: f(x = 1.0, y = 2.0)
  auto as_a_structure = grad(ratio)(1.0, 2.0).as<price>();  // nabla: a gradient becomes a structure by <nabla/hana.hpp> and BOOST_HANA_DEFINE_STRUCT, whose members are symbols of the gradient
  auto as_a_map = grad(weighted)(three, six).map();  // nabla: a gradient as a Boost.Hana map needs #include <nabla/hana.hpp>
  auto one_short = ratio(1.0);  // nabla: a formula is called with a value for each of its parameters, in their order, or by name: f(x = 1.0, y = 2.0)
  auto one_more = grad(ratio)(1.0, 2.0, 3.0);  // nabla: a formula is called with a value for each of its parameters, in their order, or by name: f(x = 1.0, y = 2.0)
  auto rerun = evaluator(ratio)(1.0);  // nabla: a formula is called with a value for each of its parameters, in their order, or by name: f(x = 1.0, y = 2.0)
  auto every_one = vmap(ratio)(three);  // nabla: a formula is called with a value for each of its parameters, in their order, or by name: f(x = 1.0, y = 2.0)
  auto gradient_by_position = grad(x * y)(1.0, 2.0);  // nabla: values are bound by name: grad(f)(x = 1.0, y = 2.0)
  auto evaluator_by_position = evaluator(x * y)(1.0, 2.0);  // nabla: values are bound by name
  auto into_without_evaluator = grad(sqnorm(v))(v = three, into(gradient_of(v) = memory));  // nabla: into() is for an evaluator
  evaluator(grad(sqnorm(v)))(v = three, into(gradient_of(v) = &memory[0]));  // nabla: into() writes to numbers that outlive the call, one after the other: a std::vector, a std::span, an array, an Eigen matrix
  evaluator(exp(x))(x = 1.0, into(value_of(exp(x)) = 0.0));  // nabla: into() writes to numbers that outlive the call
  evaluator(grad(sqnorm(v)))(v = three, into(gradient_of(v) = three));  // nabla: into() writes to numbers that outlive the call
  evaluator(grad(sqnorm(v)))(v = three, into(gradient_of(v) = {1.0, 2.0, 3.0}));  // nabla: into() writes to numbers that outlive the call
  into(value_of(exp(x)) = memory[0])(x = 1.0);  // nabla: into() is an argument of the call: evaluator(f)(x = 1.0, into(value_of(f) = value))
  evaluator(exp(x * y) * x)(x = 1.0, y = 2.0, value_of(exp(x * y) * x) = memory[0]);  // nabla: values are bound by name
  auto into_of_a_long_formula = grad(exp(x * y) * sin(x * y) + cos(x))(x = 1.0, y = 2.0, into(value_of(exp(x * y) * sin(x * y) + cos(x)) = memory[0]));  // nabla: into() is for an evaluator
  auto long_formula_by_position = grad(x * y)(exp(x * y) * sin(x * y) + cos(x), 2.0, exp(x * y) + sin(x) * cos(x * y));  // nabla: values are bound by name
  auto jacobian_by_position = jacobian(v, wrt(v))(three);  // nabla: values are bound by name
  // values
  auto number_for_a_column = sum(v)(v = 1.0);  // nabla: a number is bound to a matrix
  auto text = exp(x)(x = "1.0");  // nabla: a value of this type cannot be bound: Eigen needs <nabla/eigen.hpp>, std::array <array>, other types nabla::input_traits
  auto texts = sum(exp(v))(v = words);  // nabla: a value of this type cannot be bound
  auto too_long = sum(sq(v))(v = four);  // nabla: a matrix of another size is bound to this symbol
  auto too_long_in_braces = sqnorm(v)(v = {1.0, 2.0, 3.0, 4.0});  // nabla: a matrix of another size is bound to this symbol
  auto too_long_a_span = sum(exp(v))(v = std::span(four));  // nabla: a matrix of another size is bound to this symbol
  auto no_whole_row = sum(A)(A = four);  // nabla: a matrix of another size is bound to this symbol
  auto rows_for_columns = sum(W)(W = {{1.0, 2.0}, {3.0, 4.0}, {5.0, 6.0}});  // nabla: a matrix of another size is bound to this symbol
  auto uneven_rows = sum(W)(W = {{1.0, 2.0}, {3.0}});  // nabla: the rows of a matrix have as many elements, one at least: W = {{1.0, 2.0}, {3.0, 4.0}}
  auto no_elements = sum(v)(v = {});  // nabla: the rows of a matrix have as many elements, one at least
  auto half_a_step = iterate(dim<"k">, x, [](auto s) { return cos(s); })(x = 1.0, dim<"k"> = 2.5);  // nabla: the value of a size is a whole number: 200, not 200.0
  auto too_many_classes = sum(t)(t = {0, 1, 2});  // nabla: a matrix of another size is bound to this symbol: there is one class index for each row
  auto own_type = exp(x)(x = price{1.0});  // nabla: a value of this type cannot be bound
  auto other_matrix = sum(W)(W = fixed_matrix<double, 3, 3>{});  // nabla: a matrix of another size is bound to this symbol
  auto more_digits = evaluator<float>(exp(x))(x = 1.0);  // nabla: a bound value has more precision than this evaluator; write evaluator<T>(...) for the type it shall use
  auto more_digits_in_a_gradient = evaluator<float>(grad(sin(x) * y))(x = 1.0f, y = 2.0);  // nabla: a bound value has more precision than this evaluator; write evaluator<T>(...) for the type it shall use
  // results
  double not_asked_for = grad(x * y * y, wrt(x))(x = 1.0, y = 2.0)[y];  // nabla: this gradient was not taken with respect to that symbol
  double gradient = grad(x * y)(x = 1.0, y = 2.0);  // nabla: a gradient is no number: a derivative of it is g[x]
  float gradient_in_float = grad(x * y)(x = 1.0f, y = 2.0f);  // nabla: a gradient is no number: a derivative of it is g[x]
  auto gradient_in_a_formula = slopes_of_a_product * x;  // nabla: an operand that is no formula; a value is bound to a symbol at the call
  auto formula_of_both = 2_c * value_and_grad(x * y)(x = 1.0, y = 2.0);  // nabla: an operand that is no formula
  auto square_of_a_gradient = slopes_of_a_product ^ 2;  // nabla: what a call gives, or is asked, has no arithmetic
  auto power_of_a_gradient = x ^ slopes_of_a_product;  // nabla: an operand that is no formula
  auto remainder_of_both = value_and_grad(x * y)(x = 1.0, y = 2.0) % 2;  // nabla: what a call gives, or is asked, has no arithmetic
  double gradient_not_called = grad(x * y);  // nabla: what is asked of a formula is no number before it is called: grad(f)(x = 1.0)[x]
  double element_by_symbols = hessian(x * y, wrt(x, y))(x = 1.0, y = 2.0)[x][y];  // nabla: an element of a matrix of values is m(i, j), of a column m(i, 0), counted from 0
  double element_by_brackets = jacobian(exp(v), wrt(v))(v = three)[0][0];  // nabla: an element of a matrix of values is m(i, j), of a column m(i, 0), counted from 0
  double element_of_any_size = jacobian(exp(of_any_length), wrt(of_any_length))(of_any_length = three)[0][0];  // nabla: an element of a matrix of values is m(i, j), of a column m(i, 0), counted from 0
  double element_by_one_number = exp(v)(v = three)(2);  // nabla: an element of a matrix of values is m(i, j), of a column m(i, 0), counted from 0
  double column = exp(v)(v = three);  // nabla: a matrix is no number: take m(i, j)
  double many_values = vmap(cos(x))(x = three);  // nabla: vmap() gives a number for each point: values[i], as std::vector<double>
  double value_by_call = vmap(cos(x))(x = three)(1);  // nabla: vmap() gives a number for each point: values[i], as std::vector<double>
  double value_at = vmap(cos(x))(x = three).at(1);  // nabla: vmap() gives a number for each point: values[i], as std::vector<double>
  std::vector<double> column_not_called = exp(v);  // nabla: a formula is no number: its value is f(x = 2.0), and std::sin(x) is sin(x)
  std::array<double, 4> longer_array = exp(v)(v = three);  // nabla: the array has another number of elements than the matrix
  std::array<double, 3> whole_gradient = grad(sqnorm(v))(v = three);  // nabla: a gradient is no number: a derivative of it is g[x]
  double value_with_gradient = value_and_grad(x * y)(x = 1.0, y = 2.0);  // nabla: value_and_grad() gives the value and the gradient
  float value_in_float_with_gradient = value_and_grad(x * y)(x = 1.0f, y = 2.0f);  // nabla: value_and_grad() gives the value and the gradient
  auto by_call = grad(x * y)(x = 1.0, y = 2.0)(x);  // nabla: a derivative is taken from a gradient by its symbol: g[x]
  double of_both = value_and_grad(x * y)(x = 1.0, y = 2.0)[x];  // nabla: value_and_grad() gives the value and the gradient: r.value, r.grad[x]
  std::cout << x * y;  // nabla: an expression is printed with #include <nabla/print.hpp>
  std::cout << grad(x * y);  // nabla: a result is printed with #include <nabla/print.hpp>
  std::cout << grad(x * y)(x = 1.0, y = 2.0);  // nabla: a result is printed with #include <nabla/print.hpp>
  std::cout << value_and_jacobian(exp(v), wrt(v))(v = three);  // nabla: a result is printed with #include <nabla/print.hpp>
  std::cout << value_and_jacobian(exp(v), wrt(v))(v = three).jacobian;  // nabla: a result is printed with #include <nabla/print.hpp>
  std::cout << vmap(cos(x))(x = three, into(value_of(cos(x)) = memory));  // nabla: a result is printed with #include <nabla/print.hpp>
  std::cout << vmap(cos(x))(x = three);  // nabla: a result is printed with #include <nabla/print.hpp>
  std::cout << together(x * y, x + y)(x = 1.0, y = 2.0);  // nabla: a result is printed with #include <nabla/print.hpp>
  std::cout << jvp(x * y, wrt(x));  // nabla: what is asked of a formula is no number before it is called: grad(f)(x = 1.0)[x]
  std::cout << vjp(exp(v), wrt(v));  // nabla: what is asked of a formula is no number before it is called: grad(f)(x = 1.0)[x]
  std::cout << vmap(cos(x));  // nabla: what is asked of a formula is no number before it is called: grad(f)(x = 1.0)[x]
  std::cout << wrt(x, y);  // nabla: wrt(x), at(x = 1.0) and x = 1.0 are arguments of a call, and not printed: formulas are, and what calls give
  std::cout << at(x = 1.0, v = three) << '\n';  // nabla: wrt(x), at(x = 1.0) and x = 1.0 are arguments of a call, and not printed: formulas are, and what calls give
  std::cout << (x = 1.0);  // nabla: wrt(x), at(x = 1.0) and x = 1.0 are arguments of a call, and not printed: formulas are, and what calls give
  auto scaled_together = 2.0 * together(x * y, x + y)(x = 1.0, y = 2.0);  // nabla: what a call gives, or is asked, has no arithmetic
  std::cin >> x;  // nabla: a formula has no value to be read; a number that was read is bound: double a; std::cin >> a; f(x = a)
  auto text_of_a_formula = to_string(x * y);  // nabla: an expression is printed with #include <nabla/print.hpp>
  auto latex = to_latex(x * y);  // nabla: an expression is printed with #include <nabla/print.hpp>
  auto text_of_a_gradient = nabla::to_string(grad(x * y));  // nabla: an expression is printed with #include <nabla/print.hpp>
  auto code = nabla::to_c(grad(x * y), "slopes");  // nabla: to_c() takes a formula, or what is asked of one, and a name, with #include <nabla/print.hpp>
  double by_number = grad(x * y)(x = 1.0, y = 2.0)[0];  // nabla: a derivative is taken from a gradient by its symbol: g[x]
  auto [by_x, by_y] = grad(x * y)(x = 1.0, y = 2.0);  // nabla: a derivative is taken from a gradient by its symbol: g[x]
  double by_place = get<0>(grad(x * y)(x = 1.0, y = 2.0));  // nabla: a derivative is taken from a gradient by its symbol: g[x]
  double by_text = value_and_grad(x * y)(x = 1.0, y = 2.0).grad["x"];  // nabla: a derivative is taken from a gradient by its symbol: g[x]
  double first_of_both = value_and_grad(x * y)(x = 1.0, y = 2.0).first;  // nabla: value_and_grad() gives r.value and r.grad[x]
  double gradient_of_both = value_and_grad(x * y)(x = 1.0, y = 2.0).gradient[x];  // nabla: value_and_grad() gives r.value and r.grad[x]
  double slope_of_both = value_and_jacobian(exp(v), wrt(v))(v = three)[v];  // nabla: value_and_jacobian() gives a value and a Jacobian: r.value, r.jacobian(i, j), r.jacobian[x]
  double element_of_both = value_and_jacobian(exp(v), wrt(v))(v = three)(0, 0);  // nabla: value_and_jacobian() gives a value and a Jacobian: r.value, r.jacobian(i, j), r.jacobian[x]
  double jacobian_as_number = value_and_jacobian(exp(v), wrt(v))(v = three);  // nabla: value_and_jacobian() gives a value and a Jacobian: r.value, r.jacobian(i, j), r.jacobian[x]
  double element_by_two_symbols = hessian(x * y, wrt(x, y))(x = 1.0, y = 2.0)(x, y);  // nabla: an element of a matrix of values is m(i, j), of a column m(i, 0), counted from 0
  while (value_and_grad(x * y)(x = 1.0, y = 2.0) > 1e-3) break;  // nabla: what a call gives is compared by its numbers: r.value > 1e-3, g[x] < 1e-3
  if (grad(x * y)(x = 1.0, y = 2.0) != 0.0) return;  // nabla: what a call gives is compared by its numbers: r.value > 1e-3, g[x] < 1e-3
  if (slopes_of_a_product <= 1e-3) return;  // nabla: what a call gives is compared by its numbers: r.value > 1e-3, g[x] < 1e-3
  if (exp(v)(v = three) > 0) return;  // nabla: a matrix is no number: take m(i, j)
  while (grad(sqnorm(v))(v = three)[v] >= 1e-3) break;  // nabla: a matrix is no number: take m(i, j)
  memory[0] -= grad(x * x)(x = memory[0]);  // nabla: a step goes by a derivative: p -= rate * g[x], with g = grad(f)(x = p)
  point += value_and_grad(sqnorm(v))(v = point);  // nabla: a step goes by a derivative: p -= rate * g[x], with g = grad(f)(x = p)
  auto downhill = -grad(x * x)(x = 1.0);  // nabla: a step goes by a derivative: p -= rate * g[x], with g = grad(f)(x = p)
  if (1e-3 < slopes_of_a_product) return;  // nabla: what a call gives is compared by its numbers: r.value > 1e-3, g[x] < 1e-3
  while (0.0 != value_and_grad(x * y)(x = 1.0, y = 2.0)) break;  // nabla: what a call gives is compared by its numbers: r.value > 1e-3, g[x] < 1e-3
  if (0 == grad(sqnorm(v))(v = three)[v]) return;  // nabla: a matrix is no number: take m(i, j)
  if (1e-3 < grad(sqnorm(v))(v = three)[v]) return;  // nabla: a matrix is no number: take m(i, j)
  slopes_of_a_product *= 0.5;  // nabla: a step goes by a derivative: p -= rate * g[x], with g = grad(f)(x = p)
  slopes_of_a_product /= 2.0;  // nabla: a step goes by a derivative: p -= rate * g[x], with g = grad(f)(x = p)
  (v * 2_c)(v = three) /= 2.0;  // nabla: a matrix of values has m(i, j), rows() and columns()
  double first_element = exp(v)(v = three).at(0);  // nabla: a matrix of values has m(i, j), rows() and columns(); it becomes a std::vector<double>, with <nabla/eigen.hpp> it is one of Eigen
  auto number_of_elements = exp(v)(v = three).size();  // nabla: a matrix of values has m(i, j), rows() and columns(); it becomes a std::vector<double>, with <nabla/eigen.hpp> it is one of Eigen
  double length_of_a_column = exp(v)(v = three).norm();  // nabla: a matrix of values has m(i, j), rows() and columns(); it becomes a std::vector<double>, with <nabla/eigen.hpp> it is one of Eigen
  auto turned = jacobian(exp(v), wrt(v))(v = three).transpose();  // nabla: a matrix of values has m(i, j), rows() and columns(); it becomes a std::vector<double>, with <nabla/eigen.hpp> it is one of Eigen
  auto negative = -exp(v)(v = three);  // nabla: a matrix of values has m(i, j), rows() and columns(); it becomes a std::vector<double>, with <nabla/eigen.hpp> it is one of Eigen
  fixed_matrix<double, 3, 1>{} *= 2.0;  // nabla: a matrix of values has m(i, j), rows() and columns(); it becomes a std::vector<double>, with <nabla/eigen.hpp> it is one of Eigen
  if (grad(x * y)(x = 1.0, y = 2.0)) return;  // nabla: a gradient is no number: a derivative of it is g[x]
  evaluator_of_a_product = evaluator(x + y);  // nabla: an evaluator is that of one formula: that of another one has a name of its own
  slopes_of_a_product = grad(x + y)(x = 1.0, y = 2.0);  // nabla: each formula has a gradient of a type of its own: auto other = grad(h)(x = 1.0)
  double norm_of_a_gradient = grad(sqnorm(v))(v = three).norm();  // nabla: a gradient holds a derivative by each symbol: g[x]
  auto number_of_slopes = grad(x * y)(x = 1.0, y = 2.0).size();  // nabla: a gradient holds a derivative by each symbol: g[x]
  double at_a_symbol = grad(x * y)(x = 1.0, y = 2.0).at(x);  // nabla: a gradient holds a derivative by each symbol: g[x]
  auto in_braces = (x * y)({1.0, 2.0});  // nabla: a formula is called with values bound by name
  auto texts_in_braces = (x * y)({{"x", 1.0}, {"y", 2.0}});  // nabla: a formula is called with values bound by name
  auto gradient_in_braces = grad(x * y)({x = 1.0, y = 2.0});  // nabla: values are bound by name
  double member_of_a_gradient = grad(x * y)(x = 1.0, y = 2.0).x();  // nabla: a gradient holds a derivative by each symbol: g[x]
  double member_uncalled = grad(x * y)(x = 1.0, y = 2.0).x;  // nabla: a gradient holds a derivative by each symbol: g[x]
  double value_of_a_gradient = grad(x * y)(x = 1.0, y = 2.0).value;  // nabla: a gradient holds a derivative by each symbol: g[x]
  double value_in_short = value_and_grad(x * y)(x = 1.0, y = 2.0).val;  // nabla: value_and_grad() gives r.value and r.grad[x]
  double scaled_in_short = 0.5 * value_and_grad(x * y)(x = 1.0, y = 2.0).g;  // nabla: value_and_grad() gives r.value and r.grad[x]
  auto slope_by_a_name = grad(x * y)(x = 1.0, y = 2.0).x;  // nabla: a gradient holds a derivative by each symbol: g[x]
  double value_of_an_evaluator = evaluator(x * y).value();  // nabla: values are bound at the call, r = evaluator(value_and_grad(f))(x = 1.0), which gives r.value and r.grad[x]
  double element_of_an_evaluator = evaluator(grad(x * y))[x];  // nabla: values are bound at the call, r = evaluator(value_and_grad(f))(x = 1.0), which gives r.value and r.grad[x]
  auto at_a_point_later = grad(x * y).at(x = 1.0, y = 2.0);  // nabla: values are bound at the call, r = evaluator(value_and_grad(f))(x = 1.0), which gives r.value and r.grad[x]
  auto [value_before, slopes_before] = value_and_grad(x * y);  // nabla: values are bound at the call, r = evaluator(value_and_grad(f))(x = 1.0), which gives r.value and r.grad[x]
  auto scaled_points = vmap(cos(x))(x = three) * 2.0;  // nabla: what a call gives, or is asked, has no arithmetic
  auto scaled = evaluator(x * y) * 2.0;  // nabla: what a call gives, or is asked, has no arithmetic
  auto many_without_y = vmap(cos(x) * y)(x = three);  // nabla: a symbol of this expression is bound to no value
  auto jacobian_without_x = jacobian(x * v, wrt(v))(v = three);  // nabla: a symbol of this expression is bound to no value
  auto hessian_of_another_size = evaluator(hessian(sum(cos(v)), wrt(v)))(v = four);  // nabla: a matrix of another size is bound to this symbol
  auto sparse_without_x = sparse_jacobian(x * exp(v), wrt(v))(v = three);  // nabla: a symbol of this expression is bound to no value
  evaluator(grad(sqnorm(v)))(v = three, into(gradient_of(W) = memory));  // nabla: into() names what this request does not compute
  auto value_of_a_gradient_alone = evaluator(grad(exp(x)))(x = 1.0, into(value_of(x) = memory[0]));  // nabla: into() names what this request does not compute
  auto value_of_another = evaluator(together(exp(y), x * exp(y)))(x = 1.0, y = 2.0, into(value_of(x) = memory[0]));  // nabla: into() names what this request does not compute
  auto many_values_of_another = vmap(together(cosh(y), sin(y)))(y = three, into(value_of(cos(y)) = memory));  // nabla: into() names what this request does not compute
  auto placed_of_another_size = evaluator(together(sqnorm(v), tan(x) * v))(x = 1.0, v = three, into(value_of(tan(x) * v) = too_many));  // nabla: into() is given an array, or a span, whose length is not that of the result
  auto into_floats = evaluator(grad(sin(x) * sqnorm(v)))(x = 1.0, v = three, into(gradient_of(v) = floats));  // nabla: into() takes ranges of the numbers that are computed in
  auto into_four = evaluator(grad(cos(x) * sqnorm(v)))(x = 1.0, v = three, into(gradient_of(v) = too_many));  // nabla: into() is given an array, or a span, whose length is not that of the result
  evaluator(grad(sqnorm(v)))(v = three, into(gradient_of(v) = memory, gradient_of(v) = memory));  // nabla: a result has two places in one call
  auto placed_by_two_into = evaluator(value_and_grad(sqnorm(v)))(v = three, into(gradient_of(v) = memory), into(gradient_of(v) = memory));  // nabla: a result has two places in one call
  auto into_without_x = evaluator(grad(exp(x) * sqnorm(v)))(v = three, into(gradient_of(v) = memory));  // nabla: a symbol of this expression is bound to no value
  auto many_into = vmap(tan(x))(x = three, into(gradient_of(x) = memory));  // nabla: into() names what this request does not compute
  auto many_into_floats = vmap(tanh(x))(x = three, into(value_of(x) = floats));  // nabla: into() takes ranges of the numbers that are computed in
  auto block_of_another = value_and_jacobian(vstack(x, y), wrt(x, y))(x = 1.0, y = 2.0).jacobian[v];  // nabla: this Jacobian was not taken with respect to that symbol
  some_numbers += v;  // nabla: a formula is no number
}
#else
void right_twins() {
  // symbols
  auto missing = (x * y)(x = 1.0, y = 2.0);
  std::cout << (x * x * y)(x = 2.0, y = 1.0) << '\n';
  auto missing_in_a_gradient = grad(sq(x) * y)(x = 1.0, y = 2.0);
  auto of_no_size = sum(x * ones<dim<"n">>)(x = 1.0, dim<"n"> = 200);
  auto unknown = (x * x)(x = 1.0);
  auto twice = (x * x)(x = 2.0);
  auto by_position = (x * y)(x = 1.0, y = 2.0);
  auto by_an_expression = subs(sin(x), x = y * y);
  auto formula_for_a_value = subs(x * y, x = sin(y))(y = 1.0);
  double of_a_declared_type = sqnorm(v)(v = three);
  auto at_a_point = cos(x)(x = 1.0);
  auto by_both = ratio(1.0, 2.0);
  auto text_in_order = ratio(1.0, 2.0);
  auto null_in_order = ratio(1.0, 2.0);
  auto own_type_in_order = grad(ratio)(price{1.0}.value, 2.0);
  auto too_long_in_order = weighted(three, six);
  auto number_for_column_in_order = value_and_grad(weighted)(three, six);
  auto jacobian_in_order = jacobian(weighted, wrt(v))(three, six);
  auto hessian_in_order = evaluator(hessian(weighted, wrt(v)))(three, six);
  auto rerun_in_order = rerun_of_weighted(three, six);
  auto more_digits_in_order = evaluator<float>(ratio)(1.0f, 2.0f);
  auto every_one_in_order = vmap(ratio)(three, three);
  auto braces_in_order = weighted(v = {1.0, 2.0, 3.0}, W = six);
  auto braces_in_a_gradient = grad(weighted)(v = three, W = {{1.0, 2.0, 3.0}, {4.0, 5.0, 6.0}});
  auto braces_of_every_one = vmap(ratio)(three, 2.0);
  auto formulas_too_many = ratio(x, y);
  auto as_a_structure = grad(ratio)(1.0, 2.0)[var<"p">];
  auto as_a_map = grad(weighted)(three, six)[v];
  auto one_short = ratio(1.0, 2.0);
  auto one_more = grad(ratio)(1.0, 2.0);
  auto rerun = evaluator(ratio)(1.0, 2.0);
  auto every_one = vmap(ratio)(three, 2.0);
  auto gradient_by_position = grad(x * y)(x = 1.0, y = 2.0);
  auto evaluator_by_position = evaluator(x * y)(x = 1.0, y = 2.0);
  auto into_without_evaluator = evaluator(grad(sqnorm(v)))(v = three, into(gradient_of(v) = memory));
  evaluator(grad(sqnorm(v)))(v = three, into(gradient_of(v) = memory));
  evaluator(exp(x))(x = 1.0, into(value_of(exp(x)) = memory[0]));
  evaluator(grad(sqnorm(v)))(v = three, into(gradient_of(v) = point));
  evaluator(grad(sqnorm(v)))(v = three, into(gradient_of(v) = memory));
  evaluator(exp(x))(x = 1.0, into(value_of(exp(x)) = memory[0]));
  evaluator(exp(x * y) * x)(x = 1.0, y = 2.0, into(value_of(exp(x * y) * x) = memory[0]));
  auto into_of_a_long_formula = evaluator(value_and_grad(exp(x * y) * sin(x * y) + cos(x)))(x = 1.0, y = 2.0, into(value_of(exp(x * y) * sin(x * y) + cos(x)) = memory[0]));
  auto long_formula_by_position = grad(x * y)(x = (exp(x * y) * sin(x * y) + cos(x))(x = 1.0, y = 2.0), y = 2.0);
  auto jacobian_by_position = jacobian(v, wrt(v))(v = three);
  // values
  auto number_for_a_column = sum(v)(v = {1.0, 1.0, 1.0});
  auto text = exp(x)(x = 1.0);
  auto texts = sum(exp(v))(v = three);
  auto too_long = sum(sq(v))(v = three);
  auto too_long_in_braces = sqnorm(v)(v = {1.0, 2.0, 3.0});
  auto too_long_a_span = sum(exp(v))(v = std::span(three));
  auto no_whole_row = sum(A)(A = three);
  auto rows_for_columns = sum(W)(W = {{1.0, 2.0, 3.0}, {4.0, 5.0, 6.0}});
  auto uneven_rows = sum(W)(W = {{1, 2.0, 3.0}, {3.0, 4.0, 5.0}});
  auto no_elements = sum(v)(v = {1, 2.5, 4});
  auto half_a_step = iterate(dim<"k">, x, [](auto s) { return cos(s); })(x = 1.0, dim<"k"> = 2);
  auto too_many_classes = sum(t)(t = {0, 2});
  auto own_type = exp(x)(x = price{1.0}.value);
  auto other_matrix = sum(W)(W = fixed_matrix<double, 2, 3>{});
  auto more_digits = evaluator<float>(exp(x))(x = 1.0f);
  auto more_digits_in_a_gradient = evaluator<float>(grad(sin(x) * y))(x = 1.0f, y = 2);
  // results
  double not_asked_for = grad(x * y * y, wrt(x, y))(x = 1.0, y = 2.0)[y];
  double gradient = grad(x * y)(x = 1.0, y = 2.0)[x];
  float gradient_in_float = grad(x * y)(x = 1.0f, y = 2.0f)[x];
  auto gradient_in_a_formula = (x * y)(x = slopes_of_a_product[x], y = 2.0);
  auto formula_of_both = 2.0 * value_and_grad(x * y)(x = 1.0, y = 2.0).value;
  auto square_of_a_gradient = slopes_of_a_product[x] * slopes_of_a_product[x];
  auto power_of_a_gradient = pow(x, y)(x = 2.0, y = slopes_of_a_product[x]);
  auto remainder_of_both = (x - y * floor(x / y))(x = value_and_grad(x * y)(x = 1.0, y = 2.0).value, y = 2.0);
  double gradient_not_called = grad(x * y)(x = 1.0, y = 2.0)[x];
  double element_by_symbols = hessian(x * y, wrt(x, y))(x = 1.0, y = 2.0)(0, 1);
  double element_by_brackets = jacobian(exp(v), wrt(v))(v = three)(0, 0);
  double element_of_any_size = jacobian(exp(of_any_length), wrt(of_any_length))(of_any_length = three)(0, 0);
  double element_by_one_number = exp(v)(v = three)(2, 0);
  double column = exp(v)(v = three)(1, 0);
  double many_values = vmap(cos(x))(x = three)[1];
  double value_by_call = vmap(cos(x))(x = three)[1];
  double value_at = vmap(cos(x))(x = three)[1];
  std::vector<double> column_not_called = exp(v)(v = three);
  std::array<double, 3> longer_array = exp(v)(v = three);
  std::array<double, 3> whole_gradient = grad(sqnorm(v))(v = three)[v];
  double value_with_gradient = value_and_grad(x * y)(x = 1.0, y = 2.0).value;
  float value_in_float_with_gradient = value_and_grad(x * y)(x = 1.0f, y = 2.0f).value;
  auto by_call = grad(x * y)(x = 1.0, y = 2.0)[x];
  double of_both = value_and_grad(x * y)(x = 1.0, y = 2.0).grad[x];
  std::cout << (x * y)(x = 1.0, y = 2.0);
  std::cout << op_count(diff(x * y, x));
  std::cout << grad(x * y)(x = 1.0, y = 2.0)[x];
  std::cout << value_and_jacobian(exp(v), wrt(v))(v = three).jacobian(0, 0);
  std::cout << value_and_jacobian(exp(v), wrt(v))(v = three).value(0, 0);
  std::cout << vmap(cos(x))(x = three, into(value_of(cos(x)) = memory))[1];
  std::cout << vmap(cos(x))(x = three)[1];
  std::cout << together(x * y, x + y)(x = 1.0, y = 2.0)[0];
  std::cout << jvp(x * y, wrt(x))(at(x = 1.0, y = 2.0), along(x = 1.0));
  std::cout << vjp(exp(v), wrt(v))(at(v = three), three)[v](0, 0);
  std::cout << vmap(cos(x))(x = three)[1];
  std::cout << grad(x * y, wrt(x, y))(x = 1.0, y = 2.0)[y];
  std::cout << sum(x * v)(x = 1.0, v = three) << '\n';
  std::cout << cos(x)(x = 1.0);
  auto scaled_together = 2.0 * together(x * y, x + y)(x = 1.0, y = 2.0)[0];
  std::cin >> memory[0];
  auto text_of_a_formula = std::to_string((x * y)(x = 1.0, y = 2.0));
  auto latex = std::to_string((x * y)(x = 1.0, y = 2.0));
  auto text_of_a_gradient = std::to_string(grad(x * y)(x = 1.0, y = 2.0)[x]);
  auto code = op_count(diff(x * y, x));
  double by_number = grad(x * y)(x = 1.0, y = 2.0)[x];
  auto [whole, by_symbols] = value_and_grad(x * y)(x = 1.0, y = 2.0);
  double by_place = grad(x * y)(x = 1.0, y = 2.0)[y];
  double by_text = value_and_grad(x * y)(x = 1.0, y = 2.0).grad[x];
  double first_of_both = value_and_grad(x * y)(x = 1.0, y = 2.0).value;
  double gradient_of_both = value_and_grad(x * y)(x = 1.0, y = 2.0).grad[x];
  double slope_of_both = value_and_jacobian(exp(v), wrt(v))(v = three).jacobian[v](0, 0);
  double element_of_both = value_and_jacobian(exp(v), wrt(v))(v = three).jacobian(0, 0);
  double jacobian_as_number = value_and_jacobian(exp(v), wrt(v))(v = three).jacobian(0, 0);
  double element_by_two_symbols = hessian(x * y, wrt(x, y))(x = 1.0, y = 2.0)(0, 1);
  while (value_and_grad(x * y)(x = 1.0, y = 2.0).value > 1e-3) break;
  if (grad(x * y)(x = 1.0, y = 2.0)[x] != 0.0) return;
  if (slopes_of_a_product[x] <= 1e-3) return;
  if (exp(v)(v = three)(0, 0) > 0) return;
  while (grad(sqnorm(v))(v = three)[v](0, 0) >= 1e-3) break;
  memory[0] -= grad(x * x)(x = memory[0])[x];
  point[0] += value_and_grad(sqnorm(v))(v = point).grad[v](0, 0);
  auto downhill = -grad(x * x)(x = 1.0)[x];
  if (1e-3 < slopes_of_a_product[x]) return;
  while (0.0 != value_and_grad(x * y)(x = 1.0, y = 2.0).grad[y]) break;
  if (0 == grad(sqnorm(v))(v = three)[v](0, 0)) return;
  if (1e-3 < grad(sqnorm(v))(v = three)[v](0, 0)) return;
  memory[0] *= slopes_of_a_product[x];
  memory[0] /= slopes_of_a_product[x];
  (v * 2_c)(v = three)(0, 0) /= 2.0;
  double first_element = exp(v)(v = three)(0, 0);
  auto number_of_elements = exp(v)(v = three).rows();
  double length_of_a_column = norm2(exp(v))(v = three);
  auto turned = jacobian(exp(v), wrt(v))(v = three)(0, 1);
  auto negative = -exp(v)(v = three)(0, 0);
  fixed_matrix<double, 3, 1>{}(0, 0) *= 2.0;
  if (grad(x * y)(x = 1.0, y = 2.0)[x] > 0.0) return;
  auto evaluator_of_a_sum = evaluator(x + y);
  auto slopes_of_a_sum = grad(x + y)(x = 1.0, y = 2.0);
  double norm_of_a_gradient = grad(sqnorm(v))(v = three)[v](0, 0);
  auto number_of_slopes = grad(sqnorm(v))(v = three)[v].rows();
  double at_a_symbol = grad(x * y)(x = 1.0, y = 2.0)[x];
  auto in_braces = (x * y)(x = 1.0, y = 2.0);
  auto texts_in_braces = (x * y)(x = 1.0, y = 2.0);
  auto gradient_in_braces = grad(x * y)(x = 1.0, y = 2.0);
  double member_of_a_gradient = grad(x * y)(x = 1.0, y = 2.0)[x];
  double member_uncalled = grad(x * y)(x = 1.0, y = 2.0)[x];
  double value_of_a_gradient = value_and_grad(x * y)(x = 1.0, y = 2.0).value;
  double value_in_short = value_and_grad(x * y)(x = 1.0, y = 2.0).value;
  double scaled_in_short = 0.5 * value_and_grad(x * y)(x = 1.0, y = 2.0).grad[x];
  auto slope_by_a_name = grad(x * y)(x = 1.0, y = 2.0)[x];
  double value_of_an_evaluator = evaluator(x * y)(x = 1.0, y = 2.0);
  double element_of_an_evaluator = evaluator(grad(x * y))(x = 1.0, y = 2.0)[x];
  auto at_a_point_later = grad(x * y)(x = 1.0, y = 2.0);
  auto [value_before, slopes_before] = value_and_grad(x * y)(x = 1.0, y = 2.0);
  auto scaled_points = vmap(cos(x))(x = three)[0] * 2.0;
  auto scaled = evaluator(x * y)(x = 1.0, y = 2.0) * 2.0;
  auto many_without_y = vmap(cos(x) * y)(x = three, y = 2.0);
  auto jacobian_without_x = jacobian(x * v, wrt(v))(v = three, x = 2.0);
  auto hessian_of_another_size = evaluator(hessian(sum(cos(v)), wrt(v)))(v = three);
  auto sparse_without_x = sparse_jacobian(x * exp(v), wrt(v))(v = three, x = 2.0);
  evaluator(grad(sqnorm(v)))(v = three, into(gradient_of(v) = memory));
  auto value_of_a_gradient_alone = evaluator(value_and_grad(exp(x)))(x = 1.0, into(value_of(x) = memory[0]));
  auto value_of_another = evaluator(together(exp(y), x * exp(y)))(x = 1.0, y = 2.0, into(value_of(x * exp(y)) = memory[0]));
  auto many_values_of_another = vmap(together(cosh(y), sin(y)))(y = three, into(value_of(cosh(y)) = memory));
  auto placed_of_another_size = evaluator(together(sqnorm(v), tan(x) * v))(x = 1.0, v = three, into(value_of(tan(x) * v) = memory));
  auto into_floats = evaluator<float>(grad(sin(x) * sqnorm(v)))(x = 1.0f, v = three_floats, into(gradient_of(v) = floats));
  auto into_four = evaluator(grad(cos(x) * sqnorm(v)))(x = 1.0, v = three, into(gradient_of(v) = memory));
  evaluator(value_and_grad(sqnorm(v)))(v = three, into(value_of(sqnorm(v)) = too_many[0], gradient_of(v) = memory));
  auto placed_by_two_into = evaluator(value_and_grad(sqnorm(v)))(v = three, into(value_of(sqnorm(v)) = too_many[0]), into(gradient_of(v) = memory));
  auto into_without_x = evaluator(grad(exp(x) * sqnorm(v)))(x = 1.0, v = three, into(gradient_of(v) = memory));
  auto many_into = vmap(tan(x))(x = three, into(value_of(x) = memory));
  auto many_into_floats = vmap<float>(tanh(x))(x = three_floats, into(value_of(x) = floats));
  auto block_of_another = value_and_jacobian(vstack(x, y), wrt(x, y))(x = 1.0, y = 2.0).jacobian[y];
  some_numbers[0] += x(x = 1.0);
}
#endif

}  // namespace
