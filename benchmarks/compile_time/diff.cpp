// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// What a compiler pays for the derivative of a shared chain of STEPS steps as an expression: differentiated, and back to types.
// steps: 0 25 50 100
#include <nabla/nabla.hpp>

#ifndef STEPS
#define STEPS 25
#endif

#if STEPS > 0
#include "chain.hpp"

namespace {

constexpr auto slope = diff(chain<STEPS>(x + w), x);
static_assert(depends_on(slope, w));

}  // namespace

#endif
