// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/simplify/node_number.hpp>
#include <nabla/rules/exponential.hpp>
#include <nabla/rules/fused.hpp>
#include <nabla/rules/linear_algebra.hpp>

namespace nabla::detail {

/// The inverse in place of the adjugate, and by elimination where the determinant or its reciprocal is 0 or no number: their product is 1 elsewhere.
template <class Late>
constexpr void write_inverse(const node_matrix<Late>& m, const node_matrix<Late>& adjugate, const node_number<Late>& determinant) {
  const std::ptrdiff_t n = m.row_count;
  const node_number<Late> factor = node_number<Late>(1) / determinant;
  if (n == 1) {
    adjugate(0, 0) = factor;
    return;
  }
  const node_condition<Late> is_normal = node_number<Late>(2) > factor * determinant;
  node_number<Late> identity[16], eliminated[16];
  set_identity(node_matrix<Late>{identity, n, n});
  small_solve<false>(node_matrix<Late>{eliminated, n, n}, m, node_matrix<Late>{identity, n, n});
  for (std::ptrdiff_t e = 0; e < n * n; ++e) adjugate.data[e] = select(is_normal, adjugate.data[e] * factor, eliminated[e]);
}

/// Kernels of 2 × 2 to 4 × 4 numbers as they mostly go, without a choice: inverses are adjugates over determinants, and solutions products by them. What has to hold
/// for that is kept: pairs of numbers, the first at most the second. Where one does not hold, everything is computed again by the kernels themselves.
template <class Late>
struct usual_kernels {
  simplifier& s;
  list<int> bounds = {};
  list<int> roots = {};  ///< pivots that are moderate
  list<int> finite = {};  ///< what has to be
  list<int> solutions = {};  ///< and so have these, where they are needed
  bool zeros_lost_signs = false;  ///< a product that is taken for 0 may be -0

  static constexpr bool has(const operation& op) {
    return is_rule<inverse_rule>(op) || is_rule<logdet_rule>(op) || is_rule<log_of_det_rule>(op) || is_rule<cholesky_rule>(op) || is_rule<lower_half_rule>(op) || is_solution(op);
  }
  static constexpr bool is_solution(const operation& op) {
    return is_rule<solve_rule<false>>(op) || is_rule<solve_rule<true>>(op) || is_rule<triangular_solve_rule<false, false>>(op) || is_rule<triangular_solve_rule<false, true>>(op) ||
        is_rule<triangular_solve_rule<true, false>>(op) || is_rule<triangular_solve_rule<true, true>>(op);
  }

