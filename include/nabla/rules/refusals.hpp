// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/arithmetic.hpp>
#include <nabla/rules/conditions.hpp>

namespace nabla::detail {

// What must not compile is a deleted overload, so that `requires { a * b; }` still answers false; the sentence that the
// compilers print is an argument of a template: of the result where it is always the same, else of the function.

template <fixed_string Sentence>
struct refused {};

template <class T>
concept BareNumber = !__is_class(T) && std::is_arithmetic_v<T>;

// A whole one compares as an int too: `if constexpr (i > 0)` for the i of sum_over.
template <class A>
inline constexpr bool is_exact_constant = facts_of<A>.op->code == operation_code::constant;

// clang-format off
template <Expression A, BareNumber N> refused<"nabla: a bare number in an expression; write an exact constant such as 2_c, or bind a parameter at the call"> operator+(A, N) = delete;
template <Expression A, BareNumber N> refused<"nabla: a bare number in an expression; write an exact constant such as 2_c, or bind a parameter at the call"> operator-(A, N) = delete;
template <Expression A, BareNumber N> refused<"nabla: a bare number in an expression; write an exact constant such as 2_c, or bind a parameter at the call"> operator*(A, N) = delete;
template <Expression A, BareNumber N> refused<"nabla: a bare number in an expression; write an exact constant such as 2_c, or bind a parameter at the call"> operator/(A, N) = delete;
template <BareNumber N, Expression A> refused<"nabla: a bare number in an expression; write an exact constant such as 2_c, or bind a parameter at the call"> operator+(N, A) = delete;
template <BareNumber N, Expression A> refused<"nabla: a bare number in an expression; write an exact constant such as 2_c, or bind a parameter at the call"> operator-(N, A) = delete;
template <BareNumber N, Expression A> refused<"nabla: a bare number in an expression; write an exact constant such as 2_c, or bind a parameter at the call"> operator*(N, A) = delete;
template <BareNumber N, Expression A> refused<"nabla: a bare number in an expression; write an exact constant such as 2_c, or bind a parameter at the call"> operator/(N, A) = delete;
template <Expression A, BareNumber N> refused<"nabla: a bare number in an expression; write an exact constant such as 2_c, or bind a parameter at the call"> pow(A, N) = delete;
template <Expression A, BareNumber N>
  requires(!is_exact_constant<A>)
refused<"nabla: a bare number in an expression; write an exact constant such as 2_c, or bind a parameter at the call"> operator<(A, N) = delete;
template <BareNumber N, Expression A>
  requires(!is_exact_constant<A>)
refused<"nabla: a bare number in an expression; write an exact constant such as 2_c, or bind a parameter at the call"> operator<(N, A) = delete;
template <Expression A, BareNumber N>
  requires(!is_exact_constant<A>)
refused<"nabla: a bare number in an expression; write an exact constant such as 2_c, or bind a parameter at the call"> operator<=(A, N) = delete;
template <BareNumber N, Expression A>
  requires(!is_exact_constant<A>)
refused<"nabla: a bare number in an expression; write an exact constant such as 2_c, or bind a parameter at the call"> operator<=(N, A) = delete;
template <Expression A, BareNumber N>
  requires(!is_exact_constant<A>)
refused<"nabla: a bare number in an expression; write an exact constant such as 2_c, or bind a parameter at the call"> operator>(A, N) = delete;
template <BareNumber N, Expression A>
  requires(!is_exact_constant<A>)
refused<"nabla: a bare number in an expression; write an exact constant such as 2_c, or bind a parameter at the call"> operator>(N, A) = delete;
template <Expression A, BareNumber N>
  requires(!is_exact_constant<A>)
refused<"nabla: a bare number in an expression; write an exact constant such as 2_c, or bind a parameter at the call"> operator>=(A, N) = delete;
template <BareNumber N, Expression A>
  requires(!is_exact_constant<A>)
refused<"nabla: a bare number in an expression; write an exact constant such as 2_c, or bind a parameter at the call"> operator>=(N, A) = delete;
template <Expression C, Expression A, BareNumber N> refused<"nabla: a bare number in an expression; write an exact constant such as 2_c, or bind a parameter at the call"> where(C, A, N) = delete;
template <Expression C, BareNumber N, Expression B> refused<"nabla: a bare number in an expression; write an exact constant such as 2_c, or bind a parameter at the call"> where(C, N, B) = delete;
template <Expression C, BareNumber M, BareNumber N> refused<"nabla: a bare number in an expression; write an exact constant such as 2_c, or bind a parameter at the call"> where(C, M, N) = delete;
template <class C, class A, class B>
  requires std::is_same_v<C, bool> && (Expression<A> || Expression<B>)
refused<"nabla: x == y asks while compiling whether two formulas are equal; the condition of where() on values is equal(x, y)"> where(C, A, B) = delete;
template <Expression C, Expression A, Expression B>
  requires(!is_condition<C>)
refused<"nabla: the condition of where() is a comparison of values: x > y, equal(x, y), not_equal(x, 0_c), combined by && || !"> where(C, A, B) = delete;
template <Expression A, Expression B>
  requires(is_comparison<A> || is_comparison<B>)
refused<"nabla: a comparison of a comparison; write 0_c < x && x < 1_c for 0_c < x < 1_c"> operator<(A, B) = delete;
template <Expression A, Expression B>
  requires(is_comparison<A> || is_comparison<B>)
refused<"nabla: a comparison of a comparison; write 0_c < x && x < 1_c for 0_c < x < 1_c"> operator<=(A, B) = delete;
template <Expression A, Expression B>
  requires(is_comparison<A> || is_comparison<B>)
refused<"nabla: a comparison of a comparison; write 0_c < x && x < 1_c for 0_c < x < 1_c"> operator>(A, B) = delete;
template <Expression A, Expression B>
  requires(is_comparison<A> || is_comparison<B>)
refused<"nabla: a comparison of a comparison; write 0_c < x && x < 1_c for 0_c < x < 1_c"> operator>=(A, B) = delete;
template <Expression A, Expression B>
  requires(!is_condition<A> || !is_condition<B>)
refused<"nabla: && takes comparisons of values: x > y, equal(x, y), not_equal(x, 0_c)"> operator&&(A, B) = delete;
template <Expression A, Expression B>
  requires(!is_condition<A> || !is_condition<B>)
refused<"nabla: || takes comparisons of values: x > y, equal(x, y), not_equal(x, 0_c)"> operator||(A, B) = delete;
template <Expression A>
  requires(!is_condition<A>)
refused<"nabla: ! takes a comparison of values: x > y, equal(x, y); equal(x, 0_c) says that x is zero"> operator!(A) = delete;
template <Expression A, class B> refused<"nabla: a formula does not change, its type is what it computes: give the new one a name of its own, auto g = f + y"> operator+=(const A&, const B&) = delete;
template <Expression A, class B> refused<"nabla: a formula does not change, its type is what it computes: give the new one a name of its own, auto g = f + y"> operator-=(const A&, const B&) = delete;
template <Expression A, class B> refused<"nabla: a formula does not change, its type is what it computes: give the new one a name of its own, auto g = f + y"> operator*=(const A&, const B&) = delete;
template <Expression A, class B> refused<"nabla: a formula does not change, its type is what it computes: give the new one a name of its own, auto g = f + y"> operator/=(const A&, const B&) = delete;
// clang-format on

/// "X is n x 3, Y is n x 2: why"
struct mismatch_text {
  char text[160]{};
  int size = 0;

