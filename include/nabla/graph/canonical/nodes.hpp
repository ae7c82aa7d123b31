// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/canonical/inverses.hpp>
#include <nabla/graph/canonical/products.hpp>
#include <nabla/graph/canonical/transpose.hpp>

namespace nabla::detail {

// One form for what a mathematician calls the same expression, with one value wherever one of two such expressions has a value: a number,
// where symbols are numbers, but for rounding, overflow, and the sign of a zero. So nothing that may be undefined vanishes: of x / x one x
// stays below, of log(x) - log(x) the difference, unless all of the formula is undefined there anyway; and sqrt(x) sqrt(x) is not x.
// Below a function that makes a number of an infinity, of NaN too perhaps, more has to stay, see places.hpp.
//
//     2_c * x + 3_c * x                             → 5_c * x
//     (z + y) + (x + y)                             → x + 2_c * y + z
//     x + 1_c - (y - 2_c)                           → x - y + 3_c
//     -(x - y)                                      → y - x
//     x - x                                         → 0_c
//     y + log(x) - log(x)                           → y + log(x) - log(x)
//     log(x) + y * log(x) - y * log(x)              → log(x)
//     (x - x) / y                                   → 1_c / y - 1_c / y
//     (1_c + sq(x)) / (1_c + sq(x))                 → 1_c
//     y < x + log(y) - log(y)                       → y < x + log(y) - log(y)
//     x / (x * x) + y                               → y + 1_c / x
//     atan(x / (x * x)) + y                         → y + atan(x / (x * x))
//     2_c * x + 2_c * y                             → 2_c * (x + y)
//     x / 2_c + x / 3_c                             → c<5, 6> * x
//     x * pow(x, 2_c)                               → pow(x, 3_c)
//     x / y / z                                     → x / (y * z)
//     x / (y / z)                                   → x * z / y
//     x / 2_c                                       → 0.5_c * x
//     inv(x)                                        → 1_c / x
//     sq(x)                                         → pow(x, 2_c)
//     pow(x, c<-2>)                                 → 1_c / pow(x, 2_c)
//     pow(x / y, 2_c)                               → pow(x, 2_c) / pow(y, 2_c)
//     x * x / pow(x, 5_c)                           → 1_c / pow(x, 3_c)
//     pow(x, 3_c) / pow(x, 2_c)                     → pow(x, 2_c) / x
//     (2_c * x + 4_c) * y                           → 2_c * ((x + 2_c) * y)
//     (2_c - 3_c * x) * y                           → (2_c - 3_c * x) * y
//     (x - y) * z + (y - x) * z                     → 0_c
//     sin(-x)                                       → -sin(x)
//     cos(-2_c * x)                                 → cos(2_c * x)
//     exp(x) * exp(y)                               → exp(x + y)
//     exp(x) / exp(y)                               → exp(x - y)
//     log(exp(x))                                   → x
//     exp(log(x))                                   → exp(log(x))
//     sqrt(x) * sqrt(x)                             → pow(sqrt(x), 2_c)
//     sin(log(x) - log(x))                          → log(x) - log(x)
//     y * (log(x) - log(x))                         → log(x) - log(x)
//     pow(pow(x, 2_c), 0.5_c)                       → pow(pow(x, 2_c), 0.5_c)
//     where(x > y, 1_c, 0_c)                        → x > y
//     transpose(A * B)                              → transpose(B) * transpose(A)
//     transpose(A + transpose(B))                   → B + transpose(A)
//     transpose(exp(A))                             → exp(transpose(A))
//     transpose(row_sums(A))                        → column_sums(transpose(A))
//     (2_c * A) * (x * B)                           → 2_c * (x * (A * B))
//     A * (B * A)                                   → A * B * A
//     u * (transpose(u) * Q * v)                    → transpose(u) * Q * v * u
//     sum(2_c * A)                                  → 2_c * sum(A)
//     sum(x * A)                                    → x * sum(A)
//     sum(A + C)                                    → sum(A) + sum(C)
//     row_sums(3_c * A)                             → 3_c * row_sums(A)
//     sum(exp(x + A))                               → exp(x) * sum(exp(A))
//     trace(2_c * Q + x * R)                        → 2_c * trace(Q) + x * trace(R)
//     trace(Q * R) - trace(R * Q)                   → 0_c
//     trace(transpose(Q)) - trace(Q)                → 0_c
//     trace(u * transpose(v)) - transpose(v) * u    → 0_c
//     det(transpose(Q)) - det(Q)                    → 0_c
//     inverse(transpose(Q)) - transpose(inverse(Q)) → transpose(inverse(Q)) - transpose(inverse(Q))
//     where(x > y, log(z), 0_c)                     → where(x > y, log(z), 0_c)
//     (x > y) * log(z)                              → where(x > y, log(z), 0_c)
//     (x > y) * (2_c * x * log(z))                  → 2_c * (x * where(x > y, log(z), 0_c))
//     (x > y) * x * log(z)                          → pow(x > y, 2_c) * x * log(z)
//     (x > y) * x * (x > y)                         → (x > y) * x
// A template of nothing, as all that brings formulas to this form: who never compares pays for reading it only.
template <class Late>
struct basic_canonical_maker : product_maker<basic_canonical_maker<Late>> {
  list<int> known_transposes;  ///< node + 1, or 0
  list<int> turns;             ///< how many transposes a node holds, up to a thousand

