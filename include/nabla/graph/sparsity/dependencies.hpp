// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/walk.hpp>
#include <nabla/rules/matrix.hpp>

namespace nabla::detail {

/// Elements of a shape whose sizes are known.
constexpr int elements_of(const shape& s) { return s.rows.size * s.columns.size; }

/// Sets of input elements, by number. What is united with a part of itself stays one set, so that few are made.
struct input_sets {
  static constexpr int zero = 0;      ///< of an element that is zero whatever the inputs
  static constexpr int constant = 1;  ///< empty too

  list<int> members;  ///< of all sets, one behind the other
  list<int> first, count;
  list<int> seen;  ///< for each input: number of the last union that met it
  int unions = 0;

  constexpr explicit input_sets(int inputs) : seen(inputs) {
    add_set();
    add_set();
  }
  constexpr int add_set() {
    first.push(members.size);
    count.push(0);
    return first.size - 1;
  }
  constexpr int single(int input) {
    const int set = add_set();
    members.push(input);
    count.data[set] = 1;
    return set;
  }
  constexpr void add_members(int set) {
    for (int k = first.data[set], last = k + count.data[set]; k < last; ++k) {
      const int input = members.data[k];
      if (seen.data[input] == unions) continue;
      seen.data[input] = unions;
      members.push(input);
    }
  }
  /// The union of `size` sets, numbers get(0), get(1), …
  template <class Get>
  constexpr int unite(int size, Get get) {
    int largest = zero;
    bool more = false;
    for (int k = 0; k < size; ++k) {
      const int set = get(k);
      if (set == largest) continue;
      if (count.data[set] > 0 && count.data[largest] > 0) more = true;
      if (count.data[set] > count.data[largest] || (set == constant && largest == zero)) largest = set;
    }
    if (!more) return largest;
    const int made = add_set();
    ++unions;
    add_members(largest);
    for (int k = 0; k < size; ++k)
      if (get(k) != largest) add_members(get(k));
    count.data[made] = members.size - first.data[made];
    if (count.data[made] > count.data[largest]) return made;
    members.size = first.data[made];
    --first.size;
    --count.size;
    return largest;
  }
};

/// For each element of each node the set of elements of `inputs` that it depends on through derivatives that are not zero everywhere.
/// Elementwise functions, sums, products and whatever only moves elements are followed element by element; a result of another function
/// of whole matrices is taken to depend on all elements of its operands. All sizes are known. A template of nothing: who asks for no pattern pays for reading it only.
template <class Late>
struct dependencies {
  const graph& g;
  input_sets sets;
  list<int> first;     ///< of each node: where its elements begin, column by column
  list<int> elements;  ///< the set of each

  constexpr dependencies(const graph& from, const int* outputs, int output_count, const facts* const* inputs, int input_count, int input_elements)
      : g(from), sets(input_elements), first(from.nodes.size) {
    const list<int> readers = count_readers(g, outputs, output_count);
    for (int i = 0, place = 0; i < g.nodes.size; ++i) {
      if (readers.data[i] == 0) continue;
      first.data[i] = place;
      place += rows(i) * columns(i);
    }
    list<int> number(g.nodes.size);  // of the first element of an input, plus one
    for (int k = 0, next = 1; k < input_count; next += elements_of(inputs[k]->extents), ++k)
      if (const int node = g.find(*inputs[k]); node >= 0) number.data[node] = next;
    for (int i = 0; i < g.nodes.size; ++i) {
      if (readers.data[i] == 0) continue;
      for (int k = rows(i) * columns(i); k > 0; --k) elements.push(input_sets::constant);
      if (number.data[i] > 0) {
        for (int row = 0, next = number.data[i] - 1; row < rows(i); ++row)
          for (int column = 0; column < columns(i); ++column) at(i, row, column) = sets.single(next++);
      } else {
        visit(i);
      }
    }
  }

  constexpr int rows(int i) const { return g.shape_of(i).rows.size; }
  constexpr int columns(int i) const { return g.shape_of(i).columns.size; }
  constexpr int& at(int i, int row, int column) { return elements.data[first.data[i] + row + column * rows(i)]; }
  /// The element that broadcasting reads.
  constexpr int read(int i, int row, int column) { return at(i, rows(i) == 1 ? 0 : row, columns(i) == 1 ? 0 : column); }

  template <class Element>
  constexpr void fill(int i, Element element) {
    for (int column = 0; column < columns(i); ++column)
      for (int row = 0; row < rows(i); ++row) at(i, row, column) = element(row, column);
  }
  constexpr int product(int a, int b) {
    if (a == input_sets::zero || b == input_sets::zero) return input_sets::zero;
    return sets.unite(2, [&](int k) { return k == 0 ? a : b; });
  }
  /// The union over the rows × columns elements of operand a from (row, column) on.
  constexpr int block(int a, int row, int column, int height, int width) {
    return sets.unite(height * width, [&](int k) { return at(a, row + k % height, column + k / height); });
  }

