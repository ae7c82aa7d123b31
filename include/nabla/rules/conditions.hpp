// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/arithmetic.hpp>

namespace nabla::detail {

/// Base of the entries for conditions: 1 where it holds, else 0; piecewise constant, so the derivative is 0. A comparison
/// with NaN does not hold. `a == b` is not among them: it compares expressions, not values; write equal(a, b).
template <int Arity>
struct condition : short_function<Arity> {
  static constexpr bool is_condition = true;
  static constexpr int precedence = Arity == 2 ? 0 : 100;
  static constexpr auto partials(auto, auto) { return partial(0_c); }
  static constexpr auto partials(auto, auto, auto) { return partial(0_c, 0_c); }
  /// A mask as numbers of the type of u.
  NABLA_DETAIL_SHORT static constexpr auto number(auto mask, auto u) { return keep_where(mask, decltype(u)(1)); }
};

struct comparison : condition<2> {
  static constexpr bool is_step = true;
  NABLA_DETAIL_RUNS static constexpr int piece(auto u, auto v) { return comparison_of(u, v); }
};

struct less_rule : comparison {
  static constexpr auto text = "<";
  NABLA_DETAIL_SHORT static constexpr auto value(auto u, auto v) { return number(ordered(u) < ordered(v), u); }
};
struct less_equal_rule : comparison {
  static constexpr auto text = "<=";
  static constexpr auto latex = "\\le";
  NABLA_DETAIL_SHORT static constexpr auto value(auto u, auto v) { return number(ordered(u) <= ordered(v), u); }
};
struct greater_rule : comparison {
  static constexpr auto text = ">";
  NABLA_DETAIL_SHORT static constexpr auto value(auto u, auto v) { return number(ordered(u) > ordered(v), u); }
};
struct greater_equal_rule : comparison {
  static constexpr auto text = ">=";
  static constexpr auto latex = "\\ge";
  NABLA_DETAIL_SHORT static constexpr auto value(auto u, auto v) { return number(ordered(u) >= ordered(v), u); }
};
/// equal(u, v): 1 where both are the same number.
struct equal_rule : comparison {
  static constexpr auto text = "equal";
  static constexpr auto latex = "\\left[#1 = #2\\right]";
  static constexpr int precedence = 100;
  static constexpr bool commutative = true;
  NABLA_DETAIL_SHORT static constexpr auto value(auto u, auto v) { return number(u == v, u); }
};
struct not_equal_rule : comparison {
  static constexpr auto text = "not_equal";
  static constexpr auto latex = "\\left[#1 \\ne #2\\right]";
  static constexpr int precedence = 100;
  static constexpr bool commutative = true;
  NABLA_DETAIL_SHORT static constexpr auto value(auto u, auto v) { return clear_where(u == v, decltype(u)(1)); }
};

// Logic on conditions; any number but 0 counts as true.
struct and_rule : condition<2> {
  static constexpr bool is_step = true;
  NABLA_DETAIL_RUNS static constexpr int piece(auto u, auto v) { return u != decltype(u)(0) && v != decltype(v)(0) ? 1 : 0; }
  static constexpr auto text = "&&";
  static constexpr auto latex = "\\land";
  static constexpr int precedence = -1;
  static constexpr bool commutative = true;
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto v) {
    using T = decltype(u);
    return select(u == T(0), T(0), select(v == T(0), T(0), T(1)));
  }
};
struct or_rule : condition<2> {
  static constexpr bool is_step = true;
  NABLA_DETAIL_RUNS static constexpr int piece(auto u, auto v) { return u != decltype(u)(0) || v != decltype(v)(0) ? 1 : 0; }
  static constexpr auto text = "||";
  static constexpr auto latex = "\\lor";
  static constexpr int precedence = -2;
  static constexpr bool commutative = true;
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto v) {
    using T = decltype(u);
    return select(u == T(0), select(v == T(0), T(0), T(1)), T(1));
  }
};
struct not_rule : condition<1> {
  static constexpr bool is_step = true;
  NABLA_DETAIL_RUNS static constexpr int piece(auto u) { return u != decltype(u)(0) ? 1 : 0; }
  static constexpr auto text = "!";
  static constexpr auto latex = "\\lnot";
  static constexpr auto code = operation_code::logical_not;
  NABLA_DETAIL_SHORT static constexpr auto value(auto u) { return number(u == decltype(u)(0), u); }
};

