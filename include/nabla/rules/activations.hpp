// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/elementary.hpp>
#include <nabla/rules/matrix.hpp>
#include <nabla/rules/pieces.hpp>
#include <nabla/rules/special.hpp>
#include <nabla/support/libm.hpp>

namespace nabla::detail {

/// 1 - sigmoid with all digits, from e = exp(-u) and s = 1 / (1 + e): e s, and 1 where e has overflown, so that e s is NaN. The choice is a minimum,
/// one instruction that takes its second operand for NaN: the smaller one of 1 and e, which e s does not exceed and which is NaN where e is. It is there before s.
struct sigmoid_complement_rule : packet_function<2> {  // internal
  static constexpr auto text = "sigmoid_complement";
  static constexpr value_range range{.finite = true, .not_negative = true};
  static constexpr auto extends(auto e, auto s) { return e * s; }
  NABLA_DETAIL_RUNS static constexpr auto value(auto e, auto s) {
    using T = decltype(e);
    if constexpr (is_ordered<T>) {
      return smaller(T(e * s), smaller(T(1), e));
    } else {
      return e * s;  // complex numbers
    }
  }
};
template <Expression A, Expression B>
constexpr node_of<sigmoid_complement_rule, A, B> sigmoid_complement(A, B) { return {}; }

struct sigmoid_rule : packet_function<1> {
  static constexpr auto text = "sigmoid";
  static constexpr value_range range{.finite = true, .keeps_nan = true, .positive = true, .bounded = true, .settles = true};
  static constexpr auto latex = "\\sigma";
  static constexpr auto definition(auto u) { return 1_c / (1_c + exp(-u)); }
  static constexpr auto complement(auto u) { return sigmoid_complement(exp(-u), sigmoid(u)); }
  static constexpr auto twice_complement(auto u) { return sigmoid_balance(u, sigmoid(u)); }
  static constexpr auto partials(auto, auto v) { return partial(v * (1_c - v)); }
  static constexpr auto rewrites(auto u) { return rewrite(log(sigmoid(u)), log_sigmoid(u), log1p(-sigmoid(u)), log_sigmoid(-u)); }
};
/// 1 / (1 + exp(-u)); exp overflows to infinity where the value is below 1e-308. 1 - sigmoid(u), of which the derivative is made, keeps all
/// digits in both tails.
template <Expression A>
constexpr node_of<sigmoid_rule, A> sigmoid(A) { return {}; }

struct log_sigmoid_rule : packet_function<1> {
  static constexpr auto text = "log_sigmoid";
  static constexpr value_range range{.finite = true, .keeps_nan = true, .settles = true};
  NABLA_DETAIL_RUNS_IN_PLACE static constexpr auto value(auto u) {
    using libm::abs, libm::exp, libm::log, libm::log1p;
    using T = decltype(u);
    if constexpr (is_ordered<T>) return select(u > T(0), T(0), u) - log1p(exp(-abs(u)));
    else return -log(T(1) + exp(-u));
  }
  static constexpr auto meaning(auto u) { return -log(1_c + exp(-u)); }
  static constexpr auto rewrites(auto u) { return rewrite(log_sigmoid(u) - u, log_sigmoid(-u), log_sigmoid(-u) + u, log_sigmoid(u)); }
  static constexpr auto partials(auto u, auto) { return partial(sigmoid(-u)); }
};
/// log(sigmoid(u)) = -softplus(-u), exact to rounding in both tails; what log(sigmoid(u)) becomes.
template <Expression A>
constexpr node_of<log_sigmoid_rule, A> log_sigmoid(A) { return {}; }

struct softplus_rule : packet_function<1> {
  static constexpr auto text = "softplus";
  static constexpr value_range range{.finite = true, .keeps_nan = true, .positive = true, .settles = true};
  NABLA_DETAIL_RUNS_IN_PLACE static constexpr auto value(auto u) {
    using libm::abs, libm::exp, libm::log, libm::log1p;
    using T = decltype(u);
    if constexpr (is_ordered<T>) return select(u < T(0), T(0), u) + log1p(exp(-abs(u)));
    else return log(T(1) + exp(u));
  }
  static constexpr auto meaning(auto u) { return log(1_c + exp(u)); }
  static constexpr auto rewrites(auto u, auto v) {
    return rewrite(softplus(u) - u, softplus(-u), softplus(-u) + u, softplus(u), u - softplus(u), log_sigmoid(u), softplus(u) - u * v, bce_with_logits(u, v), softplus(-u) + (1_c - v) * u, bce_with_logits(u, v));
  }
  static constexpr auto partials(auto u, auto) { return partial(sigmoid(u)); }
};
/// log(1 + exp(u)), exact to rounding in both tails.
template <Expression A>
constexpr node_of<softplus_rule, A> softplus(A) { return {}; }

/// u (1 - u), of which logit' is made.
struct bernoulli_variance_rule : packet_function<1> {  // internal
  static constexpr auto text = "bernoulli_variance";
  static constexpr auto latex = "#1 \\, \\left(1 - #1\\right)";
  static constexpr value_range range{.finite = true, .strict = true};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) { return u * (decltype(u)(1) - u); }
  static constexpr auto meaning(auto u) { return u * (1_c - u); }
  static constexpr auto partials(auto u, auto) { return partial(1_c - 2_c * u); }
};
template <Expression A>
constexpr node_of<bernoulli_variance_rule, A> bernoulli_variance(A) { return {}; }