  using maker = product_maker<basic_canonical_maker<Late>>;
  using maker::is_sum, maker::is_product, maker::expands, maker::reduces, maker::write, maker::multiply_by, maker::finish, maker::is_exponential, maker::spread,
      maker::make_power, maker::make_function, maker::place_of_argument;
  using maker::maker, maker::to, maker::depth, maker::expand, maker::budget, maker::s, maker::w;

  constexpr void stand(place at) {
    if (w.at != at) known_transposes.size = 0;
    maker::stand(at);
  }

  /// Takes the numbers and the scalar factors out of a matrix: what is left is one node. See goes_out.
  constexpr int without_scalars(int node, product_of_powers& scalars, bool may_be_empty = false) {
    product_of_powers parts;
    multiply_by(parts, node, 1, false);
    w.collect(parts);
    product_of_powers matrices, exponentials;
    for (int i = 0; i < parts.powers.size; ++i) {
      power p = parts.powers.data[i];
      if (goes_out(*this, p, may_be_empty)) continue;
      if (is_exponential(p.node) && p.exponent == 1 && goes_out(*this, p, may_be_empty, 0)) p.node = without_scalar_exponent(*this, p.node, exponentials);
      matrices.powers.push(p);
    }
    if (exponentials.powers.size > 0) w.collect(matrices);
    if (!parts.fits || matrices.powers.size == 0) return node;
    int rest = w.write(matrices);
    if (const int undefined = is_sum(to.nodes.data[rest].op->code) ? vanished(*this, rest) : -1; undefined >= 0 && to.nodes.data[undefined].shape_index == to.nodes.data[node].shape_index) rest = undefined;
    if (to.nodes.data[rest].shape_index != to.nodes.data[node].shape_index) return node;
    scalars.multiply({parts.coefficient, true});
    for (int i = 0; i < parts.powers.size; ++i)
      if (goes_out(*this, parts.powers.data[i], may_be_empty)) scalars.powers.push(parts.powers.data[i]);
    for (int i = 0; i < exponentials.powers.size; ++i) scalars.powers.push(exponentials.powers.data[i]);
    return rest;
  }
  /// The node of a product in its shape, whatever of it has cancelled; where it leaves 64 bits op(a, b) as it stands.
  constexpr int finish_or_make(product_of_powers& product, const operation& op, int a, int b = -1) {
    const int result = finish(product);
    if (result < 0) return s.make(op, a, b);
    const shape operands[] = {to.shape_of(a), b < 0 ? shape{} : to.shape_of(b)};
    return spread(result, to.shape_index(op.infer(operands).extents));
  }

