// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/eigen.hpp>
#include <nabla/nabla.hpp>

namespace train_digits {

using nabla::data, nabla::dim, nabla::labels, nabla::var;

// The whole network, as on the blackboard. Nothing is computed here: the type of `loss` is the formula,
// and from it the compiler writes the forward and the backward pass.
inline constexpr auto n = dim<"n">;            // samples in a batch: known when the program runs
inline constexpr auto X = data<"X", n, 64>;    // one image of 8x8 pixels per row
inline constexpr auto T = labels<"T", n, 10>;  // one target per row: how likely each of the ten digits is
inline constexpr auto h = dim<"h">;            // neurons in the hidden layer, likewise
inline constexpr auto W1 = var<"W1", 64, h>;
inline constexpr auto b1 = var<"b1", 1, h>;
inline constexpr auto W2 = var<"W2", h, 10>;
inline constexpr auto b2 = var<"b2", 1, 10>;

//! [formula]
inline constexpr auto logits = tanh(X * W1 + b1) * W2 + b2;
inline constexpr auto loss = mean(cross_entropy(softmax(logits), T));
//! [formula]

}  // namespace train_digits
