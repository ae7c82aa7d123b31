// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/node.hpp>

namespace nabla::detail {

/// `x = 2.0`: the symbol and its value. Value is `T&` for an lvalue, which has to outlive the binding, and `T` for a temporary.
template <class Symbol, class Value>
struct binding {
  using symbol_type = Symbol;
  using value_type = std::remove_cvref_t<Value>;
  Value value;
};

}  // namespace nabla::detail
