// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/simplify.hpp>
#include <nabla/graph/terms.hpp>
#include <nabla/rules/powers.hpp>
#include <nabla/support/sorted.hpp>

namespace nabla {

/// Sums of terms and products of powers in a graph: taking them apart, and putting them together in their one order.
struct polynomial_writer {
  graph& g;
  list<bool> closed = {};  ///< sums and products that are one part of what reads them

  constexpr bool is(int i, operation_code code) const { return g.code_of(i) == code; }
  constexpr int operand(int i, int k) const { return g[i].operands[k]; }
  constexpr int apply(const operation& op, int a, int b = -1) { return g.apply(op, a, b); }

  /// Scalars first, so that a matrix is met as late as possible; then by structural key.
  constexpr bool before(int a, int b) const {
    const bool first = g[a].form == 0, second = g[b].form == 0;
    return first != second ? first : g.is_before(a, b);
  }

  /// Is `node` a whole-numbered power of something? The exponent is in [2, 2^31).
  constexpr bool is_power(int node) const {
    if (!is(node, operation_code::power) || !is(operand(node, 1), operation_code::constant)) return false;
    const rational& e = g[operand(node, 1)].value;
    return e.denominator == 1 && e.numerator >= 2 && e.numerator < 0x80000000;
  }

  /// A sum or product that several read and that has more parts than this stays one part of what reads it: y + f(y), again and again, would
  /// have as many terms as steps in each of its steps.
  static constexpr int longest_shared = 24;
  constexpr bool is_closed(int node) const { return node < closed.size && closed.data[node]; }
  constexpr void close_if_long(int node) {
    while (is(node, operation_code::negate) || (is(node, operation_code::multiply) && is(operand(node, 0), operation_code::constant))) node = operand(node, is(node, operation_code::negate) ? 0 : 1);
    const bool sums = is(node, operation_code::add) || is(node, operation_code::subtract);
    if (is_closed(node)) return;
    int parts[longest_shared + 2] = {node}, count = 1;
    for (int found = 0; count > 0 && found + count <= longest_shared;) {
      const int at = parts[--count];
      const operation_code code = g.code_of(at);
      const bool inner = sums ? code == operation_code::add || code == operation_code::subtract : code == operation_code::multiply || code == operation_code::divide;
      if (inner && !is_closed(at)) {
        parts[count++] = operand(at, 1);
        parts[count++] = operand(at, 0);
      } else {
        ++found;
      }
    }
    if (count > 0) close(node);
  }
  constexpr void close(int node) {
    while (closed.size <= node) closed.push(false);
    closed.data[node] = true;
  }

  // ---- apart: nodes as this writer has made them --------------------------------------------------------------------------------

