// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/arithmetic.hpp>
#include <nabla/support/libm.hpp>

namespace nabla::detail {

struct exp_rule : packet_function<1> {
  static constexpr auto text = "exp";
  static constexpr value_range range{.finite = true, .keeps_nan = true, .positive = true, .grows = true, .settles = true};
  static constexpr auto latex = "e^{#1}";
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using libm::exp;
    return exp(u);
  }
  static constexpr auto partials(auto, auto v) { return partial(v); }
  static constexpr auto rewrites(auto u) { return rewrite(exp(u) - 1_c, expm1(u), 1_c - exp(u), -expm1(u), exp(u) + c<-1>, expm1(u)); }
};
/// e^u. What is written exp(u) - 1 becomes expm1(u).
template <Expression A>
constexpr node_of<exp_rule, A> exp(A) { return {}; }

struct expm1_rule : packet_function<1> {
  static constexpr auto text = "expm1";
  static constexpr auto latex = "e^{#1} - 1";
  static constexpr value_range range{.finite = true, .keeps_nan = true, .grows = true, .settles = true};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using libm::exp, libm::expm1;
    if constexpr (requires { expm1(u); }) return expm1(u);
    else return exp(u) - decltype(u)(1);  // complex numbers
  }
  static constexpr auto meaning(auto u) { return exp(u) - 1_c; }
  static constexpr auto partials(auto u, auto) { return partial(exp(u)); }
};
/// e^u - 1, exact to rounding near 0.
template <Expression A>
constexpr node_of<expm1_rule, A> expm1(A) { return {}; }

/// Natural logarithm.
struct log_rule : packet_function<1> {
  static constexpr auto text = "log";
  static constexpr value_range range{.strict = true};
  using families = families_of_log;
  static constexpr auto latex = "\\log";
  static constexpr interval domain[] = {{0.01, 100}};
  NABLA_DETAIL_RUNS_IN_PLACE static constexpr auto value(auto u) {
    using libm::log;
    return log(u);
  }
  static constexpr auto partials(auto u, auto) { return partial(1_c / u); }
  static constexpr auto rewrites(auto u, auto v) { return rewrite(log(1_c + u), log1p(u), log(1_c - u), log1p(-u), multiply_no_nan(log(u), v), xlogy(v, u)); }
};
/// Natural logarithm; log(0) = -inf, NaN below. What is written log(1 + u) becomes log1p(u).
template <Expression A>
constexpr node_of<log_rule, A> log(A) { return {}; }

struct log1p_rule : packet_function<1> {
  static constexpr auto text = "log1p";
  static constexpr auto latex = "\\log\\left(1 + #1\\right)";
  static constexpr value_range range{.strict = true};
  using families = families_of_log1p;
  static constexpr interval domain[] = {{-0.99, 100}};
  NABLA_DETAIL_RUNS_IN_PLACE static constexpr auto value(auto u) {
    using libm::log, libm::log1p;
    if constexpr (requires { log1p(u); }) return log1p(u);
    else return log(decltype(u)(1) + u);  // complex numbers
  }
  static constexpr auto meaning(auto u) { return log(1_c + u); }
  static constexpr auto partials(auto u, auto) { return partial(1_c / (1_c + u)); }
};
/// log(1 + u), exact to rounding near 0.
template <Expression A>
constexpr node_of<log1p_rule, A> log1p(A) { return {}; }

struct exp2_rule : packet_function<1> {
  static constexpr auto text = "exp2";
  static constexpr value_range range{.finite = true, .keeps_nan = true, .positive = true, .grows = true, .settles = true};
  static constexpr auto latex = "2^{#1}";
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using libm::exp, libm::exp2, libm::log;
    if constexpr (requires { exp2(u); }) return exp2(u);
    else return exp(u * log(decltype(u)(2)));  // complex numbers
  }
  static constexpr auto meaning(auto u) { return exp(u * log(constant_beside<2>(u))); }
  static constexpr auto partials(auto, auto v) { return partial(v * log(constant_beside<2>(v))); }
};
/// 2^u
template <Expression A>
constexpr node_of<exp2_rule, A> exp2(A) { return {}; }

struct log2_rule : packet_function<1> {
  static constexpr auto text = "log2";
  static constexpr value_range range{.strict = true};
  using families = families_of_log_to_base<false>;
  static constexpr auto latex = "\\log_2";
  static constexpr interval domain[] = {{0.01, 100}};
  NABLA_DETAIL_RUNS_IN_PLACE static constexpr auto value(auto u) {
    using libm::log, libm::log2;
    if constexpr (requires { log2(u); }) return log2(u);
    else return log(u) / log(decltype(u)(2));  // complex numbers
  }
  static constexpr auto meaning(auto u) { return log(u) / log(constant_beside<2>(u)); }
  static constexpr auto partials(auto u, auto) { return partial(1_c / log(constant_beside<2>(u)) / u); }
};
/// Logarithm to base 2.
template <Expression A>
constexpr node_of<log2_rule, A> log2(A) { return {}; }

struct log10_rule : packet_function<1> {
  static constexpr auto text = "log10";
  static constexpr value_range range{.strict = true};
  using families = families_of_log_to_base<true>;
  static constexpr auto latex = "\\log_{10}";
  static constexpr interval domain[] = {{0.01, 100}};
  NABLA_DETAIL_RUNS_IN_PLACE static constexpr auto value(auto u) {
    using libm::log10;
    return log10(u);
  }
  static constexpr auto meaning(auto u) { return log(u) / log(constant_beside<10>(u)); }
  static constexpr auto partials(auto u, auto) { return partial(1_c / log(constant_beside<10>(u)) / u); }
};
/// Logarithm to base 10.
template <Expression A>
constexpr node_of<log10_rule, A> log10(A) { return {}; }

}  // namespace nabla::detail

namespace nabla {
using detail::exp, detail::expm1, detail::log, detail::log1p, detail::exp2, detail::log2, detail::log10;
}
