// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/called_function.hpp>
#include <nabla/expression/parameters.hpp>
#include <nabla/graph/substitute.hpp>
#include <nabla/record/recording.hpp>
#include <nabla/support/compiler.hpp>
#include <nabla/support/raise.hpp>

namespace nabla::detail {

/// The first parameter whose sizes differ from those of what is given for it.
template <class... V>
struct sizes_of_arguments {
  template <class... Symbols>
  static constexpr mismatch_text differ(const parameter_list<Symbols...>*) {
    mismatch_text t;
    t.brevity = shows_letters ? 2 : 0;
    if constexpr (sizeof...(V) == sizeof...(Symbols)) {
      const facts *symbols[] = {&facts_of<Symbols>...}, *given[] = {&facts_of<V>...};
      for (std::size_t k = 0; k < sizeof...(V) && t.size == 0; ++k) {
        if (symbols[k]->extents == given[k]->extents) continue;
        t.add(*symbols[k]);
        t.add(", ");
        t.add(*given[k]);
      }
    }
    return t;
  }
  template <class List, mismatch_text T = differ(static_cast<const List*>(nullptr))>
  using text = shown<fixed_text<std::size_t{T.size}>(T.text)>;
};
// clang-format off
NABLA_DETAIL_WRONG_RESULT(argument_of_another_size, "nabla: a recorded formula is called with expressions of the sizes of its parameters")
// clang-format on

template <class... V>
inline constexpr bool are_values = sizeof...(V) > 0 && (!(Binding<V> || Expression<std::remove_cvref_t<V>> || is_recorded<std::remove_cvref_t<V>>) && ...);

/// A formula that was recorded, with its symbols in the order in which the function has them as parameters.
template <class Recording, class... Symbols>
struct recorded_formula : without_value, parametrised {
  using spelled_out = recorded_type<Recording>;
  using parameters = parameter_list<Symbols...>;
  template <class... V>
  using bound_values = typename parameters::template bound<const recorded_formula&, std::conditional_t<are_values<V...> || are_structures_and_names<V...>, V, binding<void, V>>...>::type;
  template <class... V>
  static constexpr bool sizes_differ = sizes_of_arguments<V...>::differ(static_cast<const parameters*>(nullptr)).size > 0;

  /// f(x = 0.3, y = 0.7)
  NABLA_DETAIL_CALLED_BY_NAME(recorded_formula)
  // clang-format off
  template <class... V>
    requires(Binding<V> || ...) && (!(Binding<V> && ...)) && (!are_structures_and_names<V...>)
  NABLA_DETAIL_REFUSED("nabla: a formula is called with values by name, f(x = 1.0, y = 2.0), or in the order of its parameters, f(1.0, 2.0)", operator()(const V&...) const)
  template <class... V>
    requires (are_values<V...> && !are_as_many<parameters::count, V...>) || (sizeof...(V) > 0 && sizeof...(V) != parameters::count && (Expression<V> && ...))
  other_count_of_values operator()(const V&...) const { NABLA_DETAIL_NO_RESULT; }
  NABLA_DETAIL_REFUSES_BRACES()
  /// f(0.3, 0.7): numbers and matrices by position; f(p, y = 0.7): a structure, and all else by name
  template <class... V>
    requires (are_values<V...> && are_as_many<parameters::count, V...>) || are_structures_and_names<V...>
  NABLA_DETAIL_RESULT NABLA_DETAIL_IN_PLACE constexpr auto operator()(V&&... values) const -> bound_values<V...> {
    if constexpr (combines_with_formulas<bound_values<V...>> && !is_recorded<bound_values<V...>>) NABLA_DETAIL_NO_RESULT;
    else return parameters::bind(*this, static_cast<V&&>(values)...);
  }
  /// f[0_c]: an element of a vector
  template <std::int64_t I>
  constexpr auto operator[](constant<I, 1>) const NABLA_DETAIL_ELEMENT(*this, constant<I, 1>{})
  /// f(x * x, y): expressions in place of the symbols, an expression again
  template <Expression... V>
    requires(sizeof...(V) == parameters::count) && (!sizes_differ<V...>)
  constexpr auto operator()(V... values) const {
    return parameters::bind(substitution{}, values...);
  }
  template <Expression... V>
    requires sizes_differ<V...>
  constexpr argument_of_another_size<facts_of<recorded_formula>.id, typename sizes_of_arguments<V...>::template text<parameters>> operator()(V...) const {
    NABLA_DETAIL_NO_RESULT;
  }
  template <class... V>
    requires(sizeof...(V) > 1) && (Expression<V> || ...) && (BareNumber<V> || ...)
  NABLA_DETAIL_REFUSED("nabla: a formula is called with values for all of its parameters, or with expressions for all: 2_c for a number", operator()(V...) const)
  /// f(a, b) of recorded numbers, within another function that is recorded
  template <class... V>
    requires RecordedOperands<V...>
  constexpr recorded operator()(V... values) const {
    static_assert(sizeof...(V) == sizeof...(Symbols), "nabla: a formula is called with a value for each of its parameters, in their order");
    recorder* r = common_recorder(values...);
    if (r == nullptr) raise(internal_error("nabla: a formula of bare numbers alone, while a function is recorded"));
    facts_map replaced;
    (replaced.add(facts_of<Symbols>, node_in(*r, values)), ...);
    return recorded(r, import(r->g, replaced, facts_of<recorded_formula>, true));
  }
  // clang-format on

