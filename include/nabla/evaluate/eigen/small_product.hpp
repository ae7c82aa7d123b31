// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/eigen/register_lanes.hpp>
#include <nabla/evaluate/matrix.hpp>
#include <nabla/rules/fused.hpp>

#include <utility>

namespace nabla::detail {

/// Z = X Y or Xᵀ Y of sizes known at compile time: blocks of Z stay in registers while the inner index runs, nothing is packed or copied, and
/// less is to compile than of an Eigen product. Y may be transposed in the first.
template <class T, int Rows, int Inner, int Columns>
struct small_product {
  using lanes = eigen_lanes<T>;
  using lane = typename lanes::type;
  static constexpr int width = static_cast<int>(lanes::width);
  // 2 x 4 sums hide the latency of an addition and leave half of 16 registers free
  static constexpr int height = 2, breadth = 4;

  /// Are there whole registers along the direction in which memory is contiguous?
  static constexpr bool suits(bool transpose_left, bool transpose_right) {
    if (transpose_left) return !transpose_right && Inner >= width;
    return Rows >= width;
  }

  /// Z = X op(Y), where element (k, j) of op(Y) is y.data[k * down + j * across].
  [[gnu::always_inline]] static void by_columns(const matrix_view<T>& x, const T* y, index down, index across, const matrix_view<T>& z) {
    if constexpr (is_tiny) columns_here(x, y, down, across, z);
    else columns_apart(x, y, down, across, z);
  }

  /// Z = Xᵀ Y: every element is a dot product of two columns.
  static void by_dots(const matrix_view<T>& x, const matrix_view<T>& y, const matrix_view<T>& z) {
    for_blocks<Columns, breadth>([&]<int Wide>(std::integral_constant<int, Wide> wide, index j) {
      for_blocks<Rows, height>([&]<int High>(std::integral_constant<int, High> high, index i) { dots_block(high, wide, x.data + i * x.stride, x.stride, y.data + j * y.stride, y.stride, z, i, j); });
    });
  }

 private:
  /// Is it so little that a call shows, and a loop?
  static constexpr bool is_tiny = Inner <= 4 && Rows * Inner * Columns <= 64;
  static void columns_apart(const matrix_view<T>& x, const T* y, index down, index across, const matrix_view<T>& z) { columns_here(x, y, down, across, z); }
  [[gnu::always_inline]] static void columns_here(const matrix_view<T>& x, const T* y, index down, index across, const matrix_view<T>& z) {
    for_blocks<Columns, breadth>([&]<int Wide>(std::integral_constant<int, Wide>, index j) __attribute__((always_inline)) {
      constexpr int high = height * width, whole = Rows / high * high;
      index i = 0;
      for (; i < whole; i += high) columns_block<height, Wide>(x, y + j * across, down, across, z, i, j);
      if constexpr (Rows - whole >= width) {
        columns_block<1, Wide>(x, y + j * across, down, across, z, i, j);
        i += width;
      }
      // the last rows together with some that are there already
      if constexpr (Rows % width != 0) columns_block<1, Wide>(x, y + j * across, down, across, z, Rows - width, j);
    });
  }

  /// use(size, first) for blocks of Block, and for what remains.
  template <int Count, int Block>
  [[gnu::always_inline]] static void for_blocks(auto use) {
    constexpr int whole = Count / Block * Block;
    for (index first = 0; first < whole; first += Block) use(std::integral_constant<int, Block>{}, first);
    if constexpr (Count > whole) use(std::integral_constant<int, Count - whole>{}, index{whole});
  }
  /// use(0), use(1), …, unrolled whatever the optimiser thinks of it: sums have to stay in registers.
  template <int Count>
  [[gnu::always_inline]] static void each(auto use) {
    [&]<int... K>(std::integer_sequence<int, K...>) __attribute__((always_inline)) { (use(std::integral_constant<int, K>{}), ...); }(std::make_integer_sequence<int, Count>{});
  }
  /// use(k) for the inner index in steps.
  template <int Whole, int Step>
  [[gnu::always_inline]] static void each_inner(auto use) {
    if constexpr (is_tiny) each<Whole / Step>([&](auto k) __attribute__((always_inline)) { use(index{k * Step}); });
    else
      for (index k = 0; k < Whole; k += Step) use(k);
  }
  template <int High, int Wide>
  [[gnu::always_inline]] static void columns_block(const matrix_view<T>& x, const T* y, index down, index across, const matrix_view<T>& z, index i, index j) {
    if constexpr (is_tiny) columns_block_here<High, Wide>(x, y, down, across, z, i, j);
    else columns_block_apart<High, Wide>(x, y, down, across, z, i, j);
  }
  template <int High, int Wide>
  static void columns_block_apart(const matrix_view<T>& x, const T* y, index down, index across, const matrix_view<T>& z, index i, index j) {
    columns_block_here<High, Wide>(x, y, down, across, z, i, j);
  }
  template <int High, int Wide>
  [[gnu::always_inline]] static void columns_block_here(const matrix_view<T>& x, const T* y, index down, index across, const matrix_view<T>& z, index i, index j) {
    lane sums[static_cast<std::size_t>(High)][static_cast<std::size_t>(Wide)];
    each<High>([&](auto h) __attribute__((always_inline)) { each<Wide>([&](auto w) __attribute__((always_inline)) { sums[h][w] = lane(T(0)); }); });
    each_inner<Inner, 1>([&](index k) __attribute__((always_inline)) {
      lane factors[static_cast<std::size_t>(High)];
      each<High>([&](auto h) __attribute__((always_inline)) { factors[h] = lanes::load(x.data + i + h * width + k * x.stride); });
      each<Wide>([&](auto w) __attribute__((always_inline)) {
        const lane factor(y[k * down + w * across]);
        each<High>([&](auto h) __attribute__((always_inline)) { sums[h][w] = multiply_add(factors[h], factor, sums[h][w]); });
      });
    });
    each<High>([&](auto h) __attribute__((always_inline)) { each<Wide>([&](auto w) __attribute__((always_inline)) { lanes::store(z.data + i + h * width + (j + w) * z.stride, sums[h][w]); }); });
  }

  template <int High, int Wide>
  static void dots_block(std::integral_constant<int, High>, std::integral_constant<int, Wide>, const T* x, index x_stride, const T* y, index y_stride, const matrix_view<T>& z,
                         index i, index j) {
    constexpr int whole = Inner / width * width;
    lane sums[static_cast<std::size_t>(High)][static_cast<std::size_t>(Wide)];
    each<High>([&](auto h) __attribute__((always_inline)) { each<Wide>([&](auto w) __attribute__((always_inline)) { sums[h][w] = lane(T(0)); }); });
    for (index k = 0; k < whole; k += width) {
      lane factors[static_cast<std::size_t>(High)];
      each<High>([&](auto h) __attribute__((always_inline)) { factors[h] = lanes::load(x + k + h * x_stride); });
      each<Wide>([&](auto w) __attribute__((always_inline)) {
        const lane factor = lanes::load(y + k + w * y_stride);
        each<High>([&](auto h) __attribute__((always_inline)) { sums[h][w] = multiply_add(factors[h], factor, sums[h][w]); });
      });
    }
    each<High>([&](auto h) __attribute__((always_inline)) {
      each<Wide>([&](auto w) __attribute__((always_inline)) {
        T sum = lanes::total(sums[h][w]);
        for (index k = whole; k < Inner; ++k) sum += x[k + h * x_stride] * y[k + w * y_stride];
        z(i + h, j + w) = sum;
      });
    });
  }
};

}  // namespace nabla::detail
