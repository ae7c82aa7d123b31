// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/points/points.hpp>
#include <nabla/evaluate/run/runner.hpp>

#include <type_traits>
#include <utility>

namespace nabla::detail {

// Formulas with loops or matrices inside take one point after the other, each as a call, in memory that is kept from one to the next. Matrices and sizes are the same at all points.

/// Does a value stand for a number at each point?
template <class B>
constexpr bool is_bound_at_points() {
  return facts_of<symbol_of<B>>.extents.is_scalar() && !is_one_number<bound_type<B>>;
}
/// What is bound at one point.
template <class T, class B>
using binding_at_point = std::conditional_t<is_bound_at_points<B>(), binding<symbol_of<B>, T>, const B&>;
template <class T, class B>
constexpr binding_at_point<T, B> at_point(const B& b, [[maybe_unused]] index i) {
  if constexpr (is_bound_at_points<B>()) return {points_in(b.value).data[i]};
  else return b;
}

template <class P, class T, class... B>
constexpr void run_one_by_one(index first, index last, T* const* to, const B&... b) {
  program_memory<P, T> memory;
  memory.template check_precision<std::remove_cvref_t<binding_at_point<T, B>>...>();
  for (index i = first; i < last; ++i) {
    context<P, T> c;
    memory.run(c, at_point<T>(b, i)...);
    for (int k = 0; k < P::plan.sizes.outputs; ++k) to[k][i] = c.slots[P::plan.outputs[k].slot];
  }
}

}  // namespace nabla::detail
