// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/node.hpp>
#include <nabla/support/compiler.hpp>
#include <nabla/support/fixed_array.hpp>

namespace nabla::detail {

/// Differentiate with respect to these symbols.
template <Expression... Symbols>
struct NABLA_DETAIL_ARGUMENT wrt_list {
  static constexpr bool all_variables = false, nothing = false;
  static constexpr int count = sizeof...(Symbols), also_count = 0;
  static constexpr fixed_array<const facts*, sizeof...(Symbols)> symbols{{&facts_of<Symbols>...}};
};

}  // namespace nabla::detail
