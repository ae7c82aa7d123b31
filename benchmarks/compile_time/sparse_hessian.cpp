// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// What a compiler pays for the sparse Hessian of a Rosenbrock chain of STEPS elements: its pattern, where its elements come from, and the code that fills
// them in. STEPS 0 only includes the header, which is what the others are compared with.
// steps: 0 100 200
#include <nabla/nabla.hpp>

#include <array>
#include <cstdio>

#ifndef STEPS
#define STEPS 100
#endif

#if STEPS == 0

int main() {}

#else

namespace {

using namespace nabla;

constexpr int n = STEPS + 1;
constexpr auto x = var<"x", n>;
constexpr auto here = head<n - 1>(x);
constexpr auto chain = sum(100_c * sq(tail<n - 1>(x) - sq(here)) + sq(1_c - here));
constexpr auto H = sparse_hessian(chain, wrt(x));
static_assert(H.pattern.nonzeros == 3 * n - 2);

}  // namespace

int main(int argc, char**) {
  std::array<double, n> at{};
  at[0] = 0.5 * argc;  // known at run time only
  auto run = evaluator(H);
  const auto& h = run(x = at);
  std::printf("%g %g\n", h(0, 0), h(1, 0));
}

#endif
