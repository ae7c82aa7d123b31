// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/record/number.hpp>
#include <nabla/record/recorder.hpp>
#include <nabla/rules/stacks.hpp>
#include <nabla/support/constant_scalar.hpp>
#include <nabla/support/raise.hpp>

#include <type_traits>

namespace nabla::detail {

/// Where the operand is written, or null: a number that is known.
template <class A>
constexpr recorder* recorder_of(const A& a) {
  if constexpr (is_recorded<A>) return a.to;
  else return nullptr;
}
template <class... A>
constexpr recorder* common_recorder(const A&... a) {
  recorder* found = nullptr;
  ((found = found != nullptr ? found : detail::recorder_of(a)), ...);
  return found;
}

/// The value of an operand that is written nowhere.
template <class A>
constexpr double known_value(const A& a) {
  if constexpr (is_recorded_condition<A>) return a.holds ? 1 : 0;
  else if constexpr (is_recorded<A>) return a.value;
  else if constexpr (BareNumber<A>) return static_cast<double>(a);
  else {
    constexpr const facts& f = facts_of<A>;
    if (f.op->code == operation_code::real) return real_value(f.value);
    if (f.op->code != operation_code::constant) raise(internal_error("nabla: a number that is known meets an expression before a recorded number: begin with the recorded one"));
    return static_cast<double>(f.value.numerator) / static_cast<double>(f.value.denominator);
  }
}

/// The node of an operand.
template <class A>
constexpr int node_in(recorder& r, const A& a) {
  if constexpr (Expression<A>) return r.import_expression(facts_of<A>);
  else {
    if constexpr (is_recorded<A>)
      if (a.to != nullptr) return a.node;
    return r.number(detail::known_value(a));
  }
}

/// Numbers in place of the placeholders of a formula.
struct known_operands {
  double numbers[max_arity];
};
template <class Rule, class... N>
constexpr double value_of_rule(N... u);
// What a formula of placeholders makes of them.
template <int I>
constexpr double value_in_formula(placeholder<I>, known_operands u) { return u.numbers[I]; }
template <class Of, int I>
constexpr double value_in_formula(own_placeholder<Of, placeholder<I>>, known_operands u) { return u.numbers[I]; }
template <class Constant>
constexpr double value_in_formula(Constant c, known_operands) { return detail::known_value(c); }
template <class Rule, class... P>
constexpr double value_in_formula(node<Rule, P...>, known_operands u) { return detail::value_of_rule<Rule>(detail::value_in_formula(P{}, u)...); }
template <class Rule, int... I>
constexpr double value_of_definition(std::integer_sequence<int, I...>, known_operands u) {
  return detail::value_in_formula(Rule::definition(own_placeholder<Rule, placeholder<I>>{}...), u);
}
/// A function of numbers that are known, computed as in a constant expression.
template <class Rule, class... N>
constexpr double value_of_rule(N... u) {
  if constexpr (!Rule::elementwise) raise(internal_error("nabla: this function of bare numbers has no value while a function is recorded"));
  else if constexpr (requires { Rule::value(constant_scalar<double>(u)...); }) return Rule::value(constant_scalar<double>(u)...).value;
  else return detail::value_of_definition<Rule>(std::make_integer_sequence<int, sizeof...(N)>{}, {{u...}});
}

/// A rule applied to operands one of which is recorded: its node, or its value where all are known.
template <class Rule, class... A>
constexpr auto apply_recorded(const A&... a) {
  recorder* r = detail::common_recorder(a...);
  if (r == nullptr) return recorded(detail::value_of_rule<Rule>(detail::known_value(a)...));
  const int operands[max_arity] = {detail::node_in(*r, a)...};
  constexpr int count = sizeof...(A);
  return recorded(r, r->make(operation_of<Rule>, operands[0], count > 1 ? operands[1] : -1, count > 2 ? operands[2] : -1, count > 3 ? operands[3] : -1));
}

template <class A, class B>
constexpr recorded multiply_numbers(const A& a, const B& b) {
  recorder* r = detail::common_recorder(a, b);
  if (r == nullptr) return detail::apply_recorded<multiply_rule>(a, b);
  const int left = detail::node_in(*r, a), right = detail::node_in(*r, b);
  return recorded(r, r->make(r->g.nodes.data[left].shape_index == 0 || r->g.nodes.data[right].shape_index == 0 ? operation_of<multiply_rule> : operation_of<matrix_product_rule>, left, right));
}

/// Both are int in C++, and one is recorded.
template <class A, class B>
inline constexpr bool are_whole = (is_whole<A> || std::is_integral_v<A>) && (is_whole<B> || std::is_integral_v<B>);

/// first · a + second · b, where they are whole
template <class A, class B>
constexpr recorded_count count_recorded(const recorded& sum, int first, const A& a, int second, const B& b) {
  recorded_count n{{}, sum.to, sum.node, sum.value};
  n.add(a, first);
  n.add(b, second);
  return n;
}
template <class Rule, class A, class B>
constexpr auto add_recorded(const A& a, const B& b) {
  const recorded sum = detail::apply_recorded<Rule>(a, b);
  if constexpr (are_whole<A, B>) return detail::count_recorded(sum, 1, a, __is_same(Rule, add_rule) ? 1 : -1, b);
  else return sum;
}
template <class A>
constexpr auto negate_recorded(const A& a) {
  const recorded negative = detail::apply_recorded<negate_rule>(a);
  if constexpr (is_whole<A>) return detail::count_recorded(negative, -1, a, 0, 0);
  else return negative;
}
/// Of whole numbers whole, as in C++.
template <class A, class B>
constexpr auto divide_recorded(const A& a, const B& b) {
  if constexpr (are_whole<A, B>) return static_cast<int>(a) / static_cast<int>(b);
  else return detail::apply_recorded<divide_rule>(a, b);
}

/// The product of mathematics.
template <class A, class B>
constexpr auto multiply_recorded(const A& a, const B& b) {
  if constexpr (are_whole<A, B> && std::is_integral_v<A>) return detail::count_recorded(detail::apply_recorded<multiply_rule>(a, b), 0, 0, static_cast<int>(a), b);
  else if constexpr (are_whole<A, B> && std::is_integral_v<B>) return detail::count_recorded(detail::apply_recorded<multiply_rule>(a, b), static_cast<int>(b), a, 0, 0);
  else return detail::multiply_numbers(a, b);
}
template <class Rule, class... A>
constexpr recorded_condition compare_numbers(const A&... a) {
  const recorded result = detail::apply_recorded<Rule>(a...);
  return recorded_condition(result.to, result.node, result.value != 0);
}
/// Of a sum of comparisons it is known where it is one whatever holds, so that a loop to this sum ends.
template <class Rule, class A, class B>
constexpr recorded_condition compare_whole(const A& a, const B& b) {
  const recorded_count difference = detail::add_recorded<subtract_rule>(a, b);
  const int least = difference.bound(false), greatest = difference.bound(true);
  const auto holds = [](int k) { return detail::value_of_rule<Rule>(static_cast<double>(k), 0.0) != 0; };
  for (int k = least; k < greatest; ++k)
    if (holds(k) != holds(greatest)) return detail::compare_numbers<Rule>(a, b);
  return recorded_condition(nullptr, -1, holds(greatest));
}
/// A comparison: asked where a bool is needed, and a number, 1 or 0, elsewhere.
template <class Rule, class... A>
constexpr auto compare_recorded(const A&... a) {
  if constexpr ((__is_same(A, recorded_count) || ...) && ((is_whole<A> || std::is_integral_v<A>) && ...)) return detail::compare_whole<Rule>(a...);
  else return detail::compare_numbers<Rule>(a...);
}

template <class Call, int... I>
constexpr auto call_of_placeholders(Call call, std::integer_sequence<int, I...>) {
  return call(placeholder<I>{}...);
}
/// A function of the table by its name: what it makes of placeholders says which rule it is.
template <class Call, class... A>
constexpr auto call_recorded(Call call, const A&... a) {
  using pattern = decltype(detail::call_of_placeholders(call, std::make_integer_sequence<int, sizeof...(A)>{}));
  recorder* r = detail::common_recorder(a...);
  if (r == nullptr) return recorded(detail::value_in_formula(pattern{}, {{detail::known_value(a)...}}));
  const int operands[] = {detail::node_in(*r, a)..., -1};
  return recorded(r, r->splice(facts_of<pattern>, operands));
}

/// A part of a matrix. The function is given a matrix of any size by its type, and its operand by node.
template <class Rule, class A>
constexpr auto part_of_recorded(const A& a) {
  if (a.to == nullptr) raise(internal_error("nabla: a part of a number that is known"));
  const int operands[max_arity] = {detail::node_in(*a.to, a), -1, -1, -1};
  return recorded(a.to, a.to->splice(facts_of<node<Rule, placeholder<0, dim<"m">, dim<"n">>>>, operands));
}

/// Numbers one above the other, or side by side, below `first`, which are `First` of them; by up to four parts, as vstack() writes it.
template <bool Horizontal, int First, int Left>
constexpr int stack_numbers(recorder& r, int first, const int* rest) {
  if constexpr (Left == 0) return first;
  else if constexpr (Left == 1) return r.make(operation_of<stack_rule<Horizontal, First, 1>>, first, rest[0], -1, -1);
  else if constexpr (Left == 2) return r.make(operation_of<stack_rule<Horizontal, First, 1, 1>>, first, rest[0], rest[1], -1);
  else return stack_numbers<Horizontal, First + 3, Left - 3>(r, r.make(operation_of<stack_rule<Horizontal, First, 1, 1, 1>>, first, rest[0], rest[1], rest[2]), rest + 3);
}
template <bool Horizontal, class... A>
constexpr recorded stack_recorded(const A&... a) {
  recorder* r = detail::common_recorder(a...);
  if (r == nullptr) raise(internal_error("nabla: a stack of numbers that are known"));
  const int nodes[] = {detail::node_in(*r, a)...};
  for (int i = 0; i < static_cast<int>(sizeof...(A)); ++i)
    if (const shape s = r->g.shape_of(nodes[i]); !s.is_scalar()) {
      r->refuse(no_number_to_stack(s));
      return recorded(r, r->g.constant(0));
    }
  return recorded(r, stack_numbers<Horizontal, 1, static_cast<int>(sizeof...(A)) - 1>(*r, nodes[0], nodes + 1));
}

}  // namespace nabla::detail
