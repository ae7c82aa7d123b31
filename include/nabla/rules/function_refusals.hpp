// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/blocks.hpp>
#include <nabla/rules/log_exponentials.hpp>
#include <nabla/rules/matrix_refusals.hpp>
#include <nabla/rules/neural.hpp>
#include <nabla/rules/no_nan.hpp>
#include <nabla/rules/norms.hpp>
#include <nabla/rules/pieces.hpp>
#include <nabla/rules/refusals.hpp>
#include <nabla/rules/rule_refusals.hpp>
#include <nabla/rules/structure.hpp>
#include <nabla/rules/trigonometric.hpp>

namespace nabla::detail {

// Functions of several operands: bare numbers and values of matrices among them, and sizes that do not fit, are refused in a sentence.

// Those that C has of doubles, to which a formula converts: exact matches come before these.
template <class... A>
inline constexpr bool are_numbers_beside_formulas = (Expression<A> || ...) && (BareNumber<A> || ...) && ((Expression<A> || BareNumber<A>) && ...);
// clang-format off
#define NABLA_DETAIL_REFUSED_NUMBERS(name) \
  template <class... A> requires(are_numbers_beside_formulas<A...>) bare_number_refused name(A...);
// clang-format on
NABLA_DETAIL_REFUSED_NUMBERS(pow)
NABLA_DETAIL_REFUSED_NUMBERS(hypot)
NABLA_DETAIL_REFUSED_NUMBERS(atan2)
NABLA_DETAIL_REFUSED_NUMBERS(fma)
#undef NABLA_DETAIL_REFUSED_NUMBERS
NABLA_DETAIL_REFUSED_OPERANDS_OF_2(pow)
NABLA_DETAIL_REFUSED_SIZES(pow_rule, pow)
NABLA_DETAIL_REFUSED_OPERANDS_OF_3(fma)
NABLA_DETAIL_REFUSED_SIZES(fma_rule, fma)
NABLA_DETAIL_REFUSED_OPERANDS_OF_2(hypot)
bare_number_refused hypot(operand, operand, operand);
template <int Operands>
using hypot_of = std::conditional_t<Operands == 3, norm3d_rule, hypot_rule>;
NABLA_DETAIL_REFUSED_SIZES(hypot_of<sizeof...(A)>, hypot)
NABLA_DETAIL_REFUSED_OPERANDS_OF_3(norm3d)
NABLA_DETAIL_REFUSED_SIZES(norm3d_rule, norm3d)
NABLA_DETAIL_REFUSED_OPERANDS_OF_2(atan2)
NABLA_DETAIL_REFUSED_SIZES(atan2_rule, atan2)
NABLA_DETAIL_REFUSED_OPERANDS_OF_2(max)
NABLA_DETAIL_REFUSED_SIZES(max_rule, max)
NABLA_DETAIL_REFUSED_OPERANDS_OF_2(min)
NABLA_DETAIL_REFUSED_SIZES(min_rule, min)
NABLA_DETAIL_REFUSED_OPERANDS_OF_3(clamp)
NABLA_DETAIL_REFUSED_SIZES(clamp_rule, clamp)
NABLA_DETAIL_REFUSED_OPERANDS_OF_2(logaddexp)
NABLA_DETAIL_REFUSED_SIZES(logaddexp_rule, logaddexp)
NABLA_DETAIL_REFUSED_OPERANDS_OF_2(logsubexp)
NABLA_DETAIL_REFUSED_SIZES(logsubexp_rule, logsubexp)
NABLA_DETAIL_REFUSED_OPERANDS_OF_2(multiply_no_nan)
NABLA_DETAIL_REFUSED_SIZES(multiply_no_nan_rule, multiply_no_nan)
NABLA_DETAIL_REFUSED_OPERANDS_OF_2(subtract_no_nan)
NABLA_DETAIL_REFUSED_SIZES(subtract_no_nan_rule, subtract_no_nan)
NABLA_DETAIL_REFUSED_OPERANDS_OF_2(xdivy)
NABLA_DETAIL_REFUSED_SIZES(xdivy_rule, xdivy)
NABLA_DETAIL_REFUSED_OPERANDS_OF_2(xlogy)
NABLA_DETAIL_REFUSED_SIZES(xlogy_rule, xlogy)
NABLA_DETAIL_REFUSED_OPERANDS_OF_2(xlog1py)
NABLA_DETAIL_REFUSED_SIZES(xlog1py_rule, xlog1py)
NABLA_DETAIL_REFUSED_OPERANDS_OF_2(leaky_relu)
NABLA_DETAIL_REFUSED_SIZES(leaky_relu_rule, leaky_relu)
NABLA_DETAIL_REFUSED_OPERANDS_OF_2(elu)
NABLA_DETAIL_REFUSED_SIZES(elu_rule, elu)
NABLA_DETAIL_REFUSED_OPERANDS_OF_2(huber)
NABLA_DETAIL_REFUSED_SIZES(huber_rule, huber)
NABLA_DETAIL_REFUSED_OPERANDS_OF_2(hinge)
NABLA_DETAIL_REFUSED_SIZES(hinge_rule, hinge)
NABLA_DETAIL_REFUSED_OPERANDS_OF_2(bce_with_logits)
NABLA_DETAIL_REFUSED_SIZES(bce_with_logits_rule, bce_with_logits)
NABLA_DETAIL_REFUSED_OPERANDS_OF_2(binary_cross_entropy)
NABLA_DETAIL_REFUSED_SIZES(binary_cross_entropy_rule, binary_cross_entropy)
NABLA_DETAIL_REFUSED_OPERANDS_OF_2(softmax_cross_entropy)
NABLA_DETAIL_REFUSED_SIZES(softmax_cross_entropy_rule, softmax_cross_entropy)
NABLA_DETAIL_REFUSED_OPERANDS_OF_2(cross_entropy)
NABLA_DETAIL_REFUSED_SIZES(cross_entropy_rule, cross_entropy)
NABLA_DETAIL_REFUSED_OPERANDS_OF_2(mse)
NABLA_DETAIL_REFUSED_SIZES(mse_rule, mse)
NABLA_DETAIL_REFUSED_OPERANDS_OF_2(kl_divergence)
NABLA_DETAIL_REFUSED_SIZES(kl_divergence_rule, kl_divergence)
NABLA_DETAIL_REFUSED_OPERANDS_OF_2(dot)
NABLA_DETAIL_REFUSED_OPERANDS_OF_2(outer)
NABLA_DETAIL_REFUSED_OPERANDS_OF_2(solve)
NABLA_DETAIL_REFUSED_OPERANDS_OF_2(solve_lower)
NABLA_DETAIL_REFUSED_OPERANDS_OF_2(solve_upper)
NABLA_DETAIL_REFUSED_OPERANDS_OF_2(quadratic_form)
NABLA_DETAIL_REFUSED_SIZES(matrix_product_rule, quadratic_form)
NABLA_DETAIL_REFUSED_OPERANDS_OF_2(hstack)
NABLA_DETAIL_REFUSED_OPERANDS_OF_2(vstack)
bare_number_refused hstack(operand, operand, operand);
bare_number_refused vstack(operand, operand, operand);

// Stacks of matrices that do not fit one another; those whose sizes are names are refused in matrix_refusals.hpp.
template <bool Horizontal, class... A>
struct stack_sentence {};
template <bool Horizontal, class... A>
  requires(sizeof...(A) >= 2 && sizeof...(A) <= 4) && (Expression<A> && ...) && stacks_known_sizes<Horizontal, A...>
struct stack_sentence<Horizontal, A...> : sentence_if<shapes_disagree<stack_of<Horizontal, A...>, A...>> {};
template <bool Horizontal, class... A>
using on_stacked_sizes = typename stack_sentence<Horizontal, A...>::template on_sizes<stack_of<Horizontal, A...>, A...>;
template <class... A, class Sentence = on_stacked_sizes<true, A...>>
NABLA_DETAIL_REFUSED_FOR_SIZES(hstack(A...))
template <class... A, class Sentence = on_stacked_sizes<false, A...>>
NABLA_DETAIL_REFUSED_FOR_SIZES(vstack(A...))

// Functions of one matrix or number, called with another number of operands, or with what is no formula.
// clang-format off
#define NABLA_DETAIL_FUNCTIONS_OF_ONE(NAME) \
  NAME(sign) NAME(heaviside) NAME(abs) NAME(floor) NAME(ceil) NAME(round) NAME(stop_gradient) NAME(sq) NAME(inv) NAME(sqrt) NAME(rsqrt) NAME(cbrt) NAME(exp) NAME(expm1) \
  NAME(log) NAME(log1p) NAME(exp2) NAME(log2) NAME(log10) NAME(sin) NAME(cos) NAME(tan) NAME(asin) NAME(acos) NAME(atan) NAME(sinh) NAME(cosh) NAME(tanh) NAME(asinh) \
  NAME(acosh) NAME(atanh) NAME(erf) NAME(erfc) NAME(lgamma) NAME(digamma) NAME(trigamma) NAME(normal_pdf) NAME(normal_log_pdf) NAME(normal_cdf) NAME(erfcx) \
  NAME(log_erfc) NAME(log_normal_cdf) NAME(log1mexp) NAME(logcosh) NAME(sigmoid) NAME(log_sigmoid) NAME(softplus) NAME(logit) NAME(relu) NAME(selu) NAME(silu) NAME(gelu) \
  NAME(gelu_tanh) NAME(hardtanh) NAME(transpose) NAME(count) NAME(sum) NAME(row_sums) NAME(column_sums) NAME(maximum) NAME(row_maxima) NAME(column_maxima) NAME(minimum) \
  NAME(row_minima) NAME(column_minima) NAME(sqnorm) NAME(norm1) NAME(norm2) NAME(frobenius) NAME(softmax) NAME(log_softmax) NAME(logsumexp) NAME(inverse) NAME(cofactor) \
  NAME(det) NAME(logdet) NAME(cholesky) NAME(mean) NAME(row_means) NAME(column_means) NAME(variance) NAME(row_variances) NAME(column_variances) NAME(diag) NAME(diagonal) \
  NAME(trace) NAME(prod) NAME(row_prods) NAME(column_prods) NAME(cumsum) NAME(cumsum_backwards) NAME(row_cumsum) NAME(row_cumsum_backwards) NAME(difference) NAME(cross) NAME(skew) \
  NAME(quaternion_product) NAME(quaternion_rotation) NAME(column_softmax) NAME(column_log_softmax) NAME(column_logsumexp) NAME(total_softmax) NAME(total_log_softmax) \
  NAME(total_logsumexp) NAME(log_of_det) NAME(lower_triangle) NAME(upper_triangle) NAME(tetragamma)
// Their parts and other shapes.
#define NABLA_DETAIL_FUNCTIONS_OF_PLACES(NAME) \
  NAME(row) NAME(rows) NAME(column) NAME(columns) NAME(block) NAME(head) NAME(tail) NAME(reshape) NAME(broadcast_to) NAME(repeat) NAME(linspace) NAME(drop_first) NAME(drop_last) NAME(shift)
#if defined(__clang__)  // written out, see there
#define NABLA_DETAIL_REFUSED_OTHERS(name)                                                                                                          \
  NABLA_DETAIL_TAKES_REFUSED(name)                                                                                                                 \
  _Pragma("clang diagnostic push") _Pragma("clang diagnostic ignored \"-Wgcc-compat\"")                                                            \
  __attribute__((diagnose_if(true, NABLA_DETAIL_OTHER_OPERANDS, "error"))) constexpr refused_result name(...) { return {}; } \
  _Pragma("clang diagnostic pop")
#else
#define NABLA_DETAIL_REFUSED_OTHERS(name) NABLA_DETAIL_REFUSED_ANY(other_operands_refused, NABLA_DETAIL_OTHER_OPERANDS, name)
#endif
#if defined(__clang__)
#define NABLA_DETAIL_REFUSED_ARGUMENTS(name) template <auto...> NABLA_DETAIL_TAKES_REFUSED(name) template <auto...> NABLA_DETAIL_REFUSED(NABLA_DETAIL_BY_ARGUMENTS, name(...))
#else
#define NABLA_DETAIL_REFUSED_ARGUMENTS(name) template <auto...> by_arguments_refused name(...);
#endif
NABLA_DETAIL_FUNCTIONS_OF_ONE(NABLA_DETAIL_REFUSED_OTHERS)
NABLA_DETAIL_FUNCTIONS_OF_PLACES(NABLA_DETAIL_REFUSED_ARGUMENTS)
// sum<1>(A)
#define NABLA_DETAIL_ALONG_AXES "nabla: all elements give sum(v), mean(v), maximum(v), minimum(v), rows row_sums(A), columns column_sums(A)"
NABLA_DETAIL_SAYS(no_axis, NABLA_DETAIL_ALONG_AXES)
#define NABLA_DETAIL_REFUSED_AXIS(name) template <auto> NABLA_DETAIL_REFUSED_AS(no_axis, NABLA_DETAIL_ALONG_AXES, name(...))
NABLA_DETAIL_REFUSED_AXIS(sum) NABLA_DETAIL_REFUSED_AXIS(mean) NABLA_DETAIL_REFUSED_AXIS(maximum) NABLA_DETAIL_REFUSED_AXIS(minimum)
#undef NABLA_DETAIL_REFUSED_AXIS
#undef NABLA_DETAIL_ALONG_AXES
// Elements in braces are no operand of (...).
NABLA_DETAIL_REFUSED_NAMES("nabla: formulas are operands one by one: max(x, max(y, z)), vstack(x, y, z), x + y + z; a sum of many is sum(v)", (std::initializer_list<anything>),
  max, min, sum, mean, vstack, hstack, maximum, minimum, prod, variance, norm1, norm2, sqnorm, softmax, log_softmax, logsumexp, diag, transpose, hypot)
// clang-format on

}  // namespace nabla::detail