struct logit_rule : packet_function<1> {
  static constexpr auto text = "logit";
  static constexpr value_range range{.strict = true};
  static constexpr interval domain[] = {{0.01, 0.99}};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using libm::abs, libm::log, libm::log1p;
    using T = decltype(u);
    const T rest = T(1) - u, difference = T(2) * (u - T(0.5));  // near 1/2, where the value is 0, exact
    if constexpr (is_ordered<T>) return select(abs(difference) < T(0.4), log1p(difference / rest), log(u / rest));
    else return log(u / rest);
  }
  static constexpr auto meaning(auto u) { return log(u / (1_c - u)); }
  static constexpr auto rewrites(auto u) { return rewrite(logit(sigmoid(u)), u); }
  static constexpr auto partials(auto u, auto) { return partial(1_c / bernoulli_variance(u)); }
};
/// log(u / (1 - u)), the inverse of sigmoid; -inf at 0, +inf at 1, NaN outside.
template <Expression A>
constexpr node_of<logit_rule, A> logit(A) { return {}; }

struct logaddexp_rule : packet_function<2> {
  static constexpr auto text = "logaddexp";
  static constexpr value_range range{.finite = true, .keeps_nan = true};
  static constexpr interval domain[] = {{0.2, 3}, {-3, 3}};
  static constexpr bool commutative = true;
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto v) {
    using libm::abs, libm::exp, libm::log, libm::log1p;
    using T = decltype(u);
    if constexpr (!is_ordered<T>) return log(exp(u) + exp(v));
    else return select(u > v, u, v) + log1p(exp(-select(u == v, T(0), abs(u - v))));  // of equal infinities too
  }
  static constexpr auto meaning(auto u, auto v) { return log(exp(u) + exp(v)); }
  static constexpr auto partials(auto u, auto v, auto) {
    auto share = sigmoid(subtract_no_nan(u, v));
    return partial(share, 1_c - share);
  }
};
/// log(exp(u) + exp(v)) without overflow; near its zero, where exp(u) + exp(v) = 1, digits cancel. Of two equal infinities it is that
/// infinity, and each side has half of the gradient.
template <Expression A, Expression B>
  requires shapes_agree<logaddexp_rule, A, B>
constexpr node_of<logaddexp_rule, A, B> logaddexp(A, B) { return {}; }

struct relu_rule : short_function<1> {
  static constexpr auto text = "relu";
  static constexpr value_range range{.finite = true, .keeps_nan = true, .not_negative = true, .gated = true, .by_sign = true};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) { return clear_where(u < decltype(u)(0), u); }
  NABLA_DETAIL_RUNS static constexpr int piece(auto u) { return comparison_of(u, decltype(u)(0)); }
  NABLA_DETAIL_RUNS static constexpr auto on_piece(int p, auto u) { return p > 0 ? u : decltype(u)(0); }
  static constexpr auto partials(auto u, auto) { return partial(u > 0_c); }
};
/// max(u, 0); relu'(0) = 0
template <Expression A>
constexpr node_of<relu_rule, A> relu(A) { return {}; }

