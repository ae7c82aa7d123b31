// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/log_exponentials.hpp>

namespace nabla::detail {

// log(1 - exp(-e)) of e = exp(u), of the complementary log-log link: u - e / 2 + e² / 24 - …, of which the third is below the rounding where the second alone is taken.
struct log1mexp_of_exponential_rule : packet_function<1> {  // internal
  static constexpr auto text = "log1mexp_of_exponential";
  static constexpr value_range range{.finite = true, .keeps_nan = true};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using libm::exp;
    using T = decltype(u);
    const T e = exp(u);
    if constexpr (is_ordered<T>) return T(select(u < T(is_wide<T> ? -200 : -20), T(u - T(0.5) * e), log1mexp_rule::value(e)));
    else return log1mexp_rule::value(e);
  }
  static constexpr auto meaning(auto u) { return log(1_c - exp(-exp(u))); }
  static constexpr auto partials(auto u, auto) { return partial(log1mexp_of_exponential_slope(u)); }
};
template <Expression A>
constexpr node_of<log1mexp_of_exponential_rule, A> log1mexp_of_exponential(A) { return {}; }
// 1 - e - s of e = exp(u) and s = e / (exp(e) - 1), by which s grows: near 0 by the series of the slope of bernoulli.
struct log1mexp_of_exponential_curvature_rule : packet_function<2> {  // internal
  static constexpr auto text = "log1mexp_of_exponential_curvature";
  static constexpr auto meaning(auto u, auto s) { return 1_c - exp(u) - s; }
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto s) {
    using libm::exp;
    using T = decltype(u);
    const T e = exp(u);
    if constexpr (!is_ordered<T>) return T(T(1) - e - s);
    else {
      const T half = T(0.5) * e;
      return T(select_greater(e, T(1), T(T(1) - e - s), T(-(half + half * half * bessel_ratio_near(T(half * half))))));
    }
  }
  // s depends on u: all of the derivative is by that
  static constexpr auto partials(auto u, auto s, auto r) { return partial(-(exp(u) + multiply_no_nan(r, s)), 0_c); }
};
// e / (exp(e) - 1) of e = exp(u), and of 0 and infinity what it tends to.
struct log1mexp_of_exponential_slope_rule : packet_function<1> {  // internal
  static constexpr auto text = "log1mexp_of_exponential_slope";
  static constexpr value_range range{.finite = true, .keeps_nan = true, .not_negative = true};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using libm::exp;
    using T = decltype(u);
    const T e = exp(u), quotient = e / expm1_rule::value(e);
    if constexpr (is_ordered<T>) return T(select(e == T(0), T(1), select(T(0.5) * e == e, T(0), quotient)));
    else return quotient;
  }
  static constexpr auto meaning(auto u) { return exp(u) / (exp(exp(u)) - 1_c); }
  static constexpr auto partials(auto u, auto s) { return partial(multiply_no_nan(call<log1mexp_of_exponential_curvature_rule>(u, s), s)); }
};
template <Expression A>
constexpr node_of<log1mexp_of_exponential_slope_rule, A> log1mexp_of_exponential_slope(A) { return {}; }

}  // namespace nabla::detail
