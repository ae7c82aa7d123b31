// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/real.hpp>
#include <nabla/graph/parts.hpp>
#include <nabla/rules/operation.hpp>
#include <nabla/support/list.hpp>
#include <nabla/support/raise.hpp>

namespace nabla::detail {

/// One node of the graph: an operation on earlier nodes.
// No initialisers: room for nodes is made without them, see list.
struct graph_node {
  const operation* op;
  key id;
  int operands[max_arity];
  int shape_index;     ///< index into graph::shapes
  rational value;      ///< of a constant; index of a placeholder
  const facts* leaf;   ///< of a symbol
  int next;            ///< the graph's own: another node in the same place of its table
  bool names_forms;    ///< the graph's own, too: has its function, or one right below, stable forms? Elsewhere nobody looks for them
  int as_written;      ///< the graph's own, too: the node as it was written before it was taken apart, or -1
};
/// What a node begins as: no operands, a number.
inline constexpr graph_node no_node{nullptr, 0, {-1, -1, -1, -1}, 0, {0, 1}, nullptr, -1, false, -1};

/// Formulas as a value: nodes in topological order, operands first. Hash-consed: equal nodes are one node.
/// Every pass is an ordinary constexpr function over it, at compile time and at run time alike.
struct graph {
  list<graph_node> nodes;
  list<shape> shapes;   ///< distinct shapes; number 0 is the scalar
  list<const rewrite_table*> families;  ///< stable forms that may occur besides those that the functions name, the general ones last
  int special_families = 0;
  pullback_table pullbacks;  ///< beside those that the functions name
  bool has_conditions = false;  ///< is there a node that is_condition() could be true of?
  bool keeps_written = false;  ///< what is taken apart is kept as it was written, too, where stable forms may ask for it
  bool keeps_order = false;  ///< operands of commutative functions stay as they were written, for printers: x y and y x are two nodes
  list<int> table;     ///< in the place of a key: index of a node + 1, or 0, and the others follow it by `next`; the size is a power of two, or 0
  part_operations parts;

  constexpr graph() { shapes.push(shape{}); }

  constexpr const graph_node& operator[](int i) const { return nodes.data[i]; }
  constexpr const shape& shape_of(int i) const { return shapes.data[nodes.data[i].shape_index]; }
  constexpr operation_number code_of(int i) const { return nodes.data[i].op->code; }
  /// Does c z with this node as c choose z, as where(c, z, 0)? What stops a gradient does not stop that.
  constexpr bool is_condition(int i) const {
    while (nodes.data[i].op->range.opaque) i = nodes.data[i].operands[0];
    return nodes.data[i].op->is_condition;
  }

  /// The shape, by its number, of which node i counts the elements: that of the operand, as count(A) is written, or the one that a pass has put there.
  constexpr int counted_shape(int i) const {
    const graph_node& n = nodes.data[i];
    return n.operands[0] >= 0 ? nodes.data[n.operands[0]].shape_index : static_cast<int>(n.value.numerator);
  }

  /// The derivative of a function by its operand k, or its pullback; null where none is known.
  constexpr const facts* derivative_of(const operation& op, int k) const {
    if (is_set(op.derivatives[k]) || pullbacks.count == 0) return op.derivatives[k];
    for (int i = 0; i < pullbacks.count; ++i)
      if (is_same_object(pullbacks.rows[i].op, &op) && pullbacks.rows[i].moves == 0) return pullbacks.rows[i].derivatives[k];
    return nullptr;
  }

  /// The same of a late rule of this key.
  constexpr const facts* late_derivative_of(key rule, int k) const {
    for (int i = 0; i < pullbacks.count; ++i)
      if (pullbacks.rows[i].op->id == rule) return pullbacks.rows[i].derivatives[k];
    return nullptr;
  }

  /// What is known of a loop that carries tangents of these elements; null where nobody has asked yet.
  constexpr const late_pullbacks* with_tangents(const operation& op, std::uint64_t moves) const {
    for (int i = 0; i < pullbacks.count; ++i)
      if (is_same_object(pullbacks.rows[i].op, &op) && pullbacks.rows[i].moves == moves) return &pullbacks.rows[i];
    return nullptr;
  }

