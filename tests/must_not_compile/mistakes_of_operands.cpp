// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// What is written into a formula and is none, or does not fit: see docs/messages.md, which is made of this.

#include <nabla/nabla.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace nabla;
[[maybe_unused]] constexpr auto x = var<"x">;
[[maybe_unused]] constexpr auto y = var<"y">;
[[maybe_unused]] constexpr auto v = var<"v", 3>;
[[maybe_unused]] constexpr auto w = var<"w", 4>;
[[maybe_unused]] constexpr auto A = var<"A", 3, 3>;
[[maybe_unused]] constexpr auto B = var<"B", 3, 2>;
[[maybe_unused]] constexpr auto X = data<"X", dim<"n">, 3>;
[[maybe_unused]] constexpr auto b = var<"b", 1, 2>;
[[maybe_unused]] constexpr auto n = dim<"n">;
[[maybe_unused]] constexpr auto z = var<"z", n>;
[[maybe_unused]] constexpr auto S = var<"S", n, n>;
[[maybe_unused]] const std::vector<double> numbers{1.0, 2.0, 3.0};
[[maybe_unused]] double total = 0;
struct no_rule {
  static constexpr auto text = "no_rule";
  static constexpr auto value(auto u) { return u * u; }
};
struct square_rule : function<1> {
  static constexpr auto text = "square_of_mistakes";
  static constexpr auto value(auto u) { return u * u; }
};

