// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/eigen/halves.hpp>
#include <nabla/evaluate/eigen/register_lanes.hpp>
#include <nabla/evaluate/matrix.hpp>
#include <nabla/evaluate/run/loop_shape.hpp>
#include <nabla/rules/fused.hpp>

#include <type_traits>
#include <utility>

namespace nabla::detail {

/// Z = X Y or Xᵀ Y of sizes known at compile time: blocks of Z stay in registers while the inner index runs, nothing is packed or copied, and
/// less is to compile than of an Eigen product. Y may be transposed in the first.
template <class T, int Rows, int Inner, int Columns, bool InHalves>
struct small_product {
  using lanes = std::conditional_t<InHalves, half_lanes<T>, eigen_lanes<T>>;
  using lane = typename lanes::type;
  static constexpr int width = static_cast<int>(lanes::width);
  // 2 x 4 sums hide the latency of an addition and leave half of 16 registers free
  static constexpr int height = 2, breadth = 4;
  /// Of a sum: what is added to -0 keeps its sign, and nothing at all is 0.
  static constexpr T beginning = Inner > 0 ? -T(0) : T(0);
  /// Is it so little that a call shows, and a loop? In half registers more than four terms are, too.
  static constexpr bool is_tiny = Inner <= (InHalves ? 7 : 4) && Rows * Inner * Columns <= 64;
  /// Are its terms so few that who reads it next shows, who waits where rows were written twice?
  static constexpr bool has_few_terms = is_tiny || (Rows < 2 * width && Inner <= 7);

  /// Are there whole registers along the direction in which memory is contiguous?
  static constexpr bool suits(bool transpose_left, bool transpose_right) {
    if (transpose_left) return !transpose_right && Inner >= width;
    return Rows >= width || (InHalves && Rows == 3 && Inner <= 4);
  }

  /// Z = X op(Y), where element (k, j) of op(Y) is y.data[k * down + j * across].
  [[gnu::always_inline]] static void by_columns(const matrix_view<T>& x, const T* y, index down, index across, const matrix_view<T>& z) {
    if constexpr (is_tiny) columns_here(x, y, down, across, z);
    else columns_apart(x, y, down, across, z);
  }

  /// Z = Xᵀ Y: every element is a dot product of two columns.
  [[gnu::always_inline]] static void by_dots(const matrix_view<T>& x, const matrix_view<T>& y, const matrix_view<T>& z) {
    if constexpr (is_tiny && width > 1 && Rows >= width && Inner % width == 0) dots_here(x, y, z);
    else dots_apart(x, y, z);
  }

