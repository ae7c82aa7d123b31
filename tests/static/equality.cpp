// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// == and simplify(): one form for what a mathematician calls the same; equivalent(): what multiplying out decides.

#include <nabla/nabla.hpp>

#include <type_traits>

namespace {

using namespace nabla;
using namespace nabla::detail;

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto z = var<"z">;
constexpr auto n = dim<"n">;
constexpr auto X = data<"X", n, 3>;
constexpr auto Y = data<"Y", n, 2>;
constexpr auto W = var<"W", 3, 2>;
constexpr auto V = var<"V", 2, 3>;

/// As written, without a look at definitions.
template <Expression A, Expression B>
constexpr bool same(A, B) {
  graph g;
  return import_canonical(g, facts_of<A>, canonical_depth::written) == import_canonical(g, facts_of<B>, canonical_depth::written);
}
/// simplify() gives its canonical form, and nothing simpler for that.
template <Expression A, Expression B>
constexpr bool becomes(A a, B b) {
  return std::is_same_v<decltype(simplify(a)), B> && std::is_same_v<decltype(simplify(b)), B>;
}

// ---- sums ------------------------------------------------------------------------------------------------------------------------------
static_assert(same(x + y + z, z + (y + x)));
static_assert(same(x - y - z, x - (z + y)));
static_assert(same(-(x - y), y - x));
static_assert(same(x + x + y + x, y + 3_c * x));
static_assert(same(2_c * (x + y), 2_c * x + 2_c * y));
static_assert(same(2_c * (x + 2_c * y), 2_c * x + 4_c * y));
static_assert(same(x + 1_c - (y - 2_c), 3_c + x - y));
static_assert(same(x / 2_c + x / 3_c, c<5, 6> * x));
static_assert(same(x - x, 0_c));
static_assert(same(x + y - x, y));
static_assert(same(1_c / x + 2_c / x, 3_c / x));
static_assert(!(x + y == x - y));
static_assert(!(x + y == x));
static_assert(!(x == y));
static_assert(!(2_c * x == 3_c * x));
static_assert(x + 1_c != x);
static_assert(same(W - W, 0_c * W));
static_assert(x * atan(y) - x * atan(y) == 0_c);
static_assert(sin(x) + exp(y) - sin(x) == exp(y));
static_assert(exp(x) / (y + exp(x)) == exp(x) * inv(y + exp(x)));
static_assert(log(2_c + exp(x) + exp(y)) == log(exp(y) + exp(x) + 2_c));
static_assert(log(exp(x) + exp(y) + exp(z) + exp(x * y) + exp(-y)) == log(exp(-y) + exp(x * y) + exp(z) + exp(y) + exp(x)));
static_assert(!(exp2(c<-1>) == 1_c));
static_assert(exp(W) / (2_c + sum(exp(W))) == exp(W) * inv(2_c + sum(exp(W))));
static_assert(!(exp(log(x)) == x));

// ---- == is sound on the whole domain: what may be undefined vanishes only where all is undefined anyway --------------------------------
static_assert(!(0_c / count(var<"counted", dim<"n">>) == 0_c));
// of a size that is a name there may be no elements: their sum is 0, whatever it is of, and a maximum or a mean is no number
static_assert(!(sum(log(x) * X) == log(x) * sum(X)));
static_assert(equivalent(sum(log(x) * X), log(x) * sum(X)));
static_assert(sum(x * X) == x * sum(X));
static_assert(!(sum(X / x) == sum(X) / x));
static_assert(row_sums(X / x) == row_sums(X) / x);
static_assert(!(column_sums(X / x) == column_sums(X) / x));
static_assert(!(sum(maximum(X) * X) == maximum(X) * sum(X)));
static_assert(!(sum(exp(X) + mean(Y)) == sum(exp(X)) + mean(Y) * count(X)));
static_assert(!(transpose(X) * (log(x) * X) == log(x) * (transpose(X) * X)));
static_assert(X * (log(x) * W) == log(x) * (X * W));
static_assert(!(transpose(X) * (Y * log(V)) == transpose(X) * Y * log(V)));
static_assert(transpose(X) * (Y * V) == transpose(X) * Y * V);
static_assert(!(trace(transpose(X) * Y * log(V)) == trace(Y * log(V) * transpose(X))));
static_assert(trace(transpose(X) * Y * V) == trace(Y * V * transpose(X)));
// nor is a number taken out of, or lost with, what is turned to be compared
constexpr auto p = var<"p", n>;
constexpr auto q = var<"q", n>;
static_assert(!(sum(transpose(p) / x) == sum(p) / x));
static_assert(sum(transpose(p) / x) == sum(p / x));
static_assert(!(sum(log(x) * transpose(X)) == log(x) * sum(X)));
static_assert(!(transpose(p / x) * q == dot(p, q)));
static_assert(transpose(p / x) * q == transpose(q) * (p / x));
static_assert(!(trace(x / x) == 1_c / x));  // what a transpose has for numbers
static_assert(!(trace(y / x) == 1_c / x));
static_assert(trace(x / x) == x / x);
static_assert(!equivalent(trace(x / x), 1_c / x));
static_assert(!(trace(transpose(X / x) * X) == trace(transpose(X) * X)));
static_assert(trace(transpose(X / x) * (Y * V)) == trace(transpose(Y * V) * (X / x)));
static_assert(transpose(-p) * q == -(transpose(p) * q));
static_assert(!(x + maximum(X) - maximum(X) == x));
static_assert(!(x + minimum(X) - minimum(X) == x));
static_assert(x + maximum(V) - maximum(V) == x);
static_assert(!(x + mean(X) - mean(X) == x));
static_assert(!(x + variance(X) - variance(X) == x));
static_assert(!(x + total_logsumexp(X) - total_logsumexp(X) == x));
static_assert(!(W + transpose(column_maxima(X)) - transpose(column_maxima(X)) == W));
static_assert(X + row_maxima(X) - row_maxima(X) == X);
static_assert(!(softmax(V + minimum(X)) == softmax(V)));
static_assert(softmax(V + minimum(W)) == softmax(V));
static_assert(!(y + log(sum(exp(X))) - log(sum(exp(X))) == y));
static_assert(!(y + log(sum(transpose(exp(X)) * (1_c + exp(X)))) - log(sum(transpose(exp(X)) * (1_c + exp(X)))) == y));
static_assert(!(W + log(exp(transpose(X)) * exp(X * W)) - log(exp(transpose(X)) * exp(X * W)) == W));
static_assert(y + log(sum(exp(V) * (1_c + exp(W)))) - log(sum(exp(V) * (1_c + exp(W)))) == y);
// and where NaN and an infinity are not the same, infinite factors stay in sums: the sum of inf and -inf is NaN, inf times 0.5 infinite
static_assert(!(exp(sum(log(x) * V)) == exp(log(x) * sum(V))));
static_assert(sum(log(x) * V) == log(x) * sum(V));
static_assert(exp(sum(x * V)) == exp(x * sum(V)));
static_assert(!(atan(sum(V / x)) == atan(sum(V) / x)));
static_assert(!(1_c / sum(V / x) == x / sum(V)));
static_assert(!(exp(V * (W * log(V))) == exp(V * W * log(V))));
static_assert(!(log(x) - log(x) == 0_c));
static_assert(!(y + log(x) - log(x) == y));
static_assert(!(1_c / x - 1_c / x == 0_c));
static_assert(!(sqrt(x) - sqrt(x) == 0_c));
static_assert(!((x - x) * log(y) == 0_c));
static_assert(log(x) - log(x) == 2_c * log(x) - 2_c * log(x));
static_assert(y + log(x) - log(x) == log(x) + y - log(x));
static_assert(x * log(x) + log(x) - x * log(x) == log(x));
static_assert(!(softmax(sqrt(x)) == 1_c));
static_assert(softmax(x) == 1_c);
static_assert(!(exp(log(x)) / exp(log(x)) == 1_c));
static_assert(exp(x) / exp(x) == 1_c);
static_assert(!((x - x) / (x - x) == 0_c));
static_assert(!((y < x + log(y) - log(y)) == (y < x)));
static_assert((y < x + sin(y) - sin(y)) == (y < x));
static_assert(!(heaviside(y + sqrt(x) - sqrt(x)) == heaviside(y)));
static_assert(!(max(x, y + 1_c / x - 1_c / x) == max(x, y)));
static_assert(!(where(x < log(y) - log(y), x, y) == where(x < 0_c, x, y)));
static_assert(!(atan(x / (x * x)) == atan(1_c / x)));
static_assert(x / (x * x) == 1_c / x);
static_assert(!(exp(x / (x * x)) == exp(1_c / x)));
static_assert(!(log(x) / sq(log(x)) == 1_c / log(x)));
static_assert(!(1_c / (y + x / (x * x)) == 1_c / (y + 1_c / x)));
static_assert(!((x > 0_c) * (1_c / x) == (x > 0_c) / x));
static_assert(!((x > 0_c) * log(x) == where(x > 0_c, 1_c, 0_c) * log(x)));
static_assert((x > 0_c) * log(x) == where(x > 0_c, log(x), 0_c));
// what extends another function is that only where that is defined
static_assert(!(xlogy(x, x) == x * log(x)));
static_assert(!(xdivy(x, y) == x / y));
static_assert(!(xlog1py(x, y) == x * log1p(y)));
static_assert(!(multiply_no_nan(log(x), y) == log(x) * y));
static_assert(xlogy(x, exp(y)) == x * log(exp(y)));
static_assert(xdivy(x, 1_c + y * y) == x / (1_c + y * y));
static_assert(multiply_no_nan(x, y) == x * y);
static_assert(subtract_no_nan(x, y) == x - y);
static_assert(!(subtract_no_nan(1_c / x, y) == 1_c / x - y));
static_assert(tanh(x) == sinh(x) / cosh(x));
static_assert(!(tanh(1_c / x) == sinh(1_c / x) / cosh(1_c / x)));
static_assert(!(diff(hypot(x, y), x) == x / hypot(x, y)));
static_assert(!(diff(pow(x, y), y) == pow(x, y) * log(x)));
static_assert(!(diff(pow(x, y), x) == y * pow(x, y - 1_c)));
static_assert(diff(pow(x, c<-7, 10>), x) == c<-7, 10> * pow(x, c<-17, 10>));
static_assert(diff(sqrt(exp(x)), x) == 0.5_c * sqrt(exp(x)));  // as a power of an exponential
static_assert(!(stop_gradient(x) == x));
static_assert(!equivalent(stop_gradient(x), x));
static_assert(stop_gradient(x) + y == y + stop_gradient(x));
// and equivalent() asks no more
static_assert(equivalent(log(x) - log(x), 0_c));
static_assert(equivalent(xlogy(x, x), x * log(x)));
static_assert(equivalent(xdivy(x, y), x / y));
static_assert(equivalent(softmax(sqrt(x)), 1_c));
static_assert(equivalent(1_c / x - 1_c / x, 0_c));
static_assert(equivalent(multiply_no_nan(log(x), y), log(x) * y));
static_assert(equivalent(tanh(1_c / x), sinh(1_c / x) / cosh(1_c / x)));
static_assert(equivalent(atan(x / (x * x)), atan(1_c / x)));
static_assert(!equivalent(heaviside(sqrt(x) * sqrt(x)), heaviside(x)));
static_assert(!equivalent(heaviside(xlogy(x, x)), heaviside(x * log(x))));
static_assert(!equivalent(y < x * x / x, y < x));
// what is defined nowhere
static_assert(!equivalent((x - x) / (x - x), 0_c));
static_assert(!equivalent((x - x) / (x - x), 1_c));
static_assert(!equivalent(x / (y - y) - x / (y - y), 0_c));
static_assert(!equivalent(sqrt(-1_c - x * x) - sqrt(-1_c - x * x), 0_c));
static_assert(!equivalent(log(-1_c - x * x) - log(-1_c - x * x), 0_c));
static_assert(!equivalent(1_c / (sq(sin(x)) + sq(cos(x)) - 1_c) * x, 0_c * x));

// ---- products and powers -----------------------------------------------------------------------------------------------------------
static_assert(same(x * y * z, z * (y * x)));
static_assert(same(x * x * x, x * (x * x)));
static_assert(same(pow(x, 3_c), x * x * x));
static_assert(same(sq(x) * x, pow(x, 3_c)));
static_assert(same(inv(x), 1_c / x));
static_assert(same(x / y / z, x / (y * z)));
static_assert(same(x / (y / z), x * z / y));
static_assert(same(x / 2_c, 0.5_c * x));
static_assert(same((2_c * x) * (3_c * y), 6_c * y * x));
static_assert(same((x - y) * z, -((y - x) * z)));
static_assert(same((2_c * x + 4_c * y) * z, 2_c * z * (x + 2_c * y)));
static_assert(same((x - y) * (x - y), (y - x) * (y - x)));
static_assert(same(pow(2_c * x, 3_c), 8_c * x * x * x));
static_assert(same(pow(x / y, 2_c), x * x / (y * y)));
static_assert(same(pow(x, c<-2>), 1_c / (x * x)));
// neither what is divided away nor what is multiplied out is the same
static_assert(!(x / x == 1_c));
static_assert(!(x * y / x == y));
static_assert(!((x + y) * (x + y) == x * x + 2_c * x * y + y * y));
static_assert(!(sqrt(x) * sqrt(x) == x));
static_assert(!(inv(sq(sqrt(-1_c / 0_c))) == 0_c));
static_assert(!(inv(sq(sqrt(-exp(x) / 0_c))) == 0_c));
// a fraction is reduced, but for one factor that says where it is undefined
static_assert(same(x * x / pow(x, 6_c), 1_c / pow(x, 4_c)));
static_assert(same(pow(x, 3_c) / x / x, x * x / x));
static_assert(!(x * x / x == x));
static_assert(same(exp(x) * y / exp(x), y));

// ---- functions ---------------------------------------------------------------------------------------------------------------------
static_assert(same(sin(-x), -sin(x)));
static_assert(same(cos(y - x), cos(x - y)));
static_assert(same(abs(-2_c * x), abs(2_c * x)));
static_assert(same(tanh(x - y), -tanh(y - x)));
static_assert(!(sign(-(log(x) + (y - y) * log(x))) == -sign(log(x))));
static_assert(!(1_c / -(log(x) + (y - y) * log(x)) == -1_c / log(x)));
static_assert(!equivalent(exp(log(x / abs(y))), x / y));
static_assert(equivalent(log(abs(x) * y), log(abs(x)) + log(y)));
static_assert(!(inv(sin(x / x / call<not_rule>(c<2>))) == 0_c / x));
static_assert(!((x > y) / log(exp(1_c)) * log(y) == (x > y) * log(y)));
static_assert(!((x > y) * x * log(y) == (x > y) * (x * log(y))));
static_assert((x > y) * (x * log(y)) == (x > y) * log(y) * x);
static_assert(same(exp(x) * exp(y), exp(x + y)));
static_assert(same(exp(x) / exp(x), 1_c));
static_assert(same(log(exp(x)), x));
static_assert(same(exp(x) * exp(x), exp(2_c * x)));
static_assert(!(exp(log(x)) == x));
static_assert(same(max(x, y), max(y, x)));
static_assert(!(x / y == y / x));
static_assert(!((x > y) == (y > x)));
// by their definitions
static_assert(sigmoid(x) == 1_c / (1_c + exp(-x)));
static_assert(mean(W) == sum(W) / 6_c);
static_assert(sqnorm(W) == sum(hadamard(W, W)));
static_assert(norm1(W) == sum(abs(W)));

// ---- matrices -------------------------------------------------------------------------------------------------------------------------
static_assert(same((X * W) * V, X * (W * V)));
static_assert(same((2_c * X) * (x * W), 2_c * (x * (X * W))));
static_assert(same(-X * W, X * -W));
static_assert(same(transpose(X * W), transpose(W) * transpose(X)));
static_assert(same(transpose(W + transpose(V)), transpose(W) + V));
static_assert(same(transpose(exp(W)), exp(transpose(W))));
static_assert(same(transpose(hadamard(W, transpose(V))), hadamard(V, transpose(W))));
static_assert(same(row_sums(transpose(W)), transpose(column_sums(W))));
static_assert(same(sum(transpose(W)), sum(W)));
static_assert(same(sum(2_c * W), 2_c * sum(W)));
static_assert(same(sum(W + transpose(V)), sum(V) + sum(W)));
static_assert(same(sum(x * W), x * sum(W)));
static_assert(!(W * V == V * W));
static_assert(!(hadamard(X, X) == X));
static_assert(!(W == transpose(V)));
static_assert(!(x == W));
static_assert(!(sum(W) == row_sums(W)));

constexpr auto S = var<"S", 3, 3>;
constexpr auto R = var<"R", 3, 3>;
constexpr auto u = var<"u", 3, 1>;
constexpr auto v = var<"v", 3, 1>;
static_assert(same(trace(S * R), trace(R * S)));
static_assert(same(trace(transpose(S)), trace(S)));
static_assert(same(trace(S * R * S * R * R), trace(R * S * R * R * S)));
static_assert(same(trace(S * R), trace(transpose(S) * transpose(R))));
static_assert(!(u * x == transpose(u) * x));
static_assert(!equivalent(u, transpose(u)));
static_assert(!(V == transpose(V)));  // the same elements in another shape
static_assert(same(trace(2_c * S + R), 2_c * trace(S) + trace(R)));
static_assert(same(trace(u * transpose(v)), transpose(v) * u));
static_assert(same(transpose(u) * S * v, transpose(v) * transpose(S) * u));
static_assert(same(u * (transpose(v) * S * v), (transpose(v) * S * v) * u));
static_assert(same(u * transpose(v) * S * v, (transpose(v) * S * v) * u));
static_assert(same(det(transpose(S)), det(S)));
static_assert(same(inverse(transpose(S)), transpose(inverse(S))));
static_assert(same(diag(u) * S, hadamard(u, S)));
static_assert(same(S * diag(u), hadamard(S, transpose(u))));
static_assert(same(transpose(diag(u)), diag(u)));
static_assert(trace(transpose(S) * R) == sum(hadamard(S, R)));
static_assert(dot(u, S * v) == transpose(u) * S * v);
static_assert(norm2(u) == sqrt(transpose(u) * u));
static_assert(solve(S, u) == inverse(S) * u);
static_assert(!(trace(S * R) == trace(S) * trace(R)));
static_assert(!(trace(S * R * transpose(S)) == trace(S * S * R)));
static_assert(!(det(S) == det(R)));
static_assert(!(S * diag(u) == diag(u) * S));
static_assert(!(trace(S) == sum(S)));

// ---- simplify(): the type is as one would write it ------------------------------------------------------------------------------------
static_assert(becomes(3_c * x + 3_c * x, 6_c * x));
static_assert(becomes(x - 1_c, x - 1_c));
static_assert(becomes(1_c - x, 1_c - x));
static_assert(becomes(x * x, pow(x, 2_c)));
static_assert(becomes(inv(x), 1_c / x));
static_assert(becomes(sin(-x), -sin(x)));
static_assert(becomes(transpose(W), transpose(W)));
static_assert(becomes(W - W, broadcast_to<3, 2>(0_c)));
static_assert(becomes(diff(tanh(x), x), 1_c - pow(tanh(x), 2_c)));
static_assert(becomes(mean(W), mean(W)));

// ---- equivalent ---------------------------------------------------------------------------------------------------------------------
static_assert(equivalent((x + y) * (x + y), x * x + 2_c * x * y + y * y));
static_assert(equivalent(pow(x + y, 3_c), pow(x, 3_c) + 3_c * x * x * y + 3_c * x * y * y + pow(y, 3_c)));
static_assert(equivalent(x * y / x, y));
static_assert(equivalent((x * x - y * y) / (x - y), x + y));
static_assert(equivalent(1_c / x + 1_c / y, (x + y) / (x * y)));
static_assert(!equivalent(x * x, x));
static_assert(!equivalent(pow(x + y, 2_c), x * x + y * y));
static_assert(!equivalent(x, y));
static_assert(!equivalent(x, W));
static_assert(equivalent(1_c - sigmoid(x), sigmoid(-x)));
static_assert(equivalent(sigmoid(x) * (1_c - sigmoid(x)), exp(-x) / sq(1_c + exp(-x))));
static_assert(equivalent(X * (W + W * y), X * W * (y + 1_c)));
static_assert(equivalent(sqnorm(W - y), sqnorm(W) - 2_c * y * sum(W) + 6_c * y * y));
static_assert(equivalent(diff(x * log(x), x), log(x) + 1_c));
static_assert(equivalent(diff(x / (1_c + x * x), x), (1_c - x * x) / sq(1_c + x * x)));

// what functions have to do with one another
static_assert(equivalent(sq(sin(x)) + sq(cos(x)), 1_c));
static_assert(equivalent(sq(cosh(x)) - sq(sinh(x)), 1_c));
static_assert(equivalent(tan(x) * cos(x), sin(x)));
static_assert(equivalent(sqrt(x) * sqrt(x), x));
static_assert(equivalent(pow(x, y) * pow(x, z + 2_c), x * x * pow(x, y + z)));
static_assert(equivalent(x / sqrt(x), sqrt(x)));
static_assert(equivalent(1_c / (1_c + 1_c / x), x / (x + 1_c)));
static_assert(equivalent(exp(x) / (1_c + exp(x)), sigmoid(x)));
static_assert(equivalent(exp(x) * (exp(-x) + 1_c), 1_c + exp(x)));
static_assert(!equivalent(sq(sin(x)) + sq(cos(x)), 2_c));
static_assert(!equivalent(sqrt(x * x), x));
// where an identity would need numbers beyond 64 bits there is none
static_assert(!equivalent(leaky_relu(x, c<-9223372036854775807>), x));
static_assert(!equivalent(atanh(x + c<9223372036854775807>), x));
static_assert(!equivalent(asinh(x + c<9223372036854775807>), x));
static_assert(!equivalent(sqrt(x) * sqrt(y), x));
static_assert(!equivalent(cos(x) * cos(y), 1_c));
static_assert(!equivalent(exp(x) * exp(y), exp(x * y)));
static_assert(!equivalent(1_c / (1_c + x), 1_c + 1_c / x));
static_assert(!equivalent(pow(pow(x, 2_c), 0.5_c), x));

// ---- derivatives as one would write them -----------------------------------------------------------------------------------------------
constexpr auto staged = sigmoid(x * y + z);
static_assert(diff(staged, x) == y * staged * (1_c - staged));
static_assert(!(diff(staged, x) == diff(staged, y)));
static_assert(diff(x * x * x, x, x) == 6_c * x);
static_assert(diff<3>(exp(2_c * x), x) == 8_c * exp(2_c * x));
static_assert(diff(3_c * (x * y + max(y, z)), z) == 3_c * heaviside(z - y));
constexpr auto lambda = data<"lambda">;
constexpr auto lasso = sqnorm(X * W - Y) + lambda * norm1(W);
static_assert(diff(lasso, W) == 2_c * transpose(X) * (X * W - Y) + lambda * sign(W));
static_assert(shape_of(diff(lasso, W)) == shape_of(W));
constexpr auto logits = var<"logits", 1, 3>;
constexpr auto t = labels<"t", 1, 3>;
static_assert(diff(sum(cross_entropy(softmax(logits), t)), logits) == softmax(logits) - t);
static_assert(diff(binary_cross_entropy(sigmoid(x), y), x) == sigmoid(x) - y);

}  // namespace
