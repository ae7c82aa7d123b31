// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/hyperbolic.hpp>
#include <nabla/rules/no_nan.hpp>
#include <nabla/support/libm.hpp>

namespace nabla::detail {

struct log1mexp_rule : packet_function<1> {
  static constexpr auto text = "log1mexp";
  static constexpr value_range range{.keeps_nan = true};
  static constexpr interval domain[] = {{0.01, 40}};
  // each form where it keeps its digits (Mächler 2012, "Accurately computing log(1 - exp(-|a|))")
  static constexpr auto value(auto u) {
    using libm::exp, libm::expm1, libm::log, libm::log1p;
    using T = decltype(u);
    return select(u < T(0.6931471805599453094172321214581765681L), log(-expm1(-u)), log1p(-exp(-u)));
  }
  static constexpr auto meaning(auto u) { return log(1_c - exp(-u)); }
  static constexpr auto partials(auto u, auto) { return partial(exp(-u) / -expm1(-u)); }
  static constexpr auto rewrites(auto u) { return rewrite(exp(log1mexp(u)), -expm1(-u)); }
};
/// log(1 - exp(-u)), exact to rounding; -inf at 0, NaN below. What log(1 - exp(-u)) becomes.
template <Expression A>
constexpr node_of<log1mexp_rule, A> log1mexp(A) { return {}; }

struct logsubexp_rule : function<2> {
  static constexpr auto text = "logsubexp";
  static constexpr value_range range{.keeps_nan = true};
  static constexpr interval domain[] = {{2, 5}, {-3, 1}};
  static constexpr auto value(auto u, auto v) {
    using T = decltype(u);
    return u + log1mexp_rule::value(select(u == v, T(0), u - v));  // of equal infinities too
  }
  static constexpr auto meaning(auto u, auto v) { return log(exp(u) - exp(v)); }
  static constexpr auto partials(auto u, auto v, auto) {
    auto distance = subtract_no_nan(u, v);
    auto rest = -expm1(-distance);
    return partial(1_c / rest, -(exp(-distance) / rest));
  }
};
/// log(exp(u) - exp(v)) without overflow; -inf where u = v, NaN where u < v. Near its zero, where exp(u) - exp(v) = 1, digits cancel.
template <Expression A, Expression B>
  requires shapes_agree<logsubexp_rule, A, B>
constexpr node_of<logsubexp_rule, A, B> logsubexp(A, B) { return {}; }

struct logcosh_rule : packet_function<1> {
  static constexpr auto text = "logcosh";
  static constexpr int parity = 1;
  static constexpr value_range range{.finite = true, .keeps_nan = true};
  static constexpr auto value(auto u) {
    using libm::abs, libm::exp, libm::expm1, libm::log1p;
    using T = decltype(u);
    const T size = abs(u), lost = expm1(-size);  // cosh(u) - 1 = lost² / (2 exp(-size))
    const T far = (size + log1p(exp(T(-2) * size))) - T(0.6931471805599453094172321214581765681L);
    return select(size < T(1), log1p(lost * lost / (T(2) + T(2) * lost)), far);
  }
  static constexpr auto meaning(auto u) { return log(cosh(u)); }
  static constexpr auto partials(auto u, auto) { return partial(tanh(u)); }
};
/// log(cosh(u)), exact to rounding near 0 and where cosh overflows; what log(cosh(u)) becomes.
template <Expression A>
constexpr node_of<logcosh_rule, A> logcosh(A) { return {}; }

}  // namespace nabla::detail

namespace nabla {
using detail::log1mexp, detail::logsubexp, detail::logcosh;
}
