// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/context.hpp>
#include <nabla/evaluate/inputs.hpp>
#include <nabla/expression/binding.hpp>

namespace nabla {

template <class B>
using symbol_of = typename std::remove_cvref_t<B>::symbol_type;
template <class B>
using value_of = typename std::remove_cvref_t<B>::value_type;

/// Position of a symbol among the inputs of a plan, or -1.
template <class Plan>
constexpr int find_input(const Plan& plan, key symbol) {
  for (int i = 0; i < plan.sizes.inputs; ++i)
    if (plan.inputs[i].symbol->id == symbol) return i;
  return -1;
}

/// Do the bindings name this symbol?
template <class... B>
constexpr int count_bindings(key symbol) {
  return (0 + ... + (facts_of<symbol_of<B>>.id == symbol ? 1 : 0));
}

// ---- one sentence for each misuse; the symbol is named by the template argument in the message -----------------------------

template <class Symbol, bool Known>
struct check_known {
  static_assert(Known, "nabla: a value is bound to a symbol that does not occur in this expression");
  static constexpr bool ok = Known;
};
template <class Symbol, int Count>
struct check_once {
  static_assert(Count == 1, "nabla: a symbol is bound twice in one call");
  static constexpr bool ok = Count == 1;
};
template <fixed_string Symbol, bool Bound>
struct check_bound {
  static_assert(Bound, "nabla: a symbol of this expression is bound to no value");
  static constexpr bool ok = Bound;
};
template <class Symbol, class Value>
struct check_input {
  static_assert(Input<Value>, "nabla: a value of this type cannot be bound; include <nabla/eigen.hpp> for Eigen matrices, or specialise nabla::input_traits");
  static constexpr bool ok = Input<Value>;
};

constexpr std::size_t length_of(const char* text) {
  std::size_t n = 0;
  while (text[n] != '\0') ++n;
  return n;
}
template <std::size_t N>
constexpr fixed_string<N + 1> name_of(const char* text) {
  char copy[N + 1]{};
  for (std::size_t i = 0; i < N; ++i) copy[i] = text[i];
  return fixed_string<N + 1>(copy);
}

template <class Symbol, bool IsMatrix>
struct check_not_a_number {
  static_assert(IsMatrix || facts_of<Symbol>.form.is_scalar(), "nabla: a number is bound to a matrix");
  static constexpr bool ok = IsMatrix || facts_of<Symbol>.form.is_scalar();
};

template <class P, int I, class... B>
constexpr bool input_is_bound() {
  constexpr const facts& symbol = *P::plan.inputs[I].symbol;
  constexpr bool bound = count_bindings<B...>(symbol.id) > 0;
  if constexpr (bound) return true;
  else return check_bound<name_of<length_of(symbol.symbol->name)>(symbol.symbol->name), bound>::ok;
}

/// Every symbol once, with a value that it can take, and none that the expression does not have.
template <class P, class... B>
constexpr bool bindings_are_right() {
  if constexpr (!(true && ... && check_known<symbol_of<B>, (find_input(P::plan, facts_of<symbol_of<B>>.id) >= 0)>::ok)) return false;
  else if constexpr (!(true && ... && check_once<symbol_of<B>, count_bindings<B...>(facts_of<symbol_of<B>>.id)>::ok)) return false;
  else if constexpr (!(true && ... && check_not_a_number<symbol_of<B>, input_traits<value_of<B>>::is_matrix>::ok)) return false;
  else
    return []<int... I>(std::integer_sequence<int, I...>) { return (true && ... && input_is_bound<P, I, B...>()); }
    (std::make_integer_sequence<int, P::plan.sizes.inputs>{});
}

// ---- the scalar type of a call -----------------------------------------------------------------------------------------------

/// The scalar type in which an expression is evaluated: the common type of what is bound, integers counting as double
/// unless something else decides.
template <class... B>
struct call_scalar {
  template <class S>
  using not_integral = std::conditional_t<std::is_integral_v<S>, void, S>;
  template <class A, class C>
  static auto common(std::type_identity<A>, std::type_identity<C>) {
    if constexpr (std::is_void_v<A>) return std::type_identity<C>{};
    else if constexpr (std::is_void_v<C>) return std::type_identity<A>{};
    else return std::type_identity<std::common_type_t<A, C>>{};
  }
  static auto fold(std::type_identity<void> a) { return a; }
  template <class A, class... Rest>
  static auto all(std::type_identity<A> a, Rest... rest) {
    if constexpr (sizeof...(Rest) == 0) return a;
    else return common(a, all(rest...));
  }
  using found = typename decltype(all(std::type_identity<void>{}, std::type_identity<not_integral<typename input_traits<value_of<B>>::scalar>>{}...))::type;
  using type = std::conditional_t<std::is_void_v<found>, double, found>;
};

}  // namespace nabla
