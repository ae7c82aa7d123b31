// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/differentiate/node_properties.hpp>
#include <nabla/rules/exponential.hpp>
#include <nabla/rules/powers.hpp>

namespace nabla::detail {

/// The factors of what a logarithm is taken of, and their exponents.
struct logarithm_factors {
  static constexpr int most = 8;
  int count = 0;
  int nodes[most] = {};
  int exponents[most] = {};
  int bases[most] = {};  ///< 0, or the factor is this number, e or 2, to the node
  static constexpr int e = 1;
};

/// What the derivative of a node is taken by: its operands, or its factors.
struct branches {
  int node;
  bool are_factors;
  int count;
};

/// log(a² b / c) has the derivatives 2 / a, 1 / b and -1 / c, and log(exp(a)) has 1: less to compute, and right where the product leaves the range of the numbers, or the square of
/// its inverse does, of which the second derivative by the product is made. A power of exp(a) likewise: exp(a)^c has the derivative c exp(a)^c.
struct logarithm_reader : node_properties {
  bool takes_apart = true;  ///< not where the derivative by a product is asked for
  logarithm_factors factors = {};

  constexpr explicit logarithm_reader(graph& to) : node_properties(to) {}

  /// What could be a product below a logarithm.
  static constexpr bool is_product(const operation& op) {
    switch (op.code) {
      case operation_code::multiply:
      case operation_code::divide:
      case operation_code::negate:
      case operation_code::power: return true;
      default: return is_rule<sq_rule>(op) || is_rule<inv_rule>(op) || is_rule<exp_rule>(op) || is_rule<exp2_rule>(op);
    }
  }
  /// The operands of node i or, of a logarithm of a product, its factors, which are known until the next node is asked for.
  constexpr branches branches_of(int i) {
    const bool are_factors = has_factors(i);
    return {i, are_factors, are_factors ? factors.count : g.nodes.data[i].op->arity};
  }
  constexpr int branch(const branches& of, int k) const { return of.are_factors ? factors.nodes[k] : g.nodes.data[of.node].operands[k]; }
  constexpr bool is_differentiable(const branches& of, int k) const { return is_set(g.nodes.data[of.node].op->derivatives[of.are_factors ? 0 : k]); }

 protected:
  /// Is node i a logarithm, or a power of an exponential, that is differentiated by `factors` instead of its operand?
  constexpr bool has_factors(int i) {
    const graph_node& n = g.nodes.data[i];
    if (!takes_apart || !(n.op->code == operation_code::power || (n.op->code == operation_code::other && n.op->arity == 1))) return false;
    if (n.operands[0] >= 0 && is_exponential(n.operands[0]) && power_of(n).numerator != 0) {
      factors = {};
      return add_factor(g.nodes.data[n.operands[0]].operands[0], 1);
    }
    if (n.op->arity != 1 || !(is_rule<log_rule>(*n.op) || is_rule<log2_rule>(*n.op) || is_rule<log10_rule>(*n.op))) return false;
    const int whole = n.operands[0];
    if (!is_product(*g.nodes.data[whole].op)) return false;
    factors = {};
    add_factors(whole, 1, g.nodes.data[whole].shape_index);
    return factors.nodes[0] != whole;
  }
  /// The derivative of node i by factor number k.
  constexpr int slope_by_factor(int i, int k) {
    if (const rational power = power_of(g.nodes.data[i]); power.numerator != 0) {  // the slope of an exponential is a multiple of itself, here of its power
      const graph_node exponential = g.nodes.data[g.nodes.data[i].operands[0]];
      return s.multiply(g.constant(power), s.splice(*exponential.op->derivatives[0], exponential.operands, i, -1));
    }
    const int exponent = factors.exponents[k], size = exponent < 0 ? -exponent : exponent, base = factors.bases[k];
    if (base == 2) {  // log_b(2)
      const int whole = s.multiply(g.constant(size), s.make(*g.nodes.data[i].op, g.constant(2)));
      return exponent < 0 ? s.negate(whole) : whole;
    }
    const int by[] = {base == 0 ? factors.nodes[k] : g.constant(1)};
    int slope = s.splice(*g.nodes.data[i].op->derivatives[0], by, -1, -1);
    if (s.is(slope, operation_code::divide)) slope = s.make(operation_of<divide_rule>, s.multiply(g.constant(size), s.operand(slope, 0)), s.operand(slope, 1));
    else slope = s.multiply(g.constant(size), slope);
    return exponent < 0 ? s.negate(slope) : slope;
  }

 private:
  constexpr bool is_exponential(int i) const { return is_rule<exp_rule>(*g.nodes.data[i].op) || is_rule<exp2_rule>(*g.nodes.data[i].op); }
  /// The exponent of what is a power, or 0.
  constexpr rational power_of(const graph_node& n) const {
    if (n.op->code == operation_code::power) return s.is_constant(n.operands[1]) ? g.nodes.data[n.operands[1]].value : rational{};
    if (is_rule<sqrt_rule>(*n.op)) return {1, 2};
    if (is_rule<cbrt_rule>(*n.op)) return {1, 3};
    return is_rule<rsqrt_rule>(*n.op) ? rational{-1, 2} : (is_rule<inv_rule>(*n.op) ? rational{-1, 1} : rational{});
  }
  /// False where there are too many.
  constexpr bool add_factors(int node, int exponent, int shape_index) {
    const logarithm_factors before = factors;
    if (g.nodes.data[node].shape_index == shape_index && exponent * exponent <= 10000 && splits(node, exponent, shape_index)) return true;
    factors = before;
    return add_factor(node, exponent);
  }
  constexpr bool add_factor(int node, int exponent, int base = 0) {
    for (int k = 0; k < factors.count; ++k)
      if (factors.nodes[k] == node && factors.bases[k] == base && (factors.exponents[k] > 0) == (exponent > 0)) {  // a difference that is 0 stays, for the factor may be infinite
        factors.exponents[k] += exponent;
        return true;
      }
    if (factors.count == logarithm_factors::most) return false;
    factors.nodes[factors.count] = node;
    factors.bases[factors.count] = base;
    factors.exponents[factors.count++] = exponent;
    return true;
  }
  constexpr bool splits(int node, int exponent, int shape_index) {
    const graph_node n = g.nodes.data[node];
    const int a = n.operands[0], b = n.operands[1];
    const auto add = [&](int factor, int power) { return add_factors(factor, power, shape_index); };
    switch (n.op->code) {
      case operation_code::negate: return add(a, exponent);
      case operation_code::multiply: return !is_zero_by(a) && !is_zero_by(b) && add(a, exponent) && add(b, exponent);
      case operation_code::divide: return !is_zero_by(a) && add(a, exponent) && add(b, -exponent);
      case operation_code::power: {
        const rational power = s.is_constant(b) ? g.nodes.data[b].value : rational{};
        return power.denominator == 1 && power.numerator != 0 && power.numerator >= -100 && power.numerator <= 100 && add(a, exponent * static_cast<int>(power.numerator));
      }
      default: break;
    }
    if (is_rule<exp_rule>(*n.op) || is_rule<exp2_rule>(*n.op)) return add_factor(a, exponent, is_rule<exp_rule>(*n.op) ? logarithm_factors::e : 2);
    return is_rule<sq_rule>(*n.op) ? add(a, 2 * exponent) : is_rule<inv_rule>(*n.op) && add(a, -exponent);
  }
  /// Is the factor zero where something is not taken? Then nothing passes there to the others either.
  constexpr bool is_zero_by(int i) { return g.nodes.data[i].op->zero_operand >= 0 || gate_of(i) >= 0; }
};

}  // namespace nabla::detail