/// where(c, a, b): a where c holds (is not 0), else b. Of the other arm nothing reaches the value or a derivative of any
/// order, no NaN and no infinity, whatever it computes.
struct where_rule : packet_function<3> {
  static constexpr auto text = "where";
  static constexpr auto code = operation_code::where;
  NABLA_DETAIL_SHORT static constexpr auto value(auto c, auto a, auto b) { return select(c == decltype(c)(0), b, a); }
  NABLA_DETAIL_RUNS static constexpr int piece(auto c, auto, auto) { return comparison_of(c, decltype(c)(0)); }
  NABLA_DETAIL_RUNS static constexpr auto on_piece(int p, auto, auto a, auto b) { return p == 0 ? b : a; }
  // what the drawings show; differentiate() gates the arms itself
  static constexpr auto partials(auto c, auto, auto, auto) { return partial(0_c, call<where_rule>(c, 1_c, 0_c), call<where_rule>(c, 0_c, 1_c)); }
};

template <class C>
inline constexpr bool is_comparison = facts_of<C>.op->is_condition;
/// What where() takes: a comparison, comparisons combined by && || !, the constants 0 and 1, or what stands for a condition in an entry.
constexpr bool holds_or_not(const facts& f) {
  return f.op->is_condition || f.op->code == operation_code::placeholder || (f.op->code == operation_code::constant && f.value.denominator == 1 && (f.value.numerator == 0 || f.value.numerator == 1));
}
template <class C>
inline constexpr bool is_condition = holds_or_not(facts_of<C>);
#define NABLA_DETAIL_CHAINED "nabla: a comparison of a comparison; write 0_c < x && x < 1_c for 0_c < x < 1_c"
#define NABLA_DETAIL_NO_CONDITION "nabla: the condition of where() is a comparison of values: x > y, equal(x, y), not_equal(x, 0_c), combined by && || !"

namespace operators {
template <Expression A, Expression B>
  requires shapes_agree<less_rule, A, B> && (!is_comparison<A> && !is_comparison<B>)
constexpr node_of<less_rule, A, B> operator<(A, B) { return {}; }
template <Expression A, Expression B>
  requires shapes_agree<less_equal_rule, A, B> && (!is_comparison<A> && !is_comparison<B>)
constexpr node_of<less_equal_rule, A, B> operator<=(A, B) { return {}; }
template <Expression A, Expression B>
  requires shapes_agree<greater_rule, A, B> && (!is_comparison<A> && !is_comparison<B>)
constexpr node_of<greater_rule, A, B> operator>(A, B) { return {}; }
template <Expression A, Expression B>
  requires shapes_agree<greater_equal_rule, A, B> && (!is_comparison<A> && !is_comparison<B>)
constexpr node_of<greater_equal_rule, A, B> operator>=(A, B) { return {}; }
template <Expression A, Expression B>
  requires shapes_agree<and_rule, A, B> && (is_condition<A> && is_condition<B>)
constexpr node_of<and_rule, A, B> operator&&(A, B) { return {}; }
template <Expression A, Expression B>
  requires shapes_agree<or_rule, A, B> && (is_condition<A> && is_condition<B>)
constexpr node_of<or_rule, A, B> operator||(A, B) { return {}; }
template <Expression A>
  requires is_condition<A>
constexpr node_of<not_rule, A> operator!(A) { return {}; }
}  // namespace operators
template <Expression A, Expression B>
  requires shapes_agree<equal_rule, A, B>
constexpr node_of<equal_rule, A, B> equal(A, B) { return {}; }
/// not_equal(u, v): 0 where both are the same number, else 1.
template <Expression A, Expression B>
  requires shapes_agree<not_equal_rule, A, B>
constexpr node_of<not_equal_rule, A, B> not_equal(A, B) { return {}; }
template <Expression C, Expression A, Expression B>
  requires shapes_agree<where_rule, C, A, B> && (is_condition<C>)
constexpr node_of<where_rule, C, A, B> where(C, A, B) { return {}; }

}  // namespace nabla::detail

namespace nabla {
using detail::where, detail::equal, detail::not_equal;
}
