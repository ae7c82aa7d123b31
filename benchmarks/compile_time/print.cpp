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

namespace {

using namespace nabla;

constexpr auto x = var<"x">;
constexpr auto w = var<"w">;

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

int main() {
  constexpr auto f = value_and_grad(chain<STEPS>(x + w));
  std::puts(to_string(f).c_str());
  std::puts(to_latex(f).c_str());
  std::puts(to_c(f, "chain").c_str());
  std::puts(to_dot(f).c_str());
}

#endif