  /// Adds `coefficient` · node to a sum; `open`: the terms of node even if it is closed.
  constexpr void split_sum(int node, rational coefficient, sum_of_terms& to, bool open = false) {
    struct item {
      int node;
      rational coefficient;
    };
    list<item> todo;
    todo.push({node, coefficient});
    while (todo.size > 0) {
      const item at = todo.data[--todo.size];
      if (is_closed(at.node) && !(open && at.node == node)) {
        to.terms.push({at.coefficient, at.node});
        continue;
      }
      const checked_rational minus = negated(at.coefficient);
      switch (g.code_of(at.node)) {
        case operation_code::constant: {
          const checked_rational value = product_of(g[at.node].value, at.coefficient);
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
          if (!is(operand(at.node, 0), operation_code::constant) || g[operand(at.node, 0)].value.numerator != 0) to.terms.push({at.coefficient, at.node});
          break;
        case operation_code::multiply:
          if (is(operand(at.node, 0), operation_code::constant)) {
            const checked_rational value = product_of(g[operand(at.node, 0)].value, at.coefficient);
            to.fits = to.fits && value.fits;
            todo.push({operand(at.node, 1), value.value});
            break;
          }
          to.terms.push({at.coefficient, at.node});
          break;
        case operation_code::divide:
          if (is(operand(at.node, 0), operation_code::constant)) {
            const checked_rational value = product_of(g[operand(at.node, 0)].value, at.coefficient);
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
      if (is_closed(at.node) && !(open && at.node == node)) {
        to.powers.push(at);
        continue;
      }
      switch (g.code_of(at.node)) {
        case operation_code::constant: to.multiply(power_of(g[at.node].value, at.below ? -at.exponent : at.exponent)); break;
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
          if (is_power(at.node)) todo.push({operand(at.node, 0), at.exponent * g[operand(at.node, 1)].value.numerator, at.below});
          else to.powers.push(at);
      }
    }
  }

  // ---- in order, each once ---------------------------------------------------------------------------------------------------------

  constexpr void collect(sum_of_terms& s) const {
    sort(s.terms, [this](const term& a, const term& b) { return before(a.node, b.node); });
    int kept = 0;
    for (int i = 0; i < s.terms.size; ++i) {
      if (kept > 0 && s.terms.data[kept - 1].node == s.terms.data[i].node) {
        const checked_rational sum = sum_of(s.terms.data[kept - 1].coefficient, s.terms.data[i].coefficient);
        s.terms.data[kept - 1].coefficient = sum.value;
        s.fits = s.fits && sum.fits;
      } else {
        s.terms.data[kept++] = s.terms.data[i];
      }
    }
    s.terms.size = kept;
  }
  /// With `cancel` what stands above and below goes; else one of it stays below, so that what is undefined stays so: x³ / x² is x² / x.
  constexpr void collect(product_of_powers& p, bool cancel = false) const {
    sort(p.powers, [this](const power& a, const power& b) { return a.below != b.below ? !a.below : before(a.node, b.node); });
    int kept = 0;
    for (int i = 0; i < p.powers.size; ++i) {
      if (kept > 0 && p.powers.data[kept - 1].node == p.powers.data[i].node && p.powers.data[kept - 1].below == p.powers.data[i].below)
        p.powers.data[kept - 1].exponent += p.powers.data[i].exponent;
      else p.powers.data[kept++] = p.powers.data[i];
    }
    p.powers.size = kept;
    divide(p, cancel);
  }
  constexpr void divide(product_of_powers& p, bool cancel) const {
    int above = 0, below = 0, kept = 0;
    while (below < p.powers.size && !p.powers.data[below].below) ++below;
    if (below == 0 || below == p.powers.size) return;
    for (const int first = below; above < first && below < p.powers.size;) {
      power &a = p.powers.data[above], &b = p.powers.data[below];
      if (a.node == b.node) {
        const std::int64_t left = a.exponent - b.exponent, over = left >= 0 && !cancel ? 1 : 0;
        a.exponent = left >= 0 ? left + over : 0;
        b.exponent = left >= 0 ? over : -left;
      }
      if (before(a.node, b.node)) ++above;
      else ++below;
    }
    for (int i = 0; i < p.powers.size; ++i)
      if (p.powers.data[i].exponent != 0) p.powers.data[kept++] = p.powers.data[i];
    p.powers.size = kept;
  }

  // ---- together -----------------------------------------------------------------------------------------------------------------------

  constexpr int scaled(const rational& coefficient, int node) {
    if (coefficient == rational{1, 1}) return node;
    if (coefficient == rational{-1, 1}) return apply(operation_of<negate_rule>, node);
    if (!is(node, operation_code::divide) || !is(operand(node, 0), operation_code::constant)) return apply(operation_of<multiply_rule>, g.constant(coefficient), node);
    const int below = operand(node, 1);  // c / x, not c * (1 / x)
    if (coefficient.numerator < 0) return apply(operation_of<negate_rule>, apply(operation_of<divide_rule>, g.constant(negated(coefficient).value), below));
    return apply(operation_of<divide_rule>, g.constant(coefficient), below);
  }

  /// The one size that all numbers of a sum have, or 1.
  constexpr rational common_size(const sum_of_terms& s) const {
    auto size = [](rational r) { return r.numerator < 0 ? rational{-r.numerator, r.denominator} : r; };
    int count = s.constant.numerator != 0;
    rational common = size(s.constant);
    for (int i = 0; i < s.terms.size; ++i) {
      if (s.terms.data[i].coefficient.numerator == 0) continue;
      if (count++ == 0) common = size(s.terms.data[i].coefficient);
      else if (!(common == size(s.terms.data[i].coefficient))) return {1, 1};
    }
    return count > 1 ? common : rational{1, 1};
  }

  /// The node of a collected sum: positive terms lead, constants close it; 2 x + 2 y is 2 (x + y).
  constexpr int write(const sum_of_terms& s) {
    const rational common = common_size(s);
    auto part = [&](const rational& r) { return quotient_of(r, common).value; };
    auto minus = [](const rational& r) { return negated(r).value; };
    int result = -1;
    auto append = [&](const rational& coefficient, int node) {
      const bool negative = coefficient.numerator < 0;
      if (result < 0) result = scaled(coefficient, node);
      else result = apply(negative ? operation_of<subtract_rule> : operation_of<add_rule>, result, scaled(negative ? minus(coefficient) : coefficient, node));
    };
    const int one = s.constant.numerator != 0 ? g.constant(1) : -1;
    int head = -1;
    for (int i = 0; i < s.terms.size && head < 0; ++i)
      if (s.terms.data[i].coefficient.numerator > 0) head = i;
    const bool constant_leads = head < 0 && s.constant.numerator > 0;
    if (head >= 0) append(part(s.terms.data[head].coefficient), s.terms.data[head].node);
    else if (constant_leads) result = g.constant(part(s.constant));
    for (int i = 0; i < s.terms.size; ++i)
      if (i != head && s.terms.data[i].coefficient.numerator != 0) append(part(s.terms.data[i].coefficient), s.terms.data[i].node);
    if (one >= 0 && !constant_leads) {
      const rational value = part(s.constant);
      if (result < 0) result = g.constant(value);
      else result = apply(value.numerator < 0 ? operation_of<subtract_rule> : operation_of<add_rule>, result, g.constant(value.numerator < 0 ? minus(value) : value));
    }
    return result < 0 ? g.constant(0) : scaled(common, result);
  }

  constexpr int write(const power& p) { return p.exponent == 1 ? p.node : apply(operation_of<pow_rule>, p.node, g.constant(p.exponent)); }

  /// The node of a collected product: coefficient · above / below.
  constexpr int write(const product_of_powers& p) {
    int above = -1, below = -1;
    for (int i = 0; i < p.powers.size; ++i) {
      int& part = p.powers.data[i].below ? below : above;
      const int factor = write(p.powers.data[i]);
      part = part < 0 ? factor : apply(operation_of<multiply_rule>, part, factor);
    }
    if (below < 0) return above < 0 ? g.constant(p.coefficient) : scaled(p.coefficient, above);
    return scaled(p.coefficient, apply(operation_of<divide_rule>, above < 0 ? g.constant(1) : above, below));
  }
};

}  // namespace nabla
