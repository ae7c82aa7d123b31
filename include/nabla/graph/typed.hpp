// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/walk.hpp>
#include <nabla/rules/arithmetic.hpp>
#include <nabla/rules/stacks.hpp>
#include <nabla/support/frozen_list.hpp>

#include <utility>

namespace nabla::detail {

/// One node of a formula on its way from the graph back into a type.
struct formula_node {
  operation_number code = operation_code::other;
  key id = 0;  ///< of the rule
  const facts* leaf = nullptr;  ///< of a symbol
  int operands[max_arity] = {-1, -1, -1, -1};
  rational value;
  shape form;
  part_places places;  ///< of a part or a stack
};

/// The nodes that `roots` need, operands first. `roots` is renumbered.
constexpr list<formula_node> formula_of(const graph& g, list<int>& roots) {
  list<int> place = count_readers(g, roots.data, roots.size);  // then where a node stands in the formula
  list<formula_node> formula;
  for (int i = 0; i < place.size; ++i) {
    if (place.data[i] == 0) continue;
    const graph_node& n = g[i];
    formula_node f{.code = n.op->code, .id = n.op->id, .leaf = n.op->code == operation_code::symbol ? n.leaf : nullptr, .value = n.value, .form = g.form_of(i), .places = n.op->places};
    if (n.op->code == operation_code::count) f.form = g.forms.data[g.counted_form(i)];
    for (int k = 0; k < max_arity; ++k)
      if (n.operands[k] >= 0) f.operands[k] = place.data[n.operands[k]];
    place.data[i] = formula.size;
    formula.push(f);
  }
  for (int k = 0; k < roots.size; ++k) roots.data[k] = place.data[roots.data[k]];
  return formula;
}
/// The nodes that `root` needs; the root is the last.
constexpr list<formula_node> formula_of(const graph& g, int root) {
  list<int> roots;
  roots.push(root);
  return formula_of(g, roots);
}

/// The expression for node I of a formula, where `Formula::nodes` is a constant array. Instantiated in the order of the
/// nodes, so that no instantiation is deep.
template <class Formula, int I>
struct expression_at {
  static constexpr formula_node n = Formula::nodes.data[I];
  template <int K>
  using operand = typename expression_at<Formula, n.operands[K]>::type;
  static constexpr auto make() {
    if constexpr (n.code == operation_code::constant) return constant<n.value.numerator, n.value.denominator>{};
    else if constexpr (n.code == operation_code::real) return real_constant<n.value.numerator>{};
    else if constexpr (n.code == operation_code::symbol) return symbol_type<n.leaf>{};
    else if constexpr (n.code == operation_code::broadcast) return node_of<broadcast_rule, operand<0>, any_of_shape<n.form.rows, n.form.columns>>{};
    else if constexpr (n.code == operation_code::count) return node_of<count_rule, any_of_shape<n.form.rows, n.form.columns>>{};
    else if constexpr (n.places.kind != part_kind::none) return with_rule(rule_of_part<n.places>{}, std::make_integer_sequence<int, rule_of_part<n.places>::arity>{});
    else return with_rule(two_rules_have_one_text(rule_tag<n.id>{}), std::make_integer_sequence<int, decltype(two_rules_have_one_text(rule_tag<n.id>{}))::arity>{});
  }
  template <class Rule, int... K>
  static constexpr auto with_rule(Rule, std::integer_sequence<int, K...>) {
    if constexpr (operation_of<Rule>.last_is_shape) return node_of<Rule, operand<0>, any_of_shape<n.form.rows, n.form.columns>>{};
    else return node_of<Rule, operand<K>...>{};
  }
  using type = decltype(make());
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
inline constexpr int usual_formula = 48;

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
