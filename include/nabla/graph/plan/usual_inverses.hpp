// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/plan/scalarise.hpp>
#include <nabla/graph/simplify/copy.hpp>

namespace nabla::detail {

/// The usual case of functions of 4 × 4 matrices, these whole, for a backend that has registers for them: what scalarise_usual() writes in numbers takes a compiler more instructions there.
/// One kernel gives the inverse, transposed and not, as it is read, and the determinant; a solution is a product by it.
template <class Late>
struct usual_inverse_writer {
  const graph& from;
  simplifier& s;
  usual_kernels<Late>& usual;
  bool takes_both = false;
  int finite = -1;  ///< solutions of one shape, added up, of which none may be infinite

  static constexpr bool has(const operation& op) { return is_rule<inverse_rule>(op) || is_rule<logdet_rule>(op) || is_rule<log_of_det_rule>(op) || is_rule<solve_rule<false>>(op) || is_rule<solve_rule<true>>(op); }
  static constexpr bool has_nothing_else(const graph& g) {
    for (int i = 0; i < g.nodes.size; ++i) {
      const graph_node& n = g.nodes.data[i];
      if (usual_kernels<Late>::has(*n.op) && !(has(*n.op) && g.shape_of(n.operands[0]).rows.size == 4)) return false;
    }
    return true;
  }

  constexpr void write(int* outputs, int count) {
    list<int> image = count_readers(from, outputs, count), as_it_is = count_readers(from, outputs, count);
    for (int i = 0; i < image.size; ++i)
      if (image.data[i] > 0 && is_turned(i)) --as_it_is.data[operand(i)];
    for (int i = 0; i < image.size; ++i)
      if (as_it_is.data[i] > 0) takes_both = takes_both || is_rule<inverse_rule>(op(i)) || is_rule<solve_rule<false>>(op(i));
    for (int i = 0; i < image.size; ++i) {
      if (image.data[i] == 0 || (is_rule<inverse_rule>(op(i)) && as_it_is.data[i] == 0)) continue;
      const operand_images operands(from, i, image);
      if (is_turned(i)) image.data[i] = inverse(image.data[operand(operand(i))], true);
      else image.data[i] = has(op(i)) ? result(op(i), operands.data[0], operands.data[1]) : copy_node(s, from, i, operands.data);
    }
    if (finite >= 0) demand_finite();
    for (int k = 0; k < count; ++k) outputs[k] = image.data[outputs[k]];
  }

 private:
  constexpr void demand_finite() { usual.demand_finite({&s, s.make(operation_of<sum_rule>, finite)}); }
  constexpr const operation& op(int i) const { return *from.nodes.data[i].op; }
  constexpr int operand(int i) const { return from.nodes.data[i].operands[0]; }
  constexpr bool is_turned(int i) const { return op(i).code == operation_code::transpose && is_rule<inverse_rule>(op(operand(i))); }

  constexpr int all(int a) { return s.make(takes_both ? operation_of<rule_for<usual_inverse_rule<true>, Late>> : operation_of<rule_for<usual_inverse_rule<false>, Late>>, a); }
  constexpr node_number<Late> behind(int a, int row) { return {&s, s.element(all(a), row, takes_both ? 8 : 4)}; }
  constexpr int inverse(int a, bool transposed) {
    usual.demand(node_number<Late>(1), behind(a, 1));
    return s.block(all(a), {{0, 4}, {transposed ? 0 : 4, 4}});
  }
  constexpr int result(const operation& op, int a, int b) {
    const int V = inverse(a, !is_rule<inverse_rule>(op) && !is_rule<solve_rule<false>>(op));
    if (is_rule<inverse_rule>(op)) return V;
    if (is_rule<log_of_det_rule>(op)) return usual.template make<log_rule>(behind(a, 0)).in(s);
    if (is_rule<logdet_rule>(op)) return usual.template make<log_rule>(abs(behind(a, 0))).in(s);
    const int solution = s.make(operation_of<matrix_product_rule>, V, b);
    const bool joins = finite >= 0 && s.g.nodes.data[finite].shape_index == s.g.nodes.data[solution].shape_index;
    if (finite >= 0 && !joins) demand_finite();
    finite = joins ? s.make(operation_of<add_rule>, finite, solution) : solution;
    return solution;
  }
};

/// Does so, or finds other functions of the usual case, or other sizes.
template <class Late>
constexpr bool write_usual_inverses(const graph& from, graph& to, list<int>& outputs) {
  if (!has_usual_form<Late>(from) || !usual_inverse_writer<Late>::has_nothing_else(from)) return false;
  simplifier s(to, writing::definitions);
  usual_kernels<Late> usual{s};
  usual_inverse_writer<Late>{from, s, usual}.write(outputs.data, outputs.size);
  usual.finish(outputs);
  for (int k = 0; k < usual.bounds.size; ++k) outputs.push(usual.bounds.data[k]);
  return true;
}

}  // namespace nabla::detail
