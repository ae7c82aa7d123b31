// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/arithmetic.hpp>

#include <cmath>

namespace nabla {

struct exp_rule : packet_function<1> {
  static constexpr auto text = "exp";
  static constexpr auto latex = "\\exp";
  static constexpr auto value(auto u) { using std::exp; return exp(u); }
  static constexpr auto partials(auto, auto v) { return partial(v); }
};
/// e^u
template <Expression A>
constexpr node_of<exp_rule, A> exp(A) { return {}; }

/// Natural logarithm.
struct log_rule : packet_function<1> {
  static constexpr auto text = "log";
  static constexpr auto latex = "\\log";
  static constexpr auto value(auto u) { using std::log; return log(u); }
  static constexpr auto partials(auto u, auto) { return partial(1_c / u); }
};
template <Expression A>
constexpr node_of<log_rule, A> log(A) { return {}; }

/// log(1 + u), exact to rounding near 0.
struct log1p_rule : packet_function<1> {
  static constexpr auto text = "log1p";
  static constexpr auto value(auto u) { using std::log1p; return log1p(u); }
  static constexpr auto partials(auto u, auto) { return partial(1_c / (1_c + u)); }
};
template <Expression A>
constexpr node_of<log1p_rule, A> log1p(A) { return {}; }

/// sqrt'(0) = +inf
struct sqrt_rule : packet_function<1> {
  static constexpr auto text = "sqrt";
  static constexpr auto latex = "\\sqrt";
  static constexpr auto value(auto u) { using std::sqrt; return sqrt(u); }
  static constexpr auto partials(auto, auto v) { return partial(0.5_c / v); }
};
template <Expression A>
constexpr node_of<sqrt_rule, A> sqrt(A) { return {}; }

struct sin_rule : packet_function<1> {
  static constexpr auto text = "sin";
  static constexpr auto latex = "\\sin";
  static constexpr auto value(auto u) { using std::sin; return sin(u); }
  static constexpr auto partials(auto u, auto) { return partial(cos(u)); }
};
template <Expression A>
constexpr node_of<sin_rule, A> sin(A) { return {}; }

struct cos_rule : packet_function<1> {
  static constexpr auto text = "cos";
  static constexpr auto latex = "\\cos";
  static constexpr auto value(auto u) { using std::cos; return cos(u); }
  static constexpr auto partials(auto u, auto) { return partial(-sin(u)); }
};
template <Expression A>
constexpr node_of<cos_rule, A> cos(A) { return {}; }

struct tanh_rule : packet_function<1> {
  static constexpr auto text = "tanh";
  static constexpr auto latex = "\\tanh";
  static constexpr auto value(auto u) { using std::tanh; return tanh(u); }
  static constexpr auto partials(auto, auto v) { return partial(1_c - v * v); }
};
template <Expression A>
constexpr node_of<tanh_rule, A> tanh(A) { return {}; }

}  // namespace nabla
