// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/formula_node.hpp>
#include <nabla/graph/simplify/simplify.hpp>

namespace nabla::detail {

/// From expressions to numbers: chains, like the table of the graph. One expression is one object of facts.
struct facts_map {
  struct entry {
    const facts* expression;
    int value, next;
  };
  list<entry> entries;
  list<int> table;  ///< index of an entry + 1, or 0

  /// -1 where it is not known.
  constexpr int find(const facts& f) const {
    if (table.size == 0) return -1;
    int i = table.data[static_cast<unsigned>(f.id) & (static_cast<unsigned>(table.size) - 1)] - 1;
    while (i >= 0 && !is_same_object(entries.data[i].expression, &f)) i = entries.data[i].next;
    return i < 0 ? -1 : entries.data[i].value;
  }
  /// Of what was known already the last number is found.
  constexpr void add(const facts& f, int value) {
    entries.push({&f, value, -1});
    if (entries.size <= table.size) return chain(entries.size - 1);
    table = list<int>(table.size == 0 ? 32 : table.size * 4);
    for (int i = 0; i < entries.size; ++i) chain(i);
  }

 private:
  constexpr void chain(int i) {
    int& first = table.data[static_cast<unsigned>(entries.data[i].expression->id) & (static_cast<unsigned>(table.size) - 1)];
    entries.data[i].next = first - 1;
    first = i + 1;
  }
};

/// What is general comes last.
constexpr void learn(graph& g, const family_list& families) {
  for (const rewrite_table* family : families.tables) {
    bool known = !is_set(family);
    for (int i = 0; !known && i < g.families.size; ++i) known = is_same_object(g.families.data[i], family);
    if (known) continue;
    g.families.push(family);
    if (family->is_general) continue;
    int place = g.families.size - 1;
    for (; place > g.special_families; --place) g.families.data[place] = g.families.data[place - 1];
    g.families.data[place] = family;
    ++g.special_families;
  }
}

template <bool Simplify>
constexpr int import_as(graph& g, facts_map& known, const facts& root);
/// Who makes the nodes: of formulas as they were written none that simplifies, so that who prints one compiles no simplification into the program.
template <bool Simplify>
using maker_of = std::conditional_t<Simplify, simplifier, node_maker>;
/// Adds a formula that is a list. It was simplified as it was written down: of its own symbols, and without forms that only lists tell of, it stays what it is.
template <bool Simplify>
constexpr int import_list(graph& g, facts_map& known, const listed_formula& formula) {
  maker_of<Simplify> s{g};
  list<int> made(formula.size);
  bool same = true;
  for (int i = 0, next = 0; i < formula.size; ++i) {
    const formula_node& n = formula.nodes[i];
    for (; next < formula.family_count && formula.families[next].node == i; ++next) learn(g, *formula.families[next].families);
    int& node = made.data[i];
    if (n.code == operation_code::symbol) {
      node = import_as<Simplify>(g, known, *n.leaf);
      same = same && g.nodes.data[node].id == n.id;
      continue;
    }
    graph_node added = no_node;
    for (int k = 0; k < max_arity && n.operands[k] >= 0; ++k) added.operands[k] = made.data[n.operands[k]];
    const int* operands = added.operands;
    if (n.code == operation_code::constant) node = g.constant(n.value);
    else if (n.code == operation_code::real) node = g.real(n.value);
    else if (n.code == operation_code::broadcast) node = s.broadcast_to(operands[0], g.shape_index(n.extents()));
    else if (n.code == operation_code::count) node = s.count(g.shape_index(n.extents()));
    else {
      added.op = is_set(n.op) ? n.op : &g.parts.at(n.places());
      if (added.op->last_is_shape) node = s.with_shape(*added.op, operands[0], g.shape_index(n.extents()));
      else if (same && (!Simplify || (g.families.size == 0 && !g.keeps_order))) {
        added.id = n.id;
        if (!n.is_scalar()) added.shape_index = g.shape_index(n.extents());
        node = g.insert(added);
      } else if constexpr (Simplify) node = s.make(*added.op, operands[0], operands[1], operands[2], operands[3]);
      else node = g.apply(*added.op, operands[0], operands[1], operands[2], operands[3]);
    }
  }
  return made.data[formula.size - 1];
}

/// Adds an expression, as it was written or simplified on the way, and returns its node.
/// Post-order with a stack of its own: no limit on depth. `known` maps expressions to nodes.
template <bool Simplify>
constexpr int import_as(graph& g, facts_map& known, const facts& root) {
  if (is_set(root.listed)) return import_list<Simplify>(g, known, *root.listed);
  maker_of<Simplify> s{g};
  const std::uint64_t forms = function_bit(function_key("exp")) | function_bit(function_key("sqrt")) | function_bit(function_key("rsqrt")) | function_bit(function_key("pow"));
  if constexpr (Simplify) g.keeps_written = root.has_matrices && ((root.below | function_bit(root.function)) & forms) != 0;
  list<const facts*> todo;
  todo.push(&root);
  int node = -1;
  while (todo.size > 0) {
    const facts& f = *todo.data[todo.size - 1];
    node = known.find(f);
    if (node < 0) {
      graph_node n = no_node;
      bool ready = true;
      // of what stands for a shape only the shape is read
      const bool shape_only = f.op->arity > 0 && f.operands[f.op->arity - 1]->op->code == operation_code::placeholder && f.operands[f.op->arity - 1]->value.numerator < 0;
      const int arity = f.op->arity - (shape_only ? 1 : 0);
      for (int i = arity - 1; i >= 0; --i) {
        n.operands[i] = known.find(*f.operands[i]);
        if (n.operands[i] < 0) {
          todo.push(f.operands[i]);
          ready = false;
        }
      }
      if (!ready) continue;
      if (is_set(f.families)) learn(g, *f.families);
      if (shape_only) {
        const int shape_index = g.shape_index(f.operands[arity]->extents);
        node = f.op->last_is_shape ? s.with_shape(*f.op, n.operands[0], shape_index) : (f.op->code == operation_code::count ? s.count(shape_index) : s.broadcast_to(n.operands[0], shape_index));
      } else {
        if constexpr (Simplify)
          if (arity > 0) node = s.make(*f.op, n.operands[0], n.operands[1], n.operands[2], n.operands[3]);
        if (node < 0) {
          n.op = f.op;
          n.id = f.id;
          if (!f.extents.is_scalar()) n.shape_index = g.shape_index(f.extents);
          n.value = f.value;
          n.leaf = &f;
          node = g.insert(n);
        }
      }
      known.add(f, node);
    }
    --todo.size;
  }
  g.keeps_written = false;
  return node;
}
constexpr int import(graph& g, facts_map& known, const facts& root, bool simplify) { return simplify ? import_as<true>(g, known, root) : import_as<false>(g, known, root); }

}  // namespace nabla::detail
