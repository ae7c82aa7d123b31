// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/simplify/copy.hpp>
#include <nabla/graph/walk.hpp>
#include <nabla/rules/structure.hpp>
#include <nabla/rules/triangular.hpp>

namespace nabla::detail {

// The slope of Cholesky's factor L reads the lower half of Lᵀ G, where G is what solutions by L and sums over its diagonal hand back, D - L⁻ᵀ B C. Of that
// Lᵀ D and B C have the same lower half: Lᵀ is an upper triangle, so that neither what is above the diagonal of G nor more than the diagonal of Lᵀ D is read.
// Densities and likelihoods multiply no matrices then. What is not finite is so in the solutions by L that follow.
//
// lower_half(transpose(cholesky(A)) * lower_triangle(solve_lower_transposed(cholesky(A), u) * transpose(v))) is lower_half(u * transpose(v))
// and of diag(v), which may be added to that, diag(hadamard(diagonal(cholesky(A)), v)); of diag(2_c / diagonal(cholesky(A))) 2_c * identity<3>

/// A formula on its way from one graph to another with such products.
template <class Late>
struct triangular_products {
  static constexpr int most_terms = 16;
  const graph& from;
  simplifier s;
  list<int> image;

  constexpr triangular_products(const graph& source, graph& to) : from(source), s(to, writing::definitions), image(source.nodes.size) {}

  static constexpr bool is_number(const graph& g, int i) { return g.nodes.data[i].shape_index == 0; }
  /// The operand that is a matrix, of a matrix times a number, or less itself; -1: it is something else.
  static constexpr int multiplied(const graph& g, const graph_node& n) {
    if (n.op->code == operation_code::negate) return 0;
    if (n.op->code != operation_code::multiply) return -1;
    return is_number(g, n.operands[0]) ? 1 : (is_number(g, n.operands[1]) ? 0 : -1);
  }
  static constexpr int without_numbers(const graph& g, int i) {
    for (int k = multiplied(g, g.nodes.data[i]); k >= 0; k = multiplied(g, g.nodes.data[i])) i = g.nodes.data[i].operands[k];
    return i;
  }
  static constexpr bool is_sum(const graph& g, const graph_node& n) {
    return (n.op->code == operation_code::add || n.op->code == operation_code::subtract) && g.nodes.data[n.operands[0]].shape_index == g.nodes.data[n.operands[1]].shape_index;
  }
  /// Is it Lᵀ times that, given some terms?
  static constexpr bool is_behind(const graph& g, int L, int i) {
    const graph_node& n = g.nodes.data[without_numbers(g, i)];
    return is_rule<triangular_solve_rule<true, true>>(*n.op) && n.operands[0] == L;
  }
  /// The diagonal of L, which what stands on one has come from; -1: there is none.
  static constexpr int diagonal(const graph& g, int L) {
    for (int i = L + 1; i < g.nodes.size; ++i)
      if (is_rule<diagonal_rule>(*g.nodes.data[i].op) && g.nodes.data[i].operands[0] == L) return i;
    return -1;
  }
  static constexpr bool fits(const graph& g, int L, int i, int terms = most_terms) {
    const graph_node& n = g.nodes.data[i];
    if (is_sum(g, n)) return terms > 1 && fits(g, L, n.operands[0], terms / 2) && fits(g, L, n.operands[1], terms / 2);
    if (const int k = multiplied(g, n); k >= 0) return fits(g, L, n.operands[k], terms);
    if (is_rule<triangle_rule<true>>(*n.op)) return fits(g, L, n.operands[0], terms);
    return (is_rule<diag_rule>(*n.op) && diagonal(g, L) >= 0) || (n.op->code == operation_code::matrix_product && is_behind(g, L, n.operands[0]));
  }
  /// Cholesky's factor, of such a lower half; -1: it is something else.
  static constexpr int factor(const graph& g, const graph_node& n) {
    if (!is_rule<lower_half_rule>(*n.op)) return -1;
    const graph_node& product = g.nodes.data[without_numbers(g, n.operands[0])];
    if (product.op->code != operation_code::matrix_product || g.nodes.data[product.operands[0]].op->code != operation_code::transpose) return -1;
    const int L = g.nodes.data[product.operands[0]].operands[0];
    return is_rule<cholesky_rule>(*g.nodes.data[L].op) && fits(g, L, product.operands[1]) ? L : -1;
  }