struct leaky_relu_rule : packet_function<2> {
  static constexpr auto text = "leaky_relu";
  static constexpr value_range range{.finite = true, .by_sign = true};
  static constexpr interval domain[] = {{-3, 3}, {0.01, 0.5}};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto slope) { return select(u > decltype(u)(0), u, slope * u); }
  NABLA_DETAIL_RUNS static constexpr int piece(auto u, auto) { return comparison_of(u, decltype(u)(0)); }
  NABLA_DETAIL_RUNS static constexpr auto on_piece(int p, auto u, auto slope) { return p > 0 ? u : slope * u; }
  static constexpr auto partials(auto u, auto slope, auto) { return partial(where(u > 0_c, 1_c, slope), where(u > 0_c, 0_c, u)); }
};
/// u for u > 0, else slope u; the derivative at 0 is the slope.
template <Expression A, Expression Slope = constant<1, 100>>
  requires shapes_agree<leaky_relu_rule, A, Slope>
constexpr node_of<leaky_relu_rule, A, Slope> leaky_relu(A, Slope = {}) { return {}; }

struct elu_rule : packet_function<2> {
  static constexpr auto text = "elu";
  static constexpr value_range range{.finite = true, .by_sign = true};
  static constexpr interval domain[] = {{-3, 3}, {0.5, 2}};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto alpha) {
    using libm::expm1;
    return select(u > decltype(u)(0), u, alpha * expm1(u));
  }
  NABLA_DETAIL_RUNS static constexpr int piece(auto u, auto) { return comparison_of(u, decltype(u)(0)); }
  NABLA_DETAIL_RUNS static constexpr auto on_piece(int p, auto u, auto alpha) {
    using libm::expm1;
    return p > 0 ? u : alpha * expm1(u);
  }
  static constexpr auto partials(auto u, auto alpha, auto) { return partial(where(u > 0_c, 1_c, alpha * exp(u)), where(u > 0_c, 0_c, expm1(u))); }
};
/// u for u > 0, else alpha (e^u - 1) (Clevert, Unterthiner and Hochreiter 2016); the derivative at 0 is alpha.
template <Expression A, Expression Alpha = constant<1, 1>>
  requires shapes_agree<elu_rule, A, Alpha>
constexpr node_of<elu_rule, A, Alpha> elu(A, Alpha = {}) { return {}; }

struct selu_rule : packet_function<1> {
  static constexpr auto text = "selu";
  static constexpr value_range range{.finite = true, .keeps_nan = true, .by_sign = true};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using libm::expm1;
    using T = decltype(u);
    if constexpr (is_wide<T>) return u > 0 ? T(u * 2519599829112331 / 2398017951285966) : T(expm1(u) * 6350516607498931 / 3612148904189953);  // as in partials
    else return select(u > T(0), T(1.0507009873554804934193349852946L) * u, T(1.75809934084737685994021752081231934L) * expm1(u));
  }
  NABLA_DETAIL_RUNS static constexpr int piece(auto u) { return comparison_of(u, decltype(u)(0)); }
  NABLA_DETAIL_RUNS static constexpr auto on_piece(int p, auto u) {
    using libm::expm1;
    using T = decltype(u);
    return p > 0 ? T(1.0507009873554804934193349852946L) * u : T(1.75809934084737685994021752081231934L) * expm1(u);
  }
  static constexpr auto partials(auto u, auto) {
    return partial(where(u > 0_c, constant_beside<2519599829112331, 2398017951285966>(u), constant_beside<6350516607498931, 3612148904189953>(u) * exp(u)));
  }
};
/// lambda elu(u, alpha) with lambda = 1.0507..., alpha = 1.6732... (Klambauer et al. 2017); the derivative at 0 is lambda alpha.
template <Expression A>
constexpr node_of<selu_rule, A> selu(A) { return {}; }

}  // namespace nabla::detail

namespace nabla {
using detail::sigmoid, detail::sigmoid_complement, detail::log_sigmoid, detail::softplus, detail::logit, detail::bernoulli_variance,
    detail::logaddexp, detail::relu, detail::elu, detail::leaky_relu, detail::selu;
}
