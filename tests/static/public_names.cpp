// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Every function that a user may reach for, by the name under which it is found, with the shape of what it gives.

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;

constexpr auto n = dim<"n">;
constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto z = var<"z">;
constexpr auto A = var<"A", n, 3>;
constexpr auto B = var<"B", n, 3>;
constexpr auto S = var<"S", 3, 3>;
constexpr auto P = var<"P", 2, 6>;
constexpr auto r = var<"r", 1, 3>;
constexpr auto v = var<"v", 3>;
constexpr auto w = var<"w", 3>;
constexpr auto T = labels<"T", n, 3>;

constexpr bool same_shape(operand_shape expected, auto... f) { return ((shape_of(f) == expected) && ...); }
constexpr operand_shape number = shape_of(x), whole = shape_of(A), each_row = matrix_shape(n, 1), each_column = matrix_shape(1, 3), square = shape_of(S);

// ---- of numbers, and element by element ---------------------------------------------------------------------------------------------------
static_assert(same_shape(number, -x, +x, x + y, x - y, x * y, x / y, sq(x), inv(x), pow(x, 3_c), pow(x, c<2, 3>), pow(x, y), sqrt(x), cbrt(x), rsqrt(x), hypot(x, y), fma(x, y, z)));
static_assert(same_shape(whole, exp(A), exp2(A), expm1(A), log(A), log2(A), log10(A), log1p(A), sin(A), cos(A), tan(A), asin(A), acos(A), atan(A), atan2(A, B)));
static_assert(same_shape(whole, sinh(A), cosh(A), tanh(A), asinh(A), acosh(A), atanh(A), erf(A), erfc(A), erfcx(A), log_erfc(A), log_normal_cdf(A), log1mexp(A), logsubexp(A, A), logcosh(A), lgamma(A), digamma(A), trigamma(A), tetragamma(A)));
static_assert(same_shape(whole, normal_pdf(A), normal_cdf(A), normal_log_pdf(A), xlogy(A, r), xlog1py(A, x), xdivy(A, B), multiply_no_nan(A, B), subtract_no_nan(A, B)));
static_assert(same_shape(whole, abs(A), sign(A), heaviside(A), max(A, r), min(A, x), clamp(A, -1_c, r), floor(A), ceil(A), round(A), stop_gradient(A)));
static_assert(same_shape(whole, where(A > x && !(A < r), A, B), where(A >= B || A <= 0_c, x, A), equal(A, B), not_equal(A, B)));
static_assert(same_shape(whole, sigmoid(A), logit(A), log_sigmoid(A), softplus(A), relu(A), leaky_relu(A), leaky_relu(A, x), elu(A), elu(A, x), selu(A), gelu(A), gelu_tanh(A), silu(A)));
static_assert(same_shape(whole, hardtanh(A), logaddexp(A, B), softmax(A), log_softmax(A), total_softmax(A), total_log_softmax(A), column_softmax(A), column_log_softmax(A)));
static_assert(same_shape(each_row, logsumexp(A)));

// ---- losses: one for each element, for each row, or one ------------------------------------------------------------------------------------------
static_assert(same_shape(whole, huber(A - B), huber(A, x), binary_cross_entropy(A, T), bce_with_logits(A, T), hinge(A, B)));
static_assert(same_shape(each_row, cross_entropy(A, T), softmax_cross_entropy(A, T), kl_divergence(A, B)));
static_assert(same_shape(number, mse(A, B)));

// ---- over all elements, rows, columns --------------------------------------------------------------------------------------------------------------
static_assert(same_shape(number, sum(A), mean(A), variance(A), prod(A), maximum(A), minimum(A), count(A), norm1(A), norm2(A), sqnorm(A), frobenius(A)));
static_assert(same_shape(each_row, row_sums(A), row_means(A), row_variances(A), row_prods(A), row_maxima(A), row_minima(A)));
static_assert(same_shape(each_column, column_sums(A), column_means(A), column_variances(A), column_prods(A), column_maxima(A), column_minima(A)));

// ---- matrices ------------------------------------------------------------------------------------------------------------------------------------
static_assert(same_shape(whole, A * S, hadamard(A, B), transpose(transpose(A)), broadcast_to(r, A), broadcast_to<n, 3>(x)));
static_assert(same_shape(square, outer(v, w), diag(v), transpose(A) * B));
static_assert(same_shape(number, dot(v, w), dot(A, B), trace(S), det(S), logdet(S), log_of_det(S), total_logsumexp(A), quadratic_form(S, v), transpose(v) * w));
static_assert(same_shape(shape_of(v), diagonal(S), solve(S, v)));
static_assert(same_shape(square, inverse(S), solve(S, S), cofactor(S), cholesky(S), solve_lower(S, S), solve_upper(S, S), lower_triangle(S), upper_triangle(S)));
static_assert(same_shape(matrix_shape(n, 6), hstack(A, B)));
static_assert(same_shape(matrix_shape(5, 3), vstack(S, r, transpose(v))));
static_assert(same_shape(matrix_shape(4, 18), repeat<2, 3>(P)));
static_assert(same_shape(matrix_shape(1, 3), row<0>(A), rows<1, 1>(S), row<-1>(A)));
static_assert(same_shape(matrix_shape(n, 2), columns<1, 2>(A)));
static_assert(same_shape(each_row, column<-1>(A)));
static_assert(same_shape(matrix_shape(2, 2), block<0, 1, 2, 2>(S), block<1, 4, 2, 2>(vstack(P, P))));
static_assert(same_shape(matrix_shape(2, 1), head<2>(v), tail<2>(w)));
static_assert(same_shape(matrix_shape(1, 2), head<2>(r)));
static_assert(same_shape(matrix_shape(4, 3), reshape<4, 3>(P)));
static_assert(same_shape(number, sum_over<0, 3>([](auto i) { return (i + 1_c) * sum(column<i>(A)); })));

}  // namespace
