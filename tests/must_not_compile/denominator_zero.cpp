// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: a constant with denominator 0
// lines: 40

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;

#ifdef NABLA_MUST_NOT_COMPILE
constexpr auto k = c<1, 0>;
#else
constexpr auto k = c<1, 2>;
#endif

}  // namespace