  constexpr int make_matrix_product(const int first, const int second) {
    if (s.is_zero(first) || s.is_zero(second)) {
      const int other = s.is_zero(first) ? second : first;
      if (expand || w.values.is_finite(other)) return s.make(operation_of<matrix_product_rule>, first, second);
      sum_of_terms domain;
      domain.terms.push({{0, 1}, to.apply(operation_of<matrix_product_rule>, first, second)});
      w.collect(domain);
      return w.write(domain);
    }
    product_of_powers product;
    const bool may_be_empty = !to.shape_of(first).columns.is_some();
    const int a = without_scalars(first, product, may_be_empty), b = without_scalars(second, product, may_be_empty);
    if (const int known = expand ? cancelled_product(*this, a, b) : -1; known >= 0) {
      multiply_by(product, known, 1, false);
      return finish_or_make(product, operation_of<matrix_product_rule>, first, second);
    }
    if (expand)
      for (bool left : {true, false})
        if (const int of_terms = left ? a : b; is_sum(to.nodes.data[of_terms].op->code) && !w.is_atomic(of_terms)) {
          sum_of_terms sum, result;
          w.split_sum(of_terms, {1, 1}, sum);
          if (sum.constant.numerator != 0 || sum.terms.size > budget) break;
          budget -= sum.terms.size;
          for (int i = 0; i < sum.terms.size; ++i) {
            const int term = spread(sum.terms.data[i].node, to.nodes.data[left ? a : b].shape_index);
            w.split_sum(make_matrix_product(left ? term : a, left ? b : term), sum.terms.data[i].coefficient, result);
          }
          w.collect(result);
          multiply_by(product, write(result), 1, false);
          product.fits = product.fits && result.fits;
          return finish_or_make(product, operation_of<matrix_product_rule>, first, second);
        }
    list<int> factors;
    split_chain(to, a, factors);
    split_chain(to, b, factors);
    const bool is_one_more = to.nodes.data[b].op->code != operation_code::matrix_product && !to.shape_of(a).rows.is_one() && !to.shape_of(a).columns.is_one() && !to.shape_of(b).columns.is_one();  // nothing of it is a number
    if (is_one_more || (!expand && depends_on_brackets(*this, factors))) product.powers.push({s.make(operation_of<matrix_product_rule>, a, b), 1, false});
    else multiply_by_chain(*this, product, factors);
    return finish_or_make(product, operation_of<matrix_product_rule>, first, second);
  }

  /// Linear, the same for a transpose, and for every rotation of a product.
  constexpr int make_trace(const operation& op, int a) {
    product_of_powers product;
    const int rest = without_scalars(a, product, !to.shape_of(a).rows.is_some());
    if (s.is_zero(rest)) return to.constant(0);
    if (is_sum(to.nodes.data[rest].op->code) || is_rule<diag_rule>(*to.nodes.data[rest].op)) {
      const bool diagonal = !is_sum(to.nodes.data[rest].op->code);
      sum_of_terms sum, traces;
      w.split_sum(rest, {1, 1}, sum, true);
      if (diagonal || sum.constant.numerator == 0) {
        for (int i = 0; i < sum.terms.size && !diagonal; ++i) w.split_sum(make_trace(op, spread(sum.terms.data[i].node, to.nodes.data[rest].shape_index)), sum.terms.data[i].coefficient, traces);
        w.collect(traces);
        multiply_by(product, diagonal ? make_reduction(operation_of<sum_rule>, to.nodes.data[rest].operands[0]) : write(traces), 1, false);
        product.fits = product.fits && traces.fits;
        return finish_or_make(product, op, a);
      }
    }
    list<int> factors;
    split_chain(to, rest, factors);
    if (expand) cancel_around(*this, factors);
    if (!expand && depends_on_brackets(*this, factors)) product.powers.push({s.make(op, rest), 1, false});
    else multiply_by_trace(*this, product, op, factors);
    return finish_or_make(product, op, a);
  }
  constexpr int turns_in(int node) {
    while (turns.size <= node) {
      const graph_node& n = to.nodes.data[turns.size];
      int count = n.op->code == operation_code::transpose;
      for (int operand : n.operands)
        if (operand >= 0) count += turns.data[operand];
      turns.push(count < 1000 ? count : 1000);
    }
    return turns.data[node];
  }
  /// Of a formula and its transpose, which serve alike, the one with fewer transposes.
  constexpr bool is_simpler(int a, int b) {
    const int first = turns_in(a), second = turns_in(b);
    return first != second ? first < second : to.is_before(a, b);
  }

  /// What is its own transpose but for the sign is 0 where it comes to one number.
  static constexpr bool is_minus_one(const product_of_powers& p) { return p.powers.size == 0 && p.coefficient == rational{-1, 1}; }

  /// det, logdet: the same for a transpose.
  constexpr int make_invariant(const operation& op, int a) {
    const int known = expand ? determinant_of_product(*this, op, a) : -1;
    return known >= 0 ? known : make_invariant_of_one(op, a);
  }
  constexpr int make_invariant_of_one(const operation& op, int a) {
    const int turned = transposed_operand(op, a);
    return s.make(op, is_simpler(turned, a) ? turned : a);
  }
  constexpr int make_inverse(const operation& op, int a) {
    const int known = expand ? inverse_of_product(*this, op, a) : -1;
    return known >= 0 ? spread(known, to.nodes.data[a].shape_index) : make_inverse_of_one(op, a);
  }
  constexpr int make_inverse_of_one(const operation& op, int a) {
    const int turned = transposed_operand(op, a);
    return is_simpler(turned, a) ? transposed(s.make(op, turned)) : s.make(op, a);
  }

