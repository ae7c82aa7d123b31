// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// What people train, in a constant expression: lasso, softmax with cross-entropy, a network of two layers.

#include <nabla/nabla.hpp>
#include <support/near.hpp>

#include <array>

namespace {

using namespace nabla;
using test::all_near;
using test::near;

// ---- ||X W - Y||² + lambda ||W||₁ --------------------------------------------------------------------------------------------------------
constexpr auto X = data<"X", 4, 3>;
constexpr auto Y = data<"Y", 4, 2>;
constexpr auto W = var<"W", 3, 2>;
constexpr auto lambda = data<"lambda">;
constexpr auto lasso = sqnorm(X * W - Y) + lambda * norm1(W);

constexpr fixed_matrix<double, 4, 3> features{{{1, 2, 3}, {-1, 0.5, 2}, {0, -2, 1}, {2, 2, -2}}};
constexpr fixed_matrix<double, 4, 2> targets{{{1, 0}, {0, 1}, {-1, 2}, {0.5, 0}}};
constexpr fixed_matrix<double, 3, 2> weights{{{0.5, -1}, {0, 0.25}, {1, -0.5}}};

constexpr auto lasso_at = value_and_grad(lasso)(X = features, W = weights, Y = targets, lambda = 0.5);
// residuals: (2.5, -2) (1.5, -0.875) (2, -3) (-1.5, -0.5)
static_assert(lasso_at.value == 2.5 * 2.5 + 4 + 1.5 * 1.5 + 0.875 * 0.875 + 4 + 9 + 1.5 * 1.5 + 0.25 + 0.5 * 3.25);
static_assert(lasso_at.grad[W] == fixed_matrix<double, 3, 2>{{{-4 + 0.5, -4.25 - 0.5}, {-2.5 - 0, 1.125 + 0.5}, {31 + 0.5, -19.5 - 0.5}}});

// ---- softmax cross-entropy: the gradient is softmax - t --------------------------------------------------------------------------------------
constexpr auto logits = var<"logits", 2, 3>;
constexpr auto t = labels<"t", 2, 3>;
constexpr fixed_matrix<double, 2, 3> z{{{1, 2, 3}, {-800, 0, 800}}};  // exp(800) overflows
constexpr fixed_matrix<double, 2, 3> rows_of_one{{{0, 1, 0}, {0, 0, 1}}};
constexpr auto p = softmax(logits)(logits = z);
static_assert(all_near(p, fixed_matrix<double, 2, 3>{{{0.09003057317038046, 0.24472847105479765, 0.6652409557748219}, {0, 0, 1}}}));
constexpr auto fused = value_and_grad(sum(cross_entropy(softmax(logits), t)))(logits = z, t = rows_of_one);
static_assert(near(fused.value, 1.4076059644443804));
static_assert(all_near(fused.grad[logits], (logits - t)(logits = p, t = rows_of_one)));
// class indices are one-hot rows
static_assert(sum(cross_entropy(softmax(logits), t))(logits = z, t = std::array<int, 2>{1, 2}) == fused.value);
// soft targets
constexpr fixed_matrix<double, 2, 3> soft{{{0.25, 0.25, 0.5}, {0.5, 0.5, 0}}};
static_assert(all_near(grad(sum(cross_entropy(softmax(logits), t)))(logits = z, t = soft)[logits], (logits - t)(logits = p, t = soft)));
// without the fusion the same
constexpr auto mild = fixed_matrix<double, 2, 3>{{{0.3, -1, 2}, {0, 0.5, -0.25}}};
constexpr auto P = var<"P", 2, 3>;
static_assert(near(cross_entropy(P, t)(P = softmax(logits)(logits = mild), t = soft)(0, 0), cross_entropy(softmax(logits), t)(logits = mild, t = soft)(0, 0)));
constexpr auto w = data<"w", 2, 3>;
static_assert(all_near(grad(sum(hadamard(softmax(logits), w)))(logits = mild, w = soft)[logits],
                       fixed_matrix<double, 2, 3>{{{-0.03006673420765036, -0.008194140984288034, 0.03826087519193843}, {0.03314636192752653, 0.05464911195623788, -0.08779547388376444}}}));

// ---- two layers, four samples: by the chain rule written out with the same functions ------------------------------------------------------------
constexpr auto b1 = var<"b1", 1, 2>;
constexpr auto V = var<"V", 2, 3>;
constexpr auto b2 = var<"b2", 1, 3>;
constexpr auto T = labels<"T", 4, 3>;
constexpr auto hidden = tanh(X * W + b1);
constexpr auto network = mean(cross_entropy(softmax(hidden * V + b2), T));

constexpr std::array<int, 4> classes{0, 2, 1, 1};
constexpr std::array<double, 2> bias1{0.1, -0.2};
constexpr std::array<double, 6> v{0.5, -0.5, 0.25, 1, 0.75, -1};
constexpr std::array<double, 3> bias2{0, 0.1, -0.1};
constexpr auto step = value_and_grad(network)(X = features, W = weights, b1 = bias1, V = v, b2 = bias2, T = classes);

constexpr auto H = data<"H", 4, 2>;
constexpr auto D = data<"D", 4, 3>;
constexpr auto h = hidden(X = features, W = weights, b1 = bias1);
constexpr auto d = (c<1, 4> * (softmax(H * V + b2) - T))(H = h, V = v, b2 = bias2, T = classes);
static_assert(all_near(step.grad[V], (transpose(H) * D)(H = h, D = d)));
static_assert(all_near(step.grad[b2], column_sums(D)(D = d)));
constexpr auto dh = hadamard(D * transpose(V), 1_c - hadamard(H, H))(D = d, V = v, H = h);
static_assert(all_near(step.grad[W], (transpose(X) * H)(X = features, H = dh)));
static_assert(all_near(step.grad[b1], column_sums(H)(H = dh)));
static_assert(near(step.value, network(X = features, W = weights, b1 = bias1, V = v, b2 = bias2, T = classes)));

}  // namespace
