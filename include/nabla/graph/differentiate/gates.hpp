// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/differentiate/logarithms.hpp>
#include <nabla/rules/no_nan.hpp>

namespace nabla::detail {

/// An adjoint or a tangent. It is zero where its gate or its factor is zero, whatever `value` is there: what is computed and not taken, and what
/// is not read, stays inside, infinities and NaN too.
struct gated {
  static constexpr int none = -1;
  int value = none;
  int gate = none;      ///< piecewise constant, so that it gates derivatives of every order too
  bool masked = false;  ///< `value` is zero where the gate is
  int factor = none;    ///< what `value` is still to be multiplied by
  int rest = none;      ///< a summand without that factor, where there is no gate
  int divisor = none;   ///< u, by which `value` is divided once it has met the slope of u: before, the quotient may leave the range of the numbers
  int inverse = none;   ///< 1 / u, where there is one, or a multiple of it
  bool of_quotient = false;  ///< u is what something that is no constant is divided by
  bool of_logarithm = false;  ///< `value` has not the size of 1 / u: the slope of u is divided, for it has that of u
};

/// The local derivative of an elementwise function by one of its operands, as reverse mode, forward mode and the terms of elements multiply by it.
struct local_derivative {
  int value = gated::none;   ///< none: it is zero
  int factor = gated::none;  ///< what it is still to be multiplied by
  bool is_choice = false;    ///< not a number but the condition under which all passes as it is: of an arm of where()
};

/// The algebra of what is gated. What a local derivative says of itself is enough: it is a condition or another function whose entry says `is_gate`,
/// or has such a factor; or where(c, a, 0_c); or a product in which a zero is a zero, multiply_no_nan(a, b).
/// A gate is applied only where something may be infinite, and dropped where it cannot matter.
struct gate_maker : logarithm_reader {
  bool inwards = true;  ///< from functions to their operands: of two factors the one outside makes all zero, even what is infinite
  bool shares_slopes = true;  ///< derivatives by other symbols, too, multiply by b r / u

  constexpr explicit gate_maker(graph& to, bool is_reverse = true) : logarithm_reader(to), inwards(is_reverse) {}

  constexpr int both(int c, int d) { return c < 0 || implies(d, c) ? d : (d < 0 || implies(c, d) ? c : s.make(operation_of<and_rule>, c, d)); }
  /// Is d a factor of c?
  constexpr bool implies(int c, int d) const {
    if (c == d || c < 0) return c == d;
    const graph_node& n = g.nodes.data[c];
    return (n.op->code == operation_code::multiply || is_rule<and_rule>(*n.op)) && (implies(n.operands[0], d) || implies(n.operands[1], d));
  }

  /// a b, and 0 where b = 0.
  constexpr int zero_product(int a, int b) {
    if (b < 0) return a;
    return s.make(operation_of<multiply_no_nan_rule>, a, b);
  }
  constexpr gated divided(const gated& given) {
    gated d = given;
    if (d.divisor < 0) return d;
    d.value = d.inverse < 0 ? s.make(operation_of<divide_rule>, d.value, d.divisor) : s.multiply(d.value, d.inverse);
    d.divisor = d.inverse = gated::none;
    return d;
  }
  constexpr gated with_factor(gated d) {
    if (d.factor < 0) return divided(d);
    const bool masked = d.masked && is_finite(d.factor);
    const int product = zero_product(d.value, d.factor);
    return {d.rest < 0 ? product : s.add(product, d.rest), d.gate, masked};
  }
  /// The derivative itself, with its factor and its gate applied.
  constexpr int with_gate(gated d) {
    d = with_factor(d);
    if (d.gate < 0 || d.masked) return d.value;
    const int other = without(d.value, d.gate, 4);
    return other >= 0 ? zero_product(other, d.gate) : where(d.gate, d.value, g.constant(0));
  }