  /// The same node with another operand k.
  constexpr int with_operand(const graph_node& n, int k, int operand) {
    if (n.op->arity == 1) return s.make(*n.op, operand);
    return k == 0 ? s.make(*n.op, operand, image.data[n.operands[1]]) : s.make(*n.op, image.data[n.operands[0]], operand);
  }
  /// The node with what `as` makes of what it multiplies with numbers.
  constexpr int with_numbers(int i, auto as) {
    const graph_node& n = from.nodes.data[i];
    const int k = multiplied(from, n);
    return k < 0 ? as(i) : with_operand(n, k, with_numbers(n.operands[k], as));
  }
  constexpr int on_diagonal(int L, int v) {
    return with_numbers(v, [&](int i) {
      const graph_node& n = from.nodes.data[i];
      const int divisor = n.op->code == operation_code::divide ? n.operands[1] : -1;
      if (divisor >= 0 && is_rule<diagonal_rule>(*from.nodes.data[divisor].op) && from.nodes.data[divisor].operands[0] == L) return s.broadcast_to(image.data[n.operands[0]], s.g.nodes.data[image.data[i]].shape_index);
      return s.multiply(s.make(*from.nodes.data[diagonal(from, L)].op, image.data[L]), image.data[i]);
    });
  }
  constexpr int multiplied_out(int L, int i) {
    const graph_node& n = from.nodes.data[i];
    if (is_sum(from, n)) {
      const int a = multiplied_out(L, n.operands[0]), b = multiplied_out(L, n.operands[1]);
      return s.make(*n.op, a, b);
    }
    if (const int k = multiplied(from, n); k >= 0) return with_operand(n, k, multiplied_out(L, n.operands[k]));
    if (is_rule<triangle_rule<true>>(*n.op)) return multiplied_out(L, n.operands[0]);
    if (is_rule<diag_rule>(*n.op)) return s.make(*n.op, on_diagonal(L, n.operands[0]));
    return s.make(*n.op, with_numbers(n.operands[0], [&](int solution) { return image.data[from.nodes.data[solution].operands[1]]; }), image.data[n.operands[1]]);
  }
  constexpr int lower_half(int L, const graph_node& n) {
    return s.make(*n.op, with_numbers(n.operands[0], [&](int product) { return multiplied_out(L, from.nodes.data[product].operands[1]); }));
  }
};

/// Copies what `outputs` need from one graph to another and renumbers `outputs`; or leaves all as it is and returns false, where there is no such product.
template <class Late = void>
constexpr bool multiply_triangles(const graph& from, graph& to, int* outputs, int count) {
  using writer = triangular_products<Late>;
  bool any = false;
  for (int i = 0; i < from.nodes.size && !any; ++i) any = writer::factor(from, from.nodes.data[i]) >= 0;
  if (!any) return false;
  const list<int> readers = count_readers(from, outputs, count);
  writer w(from, to);
  for (int i = 0; i < readers.size; ++i) {
    if (readers.data[i] == 0) continue;
    const graph_node& n = from.nodes.data[i];
    const int L = writer::factor(from, n);
    w.image.data[i] = L >= 0 ? w.lower_half(L, n) : copy_node(w.s, from, i, operand_images(from, i, w.image).data);
  }
  for (int k = 0; k < count; ++k) outputs[k] = w.image.data[outputs[k]];
  return true;
}

/// K + Kᵀ for K = L⁻ᵀ (L⁻ᵀ Φ)ᵀ, where Φ is a lower half: the operand K, and what Φ is the lower half of. It is L⁻ᵀ (Φ + Φᵀ) L⁻¹, of which numbers need one half.
struct mirrored_slope {
  int outer = -1, half = -1;

  constexpr mirrored_slope(const graph& g, const graph_node& n) {
    if (n.op->code != operation_code::add) return;
    for (int k = 0; k < 2; ++k) {
      const graph_node& turned = g.nodes.data[n.operands[1 - k]];
      if (turned.op->code != operation_code::transpose || turned.operands[0] != n.operands[k]) continue;
      const graph_node& K = g.nodes.data[n.operands[k]];
      if (!is_rule<triangular_solve_rule<true, true>>(*K.op) || g.nodes.data[K.operands[1]].op->code != operation_code::transpose) continue;
      const graph_node& solution = g.nodes.data[g.nodes.data[K.operands[1]].operands[0]];
      if (!is_rule<triangular_solve_rule<true, true>>(*solution.op) || solution.operands[0] != K.operands[0] || !is_rule<lower_half_rule>(*g.nodes.data[solution.operands[1]].op)) continue;
      outer = n.operands[k];
      half = solution.operands[1];
    }
  }
};
/// Writes such sums as the lower half of one matrix and its mirror image.
template <class Late>
constexpr bool mirror_slopes(const graph& from, graph& to, int* outputs, int count) {
  bool any = false;
  for (int i = 0; i < from.nodes.size && !any; ++i) any = mirrored_slope(from, from.nodes.data[i]).outer >= 0;
  if (!any) return false;
  const list<int> readers = count_readers(from, outputs, count);
  list<int> image(from.nodes.size);
  simplifier s(to, writing::definitions);
  for (int i = 0; i < readers.size; ++i) {
    if (readers.data[i] == 0) continue;
    const mirrored_slope slope(from, from.nodes.data[i]);
    if (slope.outer < 0) {
      image.data[i] = copy_node(s, from, i, operand_images(from, i, image).data);
      continue;
    }
    const graph_node& K = from.nodes.data[slope.outer];
    const operation &transpose = *from.nodes.data[K.operands[1]].op, &lower_half = *from.nodes.data[slope.half].op;
    const int L = image.data[K.operands[0]], half = image.data[slope.half], right = s.make(*K.op, L, s.add(half, s.make(transpose, half)));
    const int lower = s.make(lower_half, s.make(*K.op, L, s.make(transpose, right)));
    image.data[i] = s.add(lower, s.make(transpose, lower));
  }
  for (int k = 0; k < count; ++k) outputs[k] = image.data[outputs[k]];
  return true;
}

}  // namespace nabla::detail
