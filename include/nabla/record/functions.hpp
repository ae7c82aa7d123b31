// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/record/operand.hpp>
#include <nabla/rules/elementary.hpp>
#include <nabla/rules/linear_algebra.hpp>
#include <nabla/rules/matrix.hpp>
#include <nabla/rules/means.hpp>
#include <nabla/rules/neural.hpp>
#include <nabla/rules/norms.hpp>
#include <nabla/rules/pieces.hpp>
#include <nabla/rules/products.hpp>
#include <nabla/rules/special.hpp>
#include <nabla/rules/structure.hpp>

namespace nabla::detail {

/// Where a function is asked whether it takes so many operands: what it does not take goes on to the one that refuses it.
template <class>
constexpr placeholder<0> operand_placeholder() { return {}; }

#define NABLA_RECORDED_CALL(name)                                                              \
  template <class... A>                                                                        \
    requires RecordedOperands<A...> && Expression<decltype(name(operand_placeholder<A>()...))> \
  friend constexpr auto name(A... a) {                                                         \
    return call_recorded([]<class... U>(U... u) -> decltype(name(u...)) { return {}; }, a...); \
  }
#define NABLA_RECORDED_OPERATOR(sign, operation)  \
  template <class A, class B>                     \
    requires RecordedOperands<A, B>               \
  friend constexpr auto operator sign(A a, B b) { \
    return operation(a, b);                       \
  }
#define NABLA_RECORDED_COMPARISON(sign, rule, condition) \
  template <class A, class B>                            \
    requires(condition)                                  \
  friend constexpr auto operator sign(A a, B b) {        \
    return compare_recorded<rule>(a, b);                 \
  }
#define NABLA_RECORDED_REFUSAL(sign)          \
  template <BareNumber N, class A>            \
    requires is_recorded<A> && (!is_whole<A>) \
  friend NABLA_DETAIL_REFUSED("nabla: a recorded number does not fit into a double: let the variable be T, T s = 0, for auto s = 0.0", operator sign(N&, A))

/// The functions of the table for recorded numbers, found by their operands: a function is what it is for expressions, by its name. By value, so
/// that a local constant of the function that is recorded need not be captured. Their names are those of rules/names.hpp.
struct recorded_functions {
  NABLA_RECORDED_OPERATOR(+, add_recorded<add_rule>)
  NABLA_RECORDED_OPERATOR(-, add_recorded<subtract_rule>)
  NABLA_RECORDED_OPERATOR(*, multiply_recorded)
  NABLA_RECORDED_OPERATOR(/, divide_recorded)
  template <class A>
    requires RecordedOperands<A>
  friend constexpr auto operator-(A a) {
    return negate_recorded(a);
  }
  NABLA_RECORDED_COMPARISON(<, less_rule, (RecordedOperands<A, B>))
  NABLA_RECORDED_COMPARISON(<=, less_equal_rule, (RecordedOperands<A, B>))
  NABLA_RECORDED_COMPARISON(>, greater_rule, (RecordedOperands<A, B>))
  NABLA_RECORDED_COMPARISON(>=, greater_equal_rule, (RecordedOperands<A, B>))
  NABLA_RECORDED_COMPARISON(==, equal_rule, (RecordedOperands<A, B>))
  NABLA_RECORDED_COMPARISON(!=, not_equal_rule, (RecordedOperands<A, B>))
  // of conditions as one, for where(); a && b asks whether a holds, and only then whether b does
  NABLA_RECORDED_COMPARISON(&, and_rule, (RecordedLogic<A, B>))
  NABLA_RECORDED_COMPARISON(|, or_rule, (RecordedLogic<A, B>))
  template <class A>
    requires RecordedLogic<A>
  friend constexpr auto operator!(A a) {
    return compare_recorded<not_rule>(a);
  }

