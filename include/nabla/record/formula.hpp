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

template <class... V>
inline constexpr bool are_values = sizeof...(V) > 0 && (!(Binding<V> || Expression<std::remove_cvref_t<V>> || is_recorded<std::remove_cvref_t<V>>) && ...);

/// A formula that was recorded, with its symbols in the order in which the function has them as parameters.
template <class E, class... Symbols>
struct recorded_formula : without_value, parametrised {
  using spelled_out = E;
  using parameters = parameter_list<Symbols...>;

  /// f(x = 0.3, y = 0.7)
  NABLA_DETAIL_CALLED_BY_NAME(recorded_formula)
  // clang-format off
  template <class... V>
    requires(Binding<V> || ...) && (!(Binding<V> && ...))
  NABLA_DETAIL_REFUSED("nabla: a formula is called with values by name, f(x = 1.0, y = 2.0), or with values in the order of its parameters, f(1.0, 2.0)", operator()(const V&...) const)
  template <class... V>
    requires are_values<V...> && (!are_as_many<parameters::count, V...>)
  NABLA_DETAIL_REFUSED(NABLA_DETAIL_OTHER_COUNT, operator()(const V&...) const)
  /// f(0.3, 0.7): numbers and matrices by position
  template <class... V>
    requires are_values<V...> && are_as_many<parameters::count, V...>
  NABLA_DETAIL_RESULT constexpr auto operator()(V&&... values) const {
    if constexpr ((Structure<V> || ...)) return detail::with_members(*this, static_cast<V&&>(values)...);
    else return parameters::bind(*this, static_cast<V&&>(values)...);
  }
  // clang-format on
  /// f[0_c]: an element of a vector
  template <std::int64_t I>
  constexpr auto operator[](constant<I, 1> i) const { return element_at(E{}, i); }
  /// f(x * x, y): expressions in place of the symbols, an expression again
  template <Expression... V>
    requires(sizeof...(V) > 0)
  constexpr auto operator()(V... values) const {
    return parameters::bind(substitution, values...);
  }
  // clang-format off
  template <class... V>
    requires(sizeof...(V) > 1) && (Expression<V> || ...) && (BareNumber<V> || ...)
  NABLA_DETAIL_REFUSED("nabla: a formula is called with values for all of its parameters, or with expressions for all: 2_c or exact<0.1> for a number among these", operator()(V...) const)
  /// f(a, b) of recorded numbers, within another function that is recorded
  template <class... V>
    requires RecordedOperands<V...>
  constexpr recorded operator()(V... values) const {
    static_assert(sizeof...(V) == sizeof...(Symbols), "nabla: a formula is called with a value for each of its parameters, in their order");
    recorder* r = common_recorder(values...);
    if (r == nullptr) raise(internal_error("nabla: a formula of bare numbers alone, while a function is recorded"));
    facts_map replaced;
    (replaced.insert(facts_of<Symbols>, node_in(*r, values)), ...);
    return recorded(r, import(r->g, replaced, facts_of<E>, true));
  }
  // clang-format on

 private:
  static constexpr auto substitution = [](auto... by) { return subs(E{}, by...); };
};
template <class E, class... Symbols>
inline constexpr facts facts_of<recorded_formula<E, Symbols...>> = facts_of<E>;

template <class>
using as_recorded = recorded;

/// What formula() gives, once the function is one that it takes.
template <class Function, class... Symbols>
constexpr auto record() {
  constexpr bool has_no_captures = std::is_empty_v<Function> && std::is_trivially_copyable_v<Function>;
  static_assert(has_no_captures, "nabla: formula() takes a function without captures, [](auto x) { ... }: the constants of the program are read without, and of an f with members, static constexpr, [](auto x) { return f(x); }");
  if constexpr (!has_no_captures) return not_recorded{};
  else {
    using given = typename given_by<Function, parameter_list<as_recorded<Symbols>...>>::type;
    constexpr bool takes_the_parameters = !std::is_same_v<given, not_called>;
    static_assert(takes_the_parameters, "nabla: the function given to formula() takes another number of parameters");
    if constexpr (!takes_the_parameters || combines_with_formulas<given> != is_recorded<given>) return not_recorded{};  // of an error in the function no more is said
    else {
      constexpr bool gives_numbers = is_recorded_result<given>;
      static_assert(gives_numbers, "nabla: a recorded function returns a number, or numbers in a std::array, std::pair, std::tuple or a structure of at most 8 members");
      if constexpr (!gives_numbers) return not_recorded{};
      else if constexpr (!recording<Function, Symbols...>::is_right) return refuse<recording<Function, Symbols...>>();
      else return recorded_formula<typename recorded_type<recording<Function, Symbols...>>::type, Symbols...>{};
    }
  }
}

// Tried first, see given_by.
template <auto>
using recorded_by_name = recorded;
template <fixed_string... Names, class Function>
constexpr auto formula(Function) -> typename given_by<Function, parameter_list<recorded_by_name<Names>...>>::never;
template <class Function, class... Symbols>
constexpr auto formula(Function, Symbols...) -> typename given_by<Function, parameter_list<as_recorded<Symbols>...>>::never;

/// `formula<"x", "y">([]<class T>(T x, T y) { … })`: the function as a formula of numbers with these names. The compiler runs it once for each path
/// through its branches. Bare numbers, locals, loops, arrays and helper functions are those of C++.
template <fixed_string... Names, class Function>
  requires(sizeof...(Names) > 0)
constexpr auto formula(Function) {
  constexpr bool are_others = are_different<symbol<role::variable, Names>...>;
  static_assert(are_others, "nabla: formula() has a name of its own for each parameter");
  if constexpr (are_others) return record<Function, symbol<role::variable, Names>...>();
  else return not_recorded{};
}
/// `formula([](auto p, auto A) { … }, p, A)`: of symbols of any shape.
template <class Function, Expression... Symbols>
  requires(sizeof...(Symbols) > 0)
constexpr auto formula(Function, Symbols...) {
  static_assert((is_set(facts_of<Symbols>.symbol) && ...), "nabla: formula() takes a function and the symbols that are its parameters");
  return record<Function, Symbols...>();
}

}  // namespace nabla::detail

namespace nabla {
using detail::formula;
}
