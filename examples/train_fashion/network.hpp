// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/eigen.hpp>

namespace train_fashion {

// 784-128-10, as on the blackboard.
inline constexpr auto n = nabla::dim<"n">;
inline constexpr auto X = nabla::data<"X", n, 784>;    // one image of 28 x 28 pixels per row
inline constexpr auto T = nabla::labels<"T", n, 10>;   // what it shows
inline constexpr auto share = nabla::data<"share">;    // 1 / images of the whole batch, of which each worker has a part
inline constexpr auto W1 = nabla::var<"W1", 784, 128>;
inline constexpr auto b1 = nabla::var<"b1", 1, 128>;
inline constexpr auto W2 = nabla::var<"W2", 128, 10>;
inline constexpr auto b2 = nabla::var<"b2", 1, 10>;

inline constexpr auto logits = relu(X * W1 + b1) * W2 + b2;
inline constexpr auto loss = share * sum(cross_entropy(softmax(logits), T));  // added up over the workers: the mean over the batch

}  // namespace train_fashion
