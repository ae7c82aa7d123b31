// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/conditions.hpp>
#include <nabla/support/libm.hpp>

namespace nabla::detail {

/// -1, 0 or 1; sign(0) = 0, and its derivative is 0 everywhere.
struct sign_rule : short_function<1> {
  static constexpr auto text = "sign";
  static constexpr bool is_gate = true;
  static constexpr value_range range{.finite = true, .keeps_nan = true, .bounded = true};
  static constexpr int parity = -1;
  static constexpr auto latex = "\\operatorname{sign}";
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using T = decltype(u);
    return select(u > T(0), T(1), select(u < T(0), T(-1), u));
  }
  static constexpr bool is_step = true;
  NABLA_DETAIL_RUNS static constexpr int piece(auto u) { return comparison_of(u, decltype(u)(0)); }
  static constexpr auto partials(auto, auto) { return partial(0_c); }
};
template <Expression A>
constexpr node_of<sign_rule, A> sign(A) { return {}; }

/// 0, 1/2 or 1 for u < 0, u = 0, u > 0; a number for NaN too. Its derivative is 0 everywhere.
struct heaviside_rule : short_function<1> {
  static constexpr auto text = "heaviside";
  static constexpr bool is_gate = true;
  static constexpr value_range range{.finite = true, .always = true, .not_negative = true, .bounded = true};
  static constexpr auto latex = "H";
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using T = decltype(u);
    return compared(u, T(0));
  }
  static constexpr bool is_step = true;
  NABLA_DETAIL_RUNS static constexpr int piece(auto u) { return comparison_of(u, decltype(u)(0)); }
  static constexpr auto partials(auto, auto) { return partial(0_c); }
};
template <Expression A>
constexpr node_of<heaviside_rule, A> heaviside(A) { return {}; }

/// abs'(0) = 0
struct abs_rule : short_function<1> {
  static constexpr auto text = "abs";
  static constexpr value_range range{.finite = true, .strict = true, .not_negative = true, .keeps_zero = true, .by_sign = true};
  static constexpr auto latex = "\\left|#1\\right|";
  static constexpr int parity = 1;
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using libm::abs;
    return abs(u);
  }
  NABLA_DETAIL_RUNS static constexpr int piece(auto u) { return comparison_of(u, decltype(u)(0)); }
  NABLA_DETAIL_RUNS static constexpr auto on_piece(int p, auto u) { return p == 0 ? decltype(u)(0) : (p < 0 ? -u : u); }
  static constexpr auto partials(auto u, auto) { return partial(sign(u)); }
};
template <Expression A>
constexpr node_of<abs_rule, A> abs(A) { return {}; }

struct max_rule : short_function<2> {
  static constexpr auto text = "max";
  static constexpr value_range range{.finite = true, .keeps_nan = true, .by_sign = true};
  static constexpr auto latex = "\\max";
  static constexpr bool commutative = true;
  static constexpr bool chooses = true;
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto v) {
    if constexpr (is_ordered<decltype(u)>) return unless_nan(u, larger(u, v));
    else return larger_real_part(u, v);  // as maxima are, which are written so
  }
  NABLA_DETAIL_RUNS static constexpr int piece(auto u, auto v) { return comparison_of(u, v); }
  NABLA_DETAIL_RUNS static constexpr auto on_piece(int p, auto u, auto v) { return p == 0 ? u / decltype(u)(2) + v / decltype(u)(2) : (p == 2 ? u + v : (p < 0 ? v : u)); }
  static constexpr auto partials(auto u, auto v, auto) { return partial(heaviside(u - v), heaviside(v - u)); }
};
/// The larger; a tie gives each side half of the gradient. NaN where either is NaN.
template <Expression A, Expression B>
  requires shapes_agree<max_rule, A, B>
constexpr node_of<max_rule, A, B> max(A, B) { return {}; }

struct min_rule : short_function<2> {
  static constexpr auto text = "min";
  static constexpr value_range range{.finite = true, .keeps_nan = true, .by_sign = true};
  static constexpr auto latex = "\\min";
  static constexpr bool commutative = true;
  static constexpr bool chooses = true;
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto v) { return unless_nan(u, smaller(u, v)); }
  NABLA_DETAIL_RUNS static constexpr int piece(auto u, auto v) { return comparison_of(u, v); }
  NABLA_DETAIL_RUNS static constexpr auto on_piece(int p, auto u, auto v) { return p == 0 ? u / decltype(u)(2) + v / decltype(u)(2) : (p == 2 ? u + v : (p < 0 ? u : v)); }
  static constexpr auto partials(auto u, auto v, auto) { return partial(heaviside(v - u), heaviside(u - v)); }
};
/// The smaller; a tie gives each side half of the gradient. NaN where either is NaN.
template <Expression A, Expression B>
  requires shapes_agree<min_rule, A, B>
constexpr node_of<min_rule, A, B> min(A, B) { return {}; }

