// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/support/compiler.hpp>

#include <utility>

namespace nabla::detail {

template <int I, class T>
struct held_value {
  T value;
};
template <class Places, class... T>
struct values_at;
template <int... I, class... T>
struct values_at<std::integer_sequence<int, I...>, T...> : held_value<I, T>... {
  static constexpr int count = static_cast<int>(sizeof...(T));
};

/// Values of several types, `{{a}, {b}}`. Of a std::tuple some ten functions make and read each, which are calls where nothing is optimised.
template <class... T>
using held_values = values_at<std::make_integer_sequence<int, static_cast<int>(sizeof...(T))>, T...>;
template <int I, class T>
NABLA_DETAIL_SHORT constexpr const T& held_at(const held_value<I, T>& one) {
  return one.value;
}
template <int I, class T>
NABLA_DETAIL_SHORT constexpr T&& held_at(held_value<I, T>&& one) {
  return static_cast<T&&>(one.value);
}
/// use(a, b, …)
template <class Use, int... I, class... T>
constexpr decltype(auto) with_held(const values_at<std::integer_sequence<int, I...>, T...>& all, Use use) {
  return use(held_at<I>(all)...);
}

}  // namespace nabla::detail
