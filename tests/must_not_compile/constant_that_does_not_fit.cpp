// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: _c takes decimal literals whose numerator and denominator fit into 64 bits
// lines: 40

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;

#ifdef NABLA_MUST_NOT_COMPILE
constexpr auto k = 12345678901234567890_c;
#else
constexpr auto k = 1234567890123456789_c;
#endif

}  // namespace