 private:
  static void dots_apart(const matrix_view<T>& x, const matrix_view<T>& y, const matrix_view<T>& z) {
    for_blocks<Columns, breadth>([&]<int Wide>(std::integral_constant<int, Wide> wide, index j) {
      for_blocks<Rows, height>([&]<int High>(std::integral_constant<int, High> high, index i) { dots_block(high, wide, x.data + i * x.stride, x.stride, y.data + j * y.stride, y.stride, z, i, j); });
    });
  }
  /// Sums of a register's elements are stored together: of numbers that were stored one by one a register finds nothing until all are there.
  [[gnu::always_inline]] static void dots_here(const matrix_view<T>& x, const matrix_view<T>& y, const matrix_view<T>& z) {
    each<Columns>([&](auto j) __attribute__((always_inline)) {
      each<Rows / width>([&](auto block) __attribute__((always_inline)) { dots_of_rows(x, y, z, block * width, j); });
      if constexpr (Rows % width != 0) dots_of_rows<Rows % width>(x, y, z, Rows / width * width, j);
    });
  }
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wignored-attributes"  // g++, of a register in angle brackets
  template <int Count = width>
  [[gnu::always_inline]] static void dots_of_rows(const matrix_view<T>& x, const matrix_view<T>& y, const matrix_view<T>& z, index i, index j) {
    Eigen::internal::PacketBlock<typename lane::reg, width> products;
    each<width>([&](auto h) __attribute__((always_inline)) {
      const index row = i + (h < Count ? h : 0);
      lane sum = lanes::load(x.data + row * x.stride) * lanes::load(y.data + j * y.stride);
      each<Inner / width - 1>([&](auto k) __attribute__((always_inline)) {
        sum = multiply_add(lanes::load(x.data + (k + 1) * width + row * x.stride), lanes::load(y.data + (k + 1) * width + j * y.stride), sum);
      });
      products.packet[h] = sum.v;
    });
    Eigen::internal::ptranspose(products);
    if constexpr (Count < width) lanes::store(z.data + i + j * z.stride, total_of_rows<0, 1>(products), Count);
    else lanes::store(z.data + i + j * z.stride, total_of_rows<0, 1>(products));
  }
#pragma GCC diagnostic pop
  /// Elements First, First + Step, … of each row: halves first, as lanes::total().
  template <int First, int Step>
  [[gnu::always_inline]] static lane total_of_rows(const auto& columns) {
    if constexpr (Step == width) return columns.packet[First];
    else return total_of_rows<First, 2 * Step>(columns) + total_of_rows<First + Step, 2 * Step>(columns);
  }
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
      // the last rows; of large products together with some that are there already. A load does not find what two stores have written just before
      if constexpr (Rows % width != 0 && has_few_terms) columns_block_here<1, Wide, Rows % width>(x, y + j * across, down, across, z, i, j);
      else if constexpr (Rows % width != 0) columns_block<1, Wide>(x, y + j * across, down, across, z, Rows - width, j);
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
  template <int High, int Wide>
  [[gnu::always_inline]] static void columns_block(const matrix_view<T>& x, const T* y, index down, index across, const matrix_view<T>& z, index i, index j) {
    if constexpr (is_tiny) columns_block_here<High, Wide>(x, y, down, across, z, i, j);
    else columns_block_apart<High, Wide>(x, y, down, across, z, i, j);
  }
  template <int High, int Wide>
  static void columns_block_apart(const matrix_view<T>& x, const T* y, index down, index across, const matrix_view<T>& z, index i, index j) {
    columns_block_here<High, Wide>(x, y, down, across, z, i, j);
  }
  /// Part: how many rows, if fewer than a register has.
  template <int High, int Wide, int Part = 0>
  [[gnu::always_inline]] static void columns_block_here(const matrix_view<T>& x, const T* y, index down, index across, const matrix_view<T>& z, index i, index j) {
    lane sums[static_cast<std::size_t>(High)][static_cast<std::size_t>(Wide)];
    const auto add = [&](index k, auto is_first) __attribute__((always_inline)) {
      lane factors[static_cast<std::size_t>(High)];
      each<High>([&](auto h) __attribute__((always_inline)) {
        if constexpr (Part > 0) factors[h] = lanes::load(x.data + i + h * width + k * x.stride, Part);
        else factors[h] = lanes::load(x.data + i + h * width + k * x.stride);
      });
      each<Wide>([&](auto w) __attribute__((always_inline)) {
        const lane factor(y[k * down + w * across]);
        each<High>([&](auto h) __attribute__((always_inline)) {
          if constexpr (is_first) sums[h][w] = factors[h] * factor;
          else sums[h][w] = multiply_add(factors[h], factor, sums[h][w]);
        });
      });
    };
    if constexpr (is_tiny && Inner > 0) {  // 0 + -0 would be 0
      add(0, std::true_type{});
      each<Inner - 1>([&](auto k) __attribute__((always_inline)) { add(k + 1, std::false_type{}); });
    } else {
      each<High>([&](auto h) __attribute__((always_inline)) { each<Wide>([&](auto w) __attribute__((always_inline)) { sums[h][w] = lane(beginning); }); });
      for (index k = 0; k < Inner; ++k) add(k, std::false_type{});
    }
    each<High>([&](auto h) __attribute__((always_inline)) {
      each<Wide>([&](auto w) __attribute__((always_inline)) {
        if constexpr (Part > 0) lanes::store(z.data + i + h * width + (j + w) * z.stride, sums[h][w], Part);
        else lanes::store(z.data + i + h * width + (j + w) * z.stride, sums[h][w]);
      });
    });
  }

  template <int High, int Wide>
  static void dots_block(std::integral_constant<int, High>, std::integral_constant<int, Wide>, const T* x, index x_stride, const T* y, index y_stride, const matrix_view<T>& z,
                         index i, index j) {
    constexpr int whole = Inner / width * width;
    lane sums[static_cast<std::size_t>(High)][static_cast<std::size_t>(Wide)];
    each<High>([&](auto h) __attribute__((always_inline)) { each<Wide>([&](auto w) __attribute__((always_inline)) { sums[h][w] = lane(beginning); }); });
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
        T sum = lanes::total(sums[h][w]);  // of -0 alone -0
        for (index k = whole; k < Inner; ++k) sum += x[k + h * x_stride] * y[k + w * y_stride];
        z(i + h, j + w) = sum;
      });
    });
  }
};

}  // namespace nabla::detail
