// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include <nabla/nabla.hpp>

#include <cmath>
#include <cstdio>
#include <string_view>

using namespace nabla;

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto f = x * y + x;

// More steps than either compiler allows by default: the raised limits arrive with the target.
constexpr long count(long to) {
  long n = 0;
  while (n < to) ++n;
  return n;
}
static_assert(count(2'000'000) == 2'000'000);

static_assert(std::string_view{PACKAGE_VERSION} == NABLA_VERSION_STRING);

int main() {
  const auto at_once = value_and_grad(f, wrt(x, y))(x = 3.0, y = 5.0);
  const bool right = std::abs(at_once.value - 18) < 1e-12 && std::abs(at_once.grad[x] - 6) < 1e-12 && std::abs(at_once.grad[y] - 3) < 1e-12;
  std::puts(right ? "scalar: right" : "scalar: wrong");
  return right ? 0 : 1;
}
