// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/exponential.hpp>
#include <nabla/rules/powers.hpp>
#include <nabla/support/libm.hpp>

namespace nabla::detail {

// u + exp(v) below 1 and below exp(v), and its logarithm: as they are written, but where exp(v) overflows they and their slopes are numbers.
/// Is it so large that a sum with it may leave the range of the numbers, of float too? Beside what is smaller it may not.
template <class T>
NABLA_DETAIL_RUNS constexpr auto may_overflow(const T& e) { return e > T(1e30L); }
/// u / e of the large e = exp(v): beside u of 1e308 one counts that has just overflowed.
template <class T>
NABLA_DETAIL_RUNS constexpr auto over_exponential(const T& u, const T& v, const T& e) {
  using libm::exp;
  const T root = exp(T(0.5) * v);
  return select(T(0.5) * e == e, T(u / root / root), T(u / e));
}
/// share_plus_exp(u, v) where e = exp(v) is there.
struct share_plus_exponential_rule : packet_function<3> {  // internal
  static constexpr auto text = "share_plus_exponential";
  static constexpr bool has_formulas = false;
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto v, auto e) {
    using T = decltype(u);
    // of infinite u, which may have overflowed, too, it is the quotient
    if constexpr (is_ordered<T>) return select_rare(may_overflow(e), T(e / (u + e)), [&] { return T(select(T(0.5) * u == u, select(u == T(0), T(1), T(e / (u + e))), T(T(1) / (T(1) + over_exponential(u, v, e))))); });
    else return T(e / (u + e));
  }
};
/// log_plus_exp(u, v) where e = exp(v) is there.
struct log_plus_exponential_rule : packet_function<3> {  // internal
  static constexpr auto text = "log_plus_exponential";
  static constexpr bool has_formulas = false;
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto v, auto e) {
    using libm::log, libm::log1p;
    using T = decltype(u);
    // of infinite u the quotient may be none
    if constexpr (is_ordered<T>) return select_rare(may_overflow(e), T(log(T(u + e))), [&] { return T(v + log1p(select(T(0.5) * u == u, u, over_exponential(u, v, e)))); });
    else return T(log(T(u + e)));
  }
};

// (u + exp(v)) / (w + exp(v)) of numbers u and w.
struct ratio_plus_exp_rule : packet_function<3> {  // internal
  static constexpr auto text = "ratio_plus_exp";
  static constexpr auto latex = "\\frac{#1 + e^{#3}}{#2 + e^{#3}}";
  static constexpr value_range range{.keeps_nan = true};
  static constexpr interval domain[] = {{0.1, 5}, {0.1, 5}, {-3, 3}};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto w, auto v) {
    using libm::exp;
    using T = decltype(u);
    const T e = exp(v);
    if constexpr (is_ordered<T>) return select_rare(may_overflow(e), T((u + e) / (w + e)), [&] { return T((T(1) + over_exponential(u, v, e)) / (T(1) + over_exponential(w, v, e))); });
    else return T((u + e) / (w + e));
  }
  static constexpr auto meaning(auto u, auto w, auto v) { return (u + exp(v)) / (w + exp(v)); }
  static constexpr auto partials(auto u, auto w, auto v, auto r) {
    const auto over = over_plus_exp(w, v);
    return partial(over, -(r * over), (w - u) * (share_plus_exp(w, v) * over));
  }
};

