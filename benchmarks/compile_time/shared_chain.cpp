// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// What a compiler pays for value and gradient of a chain of STEPS steps that each use the one before up to three times:
// as a tree it would have more than 2^STEPS nodes. STEPS 0 only includes the header, which is what the others are compared with.
#include <nabla/nabla.hpp>

#include <cstdio>

#ifndef STEPS
#define STEPS 100
#endif

#if STEPS == 0

int main() {}

#else
#include "chain.hpp"

int main(int argc, char**) {
  constexpr auto f = chain<STEPS>(x + w);
  const double at = 0.5 * argc;  // known at run time only
  const auto [value, g] = value_and_grad(f, wrt(x, w))(x = at, w = at);
  std::printf("f = %g, df/dx = %g, df/dw = %g\n", double(value), double(g[x]), double(g[w]));
}

#endif
