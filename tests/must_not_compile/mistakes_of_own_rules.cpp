// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Functions of one's own: what a rule misses is said where it is called.

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;
[[maybe_unused]] constexpr auto x = var<"x">;
[[maybe_unused]] constexpr auto y = var<"y">;
[[maybe_unused]] constexpr auto W = var<"W", 2, 3>;
[[maybe_unused]] constexpr auto V = var<"V", 2, 2>;
struct twice_rule : matrix_function<1> {
  static constexpr auto text = "twice";
  static constexpr inferred_shape infer(const operand_shape* a) { return {a[0], a[0].rows == a[0].columns ? nullptr : "twice takes a square matrix"}; }
  static constexpr auto definition(auto A) { return 2_c * A; }
};
struct square_rule : function<1> {
  static constexpr auto text = "square_of_rules";
  static constexpr auto value(auto u) { return u * u; }
  static constexpr auto partials(auto u, auto) { return partial(2_c * u); }
};
struct product_rule : function<2> {
  static constexpr auto text = "product_of_rules";
  static constexpr auto value(auto u, auto v) { return u * v; }
  static constexpr auto partials(auto u, auto v, auto) { return partial(v, u); }
};

struct no_text_rule : function<1> {
  static constexpr auto value(auto u) { return u * u; }
};
struct no_value_rule : function<1> {
  static constexpr auto text = "no_value";
  static constexpr auto partials(auto u, auto) { return partial(2_c * u); }
};
struct value_of_one_rule : function<2> {
  static constexpr auto text = "value_of_one";
  static constexpr auto value(auto u) { return u * u; }
};
struct value_of_object_rule : function<1> {
  static constexpr auto text = "value_of_object";
  constexpr auto value(auto u) const { return u * u; }
};
struct value_of_nothing_rule : function<1> {
  static constexpr auto text = "value_of_nothing";
  static constexpr void value(auto) {}
};
struct no_shape_rule : matrix_function<1> {
  static constexpr auto text = "no_shape";
  static constexpr auto definition(auto A) { return transpose(A) * A; }
};
struct no_kernel_rule : matrix_function<1> {
  static constexpr auto text = "no_kernel";
  static constexpr inferred_shape infer(const operand_shape* a) { return {a[0]}; }
};

#ifdef NABLA_MUST_NOT_COMPILE
auto no_text = call<no_text_rule>(x);  // nabla: a rule says what it is called: static constexpr auto text
auto no_value = call<no_value_rule>(x);  // nabla: a function is given by value(u, ...) or definition(u, ...), with as many operands as it has, static, with a result
auto value_of_one = call<value_of_one_rule>(x, y);  // nabla: a function is given by value(u, ...) or definition(u, ...)
auto value_of_object = call<value_of_object_rule>(x);  // nabla: a function is given by value(u, ...) or definition(u, ...)
auto value_of_nothing = call<value_of_nothing_rule>(x);  // nabla: a function is given by value(u, ...) or definition(u, ...)
auto no_shape = call<no_shape_rule>(W);  // nabla: a function of matrices says what shape its result has: static constexpr inferred_shape infer(const operand_shape* A)
auto no_kernel = call<no_kernel_rule>(W);  // nabla: a function of matrices is given by definition(A, ...) or kernel(result, A, ...), with as many operands as it has
auto too_many = call<twice_rule>(V, V);  // nabla: call<rule>(...) takes as many operands as the rule has: function<1> one, function<2> two
auto not_square = call<twice_rule>(W);  // nabla: W is 2 x 3: twice takes a square matrix
auto as_a_function = square_rule{x};  // nabla: a formula is made of a rule by call<rule>(x)
auto as_a_function_of_matrices = twice_rule{V};  // nabla: a formula is made of a rule by call<rule>(x)
auto of_a_lambda = call<[](auto u) { return u * u; }>(x);  // nabla: call<rule>(x, y) takes formulas, and a rule that has nabla::function<2> as its base, or matrix_function<2>
#else
auto no_text = call<square_rule>(x);
auto no_value = call<square_rule>(x);
auto value_of_one = call<product_rule>(x, y);
auto value_of_object = call<square_rule>(x);
auto value_of_nothing = call<square_rule>(x);
auto no_shape = call<twice_rule>(V);
auto no_kernel = call<twice_rule>(V);
auto too_many = call<twice_rule>(V);
auto not_square = call<twice_rule>(V);
auto as_a_function = call<square_rule>(x);
auto as_a_function_of_matrices = call<twice_rule>(V);
auto of_a_lambda = call<square_rule>(x);
#endif

}  // namespace