  constexpr void add(const char* more) {
    for (; *more != '\0' && size < 159; ++more) text[size++] = *more;
  }
  constexpr void add(int number) {
    char digits[12]{};
    int place = 11, rest = number;
    do digits[--place] = static_cast<char>('0' + rest % 10);
    while ((rest /= 10) != 0);
    add(digits + place);
  }
  constexpr void add(const extent& e) {
    e.spell([&](auto part) { add(part); });
  }
  constexpr void add(const facts& f) {
    add(is_set(f.symbol) ? f.symbol->name : f.op->arity > 0 ? f.op->text : f.op->code == operation_code::placeholder ? "the result" : "a constant");
    if (f.op->arity > 0) add("(...)");
    add(" is ");
    add(f.form.rows);
    add(" x ");
    add(f.form.columns);
  }
};

template <class Rule, class... A>
constexpr auto sizes_disagree() {
  constexpr mismatch_text all = [] {
    mismatch_text t;
    t.add("nabla: ");
    int i = 0;
    ((i++ > 0 ? t.add(", ") : void(), t.add(facts_of<A>)), ...);
    t.add(": ");
    t.add(facts_of<node<Rule, A...>>.problem);
    return t;
  }();
  return fixed_text<static_cast<std::size_t>(all.size)>(all.text);
}

// no concept: g++ 12 reads a concept with a pack as a constraint on the parameter that follows
template <class Rule, class... A>
inline constexpr bool shapes_disagree = (Expression<A> && ...) && !shapes_agree<Rule, A...>;

struct the_sizes_of_the_operands_disagree {};

// The first default argument ends the deduction where sizes agree, before the sentence is composed.
template <class A, class B, std::enable_if_t<shapes_disagree<add_rule, A, B>, int> = 0, fixed_string Sentence = sizes_disagree<add_rule, A, B>()>
the_sizes_of_the_operands_disagree operator+(A, B) = delete;
template <class A, class B, std::enable_if_t<shapes_disagree<subtract_rule, A, B>, int> = 0, fixed_string Sentence = sizes_disagree<subtract_rule, A, B>()>
the_sizes_of_the_operands_disagree operator-(A, B) = delete;
template <class A, class B, std::enable_if_t<shapes_disagree<product_rule<A, B>, A, B>, int> = 0, fixed_string Sentence = sizes_disagree<product_rule<A, B>, A, B>()>
the_sizes_of_the_operands_disagree operator*(A, B) = delete;
template <class A, class B, std::enable_if_t<shapes_disagree<divide_rule, A, B>, int> = 0, fixed_string Sentence = sizes_disagree<divide_rule, A, B>()>
the_sizes_of_the_operands_disagree operator/(A, B) = delete;
template <class A, class B, std::enable_if_t<shapes_disagree<multiply_rule, A, B>, int> = 0, fixed_string Sentence = sizes_disagree<multiply_rule, A, B>()>
the_sizes_of_the_operands_disagree hadamard(A, B) = delete;

// A function of one's own, with operands that it does not take.
template <class Rule, Expression... A>
  requires(sizeof...(A) != Rule::arity)
refused<"nabla: call<rule>(...) takes as many operands as the rule has: function<1> one, function<2> two"> call(A...) = delete;
template <class Rule, class... A, std::enable_if_t<sizeof...(A) == Rule::arity && shapes_disagree<Rule, A...>, int> = 0, fixed_string Sentence = sizes_disagree<Rule, A...>()>
the_sizes_of_the_operands_disagree call(A...) = delete;

}  // namespace nabla::detail

namespace nabla {
using detail::where, detail::call, detail::pow, detail::hadamard;
}