#ifdef NABLA_MUST_NOT_COMPILE
// numbers and values
auto product = 2 * x;  // nabla: a bare number in an expression; write an exact constant such as 2_c, or bind a parameter at the call
auto difference_of_float = x - 0.5f;  // nabla: a bare number in an expression
auto quotient = true / x;  // nabla: a bare number in an expression
auto nested = sin(x + 1L);  // nabla: a bare number in an expression
auto comparison = where(x > 0, y, x);  // nabla: a bare number in an expression
auto equality = x == 2;  // nabla: a bare number in an expression
auto arm = where(x > y, y, 0);  // nabla: a bare number in an expression
auto arms = where(x > y, 1.0, 0);  // nabla: a bare number in an expression
auto condition = where(1, x, y);  // nabla: a bare number in an expression
auto logic = (x > y) && true;  // nabla: a bare number in an expression
auto power = pow(x, 2);  // nabla: a bare number in an expression
auto angle = atan2(x, 1.0);  // nabla: a bare number in an expression
auto length = hypot(3, y);  // nabla: a bare number in an expression
auto larger = max(x, 0);  // nabla: a bare number in an expression
auto smaller = min(1.0f, x);  // nabla: a bare number in an expression
auto clamped = clamp(x, -1, 1_c);  // nabla: a bare number in an expression
auto fused = fma(x, y, 1);  // nabla: a bare number in an expression
auto slope = leaky_relu(x, 0.1);  // nabla: a bare number in an expression
auto loss = huber(x, 1.0);  // nabla: a bare number in an expression
auto target = mse(x, 1.0);  // nabla: a bare number in an expression
auto logarithm = xlogy(2.0, x);  // nabla: a bare number in an expression
auto stack = vstack(x, 1.0);  // nabla: a bare number in an expression
auto equal_number = equal(x, 0);  // nabla: a bare number in an expression
auto vector_of_std = numbers * x;  // nabla: an operand that is no formula; a value is bound to a symbol at the call: f(A = value)
auto vector_in_a_function = dot(v, numbers);  // nabla: an operand that is no formula
auto text = x + "1";  // nabla: an operand that is no formula
auto complex_number = std::complex<double>(0, 1) * x;  // nabla: an operand that is no formula
auto gradient = grad(x * y) * 2_c;  // nabla: an operand that is no formula
auto binding_as_operand = (x = 2.0) * y;  // nabla: an operand that is no formula
auto lambda_as_operand = x + [](auto a) { return a; };  // nabla: an operand that is no formula
// formulas as numbers
double value = x * y;  // nabla: a formula is no number: its value is f(x = 2.0), and std::sin(x) is sin(x)
double value_of_a_symbol = x;  // nabla: a formula is no number
float value_in_float = x * y;  // nabla: a formula is no number
int whole_value = x * y + 1_c;  // nabla: a formula is no number
std::size_t count_of_a_formula = x;  // nabla: a formula is no number
double two_values[2] = {x, y};  // nabla: a formula is no number
auto value_by_a_cast_to_float = static_cast<float>(cos(x));  // nabla: a formula is no number
auto function_of_floats = [](float t) { return t; }(x * y);  // nabla: a formula is no number
auto largest_double = std::max<double>(x, 1.0);  // nabla: a formula is no number
auto element_at_a_formula = numbers[x];  // nabla: a formula is no number
std::vector<double> repeated_value(3, x);  // nabla: a formula is no number
auto value_by_a_cast = static_cast<double>(cos(x));  // nabla: a formula is no number
auto added_to_a_double = total += x;  // nabla: a formula is no number
auto sine_of_std = std::sin(x);  // nabla: a formula is no number
auto power_of_std = std::pow(x * y, 2.0);  // nabla: a formula is no number
auto not_a_number = std::isnan(x);  // nabla: a formula is no number
auto text_of_std = std::to_string(x * y);  // nabla: a formula is no number
std::vector<double> values{x, y};  // nabla: a formula is no number
std::string text_of_a_product = x * y;  // nabla: a formula is no text: that is to_string(f), with #include <nabla/print.hpp>
auto length_of_text = [](std::string_view text) { return text.size(); }(x);  // nabla: a formula is no text: that is to_string(f), with #include <nabla/print.hpp>
std::optional<double> value_or_none = x * y;  // nabla: a formula is no number
auto new_value_or_none = [](std::optional<float> o) { o = x * y; };  // nabla: a formula is no number
auto function_of_doubles = [](double t) { return t; }(x * y);  // nabla: a formula is no number
bool truth_of_a_comparison = x > y;  // nabla: a formula is neither true nor false while compiling; choose by where(x > 0_c, a, b)
std::function<double(double)> function_of_std = x * x;  // nabla: a formula as a function is [=](double t) { return f(x = t); }
double (*pointer_to_a_function)(double) = x * x;  // nabla: a formula as a function is [=](double t) { return f(x = t); }
// functions as members
auto transposed = A.transpose() * v;  // nabla: functions of formulas are no members: transpose(A), dot(v, w), norm2(v), grad(f)
auto length_of_a_column = (A * v).norm();  // nabla: functions of formulas are no members
auto derivative_as_a_member = (x * y).diff(x);  // nabla: functions of formulas are no members
auto exponential_as_a_member = (v + v).exp();  // nabla: functions of formulas are no members
auto put_in_as_a_member = (x * y).subs(x, y);  // nabla: functions of formulas are no members
auto transposed_in_short = A.T() * v;  // nabla: functions of formulas are no members
auto transposed_without_a_call = A.T;  // nabla: functions of formulas are no members
auto number_of_rows = v.size();  // nabla: functions of formulas are no members
auto memory_of_a_formula = exp(v).data();  // nabla: functions of formulas are no members
auto head_as_a_member = v.head<2>();  // nabla: parts of formulas are functions: head<2>(v), row<0>(A), column<0>(A), block<0, 0, 2, 2>(A), v[0_c]
auto column_as_a_member = sin(A).col(0);  // nabla: parts of formulas are functions
auto block_as_a_member = A.block<2, 2>(0, 0);  // nabla: parts of formulas are functions
auto solution_as_a_member = (A * A).llt().solve(v);  // nabla: functions of formulas are no members
auto gradient_as_a_member = (x * y).gradient(x);  // nabla: functions of formulas are no members
auto value_as_a_member = (x * y).evalf();  // nabla: functions of formulas are no members
auto coefficient_as_a_member = A.coeff(0, 0);  // nabla: parts of formulas are functions
auto first_as_a_member = v.x();  // nabla: parts of formulas are functions
// other operators
auto caret = x ^ 2;  // nabla: ^ is no power in C++; write pow(x, 2_c), or sq(x)
auto bell_curve = exp(-(x - y) ^ 2 / 2);  // nabla: ^ is no power in C++; write pow(x, 2_c), or sq(x)
auto remainder = x % y;  // nabla: a formula has no %; the remainder is x - y * floor(x / y)
auto recorded_remainder = formula([](auto a) { return a % 2; }, x);  // nabla: a recorded number has no %; the remainder is a - b * floor(a / b)
auto row_of_a_number = gather_rows(A, 1);  // nabla: rows are taken by a symbol of indices, which are checked where they are bound
auto rows_in_braces = gather_rows(A, {0, 1});  // nabla: rows are taken by a symbol of indices, which are checked where they are bound
auto bitwise = (x > y) & (y > 0_c);  // nabla: conditions are combined by && || !
auto number_to_a_power = 2 ^ x;  // nabla: ^ is no power in C++
auto turned_round = ~(x > y);  // nabla: conditions are turned round by !
auto shifted = x << 2;  // nabla: a formula has no << and >>; a product by a power of 2 is x * exp2(k)
auto pointed_to = *x;  // nabla: a formula points to nothing, it is used as it is: x, not *x
auto element = v[0];  // nabla: an element of a formula is taken by constants: v[0_c], A(0_c, 1_c)
auto element_of_matrix = A(0, 1);  // nabla: a formula is called with values bound by name
auto chained = where(0_c < x < 1_c, x, y);  // nabla: a comparison of a comparison; write 0_c < x && x < 1_c for 0_c < x < 1_c
auto number_as_condition = where(x, y, 0_c);  // nabla: the condition of where() is a comparison of values
auto proof_as_condition = where(x == y, x, y);  // nabla: x == y asks while compiling whether two formulas are equal; the condition of where() on values is equal(x, y)
auto cast = bool(x > y);  // nabla: a formula is neither true nor false while compiling; choose by where(x > 0_c, a, b)
auto choice = x > 0_c ? x : y;  // nabla: a formula is neither true nor false while compiling; choose by where(x > 0_c, a, b)
// sizes
auto sizes_of_a_product = v * w;  // nabla: v is 3 x 1, w is 4 x 1: columns of the left differ from rows of the right
auto sizes_of_a_sum = sum(sq(v + w));  // nabla: v is 3 x 1, w is 4 x 1: sizes differ and neither is 1
auto sizes_of_a_comparison = v < w;  // nabla: v is 3 x 1, w is 4 x 1: sizes differ and neither is 1
auto sizes_of_a_maximum = max(v, w);  // nabla: v is 3 x 1, w is 4 x 1: sizes differ and neither is 1
auto cases_in_braces = where({x > 0_c, x}, {x < 0_c, y});  // nabla: where() takes a condition and two formulas; of three cases it is where(p, a, where(q, b, c))
auto sizes_of_where = where(v > 0_c, w, 0_c);  // nabla: >(...) is 3 x 1, w is 4 x 1, a constant is 1 x 1: sizes differ and neither is 1
auto sizes_of_a_loss = cross_entropy(softmax(X * B), b);  // nabla: softmax(...) is n x 2, b is 1 x 2: predictions and targets differ in size
auto sizes_of_a_column = vstack(A, B);  // nabla: A is 3 x 3, B is 3 x 2: vstack takes matrices with as many columns
auto sizes_of_a_row = hstack(v, w);  // nabla: v is 3 x 1, w is 4 x 1: hstack takes matrices with as many rows
auto sizes_of_a_solution = solve(A, w);  // nabla: A is 3 x 3, w is 4 x 1: solve takes a right side with as many rows as the matrix
auto sizes_of_an_inner_product = dot(v, w);  // nabla: v is 3 x 1, w is 4 x 1: dot takes two operands of one shape
auto quadratic_form_of_exchanged = quadratic_form(v, A);  // nabla: v is 3 x 1, A is 3 x 3: columns of the left differ from rows of the right
auto right_side_of_the_transpose = solve_transposed(A, w);  // nabla: A is 3 x 3, w is 4 x 1: solve takes a right side with as many rows as the matrix
auto logarithm_of_a_column = log_of_det(v);  // nabla: v is 3 x 1: log_of_det takes a square matrix
auto no_square = inverse(B);  // nabla: B is 3 x 2: inverse takes a square matrix
auto row_beyond = row<5>(A);  // nabla: A is 3 x 3: that part reaches beyond the matrix
auto sizes_beside = B + transpose(v);  // nabla: B is 3 x 2, transpose(...) is 1 x 3: sizes differ and neither is 1
auto sizes_of_a_hadamard_product = hadamard(X, B);  // nabla: X is n x 3, B is 3 x 2: sizes differ and neither is 1
auto sizes_of_a_matrix_product = X * transpose(B);  // nabla: X is n x 3, transpose(...) is 2 x 3: columns of the left differ from rows of the right
auto rows_of_a_solution = solve(S, transpose(X) * X);  // nabla: S is n x n, matmul(...) is 3 x 3: solve takes a right side with as many rows as the matrix
auto column_beyond = column<3>(X);  // nabla: X is n x 3: that part reaches beyond the matrix
auto negative_count = rows<1, -1>(v);  // nabla: v is 3 x 1: that part reaches beyond the matrix
auto rows_of_another_name = rows<2, n - 1>(z);  // nabla: z is n x 1: that part reaches beyond the matrix
auto stacked_names = vstack(z, z);  // nabla: vstack takes one matrix whose number of rows is a name; those of all others are numbers
auto other_count = reshape<4, 2>(A);  // nabla: A is 3 x 3: reshape keeps the number of elements
auto other_size = broadcast_to<4, 3>(B);  // nabla: B is 3 x 2, the result is 4 x 3: it does not broadcast to that shape
auto no_size_to_broadcast_to = broadcast_to<-1, 3>(x);  // nabla: broadcast_to<rows, columns>(A) takes sizes: each is a number from 0 on, or the name of one
auto no_size_to_reshape_to = reshape<-1, 3>(A);  // nabla: reshape<rows, columns>(A) takes sizes: each is a number from 0 on, or the name of one; none is found from the other
auto dropped_before_the_first = drop_first<-1>(v);  // nabla: drop_first<k>(v) drops k elements, from 0 on; the last ones are tail<k>(v)
auto dropped_behind_the_last = drop_last<-1>(v);  // nabla: drop_last<k>(v) drops k elements, from 0 on; the first ones are head<k>(v)
auto numbers_between = linspace<0>(x, y);  // nabla: linspace<n>(a, b) gives n numbers, one at least, from one number to another
auto repeated_never = repeat<0, 2>(A);  // nabla: repeat<rows, columns>(A) takes how often A stands below and beside itself: at least once
auto repeated_n_times_two = repeat<2, 1>(X);  // nabla: repeat<rows, columns>(A) takes how often A stands below and beside itself: at least once, and once where a size has a name
auto element_beyond = v[3_c];  // nabla: v is 3 x 1: no such element, counted from 0
auto element_beyond_a_column = sin(A)(0_c, 3_c);  // nabla: sin(...) is 3 x 3: no such element, counted from 0
auto element_of_a_matrix = A[0_c];  // nabla: A is 3 x 3: an element of a matrix is A(i, j)
auto cross_of_other_sizes = cross(v, w);  // nabla: v is 3 x 1, w is 4 x 1: cross takes columns, or rows, of three numbers
auto skew_of_four = skew(w);  // nabla: w is 4 x 1: skew takes a column of three numbers
auto turned_by_three = quaternion_rotation(v, v);  // nabla: v is 3 x 1, v is 3 x 1: quaternion_rotation turns a column of three by (w, x, y, z)
auto quaternions_of_three = quaternion_product(w, v);  // nabla: w is 4 x 1, v is 3 x 1: quaternion_product takes two columns of four numbers, (w, x, y, z)
// symbols and constants
auto number_as_a_name = var<1>;  // nabla: a name is a text in quotes
auto no_name = var<"">;  // nabla: a name is a text that is not empty and does not begin with #
auto no_name_of_data = data<"", 3, 2>;  // nabla: a name is a text that is not empty and does not begin with #
auto no_name_of_a_size = var<"of_no_name", dim<"">>;  // nabla: a name is a text that is not empty and does not begin with #
auto no_name_of_indices = indices<"", 3, 5>;  // nabla: a name is a text that is not empty and does not begin with #
auto no_name_of_a_parameter = formula<"x", "">([](auto a, auto b) { return a * b; });  // nabla: a name is a text that is not empty and does not begin with #
auto name_of_a_loop = var<"#001", 3>;  // nabla: a name is a text that is not empty and does not begin with #
auto negative_size = var<"s", -3>;  // nabla: the size of a symbol is a number from 0 on, or the name of one
auto size_beyond_int = labels<"L", 3'000'000'000, 2>;  // nabla: the size of a symbol is a number from 0 on, or the name of one
auto negative_range = indices<"i", n, -3>;  // nabla: the size of a symbol is a number from 0 on, or the name of one
auto negative_number = indexed<"x", -3>;  // nabla: the number of a variable of a family counts from 0 on
auto half_of_a_size = var<"s", n / 2>;  // nabla: a size is a number, or a name plus or minus one: n - 1; any other size has a name of its own
auto product_of_sizes = var<"s", n * dim<"m">>;  // nabla: a size is a number, or a name plus or minus one
auto labels_without_columns = labels<"l", 3>;  // nabla: labels have rows and columns, a column for each class:
auto too_many_digits = 12345678901234567890_c;  // nabla: _c takes decimal literals whose numerator and denominator fit into 64 bits
auto pi_of_too_many_digits = 3.14159265358979323846_c * x;  // nabla: _c takes decimal literals whose numerator and denominator fit into 64 bits: of pi 18 digits, 3.14159265358979324_c
// how many operands, and which
auto sine_of_two = sin(x, y);  // nabla: this function takes formulas, and another number of them: sin(x), max(x, y); a number is an exact constant, 2_c
auto cosine_of_none = cos();  // nabla: this function takes formulas, and another number of them
auto sum_of_numbers = sum(numbers);  // nabla: this function takes formulas, and another number of them
auto function_of_a_number = digamma(2.0) * x;  // nabla: this function takes formulas, and another number of them
auto largest_in_braces = max({x, y, 1_c});  // nabla: formulas are operands one by one: max(x, max(y, z)), vstack(x, y, z), x + y + z; a sum of many is sum(v)
auto stack_in_braces = vstack({x, y});  // nabla: formulas are operands one by one
auto sum_in_braces = sum({x, y});  // nabla: formulas are operands one by one
auto sum_along_an_axis = sum<1>(A);  // nabla: all elements give sum(v), mean(v), maximum(v), minimum(v), rows row_sums(A), columns column_sums(A)
auto largest_of_one = max(A);  // nabla: this function takes two formulas: max(x, y), pow(x, 2_c), dot(v, w); the largest of all elements is maximum(A), of each row row_maxima(A)
auto length_of_one = hypot(x);  // nabla: this function takes two formulas
auto smallest_of_three = min(x, y, 1_c);  // nabla: this function takes two formulas
auto one_arm = where(x > y, x);  // nabla: this function takes three formulas: where(x > 0_c, y, z), clamp(x, 0_c, 1_c), fma(x, y, z)
auto bounded_below = clamp(x, 0_c);  // nabla: this function takes three formulas
auto two_transposed = transpose(A, A);  // nabla: this function takes formulas, and another number of them
auto cumulative_of_two = cumsum(v, v);  // nabla: this function takes formulas, and another number of them
auto cumulative_of_a_number = cumsum(2.0);  // nabla: this function takes formulas, and another number of them
auto differences_of_numbers = difference(numbers);  // nabla: this function takes formulas, and another number of them
auto softmax_of_two = column_softmax(A, A);  // nabla: this function takes formulas, and another number of them
auto exponentials_of_a_number = total_logsumexp(2.0);  // nabla: this function takes formulas, and another number of them
auto determinant_of_two = log_of_det(A, A);  // nabla: this function takes formulas, and another number of them
auto triangle_of_two = lower_triangle(A, A);  // nabla: this function takes formulas, and another number of them
auto product_of_one_quaternion = quaternion_product(w);  // nabla: this function takes formulas, and another number of them
auto skew_of_two = skew(v, v);  // nabla: this function takes formulas, and another number of them
auto shifted_by_number = shift(v, 1);  // nabla: places and sizes are template arguments
auto rows_without_indices = gather_rows(A);  // nabla: rows are taken by a symbol of indices, which are checked where they are bound
auto rows_by_two = gather_rows(A, v, v);  // nabla: rows are taken by a symbol of indices, which are checked where they are bound
auto added_without_indices = scatter_add(A);  // nabla: rows are added by a symbol of indices, which are checked where they are bound
auto groups_without_indices = segment_sum(A);  // nabla: rows are in groups by a symbol of indices, which are checked where they are bound
auto picked_in_braces = pick(A, {0, 1});  // nabla: elements are picked by a symbol of indices, which are checked where they are bound
auto norm_in_braces = norm2({x, y});  // nabla: formulas are operands one by one
auto exponentials_in_braces = logsumexp({x, y, 1_c});  // nabla: formulas are operands one by one
auto inverse_of_two = inverse(A, A);  // nabla: this function takes formulas, and another number of them
auto row_by_number = row(A, 1);  // nabla: places and sizes are template arguments: row<i>(A), rows<first, count>(A), block<i, j, rows, columns>(A)
auto rows_without_count = rows<1>(A);  // nabla: places and sizes are template arguments
auto shape_of_one = reshape<9>(A);  // nabla: places and sizes are template arguments
auto part_by_numbers = block(A, 0, 0, 2, 2);  // nabla: places and sizes are template arguments
auto function_without_base = call<no_rule>(x);  // nabla: call<rule>(x, y) takes formulas, and a rule that has nabla::function<2> as its base, or matrix_function<2>
auto own_function_of_a_number = call<square_rule>(2.0);  // nabla: call<rule>(x, y) takes formulas
auto sum_of_doubles = sum_over<3>([](auto i) { return v[i]; });  // nabla: sum_over<first, last>() takes a body that gives a formula for each index
// what is called otherwise elsewhere
auto squared_number = square(x);  // nabla: the square of x is sq(x), another power pow(x, 3_c)
auto norm_without_number = norm(A * v);  // nabla: norms are norm2(v), norm1(v), frobenius(A), and without the root sqnorm(v)
auto named_product = matmul(A, v);  // nabla: the product of matrices is A * v, that of elements hadamard(v, w)
auto logarithms_of_rows = row_logsumexp(A);  // nabla: softmax(X), log_softmax(X) and logsumexp(X) are those of each row; column_logsumexp(X), total_logsumexp(X) those of columns and of all
auto one_below_the_other = vertcat(x, 2_c * y);  // nabla: formulas are stacked by vstack(x, y) and hstack(v, w)
auto choice_elsewhere = if_else(x > 0_c, x, y);  // nabla: the choice by a value is where(x > 0_c, a, b)
auto selected = select(x > 0_c, x, y);  // nabla: the choice by a value is where(x > 0_c, a, b)
auto slope_elsewhere = derivative(x * y, x);  // nabla: a derivative is diff(f, x), which is a formula, or a gradient: grad(f, wrt(x, y))(x = 1.0, y = 2.0)
auto jacobian_elsewhere = jacfwd(exp(v));  // nabla: a Jacobian is jacobian(f, wrt(x, y)), of a mode that is named jacobian<forward_mode>(f, wrt(x, y))
auto value_elsewhere = evaluate(x * y, x = 1.0, y = 2.0);  // nabla: a formula is evaluated by its call, f(x = 1.0, y = 2.0), again and again by evaluator(f)
auto put_in_elsewhere = substitute(x * y, x, y);  // nabla: expressions are put in place of symbols by subs(f, x = y * y)
auto kept_between = clip(x, 0_c, 1_c);  // nabla: a value is kept between two others by clamp(x, low, high), max(x, low), min(x, high)
auto product_up_to = factorial(x);  // nabla: the logarithm of the gamma function is lgamma(x), n! is exp(lgamma(n + 1_c))
auto written_out = expand(x * (x + y));  // nabla: f == g proves two formulas equal, however they are written, and simplify(f) shows what is computed
auto area_below = integrate(x * x, x);  // nabla: of formulas there are derivatives, diff(f, x), and no integrals, limits and series
auto least_elsewhere = minimize(sq(x - y), x);  // nabla: argmin([](auto s) { return sq(s - y); }, x) is where a formula is least; parameters are trained, see nabla/train.hpp
auto mean_elsewhere = reduce_mean(sq(v));  // nabla: all elements give sum(v), mean(v), maximum(v), minimum(v), and each row row_sums(A)
auto length_of_1 = normalize(A * v);  // nabla: a vector of length 1 is v / norm2(v)
auto deviation = stddev(v);  // nabla: the standard deviation is sqrt(variance(v)), that of a sample by one less than there are
auto in_one_column = flatten(A);  // nabla: another shape is reshape<rows, columns>(A), of all elements in a column reshape<9, 1>(A)
auto secant = sec(x);  // nabla: sec(x) is 1_c / cos(x), csc(x) is 1_c / sin(x), cot(x) is 1_c / tan(x), coth(x) is 1_c / tanh(x)
auto loss_elsewhere = mse_loss(v, v);  // nabla: losses are mse(P, T), huber(r), hinge(score, y), softmax_cross_entropy(Z, T), binary_cross_entropy(p, y), kl_divergence(P, Q)
auto swish_elsewhere = swish(x);  // nabla: swish(x) is silu(x), lrelu(x) is leaky_relu(x)
auto remainder_elsewhere = mod(x, y);  // nabla: the remainder is x - y * floor(x / y)
auto hessian_elsewhere = hess(x * y);  // nabla: a Hessian is hessian(f, wrt(x, y)), an element of it diff(f, x, y)
auto layer_elsewhere = dropout(A * v);  // nabla: layers are formulas: X * W + b, relu(X * W + b); dropout is a factor, hadamard(h, mask), see draw_dropout()
auto range_missing = indices<"i", 3>;  // nabla: indices have a number, and a range that they are below
auto number_missing = indexed<"x">;  // nabla: the number of a variable of a family counts from 0 on
#else
// numbers and values
auto product = 2_c * x;
auto difference_of_float = x - 0.5_c;
auto quotient = 1_c / x;
auto nested = sin(x + 1_c);
auto comparison = where(x > 0_c, y, x);
auto equality = x == 2_c;
auto arm = where(x > y, y, 0_c);
auto arms = where(x > y, 1_c, 0_c);
auto condition = where(1_c, x, y);
auto logic = (x > y) && 1_c;
auto power = pow(x, 2_c);
auto angle = atan2(x, 1_c);
auto length = hypot(3_c, y);
auto larger = max(x, 0_c);
auto smaller = min(1_c, x);
auto clamped = clamp(x, -1_c, 1_c);
auto fused = fma(x, y, 1_c);
auto slope = leaky_relu(x, 0.1_c);
auto loss = huber(x, 1_c);
auto target = mse(x, 1_c);
auto logarithm = xlogy(2_c, x);
auto stack = vstack(x, 1_c);
auto equal_number = equal(x, 0_c);
auto vector_of_std = sum(v * x)(v = numbers, x = 2.0);
auto vector_in_a_function = dot(v, v);
auto text = x + 1_c;
auto complex_number = (w * x)(w = std::array{1.0, 2.0, 3.0, 4.0}, x = 2.0);
auto gradient = diff(x * y, x) * 2_c;
auto binding_as_operand = (x * y)(x = 2.0, y = 3.0);
auto lambda_as_operand = x + formula<"a">([](auto a) { return a; });
// formulas as numbers
double value = (x * y)(x = 1.0, y = 2.0);
double value_of_a_symbol = x(x = 1.0);
float value_in_float = (x * y)(x = 1.0f, y = 2.0f);
int whole_value = static_cast<int>((x * y + 1_c)(x = 1.0, y = 2.0));
std::size_t count_of_a_formula = numbers.size();
double two_values[2] = {x(x = 1.0), y(y = 2.0)};
auto value_by_a_cast_to_float = static_cast<float>(cos(x)(x = 1.0));
auto function_of_floats = [](float t) { return t; }((x * y)(x = 1.0f, y = 2.0f));
auto largest_double = std::max<double>(x(x = 2.0), 1.0);
auto element_at_a_formula = numbers[1];
std::vector<double> repeated_value(3, x(x = 1.0));
auto value_by_a_cast = cos(x)(x = 1.0);
auto added_to_a_double = total += x(x = 1.0);
auto sine_of_std = sin(x);
auto power_of_std = pow(x * y, 2_c);
auto not_a_number = std::isnan(x(x = 1.0));
auto text_of_std = std::to_string((x * y)(x = 1.0, y = 2.0));
std::vector<double> values{x(x = 1.0), y(y = 2.0)};
std::string text_of_a_product = std::to_string((x * y)(x = 1.0, y = 2.0));
auto length_of_text = [](std::string_view text) { return text.size(); }("x");
std::optional<double> value_or_none = (x * y)(x = 1.0, y = 2.0);
auto new_value_or_none = [](std::optional<float> o) { o = (x * y)(x = 1.0f, y = 2.0f); };
auto function_of_doubles = [](double t) { return t; }((x * y)(x = 1.0, y = 2.0));
auto truth_of_a_comparison = where(x > y, 1_c, 0_c);
std::function<double(double)> function_of_std = [](double t) { return (x * x)(x = t); };
double (*pointer_to_a_function)(double) = [](double t) { return (x * x)(x = t); };
// functions as members
auto transposed = transpose(A) * v;
auto length_of_a_column = norm2(A * v);
auto derivative_as_a_member = diff(x * y, x);
auto exponential_as_a_member = exp(v + v);
auto put_in_as_a_member = subs(x * y, x = y);
auto transposed_in_short = transpose(A) * v;
auto transposed_without_a_call = transpose(A);
auto number_of_rows = sum(ones<3>);
auto memory_of_a_formula = exp(v);
auto head_as_a_member = head<2>(v);
auto column_as_a_member = column<0>(sin(A));
auto block_as_a_member = block<0, 0, 2, 2>(A);
auto solution_as_a_member = solve(A * A, v);
auto gradient_as_a_member = grad(x * y, wrt(x));
auto value_as_a_member = (x * y)(x = 1.0, y = 2.0);
auto coefficient_as_a_member = A(0_c, 0_c);
auto first_as_a_member = v[0_c];
// other operators
auto caret = pow(x, 2_c);
auto bell_curve = exp(-sq(x - y) / 2_c);
auto remainder = x - y * floor(x / y);
auto recorded_remainder = formula([](auto a) { return a - 2 * floor(a / 2); }, x);
auto row_of_a_number = gather_rows(A, indices<"word", 2, 3>);
auto rows_in_braces = gather_rows(A, indices<"word", 2, 3>);
auto bitwise = (x > y) && (y > 0_c);
auto number_to_a_power = pow(2_c, x);
auto turned_round = !(x > y);
auto shifted = x * exp2(2_c);
auto pointed_to = x;
auto element = v[0_c];
auto element_of_matrix = A(0_c, 1_c);
auto chained = where(0_c < x && x < 1_c, x, y);
auto number_as_condition = where(x > 0_c, y, 0_c);
auto proof_as_condition = where(equal(x, y), x, y);
auto cast = where(x > y, 1_c, 0_c);
auto choice = where(x > 0_c, x, y);
// sizes
auto sizes_of_a_product = transpose(v) * v;
auto sizes_of_a_sum = sum(sq(v + v));
auto sizes_of_a_comparison = v < x;
auto sizes_of_a_maximum = max(v, x);
auto cases_in_braces = where(x > 0_c, x, where(x < 0_c, y, 0_c));
auto sizes_of_where = where(v > 0_c, v, 0_c);
auto sizes_of_a_loss = cross_entropy(softmax(X * B), data<"T", dim<"n">, 2>);
auto sizes_of_a_column = vstack(A, transpose(B));
auto sizes_of_a_row = hstack(v, v);
auto sizes_of_a_solution = solve(A, v);
auto sizes_of_an_inner_product = dot(v, v);
auto quadratic_form_of_exchanged = quadratic_form(A, v);
auto right_side_of_the_transpose = solve_transposed(A, v);
auto logarithm_of_a_column = log_of_det(A);
auto no_square = inverse(A);
auto row_beyond = row<2>(A);
auto sizes_beside = B + b;
auto sizes_of_a_hadamard_product = hadamard(X, X);
auto sizes_of_a_matrix_product = X * B;
auto rows_of_a_solution = solve(S, X);
auto column_beyond = column<2>(X);
auto negative_count = rows<1, 2>(v);
auto rows_of_another_name = rows<1, n - 1>(z);
auto stacked_names = vstack(z, v);
auto other_count = reshape<1, 9>(A);
auto other_size = broadcast_to<3, 2>(B);
auto no_size_to_broadcast_to = broadcast_to<2, 3>(x);
auto no_size_to_reshape_to = reshape<9, 1>(A);
auto dropped_before_the_first = drop_first<1>(v);
auto dropped_behind_the_last = drop_last<1>(v);
auto numbers_between = linspace<2>(x, y);
auto repeated_never = repeat<1, 2>(A);
auto repeated_n_times_two = repeat<1, 2>(X);
auto element_beyond = v[2_c];
auto element_beyond_a_column = sin(A)(0_c, 2_c);
auto element_of_a_matrix = A(0_c, 0_c);
auto cross_of_other_sizes = cross(v, v);
auto skew_of_four = skew(v);
auto turned_by_three = quaternion_rotation(w, v);
auto quaternions_of_three = quaternion_product(w, w);
// symbols and constants
auto number_as_a_name = var<"x1">;
auto no_name = var<" ">;
auto no_name_of_data = data<"two words", 3, 2>;
auto no_name_of_a_size = var<"of_no_name", dim<"1">>;
auto no_name_of_indices = indices<"s", 3, 5>;
auto no_name_of_a_parameter = formula<"x", "y">([](auto a, auto b) { return a * b; });
auto name_of_a_loop = var<"v#001", 3>;
auto negative_size = var<"s", 3>;
auto size_beyond_int = labels<"L", 3'000, 2>;
auto negative_range = indices<"i", n, 3>;
auto negative_number = indexed<"x", 3>;
auto half_of_a_size = var<"s", dim<"m">>;
auto product_of_sizes = var<"s", n, dim<"m">>;
auto labels_without_columns = labels<"l", 3, 10>;
auto too_many_digits = 1234567890123456789_c;
auto pi_of_too_many_digits = 3.14159265358979324_c * x;
// how many operands, and which
auto sine_of_two = sin(x * y);
auto cosine_of_none = cos(x);
auto sum_of_numbers = sum(v);
auto function_of_a_number = digamma(2_c) * x;
auto largest_in_braces = max(x, max(y, 1_c));
auto stack_in_braces = vstack(x, y);
auto sum_in_braces = x + y;
auto sum_along_an_axis = row_sums(A);
auto largest_of_one = maximum(A);
auto length_of_one = hypot(x, y);
auto smallest_of_three = min(x, min(y, 1_c));
auto one_arm = where(x > y, x, 0_c);
auto bounded_below = clamp(x, 0_c, 1_c);
auto two_transposed = transpose(A);
auto cumulative_of_two = cumsum(v);
auto cumulative_of_a_number = cumsum(w);
auto differences_of_numbers = difference(v)(v = numbers);
auto softmax_of_two = column_softmax(A);
auto exponentials_of_a_number = total_logsumexp(A);
auto determinant_of_two = log_of_det(A);
auto triangle_of_two = lower_triangle(A);
auto product_of_one_quaternion = quaternion_product(w, w);
auto skew_of_two = skew(v);
auto shifted_by_number = shift<1>(v);
auto rows_without_indices = gather_rows(A, indices<"taken", n, 3>);
auto rows_by_two = gather_rows(A, indices<"taken", 2, 3>);
auto added_without_indices = scatter_add(A, indices<"group", 3, 2>);
auto groups_without_indices = segment_sum(A, indices<"group", 3, 2>);
auto picked_in_braces = pick(A, indices<"column", 3, 3>);
auto norm_in_braces = norm2(vstack(x, y));
auto exponentials_in_braces = logsumexp(transpose(vstack(x, y, 1_c)));
auto inverse_of_two = inverse(A);
auto row_by_number = row<1>(A);
auto rows_without_count = rows<1, 2>(A);
auto shape_of_one = reshape<9, 1>(A);
auto part_by_numbers = block<0, 0, 2, 2>(A);
auto function_without_base = call<square_rule>(x);
auto own_function_of_a_number = call<square_rule>(2_c);
auto sum_of_doubles = sum_over<0, 3>([](auto i) { return v[i]; });
// what is called otherwise elsewhere
auto squared_number = sq(x);
auto norm_without_number = norm2(A * v);
auto named_product = A * v;
auto logarithms_of_rows = logsumexp(A);
auto one_below_the_other = vstack(x, 2_c * y);
auto choice_elsewhere = where(x > 0_c, x, y);
auto selected = where(x > 0_c, x, y);
auto slope_elsewhere = diff(x * y, x);
auto jacobian_elsewhere = jacobian(exp(v), wrt(v));
auto value_elsewhere = (x * y)(x = 1.0, y = 2.0);
auto put_in_elsewhere = subs(x * y, x = y);
auto kept_between = clamp(x, 0_c, 1_c);
auto product_up_to = exp(lgamma(x + 1_c));
auto written_out = simplify(x * (x + y));
auto area_below = diff(x * x, x);
auto least_elsewhere = argmin([](auto s) { return sq(s - y); }, x);
auto mean_elsewhere = mean(sq(v));
auto length_of_1 = A * v / norm2(A * v);
auto deviation = sqrt(variance(v));
auto in_one_column = reshape<9, 1>(A);
auto secant = 1_c / cos(x);
auto loss_elsewhere = mse(v, v);
auto swish_elsewhere = silu(x);
auto remainder_elsewhere = x - y * floor(x / y);
auto hessian_elsewhere = hessian(x * y, wrt(x, y));
auto layer_elsewhere = hadamard(A * v, v);
auto range_missing = indices<"i", 3, 5>;
auto number_missing = indexed<"x", 3>;
#endif

}  // namespace
