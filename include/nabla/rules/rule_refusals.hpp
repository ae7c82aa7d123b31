// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/refusals.hpp>
#include <nabla/rules/rule_problems.hpp>

namespace nabla::detail {

// A function of one's own, with operands that it does not take.
NABLA_DETAIL_REFUSAL(count_of_operands_refused, "nabla: call<rule>(...) takes as many operands as the rule has: function<1> one, function<2> two")
template <class Rule, Expression... A>
  requires(sizeof...(A) != Rule::arity)
count_of_operands_refused call(A...);
template <class Rule, class... A>
inline constexpr bool shapes_of_rule_disagree = false;
template <class Rule, class... A>
  requires(problem_of_rule<Rule> == rule_problem::none)
inline constexpr bool shapes_of_rule_disagree<Rule, A...> = shapes_disagree<Rule, A...>;
template <class Rule, class... A>
using on_sizes_of_rule = typename sentence_if<shapes_of_rule_disagree<Rule, A...>>::template on_sizes<Rule, A...>;
template <class Rule, class... A, class Sentence = on_sizes_of_rule<Rule, A...>>
NABLA_DETAIL_REFUSED_FOR_SIZES(call(A...))
// What the rule itself misses.
// clang-format off
NABLA_DETAIL_REFUSAL(rule_without_text, "nabla: a rule says what it is called: static constexpr auto text")
NABLA_DETAIL_REFUSAL(rule_without_shape, "nabla: a function of matrices says what shape its result has: static constexpr inferred_shape infer(const operand_shape* A)")
NABLA_DETAIL_REFUSAL(rule_without_value, "nabla: a function is given by value(u, ...) or definition(u, ...), with as many operands as it has, static, with a result")
NABLA_DETAIL_REFUSAL(rule_without_kernel, "nabla: a function of matrices is given by definition(A, ...) or kernel(result, A, ...), with as many operands as it has")
// clang-format on
    template <rule_problem>
    struct refused_rule {
  using type = refused_result;
};
template <>
struct refused_rule<rule_problem::text> : std::type_identity<rule_without_text> {};
template <>
struct refused_rule<rule_problem::shape> : std::type_identity<rule_without_shape> {};
template <>
struct refused_rule<rule_problem::value> : std::type_identity<rule_without_value> {};
template <>
struct refused_rule<rule_problem::matrix> : std::type_identity<rule_without_kernel> {};
template <class Rule, Expression... A>
  requires(sizeof...(A) == Rule::arity && problem_of_rule<Rule> != rule_problem::none)
typename refused_rule<problem_of_rule<Rule>>::type call(A...);
// clang-format off
#define NABLA_DETAIL_NO_RULE "nabla: call<rule>(x, y) takes formulas, and a rule that has nabla::function<2> as its base, or matrix_function<2>"
template <class Rule> NABLA_DETAIL_REFUSED(NABLA_DETAIL_NO_RULE, call(...))
template <auto Function> NABLA_DETAIL_REFUSED(NABLA_DETAIL_NO_RULE, call(...))
#undef NABLA_DETAIL_NO_RULE
// clang-format on

}  // namespace nabla::detail

namespace nabla {
using detail::call;
}
