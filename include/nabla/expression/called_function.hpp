// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/refused.hpp>

#include <type_traits>
#include <utility>

namespace nabla::detail {

// What a function of the user's gives that is called while compiling: the body of a loop, a function that is recorded.

/// In place of what a function gives that does not take the arguments.
struct not_called {};
struct gives_nothing {};
/// A function that gives not_called for what it does not take: an error in it, which was said, is told from other parameters.
template <class F>
struct function_or_not_called : F {
  using F::operator();
  not_called operator()(...) const;
};
/// In place of a number, or of a text, which has no call.
struct never_called {
  not_called operator()(...) const;
};
template <class F>
inline constexpr bool is_function = __is_class(F) || std::is_function_v<std::remove_pointer_t<F>>;
template <class F>
using asked_function =
    typename std::conditional_t<__is_class(F) && !__is_final(F), std::type_identity<function_or_not_called<F>>, std::conditional_t<is_function<F>, std::type_identity<F>, std::type_identity<never_called>>>::type;

/// Of `[](auto a) -> double { … }` compilers look into the body when they run it: one that gives a number is run, `is_run`, in place of all others this.
struct not_run {
  constexpr void operator()(const auto&...) const {}
};
template <class F, class Given>
using run_for_a_number = std::conditional_t<std::is_arithmetic_v<Given> && std::is_default_constructible_v<F>, F, not_run>;

/// Can the compiler run it? Not where there is an error in it, which g++ goes on from, where it has captures, or calls what is not constexpr.
template <class F, class... A>
inline constexpr bool is_run_with = requires { typename std::integral_constant<int, (F()(A()...), 1)>; };
/// A function of ours that calls it is not run either where it says so: the compiler cannot run this.
inline void is_not_run() {}

// A function in which clang found an error is none that it takes the second time; g++ has no type `given` then.
#if defined(__clang__)
template <class F, class... A>
auto ask_function(int) -> std::type_identity<std::remove_cvref_t<decltype(std::declval<F&>()(A()...))>>;  // what a refused operator gives is not destroyed
template <class F, class... A>
auto ask_function(...) -> std::type_identity<std::conditional_t<__is_class(F), refused_result, not_called>>;
#else
template <class F, class... A>
struct asked {
  using given = std::remove_cvref_t<decltype(std::declval<asked_function<F>&>()(A()...))>;
  using is_run = std::bool_constant<requires { typename std::integral_constant<int, (run_for_a_number<F, given>()(A()...), 1)>; }>;
};
#endif
/// What it gives, `type`; of one with an error, which was said, the result of a refused call. As few classes as may be: compilers show each class and concept on the way to the error in
/// three lines. For that reason functions are tried first, in an overload that is never taken: `template <class F, class = typename tried<F, …>::never>`. What comes later knows the result.
template <class F, class Arguments>
struct given_by {};
template <class... A>
struct arguments {};
#if defined(__clang__)
// Of a conversion in the call itself clang says nothing: it asks whether there is such a call, and finds none.
template <class Member>
inline constexpr bool has_number_parameter = false;
template <class Result, class F, class... P>
inline constexpr bool has_number_parameter<Result (F::*)(P...)> = (std::is_arithmetic_v<std::remove_cvref_t<P>> || ...);
template <class Result, class F, class... P>
inline constexpr bool has_number_parameter<Result (F::*)(P...) const> = (std::is_arithmetic_v<std::remove_cvref_t<P>> || ...);
template <class F, class... Deduced, class Next, class... Rest>
constexpr bool mixes_numbers(Next*, Rest*... rest) {
  if constexpr (sizeof...(Rest) == 0) return false;
  else if constexpr (requires { &F::template operator()<Deduced..., Next>; }) return has_number_parameter<decltype(&F::template operator()<Deduced..., Next>)>;
  else return detail::mixes_numbers<F, Deduced..., Next>(rest...);
}
/// `[](double a) { … }`, and, of one that was not called, `[](auto a, double b) { … }`: naming an instance makes it.
template <class F, bool IsCalled, class... A>
constexpr bool asks_for_a_number() {
  if constexpr (!__is_class(F) || sizeof...(A) == 0) return false;
  else if constexpr (requires { &F::operator(); }) return has_number_parameter<decltype(&F::operator())>;
  else if constexpr (IsCalled) return false;
  else return detail::mixes_numbers<F>(static_cast<A*>(nullptr)...);
}
/// Does it take these as they are? In what it does with them clang speaks of each conversion that is refused, in the call not.
template <class F, class Given, class... A>
concept takes = requires { static_cast<Given (F::*)(A...) const>(&F::operator()); } || requires { static_cast<Given (F::*)(const A&...) const>(&F::operator()); };
template <class F, template <class...> class List, class... A>
struct given_by<F, List<A...>> {
  using asked_first = std::bool_constant<!a_double_was_refused<F, A...>>;
  using given = typename decltype(ask_function<asked_function<F>, A...>(0))::type;
  using is_run = std::bool_constant<requires { typename std::integral_constant<int, (run_for_a_number<F, given>()(A()...), 1)>; }>;
  static constexpr bool makes_a_number = !is_run::value || (asked_first::value && a_double_was_refused<given_by>);
  static constexpr bool asks_for_a_number = detail::asks_for_a_number<F, !std::is_same_v<given, refused_result>, A...>();
  static constexpr bool find_error() {
    if constexpr (std::is_same_v<given, not_called>) return false;
    else if constexpr (!requires(F& f) { f(A()...); }) return true;  // which was said
    else if constexpr (makes_a_number && !std::is_same_v<given, refused_result>) return takes<F, given, A...>;
    else return false;
  }
  static constexpr bool has_error = find_error();
  using type = std::conditional_t<asks_for_a_number, not_called, std::conditional_t<has_error, refused_result, std::conditional_t<std::is_void_v<given>, gives_nothing, given>>>;
};
template <class F, class... A>
using tried = given_by<F, arguments<A...>>;
template <class F, class List>
using tried_with = given_by<F, List>;
#else
template <class F, class... A>
using tried = asked<F, A...>;
template <class F, template <class...> class List, class... A>
asked<F, A...> tried_with_list(List<A...>);
template <class F, class List>
using tried_with = decltype(tried_with_list<F>(std::declval<List>()));  // without the class that it is a base of: three lines less
template <class F, template <class...> class List, class... A>
struct given_by<F, List<A...>> : asked<F, A...> {
  static constexpr bool asks_for_a_number = false, makes_a_number = false;  // which was said
  static constexpr auto find() {
    if constexpr (!requires { requires asked<F, A...>::is_run::value; }) return std::type_identity<refused_result>();
    else {
      using given = typename asked<F, A...>::given;
      if constexpr (!std::is_same_v<given, not_called> && !requires(F& f) { f(A()...); }) return std::type_identity<refused_result>();
      else return std::type_identity<std::conditional_t<std::is_void_v<given>, gives_nothing, given>>();
    }
  }
  using type = typename decltype(find())::type;
};
#endif

}  // namespace nabla::detail