  constexpr int shape_index(const shape& s) {
    for (int i = 0; i < shapes.size; ++i) {  // numbers first: a call is what a constant expression takes longest for
      const shape& known = shapes.data[i];
      if (known.rows.size == s.rows.size && known.columns.size == s.columns.size && known.rows.more == s.rows.more && known.columns.more == s.columns.more && known == s) return i;
    }
    shapes.push(s);
    return shapes.size - 1;
  }

  /// Is it the same node? Everything counts; the key only finds.
  static constexpr bool is_same(const graph_node& a, const graph_node& b) {
    if (a.id != b.id || !is_same_object(a.op, b.op) || a.shape_index != b.shape_index || !(a.value == b.value)) return false;
    for (int i = 0; i < max_arity; ++i)
      if (a.operands[i] != b.operands[i]) return false;
    if (a.op->code == operation_code::symbol) return is_set(b.leaf) && is_same_symbol(*a.leaf, *b.leaf);  // g++ warns of a constant that is compared with a symbol, at -O3
    return a.op->code != operation_code::placeholder || is_same_object(a.leaf, b.leaf);
  }

  /// Where the chain of a key begins in the table.
  constexpr unsigned place_of(key id) const { return static_cast<unsigned>(id) & (static_cast<unsigned>(table.size) - 1); }

  /// The node of this symbol, or -1.
  constexpr int find(const facts& symbol) const {
    if (table.size == 0) return -1;
    for (int i = table.data[place_of(symbol.id)] - 1; i >= 0; i = nodes.data[i].next)
      if (nodes.data[i].op->code == operation_code::symbol && is_same_symbol(*nodes.data[i].leaf, symbol)) return i;
    return -1;
  }

  /// The node equal to this one, new or known.
  constexpr int insert(const graph_node& n) {
    if (n.op->places.kind != part_kind::none)
      if (const operation& own = parts.at(n.op->places); !is_same_object(&own, n.op)) {
        graph_node part = n;
        part.op = &own;
        return insert(part);
      }
    if (nodes.size >= table.size) rehash();
    int& first = table.data[static_cast<unsigned>(n.id) & (static_cast<unsigned>(table.size) - 1)];  // not place_of(n.id): a call is what a constant expression takes longest for
    for (int i = first - 1; i >= 0; i = nodes.data[i].next)
      if (nodes.data[i].id == n.id && is_same(nodes.data[i], n)) return i;
    has_conditions = has_conditions || n.op->is_condition;
    if (nodes.size == nodes.capacity) nodes.grow();
    bool forms = n.op->rewrites.count > 0;
    for (int k = 0; k < n.op->arity && n.operands[k] >= 0 && !forms; ++k) forms = nodes.data[n.operands[k]].op->rewrites.count > 0;
    graph_node& added = nodes.data[nodes.size];
    added = n;
    added.next = first - 1;
    added.names_forms = forms;
    added.as_written = -1;
    return (first = ++nodes.size) - 1;
  }
  /// A node by itself, whether or not there is one like it.
  constexpr int append(const graph_node& n) {
    has_conditions = has_conditions || n.op->is_condition;
    nodes.push(n);
    nodes.data[nodes.size - 1].as_written = -1;
    if (nodes.size > table.size) {
      rehash();
      return nodes.size - 1;
    }
    int& first = table.data[place_of(n.id)];
    nodes.data[nodes.size - 1].next = first - 1;
    return (first = nodes.size) - 1;
  }

  /// All from number `first` on. Of the nodes in one place of the table the last is the first.
  constexpr void take_away(int first) {
    while (nodes.size > first) {
      const graph_node& n = nodes.data[--nodes.size];
      table.data[place_of(n.id)] = n.next + 1;
    }
  }

  constexpr void rehash() {
    table = list<int>(table.size == 0 ? 32 : table.size * 4);
    const unsigned mask = static_cast<unsigned>(table.size) - 1;
    for (int i = 0; i < nodes.size; ++i) {
      int& first = table.data[static_cast<unsigned>(nodes.data[i].id) & mask];
      nodes.data[i].next = first - 1;
      first = i + 1;
    }
  }

