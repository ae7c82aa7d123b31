// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

namespace nabla::detail {

// Comparisons of addresses in constant expressions. To g++ with -fsanitize=undefined it is no constant whether the address of an inline variable, of
// which several translation units may have one, is null, or that of another; what it cannot tell is neither.

/// p != nullptr
template <class T>
constexpr bool is_set(T* p) {
#if !defined(__clang__)
  if (__builtin_is_constant_evaluated()) return !__builtin_constant_p(p != nullptr) || p != nullptr;
#endif
  return p != nullptr;
}

/// a == b
template <class T>
constexpr bool is_same_object(const T* a, const T* b) {
#if !defined(__clang__)
  if (__builtin_is_constant_evaluated()) return __builtin_constant_p(a == b) && a == b;
#endif
  return a == b;
}

}  // namespace nabla::detail
