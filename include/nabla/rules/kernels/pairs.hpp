// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace nabla::detail {

// Cofactors of 4 × 4 doubles two at a time, to the last bit as by small_adjugate(), in vectors that both compilers know for every processor. Not for constant expressions.

using pair_of_doubles [[gnu::vector_size(16)]] = double;
using pair_of_bits [[gnu::vector_size(16)]] = std::int64_t;

/// 4 × 4 doubles in memory, as far as a type tells.
template <class View>
inline constexpr bool suits_pairs = false;
template <class View>
  requires requires(const View& v) { v.data[v.stride]; View::fixed_rows; } && std::is_same_v<typename View::scalar, double>
inline constexpr bool suits_pairs<View> = View::fixed_rows == 4 && View::fixed_columns == 4;

[[gnu::always_inline]] inline pair_of_doubles pair_at(const double* from) {
  pair_of_doubles result;
  __builtin_memcpy(&result, from, sizeof result);
  return result;
}
/// Multiples of two pairs, one behind the other, by one store where a register holds both: who reads both at once waits for two.
[[gnu::always_inline]] inline void store_pairs(double* to, pair_of_doubles first, pair_of_doubles second, auto multiple) {
#if defined(__AVX__)
#if defined(__clang__)
  const auto both = multiple(__builtin_shufflevector(first, second, 0, 1, 2, 3));
#else
  const auto both = multiple(__builtin_ia32_vinsertf128_pd256(__builtin_ia32_pd256_pd(first), second, 1));  // which clears nothing first, as a shuffle does
#endif
  __builtin_memcpy(to, &both, sizeof both);
#else
  const auto upper = multiple(first), lower = multiple(second);
  __builtin_memcpy(to, &upper, sizeof upper);
  __builtin_memcpy(to + 2, &lower, sizeof lower);
#endif
}
[[gnu::always_inline]] inline pair_of_doubles size_of(pair_of_doubles u) { return __builtin_bit_cast(pair_of_doubles, __builtin_bit_cast(pair_of_bits, u) & pair_of_bits{~INT64_MIN, ~INT64_MIN}); }
[[gnu::always_inline]] inline pair_of_doubles larger_of(pair_of_doubles u, pair_of_doubles v) { return u > v ? u : v; }  // v where u is no number

/// The minors of two rows, the upper and the lower two, and from them determinant and cofactors. A template, so that it costs those who have such matrices.
template <class Double>
struct cofactors_in_pairs {
  struct column {
    pair_of_doubles upper, lower;  ///< as they lie
    [[gnu::always_inline]] pair_of_doubles even() const { return __builtin_shufflevector(upper, lower, 0, 2); }
    [[gnu::always_inline]] pair_of_doubles odd() const { return __builtin_shufflevector(upper, lower, 1, 3); }
    [[gnu::always_inline]] static pair_of_doubles crossed(pair_of_doubles u) {
      return __builtin_bit_cast(pair_of_doubles, __builtin_bit_cast(pair_of_bits, __builtin_shufflevector(u, u, 1, 0)) ^ pair_of_bits{0, INT64_MIN});
    }
  };
  column c0, c1, c2, c3;
  pair_of_doubles m0, m1, m2, m3, m4, m5;

  [[gnu::always_inline]] cofactors_in_pairs(const Double* a, std::ptrdiff_t stride)
      : c0{pair_at(a), pair_at(a + 2)}, c1{pair_at(a + stride), pair_at(a + stride + 2)}, c2{pair_at(a + 2 * stride), pair_at(a + 2 * stride + 2)}, c3{pair_at(a + 3 * stride), pair_at(a + 3 * stride + 2)} {
    const auto minor = [](const column& j, const column& k) __attribute__((always_inline)) { return j.even() * k.odd() - j.odd() * k.even(); };
    m0 = minor(c0, c1), m1 = minor(c0, c2), m2 = minor(c0, c3), m3 = minor(c1, c2), m4 = minor(c1, c3), m5 = minor(c2, c3);
  }

