// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/graph.hpp>
#include <nabla/rules/powers.hpp>

#include <initializer_list>

namespace nabla::detail {

struct over_plus_exp_rule;
struct share_plus_exp_rule;
struct log_plus_exp_rule;

/// What is known of the values of a node where its symbols are numbers; overflow and underflow apart.
// No initialisers: room for them is made without, see list.
struct node_values {
  bool finite;          ///< it is a number, and so is all that it is made of
  bool never_infinite;  ///< it is a number or NaN
  bool divides;         ///< an infinity in it has the sign of a zero, which is not kept where terms change places
  bool nowhere;         ///< it is never a number
  unsigned signs;       ///< which of the signs below a number may have
  double low, high;     ///< bounds of a number, or those of nothing_known: none
};
inline constexpr node_values nothing_known{false, false, false, false, 7, -1e300, 1e300};

/// node_values of the nodes of a graph, found when asked for.
struct known_values {
  enum : unsigned {
    negative = 1,
    zero = 2,
    positive = 4,
    any_sign = 7
  };

  const graph& g;
  list<node_values> found = {};

  constexpr node_values operator[](int node) {
    while (found.size <= node) found.push(find(found.size));
    return found.data[node];
  }
  constexpr bool is_finite(int node) { return (*this)[node].finite; }
  constexpr bool never_infinite(int node) { return (*this)[node].never_infinite; }
  constexpr bool may_be_zero(int node) { return ((*this)[node].signs & zero) != 0; }
  constexpr bool may_be_negative(int node) { return ((*this)[node].signs & negative) != 0; }
  constexpr bool is_positive(int node) { return (*this)[node].signs == positive; }

  static constexpr unsigned minus(unsigned a) { return (a & zero) | (a & negative ? positive : 0u) | (a & positive ? negative : 0u); }
  static constexpr unsigned sum(unsigned a, unsigned b) {
    const unsigned both = a | b;
    return (both & negative) != 0 && (both & positive) != 0 ? unsigned{any_sign} : (both & ~zero) | (a & b & zero);
  }
  static constexpr unsigned product(unsigned a, unsigned b) {
    const bool same = ((a & b) & (negative | positive)) != 0, other = (minus(a) & b & (negative | positive)) != 0;
    return ((a | b) & zero) | (same ? positive : 0u) | (other ? negative : 0u);
  }
  static constexpr unsigned square(unsigned a) { return (a & zero) | (a & (negative | positive) ? positive : 0u); }

