// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: a recorded function returns a number, or numbers in a std::array, std::pair, std::tuple or a structure of 8 at most
// lines: 12

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;

#ifdef NABLA_MUST_NOT_COMPILE
struct box {
  const char* name;
};
constexpr auto f = formula<"x">([](auto) { return box{}; });
#else
constexpr auto f = formula<"x">([](auto x) { return std::pair{x, 2 * x}; });
#endif

}  // namespace