 private:
  struct substitution {
    constexpr auto operator()(auto... by) const { return detail::subs(recorded_formula{}, by...); }
  };
};
template <class Recording, class... Symbols>
inline constexpr facts facts_of<recorded_formula<Recording, Symbols...>> = detail::facts_of_recording<Recording>();

// clang-format off
// What stands around a loop, not in one run of it. No parameter is of the type of a lambda, of which g++ would ask for the function.
#define NABLA_DETAIL_LOOPS_OF_CPP "nabla: a recorded function has loops of C++; fold, scan, iterate, root and argmin take formulas, and their bodies call what was recorded"
#define NABLA_DETAIL_NOT_OF_RECORDED(name, ...) \
  template <__VA_ARGS__ class R> requires is_recorded<R> NABLA_DETAIL_REFUSED(NABLA_DETAIL_LOOPS_OF_CPP, name(const R&, const anything&, ...)) \
  template <__VA_ARGS__ class R> requires is_recorded<R> NABLA_DETAIL_REFUSED(NABLA_DETAIL_LOOPS_OF_CPP, name(const anything&, const R&, ...)) \
  template <__VA_ARGS__ class R> requires is_recorded<R> NABLA_DETAIL_REFUSED(NABLA_DETAIL_LOOPS_OF_CPP, name(const R&, const R&, ...))
NABLA_DETAIL_NOT_OF_RECORDED(fold)
NABLA_DETAIL_NOT_OF_RECORDED(scan)
NABLA_DETAIL_NOT_OF_RECORDED(iterate)
NABLA_DETAIL_NOT_OF_RECORDED(iterate, int Count,)
NABLA_DETAIL_NOT_OF_RECORDED(map_rows)
NABLA_DETAIL_NOT_OF_RECORDED(root)
NABLA_DETAIL_NOT_OF_RECORDED(fixed_point)
NABLA_DETAIL_NOT_OF_RECORDED(argmin)
#undef NABLA_DETAIL_NOT_OF_RECORDED
#undef NABLA_DETAIL_LOOPS_OF_CPP
// clang-format on

template <class>
using as_recorded = recorded;

/// The result of a function that the compiler cannot run: says so where it would be destroyed, and then which call is to blame.
template <class Function, bool IsRun, class... Parameters>
struct cannot_be_run : refused_result {
  constexpr ~cannot_be_run() {
    static_assert(IsRun, "nabla: the compiler cannot run the function given to formula(): what it calls is to be constexpr; which call is not, says the next error");
    constexpr auto result = (function_without_captures<Function>()(Parameters()...), 0);
    (void)result;
  }
};
/// In place of a function that is not recorded.
template <class Function, class... Symbols>
constexpr auto refused() {
  using attempt = recording<Function, Symbols...>;
  if constexpr (!attempt::measured::is_constant) return std::type_identity<cannot_be_run<Function, false, as_recorded<Symbols>...>>();
  else {
    constexpr recording_problem problem = attempt::first_run().problem;
    return detail::refused_recording<problem.what, shown<fixed_text<problem.about.size>(problem.about.text)>, key_of(__PRETTY_FUNCTION__)>();
  }
}
/// The type of what formula() gives: the formula, once the function is one that it takes, else what refuses it.
template <class Function, class... Symbols>
constexpr auto recorded_as() {
  if constexpr (!is_function<Function>) return std::type_identity<no_parameters_refused>();
  else if constexpr (!(std::is_empty_v<Function> && std::is_trivially_copyable_v<Function>)) return std::type_identity<captures_refused>();
  else {
    using asked = given_by<Function, arguments<as_recorded<Symbols>...>>;
    using given = typename asked::type;
    if constexpr (asked::asks_for_a_number || (asked::makes_a_number && !combines_with_formulas<given>)) return std::type_identity<double_refused>();
    else if constexpr (std::is_same_v<given, not_called>) return std::type_identity<arity_refused>();
    else if constexpr (combines_with_formulas<given> != is_recorded<given>) return std::type_identity<refused_result>();  // of an error in the function no more is said
    else if constexpr (!is_recorded_result<given>) return std::type_identity<recorded_result_refused>();
    else if constexpr (!recording<Function, Symbols...>::is_right) return detail::refused<Function, Symbols...>();
    else return std::type_identity<recorded_formula<recording<Function, Symbols...>, Symbols...>>();
  }
}
template <class Function, fixed_string... Names>
constexpr auto recorded_by_names() {
  if constexpr (!(is_name<Names> && ...)) return std::type_identity<nameless_refused>();
  else if constexpr (!are_different<symbol<role::variable, Names>...>) return std::type_identity<parameters_refused>();
  else return detail::recorded_as<Function, symbol<role::variable, Names>...>();
}
template <class Function, class... Symbols>
constexpr auto recorded_by_symbols() {
  if constexpr (!(is_set(facts_of<Symbols>.symbol) && ...)) return std::type_identity<no_parameters_refused>();
  else return detail::recorded_as<Function, Symbols...>();
}

// Functions are tried first, see given_by, by overloads that know how many parameters there are, and not which: compilers show the types of arguments.
template <auto>
using recorded_by_name = recorded;
// `None`: a structure, formula<spring>(f, v), is no F of these.
#if defined(__clang__)  // which says more of an argument of a template, and g++ of a result
template <fixed_string... Names, class F>
auto formula(F) -> typename tried<F, recorded_by_name<Names>...>::never;
template <auto... None, class F>
auto formula(F, formula_alone) -> typename tried<F, recorded>::never;
template <auto... None, class F>
auto formula(F, formula_alone, formula_alone) -> typename tried<F, recorded, recorded>::never;
template <auto... None, class F>
auto formula(F, formula_alone, formula_alone, formula_alone) -> typename tried<F, recorded, recorded, recorded>::never;
#else
/// The argument of formula<"x", "y">(…): where that is tried g++ does not show the names, which are wide.
template <auto... Names>
struct tried_argument {
  template <class F, class = typename tried<F, recorded_by_name<Names>...>::never>
  constexpr tried_argument(F);
};
template <fixed_string... Names>
void formula(tried_argument<sizeof(Names)...>);
template <auto... None, class F, class = typename tried<F, recorded>::never>
void formula(F, formula_alone);
template <auto... None, class F, class = typename tried<F, recorded, recorded>::never>
void formula(F, formula_alone, formula_alone);
template <auto... None, class F, class = typename tried<F, recorded, recorded, recorded>::never>
void formula(F, formula_alone, formula_alone, formula_alone);
#endif

/// `formula<"x", "y">([]<class T>(T x, T y) { … })`: the function as a formula of numbers with these names. The compiler runs it once for each path
/// through its branches. Bare numbers, locals, loops, arrays and helper functions are those of C++.
template <fixed_string... Names, class Function>
  requires(sizeof...(Names) > 0)
constexpr auto formula(Function) -> typename decltype(recorded_by_names<Function, Names...>())::type {
  if constexpr (!is_no_result<typename decltype(recorded_by_names<Function, Names...>())::type>) return {};
  else NABLA_DETAIL_NO_RESULT;
}
/// `formula([](auto p, auto A) { … }, p, A)`: of symbols of any shape.
template <class Function, Expression... Symbols>
  requires(sizeof...(Symbols) > 0)
constexpr auto formula(Function, Symbols...) -> typename decltype(recorded_by_symbols<Function, Symbols...>())::type {
  if constexpr (!is_no_result<typename decltype(recorded_by_symbols<Function, Symbols...>())::type>) return {};
  else NABLA_DETAIL_NO_RESULT;
}

/// A constant object as a function without members: its value is in the type.
template <auto Object>
struct function_of_value {
  template <class... A>
  constexpr auto operator()(A... a) const -> decltype(Object(a...)) {
    return Object(a...);
  }
};
/// The same of one that cannot be an argument of a template, since it has private members or captures: by its place.
template <const auto& Object>
struct function_of_object {
  template <class... A>
  constexpr auto operator()(A... a) const -> decltype(Object(a...)) {
    return Object(a...);
  }
};
template <const auto& Object>
inline constexpr bool has_hidden_members = !requires { typename function_of_value<Object>; };

/// `formula<object, "x", "y">()`: of a constant object, whose members are constants of the formula.
template <auto Object, fixed_string... Names>
  requires(sizeof...(Names) > 0)
constexpr auto formula() { return detail::formula<Names...>(function_of_value<Object>{}); }
template <const auto& Object, fixed_string... Names>
  requires(sizeof...(Names) > 0 && has_hidden_members<Object>)
constexpr auto formula() { return detail::formula<Names...>(function_of_object<Object>{}); }
/// `formula<object>(p, A)`: of symbols of any shape.
template <auto Object, Expression... Symbols>
  requires(sizeof...(Symbols) > 0)
constexpr auto formula(Symbols... symbols) { return detail::formula(function_of_value<Object>{}, symbols...); }
template <const auto& Object, Expression... Symbols>
  requires(sizeof...(Symbols) > 0 && has_hidden_members<Object>)
constexpr auto formula(Symbols... symbols) { return detail::formula(function_of_object<Object>{}, symbols...); }

}  // namespace nabla::detail

namespace nabla {
using detail::formula;
}
