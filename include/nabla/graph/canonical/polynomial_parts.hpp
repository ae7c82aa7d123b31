// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/canonical/terms.hpp>
#include <nabla/graph/graph.hpp>
#include <nabla/rules/powers.hpp>

namespace nabla::detail {

/// Sums of terms and products of powers in a graph, taken apart.
template <class Late>
struct polynomial_parts {
  graph& g;
  list<bool> atomic = {};  ///< sums and products that are one part of what reads them

  constexpr bool is(int i, operation_number code) const { return g.nodes.data[i].op->code == code; }
  constexpr int operand(int i, int k) const { return g.nodes.data[i].operands[k]; }
  constexpr int apply(const operation& op, int a, int b = -1) { return g.apply(op, a, b); }

  /// Scalars first, so that a matrix is met as late as possible; then by structural key.
  constexpr bool before(int a, int b) const {
    const bool first = g.nodes.data[a].shape_index == 0, second = g.nodes.data[b].shape_index == 0;
    return first != second ? first : g.is_before(a, b);
  }

  /// Is `node` a whole-numbered power of something? The exponent is in [2, 2^31).
  constexpr bool is_power(int node) const {
    if (!is(node, operation_code::power) || !is(operand(node, 1), operation_code::constant)) return false;
    const rational& e = g.nodes.data[operand(node, 1)].value;
    return e.denominator == 1 && e.numerator >= 2 && e.numerator < 0x80000000;
  }

  /// A sum or product that several read and that has more parts than this stays one part of what reads it: y + f(y), again and again, would
  /// have as many terms as steps in each of its steps.
  static constexpr int longest_shared = 24;
  constexpr bool is_atomic(int node) const { return node < atomic.size && atomic.data[node]; }
  constexpr void make_atomic_if_long(int node) {
    while (is(node, operation_code::negate) || (is(node, operation_code::multiply) && is(operand(node, 0), operation_code::constant))) node = operand(node, is(node, operation_code::negate) ? 0 : 1);
    const bool sums = is(node, operation_code::add) || is(node, operation_code::subtract);
    if (is_atomic(node)) return;
    int parts[longest_shared + 2] = {node}, count = 1;
    for (int found = 0; count > 0 && found + count <= longest_shared;) {
      const int at = parts[--count];
      const operation_number code = g.nodes.data[at].op->code;
      const bool inner = sums ? code == operation_code::add || code == operation_code::subtract : code == operation_code::multiply || code == operation_code::divide;
      if (inner && !is_atomic(at)) {
        parts[count++] = operand(at, 1);
        parts[count++] = operand(at, 0);
      } else {
        ++found;
      }
    }
    if (count > 0) make_atomic(node);
  }
  constexpr void make_atomic(int node) {
    while (atomic.size <= node) atomic.push(false);
    atomic.data[node] = true;
  }

  // ---- apart: nodes as this writer has made them --------------------------------------------------------------------------------

  /// Adds `coefficient` · node to a sum; `open`: the terms of node even if it is atomic.
  constexpr void split_sum(int node, rational coefficient, sum_of_terms& to, bool open = false) {
    struct item {
      int node;
      rational coefficient;
    };
    list<item> todo;
    todo.push({node, coefficient});
    while (todo.size > 0) {
      const item at = todo.data[--todo.size];
      if (is_atomic(at.node) && !(open && at.node == node)) {
        to.terms.push({at.coefficient, at.node});
        continue;
      }
      const checked_rational minus = negated(at.coefficient);
      switch (g.nodes.data[at.node].op->code) {
        case operation_code::constant: {
          const checked_rational value = product_of(g.nodes.data[at.node].value, at.coefficient);
          to.fits = to.fits && value.fits;
          to.add_constant(value.value);
          break;
        }
        case operation_code::add:
        case operation_code::subtract:
          todo.push({operand(at.node, 1), is(at.node, operation_code::add) ? at.coefficient : minus.value});
          todo.push({operand(at.node, 0), at.coefficient});
          break;
        case operation_code::negate: todo.push({operand(at.node, 0), minus.value}); break;
        case operation_code::broadcast:
          if (!is(operand(at.node, 0), operation_code::constant) || g.nodes.data[operand(at.node, 0)].value.numerator != 0) to.terms.push({at.coefficient, at.node});
          break;
        case operation_code::multiply:
          if (is(operand(at.node, 0), operation_code::constant)) {
            const checked_rational value = product_of(g.nodes.data[operand(at.node, 0)].value, at.coefficient);
            to.fits = to.fits && value.fits;
            todo.push({operand(at.node, 1), value.value});
            break;
          }
          to.terms.push({at.coefficient, at.node});
          break;
        case operation_code::divide:
          if (is(operand(at.node, 0), operation_code::constant)) {
            const checked_rational value = product_of(g.nodes.data[operand(at.node, 0)].value, at.coefficient);
            to.fits = to.fits && value.fits;
            to.terms.push({value.value, apply(operation_of<divide_rule>, g.constant(1), operand(at.node, 1))});
            break;
          }
          to.terms.push({at.coefficient, at.node});
          break;
        default: to.terms.push({at.coefficient, at.node});
      }
    }
  }

  /// Multiplies a product by node ^ exponent, or divides it.
  constexpr void split_product(int node, std::int64_t exponent, bool below, product_of_powers& to, bool open = false) const {
    list<power> todo;
    todo.push({node, exponent, below});
    while (todo.size > 0) {
      const power at = todo.data[--todo.size];
      if (is_atomic(at.node) && !(open && at.node == node)) {
        to.powers.push(at);
        continue;
      }
      switch (g.nodes.data[at.node].op->code) {
        case operation_code::constant: to.multiply(power_of(g.nodes.data[at.node].value, at.below ? -at.exponent : at.exponent)); break;
        case operation_code::multiply:
          todo.push({operand(at.node, 1), at.exponent, at.below});
          todo.push({operand(at.node, 0), at.exponent, at.below});
          break;
        case operation_code::divide:
          todo.push({operand(at.node, 1), at.exponent, !at.below});
          todo.push({operand(at.node, 0), at.exponent, at.below});
          break;
        case operation_code::negate:
          to.multiply({{at.exponent % 2 == 0 ? 1 : -1, 1}, true});
          todo.push({operand(at.node, 0), at.exponent, at.below});
          break;
        default:
          if (is_power(at.node)) todo.push({operand(at.node, 0), at.exponent * g.nodes.data[operand(at.node, 1)].value.numerator, at.below});
          else to.powers.push(at);
      }
    }
  }
};

}  // namespace nabla::detail
