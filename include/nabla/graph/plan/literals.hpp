// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <bit>
#include <cstdint>

namespace nabla::detail {

/// A set of conditions that hold, the even numbers, and of such that do not, the odd ones.
struct literals {
  static constexpr int words = 4, most = 64 * words;
  std::uint64_t bits[words]{};
  /// Calls use(literal) for each, as long as it returns true.
  template <class Use>
  constexpr bool all(Use use) const {
    for (int w = 0; w < words; ++w)
      for (std::uint64_t left = bits[w]; left != 0; left &= left - 1)
        if (!use(64 * w + std::countr_zero(left))) return false;
    return true;
  }
  constexpr int count() const {
    int sum = 0;
    for (int w = 0; w < words; ++w) sum += std::popcount(bits[w]);
    return sum;
  }
  constexpr bool is_within(const literals& other) const {
    for (int w = 0; w < words; ++w)
      if ((bits[w] & ~other.bits[w]) != 0) return false;
    return true;
  }
  constexpr void add(int l) { bits[l / 64] |= std::uint64_t{1} << (l % 64); }
  constexpr void remove(int l) { bits[l / 64] &= ~(std::uint64_t{1} << (l % 64)); }
  constexpr void keep_those_of(const literals& other) {
    for (int w = 0; w < words; ++w) bits[w] &= other.bits[w];
  }
  constexpr void add_those_of(const literals& other) {
    for (int w = 0; w < words; ++w) bits[w] |= other.bits[w];
  }
  // written out: g++ 14 takes one array for another in constant expressions where this is defaulted
  friend constexpr bool operator==(const literals& a, const literals& b) {
    for (int w = 0; w < words; ++w)
      if (a.bits[w] != b.bits[w]) return false;
    return true;
  }
};

}  // namespace nabla::detail
