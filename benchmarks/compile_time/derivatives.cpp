// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// What a compiler pays for a Black-Scholes call and its derivatives by S up to order STEPS, from one pass. STEPS 0 only includes the header, which is what
// the others are compared with.
// steps: 0 1 3 5
#include <nabla/nabla.hpp>

#include <cstdio>

#ifndef STEPS
#define STEPS 5
#endif

#if STEPS == 0

int main() {}

#else

namespace {

using namespace nabla;

constexpr auto S = var<"S">;
constexpr auto K = var<"K">;
constexpr auto r = var<"r">;
constexpr auto sigma = var<"sigma">;
constexpr auto T = var<"T">;
constexpr auto d1 = (log(S / K) + (r + sq(sigma) / 2_c) * T) / (sigma * sqrt(T));
constexpr auto price = S * normal_cdf(d1) - K * exp(-r * T) * normal_cdf(d1 - sigma * sqrt(T));

}  // namespace

int main(int argc, char**) {
  const double spot = 100.0 * argc;  // known at run time only
  for (double each : derivatives<STEPS>(price, S)(S = spot, K = 95.0, r = 0.05, sigma = 0.2, T = 0.5)) std::printf("%g\n", each);
}

#endif
