// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/simplify/copy.hpp>
#include <nabla/graph/walk.hpp>
#include <nabla/rules/structure.hpp>

namespace nabla::detail {

// A sum of matrices that only products read, and of which a term is a product that nobody else reads, is not computed where its terms times what it is multiplied with cost less.
//
//     (Q * R + R * Q) * v        → Q * R * v + R * Q * v
//     (Q + u * transpose(u)) * v → Q * v + u * transpose(u) * v
//     (Q + u * transpose(u)) * R → (Q + u * transpose(u)) * R
//     transpose(u) * (Q * R - R) → transpose(u) * (Q * R) - transpose(u) * R
//
// Brackets come after, see associate.hpp: Q * (R * v). A product is rounded before it is added, too: values change by rounding only.

/// A formula on its way from one graph to another, such sums distributed.
template <class Late>
struct sum_distribution {
  static constexpr int most = 8;  ///< terms of a sum
  struct term {
    int node;
    bool negative;
  };

  const graph& from;
  simplifier s;
  list<int> readers;
  list<int> products;    ///< of which a node is a factor
  list<int> transposes;  ///< number of the transpose + 1, or 0
  list<bool> dissolves;  ///< is the sum left to its readers?
  list<int> image;

  constexpr sum_distribution(const graph& source, graph& to)
      : from(source), s(to, writing::definitions), products(source.nodes.size), transposes(source.nodes.size), dissolves(source.nodes.size), image(source.nodes.size) {}

  constexpr const graph_node& node(int i) const { return from.nodes.data[i]; }
  constexpr operation_number code(int i) const { return node(i).op->code; }
  constexpr bool is_sum(int i) const { return code(i) == operation_code::add || code(i) == operation_code::subtract; }
  static constexpr double size(const extent& e) { return e.is_named() ? 1000 : e.size; }
  constexpr double rows(int i) const { return size(from.shape_of(i).rows); }
  constexpr double columns(int i) const { return size(from.shape_of(i).columns); }
  constexpr int below_transpose(int i) const { return code(i) == operation_code::transpose ? node(i).operands[0] : i; }

  /// The terms of a sum, sums within it and what is negated among them; false where there are too many, or one is broadcast.
  constexpr bool add_terms(int i, bool negative, term* terms, int& count) const {
    for (int k = 0; k < node(i).op->arity; ++k) {
      const int operand = node(i).operands[k];
      const bool minus = negative != (code(i) == operation_code::negate || (k == 1 && code(i) == operation_code::subtract));
      if (node(operand).shape_index != node(i).shape_index) return false;
      if (readers.data[operand] == 1 && (is_sum(operand) || code(operand) == operation_code::negate)) {
        if (!add_terms(operand, minus, terms, count)) return false;
      } else {
        if (count == most) return false;
        terms[count++] = {operand, minus};
      }
    }
    return true;
  }
  constexpr bool only_products_read(int i) const {
    const int transposed = transposes.data[i] - 1;
    return products.data[i] + (transposed >= 0 && products.data[transposed] == readers.data[transposed] ? 1 : 0) == readers.data[i];
  }
  /// The inner size of a product that only this sum reads, or 0.
  constexpr double inner_of(int i) const {
    const int below = below_transpose(i);
    return code(below) == operation_code::matrix_product && readers.data[i] == 1 && readers.data[below] == 1 ? columns(node(below).operands[0]) : 0;
  }
  constexpr bool pays(int i) const {
    term terms[most] = {};
    int count = 0;
    if (!add_terms(i, false, terms, count)) return false;
    const double m = rows(i), n = columns(i);
    double before = (count - 1) * m * n, after = 0, of_terms = 0, sums = 0;
    for (int t = 0; t < count; ++t) {
      const double inner = inner_of(terms[t].node);
      before += inner * m * n;
      of_terms += inner > 0 ? inner * (m + n) : m * n;
    }
    for (int j = i + 1; j < from.nodes.size; ++j) {
      if (readers.data[j] == 0 || code(j) != operation_code::matrix_product) continue;
      for (int k = 0; k < 2; ++k) {
        if (below_transpose(node(j).operands[k]) != i) continue;
        if (const int other = below_transpose(node(j).operands[1 - k]); other == i || dissolves.data[other]) return false;
        const double width = k == 0 ? columns(j) : rows(j);
        before += m * n * width;
        after += of_terms * width;
        sums += (count - 1) * (k == 0 ? rows(j) : columns(j)) * width;
      }
    }
    return after + sums < before;
  }
  constexpr bool find(const int* outputs, int count) {
    bool any = false;
    readers = count_readers(from, outputs, count, 2);
    for (int i = 0; i < from.nodes.size; ++i) {
      if (readers.data[i] == 0) continue;
      if (code(i) == operation_code::transpose) transposes.data[node(i).operands[0]] = i + 1;
      if (code(i) == operation_code::matrix_product)
        for (int k = 0; k < 2; ++k) ++products.data[node(i).operands[k]];
    }
    for (int i = 0; i < from.nodes.size; ++i) {
      dissolves.data[i] = readers.data[i] > 0 && is_sum(i) && node(i).shape_index != 0 && only_products_read(i) && pays(i);
      any = any || dissolves.data[i];
    }
    return any;
  }

