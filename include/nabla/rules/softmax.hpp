// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/activations.hpp>

namespace nabla {

// By rows, shifted by the maximum of the row so that nothing overflows; equal infinities differ by 0.

struct softmax_rule : matrix_function<1> {
  static constexpr auto text = "softmax";
  static constexpr value_range range{.finite = true};
  static constexpr inferred_shape infer(const shape* z) { return {z[0]}; }
  static constexpr auto definition(auto z) {
    auto e = exp(subtract_no_nan(z, row_maxima(z)));
    return e / row_sums(e);
  }
  static constexpr auto extends(auto z) { return exp(z) / row_sums(exp(z)); }
  static constexpr auto pullbacks(auto, auto s, auto d) { return pullback(hadamard(s, d - row_sums(hadamard(s, d)))); }
  static constexpr auto rewrites(auto z) { return rewrite(log(softmax(z)), log_softmax(z)); }
};
/// Each row exp(z) / sum of exp(z); of a column, whose rows have one element each, it is 1: transpose that.
template <Expression Z>
constexpr node_of<softmax_rule, Z> softmax(Z) { return {}; }

struct log_softmax_rule : matrix_function<1> {
  static constexpr auto text = "log_softmax";
  static constexpr value_range range{.finite = true};
  static constexpr inferred_shape infer(const shape* z) { return {z[0]}; }
  static constexpr auto definition(auto z) {
    auto shifted = subtract_no_nan(z, row_maxima(z));
    return shifted - log(row_sums(exp(shifted)));
  }
  static constexpr auto extends(auto z) { return z - log(row_sums(exp(z))); }
  static constexpr auto pullbacks(auto z, auto, auto d) { return pullback(d - hadamard(softmax(z), row_sums(d))); }
};
/// Each row z - log(sum of exp(z)), finite where softmax underflows; what log(softmax(z)) becomes.
template <Expression Z>
constexpr node_of<log_softmax_rule, Z> log_softmax(Z) { return {}; }

struct logsumexp_rule : matrix_function<1> {
  static constexpr auto text = "logsumexp";
  static constexpr value_range range{.finite = true};
  static constexpr inferred_shape infer(const shape* z) { return {matrix_shape(z[0].rows, 1)}; }
  static constexpr auto definition(auto z) { return row_maxima(z) + log(row_sums(exp(subtract_no_nan(z, row_maxima(z))))); }
  static constexpr auto meaning(auto z) { return log(row_sums(exp(z))); }
  static constexpr auto pullbacks(auto z, auto, auto d) { return pullback(hadamard(d, softmax(z))); }
};
/// log(sum of exp(z)) for each row, m × n to m × 1; -inf for a row of -inf, +inf where +inf stands in the row.
template <Expression Z>
constexpr node_of<logsumexp_rule, Z> logsumexp(Z) { return {}; }

}  // namespace nabla