struct over_plus_exp_rule : packet_function<2> {  // internal
  static constexpr auto text = "over_plus_exp";
  static constexpr auto latex = "\\frac{1}{#1 + e^{#2}}";
  static constexpr value_range range{.keeps_nan = true};
  static constexpr interval domain[] = {{0.1, 5}, {-3, 3}};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto v) {
    using libm::exp;
    using T = decltype(u);
    return T(T(1) / (u + exp(v)));
  }
  static constexpr auto meaning(auto u, auto v) { return 1_c / (u + exp(v)); }
  static constexpr auto partials(auto u, auto v, auto r) { return partial(-(r * r), -(r * share_plus_exp(u, v))); }
};
template <Expression A, Expression B>
constexpr node_of<over_plus_exp_rule, A, B> over_plus_exp(A, B) { return {}; }
template <Expression A, Expression B, Expression C>
constexpr node_of<ratio_plus_exp_rule, A, B, C> ratio_plus_exp(A, B, C) { return {}; }
struct share_plus_exp_rule : packet_function<2> {  // internal
  static constexpr auto text = "share_plus_exp";
  static constexpr auto latex = "\\frac{e^{#2}}{#1 + e^{#2}}";
  static constexpr value_range range{.keeps_nan = true};
  static constexpr interval domain[] = {{0.1, 5}, {-3, 3}};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto v) {
    using libm::exp;
    return share_plus_exponential_rule::value(u, v, decltype(u)(exp(v)));
  }
  static constexpr auto meaning(auto u, auto v) { return exp(v) / (u + exp(v)); }
  static constexpr auto partials(auto u, auto v, auto s) {
    auto r = over_plus_exp(u, v);
    return partial(-(s * r), s * (u * r));
  }
};
template <Expression A, Expression B>
constexpr node_of<share_plus_exp_rule, A, B> share_plus_exp(A, B) { return {}; }
struct log_plus_exp_rule : packet_function<2> {  // internal
  static constexpr auto text = "log_plus_exp";
  static constexpr auto latex = "\\log\\left(#1 + e^{#2}\\right)";
  static constexpr value_range range{.keeps_nan = true};
  static constexpr interval domain[] = {{0.1, 5}, {-3, 3}};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto v) {
    using libm::exp;
    return log_plus_exponential_rule::value(u, v, decltype(u)(exp(v)));
  }
  static constexpr auto meaning(auto u, auto v) { return log(u + exp(v)); }
  static constexpr auto partials(auto u, auto v, auto) { return partial(over_plus_exp(u, v), share_plus_exp(u, v)); }
};
template <Expression A, Expression B>
constexpr node_of<log_plus_exp_rule, A, B> log_plus_exp(A, B) { return {}; }

// (exp(v) - 1) / (w + exp(v)): near 0 the difference has its digits.
struct expm1_over_plus_exp_rule : packet_function<2> {  // internal
  static constexpr auto text = "expm1_over_plus_exp";
  static constexpr auto latex = "\\frac{e^{#2} - 1}{#1 + e^{#2}}";
  static constexpr value_range range{.keeps_nan = true};
  static constexpr interval domain[] = {{0.1, 5}, {-3, 3}};
  NABLA_DETAIL_RUNS static constexpr auto value(auto w, auto v) {
    using libm::exp;
    using T = decltype(v);
    const T e = exp(v), usual = expm1_rule::value(v) / (w + e);
    if constexpr (is_ordered<T>) return select_rare(may_overflow(e), usual, [&] { return T(T(1) / (T(1) + over_exponential(w, v, e))); });
    else return usual;
  }
  static constexpr auto meaning(auto w, auto v) { return (exp(v) - 1_c) / (w + exp(v)); }
  static constexpr auto partials(auto w, auto v, auto r) {
    const auto over = over_plus_exp(w, v);
    return partial(-(r * over), (w + 1_c) * (share_plus_exp(w, v) * over));
  }
};
template <Expression A, Expression B>
constexpr node_of<expm1_over_plus_exp_rule, A, B> expm1_over_plus_exp(A, B) { return {}; }

