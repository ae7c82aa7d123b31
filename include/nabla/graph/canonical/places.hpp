// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/canonical/polynomial.hpp>
#include <nabla/rules/structure.hpp>

namespace nabla::detail {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wswitch-enum"  // "default" is what no pass knows by name, which is most functions

/// Where the parts of a formula stand, see place. Most functions make no number of what is none: below them an infinity and NaN may take each
/// other's place. 1 / u, exp(u) and atan(u) make a number of an infinity, u < v and heaviside(u) of NaN too; where(c, u, v) does so by its
/// condition only. A function that does not say (value_range) may do anything. For equivalent(), which speaks of points where both sides are
/// numbers, only what makes a number of NaN matters.
template <class Late = void>
struct canonical_places {
  const graph& from;
  bool equivalence;        ///< for equivalent()
  bool extended = false;   ///< what extends another function will be replaced by that
  known_values values;

  constexpr canonical_places(const graph& g, bool for_equivalence, bool are_extended = false) : from(g), equivalence(for_equivalence), extended(are_extended), values{g} {}

  /// Is it c z with a condition c and a z that is not always a number? That is computed as where(c, z, 0).
  constexpr bool is_choice(int i) {
    const graph_node& n = from.nodes.data[i];
    if (n.op->code != operation_code::multiply) return false;
    const bool first = from.is_condition(n.operands[0]), second = from.is_condition(n.operands[1]);
    return first != second && !values.is_finite(n.operands[first ? 1 : 0]);
  }

  /// The place of operand k of node i, if that stands at `at`.
  constexpr place of_operand(int i, int k, place at) {
    const int operand = from.nodes.data[i].operands[k];
    const operation& op = *from.nodes.data[i].op;
    const bool finite = values.is_finite(operand);
    if (op.is_condition) at = place::open;
    // where the sign of an infinity matters that of a zero does
    if (at == place::sheltered || op.range.signed_zero) return finite && !values.may_be_zero(operand) ? place::open : place::sheltered;
    if (finite) return place::open;
    switch (effect(from.nodes.data[i], k, at)) {
      case effects::none: return at;
      case effects::of_infinity: return equivalence || values[operand].never_infinite ? at : place::below;
      default: return values[operand].divides ? place::sheltered : place::below;
    }
  }

  /// The places of nodes; of several the one where least may become of a node.
  constexpr list<place> of_nodes(int root) {
    list<bool> needed(root + 1);
    list<place> result(root + 1);
    needed.data[root] = true;
    for (int i = root; i >= 0; --i)
      for (int k = 0; k < max_arity && needed.data[i]; ++k)
        if (const int operand = from.nodes.data[i].operands[k]; operand >= 0) {
          needed.data[operand] = true;
          if (const place at = of_operand(i, k, result.data[i]); at > result.data[operand]) result.data[operand] = at;
        }
    return result;
  }

 private:
  enum class effects {
    none,
    of_infinity,
    of_all
  };

  constexpr effects effect(const graph_node& n, int k, place at) const {
    const operation& op = *n.op;
    switch (op.code) {
      case operation_code::divide: return k == 1 ? effects::of_infinity : effects::none;
      case operation_code::broadcast:
      case operation_code::count: return effects::none;
      case operation_code::where: return k == 0 ? effects::of_all : effects::none;
      case operation_code::power:
        if (from.nodes.data[n.operands[1]].op->code == operation_code::constant) return from.nodes.data[n.operands[1]].value.numerator < 0 ? effects::of_infinity : effects::none;
        return equivalence ? effects::none : effects::of_all;
      default: break;
    }
    if (op.range.strict || is_set(op.move)) return effects::none;
    if (is_rule<inv_rule>(op)) return effects::of_infinity;
    if (extended && is_set(op.extends) && at == place::open) return effects::none;
    return equivalence && op.range.keeps_nan ? effects::none : effects::of_all;
  }
};

#pragma GCC diagnostic pop
}  // namespace nabla::detail
