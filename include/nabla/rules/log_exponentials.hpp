// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/hyperbolic.hpp>
#include <nabla/rules/no_nan.hpp>
#include <nabla/rules/numbered.hpp>
#include <nabla/rules/quotients_by_expm1.hpp>
#include <nabla/rules/sums_with_exponentials.hpp>
#include <nabla/support/libm.hpp>
#include <nabla/support/wide.hpp>

namespace nabla::detail {

// 1 / (exp(u) - 1), the slope of log1mexp: the derivative of a quotient would be a difference of two infinities at 0.
struct reciprocal_expm1_rule : function<1> {  // internal
  static constexpr auto text = "reciprocal_expm1";
  static constexpr auto latex = "\\frac{1}{e^{#1} - 1}";
  static constexpr value_range range{.keeps_nan = true};
  static constexpr interval domain[] = {{0.01, 40}};
  static constexpr auto definition(auto u) { return exp(-u) / -expm1(-u); }
  static constexpr auto partials(auto, auto s) { return partial(-(s * (1_c + s))); }
};
template <Expression A>
constexpr node_of<reciprocal_expm1_rule, A> reciprocal_expm1(A) { return {}; }

struct log1mexp_rule : packet_function<1> {
  static constexpr auto text = "log1mexp";
  static constexpr value_range range{.keeps_nan = true, .settles = true};
  static constexpr interval domain[] = {{0.01, 40}};
  // each form where it keeps its digits (Mächler 2012, "Accurately computing log(1 - exp(-|a|))")
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using libm::exp, libm::expm1, libm::log, libm::log1p;
    using T = decltype(u);
    if constexpr (is_ordered<T>) return select(u < T(0.6931471805599453094172321214581765681L), log(-expm1(-u)), log1p(-exp(-u)));
    else return log(T(1) - exp(-u));
  }
  static constexpr auto meaning(auto u) { return log(1_c - exp(-u)); }
  static constexpr auto partials(auto u, auto) { return partial(reciprocal_expm1(u)); }
  static constexpr auto rewrites(auto u) { return rewrite(exp(log1mexp(u)), -expm1(-u), log1mexp(exp(u)), log1mexp_of_exponential(u)); }
};
/// log(1 - exp(-u)), exact to rounding; -inf at 0, NaN below. What log(1 - exp(-u)) becomes.
template <Expression A>
constexpr node_of<log1mexp_rule, A> log1mexp(A) { return {}; }

// log(u / (1 + u)): of large u the quotient has no digits left of what it lacks of 1.
struct log_share_rule : packet_function<1> {  // internal
  static constexpr auto text = "log_share";
  static constexpr value_range range{.of_numbers = true};
  static constexpr interval domain[] = {{0.01, 100}};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using libm::log, libm::log1p;
    using T = decltype(u);
    const T plain = log(u / (T(1) + u));
    if constexpr (is_ordered<T>) return select(u > T(1), -log1p(T(1) / u), select(u < T(-2), -log1p(T(1) / u), plain));
    else return plain;
  }
  static constexpr auto meaning(auto u) { return log(u / (1_c + u)); }
  static constexpr auto partials(auto u, auto) { return partial(1_c / u / (1_c + u)); }
};
template <Expression A>
constexpr node_of<log_share_rule, A> log_share(A) { return {}; }

struct logsubexp_rule : packet_function<2> {
  static constexpr auto text = "logsubexp";
  static constexpr value_range range{.keeps_nan = true};
  static constexpr interval domain[] = {{2, 5}, {-3, 1}};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto v) {
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
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using libm::abs, libm::cosh, libm::exp, libm::expm1, libm::log, libm::log1p;
    using T = decltype(u);
    if constexpr (is_wide<T> || !is_ordered<T>) return T(log(cosh(u)));
    else {
      const T size = abs(u), lost = expm1(-size);  // cosh(u) - 1 = lost² / (2 exp(-size))
      // log(2) in two parts, of which the first is exact in all types: size less that is, where digits cancel
      const T far = (size - T(0.693145751953125L)) + (log1p(exp(T(-2) * size)) - T(1.42860682030941723212145817656807550013e-6L));
      return select(size < T(0.6931471805599453094172321214581765681L), log1p(lost * lost / (T(2) + T(2) * lost)), far);
    }
  }
  static constexpr auto meaning(auto u) { return log(cosh(u)); }
  static constexpr auto partials(auto u, auto) { return partial(tanh(u)); }
};
/// log(cosh(u)), exact to rounding near 0 and where cosh overflows; what log(cosh(u)) becomes.
template <Expression A>
constexpr node_of<logcosh_rule, A> logcosh(A) { return {}; }

