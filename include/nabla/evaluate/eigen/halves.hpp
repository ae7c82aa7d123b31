// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/eigen/register_lanes.hpp>

#include <type_traits>

namespace nabla::detail {

/// Half of a register, for short functions: columns of four to seven doubles where a register of AVX-512 has eight. One by one they are stored by numbers, and who then reads a column waits for all of them.
template <class T>
struct half_lanes : packet_lanes<T, true> {
  static constexpr bool begins_with_column = true;
};

/// Do columns of so many rows fill half of a register of AVX-512, and not the whole?
template <class T>
constexpr bool fills_half(int rows) {
  return std::is_floating_point_v<T> && register_width<T> * sizeof(T) == 64 && rows < register_width<T> && 2 * rows >= register_width<T>;
}
/// And products of a few terms of three rows: stored by numbers they are what the next product waits for.
template <class T>
constexpr bool fills_half_in_product(int rows, int inner) {
  return fills_half<T>(rows) || (std::is_floating_point_v<T> && register_width<T> * sizeof(T) == 64 && register_width<T> == 8 && rows == 3 && inner <= 4);
}

}  // namespace nabla::detail
