// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/bind/input_traits.hpp>
#include <nabla/evaluate/bind/named_sizes.hpp>
#include <nabla/evaluate/context.hpp>
#include <nabla/rules/refusals.hpp>
#include <nabla/support/shown.hpp>

#include <tuple>

namespace nabla::detail {

/// Do the bindings name this symbol?
template <class... B>
constexpr int count_bindings([[maybe_unused]] const facts& symbol) {
  return (0 + ... + (is_same_symbol(facts_of<symbol_of<B>>, symbol) ? 1 : 0));
}

// ---- what is right, without an assertion: a compiler takes no condition that depends on a failed one -------------------------

template <class P, class B>
constexpr bool is_known = find_input(P::plan, facts_of<symbol_of<B>>) >= 0 || is_size_of(P::plan, facts_of<symbol_of<B>>);
template <class B, class... All>
constexpr bool is_bound_once = count_bindings<All...>(facts_of<symbol_of<B>>) == 1;

/// A number can be bound to a scalar only.
template <class B>
constexpr bool has_right_kind() {
  if constexpr (Input<bound_type<B>>) return input_traits<bound_type<B>>::is_matrix || facts_of<symbol_of<B>>.extents.is_scalar();
  else return false;
}

template <class B>
constexpr bool has_scalar() {
  if constexpr (Input<bound_type<B>>) return Scalar<typename input_traits<bound_type<B>>::scalar>;
  else return false;
}

/// Class indices stand for one-hot rows when bound to labels.
template <class B>
inline constexpr bool is_class_indices =
    facts_of<symbol_of<B>>.symbol->kind == role::labels && std::is_integral_v<typename input_traits<bound_type<B>>::scalar>;

/// Sizes that are known on both sides are compared by the compiler. Negative: known at run time only.
constexpr bool static_sizes_agree(const shape& symbol, int rows, int columns) {
  return (rows < 0 || symbol.rows.is_named() || symbol.rows.size == rows) && (columns < 0 || symbol.columns.is_named() || symbol.columns.size == columns);
}
/// So many elements, in whatever shape.
constexpr bool static_size_agrees(const shape& symbol, int size) {
  if (symbol.is_static()) return size == symbol.rows.size * symbol.columns.size;
  const int known = !symbol.rows.is_named() ? symbol.rows.size : (!symbol.columns.is_named() ? symbol.columns.size : 1);
  return known == 0 ? size == 0 : size % known == 0;
}
template <class B, class Traits>
constexpr bool size_is_right() {
  constexpr const shape& extents = facts_of<symbol_of<B>>.extents;
  if constexpr (!Traits::is_matrix) return true;
  else if constexpr (is_class_indices<B> && requires { Traits::static_size; }) return static_sizes_agree(extents, Traits::static_size, -1);
  else if constexpr (is_class_indices<B>) return true;
  else if constexpr (requires { Traits::static_size; }) return static_size_agrees(extents, Traits::static_size);
  else if constexpr (requires { Traits::static_rows; }) return static_sizes_agree(extents, Traits::static_rows, Traits::static_columns);
  else return true;
}
template <class B>
constexpr bool has_right_size() {
  if constexpr (!Input<bound_type<B>>) return false;
  else return size_is_right<B, input_traits<bound_type<B>>>();
}

/// The first symbol of a plan that no binding names, or -1.
template <class P, class... B>
constexpr int first_unbound() {
  for (int i = 0; i < P::plan.sizes.inputs; ++i)
    if (count_bindings<B...>(*P::plan.inputs[i].symbol) == 0) return i;
  return -1;
}

/// Every symbol and size once, with a value that it can take, and none that the expression does not have.
template <class P, class... B>
constexpr bool bindings_are_right() {
  return (true && ... && (is_known<P, B> && is_bound_once<B, B...> && has_scalar<B>() && has_right_kind<B>())) && first_unbound<P, B...>() < 0 && first_open_size<P, B...>() == nullptr &&
      (true && ... && has_right_size<B>());
}

// ---- one sentence for each misuse; the symbol is named by the template argument in the message -----------------------------

/// The name of a symbol, for a message.
template <const facts& Symbol>
using shown_name = shown<fixed_text<length_of(Symbol.symbol->name)>(Symbol.symbol->name)>;

/// The first of the bindings for which a property does not hold.
template <bool... Holds>
constexpr std::size_t first_failure() {
  const bool all[] = {Holds..., false};
  std::size_t i = 0;
  while (all[i]) ++i;
  return i;
}
template <std::size_t I, class... B>
using binding_at = std::tuple_element_t<I, std::tuple<B...>>;
template <class B>
using name_of_bound = shown<fixed_text<length_of(facts_of<symbol_of<B>>.symbol->name)>(facts_of<symbol_of<B>>.symbol->name)>;  // not shown_name: g++ 14 converts no reference here

/// "v is 3 x 1"
template <class B>
constexpr auto size_of_bound() {
  constexpr mismatch_text all = [] {
    mismatch_text t;
    t.add(facts_of<symbol_of<B>>);
    return t;
  }();
  return fixed_text<static_cast<std::size_t>(all.size)>(all.text);
}
/// "v is 3 x 1, the value has 4 elements"; in letters: "v is 3 x 1, not 4"
template <class B>
constexpr auto sizes_of_binding() {
  constexpr mismatch_text all = [] {
    using traits = input_traits<bound_type<B>>;
    mismatch_text t;
    t.add(facts_of<symbol_of<B>>);
    if constexpr (requires { traits::static_size; }) {
      t.add(shows_letters ? ", not " : ", the value has ");
      t.add(extent(traits::static_size));
      if (!shows_letters) t.add(" elements");
    } else {
      t.add(shows_letters ? ", not " : ", the value is ");
      t.add(traits::static_rows < 0 ? extent(dim<"?">) : extent(traits::static_rows));
      t.add(" x ");
      t.add(traits::static_columns < 0 ? extent(dim<"?">) : extent(traits::static_columns));
    }
    return t;
  }();
  return fixed_text<static_cast<std::size_t>(all.size)>(all.text);
}

// clang-format off
NABLA_DETAIL_WRONG_RESULT(no_value, "nabla: a value of this type cannot be bound: Eigen needs <nabla/eigen.hpp>, std::array <array>, other types nabla::input_traits")
NABLA_DETAIL_WRONG_RESULT(formula_for_value, "nabla: a value is bound at a call; an expression is put in for a symbol by subs(f, x = y * y)")
NABLA_DETAIL_WRONG_RESULT(no_scalar, "nabla: a scalar is copied, made of an int and a double, and has ==, - and + - * / that give the type itself; see nabla::Scalar")
#define NABLA_DETAIL_MORE_PRECISE "nabla: a bound value has more precision than this evaluator; write evaluator<T>(...) for the type it shall use"
NABLA_DETAIL_WRONG_RESULT(more_precise, NABLA_DETAIL_MORE_PRECISE)
NABLA_DETAIL_WRONG_RESULT(unknown_symbol, "nabla: a value is bound to a symbol that does not occur in this expression")
NABLA_DETAIL_WRONG_RESULT(bound_twice, "nabla: a symbol is bound twice in one call")
NABLA_DETAIL_WRONG_RESULT(number_for_matrix, "nabla: a number is bound to a matrix")
NABLA_DETAIL_WRONG_RESULT(unbound, "nabla: a symbol of this expression is bound to no value")
NABLA_DETAIL_WRONG_RESULT(open_size, "nabla: a size of this expression is bound to no value: n = 200 at the call")
NABLA_DETAIL_WRONG_RESULT(other_size, "nabla: a matrix of another size is bound to this symbol")
NABLA_DETAIL_WRONG_RESULT(into_without_evaluator, "nabla: into() is for an evaluator: evaluator(grad(f))(x = 1.0, into(gradient_of(x) = slope))")
NABLA_DETAIL_WRONG_RESULT(other_count, "nabla: a matrix of another size is bound to this symbol: there is one class index for each row")
// clang-format on

/// The key of the formula of a program.
template <class P>
inline constexpr key key_of_formula = 0;
template <template <class, bool, class> class Program, class F, bool Value, class Wrt>
inline constexpr key key_of_formula<Program<F, Value, Wrt>> = mix(facts_of<F>.id, Value);

/// What is wrong with these bindings: the first that applies. Of right ones, and of what is none, nothing: clang 14 makes the type of a result before it asks the constraints.
template <class P, class... B>
constexpr auto what_is_wrong() {
  if constexpr (!(true && ... && Binding<B>)) {
    return std::type_identity<refused_result>();
  } else if constexpr (bindings_are_right<P, B...>()) {
    return std::type_identity<refused_result>();
  } else if constexpr (!(true && ... && Input<bound_type<B>>)) {
    using wrong = binding_at<first_failure<Input<bound_type<B>>...>(), B...>;
    if constexpr (OtherFormula<bound_type<wrong>>) return std::type_identity<formula_for_value<key_of_formula<P>, name_of_bound<wrong>>>();
    else return std::type_identity<no_value<key_of_formula<P>, name_of_bound<wrong>, bound_type<wrong>>>();
  } else if constexpr (!(true && ... && has_scalar<B>())) {
    using wrong = binding_at<first_failure<has_scalar<B>()...>(), B...>;
    return std::type_identity<no_scalar<key_of_formula<P>, name_of_bound<wrong>, typename input_traits<bound_type<wrong>>::scalar>>();
  } else if constexpr (!(true && ... && is_known<P, B>)) {
    return std::type_identity<unknown_symbol<key_of_formula<P>, name_of_bound<binding_at<first_failure<is_known<P, B>...>(), B...>>>>();
  } else if constexpr (!(true && ... && is_bound_once<B, B...>)) {
    return std::type_identity<bound_twice<key_of_formula<P>, name_of_bound<binding_at<first_failure<is_bound_once<B, B...>...>(), B...>>>>();
  } else if constexpr (!(true && ... && has_right_kind<B>())) {
    return std::type_identity<number_for_matrix<key_of_formula<P>, shown<size_of_bound<binding_at<first_failure<has_right_kind<B>()...>(), B...>>()>>>();
  } else if constexpr (first_unbound<P, B...>() >= 0) {
    return std::type_identity<unbound<key_of_formula<P>, shown_name<*P::plan.inputs[first_unbound<P, B...>()].symbol>>>();
  } else if constexpr (constexpr const dimension_info* open = first_open_size<P, B...>(); open != nullptr) {
    return std::type_identity<open_size<key_of_formula<P>, shown<fixed_text<length_of(open->name)>(open->name)>>>();
  } else {
    using wrong = binding_at<first_failure<has_right_size<B>()...>(), B...>;
    using sizes = shown<sizes_of_binding<wrong>()>;
    return std::type_identity<std::conditional_t<is_class_indices<wrong>, other_count<key_of_formula<P>, sizes>, other_size<key_of_formula<P>, sizes>>>();
  }
}
template <class P, class... B>
using wrong_call = typename decltype(what_is_wrong<P, B...>())::type;
/// What such a function gives: its result, or what is wrong with the bindings.
template <class Result, class P, class... B>
using result_or_wrong_call = typename std::conditional_t<bindings_are_right<P, B...>(), std::type_identity<Result>, decltype(what_is_wrong<P, B...>())>::type;

/// Values that suit a program.
template <class P, class... B>
concept RightBindings = (Binding<B> && ...) && bindings_are_right<P, B...>();
/// Values bound by name, of which one is missing, unknown or of another kind: a call with them gives a wrong_call.
template <class P, class... B>
concept WrongBindings = (Binding<B> && ...) && !bindings_are_right<P, B...>();

/// Does a number of this type go into T without a loss of precision?
template <class S, class T>
concept FitsScalar = std::is_integral_v<S> || std::is_same_v<std::common_type_t<S, T>, T>;
template <class T, class B>
concept FitsInto = FitsScalar<typename input_traits<bound_type<B>>::scalar, T>;
/// Values that suit a program which computes in T, and such as do but for their precision.
template <class T, class P, class... B>
concept BindingsFor = RightBindings<P, B...> && (FitsInto<T, B> && ...);
template <class T, class P, class... B>
concept PreciseBindings = RightBindings<P, B...> && !(FitsInto<T, B> && ...);
template <class T, class P, class... B>
constexpr auto what_is_too_precise() {  // of others nothing, as what_is_wrong
  if constexpr (!PreciseBindings<T, P, B...>) return std::type_identity<refused_result>();
  else return std::type_identity<more_precise<key_of_formula<P>, name_of_bound<binding_at<first_failure<FitsInto<T, B>...>(), B...>>>>();
}
template <class T, class P, class... B>
using too_precise_call = typename decltype(what_is_too_precise<T, P, B...>())::type;

/// What into() gives.
template <class A>
concept PlacesOfResults = requires { typename A::places_of_results; };

/// No template: g++ shows the arguments of one behind the sentence.
struct not_called_yet {
  // clang-format off
  NABLA_DETAIL_REFUSED_CONVERSION(__is_same(To, double) || HoldsElements<To>, "nabla: what is asked of a formula is no number before it is called: grad(f)(x = 1.0)[x]")
#define NABLA_DETAIL_NOT_CALLED "nabla: values are bound at the call, r = evaluator(value_and_grad(f))(x = 1.0), which gives r.value and r.grad[x]"
  NABLA_DETAIL_REFUSED_MEMBERS(NABLA_DETAIL_NOT_CALLED,
    at, value, grad)
  template <class I> NABLA_DETAIL_REFUSED(NABLA_DETAIL_NOT_CALLED, operator[](const I&) const)
  // clang-format on
};

// clang-format off
template <std::size_t I> NABLA_DETAIL_REFUSED(NABLA_DETAIL_NOT_CALLED, get(const not_called_yet&))  // auto [value, g] = …
// clang-format on
#undef NABLA_DETAIL_NOT_CALLED

/// Of any other arguments, whose types, which are long, clang shows of none: they are converted.
template <bool ByNamesAlone>
struct called_with_anything : not_called_yet {
  // clang-format off
#define NABLA_DETAIL_ONLY_BY_NAMES "nabla: values are bound by name: grad(f)(x = 1.0, y = 2.0); parameters stand beside the function: evaluator(grad(f), p)"
  NABLA_DETAIL_REFUSED(NABLA_DETAIL_ONLY_BY_NAMES, operator()(const anything&, const anything& = 0, const anything& = 0, const anything& = 0, const anything& = 0, const anything& = 0, ...) const requires(ByNamesAlone))
  NABLA_DETAIL_REFUSED(NABLA_DETAIL_ONLY_BY_NAMES, operator()(std::initializer_list<anything>) const requires(ByNamesAlone))
  NABLA_DETAIL_REFUSES_BRACES(requires(!ByNamesAlone))
#undef NABLA_DETAIL_ONLY_BY_NAMES
  // clang-format on
};

/// Base of what is called with values bound by name, as a program P takes them; what has its symbols in an order takes values alone too, and says itself what is
/// wrong with them.
template <class P, int Parameters = -1>
struct called_by_name : called_with_anything<(Parameters < 0)> {
  using called_with_anything<(Parameters < 0)>::operator();
  // With an ellipsis: clang 14 hides it else behind the right call of the same parameters.
  template <class... B>
    requires WrongBindings<P, B...>
  constexpr wrong_call<P, B...> operator()(const B&..., ...) const {
    NABLA_DETAIL_NO_RESULT;
  }
  // clang-format off
  template <class... V>
    requires(Parameters >= 0 && sizeof...(V) > 0 && !are_as_many<Parameters, V...>) && (!(Binding<V> || PlacesOfResults<V>) && ...)
  other_count_of_values operator()(const V&..., ...) const { NABLA_DETAIL_NO_RESULT; }
  // clang-format on
  template <class... V>
    requires(PlacesOfResults<V> || ...)
  constexpr into_without_evaluator<key_of_formula<P>, shown<"write so">> operator()(const V&..., ...) const {
    NABLA_DETAIL_NO_RESULT;
  }
};

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
  using found = typename decltype(all(std::type_identity<void>{}, std::type_identity<not_integral<typename input_traits<bound_type<B>>::scalar>>{}...))::type;
  using type = std::conditional_t<std::is_void_v<found>, double, found>;
};

}  // namespace nabla::detail