  constexpr gated sum(gated a, gated b) {
    if (a.value < 0) return b;
    if (a.divisor >= 0 && a.divisor == b.divisor && (a.inverse == b.inverse || is_plain_quotient(a, b) || is_plain_quotient(b, a))) return {.value = s.add(a.value, b.value), .divisor = a.divisor, .inverse = a.inverse < 0 ? b.inverse : a.inverse, .of_quotient = a.of_quotient || b.of_quotient};
    a = divided(a);
    b = divided(b);
    if (a.factor >= 0 && b.factor >= 0 && a.factor != b.factor) {
      take_common_factor(a, b);
      take_common_factor(b, a);
    }
    if (a.gate == b.gate && a.factor == b.factor) return {s.add(a.value, b.value), a.gate, a.masked && b.masked, a.factor, rest_of(a.rest, b.rest)};
    if (!inwards && a.gate < 0 && b.gate < 0 && (a.factor < 0 || b.factor < 0))
      return a.factor < 0 ? gated{b.value, gated::none, false, b.factor, rest_of(a.value, b.rest)} : gated{a.value, gated::none, false, a.factor, rest_of(a.rest, b.value)};
    a = with_factor(a);
    b = with_factor(b);
    if (a.gate == b.gate) return {s.add(a.value, b.value), a.gate, a.masked && b.masked};
    if (a.gate >= 0 && b.gate >= 0) {
      if (!(a.masked && b.masked) && negation(a.gate) == b.gate) return {where(a.gate, a.value, b.value)};
      return {s.add(with_gate(a), with_gate(b)), s.make(operation_of<or_rule>, a.gate, b.gate), true};
    }
    return {s.add(with_gate(a), with_gate(b))};
  }

  /// Is a to be divided by what b is to be multiplied by the inverse of?
  constexpr bool is_plain_quotient(const gated& a, const gated& b) const { return a.inverse < 0 && b.inverse >= 0 && s.is_inverse(b.inverse, b.divisor); }
  static constexpr bool is_sum(const graph_node& n) { return n.op->code == operation_code::add || n.op->code == operation_code::subtract || n.op->code == operation_code::negate; }
  constexpr gated negated_sum(gated d) { return {s.negate(d.value), d.gate, d.masked, d.factor, s.negate(d.rest)}; }
  constexpr int rest_of(int a, int b) { return a < 0 ? b : (b < 0 ? a : s.add(a, b)); }

  /// Summed over the directions in which `shape_index` has size 1; such a sum is not zero where some summand is not.
  constexpr gated sum_to(gated d, int shape_index) {
    if (d.value < 0) return d;
    if (g.nodes.data[d.value].shape_index != shape_index) d = divided(d);
    if (d.factor >= 0 && g.nodes.data[d.value].shape_index != shape_index) d = with_factor(d);
    if (d.gate >= 0) {
      const shape from = g.shape_of(d.gate), to = g.shapes.data[shape_index];
      const bool rows = to.rows.is_one() && !from.rows.is_one(), columns = to.columns.is_one() && !from.columns.is_one();
      if (rows || columns) {
        const int reduced = g.shape_index(matrix_shape(rows ? extent(1) : from.rows, columns ? extent(1) : from.columns));
        return {s.sum_to(with_gate(d), shape_index), any(d.gate, reduced), true};
      }
    }
    return {s.sum_to(d.value, shape_index), d.gate, d.masked, d.factor, d.rest, d.divisor, d.inverse, d.of_quotient};
  }
  /// Is the gate open somewhere in the directions in which `shape_index` has size 1?
  constexpr int any(int gate, int shape_index) { return g.nodes.data[gate].shape_index == shape_index ? gate : s.make(operation_of<greater_rule>, s.sum_to(condition(gate), shape_index), g.constant(0)); }

