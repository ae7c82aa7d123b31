// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/simplify/copy.hpp>
#include <nabla/graph/walk.hpp>

namespace nabla::detail {

// The brackets of a product of matrices are those of least work, whatever was written: vectors are met first. What several read is computed once,
// unless all of them are products that are cheaper without it. A size that has a name counts as a large one. Of brackets that cost the same
// those that were written stay.
//
//     transpose(A) * A * u     → transpose(A) * (A * u)
//     u * transpose(v) * Q     → u * (transpose(v) * Q)
//     transpose(Q * R) * u     → transpose(R) * (transpose(Q) * u)
//     Q * R * u + Q * R * v    → Q * (R * u) + Q * (R * v)
//     sum(Q * R) * (Q * R * u) → sum(Q * R) * (Q * R * u)
//     N * transpose(N) * N     → N * (transpose(N) * N)
//     trace(Q * R)             → sum(row_sums(hadamard(Q, transpose(R))))
//
// Values change by rounding only.

/// A formula on its way from one graph to another, its products bracketed anew.
template <class Late>
struct association {
  static constexpr int longest = 16;  ///< factors of one chain; a longer one is several

  const graph& from;
  graph& to;
  list<int> readers;
  list<int> length;     ///< factors of a product that its readers may take apart, 1 of all else
  list<bool> absorbed;  ///< operand k of node i, number 2 i + k, is part of the chain that i is
  list<int> absorbing;  ///< readers for which a node is part of their chain
  list<double> saved;   ///< multiplications saved if each reader of a product takes it apart; negative: it is cheaper shared
  list<int> image;
  double large = 1000;  ///< what a name counts as
  simplifier s;

  constexpr association(const graph& source, graph& target)
      : from(source), to(target), length(source.nodes.size), absorbed(2 * source.nodes.size), absorbing(source.nodes.size), saved(source.nodes.size), image(source.nodes.size), s(target) {}

  constexpr bool is(int i, operation_number code) const { return from.nodes.data[i].op->code == code; }
  constexpr bool is_diagonal(int i) const { return is_rule<diagonal_rule>(*from.nodes.data[i].op); }
  constexpr int through_transpose(int i) const { return is(i, operation_code::transpose) && readers.data[i] == 1 ? from.nodes.data[i].operands[0] : i; }
  constexpr double size(const extent& e) const { return e.is_named() ? large : e.size; }

  /// Which products are part of a longer one; is there any?
  constexpr bool find_chains(const int* outputs, int output_count) {
    readers = count_readers(from, outputs, output_count, 2);
    for (int i = 0; i < from.nodes.size; ++i)
      for (const extent& e : {from.shape_of(i).rows, from.shape_of(i).columns})
        if (!e.is_named() && e.size > large) large = e.size;
    find_shared();
    bool any = false;
    for (int i = 0; i < from.nodes.size; ++i) {
      length.data[i] = 1;
      if (readers.data[i] == 0 || (!is(i, operation_code::matrix_product) && !is_diagonal(i))) continue;
      const int operands = is_diagonal(i) ? 1 : 2;
      int total = operands;
      for (int k = 0; k < operands; ++k) {
        const int operand = from.nodes.data[i].operands[k], factor = is_diagonal(i) ? operand : through_transpose(operand);
        if (!is(factor, operation_code::matrix_product) || total + length.data[factor] - 1 > longest) continue;
        if (readers.data[factor] != 1 && (length.data[factor] != 2 || !(saved.data[factor] > 0))) continue;
        total += length.data[factor] - 1;
        absorbed.data[2 * i + k] = any = true;
        ++absorbing.data[factor];
        if (factor != operand) ++absorbing.data[operand];
      }
      length.data[i] = total;
    }
    return any;
  }
  /// Of A B that several products read, one with C: (A B) C shares A B, A (B C) saves it.
  constexpr void find_shared() {
    list<int> products(from.nodes.size);
    for (int i = 0; i < from.nodes.size; ++i) {
      if (readers.data[i] == 0 || !is(i, operation_code::matrix_product)) continue;
      const double rows = size(from.shape_of(i).rows), columns = size(from.shape_of(i).columns);
      saved.data[i] += rows * inner(i) * columns;
      for (int k : {0, 1}) {
        const int factor = through_transpose(from.nodes.data[i].operands[k]);
        if (!is(factor, operation_code::matrix_product)) continue;
        const double other = k == 0 ? columns : rows, m = size(from.shape_of(factor).rows), n = size(from.shape_of(factor).columns);
        saved.data[factor] += other * (m * n - inner(factor) * (m + n));
        ++products.data[factor];
      }
    }
    for (int i = 0; i < from.nodes.size; ++i)
      if (products.data[i] != readers.data[i]) saved.data[i] = -1;
  }
  constexpr double inner(int product) const { return size(from.shape_of(from.nodes.data[product].operands[0]).columns); }

  struct chain {
    int factors[longest];     ///< in the graph `to`
    double sizes[longest + 1];
    int size = 0;
    double work = 0;          ///< multiplications, as written

    double least[longest][longest];
    int split[longest][longest];
  };

