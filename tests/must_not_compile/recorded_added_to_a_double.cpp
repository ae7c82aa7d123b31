// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: a recorded number does not fit into a double: let the variable be T, T s = 0, for auto s = 0.0
// lines: 26

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;

#ifdef NABLA_MUST_NOT_COMPILE
constexpr auto f = formula<"x">([]<class T>(T x) {
  auto s = 0.0;
  for (int i = 0; i < 3; ++i) s += x;
  return s;
});
#else
constexpr auto f = formula<"x">([]<class T>(T x) {
  T s = 0.0;
  for (int i = 0; i < 3; ++i) s += x;
  return s;
});
#endif

}  // namespace
