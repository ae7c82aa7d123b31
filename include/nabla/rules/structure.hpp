// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/called_function.hpp>
#include <nabla/rules/stacks.hpp>

#include <utility>

namespace nabla::detail {

struct diagonal_rule;

/// A column on the diagonal of a matrix, n × 1 to n × n.
struct diag_rule : matrix_function<1> {
  static constexpr auto text = "diag";
  static constexpr value_range range{.finite = true, .strict = true};
  static constexpr bool moves_elements = true;
  static constexpr bool leaves_zeros = true;
  static constexpr inferred_shape infer(const shape* v) {
    if (!v[0].columns.is_one()) return {{}, "diag takes a column; diagonal takes one out of a matrix"};
    return {matrix_shape(v[0].rows, v[0].rows)};
  }
  template <int I>
  static constexpr auto operand() { return placeholder<0, dim<"n">, 1>{}; }
  static constexpr auto pullbacks(auto, auto, auto d) { return pullback(call<diagonal_rule>(d)); }
  NABLA_DETAIL_RUNS static constexpr auto element(const auto& to, auto i, auto j, const auto& v) {
    using T = scalar_of<std::remove_cvref_t<decltype(to)>>;
    return choose(i == j, [&] { return v(i, 0); }, T(0));
  }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto& v) { detail::fill_elements<diag_rule>(to, v); }
};

/// The diagonal of a square matrix as a column.
struct diagonal_rule : matrix_function<1> {
  static constexpr auto text = "diagonal";
  static constexpr value_range range{.finite = true};
  static constexpr bool moves_elements = true;
  static constexpr inferred_shape infer(const shape* a) {
    if (!(a[0].rows == a[0].columns)) return {{}, "diagonal takes a square matrix"};
    return {matrix_shape(a[0].rows, 1)};
  }
  template <int I>
  static constexpr auto operand() { return placeholder<0, dim<"n">, dim<"n">>{}; }
  static constexpr auto pullbacks(auto, auto, auto d) { return pullback(call<diag_rule>(d)); }
  NABLA_DETAIL_RUNS static constexpr auto element(const auto&, auto i, auto, const auto& a) { return a(i, i); }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto& a) { detail::fill_elements<diagonal_rule>(to, a); }
};
/// A column on the diagonal of a matrix, n × 1 to n × n.
template <Expression V>
  requires shapes_agree<diag_rule, V>
constexpr node_of<diag_rule, V> diag(V) { return {}; }
template <Expression A>
  requires shapes_agree<diagonal_rule, A>
constexpr node_of<diagonal_rule, A> diagonal(A) { return {}; }

/// Sum of the diagonal of a square matrix.
struct trace_rule : matrix_function<1> {
  static constexpr auto text = "trace";
  static constexpr value_range range{.finite = true, .strict = true};
  static constexpr auto latex = "\\operatorname{tr}";
  static constexpr inferred_shape infer(const shape* a) {
    if (!(a[0].rows == a[0].columns)) return {{}, "trace takes a square matrix"};
    return {};
  }
  template <int I>
  static constexpr auto operand() { return placeholder<0, dim<"n">, dim<"n">>{}; }
  static constexpr auto definition(auto A) { return sum(diagonal(A)); }
  static constexpr auto pullbacks(auto A, auto, auto d) { return pullback(diag(broadcast_to(d, diagonal(A)))); }
};
template <Expression A>
  requires shapes_agree<trace_rule, A>
constexpr node_of<trace_rule, A> trace(A) { return {}; }

/// A trace as == compares it: only compared, and so without a derivative.
struct trace_meant_rule : matrix_function<1> {  // internal
  static constexpr auto text = "trace_meant";
  static constexpr value_range range{.finite = true, .strict = true};
  static constexpr inferred_shape infer(const shape*) { return {}; }
};

/// Sum of the products of the elements of two vectors, or two matrices, of one shape.
struct dot_rule : matrix_function<2> {
  static constexpr auto text = "dot";
  static constexpr value_range range{.finite = true, .strict = true};
  static constexpr auto latex = "\\left\\langle #1, #2 \\right\\rangle";
  static constexpr bool commutative = true;
  static constexpr inferred_shape infer(const shape* operands) {
    if (!(operands[0] == operands[1])) return {{}, "dot takes two operands of one shape"};
    return {};
  }
  static constexpr auto definition(auto a, auto b) { return sum(hadamard(a, b)); }
  static constexpr auto pullbacks(auto a, auto b, auto, auto d) { return pullback(d * b, d * a); }
};
template <Expression A, Expression B>
  requires shapes_agree<dot_rule, A, B>
constexpr node_of<dot_rule, A, B> dot(A, B) { return {}; }

/// a bᵀ of two columns.
struct outer_rule : matrix_function<2> {
  static constexpr auto text = "outer";
  static constexpr over by[2] = {over::rows, over::columns};
  static constexpr value_range range{.finite = true, .strict = true};
  static constexpr inferred_shape infer(const shape* operands) {
    if (!operands[0].columns.is_one() || !operands[1].columns.is_one()) return {{}, "outer takes two columns"};
    return {matrix_shape(operands[0].rows, operands[1].rows)};
  }
  template <int I>
  static constexpr auto operand() { return placeholder<I, (I == 0 ? extent(dim<"m">) : extent(dim<"n">)), 1>{}; }
  static constexpr auto definition(auto a, auto b) { return a * transpose(b); }
  static constexpr auto pullbacks(auto a, auto b, auto, auto d) { return pullback(d * b, transpose(d) * a); }
};
template <Expression A, Expression B>
  requires shapes_agree<outer_rule, A, B>
