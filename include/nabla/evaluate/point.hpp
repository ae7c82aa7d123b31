// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/bind/input_traits.hpp>
#include <nabla/expression/binding.hpp>
#include <nabla/support/compiler.hpp>

#include <tuple>

namespace nabla::detail {

/// A binding that is kept beyond the expression in which it is written: what refers to others, as a temporary Eigen expression does, is evaluated.
template <class Symbol, class Value>
constexpr auto kept(binding<Symbol, Value>&& b) {
  using traits = input_traits<std::remove_cvref_t<Value>>;
  if constexpr (!std::is_reference_v<Value> && requires { requires traits::refers_to_others; }) return binding<Symbol, decltype(traits::owned(b.value))>{traits::owned(b.value)};
  else return binding<Symbol, Value>{static_cast<Value&&>(b.value)};
}

/// A place to evaluate at, as an argument: `check_grad(f, at(x = 1.0, W = weights))`. Refers to what was bound by name; a temporary Eigen expression or
/// block is evaluated, a temporary map is one still.
template <class... B>
struct NABLA_DETAIL_ARGUMENT point {
  std::tuple<B...> bindings;
};

template <class... B>
  requires(Binding<B> && ...)
constexpr auto at(B... b) -> point<decltype(kept(static_cast<B&&>(b)))...> {
  return {{kept(static_cast<B&&>(b))...}};
}

}  // namespace nabla::detail

namespace nabla {
using detail::at;
}
