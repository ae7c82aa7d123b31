// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/typed.hpp>
#include <nabla/rules/family.hpp>
#include <nabla/support/frozen_list.hpp>

#include <utility>

namespace nabla::detail {

/// Stable forms that may begin with a function, at the first node of a formula where they may.
struct occurring_families {
  int node = 0;
  key function = 0;
  unsigned families = 0;
};

/// A recorded formula as a list, and its facts: `Recorded::nodes` are the nodes, the last is the root. No node has a type.
template <class Recorded>
struct recorded_list {
 private:
  static constexpr int size = Recorded::size;

  struct family_pass {
    // An entry asks the facts of operands, which are made for the while.
    static constexpr int run(list<occurring_families>& found) {
      list<facts> all(size);
      part_operations parts;
      for (int i = 0; i < size; ++i) {
        const formula_node& n = Recorded::nodes.data[i];
        facts& f = all.data[i];
        if (n.code == operation_code::symbol) {
          f = *n.leaf;
          continue;
        }
        f.op = is_set(n.op) ? n.op : &parts.at(n.places());
        f.function = f.op->arity > 0 ? f.op->id : 0;
        f.id = n.id;
        f.value = n.value;
        f.extents = n.extents();
        for (int k = 0; k < max_arity && n.operands[k] >= 0; ++k) {
          const facts& operand = all.data[n.operands[k]];
          f.operands[k] = &operand;
          f.below |= operand.below | function_bit(operand.function);
        }
        if (!is_set(f.op->families)) continue;
        const occurring_families here{i, f.function, f.op->families(f.operands)};
        bool known = here.families == 0;
        for (int k = 0; k < found.size && !known; ++k) known = found.data[k].function == here.function && found.data[k].families == here.families;
        if (!known) found.push(here);
      }
      return 0;
    }
  };
  using occurring = frozen_list<family_pass, occurring_families, 16>;
  template <int... K>
  static constexpr fixed_array<families_from_node, sizeof...(K)> lists(std::integer_sequence<int, K...>) {
    return {{{occurring::items.data[K].node, rule_of_key<occurring::items.data[K].function>::type::families::template found<occurring::items.data[K].families>()}...}};
  }
  static constexpr auto families = lists(std::make_integer_sequence<int, occurring::size>{});

  static constexpr bool has_matrices() {
    for (int i = 0; i < size; ++i) {
      const formula_node& n = Recorded::nodes.data[i];
      if (is_set(n.leaf) ? n.leaf->has_matrices : !is_set(n.op) || (n.op->arity > 0 && !n.op->elementwise)) return true;
    }
    return false;
  }

 public:
  static constexpr listed_formula list_of_nodes{Recorded::nodes.data, size, families.data, occurring::size};
  static constexpr facts root = [] {
    constexpr formula_node n = Recorded::nodes.data[size - 1];
    if constexpr (n.code == operation_code::symbol) return *n.leaf;
    facts f;
    if constexpr (n.part != part_kind::none) f.op = &operation_of<rule_of_part<n.places()>>;
    else f.op = n.op;
    f.id = n.id;
    f.value = n.value;
    f.extents = n.extents();
    f.has_matrices = has_matrices();
    if (f.op->arity == 0) return f;
    f.function = f.op->id;
    f.listed = &list_of_nodes;
    return f;
  }();
};

}  // namespace nabla::detail
