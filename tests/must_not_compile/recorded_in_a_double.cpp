// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: a recorded number is no double: hold it in auto or T, and call exp(x), not std::exp(x)
// lines: 51

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;

#ifdef NABLA_MUST_NOT_COMPILE
constexpr auto f = formula<"x">([](auto x) {
  double s = x;
  return s * x;
});
#else
constexpr auto f = formula<"x">([](auto x) {
  auto s = x;
  return s * x;
});
#endif

}  // namespace
