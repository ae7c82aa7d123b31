// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/context.hpp>

#include <utility>

namespace nabla::detail {

template <int Slot, class T>
[[gnu::always_inline]] inline constexpr T number_or_zero(const auto& c) {
  if constexpr (Slot < 0) return T(0);
  else return c.slots[Slot];
}
/// A number that clang does not see to be stored beside another one: of columns of three it makes registers of eight across columns, and gathers what they read element by element.
template <class T>
[[gnu::always_inline]] inline constexpr T stored_alone(T number) {
#if defined(__clang__) && defined(__AVX512F__)
  if constexpr (std::is_floating_point_v<T> && sizeof(T) <= 8)
    if (!__builtin_is_constant_evaluated()) __asm__("" : "+x"(number));
#endif
  return number;
}
/// Element I. Behind a column of several g++ is told that a store may not be joined with the next: it gathers registers of numbers that have nothing in common, which takes longer than to store
/// them one by one. Elements of a column often are alike.
template <int I, int Rows, int Count>
[[gnu::always_inline]] inline constexpr void store_element(const auto& to, const auto& number) {
  if constexpr (Rows == 3 && Count > 3) to(I % Rows, I / Rows) = stored_alone(number);
  else to(I % Rows, I / Rows) = number;
  if constexpr (Rows > 1 && (I + 1) % Rows == 0 && I + 1 < Count)
    if (!__builtin_is_constant_evaluated()) __asm__ volatile("");
}
/// A matrix whose elements are numbers that were computed.
template <class C, int Segment, int... I>
[[gnu::always_inline]] inline constexpr void run_assembly(C& c, std::integer_sequence<int, I...>) {
  using T = typename C::scalar;
  constexpr const segment& s = C::plan.segments.data[Segment];
  constexpr int rows = C::plan.shapes[s.shape_index].rows.size;
  const auto to = c.template sized<s.result>();
  (store_element<I, rows, static_cast<int>(sizeof...(I))>(to, number_or_zero<C::plan.assembled[s.first + I], T>(c)), ...);
}

}  // namespace nabla::detail
