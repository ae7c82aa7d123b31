// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/options.hpp>
#include <nabla/check/report_list.hpp>
#include <nabla/evaluate/evaluator.hpp>
#include <nabla/evaluate/point.hpp>

namespace nabla::detail {

/// Number of columns, as Eigen or as nabla calls it.
template <class M>
constexpr index columns_of(const M& m) {
  if constexpr (requires { m.columns(); }) return m.columns();
  else return m.cols();
}

/// Element (i, j) of a bound matrix, to be changed; a flat array holds it row by row.
template <class V>
constexpr auto& element_of(V& v, index i, index j, index columns) {
  if constexpr (is_flat_input<V>) return v[static_cast<std::size_t>(i * columns + j)];
  else if constexpr (requires { v(i, j); }) return v(i, j);
  else return v[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
}

/// Copies what is bound into types that can be changed, an Eigen expression into a matrix.
template <class Symbol, class Value>
constexpr auto owned_binding(const binding<Symbol, Value>& bound) {
  using V = std::remove_cvref_t<Value>;
  if constexpr (std::is_integral_v<V>) return binding<Symbol, double>{static_cast<double>(bound.value)};
  else if constexpr (requires { input_traits<V>::owned(bound.value); }) return binding<Symbol, decltype(input_traits<V>::owned(bound.value))>{input_traits<V>::owned(bound.value)};
  else if constexpr (is_flat_input<V> && DirectInput<V>) {  // a vector, or a look into one
    report_list<typename input_traits<V>::scalar> copy;
    for (index i = 0; i < input_traits<V>::rows(bound.value); ++i) copy.add() = input_traits<V>::at(bound.value, i);
    return binding<Symbol, decltype(copy)>{copy};
  } else return binding<Symbol, V>{bound.value};
}

namespace numeric {

/// Copies of all that is bound to a point. std::tuple would cost the compiler a function for each access to each.
template <class B>
struct owned_one {
  B bound;
};
template <class... B>
struct owned_point : owned_one<B>... {
  template <class Bound>
  constexpr const Bound& get() const { return owned_one<Bound>::bound; }
};

/// Is a copy of it a matrix of its own? A view is not, and somebody's memory is left alone.
template <class V>
inline constexpr bool owns_elements = !DirectInput<V> || requires(const V& v) { input_traits<V>::owned(v); };

/// Moves a number by roundings of its type, up or down by chance: derivatives computed there show how far rounding alone moves them.
template <class S>
NABLA_COLD constexpr void shake_element(S& element, random_numbers& random, int roundings) {
  const S step = S(random.coin() ? roundings : -roundings) * epsilon<S>;
  if (is_finite(element) && size_of(element) < std::numeric_limits<S>::max() / 2) element += element * step;
}
template <class B>
constexpr void shake(B& b, random_numbers& random, int roundings) {
  using V = bound_type<B>;
  using traits = input_traits<V>;
  if constexpr (!std::is_floating_point_v<typename traits::scalar>) return;
  else if constexpr (!traits::is_matrix) shake_element(b.value, random, roundings);
  else if constexpr (is_flat_input<V>)
    for (auto& element : b.value) shake_element(element, random, roundings);
  else if constexpr (owns_elements<V>)
    for (index j = 0; j < traits::columns(b.value); ++j)
      for (index i = 0; i < traits::rows(b.value); ++i) shake_element(element_of(b.value, i, j, traits::columns(b.value)), random, roundings);
}

/// Adds the elements of a derivative by one symbol, row by row.
template <class T, class G>
constexpr void append_elements(list<T>& to, const G& g) {
  if constexpr (requires { g.rows(); })
    for (index i = 0; i < static_cast<index>(g.rows()); ++i)
      for (index j = 0; j < static_cast<index>(columns_of(g)); ++j) to.push(static_cast<T>(g(i, j)));
  else to.push(static_cast<T>(g));
}

}  // namespace numeric
}  // namespace nabla::detail