  /// d times the local derivative of node i, which is elementwise, by its operand k.
  constexpr gated times(gated d, int i, int k) {
    const operation& op = *g.nodes.data[i].op;
    // of sums and differences, whose entries say 1, nothing has to be found out: what is passed on is d itself
    if ((op.code == operation_code::add || (op.code == operation_code::subtract && k == 0)) && moves_alike(op, k)) return d;
    if (d.rest >= 0 && is_sum(g.nodes.data[i])) return negated_sum(d);
    if (d.rest >= 0) d = with_factor(d);
    local_derivative local = local_of(i, k);
    if (local.value < 0) return {};
    take_factor(local, i, k);
    return times(d, local, i);
  }
  /// A tangent d times `local`, the derivative of r: of b r / u as (d / u) (b r), of -b r as (d b) r, for d / u and d b, the share of the tangent, stay in the range of the numbers.
  constexpr int product(int d, int local, int r) {
    if (s.is(local, operation_code::divide) && s.without_coefficient(s.operand(local, 0)) == r) return s.multiply(s.make(*g.nodes.data[local].op, d, s.operand(local, 1)), s.operand(local, 0));
    const int positive = positive_of(local);
    if (positive == local || !s.is(positive, operation_code::multiply)) return s.multiply(d, local);
    const int a = s.operand(positive, 0), b = s.operand(positive, 1);
    if (a != r && b != r) return s.multiply(d, local);
    return s.negate(s.multiply(s.multiply(d, a == r ? b : a), r));
  }
  /// d times the derivative of a node by branch number k.
  constexpr gated times(gated d, const branches& of, int k) {
    return of.are_factors ? multiplied(d.rest < 0 ? d : with_factor(d), slope_by_factor(of.node, k), of.node) : times(d, of.node, k);
  }
  constexpr local_derivative local_of(const branches& of, int k) { return of.are_factors ? local_derivative{.value = slope_by_factor(of.node, k)} : local_of(of.node, k); }
  constexpr local_derivative local_of(int i, int k) {
    const graph_node& n = g.nodes.data[i];  // not kept: it may move
    if (n.op->code == operation_code::where) return k == 0 ? local_derivative{} : local_derivative{.value = k == 2 ? negation(n.operands[0]) : (is_gate(n.operands[0]) ? n.operands[0] : condition(n.operands[0])), .is_choice = true};
    const bool by_sign = n.op->range.by_sign;
    const facts& derivative = *n.op->derivatives[k];
    if (derivative.op->code == operation_code::placeholder && !by_sign) {  // as of products: written out, for an array takes long
      const int value = derivative.value.numerator == result_index ? i : n.operands[derivative.value.numerator];
      return {.value = s.is_zero(value) ? gated::none : value};
    }
    const int operands[max_arity] = {n.operands[0], n.operands[1], n.operands[2], n.operands[3]};
    int value = s.splice(derivative, operands, i, -1);
    if (by_sign) value = slope_by_sign(s, value);
    return {.value = s.is_zero(value) ? gated::none : value};
  }
  constexpr gated times(gated d, const local_derivative& local, int result) {
    if (local.is_choice) d = divided(d);
    if (local.is_choice) return {d.value, both(d.gate, local.value), false, d.factor};
    if (const int factor = local.factor; factor >= 0) d.factor = d.factor < 0 ? factor : (inwards ? zero_product(factor, d.factor) : zero_product(d.factor, factor));
    return multiplied(d, local.value, result);
  }
  /// d times `local`, with what gates that has.
  constexpr gated multiplied(gated d, int local, int result) {
    const int gate = gate_of(local);
    if (d.gate < 0 && gate < 0 && d.factor < 0 && inwards && g.shapes.size == 1) return apart(d, local, result);
    if (d.divisor >= 0) d = divided(d);
    const int value = inwards ? divided(apart({d.value}, local, result)).value : product(d.value, local, result);
    if (value < 0 || (!inwards && s.is_zero(value))) return {};
    if (d.gate < 0 && gate < 0) return {value, gated::none, false, d.factor};
    const bool keeps = is_finite(local), masked = (d.gate < 0 || (d.masked && keeps)) && (gate < 0 || (keeps && is_finite(d.value)));
    return {value, both(d.gate, gate), masked, d.factor};
  }
  /// An adjoint d times `local`, the derivative of r, divided later where a quotient is in that: -(r (1 / u)), -(r r) with r = 1 / u, b r / u, or -(b r). What is between has the size of the root of which d is the
  /// adjoint, and so has that times the slope of u.
  constexpr gated apart(gated d, int local, int r) {
    int factor = positive_of(local), inverse = factor, divisor = inverted(inverse);
    const bool negative = factor != local;
    if (negative && d.divisor == r && s.is(factor, operation_code::multiply) && s.operand(factor, 0) == r && s.operand(factor, 1) == r) return {.value = s.negate(s.multiply(d.value, r))};  // of b / r with r = 1 / u
    if (divisor >= 0) {
      factor = gated::none;
    } else if (g.nodes.data[factor].op->code == operation_code::divide && s.without_coefficient(s.operand(factor, 0)) == r && !(shares_slopes && is_finite(s.operand(factor, 1)))) {
      divisor = s.operand(factor, 1);
      inverse = gated::none;
      factor = s.operand(factor, 0);
    } else if (const int whole = factor; g.nodes.data[whole].op->code == operation_code::multiply) {
      for (int k = 1; k >= 0 && divisor < 0; --k) {
        inverse = s.operand(whole, k);
        divisor = inverted(inverse);
        if (divisor >= 0) factor = s.operand(whole, 1 - k);
      }
      for (int k = 0; k < 2 && negative && divisor < 0; ++k)
        if (s.operand(whole, k) == r && !(shares_slopes && is_finite(r))) {
          divisor = inverse = r;
          factor = s.operand(whole, 1 - k);
        }
    }
    if (d.of_logarithm && factor >= 0 && !s.is_constant(factor) && !s.is_constant(d.value)) {
      const int share = divided({.value = factor, .divisor = d.divisor, .inverse = d.inverse}).value;
      d = {.value = s.multiply(d.value, share)};
    } else if (factor >= 0) {
      d.value = s.multiply(d.value, factor);
    }
    if (divisor >= 0) d = divided(d);
    if (negative) d.value = s.negate(d.value);
    if (s.is_zero(d.value)) return {};
    if (divisor < 0) return d;
    const bool of_quotient = s.is(r, operation_code::divide) && !s.is_constant(s.operand(r, 0));
    const graph_node& n = g.nodes.data[r];
    const bool of_logarithm = factor < 0 && n.op->arity == 1 && !is_rule<inv_rule>(*n.op);
    return {.value = d.value, .divisor = divisor, .inverse = inverse, .of_quotient = of_quotient, .of_logarithm = of_logarithm};
  }
  constexpr int positive_of(int i) const { return s.is(i, operation_code::negate) ? s.operand(i, 0) : i; }
  /// u, of 1 / u or c / u.
  constexpr int inverted(int i) const {
    const graph_node& n = g.nodes.data[i];
    if (n.op->code == operation_code::divide) return s.is_constant(n.operands[0]) ? n.operands[1] : gated::none;
    return s.inverted_one(i);
  }

