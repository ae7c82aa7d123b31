// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;

constexpr auto x = var<"x">;
constexpr auto w = var<"w">;

/// K steps that each use the one before up to three times: as a tree it would have more than 2^K nodes.
template <int K> constexpr auto chain(auto y) {
  if constexpr (K == 0)
    return y;
  else if constexpr (K % 4 == 0)
    return chain<K - 1>(sigmoid(w * y + x));
  else if constexpr (K % 4 == 1)
    return chain<K - 1>(sin(y) * x + y);
  else if constexpr (K % 4 == 2)
    return chain<K - 1>(y / (exp(x) + y));
  else
    return chain<K - 1>(sqrt(y) + c<K>);
}

}  // namespace