  constexpr int constant(const rational& value) {
    graph_node n = no_node;
    n.op = &constant_operation;
    n.id = constant_key(value);
    n.value = value;
    return insert(n);
  }
  constexpr int constant(std::int64_t value) { return constant(rational{value, 1}); }
  /// A double, exactly itself.
  constexpr int number(double value) {
    if (const checked_rational fraction = short_fraction(value); fraction.fits) return constant(fraction.value);
    return real(bits_of(value));
  }
  constexpr int real(const rational& bits) {
    graph_node n = no_node;
    n.op = &real_operation;
    n.id = real_key(bits);
    n.value = bits;
    return insert(n);
  }

  /// A node as it stands, nothing simplified.
  constexpr int apply(const operation& op, int a, int b = -1, int c = -1, int d = -1) {
    graph_node n = no_node;
    n.op = &op;
    n.operands[0] = a;
    n.operands[1] = b;
    n.operands[2] = c;
    n.operands[3] = d;
    key id = op.id;
    bool scalars = op.elementwise;
    for (int i = 0; i < op.arity; ++i) {
      const graph_node& operand = nodes.data[n.operands[i]];
      id = mix(id, operand.id);
      scalars = scalars && operand.shape_index == 0;
    }
    n.id = id;
    if (!scalars) n.shape_index = inferred_shape_index(n);
    return insert(n);
  }

  /// A node as it stands whose operands do not tell its shape and its value, as a window: both are given.
  constexpr int insert_given(graph_node n) {
    n.id = n.op->id;
    for (int i = 0; i < n.op->arity; ++i) n.id = mix(n.id, nodes.data[n.operands[i]].id);
    n.id = mix(mix(n.id, static_cast<key>(n.value.numerator)), static_cast<key>(n.value.denominator));
    return insert(n);
  }

  /// The order of nodes: by key, and where two have one key by what they are, so that it is the same in every graph.
  constexpr bool is_before(int a, int b) const { return nodes.data[a].id != nodes.data[b].id ? nodes.data[a].id < nodes.data[b].id : order_by_content(a, b) < 0; }
  constexpr int order_by_content(int a, int b) const {
    if (a == b) return 0;
    const graph_node &first = nodes.data[a], &second = nodes.data[b];
    const auto order = [](const auto& u, const auto& v) { return u < v ? -1 : (v < u ? 1 : 0); };
    if (const int result = order(first.id, second.id); result != 0) return result;
    if (const int result = order(first.op->id, second.op->id); result != 0) return result;
    if (const int result = order_of(shape_of(a), shape_of(b)); result != 0) return result;
    if (first.op->code == operation_code::count && first.operands[0] < 0 && second.operands[0] < 0) return order_of(shapes.data[first.value.numerator], shapes.data[second.value.numerator]);
    if (const int result = order(first.value.numerator, second.value.numerator); result != 0) return result;
    if (const int result = order(first.value.denominator, second.value.denominator); result != 0) return result;
    if (first.op->code == operation_code::symbol) {
      const int result = order_of(first.leaf->symbol->name, second.leaf->symbol->name);
      return result != 0 ? result : order(first.leaf->symbol->kind, second.leaf->symbol->kind);
    }
    for (int i = 0; i < max_arity; ++i) {
      if (first.operands[i] < 0 || second.operands[i] < 0) {
        if (first.operands[i] != second.operands[i]) return order(first.operands[i], second.operands[i]);
      } else if (const int result = order_by_content(first.operands[i], second.operands[i]); result != 0) return result;
    }
    return order(a, b);
  }

  constexpr int inferred_shape_index(const graph_node& n) {
    if (n.op->elementwise && n.op->arity == 1) return nodes.data[n.operands[0]].shape_index;
    if (n.op->elementwise && n.op->arity == 2) {
      const int a = nodes.data[n.operands[0]].shape_index, b = nodes.data[n.operands[1]].shape_index;
      if (a == b || b == 0) return a;
      if (a == 0) return b;
    }
    int of[max_arity] = {};
    for (int i = 0; i < n.op->arity; ++i) of[i] = nodes.data[n.operands[i]].shape_index;
    const shape operands[max_arity] = {shapes.data[of[0]], shapes.data[of[1]], shapes.data[of[2]], shapes.data[of[3]]};
    const inferred_shape result = n.op->places.kind != part_kind::none ? infer_part(n.op->places, operands) : n.op->infer(operands);
    if (result.problem != nullptr) raise(internal_error("nabla: a rule combines shapes that do not agree"));
    return shape_index(result.extents);
  }
};

}  // namespace nabla::detail
