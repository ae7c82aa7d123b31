// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// What derivatives, substitutions and evaluators do not take.

#include <nabla/nabla.hpp>
#include <nabla/threads.hpp>

#include <array>

namespace {

using namespace nabla;
struct lens {
  double f;
};
struct gain {
  double k;
  constexpr auto operator()(auto a) const { return k * a; }
};
[[maybe_unused]] constexpr auto x = var<"x">;
[[maybe_unused]] constexpr auto y = var<"y">;
[[maybe_unused]] constexpr auto u = var<"u">;
[[maybe_unused]] constexpr auto v = var<"v", 3>;
[[maybe_unused]] constexpr auto X = data<"X", dim<"n">, 3>;
[[maybe_unused]] constexpr auto B = var<"B", 4, 3>;
[[maybe_unused]] constexpr auto word = indices<"word", 2, 4>;
[[maybe_unused]] constexpr std::array three{1.0, 2.0, 3.0};
[[maybe_unused]] double memory = 0;

// clang-format off
#ifdef NABLA_MUST_NOT_COMPILE
void mistakes() {
  // derivatives
  auto of_a_lambda = grad([](auto a) { return a * a; });  // nabla: grad() takes a formula, and its symbols in wrt(): grad(f, wrt(x, y)); a function of C++ by formula(function, x, y)
  auto without_wrt = grad(x * y, x);  // nabla: grad() takes a formula, and its symbols in wrt()
  auto symbols_in_braces = grad(x * y, {x, y});  // nabla: symbols are given in wrt(): grad(f, wrt(x, y))
  auto of_a_gradient = grad(grad(x * y));  // nabla: grad() takes a formula, and its symbols in wrt()
  auto of_a_column = grad(exp(v))(v = three)[v];  // nabla: a derivative needs a scalar function; close it with sum(...) or mean(...), or take jacobian(f, wrt(x))
  auto both_of_a_column = value_and_grad(exp(v), wrt(v));  // nabla: a derivative needs a scalar function
  auto both_without_wrt = value_and_grad(x * y, x);  // nabla: value_and_grad() takes a formula, and its symbols in wrt()
  auto by_an_expression = diff(sin(x + y), x + y);  // nabla: diff(f, x) takes a formula and symbols; by an expression: make it a symbol, put it in: subs(diff(f, u), u = x + y)
  auto jacobian_of_any_size = diff(exp(X), X);  // nabla: a Jacobian as an expression needs sizes known at compile time; jacobian(f, wrt(v)), hessian(), jvp() and vjp() take any
  auto jacobian_of_any_size_by_wrt = diff(exp(X), wrt(X));  // nabla: a Jacobian as an expression needs sizes known at compile time
  auto second_of_any_size = diff<2>(exp(X), X);  // nabla: a Jacobian as an expression needs sizes known at compile time
  auto third_of_any_size = diff(x * sum(X), x, X, X);  // nabla: a Jacobian as an expression needs sizes known at compile time
  auto hessian_of_any_size = diff(sum(X), X, X);  // nabla: a Jacobian as an expression needs sizes known at compile time
  auto of_a_number = diff(2.0, x);  // nabla: diff(f, x) takes a formula and symbols
  auto second_by_an_expression = diff<2>(sin(x + y), x + y);  // nabla: diff<2>(f, x) takes a formula and a symbol
  auto by_a_sum = grad(x * y, wrt(x + y));  // nabla: wrt() takes symbols: wrt(x, y)
  auto by_braces_in_wrt = grad(x * y, wrt({x, y}));  // nabla: wrt() takes symbols one by one: wrt(x, y)
  auto gradients_in_braces = grad({x * y, x});  // nabla: a formula is asked for one thing at a time; several as together(f, g), in a column as vstack(f, g), which has a Jacobian
  auto values_in_braces = evaluator({x * y, x});  // nabla: a formula is asked for one thing at a time; several as together(f, g), in a column as vstack(f, g), which has a Jacobian
  auto jacobian_in_braces = jacobian({x * y, x});  // nabla: a formula is asked for one thing at a time; several as together(f, g), in a column as vstack(f, g), which has a Jacobian
  auto points_in_braces = vmap({x * y, x});  // nabla: a formula is asked for one thing at a time; several as together(f, g), in a column as vstack(f, g), which has a Jacobian
  auto both_of_a_number = value_and_jacobian(2.0);  // nabla: value_and_jacobian() takes a formula, and its symbols in wrt(): value_and_jacobian(f, wrt(x, y))
  auto jacobian_without_wrt = jacobian(exp(v), v);  // nabla: jacobian() takes a formula, and its symbols in wrt(): jacobian(f, wrt(x, y))
  auto value_and_jacobian_without_wrt = value_and_jacobian(exp(v), v);  // nabla: value_and_jacobian() takes a formula, and its symbols in wrt(): value_and_jacobian(f, wrt(x, y))
  auto jacobian_by_braces = jacobian(exp(v), {v, x});  // nabla: symbols are given in wrt(): jacobian(f, wrt(x, y))
  auto jacobian_of_braces = jacobian({x * y, x + y}, wrt(x, y));  // nabla: jacobian() takes one formula; several are one as jacobian(vstack(f, g), wrt(x, y))
  auto mode_without_wrt = jacobian<reverse_mode>(exp(v), v);  // nabla: jacobian() takes a formula, and its symbols in wrt()
  auto hessian_without_wrt = hessian(sqnorm(v), v);  // nabla: hessian() takes a formula, and its symbols in wrt(): hessian(f, wrt(x, y))
  auto hessian_by_braces = hessian(x * y, {x, y});  // nabla: symbols are given in wrt(): hessian(f, wrt(x, y))
  auto hessian_of_a_column = hessian(exp(v), wrt(v));  // nabla: a Hessian needs a scalar function; close it with sum(...) or mean(...)
  auto sparse_without_wrt = sparse_jacobian(exp(v), v);  // nabla: sparse_jacobian() takes a formula, and its symbols in wrt()
  auto no_direction = jvp(x * y, wrt(x, y))(x = 1.0, y = 2.0);  // nabla: a derivative along a direction is called as jvp(f, wrt(x, y))(at(x = 3.0, y = 5.0), along(x = 1.0, y = 2.0))
  auto no_direction_beside_the_point = hvp(x * y, wrt(x, y))(at(x = 1.0, y = 2.0));  // nabla: a derivative along a direction is called as jvp
  auto no_direction_for_y = jvp(sq(x) * y, wrt(x, y))(at(x = 1.0, y = 2.0), along(x = 1.0));  // nabla: a symbol of this expression is bound to no value
  auto direction_by_position = along(x, 2.0);  // nabla: along() takes a direction for each symbol: along(x = 1.0, y = 2.0)
  auto no_cotangent = vjp(exp(v), wrt(v))(at(v = three));  // nabla: a vector times a Jacobian is called as vjp(f, wrt(W))(at(W = w), cotangent)
  auto orders_of_no_number = derivatives(sq(x), x);  // nabla: derivatives<Order>(f, x) takes the highest order as a template argument
  auto orders_by_a_column = derivatives<2>(sqnorm(v), v);  // nabla: derivatives<Order>(f, x) takes a scalar symbol x
  // formulas
  auto value_for_a_symbol = subs(x * y, x = 2.0);  // nabla: subs() takes a formula and expressions for symbols, subs(f, x = y * y); a value is bound at the call, f(x = 2.0)
  auto subs_by_braces = subs(x * y, {x, y});  // nabla: subs() takes substitutions by name: subs(f, x = y)
  auto column_for_a_number = subs(x * y, x = v);  // nabla: x is 1 x 1, v is 3 x 1: subs() puts an expression of the same size in place of a symbol
  auto together_with_a_number = together(x * y, 2.0);  // nabla: together() takes formulas: together(f, diff(f, x))
  auto evaluator_of_a_lambda = evaluator([](auto a) { return a; });  // nabla: evaluator() takes a formula or what is asked of one
  auto evaluator_of_integers = evaluator<int>(x * y);  // nabla: evaluators and parameters are of numbers with fractions: evaluator<float>(f), parameters<float>(f)
  auto no_names = formula([](auto a) { return a * a; });  // nabla: formula() gets the symbols that the parameters are, formula(function, x, y), or their names as template arguments
  auto takes_a_double = formula([](double a) { return a * a; }, x);  // nabla: a recorded number is no double: it is auto or T, and std::exp(x) is exp(x)
  auto text_of_a_formula = formula("x * y", x, y);  // nabla: formula() takes a function and the symbols that are its parameters
  auto number_as_a_function = formula<"x">(2.0);  // nabla: formula() takes a function and the symbols that are its parameters
  auto text_alone = formula("x * y");  // nabla: formula() gets the symbols that the parameters are, formula(function, x, y), or their names as template arguments
  auto cast_to_float = formula([](auto a) { return a * static_cast<float>(a); }, x);  // nabla: a recorded number is no double: it is auto or T, and std::exp(x) is exp(x)
  auto takes_both = formula([](auto a, double b) { return a * b; }, x, y);  // nabla: a recorded number is no double: it is auto or T, and std::exp(x) is exp(x)
auto recorded_that_gives_a_double = formula([](auto a) -> double { return a * a; }, x);  // nabla: a recorded number is no double: it is auto or T, and std::exp(x) is exp(x)
auto recorded_by_both = formula<"a">([](auto a) { return a * a; }, x);  // nabla: formula() gets the symbols that the parameters are, formula(function, x, y), or their names as template arguments
auto recorded_by_symbols_in_front = formula<x, y>([](auto a, auto b) { return a * b; });  // nabla: the names before the function of formula() are texts in quotes; symbols stand behind it, formula(function, x, y)
auto recorded_with_a_structure = formula<lens>([](auto from) { return from.f; });  // nabla: formula<structure>(function) needs nabla/hana.hpp and BOOST_HANA_DEFINE_STRUCT; of numbers it is formula(function, x, y)
auto fold_of_recorded = formula([](auto a, auto b) { return fold(a, b, [](auto r, auto s) { return s * r + 1.0; }); }, v, x);  // nabla: a recorded function has loops of C++; fold, scan, iterate, root and argmin take formulas, and their bodies call what was recorded
auto iterate_of_recorded = formula([](auto a) { return iterate<5>(a, [](auto s) { return 0.5 * s; }); }, x);  // nabla: a recorded function has loops of C++; fold, scan, iterate, root and argmin take formulas, and their bodies call what was recorded
auto root_of_recorded = formula([](auto a, auto b) { return root([=](auto s) { return s * s - b; }, a); }, x, y);  // nabla: a recorded function has loops of C++; fold, scan, iterate, root and argmin take formulas, and their bodies call what was recorded
auto recorded_object = formula<"x">(gain{2});  // nabla: formula(function) takes no captures and no members: what [](auto x) { ... } reads is static constexpr, a constant object is formula<object
auto recorded_object_without_names = formula<gain{2}>();  // nabla: a constant object is recorded with the names of its parameters, formula<object
auto recorded_called_with_a_matrix = formula([](auto a) { return sqnorm(a); }, v)(B);  // nabla: a recorded formula is called with expressions of the sizes of its parameters
auto recorded_object_with_both = formula<gain{2}, "x">(x);  // nabla: a constant object is recorded with the names of its parameters, formula<object
  auto equivalent_to_a_number = equivalent(x / x, 1.0);  // nabla: equivalent(f, g) takes two formulas; a number is an exact constant, equivalent(f, 2_c)
  auto simplified_number = simplify(grad(x));  // nabla: simplify() takes a formula
  auto point_by_position = at(x, 1.0);  // nabla: at() takes values by name: at(x = 1.0, y = 2.0)
  auto changed = x * x; changed += y;  // nabla: a formula does not change, its type is what it computes: give the new one a name of its own, auto g = f + y
  auto counted = x * y; ++counted;  // nabla: a formula does not change
  auto many_points = vmap(x * y, x);  // nabla: vmap() takes a formula or what is asked of one, vmap(grad(f)), and many values for its symbols at the call
  auto zero_of_a_formula = root(x * y, x);  // nabla: root() takes a function of the unknown and where the search begins: root([](auto s) { return s * s - y; }, x)
  auto fixed = fixed_point(x, y, 3_c);  // nabla: fixed_point() takes a function of the unknown and where the search begins
  auto smallest = argmin(sq(x), x);  // nabla: argmin() takes a function of the unknown and where the search begins
  auto repeated = iterate(3, x, [](auto s) { return sin(s); });  // nabla: iterate() takes a count that is a name or a size, a state and a step
  // loops
  auto other_shape = fold(X, v, [](auto row, auto state) { return row; });  // nabla: the body of a loop gives a state of the shape of the first one
  auto no_expression = scan(X, x, [](auto row, auto state) { return 1.0; });  // nabla: the body of a loop gives the next state as an expression, or for a tuple as a tuple of them
  auto state_alone = fold(X, x, [](auto state) { return state; });  // nabla: the body of a loop takes a row of each sequence, and the state
  auto other_rows = fold(X, B, x, [](auto row, auto of_b, auto state) { return state; });  // nabla: the sequences of a loop have as many rows
  auto state_of_no_size = scan(X, X * transpose(X), [](auto row, auto state) { return state; });  // nabla: the sizes of the state and the rows of a loop have one name at most; how many rows there are may be another
  auto outside_of_no_size = fold(X, x, [](auto row, auto state) { return state + sum(data<"Y", dim<"n">, dim<"m">>); });  // nabla: what the body of a loop takes from outside has a known size, or the name that the sizes of its state have
  auto size_of_another_name = iterate<3>(X, [](auto state) { return state + sum(ones<dim<"m">>) * state; });  // nabla: what the body of a loop takes from outside has a known size, or the name that the sizes of its state have
  auto number_to_start = fold(X, 0, [](auto row, auto state) { return state + sum(row); });  // nabla: fold() takes matrices, the first state and a body
  auto value_to_start = fold(X, v = three, [](auto row, auto state) { return state + sum(row); });  // nabla: fold() takes matrices, the first state and a body
  auto body_before_state = scan(X, [](auto row, auto state) { return state; }, x);  // nabla: scan() takes matrices, the first state and a body
  auto number_in_a_body = fold(X, x, [](auto row, auto state) { return 0.5 * state + sum(row); });  // nabla: a bare number in an expression; write an exact constant such as 2_c
  auto sizes_in_a_body = scan(X, x, [](auto row, auto state) { return state + row * row; });  // nabla: the row is 1 x 3, the row is 1 x 3: columns of the left differ from rows of the right
  auto nothing_given = fold(X, v, [](auto row, auto state) {});  // nabla: the body of a loop gives the next state as an expression
  auto number_in_a_step = iterate<3>(x, [](auto state) { return 0.5 * state; });  // nabla: a bare number in an expression
  auto number_in_a_term = sum_over<0, 3>([](auto i) { return 2 * v[i]; });  // nabla: a bare number in an expression
  auto negative_count = iterate<-3>(x, [](auto state) { return sin(state); });  // nabla: iterate<k>() takes a number of steps from 0 on, a state and a step
  auto every_0th_state = iterate<3>(x, [](auto state) { return cos(state); }, checkpoint<0>);  // nabla: checkpoint<k> keeps every k-th state: checkpoint<32>
  auto repeated_double = iterate<3>(x, [](auto state) { return 1.0; });  // nabla: the body of a loop gives the next state as an expression
  auto number_in_a_tuple = fold(X, std::tuple(x, y), [](auto row, auto state) { auto [a, b] = state; return std::tuple(a + sum(row), 1.0); });  // nabla: the body of a loop gives the next state as an expression, or for a tuple as a tuple of them
  auto element_of_a_row = fold(X, x, [](auto row, auto state) { return state + row[0]; });  // nabla: an element of a formula is taken by constants: v[0_c], A(0_c, 1_c)
  auto call_of_a_row = iterate<3>(v, [](auto state) { return state + state(0); });  // nabla: a formula is called with values bound by name
  auto root_of_a_column = root([](auto s) { return v * s; }, x);  // nabla: a root is that of as many formulas as there are unknowns
  auto root_of_a_matrix = root([](auto s) { return s; }, B);  // nabla: what is solved for is a number, or a column of known size
  auto root_from_a_column = root([](auto s) { return s - v; }, v, x);  // nabla: a root lies between two numbers
  auto number_in_a_function = root([](auto s) { return s * s - 2; }, x);  // nabla: a bare number in an expression
  auto smallest_comparison = argmin([](auto s) { return s > y; }, x);  // nabla: root() and argmin() search by numbers, a comparison is 0 or 1
  auto root_of_a_comparison = root([](auto s) { return s > y && s > 0_c; }, x);  // nabla: root() and argmin() search by numbers, a comparison is 0 or 1
  auto slopes_by_indices = grad(sum(gather_rows(B, word)), wrt(B, word));  // nabla: indices are whole numbers, by which there is no derivative: what they take rows of has one, wrt(E) of gather_rows(E, word)
  auto jacobian_by_indices = jacobian(gather_rows(B, word), wrt(word));  // nabla: indices are whole numbers, by which there is no derivative: what they take rows of has one, wrt(E) of gather_rows(E, word)
  auto derivative_by_indices = diff(sum(gather_rows(B, word)), word);  // nabla: indices are whole numbers, by which there is no derivative: what they take rows of has one, wrt(E) of gather_rows(E, word)
  auto derivative_by_indices_at_last = diff(sum(gather_rows(B, word)), B, word);  // nabla: indices are whole numbers, by which there is no derivative: what they take rows of has one, wrt(E) of gather_rows(E, word)
  auto name_and_structure = formula<"x", lens>([](auto a, auto from) { return a * from.f; });  // nabla: formula() takes names, or a structure and behind the function the symbols of the other parameters: formula<camera>(function, x)
  auto structure_and_name = formula<lens, "x">([](auto from, auto a) { return a * from.f; });  // nabla: formula() takes names, or a structure and behind the function the symbols of the other parameters: formula<camera>(function, x)
  auto reverse_hessian = hessian<reverse_mode>(sqnorm(v), wrt(v));  // nabla: a Hessian has no reverse mode; forward_mode takes products with directions
  auto reverse_sparse_hessian = sparse_hessian<reverse_mode>(sqnorm(v) * x, wrt(v));  // nabla: a Hessian has no reverse mode; forward_mode takes products with directions
  auto sparse_by_a_symbol = sparse_hessian(sqnorm(v), wrt(v))(v = three)[v];  // nabla: an element of a matrix of values is m(i, j), of a column m(i, 0), counted from 0
  auto terms_of_two = sum_over<0, 4>([](auto i, auto j) { return i * j; });  // nabla: sum_over<first, last>() takes a body that gives a formula for each index
  auto terms_of_nothing = sum_over<0, 4>([](auto i) {});  // nabla: sum_over<first, last>() takes a body that gives a formula for each index
  auto double_in_a_term = sum_over<0, 4>([rate = three[0]](auto i) { return i * rate * x; });  // nabla: a bare number in an expression
  auto no_such_element_in_a_term = sum_over<3, 7>([](auto i) { return v[i]; });  // nabla: v is 3 x 1: no such element
  auto points_and_a_place = vmap(x * y)(x = three, y = 1.0, three);  // nabla: values are bound by name: vmap(f)(x = many, y = 2.0)
  auto smallest_column = argmin([](auto s) { return s; }, v);  // nabla: argmin() takes a formula for a number
  auto root_of_two_names = root([](auto s) { return s * sum(var<"c", dim<"c">>) + sum(var<"d", dim<"d">>); }, x);  // nabla: the sizes of what the function of a root or a minimum takes from outside have one name at most
  auto two_rows = map_rows(X, [](auto row, auto other) { return row; });  // nabla: the body of map_rows() takes a row of each matrix
  auto row_of_doubles = map_rows(X, [](auto row) { return 1.0; });  // nabla: the body of map_rows() gives an expression
  auto number_in_a_map = map_rows(X, [](auto row) { return 2 * row; });  // nabla: a bare number in an expression
  auto maps_of_two_names = map_rows(X, [](auto row) { return sum(row) + sum(var<"c", dim<"c">>) + sum(var<"d", dim<"d">>); });  // nabla: the sizes of what the body of map_rows() takes from outside have one name at most
  auto map_to_any_size = map_rows(X, [](auto row) { return sum(row) * var<"c", dim<"c">>; });  // nabla: what the body of map_rows() gives has a known size
  auto blocks_of_no_size = map_blocks(X, [](auto block) { return block; });  // nabla: map_blocks<rows, columns>() takes the size of a block
  auto blocks_of_rows = map_blocks<3>(X, [](auto block) { return exp(block); });  // nabla: map_blocks<rows, columns>() takes the size of a block
  auto number_in_a_block = map_blocks<3, 1>(X, [](auto block) { return 2 * block; });  // nabla: a bare number in an expression
  auto asked_state = fold(X, x, [](auto row, auto s) { if (s > 0_c) return s; return s + sum(row); });  // nabla: a formula is neither true nor false while compiling; choose by where(x > 0_c, a, b)
  auto asked_column = scan(X, v, [](auto row, auto s) { if (sum(s) > 0_c) return s; return s + transpose(row); });  // nabla: a formula is neither true nor false while compiling; choose by where(x > 0_c, a, b)
  auto asked_step = iterate<4>(x, [](auto s) { return s > 0_c ? s : s + s; });  // nabla: a formula is neither true nor false while compiling; choose by where(x > 0_c, a, b)
  auto asked_row = map_rows(X, [](auto row) { if (sum(row) > 0_c) return row; return row + row; });  // nabla: a formula is neither true nor false while compiling; choose by where(x > 0_c, a, b)
  auto asked_block = map_blocks<1, 3>(X, [](auto block) { if (sum(block) > 0_c) return block; return -block; });  // nabla: a formula is neither true nor false while compiling; choose by where(x > 0_c, a, b)
  auto asked_fixed_point = fixed_point([](auto s) { if (s > 0_c) return s - y; return s + y; }, x);  // nabla: a formula is neither true nor false while compiling; choose by where(x > 0_c, a, b)
  auto asked_unknown = root([](auto s) { if (s > 0_c) return s * s - y; return s - y; }, x);  // nabla: a formula is neither true nor false while compiling; choose by where(x > 0_c, a, b)
  auto changed_state = fold(X, x, [](auto row, auto s) { s += sum(row); return s; });  // nabla: a formula does not change, its type is what it computes: give the new one a name of its own, auto g = f + y
  auto changed_part = fold(X, std::tuple(x, y), [](auto row, auto a, auto b) { a += sum(row); return std::tuple(a, b); });  // nabla: a formula does not change, its type is what it computes: give the new one a name of its own, auto g = f + y
  auto changed_step = iterate<6>(v, [](auto s) { s *= y; return s; });  // nabla: a formula does not change, its type is what it computes: give the new one a name of its own, auto g = f + y
  auto changed_row = map_rows(X, [](auto row) { row -= y; return row; });  // nabla: a formula does not change, its type is what it computes: give the new one a name of its own, auto g = f + y
  auto changed_unknown = argmin([](auto s) { s += y; return sq(s); }, x);  // nabla: a formula does not change, its type is what it computes: give the new one a name of its own, auto g = f + y
  // what derivatives and points are called with
  auto symbols_as_arguments = grad<x>(x * y);  // nabla: grad() takes a formula, and its symbols in wrt(): grad(f, wrt(x, y))
  auto near = root([](auto s) { return s * s - y; }, x, within(1e-8));  // nabla: within() takes a formula: within(1e-8_c), or within(t) of a t that is bound at the call
  auto direction_of_another_size = jvp(exp(v), wrt(v))(at(v = three), along(v = {1.0, 2.0}));  // nabla: a matrix of another size is bound to this symbol
  auto point_without_x = hvp(sqnorm(v) * x, wrt(v))(at(v = three), along(v = three));  // nabla: a symbol of this expression is bound to no value
  auto cotangent_of_another_size = vjp(exp(v), wrt(v))(at(v = three), 1.0);  // nabla: a number is bound to a matrix
  auto product_of_a_column = hvp(exp(v), wrt(v))(at(v = three), along(v = three));  // nabla: a Hessian needs a scalar function
  auto matrices_at_points = vmap(sqnorm(v))(v = three);  // nabla: vmap() takes numbers to numbers at each point; for matrices make the points a dimension of theirs
  auto gradient_of_a_matrix_at_points = vmap(grad(x * sqnorm(v)))(x = three, v = three);  // nabla: vmap() takes numbers to numbers at each point
  auto points_without_a_matrix = vmap(x * sqnorm(v))(x = three);  // nabla: a symbol of this expression is bound to no value
  auto number_for_a_matrix_at_points = vmap(x * sqnorm(v))(x = three, v = 1.0);  // nabla: a number is bound to a matrix
  auto text_at_points = vmap(exp(x))(x = "1.0");  // nabla: vmap() takes numbers, or ranges of the numbers that it computes in
  auto points_by_position = vmap(exp(x))(three);  // nabla: values are bound by name: vmap(f)(x = many, y = 2.0)
  auto product_at_points = vmap(jvp(exp(x), wrt(x)))(x = three);  // nabla: a derivative along a direction is called as jvp(f, wrt(x, y))(at(x = 3.0, y = 5.0), along(x = 1.0, y = 2.0))
  auto product_without_y = vmap(jvp(exp(x) * y, wrt(x)))(at(x = three), along(x = 1.0));  // nabla: a symbol of this expression is bound to no value
  auto product_of_matrices = vmap(jvp(exp(v), wrt(v)))(at(v = three), along(v = three));  // nabla: vmap() takes numbers to numbers at each point
  auto two_pools = vmap(exp(x))(x = three, threads(2), threads(3));  // nabla: a call of vmap() is given to one pool: threads(4), or one of your own
  auto two_pools_along = vmap(jvp(exp(x), wrt(x)))(at(x = three), along(x = 1.0), threads(2), threads(3));  // nabla: a call of vmap() is given to one pool
  auto no_backend = with_backend(grad(x * y));  // nabla: with_backend<plain_backend>(grad(f)) names the backend of one call: plain_backend, or eigen_backend of nabla/eigen.hpp
  auto number_as_a_backend = with_backend<double>(cos(x));  // nabla: with_backend<plain_backend>(grad(f)) names the backend of one call
  auto two_on_a_backend = with_backend<plain_backend>(x * y, x);  // nabla: with_backend<plain_backend>(grad(f)) names the backend of one call
  auto number_on_a_backend = with_backend<plain_backend>(3);  // nabla: with_backend<plain_backend>(grad(f)) names the backend of one call
  auto values_on_a_backend = with_backend<plain_backend>(three);  // nabla: with_backend<plain_backend>(grad(f)) names the backend of one call
  auto binding_on_a_backend = with_backend<plain_backend>(x = 3.0);  // nabla: with_backend<plain_backend>(grad(f)) names the backend of one call
  auto sum_of_a_formula = sum_over<0, 3>(x);  // nabla: sum_over<first, last>() takes a body that gives a formula for each index
  auto place_of_a_number = into(value_of(2.0) = memory);  // nabla: value_of() takes the formula whose value has a place: into(value_of(f) = value)
  auto place_of_two = gradient_of(x, y);  // nabla: gradient_of() takes the symbol whose derivative has a place: into(gradient_of(x) = slopes)
  auto place_of_a_derivative_by_a_formula = evaluator(grad(x * y))(x = 1.0, y = 2.0, into(gradient_of(x * y) = memory));  // nabla: gradient_of() takes the symbol whose derivative has a place: into(gradient_of(x) = slopes)
  auto shape_of_a_number = shape_of(2.0);  // nabla: shape_of() takes a formula
  auto symbols_of_two = symbols_of(x, y);  // nabla: symbols_of() takes a formula; of several it is symbols_of(f + g)
  auto nodes_of_a_number = node_count(2.0);  // nabla: node_count() takes a formula
  auto two_directions = vmap(jvp(sin(x), wrt(x)))(at(x = three), along(x = 1.0), along(x = 2.0));  // nabla: a derivative along a direction is called as jvp(f, wrt(x, y))(at(x = 3.0, y = 5.0), along(x = 1.0, y = 2.0))
  auto step = v - 0.1 * grad(sqnorm(v))(v = three)[v];  // nabla: what a call gives, or is asked, has no arithmetic
  auto results_in_braces = together({x, y});  // nabla: together() takes formulas one by one
  auto sum_so_far = 0_c; sum_so_far = sum_so_far + x;  // nabla: a formula does not change, its type is what it computes: give the new one a name of its own
  auto of_two_operands = formula<"a">([](auto a) { return sin(a, a); });  // nabla: this function takes formulas, and another number of them
  auto larger_of_one = formula<"a">([](auto a) { return max(a) * 2; });  // nabla: an operand that is no formula
  auto one_arm = formula<"a">([](auto a) { return where(a > 0, a); });  // nabla: an operand that is no formula
  auto no_bits = formula<"a">([](auto a) { return a & 1; });  // nabla: & and | combine comparisons
  auto sum_as_a_member = formula([](auto a) { return a.sum(); }, v);  // nabla: functions of recorded numbers are no members: sin(a), sum(v), dot(v, w), norm2(v), transpose(A)
  auto part_as_a_member = formula([](auto a) { return a.x * 2; }, v);  // nabla: functions of recorded numbers are no members
}
#else
void right_twins() {
  // derivatives
  auto of_a_lambda = grad(formula<"a">([](auto a) { return a * a; }));
  auto without_wrt = grad(x * y, wrt(x));
  auto symbols_in_braces = grad(x * y, wrt(x, y));
  auto of_a_gradient = hessian(x * y, wrt(x, y));
  auto of_a_column = grad(sum(exp(v)))(v = three)[v];
  auto both_of_a_column = value_and_grad(sum(exp(v)), wrt(v));
  auto both_without_wrt = value_and_grad(x * y, wrt(x));
  auto by_an_expression = subs(diff(sin(u), u), u = x + y);
  auto jacobian_of_any_size = jacobian(exp(X), wrt(X));
  auto jacobian_of_any_size_by_wrt = jacobian(exp(X), wrt(X));
  auto second_of_any_size = diff<2>(sin(x) * exp(X), x);
  auto third_of_any_size = diff(x * sum(X), x, x, X);
  auto hessian_of_any_size = hessian(sum(exp(X)), wrt(X));
  auto of_a_number = diff(2_c, x);
  auto second_by_an_expression = subs(diff<2>(sin(u), u), u = x + y);
  auto by_a_sum = grad(x * y, wrt(x, y));
  auto by_braces_in_wrt = grad(x * y, wrt(x, y));
  auto gradients_in_braces = together(x * y, x);
  auto values_in_braces = evaluator(together(x * y, x));
  auto jacobian_in_braces = jacobian(vstack(x * y, x), wrt(x, y));
  auto points_in_braces = vmap(together(x * y, x));
  auto both_of_a_number = value_and_jacobian(x, wrt(x));
  auto jacobian_without_wrt = jacobian(exp(v), wrt(v));
  auto value_and_jacobian_without_wrt = value_and_jacobian(exp(v), wrt(v));
  auto jacobian_by_braces = jacobian(exp(v), wrt(v));
  auto jacobian_of_braces = jacobian(vstack(x * y, x + y), wrt(x, y));
  auto mode_without_wrt = jacobian<reverse_mode>(exp(v), wrt(v));
  auto hessian_without_wrt = hessian(sqnorm(v), wrt(v));
  auto hessian_by_braces = hessian(x * y, wrt(x, y));
  auto hessian_of_a_column = hessian(sum(exp(v)), wrt(v));
  auto sparse_without_wrt = sparse_jacobian(exp(v), wrt(v));
  auto no_direction = jvp(x * y, wrt(x, y))(at(x = 1.0, y = 2.0), along(x = 1.0, y = 0.0));
  auto no_direction_beside_the_point = hvp(x * y, wrt(x, y))(at(x = 1.0, y = 2.0), along(x = 1.0, y = 0.0));
  auto no_direction_for_y = jvp(sq(x) * y, wrt(x, y))(at(x = 1.0, y = 2.0), along(x = 1.0, y = 0.0));
  auto direction_by_position = along(x = 2.0);
  auto no_cotangent = vjp(exp(v), wrt(v))(at(v = three), three);
  auto orders_of_no_number = derivatives<2>(sq(x), x);
  auto orders_by_a_column = derivatives<2>(sq(x), x);
  // formulas
  auto value_for_a_symbol = subs(x * y, x = 2_c);
  auto subs_by_braces = subs(x * y, x = y);
  auto column_for_a_number = subs(x * y, x = sum(v));
  auto together_with_a_number = together(x * y, 2_c);
  auto evaluator_of_a_lambda = evaluator(formula<"a">([](auto a) { return a; }));
  auto evaluator_of_integers = evaluator<float>(x * y);
  auto no_names = formula<"a">([](auto a) { return a * a; });
  auto takes_a_double = formula([](auto a) { return a * a; }, x);
  auto text_of_a_formula = formula([](auto a, auto b) { return a * b; }, x, y);
  auto number_as_a_function = formula<"x">([](auto a) { return 2.0 * a; });
  auto text_alone = formula<"x", "y">([](auto a, auto b) { return a * b; });
  auto cast_to_float = formula([](auto a) { return a * a; }, x);
  auto takes_both = formula([](auto a, auto b) { return a * b; }, x, y);
auto recorded_that_gives_a_double = formula([](auto a) { return a * a; }, x);
auto recorded_by_both = formula([](auto a) { return a * a; }, x);
auto recorded_by_symbols_in_front = formula([](auto a, auto b) { return a * b; }, x, y);
auto recorded_with_a_structure = formula<"f">([](auto f) { return f; });
auto fold_of_recorded = fold(v, x, [](auto r, auto s) { return formula<"r", "s">([](auto a, auto b) { return b * a + 1.0; })(r, s); });
auto iterate_of_recorded = iterate<5>(x, [](auto s) { return 0.5_c * s; });
auto root_of_recorded = root([](auto s) { return s * s - y; }, x);
auto recorded_object = formula<gain{2}, "x">();
auto recorded_object_without_names = formula<gain{2}>(x);
auto recorded_called_with_a_matrix = formula([](auto a) { return sqnorm(a); }, v)(exp(v));
auto recorded_object_with_both = formula<gain{2}>(x);
  auto equivalent_to_a_number = equivalent(x / x, 1_c);
  auto simplified_number = simplify(diff(x, x));
  auto point_by_position = at(x = 1.0);
  auto changed = x * x; auto sum_of_both = changed + y;
  auto counted = x * y; auto next = counted + 1_c;
  auto many_points = vmap(x * y);
  auto zero_of_a_formula = root([](auto s) { return s * y - 1_c; }, x);
  auto fixed = fixed_point([](auto s) { return cos(s) * x; }, y);
  auto smallest = argmin([](auto s) { return sq(s - x); }, x);
  auto repeated = iterate(dim<"k">, x, [](auto s) { return sin(s); });
  // loops
  auto other_shape = fold(X, transpose(v), [](auto row, auto state) { return row; });
  auto no_expression = scan(X, x, [](auto row, auto state) { return 1_c; });
  auto state_alone = fold(X, x, [](auto row, auto state) { return state; });
  auto other_rows = fold(X, X, x, [](auto row, auto other, auto state) { return state; });
  auto state_of_no_size = scan(X, row<0>(X), [](auto row, auto state) { return state; });
  auto outside_of_no_size = fold(X, x, [](auto row, auto state) { return state + sum(v); });
  auto size_of_another_name = iterate<3>(X, [](auto state) { return state + sum(ones<dim<"n">>) * state; });
  auto number_to_start = fold(X, 0_c, [](auto row, auto state) { return state + sum(row); });
  auto value_to_start = fold(X, x, [](auto row, auto state) { return state + sum(row); });
  auto body_before_state = scan(X, x, [](auto row, auto state) { return state; });
  auto number_in_a_body = fold(X, x, [](auto row, auto state) { return 0.5_c * state + sum(row); });
  auto sizes_in_a_body = scan(X, x, [](auto row, auto state) { return state + row * transpose(row); });
  auto nothing_given = fold(X, v, [](auto row, auto state) { return state; });
  auto number_in_a_step = iterate<3>(x, [](auto state) { return 0.5_c * state; });
  auto number_in_a_term = sum_over<0, 3>([](auto i) { return 2_c * v[i]; });
  auto negative_count = iterate<3>(x, [](auto state) { return sin(state); });
  auto every_0th_state = iterate<3>(x, [](auto state) { return cos(state); }, checkpoint<2>);
  auto repeated_double = iterate<3>(x, [](auto state) { return 1_c; });
  auto number_in_a_tuple = fold(X, std::tuple(x, y), [](auto row, auto state) { auto [a, b] = state; return std::tuple(a + sum(row), 1_c); });
  auto element_of_a_row = fold(X, x, [](auto row, auto state) { return state + row[0_c]; });
  auto call_of_a_row = iterate<3>(v, [](auto state) { return state + state[0_c]; });
  auto root_of_a_column = root([](auto s) { return sum(v) * s; }, x);
  auto root_of_a_matrix = root([](auto s) { return s; }, v);
  auto root_from_a_column = root([](auto s) { return s - sum(v); }, x, y);
  auto number_in_a_function = root([](auto s) { return s * s - 2_c; }, x);
  auto smallest_comparison = argmin([](auto s) { return sq(s - y); }, x);
  auto root_of_a_comparison = root([](auto s) { return s - y; }, x);
  auto slopes_by_indices = grad(sum(gather_rows(B, word)), wrt(B));
  auto jacobian_by_indices = jacobian(gather_rows(B, word), wrt(B));
  auto derivative_by_indices = diff(sum(gather_rows(B, word)), B);
  auto derivative_by_indices_at_last = diff(x * sum(gather_rows(B, word)), B, x);
  auto name_and_structure = formula<"x", "f">([](auto a, auto f) { return a * f; });
  auto structure_and_name = formula<"f", "x">([](auto f, auto a) { return a * f; });
  auto reverse_hessian = hessian<forward_mode>(sqnorm(v), wrt(v));
  auto reverse_sparse_hessian = sparse_hessian<forward_mode>(sqnorm(v) * x, wrt(v));
  auto sparse_by_a_symbol = sparse_hessian(sqnorm(v), wrt(v))(v = three)(0, 0);
  auto terms_of_two = sum_over<0, 4>([](auto i) { return i * sum_over<0, 4>([](auto j) { return j; }); });
  auto terms_of_nothing = sum_over<0, 4>([](int i) { return x; });
  auto double_in_a_term = sum_over<0, 4>([](auto i) { return i * y * x; });
  auto no_such_element_in_a_term = sum_over<0, 3>([](auto i) { return v[i]; });
  auto points_and_a_place = vmap(x * y)(x = three, y = three);
  auto smallest_column = argmin([](auto s) { return sqnorm(s); }, v);
  auto root_of_two_names = root([](auto s) { return s * sum(var<"c", dim<"c">>) + sum(var<"d", dim<"c">>); }, x);
  auto two_rows = map_rows(X, [](auto row) { return row; });
  auto row_of_doubles = map_rows(X, [](auto row) { return sum(row); });
  auto number_in_a_map = map_rows(X, [](auto row) { return 2_c * row; });
  auto maps_of_two_names = map_rows(X, [](auto row) { return sum(row) + sum(var<"c", dim<"c">>) + sum(var<"d", dim<"c">>); });
  auto map_to_any_size = map_rows(X, [](auto row) { return sum(sum(row) * var<"c", dim<"c">>); });
  auto blocks_of_no_size = map_blocks<3, 1>(X, [](auto block) { return block; });
  auto blocks_of_rows = map_blocks<3, 1>(X, [](auto block) { return exp(block); });
  auto number_in_a_block = map_blocks<3, 1>(X, [](auto block) { return 2_c * block; });
  auto asked_state = fold(X, x, [](auto row, auto s) { return where(s > 0_c, s, s + sum(row)); });
  auto asked_column = scan(X, v, [](auto row, auto s) { return where(sum(s) > 0_c, s, s + transpose(row)); });
  auto asked_step = iterate<4>(x, [](auto s) { return where(s > 0_c, s, s + s); });
  auto asked_row = map_rows(X, [](auto row) { return where(sum(row) > 0_c, row, row + row); });
  auto asked_block = map_blocks<1, 3>(X, [](auto block) { return where(sum(block) > 0_c, block, -block); });
  auto asked_fixed_point = fixed_point([](auto s) { return where(s > 0_c, s - y, s + y); }, x);
  auto asked_unknown = root([](auto s) { return where(s > 0_c, s * s - y, s - y); }, x);
  auto changed_state = fold(X, x, [](auto row, auto s) { return s + sum(row); });
  auto changed_part = fold(X, std::tuple(x, y), [](auto row, auto a, auto b) { return std::tuple(a + sum(row), b); });
  auto changed_step = iterate<6>(v, [](auto s) { return s * y; });
  auto changed_row = map_rows(X, [](auto row) { return row - y; });
  auto changed_unknown = argmin([](auto s) { return sq(s + y); }, x);
  // what derivatives and points are called with
  auto symbols_as_arguments = grad(x * y, wrt(x));
  auto near = root([](auto s) { return s * s - y; }, x, within(1e-8_c));
  auto direction_of_another_size = jvp(exp(v), wrt(v))(at(v = three), along(v = {1.0, 2.0, 3.0}));
  auto point_without_x = hvp(sqnorm(v) * x, wrt(v))(at(v = three, x = 1.0), along(v = three));
  auto cotangent_of_another_size = vjp(exp(v), wrt(v))(at(v = three), three);
  auto product_of_a_column = hvp(sum(exp(v)), wrt(v))(at(v = three), along(v = three));
  auto matrices_at_points = vmap(exp(x) * y)(x = three, y = 2.0);
  auto gradient_of_a_matrix_at_points = vmap(grad(x * sqnorm(v), wrt(x)))(x = three, v = three);
  auto points_without_a_matrix = vmap(x * sqnorm(v))(x = three, v = three);
  auto number_for_a_matrix_at_points = vmap(x * sqnorm(v))(x = three, v = {1.0, 2.0, 3.0});
  auto text_at_points = vmap(exp(x))(x = 1.0);
  auto points_by_position = vmap(exp(x))(x = three);
  auto product_at_points = vmap(jvp(exp(x), wrt(x)))(at(x = three), along(x = 1.0));
  auto product_without_y = vmap(jvp(exp(x) * y, wrt(x)))(at(x = three, y = 2.0), along(x = three));
  auto product_of_matrices = vmap(hvp(exp(x), wrt(x)))(at(x = three), along(x = three));
  auto two_pools = vmap(exp(x))(x = three, threads(2));
  auto two_pools_along = vmap(jvp(exp(x), wrt(x)))(at(x = three), along(x = 1.0), threads(2));
  auto no_backend = with_backend<plain_backend>(grad(x * y));
  auto number_as_a_backend = with_backend<plain_backend>(cos(x));
  auto two_on_a_backend = with_backend<plain_backend>(x * y);
  auto number_on_a_backend = with_backend<plain_backend>(x * y);
  auto values_on_a_backend = with_backend<plain_backend>(sum(v))(v = three);
  auto binding_on_a_backend = with_backend<plain_backend>(x * y)(x = 3.0, y = 2.0);
  auto sum_of_a_formula = sum_over<0, 3>([](auto i) { return x * i; });
  auto place_of_a_number = into(value_of(x * y) = memory);
  auto place_of_two = gradient_of(x);
  auto place_of_a_derivative_by_a_formula = evaluator(grad(x * y))(x = 1.0, y = 2.0, into(gradient_of(x) = memory));
  auto shape_of_a_number = shape_of(v);
  auto symbols_of_two = symbols_of(x + y);
  auto nodes_of_a_number = node_count(x * y);
  auto two_directions = vmap(jvp(sin(x), wrt(x)))(at(x = three), along(x = 1.0));
  auto step = v - 1_c / 10_c * diff(sqnorm(v), v);
  auto results_in_braces = together(x, y);
  auto sum_so_far = 0_c; auto next_sum = sum_so_far + x;
  auto of_two_operands = formula<"a">([](auto a) { return atan2(a, a); });
  auto larger_of_one = formula<"a">([](auto a) { return max(a, 0) * 2; });
  auto one_arm = formula<"a">([](auto a) { return where(a > 0, a, 0); });
  auto no_bits = formula<"a">([](auto a) { return where((a > 0) & (a < 1), a, 0); });
  auto sum_as_a_member = formula([](auto a) { return sum(a); }, v);
  auto part_as_a_member = formula([](auto a) { return a[0] * 2; }, v);
}
#endif
// clang-format on

}  // namespace
