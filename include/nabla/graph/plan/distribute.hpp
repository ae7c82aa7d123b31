// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/simplify/copy.hpp>
#include <nabla/graph/walk.hpp>
#include <nabla/rules/structure.hpp>

namespace nabla::detail {

// A diagonal matrix and a product of low rank, multiplied with something: what it is multiplied with meets the product's factors, and their product is never
// formed. So are the corrections of filters and the reflections of Householder (G. Golub, C. Van Loan, "Matrix Computations", 2013, sec. 5.1.4).
//
// (identity<4> - v * transpose(v)) * A is A - v * (transpose(v) * A)
//
// Values change by rounding only.

/// D ± B C with D diagonal, or the transpose of that, as a factor of a product.
struct low_rank_factor {
  int diagonal = -1, sum = -1, left = -1, right = -1;
  bool transposed = false;

  constexpr low_rank_factor(const graph& g, int factor) {
    transposed = g.nodes.data[factor].op->code == operation_code::transpose;
    sum = transposed ? g.nodes.data[factor].operands[0] : factor;
    const operation_number code = g.nodes.data[sum].op->code;
    if (code != operation_code::add && code != operation_code::subtract) return;
    for (int k = 0; k < 2; ++k) {
      const int d = g.nodes.data[sum].operands[k], product = g.nodes.data[sum].operands[1 - k];
      if (!is_rule<diag_rule>(*g.nodes.data[d].op) || g.nodes.data[product].op->code != operation_code::matrix_product) continue;
      if (code == operation_code::subtract && k == 1) continue;
      diagonal = d;
      left = g.nodes.data[product].operands[0];
      right = g.nodes.data[product].operands[1];
      return;
    }
  }
  constexpr bool exists() const { return diagonal >= 0; }
};

/// A formula on its way from one graph to another, its factors of low rank distributed.
template <class Late>
struct distribution {
  const graph& from;
  simplifier s;
  list<int> image;

  constexpr distribution(const graph& source, graph& to) : from(source), s(to, writing::definitions), image(source.nodes.size) {}

  static constexpr double size(const extent& e) { return e.is_named() ? 1000 : e.size; }
  /// n² (r + m) multiplications for (D ± B C) W, of n × n and n × m, and 2 n r m for D W ± B (C W).
  static constexpr bool pays(const graph& g, const low_rank_factor& f, int other, bool is_left) {
    const double n = size(g.shape_of(f.sum).rows), rank = size(g.shape_of(f.right).rows), m = size(is_left ? g.shape_of(other).columns : g.shape_of(other).rows);
    return n * (rank + m) > 2 * rank * m + m;
  }
  /// The number of the operand that is such a factor, or -1.
  static constexpr int place_of_factor(const graph& g, const graph_node& n) {
    for (int k = 0; k < 2 && n.op->code == operation_code::matrix_product; ++k)
      if (const low_rank_factor f(g, n.operands[k]); f.exists() && pays(g, f, n.operands[1 - k], k == 0)) return k;
    return -1;
  }

  constexpr int transposed_if(bool condition, int i) { return condition ? s.make(operation_of<rule_for<transpose_rule, Late>>, i) : i; }
  constexpr int product(bool in_order, int a, int b) { return in_order ? s.make(operation_of<rule_for<matrix_product_rule, Late>>, a, b) : s.make(operation_of<rule_for<matrix_product_rule, Late>>, b, a); }
  constexpr int distributed(const graph_node& n, int k) {
    const low_rank_factor f(from, n.operands[k]);
    const bool is_left = k == 0;
    const int other = image.data[n.operands[1 - k]];
    const int near = transposed_if(f.transposed, image.data[is_left != f.transposed ? f.right : f.left]), far = transposed_if(f.transposed, image.data[is_left != f.transposed ? f.left : f.right]);
    const int kept = product(is_left, image.data[f.diagonal], other), correction = product(is_left, far, product(is_left, near, other));
    return s.make(*from.nodes.data[f.sum].op, kept, correction);
  }
  constexpr void run(int* outputs, int count) {
    const list<int> readers = count_readers(from, outputs, count);
    for (int i = 0; i < readers.size; ++i) {
      if (readers.data[i] == 0) continue;
      const graph_node& n = from.nodes.data[i];
      if (const int k = place_of_factor(from, n); k >= 0) {
        image.data[i] = distributed(n, k);
        continue;
      }
      image.data[i] = copy_node(s, from, i, operand_images(from, i, image).data);
    }
    for (int k = 0; k < count; ++k) outputs[k] = image.data[outputs[k]];
  }
};

/// Copies what `outputs` need from one graph to another and renumbers `outputs`; or leaves all as it is and returns false, where there is nothing to distribute.
template <class Late = void>
constexpr bool distribute(const graph& from, graph& to, int* outputs, int count) {
  if (from.shapes.size == 1) return false;  // scalars only
  bool any = false;
  for (int i = 0; i < from.nodes.size && !any; ++i) any = distribution<Late>::place_of_factor(from, from.nodes.data[i]) >= 0;
  if (!any) return false;
  distribution<Late>(from, to).run(outputs, count);
  return true;
}

}  // namespace nabla::detail
