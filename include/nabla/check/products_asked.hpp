// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/owned.hpp>
#include <nabla/check/tested_formula.hpp>
#include <nabla/evaluate/derivatives/hvp.hpp>
#include <nabla/evaluate/derivatives/jvp.hpp>
#include <nabla/evaluate/derivatives/vjp.hpp>

namespace nabla::detail::numeric {

/// The symbols of a list as a gradient has them.
template <class... X>
struct listed_symbols {
  static constexpr int count = sizeof...(X);
  static constexpr fixed_array<const facts*, sizeof...(X)> symbols{{&facts_of<X>...}};
};

/// Numbers of all entries, row by row, as values of symbols: column by column, as a view has them.
template <class S>
struct symbol_values {
  const list<block>& blocks;
  list<S> elements;

  template <class T>
  constexpr symbol_values(const derivative_table<T>& d, const T* row_by_row) : blocks(d.blocks), elements(d.point.size) {
    for (int b = 0; b < blocks.size; ++b) {
      const block& one = blocks.data[b];
      for (std::ptrdiff_t e = 0; e < one.count(); ++e) elements.data[one.first + e / one.columns + e % one.columns * one.rows] = static_cast<S>(row_by_row[one.first + e]);
    }
  }
  /// The tangent of the symbol X, which is block number b.
  template <class X>
  constexpr auto tangent_of(int b) const {
    const block& one = blocks.data[b];
    if constexpr (facts_of<X>.extents.is_scalar()) return binding<tangent<X>, S>{elements.data[one.first]};
    else return binding<tangent<X>, matrix_view<S>>{{elements.data + one.first, one.rows, one.columns, one.rows}};
  }
};

/// What jvp() and hvp() have in common: a request that is called with tangents of the symbols, along a direction.
template <class Asked, class Request, class... X>
struct asked_along {
  static constexpr bool is_gradient = false;
  template <class T, class... B>
  static constexpr T append(const tested_formula<T>& f, list<T>& to, const B&... bound) {
    append_along(*f.table, f.direction, to, bound...);
    return 0;
  }
  template <class T, class... B>
  static constexpr void append_along(const derivative_table<T>& d, const T* direction, list<T>& to, const B&... bound) {
    const symbol_values<typename call_scalar<B...>::type> along(d, direction);
    [&]<int... K>(std::integer_sequence<int, K...>) { Asked::append_result(to, Request{}(bound..., along.template tangent_of<X>(K)...)); }(std::make_integer_sequence<int, sizeof...(X)>{});
  }
};

/// jvp() along a direction: the elements of f, row by row.
template <class F, class... X>
struct jvp_asked : asked_along<jvp_asked<F, X...>, typename jvp_of<F, X...>::request, X...> {
  static constexpr void append_result(auto& to, const auto& product) { append_elements(to, product); }
  /// vjp() of cotangents, which lie column by column: the entries in the order of a direction.
  template <class S, class T, class... B>
  static constexpr void append_pulled(const matrix_view<S>& weights, list<T>& to, const B&... bound) {
    const auto pull = [&](const auto& seed) {
      const auto g = typename vjp_of<F, X...>::request{}(bound..., binding<cotangent<F>, decltype(seed)>{seed});
      (append_elements(to, g[X{}]), ...);
    };
    if constexpr (facts_of<F>.extents.is_scalar()) pull(weights.data[0]);
    else pull(weights);
  }
};

/// hvp() along a direction: entries of the gradient.
template <class F, class... X>
struct hvp_asked : asked_along<hvp_asked<F, X...>, typename hvp_of<F, X...>::request, X...> {
  static constexpr void append_result(auto& to, const auto& g) { (append_elements(to, g[X{}]), ...); }
};

}  // namespace nabla::detail::numeric