  /// For each row the first of those above it, without a gap, that have its sets: all rows of weights are alike, and what they give is united once.
  constexpr list<int> first_rows_alike(int a) {
    list<int> like(rows(a));
    for (int row = 0; row < rows(a); ++row) {
      like.data[row] = row;
      const int before = row == 0 ? 0 : like.data[row - 1];
      int k = 0;
      while (k < columns(a) && at(a, row, k) == at(a, before, k)) ++k;
      if (k == columns(a)) like.data[row] = before;
    }
    return like;
  }

  constexpr void visit(int i) {
    const graph_node& n = g.nodes.data[i];
    const int a = n.operands[0], b = n.operands[1];
    switch (n.op->code) {
      case operation_code::constant: at(i, 0, 0) = n.value.numerator == 0 ? input_sets::zero : input_sets::constant; return;
      case operation_code::real: at(i, 0, 0) = input_sets::constant; return;
      case operation_code::symbol:
      case operation_code::placeholder:
      case operation_code::count: return;
      case operation_code::broadcast:
      case operation_code::negate: return fill(i, [&](int row, int column) { return read(a, row, column); });
      case operation_code::transpose: return fill(i, [&](int row, int column) { return at(a, column, row); });
      case operation_code::multiply:
      case operation_code::multiply_no_nan: return fill(i, [&](int row, int column) { return product(read(a, row, column), read(b, row, column)); });
      case operation_code::divide:
        return fill(i, [&](int row, int column) { return read(a, row, column) == input_sets::zero ? input_sets::zero : product(read(a, row, column), read(b, row, column)); });
      case operation_code::add:
      case operation_code::subtract:
        return fill(i, [&](int row, int column) { return sets.unite(2, [&](int k) { return read(k == 0 ? a : b, row, column); }); });
      case operation_code::where:
        return fill(i, [&](int row, int column) { return sets.unite(2, [&](int k) { return read(n.operands[k + 1], row, column); }); });
      case operation_code::matrix_product: {
        list<int> terms(columns(a));
        const list<int> like = first_rows_alike(a);
        return fill(i, [&](int row, int column) {
          if (like.data[row] != row) return at(i, like.data[row], column);
          for (int k = 0; k < terms.size; ++k) terms.data[k] = product(at(a, row, k), at(b, k, column));
          return sets.unite(terms.size, [&](int k) { return terms.data[k]; });
        });
      }
      default: break;
    }
    if (is_over_all(n.op->code)) at(i, 0, 0) = block(a, 0, 0, rows(a), columns(a));
    else if (is_over_rows(n.op->code)) fill(i, [&](int row, int) { return block(a, row, 0, 1, columns(a)); });
    else if (is_over_columns(n.op->code)) fill(i, [&](int, int column) { return block(a, 0, column, rows(a), 1); });
    else if (n.op->elementwise) elementwise(i);
    else if (is_set(n.op->move)) move(i);
    else whole(i);
  }

  constexpr void elementwise(int i) {
    const graph_node& n = g.nodes.data[i];
    int read_through[max_arity] = {}, count = 0;
    for (int k = 0; k < n.op->arity; ++k) {
      if (!is_flat(*n.op, k)) read_through[count++] = n.operands[k];
    }
    fill(i, [&](int row, int column) {
      const int set = sets.unite(count, [&](int k) { return read(read_through[k], row, column); });
      return set == input_sets::zero ? input_sets::constant : set;
    });
  }
  constexpr void move(int i) {
    const graph_node& n = g.nodes.data[i];
    auto view = [&](int node) { return element_handles{elements.data + first.data[node], rows(node), columns(node)}; };
    element_handles operands[max_arity];
    for (int k = 0; k < n.op->arity && n.operands[k] >= 0; ++k) operands[k] = view(n.operands[k]);
    move_elements(*n.op, view(i), operands);
  }
  constexpr void whole(int i) {
    const graph_node& n = g.nodes.data[i];
    int all = input_sets::constant;
    for (int k = 0; k < n.op->arity - (n.op->last_is_shape ? 1 : 0); ++k) {
      const int more = block(n.operands[k], 0, 0, rows(n.operands[k]), columns(n.operands[k]));
      all = sets.unite(2, [&](int side) { return side == 0 ? all : more; });
    }
    fill(i, [&](int, int) { return all; });
  }
};

}  // namespace nabla::detail
