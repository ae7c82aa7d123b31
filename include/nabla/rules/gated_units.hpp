// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/activations.hpp>
#include <nabla/support/product_error.hpp>

namespace nabla::detail {

// Units that are their own gate: a number times a distribution function of it.

// The slope of sigmoid, which stays a factor of its derivatives: zero wins there over a u that is infinite.
struct logistic_density_rule : function<1> {  // internal
  static constexpr auto text = "logistic_density";
  static constexpr auto latex = "\\sigma\\left(#1\\right) \\, \\left(1 - \\sigma\\left(#1\\right)\\right)";
  static constexpr value_range range{.finite = true, .keeps_nan = true, .not_negative = true, .bounded = true};
  static constexpr int parity = 1;
  static constexpr auto definition(auto u) { return sigmoid(u) * sigmoid_complement(exp(-u), sigmoid(u)); }
  static constexpr auto meaning(auto u) { return sigmoid(u) * (1_c - sigmoid(u)); }
  static constexpr auto partials(auto u, auto v) { return partial(multiply_no_nan(sigmoid_balance(u, sigmoid(u)), v)); }
};
template <Expression A>
constexpr node_of<logistic_density_rule, A> logistic_density(A) { return {}; }
struct silu_slope_rule : function<1> {  // internal
  static constexpr auto text = "silu_slope";
  static constexpr value_range range{.finite = true, .keeps_nan = true};
  static constexpr auto definition(auto u) { return sigmoid(u) + multiply_no_nan(u, logistic_density(u)); }
  static constexpr auto partials(auto u, auto) { return partial(multiply_no_nan(2_c + u * sigmoid_balance(u, sigmoid(u)), logistic_density(u))); }
};
template <Expression A>
constexpr node_of<silu_slope_rule, A> silu_slope(A) { return {}; }

struct silu_rule : packet_function<1> {
  static constexpr auto text = "silu";
  static constexpr value_range range{.finite = true, .keeps_nan = true};
  static constexpr auto definition(auto u) { return multiply_no_nan(u, sigmoid(u)); }
  static constexpr auto partials(auto u, auto) { return partial(silu_slope(u)); }
};
/// u sigmoid(u), also called swish; 0 at -inf.
template <Expression A>
constexpr node_of<silu_rule, A> silu(A) { return {}; }

struct gelu_rule : packet_function<1> {
  static constexpr auto text = "gelu";
  static constexpr value_range range{.finite = true, .keeps_nan = true};
  static constexpr auto definition(auto u) { return multiply_no_nan(u, normal_cdf(u)); }
  static constexpr auto partials(auto u, auto) { return partial(normal_cdf(u) + multiply_no_nan(u, normal_pdf(u))); }
};
/// u Phi(u) with the normal distribution function Phi (Hendrycks and Gimpel 2016); 0 at -inf.
template <Expression A>
constexpr node_of<gelu_rule, A> gelu(A) { return {}; }

// exp(-w) of w = u (a + b u²), a = sqrt(8 / pi), b = 0.044715 a: an error of w is one of its size in the exponential, so w is found to twice the
// digits, and exp(-w - rest) = exp(-w) (1 - rest). First parts of a and b are floats.
struct gelu_exponential_rule : packet_function<1> {  // internal
  static constexpr auto text = "gelu_exponential";
  static constexpr value_range range{.finite = true, .keeps_nan = true, .positive = true};
  NABLA_DETAIL_RUNS static constexpr auto value(auto at) {
    using libm::exp;
    using T = decltype(at);
    if constexpr (is_wide<T>) return T(exp(T(-at * sqrt(T(2 / atan(T(1)))) * (1 + T(44715) / 1000000 * at * at))));
    const T a = T(1.5957691669464111328125L), b = T(0.071354813873767852783203125L);
    const T u = select(at > T(100), T(100), select(at < T(-100), T(-100), at));  // beyond it is 0, or infinite
    const T square = u * u, product = b * square;
    const T product_rest = product_error(b, square, product) + b * product_error(u, u, square) + T(2.3988323959931356273e-9L) * square;
    const T first = a + product, part = first - a;
    const T first_rest = (a - (first - part)) + (product - part) + product_rest - T(4.534068042105271576e-8L);
    const T sum = first + first_rest, sum_rest = first - sum + first_rest;
    const T w = u * sum, rest = product_error(u, sum, w) + u * sum_rest;
    return exp(-w) * (T(1) - rest);
  }
  static constexpr auto slope(auto u) {
    return constant_beside<5128586298955651, 3213864856461848>(u) + 3_c * constant_beside<555178376767057, 7780531234865524>(u) * (u * u);
  }
  static constexpr auto partials(auto u, auto e) { return partial(-multiply_no_nan(slope(u), e)); }
};
/// exp of the exponent in gelu_tanh, of which its slope is made.
template <Expression A>
constexpr node_of<gelu_exponential_rule, A> gelu_exponential(A) { return {}; }

/// The factor of u in gelu_tanh: (1 + tanh(w / 2)) / 2 = sigmoid(w)
struct gelu_gate_rule : packet_function<1> {  // internal
  static constexpr auto text = "gelu_gate";
  static constexpr value_range range{.finite = true, .bounded = true};
  static constexpr auto definition(auto u) { return 1_c / (1_c + gelu_exponential(u)); }
  static constexpr auto complement(auto u) { return sigmoid_complement(gelu_exponential(u), gelu_gate(u)); }
  static constexpr auto twice_complement(auto u) {
    return sigmoid_balance(u * (constant_beside<5128586298955651, 3213864856461848>(u) + constant_beside<555178376767057, 7780531234865524>(u) * (u * u)), gelu_gate(u));
  }
  static constexpr auto partials(auto u, auto s) { return partial(multiply_no_nan(gelu_exponential_rule::slope(u), s * (1_c - s))); }
};
template <Expression A>
constexpr node_of<gelu_gate_rule, A> gelu_gate(A) { return {}; }

struct gelu_tanh_rule : packet_function<1> {
  static constexpr auto text = "gelu_tanh";
  static constexpr value_range range{.finite = true, .keeps_nan = true};
  /// The factor of u in gelu_tanh: (1 + tanh(w / 2)) / 2 = sigmoid(w)
  static constexpr auto definition(auto u) { return multiply_no_nan(u, gelu_gate(u)); }
  static constexpr auto partials(auto u, auto) {
    auto s = gelu_gate(u);
    return partial(s + multiply_no_nan(u * gelu_exponential_rule::slope(u), s * (1_c - s)));
  }
};
/// u (1 + tanh(sqrt(2 / pi) (u + 0.044715 u^3))) / 2, the approximation of gelu by its authors; 0 at -inf.
template <Expression A>
constexpr node_of<gelu_tanh_rule, A> gelu_tanh(A) { return {}; }

}  // namespace nabla::detail

namespace nabla {
using detail::silu, detail::gelu, detail::gelu_exponential, detail::gelu_gate, detail::gelu_tanh;
}