  constexpr int transposed(int i) { return s.make(operation_of<rule_for<transpose_rule, Late>>, i); }
  /// A term or its transpose; of a product that nobody else reads the factors are transposed, where brackets find them.
  constexpr int written(int i, bool turned) {
    const int below = below_transpose(i);
    if (inner_of(i) > 0 && turned != (below != i)) return s.make(*node(below).op, transposed(image.data[node(below).operands[1]]), transposed(image.data[node(below).operands[0]]));
    return turned ? transposed(image.data[i]) : image.data[i];
  }
  constexpr int product_with(int i, int side) {
    const int factor = node(i).operands[side], sum = below_transpose(factor), other = node(i).operands[1 - side];
    term terms[most] = {};
    int count = 0, result = -1;
    add_terms(sum, false, terms, count);
    for (int t = 0; t < count; ++t) {
      const int factor_made = written(terms[t].node, sum != factor);
      const int made = side == 0 ? s.make(*node(i).op, factor_made, image.data[other]) : s.make(*node(i).op, image.data[other], factor_made);
      if (result < 0) result = terms[t].negative ? s.negate(made) : made;
      else result = terms[t].negative ? s.subtract(result, made) : s.add(result, made);
    }
    return result;
  }
  constexpr void run(int* outputs, int count) {
    for (int i = 0; i < from.nodes.size; ++i) {
      if (readers.data[i] == 0 || dissolves.data[i] || (code(i) == operation_code::transpose && dissolves.data[node(i).operands[0]])) continue;
      if (code(i) == operation_code::matrix_product && (dissolves.data[below_transpose(node(i).operands[0])] || dissolves.data[below_transpose(node(i).operands[1])])) {
        image.data[i] = product_with(i, dissolves.data[below_transpose(node(i).operands[0])] ? 0 : 1);
        continue;
      }
      image.data[i] = copy_node(s, from, i, operand_images(from, i, image).data);
    }
    for (int k = 0; k < count; ++k) outputs[k] = image.data[outputs[k]];
  }
};

/// Copies what `outputs` need from one graph to another, with sums of products distributed, and renumbers `outputs`; or leaves all as it is and returns false, where no sum is dearer than its terms.
template <class Late = void>
constexpr bool distribute_sums(const graph& from, graph& to, int* outputs, int count) {
  if (from.shapes.size == 1 || !has_factor(from, operation_code::add, operation_code::subtract)) return false;
  sum_distribution<Late> all(from, to);
  if (!all.find(outputs, count)) return false;
  all.run(outputs, count);
  return true;
}

}  // namespace nabla::detail
