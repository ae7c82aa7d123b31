// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/refused.hpp>
#include <nabla/rules/arithmetic.hpp>
#include <nabla/rules/conditions.hpp>
#include <nabla/rules/mismatch_text.hpp>
#include <nabla/support/shown.hpp>

namespace nabla::detail {

// What must not compile is a deleted overload, so that `requires { a * b; }` still answers false; the sentence that the
// compilers print is an argument of a template: of the result where it is always the same, else of the function.

template <class T>
concept BareNumber = !__is_class(T) && std::is_arithmetic_v<T>;

// A whole one compares as an int too: `if constexpr (i > 0)` for the i of sum_over.
template <class A>
inline constexpr bool is_exact_constant = facts_of<A>.op->code == operation_code::constant;

/// Neither a formula nor a number: a matrix of values, a function, a request, a text.
template <class T>
concept NoOperand = !Expression<T> && !BareNumber<T> && !combines_with_formulas<T>;

// By one type at a time: what a compiler found of one it knows for all pairs.
/// A bare number beside a formula.
template <class A, class B>
concept NumberBesideFormula = (BareNumber<A> && Expression<B>) || (Expression<A> && BareNumber<B>);
/// Something else beside a formula.
template <class A, class B>
concept ValueBesideFormula = (NoOperand<A> && Expression<B>) || (Expression<A> && NoOperand<B>);
/// A formula, and another or a bare number.
template <class A, class B>
concept OfFormulas = (Expression<A> && (Expression<B> || BareNumber<B>)) || (BareNumber<A> && Expression<B>);
/// An operand that need not be a formula. What is refused takes these and is no template of its operands: g++ would show their types, which are long, behind the sentence.
struct operand {
  template <class T>
    requires(Expression<T> || BareNumber<T>)
  constexpr operand(T) {}
};
struct formula_alone {
  template <Expression T>
  constexpr formula_alone(T) {}
};
template <class F, bool Value, class Wrt>
struct request_of;
struct formula_or_request {
  template <Expression T>
  constexpr formula_or_request(T) {}
  template <class F, bool Value, class Wrt>
  constexpr formula_or_request(const request_of<F, Value, Wrt>&) {}
};
struct formula_or_value {
  template <class T>
    requires(Expression<T> || NoOperand<T>)
  constexpr formula_or_value(const T&) {}
};
template <class A>
concept ExactConstant = Expression<A> && is_exact_constant<A>;
// clang-format off
NABLA_DETAIL_REFUSAL(no_change_refused, "nabla: a formula does not change, its type is what it computes: give the new one a name of its own, auto g = f + y")
NABLA_DETAIL_REFUSAL(no_number_refused, NABLA_DETAIL_NO_NUMBER)
NABLA_DETAIL_REFUSAL(bare_number_refused, "nabla: a bare number in an expression; write an exact constant such as 2_c, or bind a parameter at the call")
#define NABLA_DETAIL_NO_FORMULA "nabla: an operand that is no formula; a value is bound to a symbol at the call: f(A = value)"
NABLA_DETAIL_REFUSAL(no_formula_refused, NABLA_DETAIL_NO_FORMULA)
NABLA_DETAIL_REFUSAL(no_pair_refused, "nabla: this function takes two formulas: max(x, y), pow(x, 2_c), dot(v, w); the largest of all elements is maximum(A), of each row row_maxima(A)")
NABLA_DETAIL_REFUSAL(no_triple_refused, "nabla: this function takes three formulas: where(x > 0_c, y, z), clamp(x, 0_c, 1_c), fma(x, y, z)")
#define NABLA_DETAIL_OTHER_OPERANDS "nabla: this function takes formulas, and another number of them: sin(x), max(x, y); a number is an exact constant, 2_c"
#define NABLA_DETAIL_BY_ARGUMENTS "nabla: places and sizes are template arguments: row<i>(A), rows<first, count>(A), block<i, j, rows, columns>(A)"
// Of what takes (...): clang speaks of the arguments before it comes to the result, and g++ makes a type of each sentence, once for all.
#if defined(__clang__)
#define NABLA_DETAIL_REFUSED_ANY(type, words, name) /* not by NABLA_DETAIL_REFUSED: clang shows each macro on the way in three lines */ \
  _Pragma("clang diagnostic push") _Pragma("clang diagnostic ignored \"-Wgcc-compat\"")    \
  __attribute__((diagnose_if(true, words, "error"))) constexpr refused_result name(...) { return {}; } \
  _Pragma("clang diagnostic pop")
#define NABLA_DETAIL_TAKES_SOME_REFUSED(name) template <class... A> requires(__is_base_of(refused_part, A) || ...) constexpr refused_result name(const A&...) { return {}; }
#else
NABLA_DETAIL_REFUSAL(other_operands_refused, NABLA_DETAIL_OTHER_OPERANDS)
NABLA_DETAIL_REFUSAL(by_arguments_refused, NABLA_DETAIL_BY_ARGUMENTS)
#define NABLA_DETAIL_REFUSED_ANY(type, words, name) type name(...);
#define NABLA_DETAIL_TAKES_SOME_REFUSED(name)
#endif
// What takes the arguments only by a conversion comes after a program's own functions of the name, and what takes (...) after that.
#define NABLA_DETAIL_REFUSED_OPERANDS_OF_2(name) \
  bare_number_refused name(operand, operand); \
  no_pair_refused name(formula_alone); \
  no_pair_refused name(formula_alone, formula_alone, formula_alone); \
  NABLA_DETAIL_REFUSED_ANY(no_formula_refused, NABLA_DETAIL_NO_FORMULA, name) \
  NABLA_DETAIL_TAKES_SOME_REFUSED(name)
#define NABLA_DETAIL_REFUSED_OPERANDS_OF_3(name) \
  bare_number_refused name(operand, operand, operand); \
  no_triple_refused name(formula_alone); \
  no_triple_refused name(formula_alone, formula_alone); \
  NABLA_DETAIL_REFUSED_ANY(no_formula_refused, NABLA_DETAIL_NO_FORMULA, name) \
  NABLA_DETAIL_TAKES_SOME_REFUSED(name)
// The language has operators of numbers too, and a formula converts to one: exact matches come before these.
#if defined(__clang__)
#define NABLA_DETAIL_REFUSED_BESIDE(sign)                                                                                                                      \
  template <class A, class B> requires NumberBesideFormula<A, B> bare_number_refused operator sign(A, B);                            \
  template <class A, class B> requires ValueBesideFormula<A, B> no_formula_refused operator sign(const A&, const B&);
#else
#define NABLA_DETAIL_REFUSED_BESIDE(sign)                                                                      \
  template <BareNumber A, Expression B> bare_number_refused operator sign(A, B);           \
  template <Expression A, BareNumber B> bare_number_refused operator sign(A, B);           \
  no_formula_refused operator sign(formula_or_value, formula_or_value);
#endif
// Of these the language has its own for what converts to bool, which is better by one operand: exact matches come before it.
#define NABLA_DETAIL_REFUSED_CONDITIONS(sign)                                                                                         \
  template <class A, class B> requires NumberBesideFormula<A, B> && (!ExactConstant<A> && !ExactConstant<B>)   \
  bare_number_refused operator sign(A, B);                                                                 \
  template <class A, class B> requires ValueBesideFormula<A, B> no_formula_refused operator sign(const A&, const B&);
namespace operators {
NABLA_DETAIL_REFUSED_BESIDE(+)
NABLA_DETAIL_REFUSED_BESIDE(-)
NABLA_DETAIL_REFUSED_BESIDE(*)
NABLA_DETAIL_REFUSED_BESIDE(/)
NABLA_DETAIL_REFUSED_BESIDE(<)
NABLA_DETAIL_REFUSED_BESIDE(<=)
NABLA_DETAIL_REFUSED_BESIDE(>)
NABLA_DETAIL_REFUSED_BESIDE(>=)
NABLA_DETAIL_REFUSED_BESIDE(==)
NABLA_DETAIL_REFUSED_BESIDE(!=)
NABLA_DETAIL_REFUSED_CONDITIONS(&&)
NABLA_DETAIL_REFUSED_CONDITIONS(||)
// Operators that mean something else in C++ than in mathematics, or nothing.
NABLA_DETAIL_REFUSAL(no_power, "nabla: ^ is no power in C++; write pow(x, 2_c), or sq(x)")
template <class A, class B> requires OfFormulas<A, B> no_power operator^(A, B);
NABLA_DETAIL_REFUSAL(no_remainder, "nabla: a formula has no %; the remainder is x - y * floor(x / y)")
template <class A, class B> requires OfFormulas<A, B> no_remainder operator%(A, B);
NABLA_DETAIL_REFUSAL(conditions_combined, "nabla: conditions are combined by && || !")
template <class A, class B> requires OfFormulas<A, B> conditions_combined operator&(A, B);
template <class A, class B> requires OfFormulas<A, B> conditions_combined operator|(A, B);
template <Expression A> NABLA_DETAIL_REFUSED("nabla: conditions are turned round by !", operator~(A))
NABLA_DETAIL_REFUSED("nabla: a formula points to nothing, it is used as it is: x, not *x", operator*(formula_alone))
NABLA_DETAIL_REFUSAL(no_shift, "nabla: a formula has no << and >>; a product by a power of 2 is x * exp2(k)")
template <class A, class B> requires OfFormulas<A, B> no_shift operator<<(A, B);
template <class A, class B> requires OfFormulas<A, B> no_shift operator>>(A, B);
no_change_refused operator++(formula_alone);
no_change_refused operator++(formula_alone, int);
no_change_refused operator--(formula_alone);
no_change_refused operator--(formula_alone, int);
NABLA_DETAIL_REFUSAL(chain_refused, NABLA_DETAIL_CHAINED)
#define NABLA_DETAIL_REFUSED_CHAIN(sign)                \
  template <Expression A, Expression B>                 \
    requires(is_comparison<A> || is_comparison<B>)      \
  chain_refused operator sign(A, B);
NABLA_DETAIL_REFUSED_CHAIN(<)
NABLA_DETAIL_REFUSED_CHAIN(<=)
NABLA_DETAIL_REFUSED_CHAIN(>)
NABLA_DETAIL_REFUSED_CHAIN(>=)
#undef NABLA_DETAIL_REFUSED_CHAIN
NABLA_DETAIL_REFUSAL(and_refused, "nabla: && takes comparisons of values: x > y, equal(x, y), not_equal(x, 0_c)")
template <Expression A, Expression B>
  requires((!is_condition<A> || !is_condition<B>) && shapes_agree<and_rule, A, B>)
and_refused operator&&(A, B);
NABLA_DETAIL_REFUSAL(or_refused, "nabla: || takes comparisons of values: x > y, equal(x, y), not_equal(x, 0_c)")
template <Expression A, Expression B>
  requires((!is_condition<A> || !is_condition<B>) && shapes_agree<or_rule, A, B>)
or_refused operator||(A, B);
NABLA_DETAIL_REFUSAL(not_refused, "nabla: ! takes a comparison of values: x > y, equal(x, y); equal(x, 0_c) says that x is zero")
template <Expression A> requires(!is_condition<A>) not_refused operator!(A);
NABLA_DETAIL_REFUSAL(no_text_refused, NABLA_DETAIL_NO_TEXT)
template <Text T, Expression E> no_text_refused operator+=(T&, E);
// b += x for an Eigen matrix b, b.col(0) += v, values -= x
template <HoldsElements M> no_number_refused operator+=(const M&, formula_alone);
template <HoldsElements M> no_number_refused operator-=(const M&, formula_alone);
no_change_refused operator+=(formula_alone, const anything&);
no_change_refused operator-=(formula_alone, const anything&);
no_change_refused operator*=(formula_alone, const anything&);
no_change_refused operator/=(formula_alone, const anything&);
no_change_refused operator%=(formula_alone, const anything&);
no_change_refused operator^=(formula_alone, const anything&);
no_change_refused operator&=(formula_alone, const anything&);
no_change_refused operator|=(formula_alone, const anything&);
#if !defined(__clang__)  // which takes its own of numbers, and says that a formula is none
template <BareNumber N> no_number_refused operator+=(N&, formula_alone);
template <BareNumber N> no_number_refused operator-=(N&, formula_alone);
template <BareNumber N> no_number_refused operator*=(N&, formula_alone);
template <BareNumber N> no_number_refused operator/=(N&, formula_alone);
#endif
}  // namespace operators
NABLA_DETAIL_REFUSAL(size_refused, "nabla: a size is a number, or a name plus or minus one: n - 1; any other size has a name of its own")
template <fixed_string Name> size_refused operator*(dimension<Name>, const anything&);
template <fixed_string Name> size_refused operator*(int, dimension<Name>);
template <fixed_string Name> size_refused operator/(dimension<Name>, const anything&);
template <fixed_string Name, fixed_string Other> size_refused operator+(dimension<Name>, dimension<Other>);
template <fixed_string Name, fixed_string Other> size_refused operator-(dimension<Name>, dimension<Other>);
NABLA_DETAIL_REFUSED_OPERANDS_OF_3(where)
NABLA_DETAIL_REFUSED("nabla: where() takes a condition and two formulas; of three cases it is where(p, a, where(q, b, c))", where(std::initializer_list<anything>, std::initializer_list<anything>))
NABLA_DETAIL_REFUSED_OPERANDS_OF_2(equal)
NABLA_DETAIL_REFUSED_OPERANDS_OF_2(not_equal)
NABLA_DETAIL_REFUSED_OPERANDS_OF_2(hadamard)
// Where <nabla/print.hpp> is included there is a to_string() of formulas.
found_by_its_operands to_string, to_latex, to_dot, to_c;
#define NABLA_DETAIL_PRINTED "nabla: an expression is printed with #include <nabla/print.hpp>"
NABLA_DETAIL_REFUSAL(printing_refused, NABLA_DETAIL_PRINTED)
NABLA_DETAIL_REFUSED_AS(printing_refused, NABLA_DETAIL_PRINTED, to_string(formula_or_request))
NABLA_DETAIL_REFUSED_AS(printing_refused, NABLA_DETAIL_PRINTED, to_latex(formula_or_request))
NABLA_DETAIL_REFUSED_AS(printing_refused, NABLA_DETAIL_PRINTED, to_dot(formula_or_request))
#undef NABLA_DETAIL_PRINTED
#define NABLA_DETAIL_NO_C "nabla: to_c() takes a formula, or what is asked of one, and a name, with #include <nabla/print.hpp>: to_c(grad(f), \"gradient\")"
NABLA_DETAIL_SAYS(no_c_refused, NABLA_DETAIL_NO_C)
NABLA_DETAIL_REFUSED_AS(no_c_refused, NABLA_DETAIL_NO_C, to_c(formula_or_request))
template <class...> NABLA_DETAIL_REFUSED_AS(no_c_refused, NABLA_DETAIL_NO_C, to_c(formula_or_request, anything))
#undef NABLA_DETAIL_NO_C
template <class Out, Expression E>
  requires(requires(Out& out) { out.rdbuf(); out.flags(); } && !requires(E f) { to_string(f); })
printing_refused operator<<(Out&, E);
NABLA_DETAIL_REFUSAL(reading_refused, "nabla: a formula has no value to be read; a number that was read is bound: double a; std::cin >> a; f(x = a)")
template <class In, Expression E>
  requires requires(In& in) { in.rdbuf(); in.flags(); }
reading_refused operator>>(In&, const E&);
NABLA_DETAIL_REFUSAL(equality_refused, "nabla: x == y asks while compiling whether two formulas are equal; the condition of where() on values is equal(x, y)")
template <class C, class A, class B>
  requires std::is_same_v<C, bool> && (Expression<A> || Expression<B>)
equality_refused where(C, A, B);
NABLA_DETAIL_REFUSAL(condition_refused, NABLA_DETAIL_NO_CONDITION)
template <Expression C, Expression A, Expression B>
  requires(!is_condition<C>)
condition_refused where(C, A, B);
// clang-format on

template <class Rule, class... A>
constexpr auto sizes_disagree() {
  constexpr mismatch_text all = on_shapes<A...>(facts_of<node<Rule, spelled_out<A>...>>.problem);
  return fixed_text<static_cast<std::size_t>(all.size)>(all.text);
}
template <fixed_string Why, class... A>
constexpr auto shapes_refused() {
  constexpr mismatch_text all = on_shapes<A...>(Why.text);
  return fixed_text<static_cast<std::size_t>(all.size)>(all.text);
}

// no concept: g++ 12 reads a concept with a pack as a constraint on the parameter that follows
template <class Rule, class... A>
inline constexpr bool shapes_disagree = false;
template <class Rule, class... A>
  requires(sizeof...(A) == Rule::arity && (Expression<A> && ...))
inline constexpr bool shapes_disagree<Rule, A...> = !shapes_agree<Rule, A...>;

#define NABLA_DETAIL_REFUSED_FOR_SIZES(...) unfit<Sentence> __VA_ARGS__;

// Of a destructor that is private clang shows the type, with the sentence; of one that is deleted g++ does.
template <class S>
struct unfit : refused_result {
  constexpr unfit() = default;
  constexpr unfit(const unfit&) = default;
#if defined(__clang__)
 private:
  ~unfit();  // these sizes do not fit: operands of a sum have one size, A * B as many columns of A as rows of B; docs/functions.md has the others
#else
  ~unfit() = delete;
#endif
};

// The sentence is composed only where sizes disagree: elsewhere there is none, which ends the deduction.
template <bool Disagree>
struct sentence_if {};
template <>
struct sentence_if<true> {
  template <class Rule, class... A>
  using on_sizes = shown<sizes_disagree<Rule, A...>()>;
  template <fixed_string Why, class... A>
  using that = shown<shapes_refused<Why, A...>()>;
};
template <class Rule, class... A>
using on_sizes = typename sentence_if<shapes_disagree<Rule, A...>>::template on_sizes<Rule, A...>;
/// Of a function that is made of others: `template <class A, class Sentence = on_shapes_if<!has_three<A>, "skew takes three numbers", A>>`.
template <bool Wrong, fixed_string Why, class... A>
using on_shapes_if = typename sentence_if<Wrong>::template that<Why, A...>;
#define NABLA_DETAIL_REFUSED_SIZES(rule, name)                 \
  template <class... A, class Sentence = on_sizes<rule, A...>> \
  NABLA_DETAIL_REFUSED_FOR_SIZES(name(A...))
#define NABLA_DETAIL_REFUSED_SIZES_BESIDE(sign, ...)                        \
  template <class A, class B, class Sentence = on_sizes<__VA_ARGS__, A, B>> \
  NABLA_DETAIL_REFUSED_FOR_SIZES(operator sign(A, B))
namespace operators {
NABLA_DETAIL_REFUSED_SIZES_BESIDE(+, add_rule)
NABLA_DETAIL_REFUSED_SIZES_BESIDE(-, subtract_rule)
NABLA_DETAIL_REFUSED_SIZES_BESIDE(*, product_rule<A, B>)
NABLA_DETAIL_REFUSED_SIZES_BESIDE(/, divide_rule)
NABLA_DETAIL_REFUSED_SIZES_BESIDE(<, less_rule)
NABLA_DETAIL_REFUSED_SIZES_BESIDE(<=, less_equal_rule)
NABLA_DETAIL_REFUSED_SIZES_BESIDE(>, greater_rule)
NABLA_DETAIL_REFUSED_SIZES_BESIDE(>=, greater_equal_rule)
NABLA_DETAIL_REFUSED_SIZES_BESIDE(&&, and_rule)
NABLA_DETAIL_REFUSED_SIZES_BESIDE(||, or_rule)
}  // namespace operators
NABLA_DETAIL_REFUSED_SIZES(multiply_rule, hadamard)
NABLA_DETAIL_REFUSED_SIZES(equal_rule, equal)
NABLA_DETAIL_REFUSED_SIZES(not_equal_rule, not_equal)
NABLA_DETAIL_REFUSED_SIZES(where_rule, where)

}  // namespace nabla::detail

namespace nabla {
using detail::where, detail::hadamard, detail::equal, detail::not_equal, detail::to_string, detail::to_latex, detail::to_dot, detail::to_c;
}
