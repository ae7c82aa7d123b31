// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/simplify/copy.hpp>
#include <nabla/graph/walk.hpp>

namespace nabla::detail {

// A sum of columns among zeros that follow one another, which is what the parts of a column get in a gradient, is a stack: nothing is added, and no zeros are written.
//
// put_rows<0, 2>(u) + put_rows<2, 2>(v) is vstack(u, v)

template <class Late>
struct put_joiner {
  static constexpr int most_terms = 16;
  const graph& from;
  graph& to;
  simplifier s;
  list<int> image;

  constexpr put_joiner(const graph& source, graph& target) : from(source), to(target), s(target, writing::definitions), image(source.nodes.size) {}

  static constexpr bool is_put(const graph& g, int i) { return i >= 0 && g.nodes.data[i].op->places.kind == part_kind::put && g.shape_of(i).columns.is_one() && g.shape_of(i).is_static(); }
  constexpr span rows_of(int put) const { return s.inside(rectangle_of(s.places_of_node(put)), to.shape_of(put)).rows; }

  /// The terms of a sum, as long as they are few.
  constexpr void add_terms(int i, list<int>& terms) const {
    if (to.nodes.data[i].op->code != operation_code::add || to.nodes.data[to.nodes.data[i].operands[0]].shape_index != to.nodes.data[i].shape_index || to.nodes.data[to.nodes.data[i].operands[1]].shape_index != to.nodes.data[i].shape_index || terms.size + 2 > most_terms) return terms.push(i);
    add_terms(to.nodes.data[i].operands[0], terms);
    add_terms(to.nodes.data[i].operands[1], terms);
  }
  /// Puts together two terms of which one begins where the other ends; false: there are none.
  constexpr bool join_two(list<int>& terms) {
    for (int a = 0; a < terms.size; ++a)
      for (int b = 0; b < terms.size; ++b) {
        const int upper = terms.data[a], lower = terms.data[b];
        if (a == b || !is_put(to, upper) || !is_put(to, lower) || rows_of(upper).end() != rows_of(lower).first) continue;
        const int pieces[] = {to.nodes.data[upper].operands[0], to.nodes.data[lower].operands[0]};
        const int first = a < b ? a : b, second = a < b ? b : a;
        terms.data[first] = s.put(s.stack(false, pieces, 2), {{rows_of(upper).first, rows_of(lower).end() - rows_of(upper).first}, {}}, to.nodes.data[upper].shape_index);
        for (int k = second + 1; k < terms.size; ++k) terms.data[k - 1] = terms.data[k];
        --terms.size;
        return true;
      }
    return false;
  }
  constexpr int sum_of(int a, int b) {
    list<int> terms;
    if (to.nodes.data[a].shape_index == to.nodes.data[b].shape_index) {
      add_terms(a, terms);
      add_terms(b, terms);
    }
    if (!join_two(terms)) return to.apply(operation_of<rule_for<add_rule, Late>>, a, b);
    while (join_two(terms)) {}
    int total = terms.data[0];
    for (int k = 1; k < terms.size; ++k) total = to.apply(operation_of<rule_for<add_rule, Late>>, total, terms.data[k]);
    return total;
  }
  constexpr int made(int i) {
    const operand_images operands(from, i, image);
    return from.nodes.data[i].op->code == operation_code::add ? sum_of(operands.data[0], operands.data[1]) : copy_as_it_stands(s, from, i, operands.data);
  }
};

/// Copies what `outputs` need from one graph to another, with such sums as stacks, and renumbers `outputs`; or leaves all as it is and returns false, where there are none.
template <class Late = void>
constexpr bool join_puts(const graph& from, graph& to, int* outputs, int output_count) {
  int puts = 0;
  for (int i = 0; i < from.nodes.size; ++i) puts += put_joiner<Late>::is_put(from, i) ? 1 : 0;
  if (puts < 2) return false;
  const list<int> readers = count_readers(from, outputs, output_count);
  put_joiner<Late> all(from, to);
  for (int i = 0; i < from.nodes.size; ++i) all.image.data[i] = readers.data[i] > 0 ? all.made(i) : -1;
  for (int k = 0; k < output_count; ++k) outputs[k] = all.image.data[outputs[k]];
  return true;
}

}  // namespace nabla::detail