constexpr node_of<outer_rule, A, B> outer(A, B) { return {}; }

/// Elements row by row into rows of another length.
NABLA_DETAIL_RUNS constexpr auto reshaped_element(const auto& to, auto i, auto j, const auto& a) {
  const auto number = i * to.columns() + j;
  return a(number / a.columns(), number % a.columns());
}

template <extent Rows, extent Columns>
struct reshape_back_rule;

/// The same elements as Rows × Columns, read and written row by row as in NumPy.
template <extent Rows, extent Columns>
struct reshape_rule : matrix_function<1> {
  static constexpr numbered_text name{"reshape", Rows, Columns};
  static constexpr const char* text = name.text;
  static constexpr value_range range{.finite = true};
  static constexpr bool moves_elements = true;
  static constexpr inferred_shape infer(const shape* a) {
    const shape to = matrix_shape(Rows, Columns);
    if (a[0].is_static() && to.is_static() && a[0].rows.size * a[0].columns.size != to.rows.size * to.columns.size) return {{}, "reshape keeps the number of elements"};
    return {to};
  }
  static constexpr auto pullbacks(auto A, auto, auto d) { return pullback(call<reshape_back_rule<Rows, Columns>>(d, A)); }
  NABLA_DETAIL_RUNS static constexpr bool fits(const auto& to, const auto& a) { return to.rows() * to.columns() == a.rows() * a.columns(); }
  NABLA_DETAIL_RUNS static constexpr auto element(const auto& to, auto i, auto j, const auto& a) { return detail::reshaped_element(to, i, j, a); }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto& a) { detail::fill_elements<reshape_rule>(to, a); }
};
/// The first operand in the shape of the second.
template <extent Rows, extent Columns>
struct reshape_back_rule : matrix_function<2> {  // internal
  static constexpr numbered_text name{"reshape_back", Rows, Columns};
  static constexpr const char* text = name.text;
  static constexpr value_range range{.finite = true};
  static constexpr bool moves_elements = true;
  static constexpr bool last_is_shape = true;
  static constexpr inferred_shape infer(const shape* operands) { return {operands[1]}; }
  template <int I>
  static constexpr auto operand() {
    if constexpr (I == 0) return placeholder<0, Rows, Columns>{};
    else return placeholder<1, dim<"m">, dim<"n">>{};
  }
  static constexpr auto pullbacks(auto, auto like, auto, auto d) { return pullback(call<reshape_rule<Rows, Columns>>(d), broadcast_to(0_c, like)); }
  NABLA_DETAIL_RUNS static constexpr auto element(const auto& to, auto i, auto j, const auto& a) { return detail::reshaped_element(to, i, j, a); }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto& a) { detail::fill_elements<reshape_back_rule>(to, a); }
};
/// The first operand in the shape of the second.
template <auto Rows, auto Columns, Expression A, Expression Like>
constexpr node_of<reshape_back_rule<extent(Rows), extent(Columns)>, A, Like> reshape_back(A, Like) { return {}; }
/// `reshape<2, 6>(A)`; a size may be a name, `reshape<n, 3>(A)`, where something else binds it.
template <auto Rows, auto Columns, Expression A>
  requires(is_size<Rows> && is_size<Columns>) && shapes_agree<reshape_rule<extent(Rows), extent(Columns)>, A>
constexpr node_of<reshape_rule<extent(Rows), extent(Columns)>, A> reshape(A) { return {}; }

/// What a body gives for the first index: not_called, or nothing, where it is none.
template <class Term, int First>
struct first_term {
#if defined(__clang__)
  using type = typename given_by<Term, arguments<constant<First, 1>>>::given;  // of a body that takes an int, too: an index is one
#else
  using type = typename given_by<Term, arguments<constant<First, 1>>>::type;
#endif
};
template <Parametrised Term, int First>
struct first_term<Term, First> {
  using type = Term;
};
template <class Term, int First>
concept GivesTerms = (!Expression<Term> || Parametrised<Term>) && !std::is_same_v<typename first_term<Term, First>::type, not_called> && !std::is_same_v<typename first_term<Term, First>::type, gives_nothing> && !std::is_void_v<typename first_term<Term, First>::type>;
struct sum_of_each {
  template <int First, int Last, class Term>
  static constexpr auto from(Term term) {
    if constexpr (Last - First == 1) {
      if constexpr (!requires { term(c<First>); }) return refused_part();  // why, was said
      else if constexpr (is_no_result<decltype(term(c<First>))>) return refused_part();
      else return term(c<First>);
    } else {
      constexpr int middle = First + (Last - First) / 2;
      if constexpr (!requires { from<First, middle>(term); }) return refused_part();
      else if constexpr (combines_with_formulas<decltype(from<First, middle>(term))>) return refused_part();
      else return from<First, middle>(term) + from<middle, Last>(term);
    }
  }
};
template <int First, int Last, class Term, class = typename tried<Term, constant<First, 1>>::never>
void sum_over(Term term);  // the first term is tried here, see called_function.hpp

/// `sum_over<0, n>([](auto i) { return … row<i>(X) … i … ; })`: the sum of the expressions for i = First, …, Last - 1; i is an exact
/// constant.
template <int First, int Last, class Term>
  requires(First < Last) && GivesTerms<Term, First>
constexpr auto sum_over(Term term) {
  if constexpr (combines_with_formulas<typename first_term<Term, First>::type>) return refused_part();  // why, was said
  else return sum_of_each::from<First, Last>(term);
}

}  // namespace nabla::detail

namespace nabla {
using detail::diag, detail::diagonal, detail::trace, detail::dot, detail::outer, detail::reshape, detail::reshape_back, detail::sum_over;
}
