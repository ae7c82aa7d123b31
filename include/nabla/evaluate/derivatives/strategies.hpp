// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/request.hpp>
#include <nabla/graph/plan/sweeps.hpp>
#include <nabla/graph/sparsity/colouring.hpp>
#include <nabla/support/frozen_list.hpp>

#include <concepts>

namespace nabla::detail {

/// In which direction a Jacobian is computed: `jacobian<reverse_mode>(f, wrt(x))`.
enum class mode {
  automatic,
  forward,
  reverse
};

/// Where element number `element` of some matrices lies, all counted row by row: in which of them, and where in it, column by column.
struct element_place {
  int part = 0;
  int offset = 0;
};
template <class... E>
struct elements_of_parts {
  static constexpr int parts = sizeof...(E);
  static constexpr int total = (0 + ... + elements_of(facts_of<E>.extents));
  static constexpr int starts(int part) {
    int start = 0, k = 0;
    ((start += k++ < part ? elements_of(facts_of<E>.extents) : 0), ...);
    return start;
  }
  static constexpr element_place find(int element) {
    const shape shapes[] = {facts_of<E>.extents...};
    int part = 0;
    for (; element >= elements_of(shapes[part]); ++part) element -= elements_of(shapes[part]);
    const int columns = shapes[part].columns.size;
    return {part, element / columns + element % columns * shapes[part].rows.size};
  }
};

/// One element of a derivative matrix is element `element` of what direction `direction` gives.
struct element_source {
  int direction = 0;
  int element = 0;
};

/// How many directions one sweep takes, so that all sweeps take about as many.
inline constexpr int most_directions = 4;
constexpr int balanced(int directions) {
  if (directions < 1) return 1;
  const int sweeps = (directions + most_directions - 1) / most_directions;
  return (directions + sweeps - 1) / sweeps;
}

/// How a derivative matrix is computed: what one sweep asks for, along how many directions in all and in each sweep, which parts a direction has, and
/// what each output of each sweep, numbered through, gives to which elements.
template <class S>
concept Strategy = requires(list<contribution>& to) {
  S::pattern;
  S::add_contributions(to);
  typename S::request;
  typename S::seeds;
  requires S::directions == 0 || requires { { S::colour(0) } -> std::same_as<int>; };  // the direction in which an element of a seed is 1, or -1; the symbol of a part of a direction is seed_symbol<Part, Number>
  requires S::per_sweep >= 0;
};

/// There is none, and an assertion has said why.
struct no_strategy {
  static constexpr sparsity_pattern<0, 0, 0> pattern{};
  static constexpr int directions = 0;
};

/// Contributions of directions: element (i, j) is an element of what one direction gives, in parts.
template <class By, class Results>
constexpr void add_coloured(list<contribution>& to) {
  constexpr const auto& p = By::pattern;
  for (int j = 0; j < p.columns; ++j)
    for (int k = p.column_starts.data[j]; k < p.column_starts.data[j + 1]; ++k) {
      const int i = p.row_indices.data[k];
      const element_source from = By::source(i, j);
      const element_place at = Results::find(from.element);
      to.push({from.direction * Results::parts + at.part, at.offset, i, j});
    }
}

/// Forward: colours of columns.
template <class F, class... X>
struct forward_strategy {
  static constexpr const auto& pattern = sparsity_of<1, F, X...>::pattern;
  static constexpr auto colours = frozen<pattern.columns>(colour_columns(pattern));
  static constexpr int directions = colours.count, per_sweep = balanced(directions);
  using request = request_of<F, false, forward_sweep<per_sweep, F, X...>>;
  using seeds = elements_of_parts<X...>;
  template <class Part, int Number>
  using seed_symbol = numbered_tangent<Part, Number>;
  static constexpr int colour(int element) { return colours.of.data[element]; }
  static constexpr element_source source(int i, int j) { return {colours.of.data[j], i}; }
  static constexpr void add_contributions(list<contribution>& to) { add_coloured<forward_strategy, elements_of_parts<F>>(to); }
};

/// Reverse: colours of rows. A number has one row, and its gradient needs no seed.
template <class F, class... X>
struct reverse_strategy {
  static constexpr const auto& pattern = sparsity_of<1, F, X...>::pattern;
  static constexpr auto colours = frozen<pattern.rows>(colour_columns(transposed(pattern)));
  static constexpr int directions = colours.count, per_sweep = balanced(directions);
  using request = request_of<F, false, reverse_sweep<per_sweep, F, X...>>;
  using seeds = std::conditional_t<facts_of<F>.extents.is_scalar(), elements_of_parts<>, elements_of_parts<F>>;
  template <class Part, int Number>
  using seed_symbol = numbered_cotangent<Part, Number>;
  static constexpr int colour(int element) { return colours.of.data[element]; }
  static constexpr element_source source(int i, int j) { return {colours.of.data[i], j}; }
  static constexpr void add_contributions(list<contribution>& to) { add_coloured<reverse_strategy, elements_of_parts<X...>>(to); }
};

/// Hessian: a star colouring, and of (i, j) and (j, i) the one that is alone in its row of the sum of its colour.
template <class F, class... X>
struct star_strategy {
  static constexpr const auto& pattern = sparsity_of<2, F, X...>::pattern;
  static constexpr auto colours = frozen<pattern.columns>(colour_star(pattern));
  static constexpr int directions = colours.count, per_sweep = balanced(directions);
  using request = request_of<F, false, hessian_sweep<per_sweep, F, X...>>;
  using seeds = elements_of_parts<X...>;
  template <class Part, int Number>
  using seed_symbol = numbered_tangent<Part, Number>;
  static constexpr int colour(int element) { return colours.of.data[element]; }
  static constexpr element_source source(int i, int j) {
    int same = 0;  // columns of j's colour in row i, which by symmetry is column i
    for (int k = pattern.column_starts.data[i]; k < pattern.column_starts.data[i + 1]; ++k)
      if (colours.of.data[pattern.row_indices.data[k]] == colours.of.data[j]) ++same;
    return same == 1 ? element_source{colours.of.data[j], i} : element_source{colours.of.data[i], j};
  }
  static constexpr void add_contributions(list<contribution>& to) { add_coloured<star_strategy, elements_of_parts<X...>>(to); }
};

/// Up to this many scalars have their derivatives written out, one output each.
inline constexpr int most_scalars = 16;
template <class... X>
inline constexpr bool are_few_scalars = sizeof...(X) <= most_scalars && (facts_of<X>.extents.is_scalar() && ...);

template <int Order, class F, class... X>
struct scalar_strategy {
  static constexpr const auto& pattern = sparsity_of<Order, F, X...>::pattern;
  static constexpr int count = sizeof...(X), directions = 0, per_sweep = 0;
  using request = request_of<F, false, std::conditional_t<Order == 1, scalar_jacobian<F, X...>, scalar_hessian<F, X...>>>;
  using seeds = elements_of_parts<>;
  static constexpr void add_contributions(list<contribution>& to) {
    using results = elements_of_parts<F>;
    for (int j = 0; j < pattern.columns; ++j)
      for (int k = pattern.column_starts.data[j]; k < pattern.column_starts.data[j + 1]; ++k) {
        const int i = pattern.row_indices.data[k], low = i < j ? i : j, high = i < j ? j : i;
        if (Order == 1) to.push({j, results::find(i).offset, i, j});
        else to.push({low * count - low * (low - 1) / 2 + high - low, 0, i, j});
      }
  }
};

/// So many contributions are found once: as many as a Hessian by ten symbols has elements.
inline constexpr int usual_contributions = 128;

/// Elements as they are, where the formula lets them be found: no directions, nothing is computed that is not wanted.
template <int Order, class F, class... X>
struct term_strategy {
 private:
  struct pass {
    static constexpr bool run(list<contribution>& contributions) {
      graph g;
      facts_map known;
      list<int> outputs;
      const int root = import(g, known, facts_of<F>, true);
      const facts* wrt[] = {&facts_of<X>...};
      return find_terms(g, known, root, wrt, sizeof...(X), Order, outputs, contributions);
    }
  };
  using terms = frozen_list<pass, contribution, usual_contributions>;

 public:
  static constexpr bool fits = terms::rest;
  static constexpr const auto& pattern = sparsity_of<Order, F, X...>::pattern;
  static constexpr int directions = 0, per_sweep = 0;
  using request = request_of<F, false, terms_of<Order, F, X...>>;
  using seeds = elements_of_parts<>;
  static constexpr void add_contributions(list<contribution>& to) {
    for (int k = 0; k < terms::size; ++k) {
      const contribution c = terms::items.data[k];
      to.push(c);
      if (Order == 2 && c.row != c.column) to.push({c.output, c.offset, c.column, c.row});
    }
  }
};

}  // namespace nabla::detail

namespace nabla {
/// `jacobian<forward_mode>(f, wrt(x))`: the derivative by columns, one product with the Jacobian for each. Without a mode the cheaper one is taken.
inline constexpr auto forward_mode = detail::mode::forward;
/// `jacobian<reverse_mode>(f, wrt(x))`: by rows, one product with its transpose for each.
inline constexpr auto reverse_mode = detail::mode::reverse;
}  // namespace nabla
