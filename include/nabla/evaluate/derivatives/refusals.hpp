// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/derivatives/hessian.hpp>
#include <nabla/evaluate/derivatives/hvp.hpp>
#include <nabla/evaluate/derivatives/jacobian.hpp>
#include <nabla/evaluate/derivatives/jvp.hpp>
#include <nabla/evaluate/derivatives/sparse_derivatives.hpp>
#include <nabla/evaluate/derivatives/value_and_jacobian.hpp>
#include <nabla/evaluate/derivatives/vjp.hpp>
#include <nabla/graph/canonical/equality.hpp>
#include <nabla/graph/differentiate/check_derivative.hpp>
#include <nabla/graph/inspect.hpp>
#include <nabla/graph/substitute.hpp>
#include <nabla/record/formula.hpp>
#include <nabla/rules/refusals.hpp>

namespace nabla::detail {

// What a verb does not take is refused in a sentence. A function of (...) is the last that a compiler takes, so that the right call, and a function of a
// program's own that has the name, come first.

template <class... A>
concept NoScalar = (Expression<A> && ...) && !(facts_of<A>.extents.is_scalar() && ...);

/// The first substitution whose sizes differ.
template <class... B>
constexpr auto sizes_of_substitutions() {
  constexpr mismatch_text all = [] {
    mismatch_text t;
    const auto add = [&t]<class One>(std::type_identity<One>) {
      if (t.size > 0 || facts_of<symbol_of<One>>.extents == facts_of<bound_type<One>>.extents) return;
      t.add("nabla: ");
      t.add(facts_of<symbol_of<One>>);
      t.add(", ");
      t.add(facts_of<bound_type<One>>);
      t.add(shows_letters ? ": " : ": subs() puts an expression of the same size in place of a symbol");
    };
    (add(std::type_identity<B>{}), ...);
    return t;
  }();
  return fixed_text<static_cast<std::size_t>(all.size)>(all.text);
}
template <class B>
inline constexpr bool substitutes = [] {
  if constexpr (Binding<B>) return Expression<bound_type<B>>;
  else return false;
}();
template <bool Disagree>
struct sentence_of_substitutions {};
template <>
struct sentence_of_substitutions<true> {
  template <class... B>
  using of = shown<sizes_of_substitutions<B...>()>;
};
template <class... B>
using on_substitutions = typename sentence_of_substitutions<(substitutes<B> && ...) && !(Substitution<B> && ...)>::template of<B...>;

// clang-format off
#define NABLA_DETAIL_REFUSED_VERB(name, sentence) NABLA_DETAIL_TAKES_REFUSED(name) NABLA_DETAIL_REFUSED(sentence, name(...))
#define NABLA_DETAIL_REFUSED_NUMBERED_VERB(name, sentence) template <auto Number> NABLA_DETAIL_REFUSED(sentence, name(...))
NABLA_DETAIL_REFUSED_VERB(grad, "nabla: grad() takes a formula, and its symbols in wrt(): grad(f, wrt(x, y)); a function of C++ by formula(function, x, y)")
NABLA_DETAIL_REFUSED_NUMBERED_VERB(grad, "nabla: grad() takes a formula, and its symbols in wrt(): grad(f, wrt(x, y))")
NABLA_DETAIL_REFUSED_VERB(value_and_grad, "nabla: value_and_grad() takes a formula, and its symbols in wrt(): value_and_grad(f, wrt(x)); one of C++: formula(f, x)")
NABLA_DETAIL_REFUSED_VERB(diff, "nabla: diff(f, x) takes a formula and symbols; by an expression: make it a symbol, put it in: subs(diff(f, u), u = x + y)")
NABLA_DETAIL_REFUSED_NUMBERED_VERB(diff, "nabla: diff<2>(f, x) takes a formula and a symbol")
NABLA_DETAIL_REFUSED_VERB(jacobian, "nabla: jacobian() takes a formula, and its symbols in wrt(): jacobian(f, wrt(x, y))")
NABLA_DETAIL_REFUSED_NUMBERED_VERB(jacobian, "nabla: jacobian() takes a formula, and its symbols in wrt(): jacobian<reverse_mode>(f, wrt(x, y))")
NABLA_DETAIL_REFUSED_VERB(value_and_jacobian, "nabla: value_and_jacobian() takes a formula, and its symbols in wrt(): value_and_jacobian(f, wrt(x, y))")
NABLA_DETAIL_REFUSED_VERB(hessian, "nabla: hessian() takes a formula, and its symbols in wrt(): hessian(f, wrt(x, y))")
NABLA_DETAIL_REFUSED_NUMBERED_VERB(hessian, "nabla: hessian() takes a formula, and its symbols in wrt(): hessian<forward_mode>(f, wrt(x, y))")
NABLA_DETAIL_REFUSED_VERB(sparse_jacobian, "nabla: sparse_jacobian() takes a formula, and its symbols in wrt(): sparse_jacobian(f, wrt(x, y))")
NABLA_DETAIL_REFUSED_VERB(sparse_hessian, "nabla: sparse_hessian() takes a formula, and its symbols in wrt(): sparse_hessian(f, wrt(x, y))")
NABLA_DETAIL_REFUSED_VERB(jvp, "nabla: jvp() takes a formula, and its symbols in wrt(): jvp(f, wrt(x, y))(at(x = 3.0, y = 5.0), along(x = 1.0, y = 2.0))")
NABLA_DETAIL_REFUSED_VERB(hvp, "nabla: hvp() takes a formula, and its symbols in wrt(): hvp(f, wrt(x, y))(at(x = 3.0, y = 5.0), along(x = 1.0, y = 2.0))")
NABLA_DETAIL_REFUSED_VERB(vjp, "nabla: vjp() takes a formula, and its symbols in wrt(): vjp(f, wrt(W))(at(W = w), cotangent)")
NABLA_DETAIL_REFUSED_NUMBERED_VERB(derivatives, "nabla: derivatives<Order>(f, x) takes a scalar symbol x")
NABLA_DETAIL_REFUSED_VERB(derivatives, "nabla: derivatives<Order>(f, x) takes the highest order as a template argument")
NABLA_DETAIL_REFUSED_VERB(evaluator, "nabla: evaluator() takes a formula or what is asked of one, evaluator(grad(f)), and the values at its call")
NABLA_DETAIL_REFUSED_VERB(simplify, "nabla: simplify() takes a formula")
NABLA_DETAIL_REFUSED_VERB(equivalent, "nabla: equivalent(f, g) takes two formulas; a number is an exact constant, equivalent(f, 2_c)")
NABLA_DETAIL_REFUSED_VERB(depends_on, "nabla: depends_on(f, x) takes a formula and a symbol")
NABLA_DETAIL_REFUSED_VERB(wrt, "nabla: wrt() takes symbols: wrt(x, y)")
// Elements in braces are no operand of (...).
NABLA_DETAIL_REFUSED("nabla: symbols are given in wrt(): grad(f, wrt(x, y))", grad(const anything&, std::initializer_list<anything>))
NABLA_DETAIL_REFUSED("nabla: symbols are given in wrt(): jacobian(f, wrt(x, y))", jacobian(const anything&, std::initializer_list<anything>))
NABLA_DETAIL_REFUSED("nabla: jacobian() takes one formula; several are one as jacobian(vstack(f, g), wrt(x, y))", jacobian(std::initializer_list<anything>, const anything&))
NABLA_DETAIL_REFUSED("nabla: symbols are given in wrt(): hessian(f, wrt(x, y))", hessian(const anything&, std::initializer_list<anything>))
NABLA_DETAIL_REFUSED("nabla: subs() takes substitutions by name: subs(f, x = y)", subs(const anything&, std::initializer_list<anything>))
NABLA_DETAIL_REFUSED("nabla: together() takes formulas one by one: together(f, diff(f, x))", together(std::initializer_list<anything>))
NABLA_DETAIL_REFUSED("nabla: wrt() takes symbols one by one: wrt(x, y)", wrt(std::initializer_list<anything>))
NABLA_DETAIL_REFUSED_NAMES("nabla: a formula is asked for one thing at a time; several as together(f, g), in a column as vstack(f, g), which has a Jacobian", (std::initializer_list<anything>),
  grad, value_and_grad, evaluator, vmap, simplify, jacobian, hessian)
/// at() alone is a point of a formula without symbols: what is refused has an argument.
NABLA_DETAIL_REFUSED("nabla: at() takes values by name: at(x = 1.0, y = 2.0)", at(const anything&, ...))
NABLA_DETAIL_REFUSED_VERB(along, "nabla: along() takes a direction for each symbol: along(x = 1.0, y = 2.0)")
NABLA_DETAIL_REFUSED_VERB(together, "nabla: together() takes formulas: together(f, diff(f, x))")
NABLA_DETAIL_REFUSED_VERB(formula, "nabla: formula() gets the symbols that the parameters are, formula(function, x, y), or their names as template arguments")
template <fixed_string, auto...> NABLA_DETAIL_REFUSED("nabla: formula() gets the symbols that the parameters are, formula(function, x, y), or their names as template arguments", formula(...))
template <auto Symbol, auto...> requires Expression<decltype(Symbol)> NABLA_DETAIL_REFUSED("nabla: the names before the function of formula() are texts in quotes; symbols stand behind it, formula(function, x, y)", formula(...))
#define NABLA_DETAIL_OF_OBJECTS "nabla: a constant object is recorded with the names of its parameters, formula<object, \"x\", \"y\">(), or with symbols, formula<object>(x, y)"
NABLA_DETAIL_SAYS(of_objects, NABLA_DETAIL_OF_OBJECTS)
template <auto Object, auto...> requires(__is_class(decltype(Object)) && !Expression<decltype(Object)>) NABLA_DETAIL_REFUSED_AS(of_objects, NABLA_DETAIL_OF_OBJECTS, formula(...))
template <auto Object, fixed_string, fixed_string...> requires(__is_class(decltype(Object)) && !Expression<decltype(Object)>) NABLA_DETAIL_REFUSED_AS(of_objects, NABLA_DETAIL_OF_OBJECTS, formula(const anything&, ...))
#undef NABLA_DETAIL_OF_OBJECTS
#define NABLA_DETAIL_NAMES_OR_STRUCTURE "nabla: formula() takes names, or a structure and behind the function the symbols of the other parameters: formula<camera>(function, x)"
template <fixed_string, class Type, auto...> NABLA_DETAIL_REFUSED(NABLA_DETAIL_NAMES_OR_STRUCTURE, formula(...))
template <class Type, fixed_string, auto...> NABLA_DETAIL_REFUSED(NABLA_DETAIL_NAMES_OR_STRUCTURE, formula(...))
#undef NABLA_DETAIL_NAMES_OR_STRUCTURE
template <class Type, class...> NABLA_DETAIL_REFUSED("nabla: formula<structure>(function) needs nabla/hana.hpp and BOOST_HANA_DEFINE_STRUCT; of numbers it is formula(function, x, y)", formula(...))
NABLA_DETAIL_REFUSED_VERB(subs, "nabla: subs() takes a formula and expressions for symbols, subs(f, x = y * y); a value is bound at the call, f(x = 2.0)")
NABLA_DETAIL_REFUSED_VERB(vmap, "nabla: vmap() takes a formula or what is asked of one, vmap(grad(f)), and many values for its symbols at the call")
NABLA_DETAIL_REFUSED_NUMBERED_VERB(iterate, "nabla: iterate<k>() takes a number of steps from 0 on, a state and a step: iterate<20>(x, [](auto s) { return cos(s); })")
NABLA_DETAIL_REFUSED_VERB(fold, "nabla: fold() takes matrices, the first state and a body: fold(X, 0_c, [](auto row, auto s) { return s + sum(row); })")
NABLA_DETAIL_REFUSED_VERB(scan, "nabla: scan() takes matrices, the first state and a body: scan(X, 0_c, [](auto row, auto s) { return s + sum(row); })")
template <auto...> NABLA_DETAIL_REFUSED("nabla: sum_over<first, last>() takes a body that gives a formula for each index: sum_over<0, 3>([](auto i) { return v[i]; })", sum_over(...))
NABLA_DETAIL_REFUSED_VERB(op_count, "nabla: op_count() takes formulas: op_count(f), op_count(diff(f, x))")
NABLA_DETAIL_REFUSED_VERB(into, "nabla: into() takes places for results: into(value_of(f) = values, gradient_of(x) = slopes)")
NABLA_DETAIL_REFUSED_VERB(value_of, "nabla: value_of() takes the formula whose value has a place: into(value_of(f) = value)")
NABLA_DETAIL_REFUSED_VERB(gradient_of, "nabla: gradient_of() takes the symbol whose derivative has a place: into(gradient_of(x) = slopes)")
NABLA_DETAIL_REFUSED_VERB(shape_of, "nabla: shape_of() takes a formula")
NABLA_DETAIL_REFUSED_VERB(symbols_of, "nabla: symbols_of() takes a formula; of several it is symbols_of(f + g)")
NABLA_DETAIL_REFUSED_VERB(node_count, "nabla: node_count() takes a formula")
NABLA_DETAIL_REFUSED_VERB(map_rows, "nabla: map_rows() takes matrices and a body: map_rows(X, [](auto row) { return sin(row); })")
NABLA_DETAIL_REFUSED_VERB(map_blocks, "nabla: map_blocks<rows, columns>() takes the size of a block: map_blocks<4, 8>(X, [](auto block) { return sin(block); })")
NABLA_DETAIL_REFUSED_NUMBERED_VERB(map_blocks, "nabla: map_blocks<rows, columns>() takes the size of a block: map_blocks<4, 8>(X, [](auto block) { return sin(block); })")
NABLA_DETAIL_REFUSED_VERB(root, "nabla: root() takes a function of the unknown and where the search begins: root([](auto s) { return s * s - y; }, x)")
NABLA_DETAIL_REFUSED("nabla: within() takes a formula: within(1e-8_c), or within(t) of a t that is bound at the call", within(...))
NABLA_DETAIL_REFUSED_VERB(fixed_point, "nabla: fixed_point() takes a function of the unknown and where the search begins: fixed_point(function, x)")
NABLA_DETAIL_REFUSED_VERB(argmin, "nabla: argmin() takes a function of the unknown and where the search begins: argmin([](auto s) { return sq(s - y); }, x)")
NABLA_DETAIL_REFUSED_VERB(iterate, "nabla: iterate() takes a count that is a name or a size, a state and a step: iterate(dim<\"k\">, x, [](auto s) { return cos(s); })")
// What stands in other headers, and refuses in its own words where they are included: a function comes before a template. Found by the formula: nabla:: does not hold them.
#define NABLA_DETAIL_WITHOUT(header) "nabla: this function takes #include <nabla/" header ".hpp>"
NABLA_DETAIL_SAYS(without_print, NABLA_DETAIL_WITHOUT("print"))
NABLA_DETAIL_SAYS(without_check, NABLA_DETAIL_WITHOUT("check"))
NABLA_DETAIL_SAYS(without_prove, NABLA_DETAIL_WITHOUT("prove"))
NABLA_DETAIL_SAYS(without_train, NABLA_DETAIL_WITHOUT("train"))
NABLA_DETAIL_SAYS(without_ceres, NABLA_DETAIL_WITHOUT("ceres"))
NABLA_DETAIL_SAYS(without_eigen_solvers, NABLA_DETAIL_WITHOUT("eigen_solvers"))
NABLA_DETAIL_SAYS(without_nlopt, NABLA_DETAIL_WITHOUT("nlopt"))
#define NABLA_DETAIL_REFUSED_WITHOUT(name, header) template <auto...> NABLA_DETAIL_REFUSED_AS(without_##header, NABLA_DETAIL_WITHOUT(#header), name(...))
NABLA_DETAIL_REFUSED_WITHOUT(to_cuda, print)
NABLA_DETAIL_REFUSED_WITHOUT(to_opencl, print)
NABLA_DETAIL_REFUSED_WITHOUT(check_grad, check)
NABLA_DETAIL_REFUSED_WITHOUT(check_jacobian, check)
NABLA_DETAIL_REFUSED_WITHOUT(check_hessian, check)
NABLA_DETAIL_REFUSED_WITHOUT(check_jvp, check)
NABLA_DETAIL_REFUSED_WITHOUT(check_hvp, check)
NABLA_DETAIL_REFUSED_WITHOUT(prove_equal, prove)
NABLA_DETAIL_REFUSED_WITHOUT(prove_equivalent, prove)
NABLA_DETAIL_REFUSED_WITHOUT(parameters, train)
NABLA_DETAIL_REFUSED_WITHOUT(ceres_cost, ceres)
NABLA_DETAIL_REFUSED_WITHOUT(sparse_newton, eigen_solvers)
namespace operators {  // beside the classes of these names
NABLA_DETAIL_REFUSED_WITHOUT(nlopt_function, nlopt)
NABLA_DETAIL_REFUSED_WITHOUT(levenberg_marquardt_functor, eigen_solvers)
}  // namespace operators
#undef NABLA_DETAIL_REFUSED_WITHOUT
#undef NABLA_DETAIL_WITHOUT
#undef NABLA_DETAIL_REFUSED_VERB
#undef NABLA_DETAIL_REFUSED_NUMBERED_VERB

NABLA_DETAIL_REFUSAL(gradient_refused, NABLA_DETAIL_NEEDS_A_NUMBER("a derivative") ", or take jacobian(f, wrt(x))")
template <NoScalar F> gradient_refused grad(F);
template <NoScalar F, class... X> gradient_refused grad(F, wrt_list<X...>);
template <NoScalar F> gradient_refused value_and_grad(F);
template <NoScalar F, class... X> gradient_refused value_and_grad(F, wrt_list<X...>);
NABLA_DETAIL_REFUSAL(hessian_refused, NABLA_DETAIL_NEEDS_A_NUMBER("a Hessian"))
template <NoScalar F, class... X> hessian_refused hessian(F, wrt_list<X...>);
template <mode Mode, NoScalar F, class... X> hessian_refused hessian(F, wrt_list<X...>);
template <NoScalar F, class... X> hessian_refused sparse_hessian(F, wrt_list<X...>);
template <mode Mode, NoScalar F, class... X> hessian_refused sparse_hessian(F, wrt_list<X...>);
template <NoScalar F, class... X> hessian_refused hvp(F, wrt_list<X...>);

// What a call gives is printed with print.hpp, which has printed_result().
template <class T>
inline constexpr bool is_result = false;
// clang-format on
template <class Symbols, class... Values>
inline constexpr bool is_result<gradient<Symbols, Values...>> = true;
template <class Value, class Gradient>
inline constexpr bool is_result<value_and_gradient<Value, Gradient>> = true;
template <class Value, class Jacobian>
inline constexpr bool is_result<value_with_jacobian<Value, Jacobian>> = true;
template <class Symbols, class... Blocks>
inline constexpr bool is_result<blocks_of_jacobian<Symbols, Blocks...>> = true;
template <class T>
class point_values;
template <class T>
inline constexpr bool is_result<point_values<T>> = true;
template <class T>
struct point_view;
template <class T>
inline constexpr bool is_result<point_view<T>> = true;
template <class T, std::size_t N>
inline constexpr bool is_result<number_array<T, N>> = true;
template <class F, bool Value, class Wrt>
inline constexpr bool is_result<request_of<F, Value, Wrt>> = true;
template <class T, int Rows, int Columns>
inline constexpr bool is_result<fixed_matrix<T, Rows, Columns>> = true;
template <class T>
inline constexpr bool is_result<dynamic_matrix<T>> = true;
template <class T>
inline constexpr bool is_result<matrix_view<T>> = true;
template <Strategy By, class T>
inline constexpr bool is_result<sparse_matrix<By, T>> = true;
struct printing {};
found_by_its_operands printed_result;
NABLA_DETAIL_REFUSAL(printing_results_refused, "nabla: a result is printed with #include <nabla/print.hpp>")
template <class Out, class R>
  requires(is_result<R> && requires(Out& out) { out.rdbuf(); out.flags(); } && !requires(const R& result) { printed_result(result, printing{}); })
printing_results_refused operator<<(Out&, const R&);

// What is an argument of a call is not printed, with print.hpp neither.
NABLA_DETAIL_REFUSAL(printing_arguments_refused, "nabla: wrt(x), at(x = 1.0) and x = 1.0 are arguments of a call, and not printed: formulas are, and what calls give")
template <class Out>
concept Stream = requires(Out& out) { out.rdbuf(); out.flags(); };
template <Stream Out, class... X>
printing_arguments_refused operator<<(Out&, const wrt_list<X...>&);
template <Stream Out, class... B>
printing_arguments_refused operator<<(Out&, const point<B...>&);
template <Stream Out, class Symbol, class Value>
printing_arguments_refused operator<<(Out&, const binding<Symbol, Value>&);

// Values have no arithmetic here: it is Eigen's, or the caller's. Exact matches, since clang counts its own operators of what converts to a number.
template <class R>
inline constexpr bool is_value = is_result<R> && !requires { typename R::wrt_type; };
// clang-format off
NABLA_DETAIL_REFUSAL(arithmetic_refused, "nabla: what a call gives, or is asked, has no arithmetic: take elements, g[x], m(i, j), or Eigen's matrices: <nabla/eigen.hpp>")
#define NABLA_DETAIL_REFUSED_ARITHMETIC(sign) template <class A, class B> requires((is_value<A> && !Expression<B>) || (__is_base_of(not_called_yet, A) && !Expression<B>) || (BareNumber<A> && (is_value<B> || __is_base_of(not_called_yet, B)))) arithmetic_refused operator sign(const A&, const B&);
NABLA_DETAIL_REFUSED_ARITHMETIC(+)
NABLA_DETAIL_REFUSED_ARITHMETIC(-)
NABLA_DETAIL_REFUSED_ARITHMETIC(*)
NABLA_DETAIL_REFUSED_ARITHMETIC(/)
// of int, to which a gradient seems to convert
NABLA_DETAIL_REFUSED_ARITHMETIC(^)
NABLA_DETAIL_REFUSED_ARITHMETIC(%)
#undef NABLA_DETAIL_REFUSED_ARITHMETIC
#define NABLA_DETAIL_RESULT_BESIDE_FORMULA(sign) template <class A, class B> requires((is_value<A> && Expression<B>) || (Expression<A> && is_value<B>)) no_formula_refused operator sign(const A&, const B&);
NABLA_DETAIL_RESULT_BESIDE_FORMULA(^)
NABLA_DETAIL_RESULT_BESIDE_FORMULA(%)
#if !defined(__clang__)  // which takes an operator of its own of numbers for a formula and a result, both of which convert to one
NABLA_DETAIL_RESULT_BESIDE_FORMULA(+)
NABLA_DETAIL_RESULT_BESIDE_FORMULA(-)
NABLA_DETAIL_RESULT_BESIDE_FORMULA(*)
NABLA_DETAIL_RESULT_BESIDE_FORMULA(/)
#endif
#undef NABLA_DETAIL_RESULT_BESIDE_FORMULA
// clang-format on

template <Expression F, class... B, class Sentence = on_substitutions<B...>>
NABLA_DETAIL_REFUSED_FOR_SIZES(subs(F, B...))

// clang-format off
template <Expression F, Substitution... B>
  requires(!are_different<symbol_of<B>...>)
NABLA_DETAIL_REFUSED("nabla: subs() has one expression for a symbol: subs(f, x = y), and then subs(g, x = z)", subs(F, B...))
template <IsSymbol... X>
  requires(!are_different<X...>)
NABLA_DETAIL_REFUSED("nabla: wrt() names a symbol once: wrt(x, y)", wrt(X...))
template <IsSymbol... X>
  requires(are_different<X...> && ((facts_of<X>.symbol->kind == role::indices) || ...))
indices_refused wrt(X...) { NABLA_DETAIL_NO_RESULT; }
NABLA_DETAIL_REFUSAL(reverse_mode_refused, "nabla: a Hessian has no reverse mode; forward_mode takes products with directions")
template <mode Mode, Expression F, class Wrt>
  requires(Mode == mode::reverse)
reverse_mode_refused hessian(F, Wrt) { NABLA_DETAIL_NO_RESULT; }
template <mode Mode, Expression F, class Wrt>
  requires(Mode == mode::reverse)
reverse_mode_refused sparse_hessian(F, Wrt) { NABLA_DETAIL_NO_RESULT; }
// clang-format on

}  // namespace nabla::detail

namespace nabla {
using detail::grad, detail::value_and_grad, detail::diff, detail::jacobian, detail::hessian, detail::sparse_jacobian, detail::sparse_hessian,
    detail::jvp, detail::hvp, detail::vjp, detail::derivatives, detail::evaluator, detail::simplify, detail::equivalent, detail::depends_on,
    detail::wrt, detail::at, detail::along, detail::together, detail::formula, detail::subs, detail::sum_over, detail::op_count, detail::into, detail::fold, detail::scan, detail::map_rows, detail::map_blocks,
    detail::iterate, detail::root, detail::value_and_jacobian, detail::value_of, detail::gradient_of, detail::shape_of, detail::symbols_of, detail::node_count, detail::fixed_point, detail::argmin, detail::within, detail::vmap;
}
