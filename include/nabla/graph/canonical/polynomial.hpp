// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/canonical/polynomial_parts.hpp>
#include <nabla/graph/known_values.hpp>
#include <nabla/graph/simplify/simplify.hpp>
#include <nabla/support/sorted.hpp>

namespace nabla::detail {

/// Sums of terms and products of powers in a graph, put together in their one order.
template <class Late>
struct polynomial_writer : polynomial_parts<Late> {
  using base = polynomial_parts<Late>;
  using base::apply, base::before, base::g, base::is, base::operand, base::split_product;
  known_values values;
  place at = place::open;
  bool cancel = false;  ///< where both are defined: what is undefined may go

  constexpr explicit polynomial_writer(graph& target) : base{target}, values{target} {}

  // ---- in order, each once ---------------------------------------------------------------------------------------------------------

  constexpr void collect(sum_of_terms& s) {
    if (merge(s) > 0) keep_domain(s);
  }
  constexpr void collect(product_of_powers& p) {
    sort(p.powers, [this](const power& a, const power& b) { return a.below != b.below ? !a.below : before(a.node, b.node); });
    int kept = 0;
    for (int i = 0; i < p.powers.size; ++i) {
      if (kept > 0 && p.powers.data[kept - 1].node == p.powers.data[i].node && p.powers.data[kept - 1].below == p.powers.data[i].below)
        p.powers.data[kept - 1].exponent += p.powers.data[i].exponent;
      else p.powers.data[kept++] = p.powers.data[i];
    }
    p.powers.size = kept;
    divide(p);
    multiply_by_conditions(p);
  }
  /// A condition is its square. Of what may be no number it is a factor as that, for c z is where(c, z, 0).
  constexpr void multiply_by_conditions(product_of_powers& p) {
    bool finite = true, any = false;
    for (int i = 0; i < p.powers.size && !p.powers.data[i].below; ++i)
      if (g.is_condition(p.powers.data[i].node)) any = true;
      else finite = finite && values.is_finite(p.powers.data[i].node);
    for (int i = 0; i < p.powers.size && any && !p.powers.data[i].below; ++i)
      if (g.is_condition(p.powers.data[i].node)) p.powers.data[i].exponent = finite ? 1 : 2;
  }
  /// Each node once, and with the coefficient 0 besides where it has cancelled, all or in part: where it is infinite the whole is NaN. How many
  /// of these are there?
  constexpr int merge(sum_of_terms& s) {
    sort(s.terms, [this](const term& a, const term& b) { return before(a.node, b.node); });
    int kept = 0, vanished = 0;
    for (int i = 0; i < s.terms.size;) {
      const int node = s.terms.data[i].node;
      rational total = s.terms.data[i].coefficient;
      bool cancelled = total.numerator == 0;
      for (++i; i < s.terms.size && s.terms.data[i].node == node; ++i) {
        const rational& next = s.terms.data[i].coefficient;
        cancelled = cancelled || next.numerator == 0 || (next.numerator < 0) != (total.numerator < 0);
        const checked_rational sum = sum_of(total, next);
        total = sum.value;
        s.fits = s.fits && sum.fits;
      }
      if (total.numerator != 0) s.terms.data[kept++] = {total, node};
      if (cancelled && (total.numerator == 0 || at != place::open)) {
        s.terms.data[kept++] = {{0, 1}, node};
        ++vanished;
      }
    }
    s.terms.size = kept;
    return vanished;
  }

  // ---- what is left of what cancels: a term with the coefficient 0, which stands for 0 where it is a number ----------------------

