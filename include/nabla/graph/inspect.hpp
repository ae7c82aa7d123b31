// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/symbols.hpp>
#include <nabla/graph/typed.hpp>
#include <nabla/graph/wrt.hpp>

#include <tuple>

namespace nabla::detail {

struct formula_counts {
  int nodes = 0;
  int operations = 0;
};
constexpr formula_counts count_nodes(const facts& f) {
  graph g;
  facts_map known;
  const list<formula_node> formula = formula_of(g, import(g, known, f, true));
  formula_counts counts{formula.size, 0};
  for (int i = 0; i < formula.size; ++i) counts.operations += formula.data[i].operands[0] >= 0;
  return counts;
}

/// Different nodes of the simplified formula: symbols, constants and operations; what is shared counts once.
template <Expression F>
constexpr int node_count(F) {
  return count_nodes(facts_of<F>).nodes;
}
/// Operations of the simplified formula, shared ones counted once.
template <Expression F>
constexpr int op_count(F) {
  return count_nodes(facts_of<F>).operations;
}

/// The symbols of f as a tuple: `symbols_of(x * y + x)` is std::tuple{x, y}.
template <Expression F>
constexpr auto symbols_of(F) {
  return []<int... I>(std::integer_sequence<int, I...>) {
    return std::tuple<symbol_type<symbols_in<F>::symbols.data[I]>...>{};
  }(std::make_integer_sequence<int, symbols_in<F>::count>{});
}

/// The variables of a formula, in that order, as wrt(…) takes them.
template <class F>
struct variables_in {
  static constexpr const auto& symbols = symbols_in<F>::symbols;
  static constexpr int count = [] {
    int found = 0;
    for (int i = 0; i < symbols_in<F>::count; ++i) found += symbols.data[i]->symbol->kind == role::variable;
    return found;
  }();
  static constexpr fixed_array<const facts*, count> variables = [] {
    fixed_array<const facts*, count> result;
    for (int i = 0, found = 0; i < symbols_in<F>::count; ++i)
      if (symbols.data[i]->symbol->kind == role::variable) result.data[found++] = symbols.data[i];
    return result;
  }();
  template <int... I>
  static constexpr wrt_list<symbol_type<variables.data[I]>...> make(std::integer_sequence<int, I...>) {
    return {};
  }
  using wrt = decltype(make(std::make_integer_sequence<int, count>{}));
};

/// Does the simplified formula hold the symbol? Of 0 x nothing is left to depend on.
template <Expression F, Expression X>
[[nodiscard]] constexpr bool depends_on(F, X) {
  graph g;
  facts_map known;
  const list<formula_node> formula = formula_of(g, import(g, known, facts_of<F>, true));
  for (int i = 0; i < formula.size; ++i)
    if (formula.data[i].code == operation_code::symbol && is_same_symbol(*formula.data[i].leaf, facts_of<X>)) return true;
  return false;
}

}  // namespace nabla::detail

namespace nabla {
using detail::node_count, detail::op_count, detail::symbols_of, detail::depends_on;
}
