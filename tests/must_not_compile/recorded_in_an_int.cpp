// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Here a compiler speaks in words that the page of messages explains: with a conversion that refuses, `x > 0 ? x : 0` would have two types.
// expects(gcc): cannot convert ‘nabla::detail::recorded’ to ‘int’
// expects(clang): no viable conversion from
// lines: 70

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;

#ifdef NABLA_MUST_NOT_COMPILE
constexpr auto f = formula<"x">([](auto x) {
  float s = x;
  int k = floor(x);
  return k * s * (x > 0 ? x : 0);
});
#else
constexpr auto f = formula<"x">([](auto x) {
  auto s = x;
  auto k = floor(x);
  return k * s * (x > 0 ? x : 0);
});
#endif

}  // namespace
