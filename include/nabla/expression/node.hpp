// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/facts.hpp>
#include <nabla/expression/refused.hpp>
#include <nabla/support/compiler.hpp>
#include <nabla/support/found_by_its_operands.hpp>
#include <nabla/support/number_array.hpp>

#include <initializer_list>
#include <type_traits>

namespace nabla::detail {

template <class Symbol, class Value>
struct binding;

template <class T>
inline constexpr bool is_binding = false;
template <class Symbol, class Value>
inline constexpr bool is_binding<binding<Symbol, Value>> = true;

template <class T>
concept Binding = is_binding<std::remove_cvref_t<T>>;

// clang-format off
#define NABLA_DETAIL_BY_CONSTANTS "nabla: an element of a formula is taken by constants: v[0_c], A(0_c, 1_c)"
#define NABLA_DETAIL_BY_NAMES "nabla: a formula is called with values bound by name, f(x = 1.0); subs(f, x = y * y) puts in, an element is A(0_c, 1_c), parameters are evaluator(f, p)"
NABLA_DETAIL_SAYS(element_by_constants, NABLA_DETAIL_BY_CONSTANTS)
NABLA_DETAIL_SAYS(call_by_names, NABLA_DETAIL_BY_NAMES)
#define NABLA_DETAIL_NO_ASSIGNMENT "nabla: a formula does not change, its type is what it computes: give the new one a name of its own, auto g = f * x"
NABLA_DETAIL_SAYS(no_assignment, NABLA_DETAIL_NO_ASSIGNMENT)
// clang-format on

// The operators of formulas stand in here, where formulas alone find them: a compiler tries every operator that it finds on any two numbers of an enum, of which
// the passes compare hundreds.
namespace operators {

// clang-format off
// Beside right ones. By `using` where that costs nothing: with a member g++ keeps a list of all classes that name it so, and walks it for each new one.
#if defined(__clang__)
#define NABLA_DETAIL_ALSO_WRONG_ELEMENT using expression::operator[];
#define NABLA_DETAIL_ALSO_WRONG_CALL using expression::operator();
#else
#define NABLA_DETAIL_ALSO_WRONG_ELEMENT template <class I> NABLA_DETAIL_REFUSED_AS(element_by_constants, NABLA_DETAIL_BY_CONSTANTS, operator[](const I&) const)
#define NABLA_DETAIL_ALSO_WRONG_CALL                                                                        \
  template <class First = std::initializer_list<anything>, class... V>                                      \
    requires(!(Binding<First> && (Binding<V> && ...)))                                                      \
  NABLA_DETAIL_REFUSED_AS(call_by_names, NABLA_DETAIL_BY_NAMES, operator()(const First&, const V&...) const)
#endif
// clang-format on

/// Base of all expression types; they are empty, and copying one copies nothing.
struct expression {
  // clang-format off
#if defined(__clang__)  // written out: each macro on the way is shown in three lines
  template <class I> NABLA_DETAIL_REFUSED_AS(element_by_constants, NABLA_DETAIL_BY_CONSTANTS, operator[](const I&) const)
  template <class First = std::initializer_list<anything>, class... V> requires(!(Binding<First> && (Binding<V> && ...)))
  NABLA_DETAIL_REFUSED_AS(call_by_names, NABLA_DETAIL_BY_NAMES, operator()(const First&, const V&...) const)
#else
  NABLA_DETAIL_ALSO_WRONG_ELEMENT
  NABLA_DETAIL_ALSO_WRONG_CALL
#endif
  // clang-format on
};

}  // namespace operators
using operators::expression;

/// Calls a function of numbers: std::function<double(double)>, double (*)(double).
template <class T>
inline constexpr bool calls_a_function = __is_class(T) && requires { typename T::result_type; static_cast<bool (T::*)() const>(&T::operator bool); };
template <class Result, class... A>
inline constexpr bool calls_a_function<Result (*)(A...)> = true;
template <class T>
concept TruthValue = __is_same(T, bool);
template <class T>
concept TruthValueOfCondition = TruthValue<T> && !__is_class(T);  // the one of two that is taken where both will do
/// A type of a formula, to which another one does not convert.
template <class T>
concept OtherFormula = __is_class(T) && requires { sizeof(T); } && __is_base_of(expression, T);
/// Base of what has no value before a call. It converts to bool and numbers, and to what holds numbers, in a sentence, so that neither is done, and `requires { f ? 1 : 2; }` still answers
/// false.
struct without_value : expression, no_number_of_a_formula {
  // clang-format off
#define NABLA_DETAIL_PARTS "nabla: parts of formulas are functions: head<2>(v), row<0>(A), column<0>(A), block<0, 0, 2, 2>(A), v[0_c]"
  NABLA_DETAIL_SAYS(no_part, NABLA_DETAIL_PARTS)
#define NABLA_DETAIL_NEITHER_TRUE_NOR_FALSE "nabla: a formula is neither true nor false while compiling; choose by where(x > 0_c, a, b)"
#if !defined(__clang__)  // not by the macro: each on the way is shown in three lines
  template <auto S = sentence{NABLA_DETAIL_NEITHER_TRUE_NOR_FALSE}, class To> requires(TruthValue<To>) operator To() const = delete;
#else
  NABLA_DETAIL_REFUSED_CONVERSION(TruthValue<To>, NABLA_DETAIL_NEITHER_TRUE_NOR_FALSE)
  _Pragma("clang diagnostic push") _Pragma("clang diagnostic ignored \"-Wgcc-compat\"")
  template <class To> requires(TruthValueOfCondition<To>) __attribute__((diagnose_if(true, NABLA_DETAIL_NEITHER_TRUE_NOR_FALSE, "error"))) explicit constexpr operator To() const { static_assert(sizeof(To) == 0, NABLA_DETAIL_NEITHER_TRUE_NOR_FALSE); return To(); }
  _Pragma("clang diagnostic pop")
#endif
#undef NABLA_DETAIL_NEITHER_TRUE_NOR_FALSE
  NABLA_DETAIL_REFUSED_CONVERSION(TakenForValue<To>, NABLA_DETAIL_NO_NUMBER)
  NABLA_DETAIL_REFUSED_CONVERSION(Text<To>, NABLA_DETAIL_NO_TEXT)
  NABLA_DETAIL_REFUSED_CONVERSION(calls_a_function<To>, "nabla: a formula as a function is [=](double t) { return f(x = t); }")
#define NABLA_DETAIL_NO_OTHER_FORMULA "nabla: each formula has a type of its own: functions of formulas return auto, and several formulas are a std::tuple"
  NABLA_DETAIL_REFUSED_CONVERSION_AT_ONCE(OtherFormula<To>, NABLA_DETAIL_NO_OTHER_FORMULA, explicit)  // else the copies of a symbol that is no constant would be in question in x = y * z
#undef NABLA_DETAIL_NO_OTHER_FORMULA
  // those of other libraries' matrices
  NABLA_DETAIL_REFUSED_MEMBERS("nabla: functions of formulas are no members: transpose(A), dot(v, w), norm2(v), grad(f)",
    transpose, inverse, determinant, data, dot, cross, norm, squaredNorm, sum, mean, grad, diff, subs, eval, array, at, exp, log, sqrt, abs, pow, cwiseProduct, T, value, size,
    rows, cols, begin, end, backward, gradient, derivative, jacobian, hessian, print, str, to_string, trace, diagonal, normalized, colwise, rowwise, maxCoeff, minCoeff,
    asDiagonal, cwiseAbs, cwiseQuotient, cwiseMax, cwiseMin, cwiseSqrt, cwiseAbs2, unaryExpr, llt, ldlt, lu, partialPivLu, colPivHouseholderQr, solve, reshape, evaluate, evalf, expand, simplify, sin, cos, tan, tanh, square, prod, adjoint, flatten, detach, item)
#define NABLA_DETAIL_NO_PART(name) \
  template <auto...> NABLA_DETAIL_REFUSED_AS(no_part, NABLA_DETAIL_PARTS, name(...) const)
  NABLA_DETAIL_NO_PART(head) NABLA_DETAIL_NO_PART(tail) NABLA_DETAIL_NO_PART(segment) NABLA_DETAIL_NO_PART(block)
  NABLA_DETAIL_NO_PART(row) NABLA_DETAIL_NO_PART(col) NABLA_DETAIL_NO_PART(column) NABLA_DETAIL_NO_PART(topRows) NABLA_DETAIL_NO_PART(leftCols)
  NABLA_DETAIL_REFUSED_MEMBERS(NABLA_DETAIL_PARTS,
    coeff, x, y, z)
#undef NABLA_DETAIL_NO_PART
#undef NABLA_DETAIL_PARTS
  // clang-format on
};

// the builtin, as std::is_base_of is a class to instantiate for every operand of every operator
/// Concept: a formula.
template <class T>
concept Expression = __is_base_of(expression, T);

/// What a call with these bindings gives, `type`; see evaluate/request.hpp.
template <class F, class... B>
struct call_of;
template <class F, class... B>
using result_of_call = typename call_of<F, B...>::type;
// A wrong call returns nothing that was computed: what it gives says what is wrong where the caller destroys it, and only there.
// clang-format off
#define NABLA_DETAIL_CALLED_BY_NAME(self)                                                                     \
  template <Binding... B>                                                                                     \
  NABLA_DETAIL_RESULT NABLA_DETAIL_IN_PLACE constexpr auto operator()(B&&... bound) const -> result_of_call<self, B...> { \
    if constexpr (combines_with_formulas<result_of_call<self, B...>>) NABLA_DETAIL_NO_RESULT; \
    else return evaluate_at(*this, bound...); \
  }
// An element that is not there is refused where the result would be destroyed, at the call.
#define NABLA_DETAIL_ELEMENT(...)                                    \
  -> typename decltype(element_at(__VA_ARGS__))::type {              \
    if constexpr (decltype(element_at(__VA_ARGS__))::is_there) return {}; \
    else __builtin_unreachable();                                    \
  }
#define NABLA_DETAIL_TAKES_ELEMENTS                                                                                              \
  template <std::int64_t I, std::int64_t J>                                                                                      \
  constexpr auto operator()(constant<I, 1> i, constant<J, 1> j) const NABLA_DETAIL_ELEMENT(*this, i, j)                          \
  template <std::int64_t I>                                                                                                      \
  constexpr auto operator[](constant<I, 1> i) const NABLA_DETAIL_ELEMENT(*this, i)
// clang-format on
found_by_its_operands evaluate_at, element_at, two_expressions_have_one_key, two_rules_have_one_text;

template <std::int64_t Numerator, std::int64_t Denominator>
struct constant;
/// Elements in braces that are no matrix.
struct uneven_rows {
  constexpr uneven_rows(std::initializer_list<std::initializer_list<double>>) {}
};

// The kinds of node. Calling one evaluates it: `f(x = 2.0, w = 1.0)`; `evaluate_at` lives in evaluate/. Constants in brackets take an element:
// `A(1_c, 0_c)`, of a vector `v[2_c]`; `element_at` lives in rules/.

/// A leaf with a name: `var<"x">`, `data<"X", n, 3>`, `labels<"t", n, 2>`.
template <role Role, fixed_string Name, auto... Extents>
struct symbol : without_value {
  static constexpr symbol_info info{Name.text, Role, [] {
                                      if constexpr (Role == role::indices) return matrix_shape(Extents...).columns;
                                      else return extent();
                                    }()};
  static constexpr shape extents() {
    if constexpr (sizeof...(Extents) == 0) return {};
    else if constexpr (Role == role::indices) return matrix_shape(matrix_shape(Extents...).rows);
    else return matrix_shape(Extents...);
  }
  /// `x = 2.0`: a value for x at a call; an lvalue is referred to, a temporary moved in.
  template <class Value>
  [[nodiscard("nabla: x = … gives a binding, for a call: f(x = 2.0); x itself never changes, and a new formula has a name of its own: auto g = f * x")]] constexpr binding<symbol, Value> operator=(Value&& bound) const {
    return {static_cast<Value&&>(bound)};
  }
  /// `v = {1.0, 2.0, 4.0}`, `W = {{1.0, 2.0}, {3.0, 4.0}}`: elements, and rows of them.
  template <class T, std::size_t N>
  [[nodiscard]] constexpr binding<symbol, number_array<T, N>> operator=(T (&&elements)[N]) const {
    binding<symbol, number_array<T, N>> result{};
    for (std::size_t i = 0; i < N; ++i) result.value[i] = elements[i];
    return result;
  }
  /// `v = {1, 2.5, 4}`
  template <std::size_t N>
  [[nodiscard]] constexpr binding<symbol, number_array<double, N>> operator=(double (&&elements)[N]) const {
    return this->template operator= <double, N>(static_cast<double(&&)[N]>(elements));
  }
  template <std::size_t Rows, std::size_t Columns>
  [[nodiscard]] constexpr binding<symbol, number_array<number_array<double, Columns>, Rows>> operator=(double (&&in_rows)[Rows][Columns]) const {
    return this->template operator= <double, Rows, Columns>(static_cast<double(&&)[Rows][Columns]>(in_rows));
  }
  // clang-format off
  NABLA_DETAIL_REFUSED("nabla: the rows of a matrix have as many elements, one at least: W = {{1.0, 2.0}, {3.0, 4.0}}", operator=(uneven_rows) const)
  // clang-format on
  template <class T, std::size_t Rows, std::size_t Columns>
  [[nodiscard]] constexpr binding<symbol, number_array<number_array<T, Columns>, Rows>> operator=(T (&&in_rows)[Rows][Columns]) const {
    binding<symbol, number_array<number_array<T, Columns>, Rows>> result{};
    for (std::size_t i = 0; i < Rows; ++i)
      for (std::size_t j = 0; j < Columns; ++j) result.value[i][j] = in_rows[i][j];
    return result;
  }
  NABLA_DETAIL_ALSO_WRONG_CALL
  NABLA_DETAIL_CALLED_BY_NAME(symbol)
  NABLA_DETAIL_ALSO_WRONG_ELEMENT
  NABLA_DETAIL_TAKES_ELEMENTS
};

/// An exact constant Numerator / Denominator, in lowest terms.
template <std::int64_t Numerator, std::int64_t Denominator>
struct constant : expression {
  /// A whole number is also one for the compiler: `row<i>(X)` for the i of sum_over.
  constexpr operator int() const
    requires(Denominator == 1 && Numerator >= -2147483648 && Numerator <= 2147483647)
  {
    return static_cast<int>(Numerator);
  }
  explicit constexpr operator bool() const { return Numerator != 0; }
  template <OtherFormula E> NABLA_DETAIL_REFUSED_AS(no_assignment, NABLA_DETAIL_NO_ASSIGNMENT, operator=(const E&) const)
  NABLA_DETAIL_ALSO_WRONG_CALL
      NABLA_DETAIL_CALLED_BY_NAME(constant)
};

/// A function, given by its rule, of operands.
template <class Rule, class... Operands>
struct [[nodiscard("nabla: this computes nothing: give the formula a name, auto g = f * x, and evaluate it, g(x = 2.0)")]] node : without_value {
  // clang-format off
  template <class E> NABLA_DETAIL_REFUSED_AS(no_assignment, NABLA_DETAIL_NO_ASSIGNMENT, operator=(const E&) const)
  NABLA_DETAIL_ALSO_WRONG_CALL
  NABLA_DETAIL_ALSO_WRONG_ELEMENT
  NABLA_DETAIL_TAKES_ELEMENTS
  NABLA_DETAIL_CALLED_BY_NAME(node)
  // clang-format on
};

/// An expression named by its content, see naming.hpp.
template <key Id, key SecondId>
struct [[nodiscard("nabla: this computes nothing: give the formula a name, auto g = f * x, and evaluate it, g(x = 2.0)")]] named : without_value {
  // clang-format off
  template <class E> NABLA_DETAIL_REFUSED_AS(no_assignment, NABLA_DETAIL_NO_ASSIGNMENT, operator=(const E&) const)
  NABLA_DETAIL_ALSO_WRONG_CALL
  NABLA_DETAIL_ALSO_WRONG_ELEMENT
  NABLA_DETAIL_TAKES_ELEMENTS
  NABLA_DETAIL_CALLED_BY_NAME(named)
#if !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-template-friend"
#endif
  friend constexpr auto two_expressions_have_one_key(named<Id, SecondId>);
#if !defined(__clang__)
#pragma GCC diagnostic pop
#endif
  // clang-format on
};

/// Stands for the operands, the result and the cotangent inside a rule.
template <int Index, auto... Extents>
struct placeholder : expression {
  static constexpr shape extents() {
    if constexpr (sizeof...(Extents) == 0) return {};
    else return matrix_shape(Extents...);
  }
};
/// A placeholder of one rule only. Rules refer to one another in circles, and with placeholders in common the facts of cos(u), asked for by a
/// third rule, would need those of its derivative -sin(u), and these need those of cos(u) again, while they are being made.
template <class Rule, class Placeholder>
struct own_placeholder : expression {};

template <class T>
concept IsSymbol = Expression<T> && is_set(facts_of<T>.symbol);
/// Is none of them there twice?
template <class... X>
inline constexpr bool are_different = [] {
  const facts* const all[] = {nullptr, &facts_of<X>...};
  for (std::size_t i = 2; i <= sizeof...(X); ++i)
    for (std::size_t j = 1; j < i; ++j)
      if (is_same_object(all[i], all[j])) return false;
  return true;
}();

inline constexpr int result_index = max_arity;
inline constexpr int cotangent_index = max_arity + 1;

}  // namespace nabla::detail

namespace nabla {
using detail::Expression, detail::placeholder;
}
