// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/node.hpp>
#include <nabla/expression/parameters.hpp>
#include <nabla/rules/refusals.hpp>

namespace nabla::detail {

/// What a recorded function computes with.
struct recorded;
struct recorded_condition;
struct recorded_count;

template <>
inline constexpr bool is_recorded<recorded> = true;
template <>
inline constexpr bool is_recorded<recorded_condition> = true;
template <>
inline constexpr bool is_recorded<recorded_count> = true;
template <>
inline constexpr bool combines_with_formulas<recorded> = true;
template <>
inline constexpr bool combines_with_formulas<recorded_condition> = true;
template <>
inline constexpr bool combines_with_formulas<recorded_count> = true;
template <class T>
inline constexpr bool is_recorded_condition = __is_same(T, recorded_condition);
/// What C++ takes for an int: a comparison, and a sum of these and of whole numbers.
template <class T>
inline constexpr bool is_whole = __is_same(T, recorded_condition) || __is_same(T, recorded_count);

/// What a function of recorded numbers takes: these, conditions, bare numbers and expressions; one of them is recorded.
template <class... A>
concept RecordedOperands = (is_recorded<A> || ...) && ((is_recorded<A> || BareNumber<A> || Expression<A>) && ...);

/// What !, & and | take: of whole numbers they are those of C++, bit by bit.
template <class... A>
concept RecordedLogic = RecordedOperands<A...> && ((__is_same(A, recorded_condition) || __is_same(A, recorded) || __is_same(A, bool) || Expression<A>) && ...);

// Defined in calls.hpp: a function of the table, by its rule or by its name, written down.
template <class Rule, class... A>
constexpr auto apply_recorded(const A&... a);
template <class Rule, class A, class B>
constexpr auto add_recorded(const A& a, const B& b);
template <class A, class B>
constexpr auto divide_recorded(const A& a, const B& b);
template <class A>
constexpr auto negate_recorded(const A& a);
template <class Rule, class... A>
constexpr auto compare_recorded(const A&... a);
template <class A, class B>
constexpr auto multiply_recorded(const A& a, const B& b);
template <class Call, class... A>
constexpr auto call_recorded(Call, const A&... a);
template <class Rule, class A>
constexpr auto part_of_recorded(const A& a);
template <bool Horizontal, class... A>
constexpr recorded stack_recorded(const A&... a);
// Defined in branches.hpp.
template <class C, class A, class B>
constexpr auto choose_recorded(const C& c, A if_it_holds, B otherwise);

}  // namespace nabla::detail
