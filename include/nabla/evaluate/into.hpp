// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/bind/check_bindings.hpp>
#include <nabla/evaluate/errors.hpp>
#include <nabla/expression/shape_of.hpp>

#include <initializer_list>
#include <tuple>
#include <type_traits>

namespace nabla::detail {

/// Numbers of the caller's that lie one after the other, to be written: a std::vector or its kin, a std::span, an array, an Eigen matrix.
template <class T>
struct place_of_numbers {
  T* data = nullptr;
  index size = 0;
};

/// Does a look at numbers of the caller's, as an Eigen::Map, have no gaps between them?
template <class R>
inline constexpr bool is_whole_map = false;

/// An Eigen expression that owns its elements lies without gaps, and so does a map of its own, a block of one does not.
template <class R>
concept WithoutGaps = !requires { typename R::PlainObject; } || std::is_same_v<typename R::PlainObject, R> || is_whole_map<R>;

template <class R>
concept OutputRange = requires(R& r) {
  *r.data() = *r.data();
  static_cast<index>(r.size());
} && WithoutGaps<R>;

/// A matrix of Eigen's that lies row by row, while results lie column by column: those are copied there.
template <class R>
inline constexpr bool lies_by_rows = false;
template <class R>
  requires requires { R::IsRowMajor; }
inline constexpr bool lies_by_rows<R> = R::IsRowMajor != 0 && R::RowsAtCompileTime != 1 && R::ColsAtCompileTime != 1;

/// What is written must outlive the call: a temporary may only be a look at it, as a std::span or an Eigen::Map is.
template <class R>
concept BorrowedOutput = OutputRange<std::remove_reference_t<R>> && (std::is_lvalue_reference_v<R> || is_whole_map<std::remove_reference_t<R>> || OutputRange<const std::remove_reference_t<R>>);

template <class R>
constexpr auto place_of(R& r) {
  return place_of_numbers<std::remove_reference_t<decltype(*r.data())>>{r.data(), static_cast<index>(r.size())};
}
template <class T, std::size_t N>
constexpr place_of_numbers<T> place_of(T (&r)[N]) {
  return {r, static_cast<index>(N)};
}

/// A number of the language's, or of a type of one's own that input_traits makes known.
template <class T>
concept NumberToWrite = !std::is_const_v<T> && (std::is_floating_point_v<T> || (std::is_class_v<T> && requires { requires __is_same(typename input_traits<T>::scalar, T); }));

/// In place of a symbol: the value of this formula.
template <class F>
struct value_itself {};
template <class Symbol>
inline constexpr bool is_value_itself = false;
template <class F>
inline constexpr bool is_value_itself<value_itself<F>> = true;

/// `gradient_of(x) = range`; Symbol is value_itself for a value, and Size, where it is known, the number of elements, else -1.
template <class Symbol, class T, int Size, bool ByRows = false>
struct output_target {
  using symbol_type = Symbol;
  static constexpr bool is_value = is_value_itself<Symbol>;
  static constexpr int static_size = Size;
  static constexpr bool by_rows = ByRows;
  place_of_numbers<T> to;
};
template <class Symbol>
struct output_name {
  template <class R>
    requires BorrowedOutput<R>
  constexpr auto operator=(R&& range) const {
    auto to = place_of(range);
    return output_target<Symbol, std::remove_pointer_t<decltype(to.data)>, static_size_of<std::remove_cvref_t<R>>, lies_by_rows<std::remove_reference_t<R>>>{to};
  }
  template <class T, std::size_t N>
  constexpr output_target<Symbol, T, static_cast<int>(N)> operator=(T (&range)[N]) const {
    return {place_of(range)};
  }
  /// A number: `into(value_of(f) = loss)`.
  template <NumberToWrite T>
  constexpr output_target<Symbol, T, 1> operator=(T& number) const {
    return {{&number, 1}};
  }
  // clang-format off
#define NABLA_DETAIL_NO_PLACE "nabla: into() writes to numbers that outlive the call, one after the other: a std::vector, a std::span, an array, an Eigen matrix"
  NABLA_DETAIL_REFUSED(NABLA_DETAIL_NO_PLACE, operator=(const anything&) const)
  NABLA_DETAIL_REFUSED(NABLA_DETAIL_NO_PLACE, operator=(std::initializer_list<anything>) const)
#undef NABLA_DETAIL_NO_PLACE
  // clang-format on
};

template <class... Targets>
struct output_targets {
  using places_of_results = void;
  std::tuple<Targets...> all;
  // clang-format off
  NABLA_DETAIL_REFUSED("nabla: into() is an argument of the call: evaluator(f)(x = 1.0, into(value_of(f) = value))", operator()(...) const)
  // clang-format on
};
template <class A>
inline constexpr bool is_output_targets = false;
template <class... Targets>
inline constexpr bool is_output_targets<output_targets<Targets...>> = true;
template <class A>
inline constexpr bool has_places_by_rows = false;
template <class... Targets>
inline constexpr bool has_places_by_rows<output_targets<Targets...>> = (Targets::by_rows || ...);

/// Where a call writes its results, in place of memory of its own: `into(value_of(f) = values, gradient_of(x) = std::span(slopes))`. All sizes are
/// checked before anything is written. Matrices are written column by column, and row by row to an Eigen matrix, or a map, that lies so.
template <class... Symbols, class... T, int... Sizes, bool... ByRows>
constexpr output_targets<output_target<Symbols, T, Sizes, ByRows>...> into(output_target<Symbols, T, Sizes, ByRows>... targets) {
  return {{targets...}};
}

template <class... A, class... B>
constexpr output_targets<A..., B...> all_targets(const output_targets<A...>& first, const output_targets<B...>& rest) {
  return {std::tuple_cat(first.all, rest.all)};
}
/// Of the arguments of a call: a tuple of it if it is a binding, and what each into() gave.
template <class A>
constexpr auto binding_in(const A& argument) {
  if constexpr (Binding<A>) return std::tuple<const A&>(argument);
  else return std::tuple<>();
}
constexpr output_targets<> targets_in() { return {}; }
template <class First, class... Rest>
constexpr auto targets_in(const First& first, const Rest&... rest) {
  if constexpr (!is_output_targets<First>) return targets_in(rest...);
  else if constexpr (!(is_output_targets<Rest> || ...)) return first;
  else return all_targets(first, targets_in(rest...));
}

template <class Symbols, class F>
constexpr int number_of_value(value_itself<F>) {
  if constexpr (requires { Symbols::template number_of_value<F>(); }) return Symbols::template number_of_value<F>();
  else return 0;
}
/// The number of the output that a target is for, of a request for the value first, if for it, and derivatives by `Symbols`; -1: none. Of several values each has its own.
template <class Symbols, bool Value, class Target>
constexpr int output_of_target() {
  if constexpr (Target::is_value) return Value ? detail::number_of_value<Symbols>(typename Target::symbol_type()) : -1;
  else {
    constexpr int found = Symbols::find(facts_of<typename Target::symbol_type>);
    return found < 0 ? -1 : found + (Value ? 1 : 0);
  }
}
/// Is a target the only one of its output?
template <class Symbols, bool Value, class Target, class... All>
inline constexpr bool is_placed_once = (0 + ... + int{output_of_target<Symbols, Value, All>() == output_of_target<Symbols, Value, Target>()}) == 1;
template <class Target, class T>
inline constexpr bool takes_numbers = std::is_same_v<decltype(Target::to), place_of_numbers<T>>;
/// Elements of the derivative of F by a symbol in a Jacobian, of known sizes.
template <class F, class Symbol>
inline constexpr int static_size_of_block = facts_of<F>.extents.rows.size * facts_of<F>.extents.columns.size * facts_of<Symbol>.extents.rows.size * facts_of<Symbol>.extents.columns.size;

template <class F, class Wrt, class Of>
constexpr shape shape_of_value(value_itself<Of>) {
  if constexpr (requires { Wrt::template number_of_value<Of>(); }) return facts_of<Of>.extents;
  else return facts_of<F>.extents;
}
/// Is a place of a known size as large as the result?
template <class F, class Wrt, class Target>
constexpr bool has_size_of_result() {
  if constexpr (Target::is_value) return Target::static_size < 0 || static_size_agrees(detail::shape_of_value<F, Wrt>(typename Target::symbol_type()), Target::static_size);
  else if constexpr (requires { typename Wrt::blocks_by; }) return Target::static_size < 0 || Target::static_size == static_size_of_block<F, typename Target::symbol_type>;
  else return Target::static_size < 0 || static_size_agrees(facts_of<typename Target::symbol_type>.extents, Target::static_size);
}

// clang-format off
NABLA_DETAIL_WRONG_RESULT(no_result_for_place, "nabla: into() names what this request does not compute")
NABLA_DETAIL_WRONG_RESULT(placed_twice, "nabla: a result has two places in one call")
NABLA_DETAIL_WRONG_RESULT(of_another_type, "nabla: into() takes ranges of the numbers that are computed in, as evaluator<float>(...) and vmap<float>(...) say")
NABLA_DETAIL_WRONG_RESULT(of_another_length, "nabla: into() is given an array, or a span, whose length is not that of the result")
// clang-format on
template <class Target>
constexpr auto shown_target() {
  if constexpr (Target::is_value) return shown<"value_of(f)">{};
  else return shown_name<facts_of<typename Target::symbol_type>>{};
}
/// What is wrong with the first of these places that is wrong: refused_result where none is. `Fits` says of each whether it is as large as the result.
template <class P, class Symbols, bool Value, class T, bool... Fits, class... Targets>
constexpr auto what_is_wrong_with_places(std::type_identity<output_targets<Targets...>>) {
  constexpr std::size_t unknown = first_failure<(output_of_target<Symbols, Value, Targets>() >= 0)...>(), typed = first_failure<takes_numbers<Targets, T>...>(), fitting = first_failure<Fits...>(), once = first_failure<is_placed_once<Symbols, Value, Targets, Targets...>...>();
  using all = std::tuple<Targets...>;
  if constexpr (unknown < sizeof...(Targets)) return std::type_identity<no_result_for_place<key_of_formula<P>, decltype(shown_target<std::tuple_element_t<unknown, all>>())>>();
  else if constexpr (once < sizeof...(Targets)) return std::type_identity<placed_twice<key_of_formula<P>, decltype(shown_target<std::tuple_element_t<once, all>>())>>();
  else if constexpr (typed < sizeof...(Targets)) return std::type_identity<of_another_type<key_of_formula<P>, decltype(shown_target<std::tuple_element_t<typed, all>>())>>();
  else if constexpr (fitting < sizeof...(Fits)) return std::type_identity<of_another_length<key_of_formula<P>, decltype(shown_target<std::tuple_element_t<fitting, all>>())>>();
  else return std::type_identity<refused_result>();
}

/// The place of the value of a formula, for into(). Of together(f, g) each formula has its own.
template <Expression F>
constexpr output_name<value_itself<F>> value_of(F) {
  return {};
}
/// The place of the derivative by a symbol, or of its block of a Jacobian, for into().
template <Expression Symbol>
  requires(is_set(facts_of<Symbol>.symbol))
constexpr output_name<Symbol> gradient_of(Symbol) {
  return {};
}

}  // namespace nabla::detail

namespace nabla {
using detail::into, detail::value_of, detail::gradient_of;
}
