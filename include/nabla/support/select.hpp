// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

namespace nabla {

/// condition ? a : b, evaluated for both sides; a SIMD type brings its own overload with a mask as condition.
template <class T>
constexpr T select(bool condition, T a, T b) {
  return condition ? a : b;
}

}  // namespace nabla
