// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/binding.hpp>
#include <nabla/expression/facts.hpp>
#include <nabla/support/compiler.hpp>
#include <nabla/support/fixed_array.hpp>

namespace nabla::detail {

/// Base of formulas that have their symbols in an order, and so can be called with values alone: `F::parameters` is that order, and `F::spelled_out::type`
/// the formula as operands of others have it.
struct parametrised {};

template <class F>
concept Parametrised = __is_base_of(parametrised, F);

/// Parameters that belong together: how the members of a value are found. See interop/structures.hpp.
template <class Value>
struct structure_traits {
  static constexpr bool is_structure = false;
};
template <class Value>
concept Structure = structure_traits<std::remove_cvref_t<Value>>::is_structure;

/// Calls use(…) with the values, and with the members in place of a structure: as they are, or bound to their names.
template <bool ByName, class Use>
NABLA_DETAIL_IN_PLACE constexpr auto with_members(const Use& use) {
  return use();
}
template <bool ByName, class Use, class First, class... Rest>
NABLA_DETAIL_IN_PLACE constexpr auto with_members(const Use& use, First&& first, Rest&&... rest) {
  const auto all = [&](auto&&... members) NABLA_DETAIL_LAMBDA_IN_PLACE {
    return detail::with_members<ByName>([&](auto&&... others) NABLA_DETAIL_LAMBDA_IN_PLACE { return use(static_cast<decltype(members)>(members)..., static_cast<decltype(others)>(others)...); }, static_cast<Rest&&>(rest)...);
  };
  if constexpr (Structure<First>) return structure_traits<std::remove_cvref_t<First>>::template with_members<ByName>(first, all);
  else return all(static_cast<First&&>(first));
}

/// A number of a function that is being recorded: values of it record a call.
template <class>
inline constexpr bool is_recorded = false;

/// Values in the order of the parameters, one for each; how many a structure holds is counted when they are bound.
template <int Count, class... V>
inline constexpr bool are_as_many = static_cast<int>(sizeof...(V)) == Count || (Structure<V> || ...);
/// f(p, K = 0.9): structures, and all else by name.
template <class... V>
inline constexpr bool are_structures_and_names = (Structure<V> || ...) && (Binding<V> || ...) && ((Structure<V> || Binding<V>) && ...);
template <int Count, class... V>
inline constexpr bool are_values_in_order = ((!Binding<V> && ...) && are_as_many<Count, V...>) || are_structures_and_names<V...>;

// clang-format off
#define NABLA_DETAIL_OTHER_COUNT "nabla: a formula is called with a value for each of its parameters, in their order, or by name: f(x = 1.0, y = 2.0)"
#define NABLA_DETAIL_VALUES_IN_BRACES "nabla: values in braces are bound by name, f(v = {1.0, 2.0, 3.0}); in the order of the parameters stand numbers, ranges of numbers and matrices"
// Of what nothing else takes.
using given_in_braces = const anything_in_braces&;
#define NABLA_DETAIL_REFUSES_BRACES(...) \
  NABLA_DETAIL_REFUSED(NABLA_DETAIL_VALUES_IN_BRACES, operator()(given_in_braces, given_in_braces = 0, given_in_braces = 0, given_in_braces = 0, given_in_braces = 0, given_in_braces = 0, ...) const __VA_ARGS__)
NABLA_DETAIL_REFUSAL(other_count_of_values, NABLA_DETAIL_OTHER_COUNT)
// A call of self by position: of a formula F whose symbols have an order.
// NOLINTBEGIN(bugprone-macro-parentheses): a type has its name without
#define NABLA_DETAIL_CALLED_BY_POSITION(attributes, F, self, qualifiers)                                                               \
  template <class... V>                                                                                                    \
    requires ByPosition<F, V...>                                                                                           \
  attributes NABLA_DETAIL_IN_PLACE constexpr auto operator()(V&&... values) qualifiers -> bound_by_position<F, self qualifiers, V...> { \
    if constexpr (combines_with_formulas<bound_by_position<F, self qualifiers, V...>>) NABLA_DETAIL_NO_RESULT;             \
    else return F::parameters::bind(static_cast<self qualifiers>(*this), static_cast<V&&>(values)...);                     \
  }
// NOLINTEND(bugprone-macro-parentheses)
// clang-format on
template <class... Values>
struct types_of_values {};
struct gives_types_of_values {
  template <class... Values>
  types_of_values<Values...> operator()(Values&&...) const;
};

/// Symbols in an order.
template <class... Symbols>
struct parameter_list {
  static constexpr int count = sizeof...(Symbols);
  static constexpr fixed_array<const facts*, count> symbols{{&facts_of<Symbols>...}};

