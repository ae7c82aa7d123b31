// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// What a compiler pays for the text, LaTeX, C and drawing of the gradient of a shared chain of STEPS steps. STEPS 0 only includes the headers.
// steps: 0 25 50 100
#include <nabla/nabla.hpp>
#include <nabla/print.hpp>

#include <cstdio>

#ifndef STEPS
#define STEPS 25
#endif

#if STEPS == 0

int main() {}

#else
#include "chain.hpp"

int main() {
  constexpr auto f = value_and_grad(chain<STEPS>(x + w));
  std::puts(to_string(f).c_str());
  std::puts(to_latex(f).c_str());
  std::puts(to_c(f, "chain").c_str());
  std::puts(to_dot(f).c_str());
}

#endif
