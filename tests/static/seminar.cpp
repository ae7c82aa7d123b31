// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The derivatives that a seminar on backpropagation works out on the blackboard, proven by the compiler.

#include <nabla/nabla.hpp>

#include <array>

namespace {

using namespace nabla;

// ---- the sigmoid, and a neuron in stages ------------------------------------------------------------------------------------------------
constexpr auto w = var<"w">;
constexpr auto x = var<"x">;
constexpr auto b = var<"b">;
constexpr auto sigma = 1_c / (1_c + exp(-x));
static_assert(sigmoid(x) == sigma);
static_assert(equivalent(diff(sigma, x), sigma * (1_c - sigma)));
static_assert(diff(sigmoid(x), x) == sigmoid(x) * (1_c - sigmoid(x)));

// q = w x + b, f = sigma(q): df/dw = df/dq dq/dw
constexpr auto q = var<"q">;
constexpr auto linear = w * x + b;
constexpr auto staged = sigmoid(linear);
static_assert(diff(staged, w) == subs(diff(sigmoid(q), q), q = linear) * diff(linear, w));
static_assert(diff(staged, w) == x * staged * (1_c - staged));
static_assert(diff(staged, x) == w * staged * (1_c - staged));
static_assert(diff(staged, b) == staged * (1_c - staged));

// ---- gates: plus distributes, times switches, max routes ------------------------------------------------------------------------------------
constexpr auto y = var<"y">;
constexpr auto z = var<"z">;
static_assert(diff(x + y, x) == 1_c);
static_assert(diff(x + y, y) == 1_c);
static_assert(diff(x * y, x) == y);
static_assert(diff(x * y, y) == x);
static_assert(diff(max(x, y), x) == heaviside(x - y));
constexpr auto circuit = 3_c * (x * y + max(y, z));
static_assert(diff(circuit, x) == 3_c * y);
static_assert(diff(circuit, y) == 3_c * (x + heaviside(y - z)));
static_assert(diff(circuit, z) == 3_c * heaviside(z - y));
constexpr auto on_the_edges = value_and_grad(circuit)(x = 1.0, y = 2.0, z = -4.0);
static_assert(on_the_edges.value == 12);
static_assert(on_the_edges.grad[x] == 6);
static_assert(on_the_edges.grad[y] == 6);
static_assert(on_the_edges.grad[z] == 0);

// ---- matrices: Z = X Y, and dimensions decide where the transposes go --------------------------------------------------------------------------
constexpr auto n = dim<"n">;
constexpr auto m = dim<"m">;
constexpr auto k = dim<"k">;
constexpr auto X = var<"X", n, m>;
constexpr auto Y = var<"Y", m, k>;
constexpr auto dZ = data<"dZ", n, k>;
static_assert(diff(sum(hadamard(dZ, X * Y)), X) == dZ * transpose(Y));
static_assert(diff(sum(hadamard(dZ, X * Y)), Y) == transpose(X) * dZ);

// ---- least squares with a lasso -----------------------------------------------------------------------------------------------------------------
constexpr auto W = var<"W", m, k>;
constexpr auto target = data<"target", n, k>;
constexpr auto lambda = data<"lambda">;
static_assert(diff(sqnorm(X * W - target) + lambda * norm1(W), W) == 2_c * transpose(X) * (X * W - target) + lambda * sign(W));

// ---- a network of two layers with binary cross-entropy --------------------------------------------------------------------------------------------
constexpr auto W1 = var<"W1", m, k>;
constexpr auto b1 = var<"b1", 1, k>;
constexpr auto W2 = var<"W2", k, 1>;
constexpr auto b2 = var<"b2">;
constexpr auto y_true = data<"y_true", n, 1>;
constexpr auto h = sigmoid(X * W1 + b1);
constexpr auto y_pred = sigmoid(h * W2 + b2);
constexpr auto loss = sum(binary_cross_entropy(y_pred, y_true));
constexpr auto d2 = y_pred - y_true;
constexpr auto d1 = hadamard(d2 * transpose(W2), hadamard(h, 1_c - h));
static_assert(diff(loss, W2) == transpose(h) * d2);
static_assert(diff(loss, b2) == sum(d2));
static_assert(diff(loss, W1) == transpose(X) * d1);
static_assert(diff(loss, b1) == column_sums(d1));
static_assert(diff(mean(binary_cross_entropy(y_pred, y_true)), W2) == transpose(h) * d2 / count(y_true));

// ---- softmax: its Jacobian is diag(s) - s s', and with cross-entropy what remains is y_pred - y_true ------------------------------------------------
constexpr auto a = var<"a", n, 3>;
constexpr auto t = labels<"t", n, 3>;
constexpr auto direction = data<"direction", n, 3>;
static_assert(diff(sum(cross_entropy(softmax(a), t)), a) == softmax(a) - t);
static_assert(diff(sum(hadamard(softmax(a), direction)), a) == hadamard(softmax(a), direction - row_sums(hadamard(softmax(a), direction))));
constexpr auto logits = var<"logits", 1, 3>;
constexpr std::array<double, 3> at{0.5, -1, 2};
constexpr auto s = softmax(logits)(logits = at);
constexpr auto J = jacobian(softmax(logits), wrt(logits))(logits = at);
constexpr bool is_diagonal_minus_outer() {
  for (std::ptrdiff_t i = 0; i < 3; ++i)
    for (std::ptrdiff_t j = 0; j < 3; ++j) {
      const double error = J(i, j) - ((i == j ? s(0, i) : 0) - s(0, i) * s(0, j));
      if (error > 1e-15 || error < -1e-15) return false;
    }
  return true;
}
static_assert(is_diagonal_minus_outer());

}  // namespace
