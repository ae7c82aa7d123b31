// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/record/calls.hpp>

#include <tuple>

namespace nabla::detail {

template <class R>
concept RecordedResult = is_recorded<R> || BareNumber<R> || Expression<R>;
/// std::array, std::pair, std::tuple
template <class R>
concept ResultTuple = requires { std::tuple_size<R>::value; };

template <class R>
inline constexpr bool is_recorded_result = RecordedResult<R>;
template <ResultTuple R>
inline constexpr bool is_recorded_result<R> = []<std::size_t... I>(std::index_sequence<I...>) {
  return (is_recorded_result<std::remove_cvref_t<std::tuple_element_t<I, R>>> && ...);
}(std::make_index_sequence<std::tuple_size_v<R>>{});

/// Calls use(number) for each number in what a recorded function returns, in order.
template <class R, class Use>
constexpr void for_each_result(R& result, Use use) {
  using type = std::remove_const_t<R>;
  if constexpr (RecordedResult<type>) use(result);
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
