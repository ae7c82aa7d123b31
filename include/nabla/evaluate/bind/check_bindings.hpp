// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/context.hpp>
#include <nabla/evaluate/bind/inputs.hpp>
#include <nabla/expression/binding.hpp>

namespace nabla::detail {

template <class B>
using symbol_of = typename std::remove_cvref_t<B>::symbol_type;
template <class B>
using value_of = typename std::remove_cvref_t<B>::value_type;

/// Position of a symbol among the inputs of a plan, or -1.
template <class Plan>
constexpr int find_input(const Plan& plan, const facts& symbol) {
  for (int i = 0; i < plan.sizes.inputs; ++i)
    if (is_same_symbol(*plan.inputs[i].symbol, symbol)) return i;
  return -1;
}

/// Do the bindings name this symbol?
template <class... B>
constexpr int count_bindings([[maybe_unused]] const facts& symbol) {
  return (0 + ... + (is_same_symbol(facts_of<symbol_of<B>>, symbol) ? 1 : 0));
}

// ---- what is right, without an assertion: a compiler takes no condition that depends on a failed one -------------------------

template <class P, class B>
constexpr bool is_known = find_input(P::plan, facts_of<symbol_of<B>>) >= 0;
template <class B, class... All>
constexpr bool is_bound_once = count_bindings<All...>(facts_of<symbol_of<B>>) == 1;

/// A number can be bound to a scalar only.
template <class B>
constexpr bool has_right_kind() {
  if constexpr (Input<value_of<B>>) return input_traits<value_of<B>>::is_matrix || facts_of<symbol_of<B>>.form.is_scalar();
  else return false;
}

template <class B>
constexpr bool has_scalar() {
  if constexpr (Input<value_of<B>>) return Scalar<typename input_traits<value_of<B>>::scalar>;
  else return false;
}

/// The first symbol of a plan that no binding names, or -1.
template <class P, class... B>
constexpr int first_unbound() {
  for (int i = 0; i < P::plan.sizes.inputs; ++i)
    if (count_bindings<B...>(*P::plan.inputs[i].symbol) == 0) return i;
  return -1;
}

/// Every symbol once, with a value that it can take, and none that the expression does not have.
template <class P, class... B>
constexpr bool bindings_are_right() {
  return (true && ... && (is_known<P, B> && is_bound_once<B, B...> && has_scalar<B>() && has_right_kind<B>())) && first_unbound<P, B...>() < 0;
}

// ---- one sentence for each misuse; the symbol is named by the template argument in the message -----------------------------

template <class Symbol, bool Known>
struct check_known {
  static_assert(Known, "nabla: a value is bound to a symbol that does not occur in this expression");
};
template <class Symbol, bool Once>
struct check_once {
  static_assert(Once, "nabla: a symbol is bound twice in one call");
};
template <class Symbol, class Value>
struct check_input {
  static_assert(Input<Value>, "nabla: a value of this type cannot be bound; include <nabla/eigen.hpp> for Eigen matrices, or specialise nabla::input_traits");
};
template <class Symbol, class Number, bool IsScalar>
struct check_scalar {
  static_assert(IsScalar, "nabla: a scalar is copied, made of an int and a double, and has ==, - and + - * / that give the type itself; see nabla::Scalar");
};
template <class Symbol, bool RightKind>
struct check_not_a_number {
  static_assert(RightKind, "nabla: a number is bound to a matrix");
};
template <fixed_string Symbol, bool Bound>
struct check_bound {
  static_assert(Bound, "nabla: a symbol of this expression is bound to no value");
};

/// Says what is wrong with these bindings: the first that applies.
template <class P, class... B>
constexpr void say_what_is_wrong() {
  if constexpr (!(true && ... && Input<value_of<B>>)) {
    (void(sizeof(check_input<symbol_of<B>, value_of<B>>)), ...);
  } else if constexpr (!(true && ... && has_scalar<B>())) {
    (void(sizeof(check_scalar<symbol_of<B>, typename input_traits<value_of<B>>::scalar, has_scalar<B>()>)), ...);
  } else if constexpr (!(true && ... && is_known<P, B>)) {
    (void(sizeof(check_known<symbol_of<B>, is_known<P, B>>)), ...);
  } else if constexpr (!(true && ... && is_bound_once<B, B...>)) {
    (void(sizeof(check_once<symbol_of<B>, is_bound_once<B, B...>>)), ...);
  } else if constexpr (!(true && ... && has_right_kind<B>())) {
    (void(sizeof(check_not_a_number<symbol_of<B>, has_right_kind<B>()>)), ...);
  } else {
    constexpr const char* name = P::plan.inputs[first_unbound<P, B...>()].symbol->symbol->name;
    (void)sizeof(check_bound<fixed_text<length_of(name)>(name), false>);
  }
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

}  // namespace nabla::detail
