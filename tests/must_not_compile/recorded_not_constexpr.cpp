// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: the compiler cannot run the function given to formula(): what it calls is to be constexpr; which call is not, says the next error
// expects: table_look_up
// lines: 40

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;

#ifdef NABLA_MUST_NOT_COMPILE
template <class T>
T table_look_up(T x) {
  static int calls = 0;
  ++calls;
  return x;
}
constexpr auto f = formula<"x">([](auto x) { return 2 * table_look_up(x); });
#else
template <class T>
constexpr T table_look_up(T x) {
  return x;
}
constexpr auto f = formula<"x">([](auto x) { return 2 * table_look_up(x); });
#endif

}  // namespace
