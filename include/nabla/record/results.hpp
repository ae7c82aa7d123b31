// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/record/calls.hpp>

#include <tuple>

namespace nabla::detail {

template <class R>
concept RecordedResult = is_recorded<R> || BareNumber<R> || Expression<R>;
/// std::array, std::pair, std::tuple.
template <class R>
concept ResultTuple = requires { std::tuple_size<R>::value; };

/// Structures of numbers, of at most so many members.
inline constexpr int most_members = 8;
struct any_member {
  template <class T>
  constexpr operator T() const;
};
template <class R, int... I>
constexpr int count_members(std::integer_sequence<int, I...> all) {
  if constexpr (requires { R{(static_cast<void>(I), any_member{})...}; } || sizeof...(I) == 0) return static_cast<int>(all.size());
  else return detail::count_members<R>(std::make_integer_sequence<int, static_cast<int>(sizeof...(I)) - 1>{});
}
template <class R>
inline constexpr int member_count = 0;
template <class R>
  requires std::is_class_v<R> && std::is_aggregate_v<R> && (!RecordedResult<R>)
inline constexpr int member_count<R> = detail::count_members<R>(std::make_integer_sequence<int, most_members>{});

/// Calls use(…) with the members of a structure.
template <int Count, class R, class Use>
constexpr auto use_members(R& r, Use use) {
  if constexpr (Count == 1) {
    auto& [a] = r;
    return use(a);
  } else if constexpr (Count == 2) {
    auto& [a, b] = r;
    return use(a, b);
  } else if constexpr (Count == 3) {
    auto& [a, b, c] = r;
    return use(a, b, c);
  } else if constexpr (Count == 4) {
    auto& [a, b, c, d] = r;
    return use(a, b, c, d);
  } else if constexpr (Count == 5) {
    auto& [a, b, c, d, e] = r;
    return use(a, b, c, d, e);
  } else if constexpr (Count == 6) {
    auto& [a, b, c, d, e, f] = r;
    return use(a, b, c, d, e, f);
  } else if constexpr (Count == 7) {
    auto& [a, b, c, d, e, f, g] = r;
    return use(a, b, c, d, e, f, g);
  } else {
    auto& [a, b, c, d, e, f, g, h] = r;
    return use(a, b, c, d, e, f, g, h);
  }
}

template <class R>
inline constexpr bool is_recorded_result = RecordedResult<R>;
struct are_recorded_results {  // clang 14 reads no lambda of a type from a precompiled header
  template <class... Members>
  constexpr auto operator()(Members&...) const {
    return std::bool_constant<(is_recorded_result<std::remove_cvref_t<Members>> && ...)>{};
  }
};
template <class R>
  requires(member_count<R> > 0 && !ResultTuple<R>)
inline constexpr bool is_recorded_result<R> = decltype(detail::use_members<member_count<R>>(std::declval<R&>(), are_recorded_results{}))::value;
template <ResultTuple R>
inline constexpr bool is_recorded_result<R> = []<std::size_t... I>(std::index_sequence<I...>) {
  return (is_recorded_result<std::remove_cvref_t<std::tuple_element_t<I, R>>> && ...);
}(std::make_index_sequence<std::tuple_size_v<R>>{});

/// Calls use(number) for each number in what a recorded function returns, in order.
template <class R, class Use>
constexpr void for_each_result(R& result, Use use) {
  using type = std::remove_const_t<R>;
  if constexpr (RecordedResult<type>) use(result);
  else if constexpr (!ResultTuple<type>) detail::use_members<member_count<type>>(result, [&use](auto&... members) { (detail::for_each_result(members, use), ...); });
  else {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      using std::get;
      (detail::for_each_result(get<I>(result), use), ...);
    }(std::make_index_sequence<std::tuple_size_v<type>>{});
  }
}

/// Appends the nodes of what a recorded function returns.
template <class R>
constexpr void add_results(recorder& r, const R& result, list<int>& nodes) {
  detail::for_each_result(result, [&](const auto& one) { nodes.push(detail::node_in(r, one)); });
}

}  // namespace nabla::detail