  constexpr void write(const operation& op, const node_matrix<Late>& a, const node_matrix<Late>& b, const node_matrix<Late>& to) {
    node_number<Late> numbers[16];
    const node_matrix<Late> V{numbers, a.row_count, a.row_count};
    if (is_rule<inverse_rule>(op)) invert(a, to);
    else if (is_rule<logdet_rule>(op)) to(0, 0) = make<log_rule>(abs(invert(a, V)));
    else if (is_rule<log_of_det_rule>(op)) to(0, 0) = make<log_rule>(invert(a, V));
    else if (is_rule<cholesky_rule>(op)) factorise(a, to);
    else if (is_rule<lower_half_rule>(op)) halve(a, to);
    else if (is_rule<solve_rule<false>>(op) || is_rule<solve_rule<true>>(op)) {
      invert(a, V);
      multiply(is_rule<solve_rule<true>>(op), V, b, to);
    } else {
      const bool is_lower = is_rule<triangular_solve_rule<true, false>>(op) || is_rule<triangular_solve_rule<true, true>>(op);
      solve(is_lower, is_rule<triangular_solve_rule<false, true>>(op) || is_rule<triangular_solve_rule<true, true>>(op), a, b, to);
    }
  }
  /// Sums that are finite are of finite numbers: what is not finite shows in all sums and products that it is in, so that few have to be added up.
  constexpr void finish(const list<int>& outputs) {
    list<bool> needed(s.g.nodes.size);
    for (int k = 0; k < outputs.size; ++k) needed.data[outputs.data[k]] = true;
    for (int i = s.g.nodes.size - 1; i >= 0; --i)
      for (int k = 0; needed.data[i] && k < s.g.nodes.data[i].op->arity; ++k)
        if (const int operand = s.g.nodes.data[i].operands[k]; operand >= 0) needed.data[operand] = true;
    for (int k = 0; k < solutions.size; ++k)
      if (needed.data[solutions.data[k]]) finite.push(solutions.data[k]);
    list<bool> shows(s.g.nodes.size);
    list<int> apart;
    for (int i = s.g.nodes.size - 1; i >= 0; --i) {
      bool is_asked = false;
      for (int k = 0; k < finite.size && !shows.data[i]; ++k) is_asked = is_asked || finite.data[k] == i;
      if (is_asked) apart.push(i);
      if (!is_asked && !shows.data[i]) continue;
      const graph_node& n = s.g.nodes.data[i];
      if (n.op->code == operation_code::add || n.op->code == operation_code::subtract || n.op->code == operation_code::multiply || n.op->code == operation_code::negate)
        for (int k = 0; k < n.op->arity; ++k) shows.data[n.operands[k]] = true;
    }
    for (int k = 0; k + 1 < apart.size; k += 2) apart.push(s.add(apart.data[k], apart.data[k + 1]));
    if (apart.size > 0) demand(abs(number(apart.data[apart.size - 1])), known(std::numeric_limits<double>::max()));
  }

  /// Is a function of u - v one of v - u, too: a square, a size?
  static constexpr bool is_even(const operation& op, const int* of) {
    return is_rule<sq_rule>(op) || is_rule<abs_rule>(op) || (op.code == operation_code::multiply && of[0] == of[1]);
  }
  /// Is it 0 of 0?
  static constexpr bool keeps_zero(const operation& op) {
    return op.arity == 1 && (op.range.keeps_zero || (op.parity < 0 && (op.range.finite || op.range.strict)) || is_rule<log1p_rule>(op));
  }
  /// Is one of these operands 0, and the function another number, or infinity, of -0?
  constexpr bool tells_zeros_apart(const operation& op, const int* of) const {
    bool any = false;
    for (int k = op.code == operation_code::divide ? 1 : 0; k < op.arity; ++k) any = any || s.is_zero(of[k]);
    const bool has_pole = op.code == operation_code::other && !op.is_condition && !op.range.finite && !op.range.never_infinite && !op.range.strict && !op.range.of_numbers;
    return any && (op.code == operation_code::divide || op.code == operation_code::power || op.range.signed_zero || has_pole);
  }
  /// Of distances one half is computed: u - u and 0 u are 0 of numbers that are finite, 0 / u of others than 0, and even functions of u - v and v - u are one. What tells -0 from 0 has no usual case then. -1: it is something else.
  constexpr int of_a_difference(const operation& op, const int* of) {
    if (op.code == operation_code::subtract && of[0] == of[1]) {
      demand_finite(number(of[0]));
      return s.g.constant(0);
    }
    if (zeros_lost_signs && tells_zeros_apart(op, of)) demand(known(1), known(0));
    for (int k = 0; k < 2 && op.code == operation_code::multiply; ++k)
      if (s.is_zero(of[k])) {
        zeros_lost_signs = true;
        demand_finite(number(of[1 - k]));
        return of[k];
      }
    if (s.is_zero(of[0])) {
      zeros_lost_signs = zeros_lost_signs || op.code == operation_code::divide || op.code == operation_code::negate;
      if (op.code == operation_code::divide) demand(known(0x1p-1022), abs(number(of[1])));
      return is_rule<exp_rule>(op) ? s.g.constant(1) : (op.code == operation_code::divide || keeps_zero(op) ? of[0] : -1);
    }
    const int turned = is_even(op, of) ? in_order(of[0]) : -1;
    return turned < 0 ? -1 : (op.arity == 1 ? s.make(op, turned) : s.make(op, turned, turned));
  }
  /// u - v for v - u, itself or times numbers, which is the same to the last bit but for its sign; -1: it has that order, or is something else.
  constexpr int in_order(int i) {
    const graph_node n = s.g.nodes.data[i];
    if (n.op->code == operation_code::subtract) return n.operands[0] > n.operands[1] ? s.make(*n.op, n.operands[1], n.operands[0]) : -1;
    for (int k = 0; k < (n.op->code == operation_code::multiply ? 2 : (n.op->code == operation_code::divide ? 1 : 0)); ++k)
      if (const int turned = in_order(n.operands[k]); turned >= 0) return k == 0 ? s.make(*n.op, turned, n.operands[1]) : s.make(*n.op, n.operands[0], turned);
    return -1;
  }

