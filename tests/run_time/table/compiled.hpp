// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "run_time/table/subjects.hpp"
#include "support/table.hpp"

#include <nabla/nabla.hpp>

#include <tuple>

namespace test {

// A few entries are one program: F = Σ s_k f_k(p q + 1/4, ...) with symbols of their own for each, so that the derivatives of F are
// the value of f_k, by s_k, and its derivatives by its own p and q. One program for each entry costs half as much again.

template <char Kind, int I>
inline constexpr auto numbered = nabla::var<[] {
  const char text[] = {Kind, static_cast<char>('0' + I / 10), static_cast<char>('0' + I % 10), '\0'};
  return nabla::detail::fixed_string<4>(text);
}()>;
template <int I>
inline constexpr auto scale = numbered<'s', I>;
template <int I>
inline constexpr auto factor = numbered<'p', I>;
template <int I>
inline constexpr auto other_factor = numbered<'q', I>;

/// Operand number K of the entry whose operands begin at number First.
template <int First, int K>
constexpr auto inner_of() { return factor<First + K> * other_factor<First + K> + nabla::c<1, 4>; }

template <class Rule, int First>
constexpr auto composed() {
  if constexpr (Rule::arity == 1) return nabla::call<Rule>(inner_of<First, 0>());
  else if constexpr (Rule::arity == 2) return nabla::call<Rule>(inner_of<First, 0>(), inner_of<First, 1>());
  else if constexpr (Rule::arity == 3) return nabla::call<Rule>(inner_of<First, 0>(), inner_of<First, 1>(), inner_of<First, 2>());
  else return nabla::call<Rule>(inner_of<First, 0>(), inner_of<First, 1>(), inner_of<First, 2>(), inner_of<First, 3>());
}

template <class... Rules>
struct group {
  static constexpr int size = sizeof...(Rules);
  static constexpr int operands = (Rules::arity + ...);
  static constexpr int first_operand(int entry) {
    constexpr int arity[] = {Rules::arity...};
    int first = 0;
    for (int k = 0; k < entry; ++k) first += arity[k];
    return first;
  }
  static constexpr int entry_of(int operand) {
    int entry = 0;
    while (entry + 1 < size && first_operand(entry + 1) <= operand) ++entry;
    return entry;
  }
};

/// A list without the entries that are not differentiable twice: trigamma, whose derivative is tetragamma, which has none.
template <class... Kept>
constexpr auto differentiable_twice(nabla::detail::rule_list<>, nabla::detail::rule_list<Kept...> kept) { return kept; }
template <class First, class... Rest, class... Kept>
constexpr auto differentiable_twice(nabla::detail::rule_list<First, Rest...>, nabla::detail::rule_list<Kept...>) {
  if constexpr (std::is_same_v<First, nabla::detail::trigamma_rule> || std::is_same_v<First, nabla::detail::tetragamma_rule>)
    return differentiable_twice(nabla::detail::rule_list<Rest...>{}, nabla::detail::rule_list<Kept...>{});
  else return differentiable_twice(nabla::detail::rule_list<Rest...>{}, nabla::detail::rule_list<Kept..., First>{});
}
using smooth_rules = decltype(differentiable_twice(nabla::detail::elementwise_rules{}, nabla::detail::rule_list<>{}));

/// Entries First ... First + Count - 1 of a list, as a group.
template <class List, int First, class Numbers>
struct part_of_list;
template <class... Rules, int First, int... I>
struct part_of_list<nabla::detail::rule_list<Rules...>, First, std::integer_sequence<int, I...>> {
  using type = group<std::tuple_element_t<static_cast<std::size_t>(First + I), std::tuple<Rules...>>...>;
};

}  // namespace test