/// 1 / sqrt(u + e²)
struct over_root_plus_square_rule : packet_function<2> {  // internal
  static constexpr auto text = "over_root_plus_square";
  static constexpr bool has_formulas = false;
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto e) {
    using libm::sqrt;
    using T = decltype(e);
    const T usual = T(1) / sqrt(T(u + e * e));
    if constexpr (is_ordered<T>) return select_rare(e > T(1e15L), usual, [&] { return T(T(1) / e / sqrt(T(T(1) + u / e / e))); });
    else return usual;
  }
};
// 1 / sqrt(u + exp(v)): its slopes have left the range of the numbers where they go by way of the root.
struct over_root_plus_exp_rule : function<2> {  // internal
  static constexpr auto text = "over_root_plus_exp";
  static constexpr auto latex = "\\frac{1}{\\sqrt{#1 + e^{#2}}}";
  static constexpr value_range range{.keeps_nan = true};
  static constexpr interval domain[] = {{0.1, 5}, {-3, 3}};
  static constexpr auto definition(auto u, auto v) { return call<over_root_plus_square_rule>(u, exp(v / 2_c)); }
  static constexpr auto meaning(auto u, auto v) { return 1_c / pow(u + exp(v), constant_beside<1, 2>(u)); }
  static constexpr auto partials(auto u, auto v, auto r) { return partial(-(r * over_plus_exp(u, v)) / 2_c, -(r * share_plus_exp(u, v)) / 2_c); }
};
template <Expression A, Expression B>
constexpr node_of<over_root_plus_exp_rule, A, B> over_root_plus_exp(A, B) { return {}; }

// exp(v) / sqrt(u + exp(v)): where exp(v) is infinite it is as large as the root.
struct exp_over_root_rule : function<2> {  // internal
  static constexpr auto text = "exp_over_root";
  static constexpr auto latex = "\\frac{e^{#2}}{\\sqrt{#1 + e^{#2}}}";
  static constexpr value_range range{.keeps_nan = true};
  static constexpr interval domain[] = {{0.1, 5}, {-3, 3}};
  static constexpr auto definition(auto u, auto v) {
    const auto half = exp(v / 2_c);
    return half * (half * call<over_root_plus_square_rule>(u, half));
  }
  static constexpr auto meaning(auto u, auto v) { return exp(v) / pow(u + exp(v), constant_beside<1, 2>(u)); }
  static constexpr auto partials(auto u, auto v, auto r) { return partial(-(r * over_plus_exp(u, v)) / 2_c, r * (1_c - share_plus_exp(u, v) / 2_c)); }
};
template <Expression A, Expression B>
constexpr node_of<exp_over_root_rule, A, B> exp_over_root(A, B) { return {}; }

/// log(1 + k e) of e = exp(v)
struct log1p_multiple_exponential_rule : packet_function<3> {  // internal
  static constexpr auto text = "log1p_multiple_exponential";
  static constexpr bool has_formulas = false;
  NABLA_DETAIL_RUNS static constexpr auto value(auto k, auto v, auto e) {
    using libm::log, libm::log1p;
    using T = decltype(v);
    const T multiple = k * e, usual = log1p_rule::value(multiple);
    if constexpr (is_ordered<T>) return select_rare(may_overflow(multiple), usual, [&] { return T(v + log(T(k)) + log1p(T(T(1) / multiple))); });
    else return usual;
  }
};
// log(1 + k exp(v))
struct log1p_multiple_exp_rule : function<2> {  // internal
  static constexpr auto text = "log1p_multiple_exp";
  static constexpr auto latex = "\\log\\left(1 + #1 \\, e^{#2}\\right)";
  static constexpr value_range range{.keeps_nan = true};
  static constexpr interval domain[] = {{0.1, 5}, {-3, 3}};
  static constexpr auto definition(auto k, auto v) { return call<log1p_multiple_exponential_rule>(k, v, exp(v)); }
  static constexpr auto meaning(auto k, auto v) { return log(1_c + k * exp(v)); }
  static constexpr auto partials(auto k, auto v, auto) { return partial(over_plus_exp(k, -v), share_plus_exp(1_c / k, v)); }
  static constexpr auto rewrites(auto, auto v) { return rewrite(log1p_multiple_exp(1_c, v), softplus(v)); }
};
template <Expression A, Expression B>
constexpr node_of<log1p_multiple_exp_rule, A, B> log1p_multiple_exp(A, B) { return {}; }

}  // namespace nabla::detail
