// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/node.hpp>

namespace nabla::detail {

/// rows × columns of an expression's value.
template <Expression E>
constexpr shape shape_of(E) {
  return facts_of<E>.extents;
}

}  // namespace nabla::detail

namespace nabla {
using detail::shape_of;
}
