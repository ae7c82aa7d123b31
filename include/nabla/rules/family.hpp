// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/constant.hpp>
#include <nabla/rules/function.hpp>

namespace nabla::detail {

// How stable forms of several functions are found, of which none shall cost compile time where the others do not occur. The node with which such a form begins
// looks at its operands, unless a rule is speaking: may_occur() asks for a sign of it, and where it finds one the graph learns the whole family. See docs/stable_forms.md.

/// Is the function somewhere in the expression, at most so deep?
constexpr bool mentions(const facts& f, key function, int depth) {
  if (f.function == function) return true;
  for (int i = 0; depth > 0 && (f.below & function_bit(function)) != 0 && i < max_arity && is_set(f.operands[i]); ++i)
    if (mentions(*f.operands[i], function, depth - 1)) return true;
  return false;
}
template <class... Keys>
constexpr bool mentions_one(const facts& f, int depth, Keys... functions) {
  return (mentions(f, functions, depth) || ...);
}
/// How many exponentials are written in the expression, at most so deep? What stands in an exponent does not count.
constexpr int exponentials_in(const facts& f, int depth) {
  if (f.function == function_key("exp") || f.function == function_key("expm1")) return 1;
  int found = 0;
  if ((f.below & (function_bit(function_key("exp")) | function_bit(function_key("expm1")))) == 0) return found;
  for (int i = 0; depth > 0 && i < max_arity && is_set(f.operands[i]); ++i) found += exponentials_in(*f.operands[i], depth - 1);
  return found;
}
/// Is something subtracted there, or taken with a negative factor? Exponents do not count.
constexpr bool has_difference(const facts& f, int depth) {
  if (f.op->code == operation_code::constant && f.value.numerator < 0) return true;
  if (f.function == function_key("expm1") || f.function == function_key("-") || f.function == function_key("neg") || f.function == function_key("real") || f.function == function_key("over_expm1")) return true;
  for (int i = 0; depth > 0 && f.function != function_key("exp") && i < max_arity && is_set(f.operands[i]); ++i)
    if (has_difference(*f.operands[i], depth - 1)) return true;
  return false;
}
/// Does a function of whole matrices, a sum of elements say, stand above an exponential?
constexpr bool reduces_exponentials(const facts& f, int depth) {
  if (is_set(f.operands[0]) && !f.op->elementwise && exponentials_in(f, depth) > 0) return true;
  for (int i = 0; depth > 0 && i < max_arity && is_set(f.operands[i]); ++i)
    if (reduces_exponentials(*f.operands[i], depth - 1)) return true;
  return false;
}
/// Is a sigmoid there, or what is one as it is written?
constexpr bool may_have_sigmoid(const facts& f, int depth) {
  return mentions(f, function_key("sigmoid"), depth) || (exponentials_in(f, depth) > 0 && mentions_one(f, depth, function_key("/"), function_key("inv"), function_key("pow")));
}
/// 1 - something?
constexpr bool is_complement(const facts& f) { return f.function == function_key("-") && f.operands[0]->id == number_key(1, 1); }

template <class Family, bool Occurs>
inline constexpr const rewrite_table* family_if = nullptr;
template <class Family>
inline constexpr const rewrite_table* family_if<Family, true> = &rewrites_of<Family>;
template <unsigned Occurring, class Places, class... Families>
inline constexpr family_list families_at{};
template <unsigned Occurring, std::size_t... I, class... Families>
inline constexpr family_list families_at<Occurring, std::index_sequence<I...>, Families...> = {{family_if<Families, (Occurring >> I) % 2 == 1>...}};

/// The families that may occur in a node of these operands: log(normal_cdf(exp(x))) may be of two. Which do, is the bits of a number, so that there are
/// instantiations for each set of families, and none for each node.
template <class... Families>
struct families_of {
  template <int Arity>
  static constexpr unsigned occurring_in(const facts* const* operands) {
    unsigned found = 0, bit = 1;
    const bare_operands bare(operands, Arity);
    if (bare.in_a_rule) return 0;
    if constexpr (Arity == 1) ((found |= Families::may_occur(*bare.at[0]) ? bit : 0, bit *= 2), ...);
    else if constexpr (Arity == 2) ((found |= Families::may_occur(*bare.at[0], *bare.at[1]) ? bit : 0, bit *= 2), ...);
    else ((found |= Families::may_occur(*bare.at[0], *bare.at[1], *bare.at[2]) ? bit : 0, bit *= 2), ...);
    return found;
  }
  template <unsigned Occurring>
  static constexpr const family_list* found() {
    if constexpr (Occurring == 0) return nullptr;
    else return &families_at<Occurring, std::index_sequence_for<Families...>, Families...>;
  }
};

/// In a pattern: a constant, whichever.
struct any_number_rule : function<1> {  // internal
  static constexpr auto text = "any_number";
};
template <Expression A>
constexpr node_of<any_number_rule, A> any_number(A) { return {}; }
/// In a pattern: a constant above 0, of which there is a root and a logarithm.
struct positive_number_rule : function<1> {  // internal
  static constexpr auto text = "positive_number";
};
template <Expression A>
constexpr node_of<positive_number_rule, A> positive_number(A) { return {}; }

/// In a pattern: a sum of exponentials, of however many, among which numbers above 0 may be; log takes it apart.
struct several_exponentials_rule : function<1> {  // internal
  static constexpr auto text = "several_exponentials";
};
template <Expression A>
constexpr node_of<several_exponentials_rule, A> several_exponentials(A) { return {}; }

/// In a pattern: an exponential of what has that of the first placeholder in it: of another one it may be greater than this is small.
struct double_exponential_rule : function<1> {  // internal
  static constexpr auto text = "double_exponential";
};
template <Expression A>
constexpr node_of<double_exponential_rule, A> double_exponential(A) { return {}; }
/// In a pattern: a sum of a number and the exponential of the first placeholder, or a number times or by it.
struct same_exponential_rule : function<1> {  // internal
  static constexpr auto text = "same_exponential";
};
template <Expression A>
constexpr node_of<same_exponential_rule, A> same_exponential(A) { return {}; }
constexpr bool is_double_exponential(const facts& f) { return f.function == function_key("exp") && mentions_one(*f.operands[0], 4, function_key("exp"), function_key("expm1")); }

struct family : function<4> {};

/// Rows of several lists.
template <class... A, class... B, class... More>
constexpr auto joined_rows(expression_list<A...>, expression_list<B...>, More... more) {
  if constexpr (sizeof...(More) == 0) return expression_list<A..., B...>();
  else return detail::joined_rows(expression_list<A..., B...>(), more...);
}

/// May it be a square, or a power, of its first operand?
constexpr bool is_power(const facts& v) { return v.function == function_key("sq") || v.function == function_key("hadamard") || v.function == function_key("pow"); }

}  // namespace nabla::detail
