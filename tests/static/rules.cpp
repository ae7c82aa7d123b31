// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Every rule of the library: a text of its own, a value or a definition, a derivative for each operand, proven shapes, recognised fusions.

#include <nabla/nabla.hpp>
#include <nabla/rules/all_rules.hpp>
#include <support/graphs.hpp>

namespace {

using namespace nabla;
using namespace nabla::detail;
using test::same;

// ---- form ---------------------------------------------------------------------------------------------------------------------------
template <class Rule>
constexpr bool has_value_or_definition() {
  const operation& op = operation_of<Rule>;
  if (op.definition != nullptr || op.code != operation_code::other) return true;
  if constexpr (Rule::arity == 1) return requires { Rule::value(1.0); };
  else return requires { Rule::value(1.0, 1.0); };
}
template <class Rule>
constexpr bool differentiable() {
  for (int i = 0; i < Rule::arity; ++i)
    if (operation_of<Rule>.derivatives[i] == nullptr) return false;
  return true;
}
template <class... Rules>
constexpr bool well_formed() {
  const key ids[] = {operation_of<Rules>.id...};
  for (unsigned i = 0; i < sizeof...(Rules); ++i)
    for (unsigned j = 0; j < i; ++j)
      if (ids[i] == ids[j]) return false;
  return (has_value_or_definition<Rules>() && ...) && ((operation_of<Rules>.arity == Rules::arity) && ...) && ((operation_of<Rules>.infer != nullptr) && ...);
}
static_assert(well_formed<add_rule, subtract_rule, multiply_rule, divide_rule, negate_rule, matrix_product_rule, exp_rule, log_rule, log1p_rule, sqrt_rule,
                          sin_rule, cos_rule, tanh_rule, greater_rule, sign_rule, heaviside_rule, abs_rule, relu_rule, max_rule, min_rule, transpose_rule,
                          broadcast_rule, count_rule, sum_rule, row_sums_rule, column_sums_rule, row_maxima_rule, mean_rule, sqnorm_rule, norm1_rule,
                          sigmoid_rule, xlogy_rule, softmax_rule, softmax_cross_entropy_rule, cross_entropy_rule, bce_with_logits_rule,
                          binary_cross_entropy_rule>());
static_assert((differentiable<add_rule>() && differentiable<subtract_rule>() && differentiable<multiply_rule>() && differentiable<divide_rule>() &&
               differentiable<negate_rule>() && differentiable<matrix_product_rule>() && differentiable<exp_rule>() && differentiable<log_rule>() &&
               differentiable<log1p_rule>() && differentiable<sqrt_rule>() && differentiable<sin_rule>() && differentiable<cos_rule>() &&
               differentiable<tanh_rule>() && differentiable<greater_rule>() && differentiable<sign_rule>() && differentiable<heaviside_rule>() &&
               differentiable<abs_rule>() && differentiable<relu_rule>() && differentiable<max_rule>() && differentiable<min_rule>()));
static_assert((differentiable<transpose_rule>() && differentiable<sum_rule>() && differentiable<row_sums_rule>() && differentiable<column_sums_rule>() &&
               differentiable<mean_rule>() && differentiable<sqnorm_rule>() && differentiable<norm1_rule>() && differentiable<sigmoid_rule>() &&
               differentiable<xlogy_rule>() && differentiable<softmax_rule>() && differentiable<softmax_cross_entropy_rule>() &&
               differentiable<cross_entropy_rule>() && differentiable<bce_with_logits_rule>() && differentiable<binary_cross_entropy_rule>()));
static_assert(!differentiable<count_rule>());  // it has none, and needs none

// ---- commutative is what commutes -----------------------------------------------------------------------------------------------------------
static_assert(operation_of<add_rule>.commutative);
static_assert(operation_of<multiply_rule>.commutative);
static_assert(operation_of<max_rule>.commutative);
static_assert(operation_of<min_rule>.commutative);
static_assert(!operation_of<subtract_rule>.commutative);
static_assert(!operation_of<divide_rule>.commutative);
static_assert(!operation_of<matrix_product_rule>.commutative);
static_assert(!operation_of<greater_rule>.commutative);
static_assert(!operation_of<xlogy_rule>.commutative);
static_assert(!operation_of<cross_entropy_rule>.commutative);

// ---- shapes of pullbacks, on every kind of operand -------------------------------------------------------------------------------------------
constexpr auto n = dim<"n">;
constexpr auto x = var<"x">;
constexpr auto y = data<"y">;
constexpr auto row = var<"row", 1, 3>;
constexpr auto column = var<"column", n, 1>;
constexpr auto A = var<"A", n, 3>;
constexpr auto S = var<"S", 2, 3>;
template <Expression F, Expression X>
constexpr bool has_gradient_of_its_shape(F f, X by) {
  return test::derivative(f, by).extents == shape_of(by) && test::derivative(f, by).id != 0;
}
template <Expression X>
constexpr bool reductions_fit(X a) {
  return has_gradient_of_its_shape(sum(a), a) && has_gradient_of_its_shape(mean(a), a) && has_gradient_of_its_shape(sqnorm(a), a) &&
      has_gradient_of_its_shape(norm1(a), a) && has_gradient_of_its_shape(sqnorm(row_sums(a)), a) && has_gradient_of_its_shape(sqnorm(column_sums(a)), a) &&
      has_gradient_of_its_shape(sqnorm(transpose(a)), a) && has_gradient_of_its_shape(sqnorm(softmax(a)), a) &&
      has_gradient_of_its_shape(sum(cross_entropy(a, a)), a) && has_gradient_of_its_shape(sum(cross_entropy(softmax(a), a)), a) &&
      has_gradient_of_its_shape(sum(a * transpose(a)), a) && has_gradient_of_its_shape(sum(transpose(a) * a), a) && has_gradient_of_its_shape(sum(hadamard(a, a)), a);
}
static_assert(reductions_fit(x));
static_assert(reductions_fit(row));
static_assert(reductions_fit(column));
static_assert(reductions_fit(A));
static_assert(reductions_fit(S));

// ---- fusions: recognised whatever stands in them, and only there ---------------------------------------------------------------------------------
constexpr auto t = labels<"t", n, 3>;
static_assert(same(cross_entropy(softmax(A), t), softmax_cross_entropy(A, t)));
static_assert(same(cross_entropy(softmax(A + row), t), softmax_cross_entropy(A + row, t)));
static_assert(same(mean(cross_entropy(softmax(exp(A)), softmax(A))), mean(softmax_cross_entropy(exp(A), softmax(A)))));
static_assert(same(binary_cross_entropy(sigmoid(x), y), bce_with_logits(x, y)));
static_assert(same(sum(binary_cross_entropy(sigmoid(A), t)), sum(bce_with_logits(A, t))));
static_assert(!same(cross_entropy(sigmoid(A), t), softmax_cross_entropy(A, t)));
static_assert(!same(binary_cross_entropy(tanh(x), y), bce_with_logits(x, y)));
static_assert(!same(cross_entropy(t, softmax(A)), softmax_cross_entropy(A, t)));

// ---- concepts ------------------------------------------------------------------------------------------------------------------------
struct nameless_rule : function<1> {};
struct shapeless_rule : matrix_function<1> {
  static constexpr auto text = "shapeless";
};
static_assert(Entry<sin_rule>);
static_assert(Entry<det_rule>);
static_assert(Entry<block_rule<0, 1, 2, 2>>);
static_assert(!Entry<nameless_rule>);
static_assert(!Entry<shapeless_rule>);
static_assert(!Entry<int>);

// ---- the library's own rules are told from a program's ----------------------------------------------------------------------------------
template <class... Rules>
constexpr bool are_ours(rule_list<Rules...>) {
  return (!spelling::is_own<Rules>() && ...);
}
static_assert(are_ours(elementwise_rules{}));
static_assert(are_ours(matrix_rules{}));
static_assert(spelling::is_own<nameless_rule>());

}  // namespace
