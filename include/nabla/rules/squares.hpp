// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/exponential.hpp>
#include <nabla/support/wide.hpp>

namespace nabla::detail {

// log(1 + u²), u / (1 + u²) and the slope of that, (1 - u²) / (1 + u²)², where squares overflow, too: beyond 1e15 the 1 is nothing beside them.
struct log1p_square_rule : packet_function<1> {  // internal
  static constexpr auto text = "log1p_square";
  static constexpr auto latex = "\\log\\left(1 + #1^{2}\\right)";
  static constexpr value_range range{.finite = true, .keeps_nan = true, .not_negative = true};
  static constexpr int parity = 1;
  static constexpr auto value(auto u) {
    using libm::abs;
    using T = decltype(u);
    const T square = u * u;
    if constexpr (is_wide<T> || !is_ordered<T>) return log1p_rule::value(square);
    else return T(select(square > T(1e30), T(2), T(1)) * log1p_rule::value(T(select(square > T(1e30), T(abs(u)), square))));
  }
  static constexpr auto meaning(auto u) { return log(1_c + u * u); }
  static constexpr auto partials(auto u, auto) { return partial(2_c * over_one_more_square(u)); }
};
template <Expression A>
constexpr node_of<log1p_square_rule, A> log1p_square(A) { return {}; }
struct over_one_more_square_rule : packet_function<1> {  // internal
  static constexpr auto text = "over_one_more_square";
  static constexpr auto latex = "\\frac{#1}{1 + #1^{2}}";
  static constexpr value_range range{.finite = true, .keeps_nan = true};
  static constexpr int parity = -1;
  static constexpr auto value(auto u) {
    using T = decltype(u);
    const T square = u * u;
    if constexpr (is_wide<T> || !is_ordered<T>) return T(u / T(T(1) + square));
    else return T(select(square > T(1e30), T(1), u) / select(square > T(1e30), u, T(T(1) + square)));
  }
  static constexpr auto meaning(auto u) { return u / (1_c + u * u); }
  static constexpr auto partials(auto u, auto) { return partial(slope_over_one_more_square(u)); }
};
template <Expression A>
constexpr node_of<over_one_more_square_rule, A> over_one_more_square(A) { return {}; }
struct slope_over_one_more_square_rule : packet_function<1> {  // internal
  static constexpr auto text = "slope_over_one_more_square";
  static constexpr value_range range{.finite = true, .keeps_nan = true};
  static constexpr int parity = 1;
  static constexpr auto value(auto u) {
    using T = decltype(u);
    const T square = u * u, share = T(1) / T(T(1) + square), difference = T(T(1) - u) * T(T(1) + u) * share;
    if constexpr (is_wide<T> || !is_ordered<T>) return T(difference * share);
    else return T(select(square > T(1e30), T(-1), difference) * share);
  }
  static constexpr auto meaning(auto u) { return (1_c - u * u) / ((1_c + u * u) * (1_c + u * u)); }
  // 2 u (u² - 3) / (1 + u²)³
  static constexpr auto partials(auto u, auto) {
    auto share = 1_c / (1_c + sq(u));
    return partial(2_c * (over_one_more_square(u) * (share * (1_c - constant_beside<4>(u) * share))));
  }
};
template <Expression A>
constexpr node_of<slope_over_one_more_square_rule, A> slope_over_one_more_square(A) { return {}; }

}  // namespace nabla::detail