  [[gnu::always_inline]] Double determinant() const {
    const auto turned = [](pair_of_doubles u) __attribute__((always_inline)) { return __builtin_shufflevector(u, u, 1, 0); };
    const pair_of_doubles both = m0 * turned(m5) - m1 * turned(m4) + m2 * turned(m3);
    return both[0] + both[1];
  }

  /// Of two rows, the largest size of an element of each.
  [[gnu::always_inline]] pair_of_doubles largest_of_rows(pair_of_doubles column::* rows) const {
    return larger_of(size_of(c3.*rows), larger_of(size_of(c2.*rows), larger_of(size_of(c1.*rows), larger_of(size_of(c0.*rows), pair_of_doubles{}))));
  }

  /// Of two rows, what the sizes of the elements of each add up to.
  [[gnu::always_inline]] pair_of_doubles sums_of_rows(pair_of_doubles column::* rows) const { return size_of(c0.*rows) + size_of(c1.*rows) + size_of(c2.*rows) + size_of(c3.*rows); }

  struct pairs {
    pair_of_doubles upper, lower;
  };
  /// Column J of the cofactors, which is a row of the adjugate.
  template <int J>
  [[gnu::always_inline]] pairs cofactors_of() const {
    const auto of = [this](auto low) __attribute__((always_inline)) {
      const auto half = [&low](pair_of_doubles m) __attribute__((always_inline)) { return low ? __builtin_shufflevector(m, m, 0, 0) : __builtin_shufflevector(m, m, 1, 1); };
      const auto at = [&low](const column& c) __attribute__((always_inline)) { return column::crossed(low ? c.lower : c.upper); };
      if constexpr (J == 0) return at(c1) * half(m5) - at(c2) * half(m4) + at(c3) * half(m3);
      else if constexpr (J == 1) return at(c2) * half(m2) - at(c0) * half(m5) - at(c3) * half(m1);
      else if constexpr (J == 2) return at(c0) * half(m4) - at(c1) * half(m2) + at(c3) * half(m0);
      else return at(c1) * half(m1) - at(c0) * half(m3) - at(c2) * half(m0);
    };
    return {of(std::false_type()), of(std::true_type())};
  }
  template <int J>
  [[gnu::always_inline]] void store_column(double* to, std::ptrdiff_t stride, auto multiple) const {
    const pairs c = cofactors_of<J>();
    detail::store_pairs(to + J * stride, c.upper, c.lower, multiple);
  }
  [[gnu::always_inline]] void store(double* to, std::ptrdiff_t stride, auto multiple) const {
    store_column<0>(to, stride, multiple), store_column<1>(to, stride, multiple), store_column<2>(to, stride, multiple), store_column<3>(to, stride, multiple);
  }
  [[gnu::always_inline]] void store(double* to, std::ptrdiff_t stride) const {
    store(to, stride, [](auto u) __attribute__((always_inline)) { return u; });
  }
  [[gnu::always_inline]] static auto times(double factor) {
    return [factor](auto u) __attribute__((always_inline)) { return u * factor; };
  }
  [[gnu::always_inline]] void store_multiple(double* to, std::ptrdiff_t stride, double factor) const { store(to, stride, times(factor)); }
  /// The adjugate times a factor.
  [[gnu::always_inline]] void store_transposed(double* to, std::ptrdiff_t stride, double factor) const {
    const pairs x = cofactors_of<0>(), y = cofactors_of<1>(), z = cofactors_of<2>(), w = cofactors_of<3>();
    const auto store_both = [&](std::ptrdiff_t j, pair_of_doubles pairs::* rows) __attribute__((always_inline)) {
      detail::store_pairs(to + j * stride, __builtin_shufflevector(x.*rows, y.*rows, 0, 2), __builtin_shufflevector(z.*rows, w.*rows, 0, 2), times(factor));
      detail::store_pairs(to + (j + 1) * stride, __builtin_shufflevector(x.*rows, y.*rows, 1, 3), __builtin_shufflevector(z.*rows, w.*rows, 1, 3), times(factor));
    };
    store_both(0, &pairs::upper);
    store_both(2, &pairs::lower);
  }
};

}  // namespace nabla::detail