// log(1 - tanh(u)): for large u of what tanh differs from 1 by.
struct log_tanh_complement_rule : packet_function<1> {  // internal
  static constexpr auto text = "log_tanh_complement";
  static constexpr value_range range{.finite = true, .keeps_nan = true};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using libm::exp, libm::log, libm::log1p, libm::tanh;
    using T = decltype(u);
    if constexpr (is_wide<T>) return T(log(T(2)) - (u > 0 ? T(2 * u + log1p(T(exp(T(-2 * u))))) : T(log1p(T(exp(T(2 * u)))))));
    else if constexpr (!is_ordered<T>) return T(log(T(1) - tanh(u)));
    else {
      const T far = (T(0.6931471805599453094172321214581765681L) - T(2) * u) - log1p(exp(T(-2) * u));
      return select(u < T(0.7), log1p(-tanh(u)), far);
    }
  }
  static constexpr auto meaning(auto u) { return log(1_c - tanh(u)); }
  static constexpr auto partials(auto u, auto) { return partial(-(1_c - tanh(-u))); }
};
template <Expression A>
constexpr node_of<log_tanh_complement_rule, A> log_tanh_complement(A) { return {}; }

// b^u / (1 + b^u), as the sigmoid is of e: in u log(b) a large u would lose as many digits as it has before the point.
template <int Base>
struct share_of_powers_rule : function<1> {  // internal
  static constexpr numbered_text name{"share_of_powers", Base};
  static constexpr const char* text = name.text;
  static constexpr value_range range{.finite = true, .keeps_nan = true, .positive = true, .bounded = true};
  static constexpr auto definition(auto u) { return 1_c / (1_c + power_of_base<Base>(-u)); }
  static constexpr auto complement(auto u) { return sigmoid_complement(power_of_base<Base>(-u), call<share_of_powers_rule>(u)); }
  static constexpr auto partials(auto u, auto v) { return partial(log(constant_beside<Base>(u)) * (v * (1_c - v))); }
};
template <int Base, Expression A>
constexpr node_of<share_of_powers_rule<Base>, A> share_of_powers(A) { return {}; }

// log(b^u + b^v)
template <int Base>
struct log_of_powers_rule : packet_function<2> {  // internal
  static constexpr numbered_text name{"log_of_powers", Base};
  static constexpr const char* text = name.text;
  static constexpr value_range range{.finite = true, .keeps_nan = true};
  static constexpr bool commutative = true;
  template <class T>
  static constexpr T log_of_base() {
    if constexpr (is_wide<T>) return T(log(T(Base)));
    else return T(Base == 2 ? 0.6931471805599453094172321214581765681L : 2.302585092994045684017991454684364208L);
  }
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto v) {
    using libm::abs, libm::exp2, libm::log, libm::log1p, libm::pow;
    using T = decltype(u);
    if constexpr (!is_ordered<T>) return T(log(pow(T(Base), u) + pow(T(Base), v)));
    else {
      const T distance = select(u == v, T(0), T(abs(u - v)));  // of equal infinities too
      const T scaled = log_of_base<T>() * select(u > v, u, v);
      if constexpr (Base == 2) return T(scaled + log1p(T(exp2(T(-distance)))));
      else return T(scaled + log1p(T(pow(T(Base), T(-distance)))));
    }
  }
  static constexpr auto meaning(auto u, auto v) { return log(power_of_base<Base>(u) + power_of_base<Base>(v)); }
  static constexpr auto partials(auto u, auto v, auto) {
    auto share = call<share_of_powers_rule<Base>>(subtract_no_nan(u, v));
    return partial(log(constant_beside<Base>(u)) * share, log(constant_beside<Base>(u)) * (1_c - share));
  }
};
template <int Base, Expression A, Expression B>
  requires shapes_agree<log_of_powers_rule<Base>, A, B>
constexpr node_of<log_of_powers_rule<Base>, A, B> log_of_powers(A, B) { return {}; }

}  // namespace nabla::detail

namespace nabla {
using detail::log1mexp, detail::logsubexp, detail::logcosh;
}