  /// Sums of the rows of a transpose are those of the columns.
  static constexpr const operation& turned(const operation& op) {
    if (op.code == operation_code::row_sums) return operation_of<column_sums_rule>;
    if (op.code == operation_code::column_sums) return operation_of<row_sums_rule>;
    if (op.code == operation_code::row_maxima) return operation_of<rule_for<column_maxima_rule, Late>>;
    if (op.code == operation_code::column_maxima) return operation_of<rule_for<row_maxima_rule, Late>>;
    return op;
  }

  /// A sum over all, rows or columns: linear, and of all elements in whatever order.
  constexpr int make_reduction(const operation& op, int a) {
    product_of_powers product;
    const bool may_be_empty = (op.code != operation_code::row_sums && !to.shape_of(a).rows.is_some()) || (op.code != operation_code::column_sums && !to.shape_of(a).columns.is_some());
    const int rest = without_scalars(a, product, may_be_empty), extents = to.nodes.data[rest].shape_index;
    int result = -1;
    if (is_sum(to.nodes.data[rest].op->code) && !(may_be_empty && !expands() && has_scalar_term(*this, rest))) {
      sum_of_terms sum, sums;
      w.split_sum(rest, {1, 1}, sum, true);
      w.collect(sum);
      for (int i = 0; i < sum.terms.size; ++i) w.split_sum(make_reduction(op, spread(sum.terms.data[i].node, extents)), sum.terms.data[i].coefficient, sums);
      if (sum.constant.numerator != 0) w.split_sum(s.make(op, s.broadcast_to(to.constant(1), extents)), sum.constant, sums);
      w.collect(sums);
      if (sum.fits && sums.fits) result = write(sums);
    }
    if (result < 0 && op.code == operation_code::sum && depth != canonical_depth::written)
      result = is_rule<diagonal_rule>(*to.nodes.data[rest].op) ? make_trace(operation_of<rule_for<trace_meant_rule, Late>>, to.nodes.data[rest].operands[0]) : as_trace(rest);
    if (result < 0) {
      result = may_be_empty && !expands() && !w.values.is_finite(rest) ? to.apply(op, rest) : s.make(op, rest);
      product_of_powers turned_product;
      if (op.code == operation_code::sum) {
        const int other = s.make(op, without_scalars(transposed(rest), turned_product, may_be_empty));
        if (other == result && is_minus_one(turned_product)) product.coefficient = {0, 1};
        if (is_simpler(other, result)) {
          result = other;
          multiply_by_scalars(product, turned_product);
        }
      }
    }
    multiply_by(product, result, 1, false);
    return finish_or_make(product, op, a);
  }

  /// The sum of a ∘ b as the trace of aᵀ b, or -1.
  constexpr int as_trace(int node) {
    product_of_powers parts;
    w.split_product(node, 1, false, parts);
    if (!parts.fits || !(parts.coefficient == rational{1, 1}) || parts.powers.size == 0 || parts.powers.size > 2) return -1;
    const power a = parts.powers.data[0], b = parts.powers.data[parts.powers.size - 1];
    if (a.below || b.below || a.exponent + b.exponent != (parts.powers.size == 2 ? 2 : 4) || to.nodes.data[a.node].shape_index != to.nodes.data[node].shape_index || to.nodes.data[b.node].shape_index != to.nodes.data[node].shape_index) return -1;
    return make_trace(operation_of<rule_for<trace_meant_rule, Late>>, make_matrix_product(transposed(a.node), b.node));
  }

  /// The transpose of what a function is of.
  constexpr int transposed_operand(const operation& op, int node) {
    const place before = w.at;
    stand(place_of_argument(op, node));
    const int result = transposed(node);
    stand(before);
    return result;
  }
  /// The transpose of a canonical node, with all transposes at the leaves.
  constexpr int transposed(int node) {
    if (to.nodes.data[node].shape_index == 0) return node;
    while (known_transposes.size <= node) known_transposes.push(0);
    if (known_transposes.data[node] == 0) {
      const int result = transpose_of(*this, node);
      known_transposes.data[node] = result + 1;
      if (w.is_atomic(node)) w.make_atomic(result);
    }
    return known_transposes.data[node] - 1;
  }
};

}  // namespace nabla::detail
