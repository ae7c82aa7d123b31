// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/run/backend.hpp>
#include <nabla/evaluate/run/kernel.hpp>
#include <nabla/evaluate/run/loop.hpp>
#include <nabla/evaluate/run/scalars.hpp>

namespace nabla::detail {

template <class K, class C, int Segment>
constexpr void run_product(C& c) {
  using T = typename C::scalar;
  constexpr segment s = C::plan.segments[Segment];
  matrix_view<T> result;
  if constexpr (s.result_slot >= 0) result = {&c.slots[s.result_slot], 1, 1, 1};
  else result = c.template view<s.result>();
  if constexpr (s.kind == work::transpose) K::transpose(c.template sized<s.left>(), result);
  else K::template multiply<C, Segment>(c.template view<s.left>(), c.template view<s.right>(), result);
}

/// A matrix whose elements are numbers that were computed.
template <class C, int Segment, int... I>
[[gnu::always_inline]] inline constexpr void run_assembly(C& c, std::integer_sequence<int, I...>) {
  using T = typename C::scalar;
  constexpr segment s = C::plan.segments[Segment];
  constexpr int rows = C::plan.forms[s.form].rows.size;
  const auto to = c.template sized<s.result>();
  const auto number = [&c]<int Slot>(std::integral_constant<int, Slot>) -> T {
    if constexpr (Slot < 0) return T(0);
    else return c.slots[Slot];
  };
  ((to(I % rows, I / rows) = number(std::integral_constant<int, C::plan.assembled[s.first + I]>{})), ...);
}

/// Are the numbers of the segment needed?
template <class C, int First, int... K>
[[gnu::always_inline]] inline constexpr bool are_needed(const C& c, std::integer_sequence<int, K...>) {
  return (((c.slots[C::plan.asked[First + K].slot] == typename C::scalar(0)) != C::plan.asked[First + K].holds) && ...);
}
/// The steps of an arm, where it is taken. Elsewhere what others read is 0: no choice takes it.
template <class C, int Segment, int... I>
[[gnu::always_inline]] inline constexpr void run_arm(C& c, std::integer_sequence<int, I...>) {
  constexpr segment s = C::plan.segments[Segment];
  using table = scalar_table<typename C::program, s.first, s.last - s.first>;
  if (are_needed<C, s.first_asked>(c, std::make_integer_sequence<int, s.last_asked - s.first_asked>{})) run_scalars<typename C::program, s.first, s.last - s.first>(c.slots);
  else (detail::store_result < table::leaves.data[I] && !table::stays.data[I] > (typename C::scalar(0), c.slots[table::slot.data[I]]), ...);
}
template <class C, int Segment>
[[gnu::noinline]] constexpr void run_long_arm(C& c) {
  run_arm<C, Segment>(c, std::make_integer_sequence<int, C::plan.segments[Segment].last - C::plan.segments[Segment].first>{});
}

template <class K, class C, int Segment>
[[gnu::always_inline]] inline constexpr void run_segment(C& c) {
  constexpr segment s = C::plan.segments[Segment];
  if constexpr (s.kind == work::scalar && s.last_asked > s.first_asked) {
    if constexpr (C::plan.sizes.scalars > longest_inline) run_long_arm<C, Segment>(c);
    else run_arm<C, Segment>(c, std::make_integer_sequence<int, s.last - s.first>{});
  } else if constexpr (s.kind == work::scalar) run_scalars<typename C::program, s.first, s.last - s.first>(c.slots);
  else if constexpr (s.kind == work::assembly) run_assembly<C, Segment>(c, std::make_integer_sequence<int, s.last - s.first>{});
  else if constexpr (s.kind == work::kernel) run_kernel<K, C, Segment>(c);
  else if constexpr (is_of_matrices(s.kind)) run_product<K, C, Segment>(c);
  else {
    using registers = loop<C, Segment, typename K::template lanes<typename C::scalar>>;
    using numbers = loop<C, Segment, single_lane<typename C::scalar>>;
    std::conditional_t<registers::is_tiny, numbers, registers>::run(c, std::make_integer_sequence<int, s.last - s.first>{});
  }
}

template <class C, int... Count>
constexpr void fill_counts(C& c, std::integer_sequence<int, Count...>) {
  ((c.slots[C::plan.counts[Count].slot] =
        static_cast<typename C::scalar>(layout<typename C::program>::template count<C::plan.counts[Count].form>(c.sizes))),
   ...);
}

/// Runs the plan; inputs are bound and the buffers have their places.
template <Backend K, class C, int... Segment>
[[gnu::always_inline]] inline constexpr void run_plan(C& c, std::integer_sequence<int, Segment...>) {
  fill_counts(c, std::make_integer_sequence<int, C::plan.sizes.counts>{});
  const int in_order[] = {0, (run_segment<K, C, Segment>(c), 0)...};
  (void)in_order;
}

}  // namespace nabla::detail
