// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The demonstrations of matrixcalculus.org, from its page and from the two papers behind it (Laue, Mitterreiter, Giesen: Computing Higher
// Order Derivatives of Matrix and Tensor Expressions, NeurIPS 2018; A Simple and Efficient Tensor Calculus, AAAI 2020): gradients, and
// Hessians as what they do to a vector, proven by the compiler.

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;

constexpr auto n = dim<"n">;
constexpr auto m = dim<"m">;
constexpr auto k = dim<"k">;
constexpr auto A = data<"A", n, n>;
constexpr auto B = data<"B", n, n>;
constexpr auto X = var<"X", n, n>;
constexpr auto x = var<"x", n, 1>;
constexpr auto y = data<"y", n, 1>;
constexpr auto a = data<"a", n, 1>;
constexpr auto b = data<"b", n, 1>;
constexpr auto v = data<"v", n, 1>;

constexpr auto T(auto u) { return transpose(u); }

/// What the Hessian of f does to v.
constexpr auto second(auto f) { return diff(dot(diff(f, x), v), x); }

// ---- linear and quadratic forms -----------------------------------------------------------------------------------------------------
static_assert(diff(T(a) * x, x) == a);
static_assert(diff(T(x) * A * x, x) == A * x + T(A) * x);
static_assert(second(T(x) * A * x) == A * v + T(A) * v);
static_assert(diff(T(x) * x, x) == 2_c * x);
static_assert(diff(T(a) * X * b, X) == a * T(b));
static_assert(diff(T(a) * T(X) * b, X) == b * T(a));
static_assert(diff(T(a) * X * T(X) * b, X) == a * T(b) * X + b * T(a) * X);
static_assert(equivalent(diff(T(x) * A * x / (T(x) * x), x), (A * x + T(A) * x) / (T(x) * x) - 2_c * (T(x) * A * x) / sq(T(x) * x) * x));
static_assert(diff(exp(T(x) * y), x) == exp(T(x) * y) * y);
static_assert(diff(dot(x, A * x) / 2_c - dot(b, x), x) == 0.5_c * (A * x + T(A) * x) - b);

// ---- norms ------------------------------------------------------------------------------------------------------------------------------
constexpr auto M = data<"M", m, n>;
constexpr auto c = data<"c", m, 1>;
constexpr auto lambda = data<"lambda">;
static_assert(diff(sqnorm(M * x - c), x) == 2_c * T(M) * (M * x - c));
static_assert(equivalent(diff(sq(norm2(M * x - c)), x), 2_c * T(M) * (M * x - c)));
static_assert(second(sqnorm(M * x - c)) == 2_c * T(M) * (M * v));
static_assert(diff(sqnorm(M * x - c) + lambda * sqnorm(x), x) == 2_c * T(M) * (M * x - c) + 2_c * lambda * x);
static_assert(diff(norm1(x), x) == sign(x));
static_assert(equivalent(diff(norm2(x), x), x / norm2(x)));  // at 0 the one is 0
static_assert(equivalent(diff(norm2(M * x - c), x), T(M) * (M * x - c) / norm2(M * x - c)));

// ---- traces, determinants, inverses ---------------------------------------------------------------------------------------------------
static_assert(diff(trace(X), A) == 0_c * A);
static_assert(diff(trace(A * X), X) == T(A));
static_assert(diff(trace(X * A), X) == T(A));
static_assert(diff(trace(A * X * B), X) == T(A) * T(B));
static_assert(diff(trace(T(X) * A * X), X) == A * X + T(A) * X);
static_assert(diff(trace(X * T(X)), X) == 2_c * X);
static_assert(diff(trace(X * X), X) == 2_c * T(X));
static_assert(diff(trace(A * X * B * T(X)), X) == T(A) * X * T(B) + A * X * B);
static_assert(diff(det(X), X) == cofactor(X));
static_assert(equivalent(diff(det(X), X), det(X) * T(inverse(X))));
static_assert(equivalent(diff(log(det(X)), X), T(inverse(X))));
static_assert(diff(logdet(X), X) == T(inverse(X)));
static_assert(diff(T(a) * inverse(X) * b, X) == -T(inverse(X)) * a * T(b) * T(inverse(X)));
static_assert(diff(trace(A * inverse(X)), X) == -T(inverse(X)) * T(A) * T(inverse(X)));

// ---- machine learning ------------------------------------------------------------------------------------------------------------------
constexpr auto D = data<"D", m, n>;  // rows are samples
constexpr auto s = data<"s", m, 1>;  // signs
constexpr auto margin = -hadamard(s, D* x);
constexpr auto logistic = sum(log(exp(margin) + 1_c));
static_assert(equivalent(diff(logistic, x), -(T(D) * hadamard(s, exp(margin) / (exp(margin) + 1_c)))));
static_assert(second(sum(softplus(margin))) == T(D) * hadamard(hadamard(s, s), hadamard(hadamard(sigmoid(margin), 1_c - sigmoid(margin)), D * v)));
static_assert(equivalent(diff(log(sum(exp(x))), x), exp(x) / sum(exp(x))));
static_assert(diff(sum(exp(M * x)), x) == T(M) * exp(M * x));

constexpr auto U = var<"U", n, k>;
constexpr auto V = var<"V", m, k>;
constexpr auto R = data<"R", n, m>;
static_assert(diff(sqnorm(R - U * T(V)), U) == -2_c * (R - U * T(V)) * V);
static_assert(diff(sqnorm(R - U * T(V)), V) == -2_c * T(R - U * T(V)) * U);
constexpr auto mask = data<"mask", n, m>;
static_assert(equivalent(diff(sqnorm(hadamard(mask, R - U * T(V))), U), -2_c * hadamard(hadamard(mask, mask), R - U * T(V)) * V));

constexpr auto W1 = var<"W1", k, n>;
constexpr auto W2 = var<"W2", m, k>;
constexpr auto hidden = relu(W1 * x);
constexpr auto output = W2 * hidden;
constexpr auto network = log(sum(exp(output)));
static_assert(equivalent(diff(network, W2), exp(output) * T(hidden) / sum(exp(output))));
static_assert(equivalent(diff(network, W1), hadamard(T(W2) * exp(output) / sum(exp(output)), W1 * x > 0_c) * T(x)));

}  // namespace
