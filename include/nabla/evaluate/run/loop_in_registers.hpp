// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/run/loop.hpp>

#include <utility>

namespace nabla::detail {

#if defined(__AVX512F__)
/// Is it a function that half of a register can do: arithmetic, comparisons and choices?
template <operation_number Code, key Function>
constexpr bool is_member_for_halves() {
  if constexpr (Code != operation_code::other) return Code != operation_code::power;
  else return rule_of_member<Function>::is_short;
}
/// Are all of a loop? A quotient is a product there, or divides.
template <class Loop, int... K>
constexpr bool is_short_of_halves(std::integer_sequence<int, K...>) {
  using T = typename Loop::T;
  return (... && (is_member_for_halves<Loop::what.member(K).code, Loop::what.member(K).function>() && (!requires(T u) { rule_of_member<Loop::what.member(K).function>::is_divided(u, u); } || is_quotient_by_number<T, Loop::what.member(K).function>(Loop::what.member(K).operands[1], Loop::what.member(K).operands[2]))));
}
/// Half registers where columns fill these, as of 4 × 4 doubles: two columns that are loaded at once are not found where each was stored alone. Else whole ones.
template <class K, class C, int Segment>
constexpr auto lanes_of_loop() {
  using T = typename C::scalar;
  using lanes = typename K::template lanes<T>;
  if constexpr (lanes::width * sizeof(T) == 64 && requires { typename K::template lanes_of_half<T>; }) {
    using numbers = loop<C, Segment, single_lane<T>>;
    if constexpr (numbers::what.has_columns_of(lanes::width / 2)) {
      if constexpr (detail::is_short_of_halves<numbers>(typename numbers::all_members{})) return typename K::template lanes_of_half<T>();
      else return lanes();
    } else return lanes();
  } else return lanes();
}
template <class K, class C, int Segment>
using loop_in_registers = loop<C, Segment, decltype(detail::lanes_of_loop<K, C, Segment>())>;
#else
template <class K, class C, int Segment>
using loop_in_registers = loop<C, Segment, typename K::template lanes<typename C::scalar>>;
#endif

}  // namespace nabla::detail
