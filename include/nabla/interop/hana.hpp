// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/results.hpp>

#include <boost/hana/fwd/equal.hpp>
#include <boost/hana/fwd/hash.hpp>
#include <boost/hana/map.hpp>
#include <boost/hana/pair.hpp>
#include <boost/hana/type.hpp>

namespace nabla::detail {

/// Symbols as keys of Boost.Hana maps: equal when they are one symbol.
struct symbol_hana_tag {};

/// A Boost.Hana map from symbol to partial derivative.
template <class Symbols, class... Values>
constexpr auto hana_map_of(const gradient<Symbols, Values...>& g) {
  return [&]<int... I>(std::integer_sequence<int, I...>) {
    return boost::hana::make_map(boost::hana::make_pair(symbol_type<Symbols::symbols.data[I]>{}, held_at<I>(g.values))...);
  }(std::make_integer_sequence<int, Symbols::count>{});
}

}  // namespace nabla::detail

namespace boost::hana {

template <nabla::detail::role Role, nabla::detail::fixed_string Name, auto... Extents>
struct tag_of<nabla::detail::symbol<Role, Name, Extents...>> {
  using type = nabla::detail::symbol_hana_tag;
};
template <>
struct equal_impl<nabla::detail::symbol_hana_tag, nabla::detail::symbol_hana_tag> {
  template <class A, class B>
  static constexpr auto apply(const A&, const B&) {
    return bool_c<std::is_same_v<A, B>>;
  }
};
template <>
struct hash_impl<nabla::detail::symbol_hana_tag> {
  template <class A>
  static constexpr auto apply(const A&) {
    return type_c<A>;
  }
};

}  // namespace boost::hana
