// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/refused.hpp>
#include <nabla/rules/operation.hpp>

namespace nabla::detail {

// What a rule of a program's own misses is found where it is called first, call<rule>(x), and said there: later the way to it is long.

enum class rule_problem {
  none,
  was_said,
  text,
  shape,
  value,
  matrix
};

/// Has a rule a member of this name? Then the name means two things beside another member that has it.
#define NABLA_DETAIL_HAS_MEMBER(name)           \
  struct other_##name {                         \
    int name;                                   \
  };                                            \
  template <class Rule>                         \
  struct beside_##name : Rule, other_##name {}; \
  template <class Rule>                         \
  inline constexpr bool rule_has_##name = !requires { &beside_##name<Rule>::name; };
NABLA_DETAIL_HAS_MEMBER(value)
NABLA_DETAIL_HAS_MEMBER(definition)
NABLA_DETAIL_HAS_MEMBER(kernel)
NABLA_DETAIL_HAS_MEMBER(element)
#undef NABLA_DETAIL_HAS_MEMBER

template <class>
inline constexpr double number_for = 1.0;
/// What takes other numbers than double is let pass.
template <class Rule, class... U>
constexpr rule_problem problem_of_value(operand_list<U...>) {
  constexpr rule_problem wrong = Rule::elementwise ? rule_problem::value : rule_problem::matrix;
  if constexpr (requires { Rule::definition(U{}...); }) {
    using given = decltype(Rule::definition(U{}...));
    return Expression<given> ? rule_problem::none : (__is_base_of(refused_part, given) ? rule_problem::was_said : wrong);
  } else if constexpr (!Rule::elementwise) {
    return rule_has_kernel<Rule> || rule_has_element<Rule> ? rule_problem::none : wrong;
  } else if constexpr (requires { Rule::value(number_for<U>...); }) {
    return std::is_void_v<decltype(Rule::value(number_for<U>...))> ? wrong : rule_problem::none;
  } else {
    return !rule_has_value<Rule> || requires { Rule().value(number_for<U>...); } || requires { Rule::value(1.0); } || requires { Rule::value(1.0, 1.0); } || requires { Rule::value(1.0, 1.0, 1.0); } ? wrong : rule_problem::none;
  }
}

template <class Rule>
constexpr rule_problem find_rule_problem() {
  if constexpr (!requires { static_cast<const char*>(Rule::text); }) return rule_problem::text;
  else if constexpr (!infers_shape<Rule>) return rule_problem::shape;
  else return problem_of_value<Rule>(operands_of<Rule>{});
}

namespace spelling {
/// Is this no rule of the library? The name of the type says so; g++ leaves out what it has in common with where it is asked, hence a namespace of its own.
template <class Rule>
constexpr bool is_own() {
  const char* name = __PRETTY_FUNCTION__;
  while (*name != '=') ++name;
  constexpr char ours[] = "= nabla::detail::";
  for (int i = 0; ours[i] != '\0'; ++i)
    if (name[i] != ours[i]) return true;
  return false;
}
}  // namespace spelling
template <class Rule>
inline constexpr rule_problem problem_of_rule = rule_problem::none;
template <class Rule>
  requires(spelling::is_own<Rule>() && __is_base_of(entry_defaults, Rule))
inline constexpr rule_problem problem_of_rule<Rule> = find_rule_problem<Rule>();

}  // namespace nabla::detail
