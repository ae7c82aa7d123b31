// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: formula(function) takes no captures and no members
// lines: 15

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;

#ifdef NABLA_MUST_NOT_COMPILE
constexpr auto f(double k) {
  return formula<"x">([k](auto x) { return k * x; });
}
constexpr auto g = f(2.0);
#else
constexpr auto f() {
  constexpr double k = 2.0;
  return formula<"x">([](auto x) { return k * x; });
}
constexpr auto g = f();
#endif

}  // namespace