namespace nabla {
using detail::pow, detail::fma, detail::hypot, detail::norm3d, detail::atan2, detail::max, detail::min, detail::clamp, detail::logaddexp, detail::logsubexp,
    detail::multiply_no_nan, detail::subtract_no_nan, detail::xdivy, detail::xlogy, detail::xlog1py, detail::leaky_relu, detail::elu, detail::huber,
    detail::hinge, detail::bce_with_logits, detail::binary_cross_entropy, detail::softmax_cross_entropy, detail::cross_entropy, detail::mse,
    detail::kl_divergence, detail::dot, detail::outer, detail::solve, detail::solve_lower, detail::solve_upper, detail::quadratic_form,
    detail::hstack, detail::vstack;
#define NABLA_DETAIL_USED(name) using detail::name;
NABLA_DETAIL_FUNCTIONS_OF_ONE(NABLA_DETAIL_USED)
NABLA_DETAIL_FUNCTIONS_OF_PLACES(NABLA_DETAIL_USED)
#undef NABLA_DETAIL_USED
}  // namespace nabla

#undef NABLA_DETAIL_NO_FORMULA
#undef NABLA_DETAIL_OTHER_OPERANDS
#undef NABLA_DETAIL_BY_ARGUMENTS
#undef NABLA_DETAIL_REFUSED_ANY
#undef NABLA_DETAIL_TAKES_SOME_REFUSED
#undef NABLA_DETAIL_FUNCTIONS_OF_ONE
#undef NABLA_DETAIL_FUNCTIONS_OF_PLACES
#undef NABLA_DETAIL_REFUSED_OTHERS
#undef NABLA_DETAIL_REFUSED_ARGUMENTS
#undef NABLA_DETAIL_REFUSED_OPERANDS
#undef NABLA_DETAIL_REFUSED_OPERANDS_OF_2
#undef NABLA_DETAIL_REFUSED_OPERANDS_OF_3
#undef NABLA_DETAIL_REFUSED_BESIDE
#undef NABLA_DETAIL_REFUSED_CONDITIONS
#undef NABLA_DETAIL_REFUSED_SIZES
#undef NABLA_DETAIL_REFUSED_SIZES_BESIDE
