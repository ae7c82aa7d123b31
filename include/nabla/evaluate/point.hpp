// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/binding.hpp>

#include <tuple>

namespace nabla {

/// A place to evaluate at, as an argument: `check_grad(f, at(x = 1.0, W = weights))`. Refers to what was bound by name.
template <class... B>
struct point {
  std::tuple<B...> bindings;
};

template <class... B>
  requires(Binding<B> && ...)
constexpr point<B...> at(B... b) {
  return {std::tuple<B...>(static_cast<B&&>(b)...)};
}

}  // namespace nabla
