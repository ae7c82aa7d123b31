// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/softmax.hpp>
#include <nabla/support/libm.hpp>

namespace nabla::detail {

/// One loss for each row, shape of two equal matrices m × n to m × 1.
constexpr inferred_shape one_loss_for_each_row(const shape* operands) {
  if (!(operands[0] == operands[1])) return {{}, "predictions and targets differ in size"};
  return {matrix_shape(operands[0].rows, 1)};
}

/// Of logits z and target rows t: sum(t) log(sum exp z) - sum(t z). What cross_entropy(softmax(z), t) becomes.
struct softmax_cross_entropy_rule : matrix_function<2> {
  static constexpr auto text = "softmax_cross_entropy";
  static constexpr over by[2] = {over::rows, over::rows};
  static constexpr value_range range{.finite = true};
  static constexpr inferred_shape infer(const shape* operands) { return one_loss_for_each_row(operands); }
  static constexpr auto definition(auto z, auto t) {
    auto shifted = subtract_no_nan(z, row_maxima(z));
    return multiply_no_nan(log(row_sums(exp(shifted))), row_sums(t)) - row_sums(multiply_no_nan(shifted, t));  // of no classes too
  }
  static constexpr auto extends(auto z, auto t) { return hadamard(row_sums(t), log(row_sums(exp(z)))) - row_sums(hadamard(z, t)); }
  static constexpr auto pullbacks(auto z, auto t, auto, auto d) {
    return pullback(hadamard(d, hadamard(softmax(z), row_sums(t)) - t), hadamard(-d, log_softmax(z)));
  }
};
template <Expression Z, Expression T>
  requires shapes_agree<softmax_cross_entropy_rule, Z, T>
constexpr node_of<softmax_cross_entropy_rule, Z, T> softmax_cross_entropy(Z, T) { return {}; }

/// Of probabilities p and target rows t: -sum(t log p) for each row.
struct cross_entropy_rule : matrix_function<2> {
  static constexpr auto text = "cross_entropy";
  static constexpr over by[2] = {over::rows, over::rows};
  static constexpr inferred_shape infer(const shape* operands) { return one_loss_for_each_row(operands); }
  static constexpr auto definition(auto p, auto t) { return -row_sums(xlogy(t, p)); }
  static constexpr auto pullbacks(auto p, auto t, auto, auto d) { return pullback(hadamard(-d, xdivy(t, p)), hadamard(-d, log(p))); }
  static constexpr auto rewrites(auto z, auto t) { return rewrite(cross_entropy(softmax(z), t), softmax_cross_entropy(z, t)); }
};
template <Expression P, Expression T>
  requires shapes_agree<cross_entropy_rule, P, T>
constexpr node_of<cross_entropy_rule, P, T> cross_entropy(P, T) { return {}; }

/// Of a logit a and a target y in [0, 1]: max(a, 0) - a y + log(1 + exp(-|a|)); infinite logits too, and 0 where they are right.
struct bce_with_logits_rule : packet_function<2> {
  static constexpr auto text = "bce_with_logits";
  static constexpr value_range range{.finite = true};
  static constexpr interval domain[] = {{-5, 5}, {0, 1}};
  NABLA_DETAIL_RUNS static constexpr auto value(auto a, auto y) {
    using libm::abs, libm::exp, libm::log1p;
    using T = decltype(a);
    if constexpr (!is_ordered<T>) return T(log(T(1) + exp(a)) - a * y);
    else {
      const T missing = select(a > T(0), T(1) - y, -y);  // max(a, 0) - a y = a missing, without inf - inf
      return select(missing == T(0), T(0), a * missing) + log1p(exp(-abs(a)));
    }
  }
  static constexpr auto extends(auto a, auto y) { return log(1_c + exp(a)) - a * y; }
  static constexpr auto partials(auto a, auto y, auto) { return partial(sigmoid(a) - y, -a); }
};
template <Expression A, Expression Y>
  requires shapes_agree<bce_with_logits_rule, A, Y>
constexpr node_of<bce_with_logits_rule, A, Y> bce_with_logits(A, Y) { return {}; }

/// Of a probability p and a target y in [0, 1]: -y log(p) - (1 - y) log(1 - p).
struct binary_cross_entropy_rule : packet_function<2> {
  static constexpr auto text = "binary_cross_entropy";
  static constexpr interval domain[] = {{0.01, 0.99}, {0, 1}};
  static constexpr auto definition(auto p, auto y) { return -(xlogy(y, p) + xlogy(1_c - y, 1_c - p)); }
  static constexpr auto partials(auto p, auto y, auto) { return partial(xdivy(1_c - y, 1_c - p) - xdivy(y, p), log(1_c - p) - log(p)); }
  static constexpr auto rewrites(auto a, auto y) { return rewrite(binary_cross_entropy(sigmoid(a), y), bce_with_logits(a, y)); }
};
template <Expression P, Expression Y>
  requires shapes_agree<binary_cross_entropy_rule, P, Y>
constexpr node_of<binary_cross_entropy_rule, P, Y> binary_cross_entropy(P, Y) { return {}; }

/// Of predictions p and targets t of one size: the mean of (p - t)^2 over all elements.
struct mse_rule : matrix_function<2> {
  static constexpr auto text = "mse";
  static constexpr value_range range{.finite = true, .strict = true, .of_elements = true};
  static constexpr inferred_shape infer(const shape* operands) { return {{}, one_loss_for_each_row(operands).problem}; }
  static constexpr auto definition(auto p, auto t) { return sum(hadamard(p - t, p - t)) / count(p); }
  static constexpr auto pullbacks(auto p, auto t, auto, auto d) {
    auto slope = 2_c * d / count(p);
    return pullback(slope * (p - t), slope * (t - p));
  }
};
template <Expression P, Expression T>
  requires shapes_agree<mse_rule, P, T>
constexpr node_of<mse_rule, P, T> mse(P, T) { return {}; }

// r where |r| < delta, beyond it delta with the sign of r.
struct huber_slope_rule : short_function<2> {  // internal
  static constexpr auto text = "huber_slope";
  static constexpr value_range range{.finite = true};
  static constexpr interval domain[] = {{-3, 3}, {0.5, 2}};
  NABLA_DETAIL_RUNS static constexpr auto value(auto r, auto delta) {
    using libm::abs;
    using T = decltype(r);
    const T bounded = smaller(T(abs(r)), delta);
    if constexpr (requires { T::with_changed_sign(bounded, r); }) return unless_nan(r, clear_where(r == T(0), T::with_changed_sign(bounded, r)));
    else return select(r < T(0), -bounded, select(r > T(0), bounded, r));
  }
  /// Where both meet it has the derivative of what is cut off, as `partials` has it.
  NABLA_DETAIL_RUNS static constexpr int piece(auto r, auto delta) {
    using libm::abs;
    const int beyond = comparison_of(abs(r), delta), side = comparison_of(r, decltype(r)(0)) + 1;
    return beyond < 0 ? 5 : (beyond == 0 ? edge_piece + side : 1 + side);
  }
  NABLA_DETAIL_RUNS static constexpr auto on_piece(int p, auto r, auto delta) {
    using T = decltype(r);
    const int side = p >= edge_piece ? p - edge_piece : p - 1;
    return side == 0 ? -delta : (side == 1 ? T(0) : (side == 2 ? delta : (side == 4 ? r : r + delta)));
  }
  static constexpr auto meaning(auto r, auto delta) { return where(abs(r) < delta, r, multiply_no_nan(delta, sign(r))); }
  static constexpr auto partials(auto r, auto delta, auto) {
    auto inside = abs(r) < delta;
    return partial(inside, where(inside, 0_c, sign(r)));
  }
};
/// The slope of huber: the residual, cut off at ±delta.
template <Expression R, Expression Delta>
constexpr node_of<huber_slope_rule, R, Delta> huber_slope(R, Delta) { return {}; }

/// Of a residual r: r^2 / 2 for |r| <= delta, beyond it delta (|r| - delta / 2); once differentiable.
struct huber_rule : short_function<2> {
  static constexpr auto text = "huber";
  static constexpr value_range range{.finite = true};
  static constexpr interval domain[] = {{-3, 3}, {0.5, 2}};
  NABLA_DETAIL_RUNS static constexpr auto value(auto r, auto delta) {
    using libm::abs;
    using T = decltype(r);
    const T size = abs(r), bounded = smaller(size, delta);
    return bounded * (size - T(0.5) * bounded);
  }
  NABLA_DETAIL_RUNS static constexpr int piece(auto r, auto delta) {
    using libm::abs;
    return comparison_of(abs(r), delta);
  }
  NABLA_DETAIL_RUNS static constexpr auto on_piece(int p, auto r, auto delta) {
    using libm::abs;
    using T = decltype(r);
    return p > 0 ? delta * (abs(r) - T(0.5) * delta) : T(0.5) * r * r;
  }
  static constexpr auto partials(auto r, auto delta, auto) {
    return partial(huber_slope(r, delta), where(abs(r) < delta, 0_c, abs(r) - delta));
  }
};
template <Expression R, Expression Delta = constant<1, 1>>
  requires shapes_agree<huber_rule, R, Delta>
constexpr node_of<huber_rule, R, Delta> huber(R, Delta = {}) { return {}; }

/// Of a score and a class y, which is 1 or -1: max(0, 1 - y score); the derivative at the kink is 0.
struct hinge_rule : packet_function<2> {
  static constexpr auto text = "hinge";
  static constexpr value_range range{.finite = true, .gated = true};
  static constexpr auto definition(auto score, auto y) { return relu(1_c - y * score); }
  static constexpr auto partials(auto score, auto y, auto) {
    auto inside = 1_c > y * score;
    return partial(-(y * inside), -(score * inside));
  }
};
template <Expression S, Expression Y>
  requires shapes_agree<hinge_rule, S, Y>
constexpr node_of<hinge_rule, S, Y> hinge(S, Y) { return {}; }

/// Of distributions p and q in rows: sum(p log(p / q)) for each row, 0 where p = 0.
struct kl_divergence_rule : matrix_function<2> {
  static constexpr auto text = "kl_divergence";
  static constexpr over by[2] = {over::rows, over::rows};
  static constexpr inferred_shape infer(const shape* operands) { return one_loss_for_each_row(operands); }
  static constexpr auto definition(auto p, auto q) { return row_sums(xlogy(p, p / q)); }
  static constexpr auto pullbacks(auto p, auto q, auto, auto d) { return pullback(hadamard(d, log(p / q) + 1_c), hadamard(-d, xdivy(p, q))); }
};
template <Expression P, Expression Q>
  requires shapes_agree<kl_divergence_rule, P, Q>
constexpr node_of<kl_divergence_rule, P, Q> kl_divergence(P, Q) { return {}; }

}  // namespace nabla::detail

namespace nabla {
using detail::cross_entropy, detail::softmax_cross_entropy, detail::bce_with_logits, detail::binary_cross_entropy, detail::mse, detail::huber,
    detail::huber_slope, detail::hinge, detail::kl_divergence;
}
