// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: over 4096 paths through the function of formula(), or 1000 comparisons on one; use where, max, fold or root for
// lines: 20

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;

#ifdef NABLA_MUST_NOT_COMPILE
constexpr auto f = formula<"x", "y">([]<class T>(T x, T y) {
  while (x * x - y > 1e-9) x = (x + y / x) / 2;
  return x;
});
#else
constexpr auto f = formula<"x", "y">([]<class T>(T x, T y) {
  for (int i = 0; i < 3; ++i) x = (x + y / x) / 2;
  return x;
});
#endif

}  // namespace