  /// Adds, with the coefficient 0, what is no number where node, or 1 / node, is none.
  constexpr void add_domain(int node, bool below, sum_of_terms& to) {
    list<power> todo;
    todo.push({node, 1, below});
    while (todo.size > 0) {
      const power part = todo.data[--todo.size];
      const graph_node n = g.nodes.data[part.node];
      if (values.is_finite(part.node) && !(part.below && values.may_be_zero(part.node))) continue;
      product_of_powers factors;
      split_product(part.node, 1, part.below, factors);
      if (factors.powers.size != 1 || factors.powers.data[0].node != part.node) {
        if (!factors.fits) to.terms.push({{0, 1}, part.below ? apply(operation_of<divide_rule>, g.constant(1), part.node) : part.node});
        else
          for (int i = 0; i < factors.powers.size; ++i) todo.push({factors.powers.data[i].node, 1, factors.powers.data[i].below});
      } else if (!part.below && (n.op->code == operation_code::add || n.op->code == operation_code::subtract || n.op->code == operation_code::broadcast || (n.op->elementwise && n.op->arity == 1 && n.op->range.strict && n.op->range.finite))) {
        for (int k = 0; k < 2 && n.operands[k] >= 0; ++k) todo.push({n.operands[k], 1, false});
      } else if (!part.below && n.op->code == operation_code::matrix_product) {
        to.terms.push({{0, 1}, without_finite_factors(part.node)});
      } else {
        to.terms.push({{0, 1}, part.below ? apply(operation_of<divide_rule>, g.constant(1), part.node) : part.node});
      }
    }
  }
  /// A product of matrices is a number where 0 times those of them is that are not finite.
  constexpr int without_finite_factors(int node) {
    for (int k : {0, 1}) {
      int rest = node;
      while (g.nodes.data[rest].op->code == operation_code::matrix_product && g.shape_of(g.nodes.data[rest].operands[0]).columns.is_some() && values.is_finite(g.nodes.data[rest].operands[k])) rest = g.nodes.data[rest].operands[1 - k];
      if (rest == node) continue;
      shape zeros = g.shape_of(node);
      (k == 0 ? zeros.columns : zeros.rows) = k == 0 ? g.shape_of(rest).rows : g.shape_of(rest).columns;
      const int zero = simplifier{g}.broadcast_to(g.constant(0), g.shape_index(zeros));
      node = k == 0 ? apply(operation_of<matrix_product_rule>, zero, rest) : apply(operation_of<matrix_product_rule>, rest, zero);
    }
    return node;
  }
  /// Of terms with the coefficient 0 their domain is kept, where nothing else in the sum has it.
  constexpr void keep_domain(sum_of_terms& s) {
    sum_of_terms kept, domain;
    for (int i = 0; i < s.terms.size; ++i)
      if (s.terms.data[i].coefficient.numerator != 0) kept.terms.push(s.terms.data[i]);
      else if (!cancel || values[s.terms.data[i].node].nowhere) add_domain(s.terms.data[i].node, false, domain);
    merge(domain);
    sum_of_terms there;
    if (at == place::open && domain.terms.size > 0)
      for (int i = 0; i < kept.terms.size; ++i) add_domain(kept.terms.data[i].node, false, there);
    merge(there);
    for (int i = 0, k = 0; i < domain.terms.size; ++i) {
      while (k < there.terms.size && before(there.terms.data[k].node, domain.terms.data[i].node)) ++k;
      if (k == there.terms.size || there.terms.data[k].node != domain.terms.data[i].node) kept.terms.push(domain.terms.data[i]);
    }
    s.terms = static_cast<list<term>&&>(kept.terms);
    sort(s.terms, [this](const term& a, const term& b) { return before(a.node, b.node); });
  }

  /// Of what stands above and below, one of it stays below where it may be 0, so that what is undefined stays so: x³ / x² is x² / x. Where it
  /// matters whether that is an infinity or NaN, or where it may be infinite itself, one stays above too.
  constexpr void divide(product_of_powers& p) {
    int above = 0, below = 0, kept = 0;
    while (below < p.powers.size && !p.powers.data[below].below) ++below;
    if (below == 0 || below == p.powers.size) return;
    for (const int first = below; above < first && below < p.powers.size;) {
      power &a = p.powers.data[above], &b = p.powers.data[below];
      if (a.node == b.node) {
        const node_values v = values[a.node];
        const bool all = cancel || (v.finite && (v.signs & known_values::zero) == 0);
        const std::int64_t left = a.exponent - b.exponent, over = !all && (left >= 0 || at != place::open || !v.never_infinite) ? 1 : 0;
        a.exponent = (left >= 0 ? left : 0) + over;
        b.exponent = (left >= 0 ? 0 : -left) + over;
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
    auto part = [&](const rational& r) { return common == rational{1, 1} ? r : rational{r.numerator < 0 ? -1 : 1, 1}; };
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
    if (result >= 0) result = scaled(common, result);
    for (int i = 0; i < s.terms.size; ++i)
      if (const int node = s.terms.data[i].node; s.terms.data[i].coefficient.numerator == 0)
        result = apply(operation_of<subtract_rule>, result < 0 ? node : apply(operation_of<add_rule>, result, node), node);
    return result < 0 ? g.constant(0) : result;
  }

  constexpr int write(const power& p) { return p.exponent == 1 ? p.node : apply(operation_of<rule_for<pow_rule, Late>>, p.node, g.constant(p.exponent)); }

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

}  // namespace nabla::detail
