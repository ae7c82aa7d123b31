// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

namespace nabla {

/// condition ? a : b, evaluated for both sides; a SIMD type brings its own overload with a mask as condition.
template <class T>
constexpr T select(bool condition, T a, T b) {
  return condition ? a : b;
}

/// rare ? beyond() : usual, where beyond() is costly: it is not called for nothing, and SIMD types call it where some lane is rare.
template <class Condition, class T, class Beyond>
constexpr T select_rare(Condition rare, T usual, Beyond beyond) {
  if constexpr (__is_same(Condition, bool)) return rare ? beyond() : usual;
  else return select(rare, beyond(), usual);
}

/// condition ? element() : other, evaluated for one side; the printer of C brings its own overload.
template <class Element, class T>
constexpr T choose(bool condition, Element element, const T& other) {
  return condition ? T(element()) : other;
}

}  // namespace nabla
