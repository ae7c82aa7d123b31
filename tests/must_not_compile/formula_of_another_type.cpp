// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// A function that gives the type of its parameter, as functions of numbers do.
// expects: nabla: each formula has a type of its own: functions of formulas return auto, and several formulas are a std::tuple
// lines: 22

#include <nabla/nabla.hpp>

using namespace nabla;

#ifdef NABLA_MUST_NOT_COMPILE
template <class T>
T square_of(T a) {
  return T(a * a);
}
#else
template <class T>
auto square_of(T a) {
  return a * a;
}
#endif

auto f = square_of(var<"x">);