  constexpr void add_factor(chain& c, int node, bool transposed) {
    const int factor = transposed ? s.make(operation_of<rule_for<transpose_rule, Late>>, image.data[node]) : image.data[node];
    c.sizes[c.size] = size(to.shape_of(factor).rows);
    c.factors[c.size++] = factor;
    c.sizes[c.size] = size(to.shape_of(factor).columns);
  }
  /// The factors of a product, or of its transpose; as deep as the chain is long.
  constexpr void flatten(chain& c, int product, bool transposed) {
    const int first = c.size;
    int middle = 0;
    for (int k : {0, 1}) {
      const int side = transposed ? 1 - k : k, operand = from.nodes.data[product].operands[side], factor = through_transpose(operand);
      if (absorbed.data[2 * product + side]) flatten(c, factor, transposed != (factor != operand));
      else add_factor(c, operand, transposed);
      if (k == 0) middle = c.size;
    }
    c.work += c.sizes[first] * c.sizes[middle] * c.sizes[c.size];
  }

  constexpr void find_least(chain& c) const {
    for (int i = 0; i < c.size; ++i) c.least[i][i] = 0;
    for (int width = 1; width < c.size; ++width)
      for (int i = 0; i + width < c.size; ++i) {
        const int j = i + width;
        for (int k = i; k < j; ++k) {
          const double work = c.least[i][k] + c.least[k + 1][j] + c.sizes[i] * c.sizes[k + 1] * c.sizes[j + 1];
          if (k > i && !(work < c.least[i][j])) continue;
          c.least[i][j] = work;
          c.split[i][j] = k;
        }
      }
  }
  constexpr int least_product(const chain& c, int i, int j) {
    if (i == j) return c.factors[i];
    const int k = c.split[i][j], first = least_product(c, i, k), second = least_product(c, k + 1, j);
    return s.make(operation_of<rule_for<matrix_product_rule, Late>>, first, second);
  }
  /// As written, from the factors of a flattened product.
  constexpr int written_product(const chain& c, int& next, int product, bool transposed) {
    int made[2] = {};
    for (int k : {0, 1}) {
      const int side = transposed ? 1 - k : k, operand = from.nodes.data[product].operands[side], factor = through_transpose(operand);
      made[k] = absorbed.data[2 * product + side] ? written_product(c, next, factor, transposed != (factor != operand)) : c.factors[next++];
    }
    return s.make(operation_of<rule_for<matrix_product_rule, Late>>, made[0], made[1]);
  }

  constexpr int make_product(int i) {
    chain c{};
    flatten(c, i, false);
    find_least(c);
    int next = 0;
    return c.least[0][c.size - 1] < c.work ? least_product(c, 0, c.size - 1) : written_product(c, next, i, false);
  }
  /// The diagonal of a product takes sums of rows only.
  constexpr int make_diagonal(int product) {
    chain c{};
    flatten(c, product, false);
    find_least(c);
    int at = 0;
    double least = 0;
    for (int k = 0; k + 1 < c.size; ++k) {
      const double work = c.least[0][k] + c.least[k + 1][c.size - 1] + c.sizes[0] * c.sizes[k + 1];
      if (k > 0 && !(work < least)) continue;
      least = work;
      at = k;
    }
    const int first = least_product(c, 0, at), second = least_product(c, at + 1, c.size - 1);
    return s.make(operation_of<rule_for<row_sums_rule, Late>>, s.multiply(first, s.make(operation_of<rule_for<transpose_rule, Late>>, second)));
  }

  constexpr void run(int* outputs, int output_count) {
    for (int i = 0; i < from.nodes.size; ++i) {
      if (readers.data[i] == 0 || (absorbing.data[i] == readers.data[i])) continue;
      const graph_node& n = from.nodes.data[i];
      if (n.op->code == operation_code::matrix_product && (absorbed.data[2 * i] || absorbed.data[2 * i + 1])) {
        image.data[i] = make_product(i);
      } else if (is_diagonal(i) && absorbed.data[2 * i]) {
        image.data[i] = make_diagonal(n.operands[0]);
      } else {
        image.data[i] = copy_as_it_stands(s, from, i, operand_images(from, i, image).data);
      }
    }
    for (int k = 0; k < output_count; ++k) outputs[k] = image.data[outputs[k]];
  }
};

/// Is the diagonal of a product asked for?
constexpr bool has_diagonal_of_product(const graph& g) {
  for (int i = 0; i < g.nodes.size; ++i)
    if (g.nodes.data[i].op->code == operation_code::other && is_rule<diagonal_rule>(*g.nodes.data[i].op) && g.nodes.data[g.nodes.data[i].operands[0]].op->code == operation_code::matrix_product) return true;
  return false;
}

/// Copies what `outputs` need from one graph to another, with the products in it bracketed for least work, and renumbers `outputs`; or leaves all
/// as it is and returns false, where no product is part of another.
template <class Late = void>
constexpr bool associate(const graph& from, graph& to, int* outputs, int output_count) {
  if (from.shapes.size == 1 || !(has_factor(from, operation_code::matrix_product, operation_code::matrix_product) || has_diagonal_of_product(from))) return false;
  association<Late> a(from, to);
  if (!a.find_chains(outputs, output_count)) return false;
  a.run(outputs, output_count);
  return true;
}

}  // namespace nabla::detail
