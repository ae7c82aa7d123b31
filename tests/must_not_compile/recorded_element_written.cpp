// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: an element of a recorded vector is a value: copy them to change them
// lines: 47

#include <nabla/nabla.hpp>

#include <array>

namespace {

using namespace nabla;

#ifdef NABLA_MUST_NOT_COMPILE
constexpr auto f = formula([](auto v) {
  v[0] = 2 * v[1];
  return v[0];
},
                           var<"v", 2>);
#else
constexpr auto f = formula([](auto v) {
  std::array a{v[0], v[1]};
  a[0] = 2 * a[1];
  return a[0];
},
                           var<"v", 2>);
#endif

}  // namespace
