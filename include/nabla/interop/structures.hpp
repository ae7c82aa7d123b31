// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/results.hpp>
#include <nabla/record/formula.hpp>

#include <array>
#include <boost/hana/accessors.hpp>
#include <boost/hana/adapt_struct.hpp>
#include <boost/hana/concept/struct.hpp>
#include <boost/hana/define_struct.hpp>
#include <boost/hana/first.hpp>
#include <boost/hana/fwd/at.hpp>
#include <boost/hana/length.hpp>
#include <boost/hana/second.hpp>
#include <boost/hana/string.hpp>
#include <boost/hana/tuple.hpp>

namespace nabla::detail {

template <class T>
inline constexpr int elements_of_member = 0;
template <class T, std::size_t N>
inline constexpr int elements_of_member<std::array<T, N>> = static_cast<int>(N);

/// The members of a structure that BOOST_HANA_DEFINE_STRUCT or BOOST_HANA_ADAPT_STRUCT made known. As symbols they have the members' names: a number, or a
/// column where the member is a std::array.
template <class S>
struct members_of {
  using accessors = decltype(boost::hana::accessors<S>());
  static constexpr int count = static_cast<int>(decltype(boost::hana::length(std::declval<accessors>()))::value);
  using all = std::make_integer_sequence<int, count>;

  template <int I>
  static constexpr decltype(auto) get(auto& s) {
    return boost::hana::second(boost::hana::at_c<static_cast<std::size_t>(I)>(boost::hana::accessors<S>()))(s);
  }
  template <int I>
  using type = std::remove_cvref_t<decltype(get<I>(std::declval<S&>()))>;
  template <int I>
  static constexpr auto name = [] {
    constexpr const char* text = std::remove_cvref_t<decltype(boost::hana::first(boost::hana::at_c<static_cast<std::size_t>(I)>(boost::hana::accessors<S>())))>::c_str();
    return fixed_text<length_of(text)>(text);
  }();

  template <int I>
  static constexpr auto symbol_of_member() {
    if constexpr (elements_of_member<type<I>> > 0) return var<name<I>, elements_of_member<type<I>>>;
    else return var<name<I>>;
  }
  template <int I>
  using symbol = decltype(symbol_of_member<I>());
};

/// A member from a number, or from a column whose elements element(column, k) gives.
template <class Member, class From, class Element>
constexpr void set_member(Member& member, const From& from, Element element) {
  if constexpr (elements_of_member<Member> > 0) {
    for (int k = 0; k < elements_of_member<Member>; ++k) member[static_cast<std::size_t>(k)] = element(from, k);
  } else member = from;
}

template <class S>
  requires(boost::hana::Struct<S>::value)
struct structure_traits<S> {
  static constexpr bool is_structure = true;
  template <bool ByName, class Value, class Use>
  NABLA_DETAIL_IN_PLACE static constexpr auto with_members(Value& value, const Use& use) {
    return [&]<int... I>(std::integer_sequence<int, I...>) NABLA_DETAIL_LAMBDA_IN_PLACE { return use(member<ByName, I>(value)...); }(typename members_of<S>::all{});
  }

 private:
  template <bool ByName, int I, class Value>
  static constexpr decltype(auto) member(Value& value) {
    using reference = decltype(members_of<S>::template get<I>(value));
    if constexpr (ByName) return binding<typename members_of<S>::template symbol<I>, reference>{members_of<S>::template get<I>(value)};
    else return static_cast<reference>(members_of<S>::template get<I>(value));
  }
};

template <class S, class Symbols, int... I>
constexpr bool has_all_members(std::integer_sequence<int, I...>) {
  return ((Symbols::find(facts_of<typename members_of<S>::template symbol<I>>) >= 0) && ...);
}
/// grad(f)(c).as<camera<double>>()
template <Structure S, class Symbols, class... Values>
  requires(has_all_members<S, Symbols>(typename members_of<S>::all{}))
constexpr S structure_of_gradient(const gradient<Symbols, Values...>& g) {
  using members = members_of<S>;
  S result{};
  [&]<int... I>(std::integer_sequence<int, I...>) {
    (set_member(members::template get<I>(result), g[typename members::template symbol<I>{}], [](const auto& derivative, int k) { return derivative(k, 0); }), ...);
  }(typename members::all{});
  return result;
}

/// A function of a structure as one of its members.
template <class Function, class S>
struct function_of_structure {
  template <class... R>
  constexpr auto operator()(R... all) const {
    return call(std::make_integer_sequence<int, members_of<S>::count>{}, std::make_integer_sequence<int, static_cast<int>(sizeof...(R)) - members_of<S>::count>{}, {all...});
  }

 private:
  template <int... I, int... J>
  static constexpr auto call(std::integer_sequence<int, I...>, std::integer_sequence<int, J...>, const std::array<recorded, sizeof...(I) + sizeof...(J)>& all) {
    S s{};
    (set_member(members_of<S>::template get<I>(s), all[static_cast<std::size_t>(I)], [](const recorded& r, int k) { return r[k]; }), ...);
    return function_without_captures<Function>()(s, all[sizeof...(I) + static_cast<std::size_t>(J)]...);
  }
};
template <class Function, class S, class... Symbols, int... I>
constexpr auto record_of_structure(std::integer_sequence<int, I...>) {
  return typename decltype(recorded_as<function_of_structure<Function, S>, typename members_of<S>::template symbol<I>..., Symbols...>())::type{};
}
template <class Function, class S, class... Symbols, int... I>
constexpr auto record_of_members(std::integer_sequence<int, I...>) {
  return typename decltype(recorded_as<Function, typename members_of<S>::template symbol<I>..., Symbols...>())::type{};
}

/// `formula<camera>([](auto c, auto p) { return c.focal * p[0]; }, p)` where camera is a template: the function gets a camera of recorded numbers, and what
/// else it takes. f(c, p) is called with a camera<double>, and grad(f)(c, p).as<camera<double>>() is one again.
template <template <class> class S, class Function, Expression... Symbols>
  requires(boost::hana::Struct<S<recorded>>::value)
constexpr auto formula(Function, Symbols...) {
  return record_of_structure<Function, S<recorded>, Symbols...>(typename members_of<S<recorded>>::all{});
}
/// `formula<option>([](auto spot, auto strike) { … })` where option is a structure of doubles: the function gets its members one by one.
template <class S, class Function, Expression... Symbols>
  requires(boost::hana::Struct<S>::value)
constexpr auto formula(Function, Symbols...) {
  return record_of_members<Function, S, Symbols...>(typename members_of<S>::all{});
}

}  // namespace nabla::detail

namespace nabla {
using detail::formula;
}