  // a function of one's own: call<swish_rule>(x)
  template <class Rule, class... A>
    requires RecordedOperands<A...> && (sizeof...(A) == Rule::arity)
  friend constexpr auto call(A... a) {
    return apply_recorded<Rule>(a...);
  }

  // parts, with numbers for places; elements have any: A(i, j)
  template <int I, class A>
    requires is_recorded<A>
  friend constexpr auto row(A a) {
    return part_of_recorded<block_rule<I, 0, 1, full_extent>>(a);
  }
  template <int J, class A>
    requires is_recorded<A>
  friend constexpr auto column(A a) {
    return part_of_recorded<block_rule<0, J, full_extent, 1>>(a);
  }
  template <int First, int Count, class A>
    requires is_recorded<A>
  friend constexpr auto rows(A a) {
    return part_of_recorded<block_rule<First, 0, Count, full_extent>>(a);
  }
  template <int First, int Count, class A>
    requires is_recorded<A>
  friend constexpr auto columns(A a) {
    return part_of_recorded<block_rule<0, First, full_extent, Count>>(a);
  }
  template <int Row, int Column, int Rows, int Columns, class A>
    requires is_recorded<A>
  friend constexpr auto block(A a) {
    return part_of_recorded<block_rule<Row, Column, Rows, Columns>>(a);
  }

  // of numbers
  template <class... A>
    requires RecordedOperands<A...>
  friend constexpr auto hstack(A... a) {
    return stack_recorded<true>(a...);
  }
  template <class... A>
    requires RecordedOperands<A...>
  friend constexpr auto vstack(A... a) {
    return stack_recorded<false>(a...);
  }

  // clang-format off
  template <class A, class B> requires RecordedOperands<A, B>
  friend NABLA_DETAIL_REFUSED("nabla: ^ is no power in C++; write pow(x, 2), or sq(x)", operator^(A, B))
  template <class A, class B> requires RecordedOperands<A, B>
  friend NABLA_DETAIL_REFUSED("nabla: a recorded number has no %; the remainder is a - b * floor(a / b)", operator%(A, B))
  // double s = 0; s += x;
  template <class A, class B> requires RecordedOperands<A, B> && (__is_same(A, recorded) || __is_same(B, recorded)) && (!RecordedLogic<A, B>)
  friend NABLA_DETAIL_REFUSED("nabla: & and | combine comparisons, where((x > 0) & (y > 0), a, b); numbers are no bits", operator&(A, B))
  template <class A, class B> requires RecordedOperands<A, B> && (__is_same(A, recorded) || __is_same(B, recorded)) && (!RecordedLogic<A, B>)
  friend NABLA_DETAIL_REFUSED("nabla: & and | combine comparisons, where((x > 0) & (y > 0), a, b); numbers are no bits", operator|(A, B))
  NABLA_RECORDED_REFUSAL(+=)
  NABLA_RECORDED_REFUSAL(-=)
  NABLA_RECORDED_REFUSAL(*=)
  NABLA_RECORDED_REFUSAL(/=)
  template <class C, class A, class B>
    requires is_recorded<C> && (!RecordedOperands<C, A, B>) && requires(A a, B b) { a(), b(); }
  friend constexpr auto where(C c, A if_it_holds, B otherwise) {
    return choose_recorded(c, if_it_holds, otherwise);
  }
  // clang-format on

  NABLA_DETAIL_ELEMENTWISE_FUNCTIONS(NABLA_RECORDED_CALL)
  NABLA_DETAIL_MATRIX_FUNCTIONS(NABLA_RECORDED_CALL, NABLA_DETAIL_NO_NAME)
  NABLA_DETAIL_OTHER_FUNCTIONS(NABLA_RECORDED_CALL)
};

#undef NABLA_RECORDED_CALL
#undef NABLA_RECORDED_OPERATOR
#undef NABLA_RECORDED_COMPARISON
#undef NABLA_RECORDED_REFUSAL

}  // namespace nabla::detail
