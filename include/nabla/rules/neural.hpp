// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/elementary.hpp>
#include <nabla/rules/matrix.hpp>
#include <nabla/rules/pieces.hpp>

namespace nabla {

/// 1 / (1 + exp(-u)); exp overflows to infinity where the value is below 1e-308.
struct sigmoid_rule : packet_function<1> {
  static constexpr auto text = "sigmoid";
  static constexpr auto latex = "\\sigma";
  static constexpr auto value(auto u) { using std::exp; return decltype(u)(1) / (decltype(u)(1) + exp(-u)); }
  static constexpr auto partials(auto, auto v) { return partial(v * (1_c - v)); }
};
template <Expression A>
constexpr node_of<sigmoid_rule, A> sigmoid(A) { return {}; }

/// t log(p), and 0 where t = 0.
struct xlogy_rule : packet_function<2> {
  static constexpr auto text = "xlogy";
  static constexpr auto value(auto t, auto p) {
    using std::log;
    return select(t == decltype(t)(0), decltype(t)(0), t * log(p));
  }
  static constexpr auto partials(auto t, auto p, auto) { return partial(log(p), t / p); }
};
template <Expression T, Expression P>
  requires shapes_agree<xlogy_rule, T, P>
constexpr node_of<xlogy_rule, T, P> xlogy(T, P) { return {}; }

/// Each row exp(z) / sum of exp(z), shifted by its maximum so that nothing overflows.
struct softmax_rule : matrix_function<1> {
  static constexpr auto text = "softmax";
  static constexpr inferred_shape infer(const shape* z) { return {z[0]}; }
  static constexpr auto definition(auto z) {
    auto e = exp(z - row_maxima(z));
    return e / row_sums(e);
  }
  static constexpr auto pullbacks(auto, auto s, auto d) { return pullback(hadamard(s, d - row_sums(hadamard(s, d)))); }
};
template <Expression Z>
constexpr node_of<softmax_rule, Z> softmax(Z) { return {}; }

/// One loss for each row, shape of two equal matrices m × n to m × 1.
constexpr inferred_shape one_loss_for_each_row(const shape* operands) {
  if (!(operands[0] == operands[1])) return {{}, "predictions and targets differ in size"};
  return {matrix_shape(operands[0].rows, 1)};
}

/// Of logits z and target rows t: sum(t) log(sum exp z) - sum(t z). What cross_entropy(softmax(z), t) becomes.
struct softmax_cross_entropy_rule : matrix_function<2> {
  static constexpr auto text = "softmax_cross_entropy";
  static constexpr inferred_shape infer(const shape* operands) { return one_loss_for_each_row(operands); }
  static constexpr auto definition(auto z, auto t) {
    auto shifted = z - row_maxima(z);
    return hadamard(row_sums(t), log(row_sums(exp(shifted)))) - row_sums(hadamard(t, shifted));
  }
  static constexpr auto pullbacks(auto z, auto t, auto, auto d) {
    return pullback(hadamard(d, hadamard(softmax(z), row_sums(t)) - t), hadamard(-d, log(softmax(z))));
  }
};
template <Expression Z, Expression T>
  requires shapes_agree<softmax_cross_entropy_rule, Z, T>
constexpr node_of<softmax_cross_entropy_rule, Z, T> softmax_cross_entropy(Z, T) { return {}; }

/// Of probabilities p and target rows t: -sum(t log p) for each row.
struct cross_entropy_rule : matrix_function<2> {
  static constexpr auto text = "cross_entropy";
  static constexpr inferred_shape infer(const shape* operands) { return one_loss_for_each_row(operands); }
  static constexpr auto definition(auto p, auto t) { return -row_sums(xlogy(t, p)); }
  static constexpr auto pullbacks(auto p, auto t, auto, auto d) { return pullback(hadamard(-d, t / p), hadamard(-d, log(p))); }
  static constexpr auto rewrites(auto z, auto t) { return rewrite(cross_entropy(softmax(z), t), softmax_cross_entropy(z, t)); }
};
template <Expression P, Expression T>
  requires shapes_agree<cross_entropy_rule, P, T>
constexpr node_of<cross_entropy_rule, P, T> cross_entropy(P, T) { return {}; }

/// Of a logit a and a target y in [0, 1]: max(a, 0) - a y + log(1 + exp(-|a|)).
struct bce_with_logits_rule : packet_function<2> {
  static constexpr auto text = "bce_with_logits";
  static constexpr auto definition(auto a, auto y) { return max(a, 0_c) - a * y + log1p(exp(-abs(a))); }
  static constexpr auto partials(auto a, auto y, auto) { return partial(sigmoid(a) - y, -a); }
};
template <Expression A, Expression Y>
  requires shapes_agree<bce_with_logits_rule, A, Y>
constexpr node_of<bce_with_logits_rule, A, Y> bce_with_logits(A, Y) { return {}; }

/// Of a probability p and a target y in [0, 1]: -y log(p) - (1 - y) log(1 - p).
struct binary_cross_entropy_rule : packet_function<2> {
  static constexpr auto text = "binary_cross_entropy";
  static constexpr auto definition(auto p, auto y) { return -(xlogy(y, p) + xlogy(1_c - y, 1_c - p)); }
  static constexpr auto partials(auto p, auto y, auto) { return partial((p - y) / (p * (1_c - p)), log(1_c - p) - log(p)); }
  static constexpr auto rewrites(auto a, auto y) { return rewrite(binary_cross_entropy(sigmoid(a), y), bce_with_logits(a, y)); }
};
template <Expression P, Expression Y>
  requires shapes_agree<binary_cross_entropy_rule, P, Y>
constexpr node_of<binary_cross_entropy_rule, P, Y> binary_cross_entropy(P, Y) { return {}; }

}  // namespace nabla