  /// Takes out what makes the local derivative of node i by its operand k zero, whatever else stands in it.
  constexpr void take_factor(local_derivative& local, int i, int k) {
    if (local.is_choice) return;
    const graph_node& n = g.nodes.data[i];
    if (n.op->range.settles && g.nodes.data[positive_of(local.value)].op->zero_operand < 0 && may_overflow(n.operands[0], 6)) {  // 0 · inf of exp(-exp(u))
      const int slope = local.value, rest = without(slope, i, 3);
      const bool is_own = rest >= 0 && !reads(rest, i, 4);  // r, of a density, of which the slope is u r, too
      local = is_own ? local_derivative{.value = rest, .factor = i} : local_derivative{.value = s.has_coefficient(slope) ? s.operand(slope, 0) : g.constant(1), .factor = s.without_coefficient(slope)};
      return;
    }
    if (n.op->derivatives[k]->op->code != operation_code::placeholder) {
      local.factor = take_factor(local.value);
    } else if (n.op->zero_operand >= 0 && k != n.op->zero_operand && local.value == n.operands[n.op->zero_operand]) {
      local.factor = local.value;
      local.value = g.constant(1);
    }
    if (local.factor < 0) return;
    // is it zero because of a gate, like c x log p?
    int rest = local.value, last = local.factor;
    while (!is_finite(last)) {
      int other = last;
      const int deeper = take_factor(other);
      if (deeper < 0) break;
      rest = s.multiply(rest, other);
      last = deeper;
    }
    if (gate_of(last) == last) local = {.value = s.multiply(rest, last)};
  }

 private:
  /// Where the factor of a is a product with the factor of b, that remains.
  constexpr void take_common_factor(gated& a, const gated& b) {
    const graph_node& n = g.nodes.data[a.factor];
    for (int k = 0; k < 2 && (n.op->code == operation_code::multiply_no_nan || n.op->code == operation_code::multiply); ++k)
      if (n.operands[k] == b.factor) {
        a.value = zero_product(a.value, n.operands[1 - k]);
        a.factor = b.factor;
        return;
      }
  }
  /// Of x log p that is x, and what is left is log p.
  constexpr int take_factor(int& local) {
    if (const operation& op = *g.nodes.data[local].op; op.zero_operand < 0 && op.code != operation_code::negate) return gated::none;
    const graph_node n = g.nodes.data[local];
    int factor = gated::none;
    if (n.op->zero_operand >= 0) {
      factor = n.operands[n.op->zero_operand];
      local = s.splice(*n.op->derivatives[n.op->zero_operand], n.operands, local, -1);
    } else if (n.op->code == operation_code::negate) {
      int rest = n.operands[0];
      factor = take_factor(rest);
      if (factor >= 0) local = s.negate(rest);
    }
    return factor;
  }

  /// A product without one of its factors; -1 where it is none.
  constexpr int without(int product, int factor, int depth) {
    if (product == factor) return g.constant(1);
    const graph_node n = g.nodes.data[product];
    if (depth == 0) return -1;
    if (n.op->code == operation_code::negate || n.op->code == operation_code::divide) {
      const int rest = without(n.operands[0], factor, depth - 1);
      return rest < 0 ? -1 : (n.op->code == operation_code::negate ? s.negate(rest) : s.make(*n.op, rest, n.operands[1]));
    }
    if (n.op->code != operation_code::multiply) return -1;
    for (int k = 0; k < 2; ++k)
      if (const int rest = without(n.operands[k], factor, depth - 1); rest >= 0) return s.multiply(rest, n.operands[1 - k]);
    return -1;
  }
};

}  // namespace nabla::detail
