// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// What a compiler pays for == of two shared chains of STEPS steps, the one written the other way round: once equal, and once not.
// steps: 0 25 50 100
#include <nabla/nabla.hpp>

#ifndef STEPS
#define STEPS 25
#endif

#if STEPS > 0
#include "chain.hpp"

namespace {

template <int K> constexpr auto mirrored(auto y) {
  if constexpr (K == 0)
    return y;
  else if constexpr (K % 4 == 0)
    return mirrored<K - 1>(sigmoid(x + y * w));
  else if constexpr (K % 4 == 1)
    return mirrored<K - 1>(y + x * sin(y));
  else if constexpr (K % 4 == 2)
    return mirrored<K - 1>(y / (y + exp(x)));
  else
    return mirrored<K - 1>(c<K> + sqrt(y));
}

constexpr auto f = chain<STEPS>(x + w);
constexpr auto g = mirrored<STEPS>(w + x);
static_assert(f == g && f != x * g);

}  // namespace

#endif
