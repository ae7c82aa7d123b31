// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/bind/inputs.hpp>
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
template <>
struct input_traits<step_count> {
  using scalar = int;
  static constexpr bool is_matrix = true;
  static constexpr index rows(const step_count&) { return 0; }
  static constexpr index columns(const step_count& n) { return n.count; }
  static constexpr int get(const step_count&, index, index) { return 0; }
};

template <fixed_string Name, std::integral Count>
constexpr binding<counted_steps<Name>, step_count> bind_size(dimension<Name>, Count count) {
  return {{static_cast<index>(count)}};
}

}  // namespace nabla::detail
