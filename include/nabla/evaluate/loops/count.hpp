// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/bind/input_traits.hpp>
#include <nabla/expression/binding.hpp>
#include <nabla/expression/symbol.hpp>

#include <concepts>

namespace nabla::detail {

/// A size that is bound by itself: a symbol without elements has it as its columns.
template <fixed_string Name>
using counted_steps = symbol<role::data, Name, 0, dimension<Name>{}>;

struct step_count {
  index count;
};
template <fixed_string Name, std::integral Count>
constexpr binding<counted_steps<Name>, step_count> bind_size(dimension<Name>, Count count) {
  return {{static_cast<index>(count)}};
}
// clang-format off
template <fixed_string Name> NABLA_DETAIL_REFUSED("nabla: the value of a size is a whole number: 200, not 200.0", bind_size(dimension<Name>, ...))
// clang-format on

}  // namespace nabla::detail

namespace nabla {

template <>
struct input_traits<detail::step_count> {
  using scalar = int;
  static constexpr bool is_matrix = true;
  static constexpr std::ptrdiff_t rows(const detail::step_count&) { return 0; }
  static constexpr std::ptrdiff_t columns(const detail::step_count& n) { return n.count; }
  static constexpr int get(const detail::step_count&, std::ptrdiff_t, std::ptrdiff_t) { return 0; }
};

}  // namespace nabla
