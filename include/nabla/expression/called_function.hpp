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
template <class F>
using asked_function = typename std::conditional_t<__is_class(F) && !__is_final(F), std::type_identity<function_or_not_called<F>>, std::type_identity<F>>::type;

// A function in which clang found an error is none that it takes the second time.
template <class F, class... A>
auto ask_function(int) -> std::type_identity<std::remove_cvref_t<decltype(std::declval<F&>()(A()...))>>;  // what a refused operator gives is not destroyed
template <class F, class... A>
auto ask_function(...) -> std::type_identity<std::conditional_t<__is_class(F), refused_result, not_called>>;
/// What it gives, `type`; of one with an error, which was said, the result of a refused call. One class: compilers show each class and concept on the way to the error in three lines.
/// For that reason functions are tried first, in the return type of an overload that is never taken: `formula(F, …) -> typename given_by<F, list<…>>::never`. What comes later knows the result.
template <class F, class Arguments>
struct given_by {};
template <class F, template <class...> class List, class... A>
struct given_by<F, List<A...>> {
  using given = typename decltype(ask_function<asked_function<F>, A...>(0))::type;
  static constexpr bool has_error = !std::is_same_v<given, not_called> && !requires(F& f) { f(A()...); };
  using type = std::conditional_t<has_error, refused_result, std::conditional_t<std::is_void_v<given>, gives_nothing, given>>;
};

}  // namespace nabla::detail