 private:
  constexpr node_values find(int i) const {
    const graph_node& n = g.nodes.data[i];
    node_values v{true, true, false, false, 0, -unbounded, unbounded}, all[max_arity] = {nothing_known, nothing_known, nothing_known, nothing_known};
    for (int k = 0; k < max_arity && n.operands[k] >= 0; ++k) {
      all[k] = found.data[n.operands[k]];
      v.finite = v.finite && all[k].finite;
      v.never_infinite = v.never_infinite && all[k].never_infinite;
      v.divides = v.divides || all[k].divides;
      v.signs |= all[k].signs;
    }
    const node_values &a = all[0], &b = all[1];
    v.nowhere = a.nowhere && n.op->range.strict;
    switch (n.op->code) {
      case operation_code::constant: v.signs = n.value.numerator < 0 ? negative : (n.value.numerator == 0 ? zero : positive); break;
      case operation_code::symbol:
      case operation_code::real: v.signs = any_sign; break;
      case operation_code::placeholder: return nothing_known;
      case operation_code::count: {
        const shape& counted = g.shapes.data[g.counted_shape(i)];
        v.signs = counted.rows.is_some() && counted.columns.is_some() ? positive : positive | zero;
        break;
      }
      case operation_code::broadcast:
      case operation_code::transpose: break;
      case operation_code::sum:
      case operation_code::row_sums:
      case operation_code::column_sums: v.signs = sum(a.signs, a.signs) | (may_be_of_nothing(n) ? zero : 0u); break;
      case operation_code::add:
        v.signs = sum(a.signs, b.signs);
        v.nowhere = a.nowhere || b.nowhere;
        break;
      case operation_code::subtract:
        v.signs = sum(a.signs, minus(b.signs));
        v.nowhere = a.nowhere || b.nowhere;
        break;
      case operation_code::negate: v.signs = minus(a.signs); break;
      case operation_code::multiply:
        v.signs = n.operands[0] == n.operands[1] ? square(a.signs) : product(a.signs, b.signs);
        v.nowhere = a.nowhere || b.nowhere;
        break;
      case operation_code::divide: divide(v, a, b); break;
      case operation_code::power: raise(v, a, b, g.nodes.data[n.operands[1]]); break;
      case operation_code::matrix_product: {
        const bool is_of_some = g.shapes.data[g.nodes.data[n.operands[0]].shape_index].columns.is_some();
        const unsigned term = product(a.signs, b.signs);
        v.signs = n.shape_index == 0 && is_square(n) ? square(a.signs) | zero : sum(term, term) | (is_of_some ? 0u : zero);
        break;
      }
      case operation_code::where:
        v.finite = b.finite && all[2].finite;
        v.never_infinite = b.never_infinite && all[2].never_infinite;
        v.signs = b.signs | all[2].signs;
        v.nowhere = b.nowhere && all[2].nowhere;
        break;
      default:
        call(v, a, b, *n.op);
        if (n.op->range.of_elements && may_be_of_nothing(n)) v.finite = v.never_infinite = false;
    }
    bound(v, all, n);
    // of an infinity and 0 every sign is possible, and 0 is what is divided by one
    if (!v.never_infinite) v.signs |= n.op->code == operation_code::divide ? unsigned{zero} : 0u;
    return v;
  }
  static constexpr double unbounded = nothing_known.high;
  /// Bounds, and what they say of signs: a little more than rounding.
  static constexpr void bound(node_values& v, const node_values* all, const graph_node& n) {
    const node_values &a = all[0], &b = all[1];
    switch (n.op->code) {
      case operation_code::constant: v.low = v.high = static_cast<double>(n.value.numerator) / static_cast<double>(n.value.denominator); break;
      case operation_code::broadcast:
      case operation_code::transpose:
        v.low = a.low;
        v.high = a.high;
        break;
      case operation_code::add:
        v.low = a.low + b.low;
        v.high = a.high + b.high;
        break;
      case operation_code::subtract:
        v.low = a.low - b.high;
        v.high = a.high - b.low;
        break;
      case operation_code::negate:
        v.low = -a.high;
        v.high = -a.low;
        break;
      case operation_code::multiply: {
        double size = 0;
        for (double bound : {a.low, a.high, b.low, b.high}) size = (bound < 0 ? -bound : bound) > size ? (bound < 0 ? -bound : bound) : size;
        if (size > 1e100) break;
        v.low = v.high = a.low * b.low;
        for (double bound : {a.low * b.high, a.high * b.low, a.high * b.high}) {
          v.low = bound < v.low ? bound : v.low;
          v.high = bound > v.high ? bound : v.high;
        }
        break;
      }
      default:
        if (!n.op->range.bounded && !n.op->is_condition) return;
        v.low = -1;
        v.high = 1;
    }
    if (!(v.low > -unbounded / 2)) v.low = -unbounded;
    if (!(v.high < unbounded / 2)) v.high = unbounded;
    if (v.low > 1e-9) v.signs = positive;
    if (v.high < -1e-9) v.signs = negative;
  }
  /// Of a function that gathers elements: may there be none?
  constexpr bool may_be_of_nothing(const graph_node& n) const {
    const shape &from = g.shapes.data[g.nodes.data[n.operands[0]].shape_index], &to = g.shapes.data[n.shape_index];
    return (!from.rows.is_some() && !(to.rows == from.rows)) || (!from.columns.is_some() && !(to.columns == from.columns));
  }
  constexpr bool is_square(const graph_node& n) const {
    const graph_node &a = g.nodes.data[n.operands[0]], &b = g.nodes.data[n.operands[1]];
    return (a.op->code == operation_code::transpose && a.operands[0] == n.operands[1]) || (b.op->code == operation_code::transpose && b.operands[0] == n.operands[0]);
  }
  static constexpr void divide(node_values& v, const node_values& a, const node_values& b) {
    const bool pole = (b.signs & zero) != 0;
    v.finite = v.finite && !pole;
    v.never_infinite = a.never_infinite && !pole;
    v.divides = v.divides || pole;
    v.signs = product(a.signs, b.signs & ~zero) | (a.signs & zero) | (b.never_infinite ? 0u : unsigned{zero});
    if (b.signs == zero) v.signs = any_sign;  // infinities of both signs
    v.nowhere = a.nowhere || b.nowhere || b.signs == zero;
  }
  static constexpr void raise(node_values& v, const node_values& a, const node_values& b, const graph_node& exponent) {
    const bool only_positive = a.signs == positive;
    if (exponent.op->code != operation_code::constant) {
      v.finite = v.finite && only_positive;
      v.never_infinite = v.finite;
      v.divides = v.divides || !only_positive;
      v.signs = !only_positive ? any_sign : (v.finite ? positive : positive | zero);
      return;
    }
    const rational e = exponent.value;
    const bool whole = e.denominator == 1, pole = e.numerator < 0 && (a.signs & zero) != 0;
    (void)b;
    v.finite = a.finite && !pole && (whole || (a.signs & negative) == 0);
    v.never_infinite = a.never_infinite && !pole;
    v.divides = a.divides || pole;
    v.nowhere = a.nowhere || (!whole && a.signs == negative) || (pole && a.signs == zero);
    v.signs = !whole ? a.signs & ~unsigned{negative} : (e.numerator % 2 == 0 ? square(a.signs) : a.signs);
    if (e.numerator < 0) v.signs = (v.signs & ~unsigned{zero}) | (a.never_infinite ? 0u : unsigned{zero});
    if (v.signs == 0) v.signs = any_sign;
  }
  /// Is it a fraction over u + exp(v), so that it is positive where u is not negative?
  static constexpr bool is_over_sum(const operation& op) { return is_rule<over_plus_exp_rule>(op) || is_rule<share_plus_exp_rule>(op); }
  /// The signs of the numbers of which the value is one, where it is not of all.
  static constexpr unsigned numbers_with_value(const operation& op) {
    if (is_rule<log_rule>(op) || is_rule<rsqrt_rule>(op)) return positive;
    if (is_rule<sqrt_rule>(op) || is_rule<log1p_rule>(op) || is_rule<log_plus_exp_rule>(op) || is_over_sum(op)) return positive | zero;
    return is_rule<inv_rule>(op) ? positive | negative : 0;
  }
  static constexpr void call(node_values& v, const node_values& a, const node_values& b, const operation& op) {
    if (is_set(op.move)) {
      v.signs |= zero;
      return;
    }
    const value_range& r = op.range;
    const bool always = r.always || op.is_condition;
    v.signs = r.positive ? (v.never_infinite ? positive : positive | zero) : (r.not_negative || op.is_condition ? positive | zero : any_sign);
    v.nowhere = v.nowhere || (is_rule<log_rule>(op) && (a.signs & positive) == 0) || (is_rule<sqrt_rule>(op) && a.signs == negative);
    if ((a.signs & negative) == 0 && is_over_sum(op)) v.signs = v.never_infinite ? positive : positive | zero;
    const unsigned numbers = numbers_with_value(op);
    const bool is_number = r.finite || (a.signs & ~numbers) == 0 || (is_rule<log1p_rule>(op) && a.low > -1 + 1e-9) || (is_rule<xdivy_rule>(op) && (b.signs & zero) == 0) ||
        (is_rule<xlogy_rule>(op) && b.signs == positive) || (is_rule<xlog1py_rule>(op) && b.low > -1 + 1e-9);
    v.finite = always || (v.finite && is_number);
    v.divides = !v.finite && (v.divides || !(r.finite || r.never_infinite || r.strict || r.singular));
    v.never_infinite = v.finite || (v.never_infinite && (r.finite || r.never_infinite));
  }
};

}  // namespace nabla::detail
