// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/activations.hpp>

namespace nabla::detail {

// By rows, shifted by the maximum of the row so that nothing overflows; equal infinities differ by 0.

template <over Part>
constexpr auto sums_by(auto z) {
  if constexpr (Part == over::rows) return row_sums(z);
  else if constexpr (Part == over::columns) return column_sums(z);
  else return sum(z);
}

template <over Part>
struct balanced_rule;
// The name of one of them is part of its identity.
constexpr const char* name_by(over part, const char* of_rows, const char* of_columns, const char* of_all) {
  return part == over::rows ? of_rows : (part == over::columns ? of_columns : of_all);
}

// d less its mean by the weights s, which sum up to 1, by rows, by columns or over all. Where one weight is near 1 that mean is near an element of d,
// and what is left of it has no digits but those of its rounding: the mean of what is left puts that right.
template <over Part>
struct centred_rule : matrix_function<2> {  // internal
  static constexpr auto text = name_by(Part, "row_centred", "column_centred", "total_centred");
  static constexpr over by[2] = {Part, Part};
  static constexpr value_range range{.finite = true};
  static constexpr inferred_shape infer(const shape* operands) { return {operands[0]}; }
  static constexpr auto definition(auto s, auto d) {
    auto left = d - sums_by<Part>(hadamard(s, d));
    return left - sums_by<Part>(hadamard(s, left));
  }
  static constexpr auto meaning(auto s, auto d) { return d - sums_by<Part>(hadamard(s, d)); }
  static constexpr auto pullbacks(auto s, auto d, auto, auto g) { return pullback(-hadamard(sums_by<Part>(g), d), call<balanced_rule<Part>>(s, g)); }
};
template <Expression S, Expression D>
constexpr node_of<centred_rule<over::rows>, S, D> row_centred(S, D) { return {}; }
template <Expression S, Expression D>
constexpr node_of<centred_rule<over::columns>, S, D> column_centred(S, D) { return {}; }
template <Expression S, Expression D>
constexpr node_of<centred_rule<over::all>, S, D> total_centred(S, D) { return {}; }

// Its transpose: g less the weights times its sum, so that the sum is 0. Likewise.
template <over Part>
struct balanced_rule : matrix_function<2> {  // internal
  static constexpr auto text = name_by(Part, "row_balanced", "column_balanced", "total_balanced");
  static constexpr over by[2] = {Part, Part};
  static constexpr value_range range{.finite = true};
  static constexpr inferred_shape infer(const shape* operands) { return {operands[0]}; }
  static constexpr auto definition(auto s, auto g) {
    auto left = g - hadamard(s, sums_by<Part>(g));
    return left - hadamard(s, sums_by<Part>(left));
  }
  static constexpr auto meaning(auto s, auto g) { return g - hadamard(s, sums_by<Part>(g)); }
  static constexpr auto pullbacks(auto s, auto g, auto, auto d) { return pullback(-hadamard(d, sums_by<Part>(g)), call<centred_rule<Part>>(s, d)); }
};
template <Expression S, Expression G>
constexpr node_of<balanced_rule<over::rows>, S, G> row_balanced(S, G) { return {}; }
template <Expression S, Expression G>
constexpr node_of<balanced_rule<over::columns>, S, G> column_balanced(S, G) { return {}; }
template <Expression S, Expression G>
constexpr node_of<balanced_rule<over::all>, S, G> total_balanced(S, G) { return {}; }

struct softmax_rule : matrix_function<1> {
  static constexpr auto text = "softmax";
  static constexpr over by[1] = {over::rows};
  static constexpr value_range range{.finite = true, .bounded = true};
  static constexpr inferred_shape infer(const shape* z) { return {z[0]}; }
  static constexpr auto definition(auto z) {
    auto e = exp(subtract_no_nan(z, row_maxima(z)));
    return e / row_sums(e);
  }
  static constexpr auto extends(auto z) { return exp(z) / row_sums(exp(z)); }
  static constexpr auto pullbacks(auto, auto s, auto d) { return pullback(hadamard(s, call<centred_rule<over::rows>>(s, d))); }
  static constexpr auto rewrites(auto z) { return rewrite(log(softmax(z)), log_softmax(z)); }
};
/// Each row exp(z) / sum of exp(z); of a column, whose rows have one element each, it is 1: transpose that.
template <Expression Z>
constexpr node_of<softmax_rule, Z> softmax(Z) { return {}; }

struct log_softmax_rule : matrix_function<1> {
  static constexpr auto text = "log_softmax";
  static constexpr over by[1] = {over::rows};
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
  static constexpr over by[1] = {over::rows};
  static constexpr value_range range{.finite = true, .of_elements = true};
  static constexpr inferred_shape infer(const shape* z) { return {matrix_shape(z[0].rows, 1)}; }
  static constexpr auto definition(auto z) { return row_maxima(z) + log(row_sums(exp(subtract_no_nan(z, row_maxima(z))))); }
  static constexpr auto meaning(auto z) { return log(row_sums(exp(z))); }
  static constexpr auto pullbacks(auto z, auto, auto d) { return pullback(hadamard(d, softmax(z))); }
};
/// log(sum of exp(z)) for each row, m × n to m × 1; -inf for a row of -inf, +inf where +inf stands in the row.
template <Expression Z>
constexpr node_of<logsumexp_rule, Z> logsumexp(Z) { return {}; }

// The same over all elements, or over each column.

template <bool Columns>
struct log_softmax_over_rule;

template <bool Columns>
constexpr auto maxima_over(auto z) {
  if constexpr (Columns) return column_maxima(z);
  else return maximum(z);
}
template <bool Columns>
constexpr auto sums_over(auto z) {
  if constexpr (Columns) return column_sums(z);
  else return sum(z);
}

template <bool Columns>
struct softmax_over_rule : matrix_function<1> {
  static constexpr auto text = Columns ? "column_softmax" : "total_softmax";
  static constexpr over by[1] = {Columns ? over::columns : over::all};
  static constexpr value_range range{.finite = true};
  static constexpr inferred_shape infer(const shape* z) { return {z[0]}; }
  static constexpr auto definition(auto z) {
    auto e = exp(subtract_no_nan(z, maxima_over<Columns>(z)));
    return e / sums_over<Columns>(e);
  }
  static constexpr auto extends(auto z) { return exp(z) / sums_over<Columns>(exp(z)); }
  static constexpr auto pullbacks(auto, auto s, auto d) { return pullback(hadamard(s, call<centred_rule<by[0]>>(s, d))); }
  static constexpr auto rewrites(auto z) { return rewrite(log(call<softmax_over_rule>(z)), call<log_softmax_over_rule<Columns>>(z)); }
};
/// exp(z) / sum of exp(z), over all elements.
template <Expression Z>
constexpr node_of<softmax_over_rule<false>, Z> total_softmax(Z) { return {}; }
/// Each column exp(z) / sum of exp(z).
template <Expression Z>
constexpr node_of<softmax_over_rule<true>, Z> column_softmax(Z) { return {}; }

template <bool Columns>
struct log_softmax_over_rule : matrix_function<1> {
  static constexpr auto text = Columns ? "column_log_softmax" : "total_log_softmax";
  static constexpr over by[1] = {Columns ? over::columns : over::all};
  static constexpr value_range range{.finite = true};
  static constexpr inferred_shape infer(const shape* z) { return {z[0]}; }
  static constexpr auto definition(auto z) {
    auto shifted = subtract_no_nan(z, maxima_over<Columns>(z));
    return shifted - log(sums_over<Columns>(exp(shifted)));
  }
  static constexpr auto extends(auto z) { return z - log(sums_over<Columns>(exp(z))); }
  static constexpr auto pullbacks(auto z, auto, auto d) { return pullback(d - hadamard(call<softmax_over_rule<Columns>>(z), sums_over<Columns>(d))); }
};
/// z - log(sum of exp(z)), over all elements; what log(total_softmax(z)) becomes.
template <Expression Z>
constexpr node_of<log_softmax_over_rule<false>, Z> total_log_softmax(Z) { return {}; }
/// Each column z - log(sum of exp(z)).
template <Expression Z>
constexpr node_of<log_softmax_over_rule<true>, Z> column_log_softmax(Z) { return {}; }

template <bool Columns>
struct logsumexp_over_rule : matrix_function<1> {
  static constexpr auto text = Columns ? "column_logsumexp" : "total_logsumexp";
  static constexpr over by[1] = {Columns ? over::columns : over::all};
  static constexpr value_range range{.finite = true, .of_elements = true};
  static constexpr inferred_shape infer(const shape* z) {
    if (Columns) return {matrix_shape(1, z[0].columns)};
    return {};
  }
  static constexpr auto definition(auto z) { return maxima_over<Columns>(z) + log(sums_over<Columns>(exp(subtract_no_nan(z, maxima_over<Columns>(z))))); }
  static constexpr auto meaning(auto z) { return log(sums_over<Columns>(exp(z))); }
  static constexpr auto pullbacks(auto z, auto, auto d) {
    if constexpr (Columns) return pullback(hadamard(d, call<softmax_over_rule<true>>(z)));
    else return pullback(d * call<softmax_over_rule<false>>(z));
  }
};
/// log(sum of exp(z)) over all elements; -inf where all are -inf, +inf where one is +inf. What log(sum(exp(z))) becomes.
template <Expression Z>
constexpr node_of<logsumexp_over_rule<false>, Z> total_logsumexp(Z) { return {}; }
/// log(sum of exp(z)) for each column, m × n to 1 × n.
template <Expression Z>
constexpr node_of<logsumexp_over_rule<true>, Z> column_logsumexp(Z) { return {}; }

}  // namespace nabla::detail

namespace nabla {
using detail::row_centred, detail::column_centred, detail::total_centred, detail::row_balanced, detail::column_balanced, detail::total_balanced, detail::softmax, detail::log_softmax, detail::logsumexp, detail::column_softmax, detail::total_softmax, detail::column_log_softmax,
    detail::total_log_softmax, detail::column_logsumexp, detail::total_logsumexp;
}
