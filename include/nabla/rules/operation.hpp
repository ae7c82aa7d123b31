// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/naming.hpp>
#include <nabla/expression/symbol.hpp>
#include <nabla/support/fixed_array.hpp>

namespace nabla::detail {

/// What partial(), pullback() and rewrite() return.
template <class... E>
struct expression_list {};

/// What an entry leaves unsaid; see rules/function.hpp for what it means. Read as it is: to ask a rule for each of these whether it has it took 0.1 ms a rule.
struct entry_defaults {
  static constexpr operation_number code = operation_code::other;
  static constexpr bool commutative = false, is_short = false, is_condition = false, is_gate = false, moves_elements = false, leaves_zeros = false, adds_elements = false, last_is_shape = false, takes_rows = false, reads_pieces = false, carries_tangents = false, is_general = false;
  static constexpr bool has_formulas = true;
  static constexpr int zero_operand = -1, parity = 0, kernel_up_to = 0, precedence = operation{}.precedence;
  static constexpr value_range range{};
  static constexpr kernel_memory memory{};
  static constexpr slice_places slice{};
  static constexpr part_places places{};
  static constexpr part_kind stack = part_kind::none;
  static constexpr const char *written = nullptr, *latex = nullptr;
};

/// Two rules of one text are one key, and refused below.
template <class Rule>
inline constexpr key rule_key = key_of(text_of<Rule>);

/// The address tells a rule from all others, whatever they are called.
template <class Rule>
inline constexpr char rule_mark = 0;
/// Costs nothing where the rule is not used, unlike a look at operation_of<Rule>.
template <class Rule>
constexpr bool is_rule(const operation& op) {
#if defined(__clang__)  // where is_same_object() is no more, and one call more
  return op.mark == &rule_mark<Rule>;
#else
  return is_same_object(op.mark, &rule_mark<Rule>);  // not written out here: g++ 14 says no to some that are
#endif
}

// From the key in a schedule back to the rule that has the kernel. A second rule of the same text defines it twice,
// and the compiler says its name.
template <key Id>
struct rule_tag {
#if !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-template-friend"
#endif
  friend constexpr auto two_rules_have_one_text(rule_tag<Id>);
#if !defined(__clang__)
#pragma GCC diagnostic pop
#endif
};
template <class Rule>
struct define_rule {
  friend constexpr auto two_rules_have_one_text(rule_tag<rule_key<Rule>>) { return Rule{}; }
  static constexpr bool done = true;
};

template <class Rule>
concept infers_shape = requires(const shape* operands) { inferred_shape(Rule::infer(operands)); };

/// How a rule finds the shape of its result. A rule that does not say is refused here.
template <class Rule>
constexpr auto infer_of() -> inferred_shape (*)(const shape*) {
  static_assert(infers_shape<Rule>, "nabla: a function of matrices says what shape its result has: static constexpr inferred_shape infer(const operand_shape* operands)");
  if constexpr (infers_shape<Rule>) return &Rule::infer;
  else return [](const shape*) { return inferred_shape{}; };
}

/// A name of the rule that depends on T: what names it so makes the entry only where it is used, and if constexpr leaves it alone in clang too.
template <class Rule, class...>
struct dependent_rule {
  using type = Rule;
};
template <class Rule, class... T>
using rule_for = typename dependent_rule<Rule, T...>::type;
/// void, as late as T is known: what is a template of nothing is then made where T is asked for.
template <class... T>
using late = rule_for<void, T...>;

template <class Rule>
struct rewrites_found;
/// The stable forms that a rule or a family of them names.
template <class Rule>
inline constexpr rewrite_table rewrites_of = {rewrites_found<Rule>::rows.data, rewrites_found<Rule>::rows.size(), Rule::is_general};

// The making of an entry is written for few instantiations: those of a rule are paid by every program that names it.

// Extents of placeholders are whatever the entry says; the result has the shape that the entry infers from them.
template <class Rule, int I>
constexpr auto matrix_operand() {
  if constexpr (requires { Rule::template operand<I>(); }) return own_placeholder<Rule, decltype(Rule::template operand<I>())>{};
  else return own_placeholder<Rule, placeholder<I, dim<"m">, dim<"n">>>{};
}
template <bool Elementwise>
struct operand_maker {
  template <class Rule, int I>
  using of = own_placeholder<Rule, placeholder<I>>;
};
template <>
struct operand_maker<false> {
  template <class Rule, int I>
  using of = decltype(matrix_operand<Rule, I>());
};
/// What stands for operand I in the formulas of a rule.
template <class Rule, int I>
using operand_of = typename operand_maker<Rule::elementwise>::template of<Rule, I>;

template <class... U>
struct operand_list {};
template <int Arity>
struct operand_lists;
template <>
struct operand_lists<1> {
  template <class Rule>
  using of = operand_list<operand_of<Rule, 0>>;
};
template <>
struct operand_lists<2> {
  template <class Rule>
  using of = operand_list<operand_of<Rule, 0>, operand_of<Rule, 1>>;
};
template <>
struct operand_lists<3> {
  template <class Rule>
  using of = operand_list<operand_of<Rule, 0>, operand_of<Rule, 1>, operand_of<Rule, 2>>;
};
template <>
struct operand_lists<4> {
  template <class Rule>
  using of = operand_list<operand_of<Rule, 0>, operand_of<Rule, 1>, operand_of<Rule, 2>, operand_of<Rule, 3>>;
};
/// Those of all operands.
template <class Rule>
using operands_of = typename operand_lists<Rule::arity>::template of<Rule>;

/// The shape of the result of a function of matrices.
template <class Rule, class... U>
inline constexpr shape shape_of_result = [] {
  const shape shapes[] = {facts_of<U>.extents...};
  return Rule::infer(shapes).extents;
}();
/// What stands for that, and for its cotangent.
template <class Rule, int Index, class... U>
using like_result = own_placeholder<Rule, placeholder<Index, shape_of_result<Rule, U...>.rows, shape_of_result<Rule, U...>.columns>>;

template <class Rule, class... U, class... E>
constexpr void set_derivatives(operation& op, operand_list<U...>, expression_list<E...>) {
  static_assert(sizeof...(E) == Rule::arity, "nabla: a rule gives one derivative for each operand");
  int i = 0;
  ((op.derivatives[i++] = &facts_of<E>), ...);
  if constexpr (!Rule::elementwise && sizeof...(E) == sizeof...(U)) static_assert(((facts_of<E>.extents == facts_of<U>.extents) && ...), "nabla: each pullback has the shape of its operand");
}
template <class Rule, class Operands, class Other>
constexpr void set_derivatives(operation&, Operands, Other) {
  static_assert(sizeof(Rule) == 0, "nabla: partials(...) of a rule returns partial(...), and pullbacks(...) returns pullback(...)");
}

/// Those that nobody makes before a derivative asks for them.
template <class Rule, class... U>
constexpr operation late_operation(operand_list<U...> operands) {
  operation op;
  set_derivatives<Rule>(op, operands, decltype(Rule::late_pullbacks(U{}..., like_result<Rule, result_index, U...>{}, like_result<Rule, cotangent_index, U...>{})){});
  return op;
}

template <class... E>
constexpr auto rows_of_rewrites(expression_list<E...>) {
  const facts* pairs[] = {&facts_of<E>...};
  fixed_array<rewrite_info, sizeof...(E) / 2> rows{};
  for (unsigned i = 0; i < sizeof...(E); i += 2) rows.data[i / 2] = {pairs[i], pairs[i + 1]};
  return rows;
}
/// Those of a function of one number may use a second placeholder.
template <class Rule, class... U>
constexpr auto find_rewrites(operand_list<U...>) {
  if constexpr (requires { Rule::rewrites(U{}...); }) return rows_of_rewrites(decltype(Rule::rewrites(U{}...)){});
  else return rows_of_rewrites(decltype(Rule::rewrites(U{}..., own_placeholder<Rule, placeholder<1>>{})){});
}

/// What the entry says in formulas of its operands. Types suffice: nothing is called, which would instantiate all that is called.
template <class Rule, class... U>
constexpr void add_formulas(operation& op, operand_list<U...> operands) {
  if constexpr (requires { Rule::definition(U{}...); }) op.definition = &facts_of<decltype(Rule::definition(U{}...))>, op.is_written_out = true;
  if constexpr (requires { Rule::meaning(U{}...); }) op.meaning = &facts_of<decltype(Rule::meaning(U{}...))>;
  if constexpr (requires { Rule::extends(U{}...); }) op.extends = &facts_of<decltype(Rule::extends(U{}...))>;
  if constexpr (requires { Rule::complement(U{}...); }) op.complement = &facts_of<decltype(Rule::complement(U{}...))>, op.has_complements = true;
  if constexpr (requires { Rule::square_complement(U{}...); }) op.square_complement = &facts_of<decltype(Rule::square_complement(U{}...))>, op.has_complements = true;
  if constexpr (requires { Rule::twice_complement(U{}...); }) op.twice_complement = &facts_of<decltype(Rule::twice_complement(U{}...))>, op.has_complements = true;
  if constexpr (requires { Rule::rewrites(U{}...); }) op.rewrites = rewrites_of<rule_for<Rule, U...>>;
  else if constexpr (requires { Rule::rewrites(U{}..., own_placeholder<Rule, placeholder<1>>{}); }) op.rewrites = rewrites_of<rule_for<Rule, U...>>;
  if constexpr (Rule::elementwise) {
    if constexpr (requires { Rule::partials(U{}..., own_placeholder<Rule, placeholder<result_index>>{}); })
      set_derivatives<Rule>(op, operands, decltype(Rule::partials(U{}..., own_placeholder<Rule, placeholder<result_index>>{})){});
  } else {
    if constexpr (requires { Rule::pullbacks(U{}..., like_result<Rule, result_index, U...>{}, like_result<Rule, cotangent_index, U...>{}); })
      set_derivatives<Rule>(op, operands, decltype(Rule::pullbacks(U{}..., like_result<Rule, result_index, U...>{}, like_result<Rule, cotangent_index, U...>{})){});
  }
}

template <class Rule>
constexpr void move_elements(const element_handles& to, const element_handles* from) {
  if constexpr (Rule::arity == 1 || Rule::last_is_shape) Rule::kernel(to, from[0]);
  else if constexpr (Rule::arity == 2) Rule::kernel(to, from[0], from[1]);
  else if constexpr (Rule::arity == 3) Rule::kernel(to, from[0], from[1], from[2]);
  else Rule::kernel(to, from[0], from[1], from[2], from[3]);
}

template <class Rule>
constexpr operation make_operation();
// Expressions hold its address only, so rules may refer to one another in circles: sin' = cos, cos' = -sin.
template <class Rule>
inline constexpr operation operation_of = make_operation<Rule>();

template <class Rule>
constexpr operation make_operation() {
  static_assert(requires { static_cast<const char*>(Rule::text); }, "nabla: a rule says what it is called: static constexpr auto text = \"name\";");
  static_assert(rule_key<Rule> != constant_operation.id && rule_key<Rule> != symbol_operation.id && rule_key<Rule> != placeholder_operation.id && rule_key<Rule> != key_of("real"),
                "nabla: constant, real, symbol and placeholder are no names for a rule");
  static_assert(define_rule<Rule>::done);
  static_assert(!Rule::last_is_shape || Rule::arity == 2, "nabla: a function that takes a shape has one operand before it");
  operation op{
      .text = text_of<Rule>, .id = rule_key<Rule>, .mark = &rule_mark<Rule>, .code = Rule::code, .arity = Rule::arity, .elementwise = Rule::elementwise, .commutative = Rule::commutative, .is_condition = Rule::is_condition, .is_gate = Rule::is_condition || Rule::is_gate, .is_short = Rule::is_short, .zero_operand = Rule::zero_operand, .parity = Rule::parity, .infer = infer_of<Rule>(), .range = Rule::range, .is_written_out = Rule::code == operation_code::power, .last_is_shape = Rule::last_is_shape, .kernel_up_to = Rule::kernel_up_to, .memory = Rule::memory, .leaves_zeros = Rule::leaves_zeros, .adds_elements = Rule::adds_elements, .takes_rows = Rule::takes_rows, .reads_pieces = Rule::reads_pieces, .carries_tangents = Rule::carries_tangents, .slice = Rule::slice, .places = Rule::places, .stack = Rule::stack, .precedence = Rule::precedence, .written = Rule::written, .latex = Rule::latex};
  if constexpr (requires { Rule::by[0]; })
    for (int i = 0; i < Rule::arity; ++i) op.by[i] = Rule::by[i];
  if constexpr (Rule::moves_elements) op.move = &move_elements<Rule>;
  if constexpr (requires { typename Rule::of_all; }) op.of_all = &operation_of<typename Rule::of_all>;
  if constexpr (requires { typename Rule::families; }) op.families = &Rule::families::template occurring_in<Rule::arity>;
  if constexpr (requires { &Rule::expand; }) op.expand = &Rule::expand, op.is_written_out = true;
  if constexpr (requires { typename Rule::gated; }) {
    static_assert(define_rule<typename Rule::gated>::done);
    op.gated = rule_key<typename Rule::gated>;
    op.is_smooth = &Rule::is_smooth;
    op.last_state = Rule::last_state;
    op.has_influences = &Rule::has_influences;
  }
  if constexpr (requires { typename Rule::ended; }) {
    static_assert(define_rule<typename Rule::ended>::done);
    op.ended = {rule_key<typename Rule::ended>, Rule::other_states};
  }
  // Parts and stacks of known places are pulled back by these: no pass asks for what the entry says.
  if constexpr (infers_shape<Rule> && Rule::has_formulas && Rule::places.kind == part_kind::none) add_formulas<Rule>(op, operands_of<Rule>{});
  return op;
}

template <class Rule>
struct rewrites_found {
  static constexpr auto rows = find_rewrites<Rule>(operands_of<Rule>{});
};

/// A rule whose pullbacks would need others like it, which need others, without end, gives them as `late_pullbacks`; see graph/differentiate/late.hpp.
template <class Rule>
inline constexpr late_pullbacks late_pullbacks_of = [] {
  constexpr operation made = late_operation<Rule>(operands_of<Rule>{});
  late_pullbacks row{.op = &operation_of<Rule>};
  for (int k = 0; k < Rule::arity; ++k) row.derivatives[k] = made.derivatives[k];
  return row;
}();

}  // namespace nabla::detail
