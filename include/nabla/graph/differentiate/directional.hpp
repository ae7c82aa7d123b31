// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/differentiate/forward.hpp>
#include <nabla/graph/differentiate/late.hpp>
#include <nabla/graph/differentiate/pushforward.hpp>
#include <nabla/graph/import.hpp>
#include <nabla/graph/typed.hpp>

namespace nabla::detail {

/// "x" and "'" give "x'".
template <fixed_string Name, fixed_string Suffix>
inline constexpr auto joined = [] {
  constexpr std::size_t first = sizeof(Name.text) - 1, second = sizeof(Suffix.text);
  char text[first + second]{};
  for (std::size_t i = 0; i < first; ++i) text[i] = Name.text[i];
  for (std::size_t i = 0; i < second; ++i) text[first + i] = Suffix.text[i];
  return fixed_string<first + second>(text);
}();

template <class X>
struct tangent_of;
template <role Role, fixed_string Name, auto... Extents>
struct tangent_of<symbol<Role, Name, Extents...>> {
  using type = symbol<role::data, joined<Name, "'">, Extents...>;
};
/// The symbol x' that stands for the direction in which x moves; it has the shape of x.
template <Expression X>
using tangent = typename tangent_of<X>::type;

/// The symbol that stands for a cotangent of the shape of F.
template <Expression F>
using cotangent = std::remove_const_t<decltype(data<"cotangent", facts_of<F>.extents.rows, facts_of<F>.extents.columns>)>;

/// Builds Σ ⟨∂f/∂x, x'⟩: how f moves where each x moves along x'. For an f that is a matrix the pullback, which is linear in
/// the cotangent, is itself pulled back: what is left is forward mode.
/// Forward: a formula around loops is differentiated by forward mode, where that is possible.
template <bool Forward, class Known, class F, class... X>
struct pushforward_builder {
  static constexpr built_derivative build(graph& g) {
    g.pullbacks = Known::table;
    facts_map known;
    constexpr int count = sizeof...(X);
    const int symbols[] = {import(g, known, facts_of<X>, false)...}, tangents[] = {import(g, known, facts_of<tangent<X>>, false)...};
    const int seed = import(g, known, facts_of<cotangent<F>>, false);
    int root = import(g, known, facts_of<F>, true);
    if constexpr (Forward)
      if (derivative_problem found; has_loop(g, root) && push_forward(g, root, symbols, tangents, count, found)) return {root, found};
    root = weighted_by(g, root, seed);
    int adjoints[sizeof...(X)];
    if (const derivative_problem found = differentiate(g, root, symbols, count, adjoints); found.exists()) return {root, found};
    root = sum_along(g, adjoints, symbols, tangents, count);
    const derivative_problem of_seed = without_seed(g, root, seed, facts_of<F>.extents.is_scalar());  // which changes the root
    return {root, of_seed};
  }
};

template <bool Forward, class F, class... X>
struct pushforward_of {
  static_assert((is_set(facts_of<X>.symbol) && ...), "nabla: wrt() takes symbols");
  template <class Known>
  using builder = pushforward_builder<Forward, Known, F, X...>;
  using type = typename derivative_type<builder>::type;
};
/// Σ ⟨∂f/∂x, x'⟩ as an expression of the shape of f.
template <Expression F, Expression... X>
using pushforward = typename pushforward_of<false, F, X...>::type;
/// The same where nobody differentiates it: loops carry tangents along.
template <Expression F, Expression... X>
using forward = typename pushforward_of<true, F, X...>::type;

}  // namespace nabla::detail
