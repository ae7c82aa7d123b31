// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// What a compiler pays for the canonical form of a shared chain of STEPS steps as an expression.
// steps: 0 25 50 100
#include <nabla/nabla.hpp>

#ifndef STEPS
#define STEPS 25
#endif

#if STEPS > 0

namespace {

using namespace nabla;

constexpr auto x = var<"x">;
constexpr auto w = var<"w">;

template <int K> constexpr auto chain(auto y) {
  if constexpr (K == 0)
    return y;
  else if constexpr (K % 4 == 0)
    return chain<K - 1>(tanh(w * y + x));
  else if constexpr (K % 4 == 1)
    return chain<K - 1>(sin(y) * x + y);
  else if constexpr (K % 4 == 2)
    return chain<K - 1>(y / (exp(x) + y));
  else
    return chain<K - 1>(sqrt(y) + c<K>);
}

constexpr auto simple = simplify(chain<STEPS>(x + w));
static_assert(depends_on(simple, w));

}  // namespace

#endif