  /// Calls with the values bound to the symbols in their order, in place as a call by name is; beside names the members of a structure are bound to theirs.
  template <class Call, class... Values>
  NABLA_DETAIL_IN_PLACE static constexpr auto bind(Call&& call, Values&&... values) {
    if constexpr ((Binding<Values> || ...)) return detail::with_members<true>([&call](auto&&... all) NABLA_DETAIL_LAMBDA_IN_PLACE { return static_cast<Call&&>(call)(static_cast<decltype(all)>(all)...); }, static_cast<Values&&>(values)...);
    else if constexpr ((Structure<Values> || ...)) return detail::with_members<false>([&call](auto&&... all) NABLA_DETAIL_LAMBDA_IN_PLACE { return bind(static_cast<Call&&>(call), static_cast<decltype(all)>(all)...); }, static_cast<Values&&>(values)...);
    else if constexpr ((is_recorded<std::remove_cvref_t<Values>> || ...)) return static_cast<Call&&>(call)(static_cast<Values&&>(values)...);
    else return static_cast<Call&&>(call)(binding<Symbols, Values>{static_cast<Values&&>(values)}...);
  }

 private:
  template <class Call, class... Values>
  static constexpr auto bound_each(types_of_values<Values...>) {
    if constexpr (((Binding<Values> || is_recorded<std::remove_cvref_t<Values>>) || ...)) return std::type_identity<decltype(std::declval<Call>()(std::declval<const Values&>()...))>();
    else if constexpr (sizeof...(Values) == count) return std::type_identity<decltype(std::declval<Call>()(std::declval<const binding<Symbols, Values>&>()...))>();
    else return std::type_identity<other_count_of_values>();
  }
  template <class Call, class... Values>
  static constexpr auto bound_members() {
    if constexpr ((Structure<Values> || ...)) return bound_each<Call>(decltype(detail::with_members<(Binding<Values> || ...)>(gives_types_of_values(), std::declval<Values>()...))());
    else return bound_each<Call>(types_of_values<Values...>());
  }

 public:
  /// What bind() gives, or what is wrong with the values: a call says so before anything is bound, and no type of what is bound is shown.
  template <class Call, class... Values>
  struct bound {
    using type = refused_result;
  };
  template <class Call, class... Values>
    requires are_values_in_order<count, Values...>
  struct bound<Call, Values...> {
    using type = typename decltype(bound_members<Call, Values...>())::type;
  };
};

/// How many parameters a formula has; of one whose symbols have no order none is asked for.
template <class F>
inline constexpr int count_of_parameters = -1;
template <Parametrised F>
inline constexpr int count_of_parameters<F> = F::parameters::count;

template <class F, class... V>
concept ByPosition = Parametrised<F> && sizeof...(V) > 0 && are_values_in_order<count_of_parameters<F>, V...>;
struct parameters_of_no_order {
  template <class Call, class... Values>
  struct bound {
    using type = refused_result;
  };
};
template <class F>
struct parameters_in_order {
  using type = parameters_of_no_order;
};
template <Parametrised F>
struct parameters_in_order<F> {
  using type = typename F::parameters;
};
/// What such a call gives.
template <class F, class Call, class... V>
using bound_by_position = typename parameters_in_order<F>::type::template bound<Call, V...>::type;

// Of what a formula is an operand in: without the order.
template <bool Parametrised>
struct operand_form {
  template <class E>
  using of = E;
};
template <>
struct operand_form<true> {
  template <class E>
  using of = typename E::spelled_out::type;
};
/// A variable, since g++ cannot give the builtin a place in the name of a function.
template <class E>
inline constexpr bool is_parametrised = __is_base_of(parametrised, E);
template <class E>
using spelled_out = typename operand_form<is_parametrised<E>>::template of<E>;

}  // namespace nabla::detail