struct clamp_rule : packet_function<3> {
  static constexpr auto text = "clamp";
  static constexpr value_range range{.finite = true, .by_sign = true};
  static constexpr interval domain[] = {{-3, 3}, {-2, 1}, {-1, 2}};  // high < low too
  // two digits to the base 3: where u is beside the lower bound, and where the larger of both is beside the upper one
  NABLA_DETAIL_RUNS static constexpr int piece(auto u, auto low, auto high) {
    const int below = comparison_of(u, low), above = comparison_of(max_rule::value(u, low), high), both = 3 * below + above + 5;
    return below == 0 || above == 0 ? edge_piece + both : both;
  }
  NABLA_DETAIL_RUNS static constexpr auto on_piece(int p, auto u, auto low, auto high) {
    const int both = p % edge_piece - 1;
    return min_rule::on_piece(both % 3 - 1, max_rule::on_piece(both / 3 - 1, u, low), high);
  }
  static constexpr auto definition(auto u, auto low, auto high) { return min(max(u, low), high); }  // the larger of u and low is in the gradient too
  static constexpr auto partials(auto u, auto low, auto high, auto) {
    auto raised = max(u, low);
    auto below = heaviside(high - raised);
    return partial(heaviside(u - low) * below, heaviside(low - u) * below, heaviside(raised - high));
  }
};
/// min(max(u, low), high), of NaN it is NaN; at a bound, which is a tie, u and the bound have half of the gradient each.
template <Expression A, Expression Low, Expression High>
  requires shapes_agree<clamp_rule, A, Low, High>
constexpr node_of<clamp_rule, A, Low, High> clamp(A, Low, High) { return {}; }

struct hardtanh_rule : packet_function<1> {
  static constexpr auto text = "hardtanh";
  static constexpr value_range range{.finite = true, .keeps_nan = true, .bounded = true};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using T = decltype(u);
    return select(u > T(1), T(1), select(u < T(-1), T(-1), u));
  }
  NABLA_DETAIL_RUNS static constexpr int piece(auto u) {
    const int above = comparison_of(u, decltype(u)(1)), below = comparison_of(u, decltype(u)(-1));
    return above == 0 || below == 0 ? 0 : (above > 0 ? 2 : (below < 0 ? -2 : 1));
  }
  NABLA_DETAIL_RUNS static constexpr auto on_piece(int p, auto u) {
    using T = decltype(u);
    return p == 1 ? u : (u < T(0) ? T(-1) : T(1));
  }
  static constexpr auto partials(auto u, auto) { return partial(1_c > abs(u)); }
};
/// u cut off at -1 and 1; the derivative at both is 0.
template <Expression A>
constexpr node_of<hardtanh_rule, A> hardtanh(A) { return {}; }

struct floor_rule : packet_function<1> {
  static constexpr auto text = "floor";
  static constexpr value_range range{.finite = true, .strict = true, .rounds = true};
  static constexpr auto latex = "\\left\\lfloor #1 \\right\\rfloor";
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using libm::floor;
    return floor(u);
  }
  static constexpr bool is_step = true;
  NABLA_DETAIL_RUNS static constexpr int piece(auto u) { return value(u) == u ? 0 : 1; }
  static constexpr auto partials(auto, auto) { return partial(0_c); }
};
/// The largest integer not above u; its derivative is 0 everywhere, at the jumps too.
template <Expression A>
constexpr node_of<floor_rule, A> floor(A) { return {}; }

struct ceil_rule : packet_function<1> {
  static constexpr auto text = "ceil";
  static constexpr value_range range{.finite = true, .strict = true, .rounds = true};
  static constexpr auto latex = "\\left\\lceil #1 \\right\\rceil";
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using libm::ceil;
    return ceil(u);
  }
  static constexpr bool is_step = true;
  NABLA_DETAIL_RUNS static constexpr int piece(auto u) { return value(u) == u ? 0 : 1; }
  static constexpr auto partials(auto, auto) { return partial(0_c); }
};
/// The smallest integer not below u; its derivative is 0 everywhere, at the jumps too.
template <Expression A>
constexpr node_of<ceil_rule, A> ceil(A) { return {}; }

struct round_rule : packet_function<1> {
  static constexpr auto text = "round";
  static constexpr value_range range{.finite = true, .strict = true, .rounds = true};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using libm::round;
    return round(u);
  }
  static constexpr bool is_step = true;
  NABLA_DETAIL_RUNS static constexpr int piece(auto u) { return value(u + u) == u + u && value(u) != u ? 0 : 1; }
  static constexpr auto partials(auto, auto) { return partial(0_c); }
};
/// The nearest integer, a half away from zero; its derivative is 0 everywhere, at the jumps too.
template <Expression A>
constexpr node_of<round_rule, A> round(A) { return {}; }

struct stop_gradient_rule : packet_function<1> {
  static constexpr auto text = "stop_gradient";
  static constexpr value_range range{.finite = true, .strict = true, .opaque = true};
  static constexpr auto definition(auto u) { return u; }
  static constexpr auto partials(auto, auto) { return partial(0_c); }
};
/// u, as if it were a constant: its derivative is 0.
template <Expression A>
constexpr node_of<stop_gradient_rule, A> stop_gradient(A) { return {}; }

}  // namespace nabla::detail

namespace nabla {
using detail::sign, detail::heaviside, detail::abs, detail::max, detail::min, detail::clamp, detail::hardtanh, detail::floor, detail::ceil,
    detail::round, detail::stop_gradient;
}
