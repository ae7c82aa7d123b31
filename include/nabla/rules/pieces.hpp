// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/conditions.hpp>

#include <cmath>

namespace nabla {

/// -1, 0 or 1; sign(0) = 0, and its derivative is 0 everywhere.
struct sign_rule : packet_function<1> {
  static constexpr auto text = "sign";
  static constexpr auto latex = "\\operatorname{sign}";
  static constexpr auto value(auto u) {
    using T = decltype(u);
    return select(u > T(0), T(1), select(u < T(0), T(-1), u));
  }
  static constexpr auto partials(auto, auto) { return partial(0_c); }
};
template <Expression A>
constexpr node_of<sign_rule, A> sign(A) { return {}; }

/// 0, 1/2 or 1 for u < 0, u = 0, u > 0; its derivative is 0 everywhere.
struct heaviside_rule : packet_function<1> {
  static constexpr auto text = "heaviside";
  static constexpr auto latex = "H";
  static constexpr auto value(auto u) {
    using T = decltype(u);
    return select(u > T(0), T(1), select(u < T(0), T(0), T(0.5)));
  }
  static constexpr auto partials(auto, auto) { return partial(0_c); }
};
template <Expression A>
constexpr node_of<heaviside_rule, A> heaviside(A) { return {}; }

/// abs'(0) = 0
struct abs_rule : packet_function<1> {
  static constexpr auto text = "abs";
  static constexpr auto value(auto u) { using std::abs; return abs(u); }
  static constexpr auto partials(auto u, auto) { return partial(sign(u)); }
};
template <Expression A>
constexpr node_of<abs_rule, A> abs(A) { return {}; }

/// max(u, 0); relu'(0) = 0
struct relu_rule : packet_function<1> {
  static constexpr auto text = "relu";
  static constexpr auto value(auto u) { return select(u > decltype(u)(0), u, decltype(u)(0)); }
  static constexpr auto partials(auto u, auto) { return partial(u > 0_c); }
};
template <Expression A>
constexpr node_of<relu_rule, A> relu(A) { return {}; }

/// A tie gives each side half of the gradient.
struct max_rule : packet_function<2> {
  static constexpr auto text = "max";
  static constexpr auto latex = "\\max";
  static constexpr bool commutative = true;
  static constexpr auto value(auto u, auto v) { return select(u > v, u, v); }
  static constexpr auto partials(auto u, auto v, auto) { return partial(heaviside(u - v), heaviside(v - u)); }
};
template <Expression A, Expression B>
  requires shapes_agree<max_rule, A, B>
constexpr node_of<max_rule, A, B> max(A, B) { return {}; }

/// A tie gives each side half of the gradient.
struct min_rule : packet_function<2> {
  static constexpr auto text = "min";
  static constexpr auto latex = "\\min";
  static constexpr bool commutative = true;
  static constexpr auto value(auto u, auto v) { return select(u < v, u, v); }
  static constexpr auto partials(auto u, auto v, auto) { return partial(heaviside(v - u), heaviside(u - v)); }
};
template <Expression A, Expression B>
  requires shapes_agree<min_rule, A, B>
constexpr node_of<min_rule, A, B> min(A, B) { return {}; }

}  // namespace nabla
