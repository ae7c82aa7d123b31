// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/eigen/register_lanes.hpp>
#include <nabla/evaluate/matrix.hpp>
#include <nabla/rules/fused.hpp>
#include <nabla/shape/extent.hpp>

#include <utility>

namespace nabla::detail {

/// Z = X Y of any number of rows and few columns of both: each block of rows meets all of Y, which stays where it is, and X is read in place. Eigen's packs X and fills Z with zeros before, which takes longer
/// than such a product. One instantiation for each scalar.
template <class T>
struct tall_product {
  using lanes = eigen_lanes<T>;
  using lane = typename lanes::type;
  static constexpr index width = lanes::width;
  static constexpr int height = 4, breadth = 3;  // 12 sums, three of Y and one of X are 16 registers

  /// Are there so few columns that Y and a block of X stay in the nearest caches? Registers of two meet Y more often, so that packing it pays sooner (measured on Zen 3: beside Eigen's kernel this takes 0.5 to 0.9 of its
  /// time up to here with AVX, 0.7 to 1.0 with SSE).
  static constexpr bool suits(index inner, index columns) { return inner > 1 && inner <= (width > 2 ? 64 : 32) && columns > 1 && columns <= 64; }
  static constexpr bool suits(const extent& inner, const extent& columns) { return !inner.is_named() && !columns.is_named() && suits(index{inner.size}, index{columns.size}); }

  /// Element (k, j) of Y is y[k * down + j * across]; there is a register of rows at least.
  NABLA_DETAIL_APART static void multiply(matrix_view<T> x, const T* y, index down, index across, matrix_view<T> z) {
    const index rows = z.rows();
    for (index i = 0; i < rows;) {
      if (rows - i >= height * width) {
        across_columns<height>(x, y, down, across, z, i);
        i += height * width;
      } else if (rows - i >= 2 * width) {
        across_columns<2>(x, y, down, across, z, i);
        i += 2 * width;
      } else {  // the last rows together with some that are there already
        if (rows - i < width) i = rows - width;
        across_columns<1>(x, y, down, across, z, i);
        i += width;
      }
    }
  }

 private:
  template <int High>
  static void across_columns(const matrix_view<T>& x, const T* y, index down, index across, const matrix_view<T>& z, index i) {
    for (index j = 0, left = z.columns(); left > 0; j = z.columns() - left) {
      const index wide = left == 4 ? 2 : (left < breadth ? left : breadth);  // of four columns two and two
      if (wide == breadth) block<High, breadth>(x, y + j * across, down, across, z, i, j);
      else if (wide == 2) block<High, 2>(x, y + j * across, down, across, z, i, j);
      else block<High, 1>(x, y + j * across, down, across, z, i, j);
      left -= wide;
    }
  }
  template <int Count>
  [[gnu::always_inline]] static void each(auto use) {
    [&]<int... K>(std::integer_sequence<int, K...>) __attribute__((always_inline)) { (use(std::integral_constant<int, K>{}), ...); }(std::make_integer_sequence<int, Count>{});
  }
  /// A register of X, of which g++ knows no place in memory: there it would load it for each product again.
  [[gnu::always_inline]] static lane loaded(const T* from) {
    lane factor = lanes::load(from);
#if defined(__GNUC__) && !defined(__clang__) && defined(__SSE2__)
    if constexpr (width > 1) __asm__("" : "+x"(factor.v));
#endif
    return factor;
  }
  template <int High, int Wide>
  static void block(const matrix_view<T>& x, const T* y, index down, index across, const matrix_view<T>& z, index i, index j) {
    lane sums[static_cast<std::size_t>(High)][static_cast<std::size_t>(Wide)];
    each<High>([&](auto h) __attribute__((always_inline)) { each<Wide>([&](auto w) __attribute__((always_inline)) { sums[h][w] = lane(T(0)); }); });
    const T* from = x.data + i;
    for (index k = 0, inner = x.columns(); k < inner; ++k, from += x.stride, y += down) {
      lane factors[static_cast<std::size_t>(Wide)];
      each<Wide>([&](auto w) __attribute__((always_inline)) { factors[w] = lane(y[w * across]); });
      each<High>([&](auto h) __attribute__((always_inline)) {
        const lane factor = loaded(from + h * width);
        each<Wide>([&](auto w) __attribute__((always_inline)) { sums[h][w] = multiply_add(factor, factors[w], sums[h][w]); });
      });
    }
    each<High>([&](auto h) __attribute__((always_inline)) { each<Wide>([&](auto w) __attribute__((always_inline)) { lanes::store(z.data + i + h * width + (j + w) * z.stride, sums[h][w]); }); });
  }
};

}  // namespace nabla::detail
