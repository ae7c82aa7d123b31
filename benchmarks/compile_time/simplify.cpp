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
#include "chain.hpp"

namespace {

constexpr auto simple = simplify(chain<STEPS>(x + w));
static_assert(depends_on(simple, w));

}  // namespace

#endif
