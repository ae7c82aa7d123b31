// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/formula_node.hpp>
#include <nabla/graph/graph.hpp>
#include <nabla/rules/arithmetic.hpp>
#include <nabla/rules/stacks.hpp>
#include <nabla/support/frozen_list.hpp>

#include <utility>

namespace nabla::detail {

/// Of a function with nothing but operands in its type how many these are, else -1.
constexpr int operands_spelled(const formula_node& n) {
  if (!is_set(n.op)) return -1;
  const operation& op = *n.op;
  return op.code == operation_code::broadcast || op.code == operation_code::count || op.places.kind != part_kind::none || op.last_is_shape ? -1 : op.arity;
}

/// The nodes that `roots` need, operands first, in the order in which import() meets them. `roots` is renumbered.
constexpr list<formula_node> formula_of(const graph& g, list<int>& roots) {
  list<int> place(g.nodes.size), todo;  // where a node stands in the formula, counted from 1
  list<formula_node> formula;
  for (int r = 0; r < roots.size; ++r) {
    todo.push(roots.data[r]);
    while (todo.size > 0) {
      const int i = todo.data[todo.size - 1];
      const graph_node& n = g.nodes.data[i];
      const int waiting = todo.size;
      for (int k = n.op->arity - 1; k >= 0 && place.data[i] == 0; --k)
        if (n.operands[k] >= 0 && place.data[n.operands[k]] == 0) todo.push(n.operands[k]);
      if (todo.size > waiting) continue;
      --todo.size;
      if (place.data[i] != 0) continue;
      formula_node& f = formula.add();
      f = no_formula_node;  // and only what else it is is written
      f.code = n.op->code;
      f.id = n.id;
      if (n.op->places.kind == part_kind::none) f.op = n.op;
      else f.set_places(n.op->places);
      if (n.shape_index != 0) f.set_extents(g.shape_of(i));
      if (f.code == operation_code::count) f.set_extents(g.shapes.data[g.counted_shape(i)]);
      if (f.code == operation_code::symbol) f.leaf = n.leaf;
      if (n.op->arity == 0) f.value = n.value;
      for (int k = 0; k < n.op->arity && n.operands[k] >= 0; ++k) f.operands[k] = place.data[n.operands[k]] - 1;
      place.data[i] = formula.size;
    }
    roots.data[r] = place.data[roots.data[r]] - 1;
  }
  return formula;
}
/// The nodes that `root` needs; the root is the last.
constexpr list<formula_node> formula_of(const graph& g, int root) {
  list<int> roots;
  roots.push(root);
  return formula_of(g, roots);
}

template <key Id>
struct rule_of_key {
  using type = decltype(two_rules_have_one_text(rule_tag<Id>{}));
};

/// The expression for node I of a formula, where `Formula::nodes` is a constant array. Instantiated in the order of the
/// nodes, so that no instantiation is deep.
template <class Formula, int I>
struct expression_at;
template <class Formula, int I, int K>
using operand_at = typename expression_at<Formula, Formula::nodes.data[I].operands[K]>::type;

// By its number of operands, of which there are few: a function that finds the type would be compiled for each node.
template <int Operands>
struct spelled_expression {
  template <class Formula, int I>
  static constexpr auto make() {
    constexpr formula_node n = Formula::nodes.data[I];
    if constexpr (n.code == operation_code::constant) return constant<n.value.numerator, n.value.denominator>{};
    else if constexpr (n.code == operation_code::real) return real_constant<n.value.numerator>{};
    else if constexpr (n.code == operation_code::symbol) return symbol_type<n.leaf>{};
    else if constexpr (n.code == operation_code::broadcast) return node_of<broadcast_rule, operand_at<Formula, I, 0>, any_of_shape<n.extents().rows, n.extents().columns>>{};
    else if constexpr (n.code == operation_code::count) return node_of<count_rule, any_of_shape<n.extents().rows, n.extents().columns>>{};
    else if constexpr (n.part != part_kind::none) {
      constexpr part_places places = n.places();  // as an argument itself the call is an internal error of g++ 12
      return with_rule<Formula, I>(rule_of_part<places>{}, std::make_integer_sequence<int, rule_of_part<places>::arity>{});
    } else return with_rule<Formula, I>(typename rule_of_key<n.op->id>::type{}, std::make_integer_sequence<int, rule_of_key<n.op->id>::type::arity>{});
  }
  template <class Formula, int I, class Rule, int... K>
  static constexpr auto with_rule(Rule, std::integer_sequence<int, K...>) {
    if constexpr (operation_of<Rule>.last_is_shape) {
      constexpr shape extents = Formula::nodes.data[I].extents();
      return node_of<Rule, operand_at<Formula, I, 0>, any_of_shape<extents.rows, extents.columns>>{};
    } else return node_of<Rule, operand_at<Formula, I, K>...>{};
  }
  template <class Formula, int I>
  using type = decltype(make<Formula, I>());
};
template <>
struct spelled_expression<1> {
  template <class Formula, int I>
  using type = node_of<typename rule_of_key<Formula::nodes.data[I].op->id>::type, operand_at<Formula, I, 0>>;
};
template <>
struct spelled_expression<2> {
  template <class Formula, int I>
  using type = node_of<typename rule_of_key<Formula::nodes.data[I].op->id>::type, operand_at<Formula, I, 0>, operand_at<Formula, I, 1>>;
};

template <class Formula, int I>
struct expression_at {
  using type = typename spelled_expression<operands_spelled(Formula::nodes.data[I])>::template type<Formula, I>;
};

template <class Formula, int Count>
struct last_expression {
  template <int... I>
  static constexpr auto make(std::integer_sequence<int, I...>) {
    const bool in_order[] = {Expression<typename expression_at<Formula, I>::type>...};
    (void)in_order;
    return typename expression_at<Formula, Count - 1>::type{};
  }
  using type = decltype(make(std::make_integer_sequence<int, Count>{}));
};

/// Formulas of so many nodes are built once.
inline constexpr int usual_formula = 512;

/// What a graph builder makes, as a constant: `Builder::build(graph&)` returns what has a `root`, and is kept as `built`.
template <class Builder>
struct frozen_formula {
 private:
  struct pass {
    static constexpr auto run(list<formula_node>& formula) {
      graph g;
      const auto made = Builder::build(g);
      formula = formula_of(g, made.root);
      return made;
    }
  };
  using found = frozen_list<pass, formula_node, usual_formula>;

 public:
  static constexpr const auto& built = found::rest;
  static constexpr const auto& nodes = found::items;
  static constexpr int size = found::size;
};
struct built_formula {
  int root = 0;
};
/// The same as a type.
template <class Builder>
struct formula_type {
  using type = typename last_expression<frozen_formula<Builder>, frozen_formula<Builder>::size>::type;
};

}  // namespace nabla::detail
