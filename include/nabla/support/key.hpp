// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

namespace nabla::detail {

/// Names the content of an expression: equal content, equal key. It finds and it orders, but never decides: two things of one key are compared.
using key = std::uint64_t;

/// One round of a multiplicative hash (the finaliser of MurmurHash3, Austin Appleby); order matters: mix(a, b) != mix(b, a).
constexpr key mix(key a, key b) {
  a = (a ^ (b + 0x9e3779b97f4a7c15ull + (a << 12))) * 0xff51afd7ed558ccdull;
#ifdef NABLA_KEY_BITS  // for tests, which want clashes
  return (a >> 33) & ((key{1} << NABLA_KEY_BITS) - 1);
#else
  return a ^ (a >> 33);
#endif
}

/// FNV-1a (Fowler, Noll, Vo) of a zero-terminated text.
constexpr key key_of(const char* text) {
  key hash = 0xcbf29ce484222325ull;
  for (; *text != '\0'; ++text) hash = (hash ^ static_cast<unsigned char>(*text)) * 0x100000001b3ull;
  return hash;
}

}  // namespace nabla::detail
