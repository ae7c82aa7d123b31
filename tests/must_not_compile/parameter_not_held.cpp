// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: these parameters do not hold that symbol
// lines: 60

#include <nabla/train/parameters.hpp>

namespace {

using namespace nabla;
constexpr auto W = var<"W", 2, 3>;
constexpr auto b = var<"b", 1, 3>;

[[maybe_unused]] void look() {
  auto p = parameters(wrt(W));
#ifdef NABLA_MUST_NOT_COMPILE
  p[b];
#else
  p[W];
#endif
}

}  // namespace