  constexpr node_number<Late> number(int node) { return {&s, node}; }
  constexpr node_number<Late> known(double value) { return number(s.g.number(value)); }
  template <class Rule>
  constexpr node_number<Late> make(const node_number<Late>& a) {
    return number(s.make(operation_of<rule_for<Rule, Late>>, a.in(s)));
  }
  constexpr void demand(const node_number<Late>& small, const node_number<Late>& large) {
    const int first = small.in(s), second = large.in(s);
    for (int k = 0; k < bounds.size; k += 2)
      if (bounds.data[k] == first && bounds.data[k + 1] == second) return;
    bounds.push(first);
    bounds.push(second);
  }
  constexpr void demand_finite(const node_number<Late>& a) { finite.push(a.in(s)); }

 private:
  /// The determinant, and the inverse. No product of elements leaves the range, what underflows of one is nothing, and of the determinant little has cancelled: it is a sum of products of an
  /// element of each row, whose sizes add up to at most the product of the rows' sums.
  constexpr node_number<Late> invert(const node_matrix<Late>& a, const node_matrix<Late>& V) {
    const std::ptrdiff_t n = a.row_count;
    const node_number<Late> determinant = small_adjugate(a, V), size = abs(determinant);
    node_number<Late> total(0), product(1);
    for (std::ptrdiff_t i = 0; i < n; ++i) {
      node_number<Late> row = abs(a(i, 0));
      for (std::ptrdiff_t j = 1; j < n; ++j) row = row + abs(a(i, j));
      product = i == 0 ? row : product * row;
      total = i == 0 ? row : total + row;
    }
    demand(product, node_number<Late>(n == 4 ? 256 : 128) * size);
    demand(total, known(n == 4 ? 0x1p250 : 0x1p330));
    demand(known(0x1p-511), size);
    const node_number<Late> factor = node_number<Late>(1) / determinant;
    for (std::ptrdiff_t e = 0; e < n * n; ++e) V.data[e] = V.data[e] * factor;
    return determinant;
  }
  constexpr void multiply(bool transposed, const node_matrix<Late>& V, const node_matrix<Late>& b, const node_matrix<Late>& to) {
    for (std::ptrdiff_t j = 0; j < b.columns(); ++j)
      for (std::ptrdiff_t i = 0; i < b.rows(); ++i) {
        node_number<Late>& total = to(i, j);
        for (std::ptrdiff_t k = 0; k < b.rows(); ++k) {
          const node_number<Late> product = (transposed ? V(k, i) : V(i, k)) * b(k, j);
          total = k == 0 ? product : total + product;
        }
        solutions.push(total.in(s));
      }
  }
  /// Pivots whose squares and reciprocals are numbers with all digits.
  constexpr void demand_moderate(const node_number<Late>& pivot) {
    for (int k = 0; k < roots.size; ++k)
      if (roots.data[k] == pivot.in(s)) return;
    demand(known(0x1p-511), abs(pivot));
    demand(abs(pivot), known(0x1p511));
  }
  constexpr void solve(bool is_lower, bool transposed, const node_matrix<Late>& a, const node_matrix<Late>& b, const node_matrix<Late>& to) {
    const std::ptrdiff_t n = b.rows();
    const bool forward = is_lower != transposed;
    node_number<Late> reciprocals[4];
    for (std::ptrdiff_t k = 0; k < n; ++k) {
      demand_moderate(a(k, k));
      reciprocals[k] = node_number<Late>(1) / a(k, k);
    }
    for (std::ptrdiff_t j = 0; j < b.columns(); ++j)
      for (std::ptrdiff_t step = 0; step < n; ++step) {
        const std::ptrdiff_t k = forward ? step : n - 1 - step;
        node_number<Late> x = b(k, j);
        for (std::ptrdiff_t before = 0; before < step; ++before) {
          const std::ptrdiff_t i = forward ? before : n - 1 - before;
          x = x - (transposed ? a(i, k) : a(k, i)) * to(i, j);
        }
        to(k, j) = x * reciprocals[k];
        solutions.push(to(k, j).in(s));
      }
  }
  constexpr void factorise(const node_matrix<Late>& a, const node_matrix<Late>& to) {
    const std::ptrdiff_t n = a.rows();
    const node_number<Late> half = known(0.5);
    node_number<Late> total(0);
    for (std::ptrdiff_t j = 0; j < n; ++j)
      for (std::ptrdiff_t i = 0; i < n; ++i) to(i, j) = i < j ? number(s.g.constant(0)) : (i == j ? a(j, j) : half * a(i, j) + half * a(j, i));
    for (std::ptrdiff_t k = 0; k < n; ++k) {
      const node_number<Late> pivot = to(k, k), root = make<sqrt_rule>(pivot), reciprocal = node_number<Late>(1) / root;
      total = k == 0 ? pivot : total + pivot;
      demand(known(0x1p-511), pivot);
      roots.push(root.in(s));
      to(k, k) = root;
      for (std::ptrdiff_t i = k + 1; i < n; ++i) to(i, k) = to(i, k) * reciprocal;
      for (std::ptrdiff_t j = k + 1; j < n; ++j)
        for (std::ptrdiff_t i = j; i < n; ++i) to(i, j) = to(i, j) - to(i, k) * to(j, k);
    }
    demand(total, known(0x1p511));
  }
  constexpr void halve(const node_matrix<Late>& a, const node_matrix<Late>& to) {
    for (std::ptrdiff_t j = 0; j < a.columns(); ++j)
      for (std::ptrdiff_t i = 0; i < a.rows(); ++i) to(i, j) = i < j ? number(s.g.constant(0)) : (i == j ? known(0.5) * a(j, j) : a(i, j));
  }
};

constexpr bool is_maximum_of_opposites(const graph& g, int i) {
  const graph_node& n = g.nodes.data[i];
  return n.op->code == operation_code::negate || n.op->code == operation_code::constant || (is_rule<max_rule>(*n.op) && is_maximum_of_opposites(g, n.operands[0]) && is_maximum_of_opposites(g, n.operands[1]));
}
/// -max(-x, -y) is min(x, y), of any number of operands: so minima are defined.
template <class Late>
constexpr int opposite(simplifier& s, int i) {
  const graph_node n = s.g.nodes.data[i];
  if (!is_rule<max_rule>(*n.op) || !is_maximum_of_opposites(s.g, i)) return s.negate(i);
  const int a = opposite<Late>(s, n.operands[0]), b = opposite<Late>(s, n.operands[1]);
  return s.make(operation_of<rule_for<min_rule, Late>>, a, b);
}

/// The length of one, two or three numbers.
template <class Late>
constexpr int length_of_few(simplifier& s, const int* of, int count) {
  if (count == 1) return s.make(operation_of<rule_for<abs_rule, Late>>, of[0]);
  return s.make(operation_of<rule_for<length_rule, Late>>, of[0], of[1], count == 2 ? s.g.constant(0) : of[2]);
}

}  // namespace nabla::detail
