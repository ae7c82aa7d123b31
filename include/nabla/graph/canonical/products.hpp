// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/canonical/chains.hpp>
#include <nabla/graph/canonical/expand.hpp>
#include <nabla/rules/norms.hpp>
#include <nabla/rules/structure.hpp>

#include <initializer_list>

namespace nabla::detail {

/// How far a canonical form goes: keeping what was written; comparing what is meant, where reductions and products of matrices are brought to
/// one form too whatever that costs to compute; and multiplied out besides, where x / x is 1. The first two have one value wherever one of two
/// formulas has one, the last where both have one.
enum class canonical_depth {
  written,
  meant,
  expanded,
  reduced
};

/// Sums, products and elementwise functions in canonical form. `Maker`, which derives from it, has transposed(node), see nodes.hpp.
template <class Maker>
struct product_maker {
  graph& to;
  canonical_depth depth;
  bool expand;  ///< multiplied out, here
  int budget = largest_work;  ///< products that may still be multiplied out
  simplifier s;
  polynomial_writer<Maker> w;

  constexpr product_maker(graph& target, canonical_depth how_far) : to(target), depth(how_far), s(target), w(target) { stand(place::open); }

  /// What is made from now on stands there.
  constexpr void stand(place at) {
    w.at = at;
    expand = w.cancel = expands() && at == place::open;
  }
  constexpr bool expands() const { return depth >= canonical_depth::expanded; }
  constexpr bool reduces() const { return depth == canonical_depth::reduced; }

  static constexpr bool is_sum(operation_number code) { return code == operation_code::add || code == operation_code::subtract; }
  static constexpr bool is_product(operation_number code) {
    return code == operation_code::multiply || code == operation_code::divide || code == operation_code::negate;
  }

  // ---- sums -------------------------------------------------------------------------------------------------------------------------------

  constexpr int write(const sum_of_terms& sum) { return w.write(sum); }

  // ---- products ---------------------------------------------------------------------------------------------------------------------------

  /// product *= node ^ exponent, or /=; of a sum its content and its sign go to the coefficient.
  constexpr void multiply_by(product_of_powers& product, int node, std::int64_t exponent, bool below) {
    if (node < 0) {  // what left 64 bits
      product.fits = false;
      return;
    }
    if (s.is_zero(node) && !below) {
      product.coefficient = {0, 1};
      return;
    }
    product_of_powers parts;
    w.split_product(node, exponent, below, parts);
    product.multiply({parts.coefficient, parts.fits});
    for (int i = 0; i < parts.powers.size; ++i) {
      power p = parts.powers.data[i];
      if (is_sum(to.nodes.data[p.node].op->code)) {
        const place before = w.at;
        if (p.below && !w.cancel && before == place::open && !w.values.never_infinite(p.node)) w.at = place::below;
        const rational content = make_primitive(p.node);
        w.at = before;
        if (content.numerator == 0) {
          if (!p.below) product.coefficient = {0, 1};
          product.powers.push(p);
          continue;
        }
        product.multiply(power_of(content, p.below ? -p.exponent : p.exponent));
        if (product_of_powers denominator; expand && p.below && over_one_denominator(*this, p.node, denominator)) {
          for (int k = 0; k < denominator.powers.size; ++k) product.powers.push({denominator.powers.data[k].node, denominator.powers.data[k].exponent * p.exponent, false});
          multiply_by(product, p.node, p.exponent, true);
          continue;
        }
      }
      product.powers.push(p);
    }
  }

  /// Divides a sum by the greatest common divisor of its numbers, signed like its constant or else its first term,
  /// and returns that; 0 where all of it has cancelled.
  constexpr rational make_primitive(int& node) {
    sum_of_terms sum;
    w.split_sum(node, {1, 1}, sum);
    w.collect(sum);
    rational content{0, 1};
    auto include = [&content](const rational& r) {
      if (r.numerator == 0) return;
      if (content.numerator == 0) {
        content = r;
        return;
      }
      std::int64_t below = 0;
      const std::int64_t common = greatest_common_divisor(content.denominator, r.denominator);
      if (__builtin_mul_overflow(content.denominator / common, r.denominator, &below)) below = 1;
      const std::int64_t size = greatest_common_divisor(content.numerator, r.numerator);
      content = {content.numerator < 0 ? -size : size, below};
    };
    include(sum.constant);
    for (int i = 0; i < sum.terms.size; ++i) include(sum.terms.data[i].coefficient);
    if (!sum.fits || content == rational{1, 1}) return {1, 1};
    if (content.numerator == 0) return content;
    bool fits = true;
    auto divide = [&](rational& r) {
      const checked_rational q = quotient_of(r, content);
      fits = fits && q.fits;
      r = q.value;
    };
    for (int i = 0; i < sum.terms.size; ++i) divide(sum.terms.data[i].coefficient);
    divide(sum.constant);
    if (!fits) return {1, 1};
    node = w.write(sum);
    return content;
  }

  /// The node of a product; -1 where its coefficient leaves 64 bits.
  constexpr int finish(product_of_powers& product) {
    merge_exponentials(product);
    w.collect(product);
    if (square_roots(product)) w.collect(product);
    if (expand && relate(*this, product)) w.collect(product);
    if (!product.fits) return -1;
    if (product.coefficient.numerator == 0) return zero_of(product);
    if (expand) {
      if (const int sum = multiplied_out(*this, product); sum >= 0) return sum;
    }
    if (product.powers.size == 1 && product.powers.data[0].exponent == 1 && !product.powers.data[0].below && is_sum(to.nodes.data[product.powers.data[0].node].op->code)) {
      sum_of_terms sum;
      w.split_sum(product.powers.data[0].node, product.coefficient, sum);
      w.collect(sum);
      if (sum.fits) return w.write(sum);
    }
    return w.write(product);
  }

  /// 0 where all factors are numbers.
  constexpr int zero_of(const product_of_powers& product) {
    sum_of_terms domain;
    for (int i = 0; i < product.powers.size; ++i) {
      const power& p = product.powers.data[i];
      const int node = p.below ? to.apply(operation_of<divide_rule>, to.constant(1), p.node) : p.node;
      domain.terms.push({{0, 1}, node});
    }
    w.collect(domain);
    return w.write(domain);
  }

  constexpr void merge_exponentials(product_of_powers& product) {
    int count = 0, kept = 0;
    bool plain = true;
    for (int i = 0; i < product.powers.size; ++i)
      if (is_exponential(product.powers.data[i].node)) {
        ++count;
        plain = plain && product.powers.data[i].exponent == 1 && !product.powers.data[i].below;
      }
    if (count == 0 || (count == 1 && plain)) return;
    sum_of_terms exponent;
    for (int i = 0; i < product.powers.size; ++i) {
      const power& p = product.powers.data[i];
      if (is_exponential(p.node)) w.split_sum(to.nodes.data[p.node].operands[0], {p.below ? -p.exponent : p.exponent, 1}, exponent);
      else product.powers.data[kept++] = p;
    }
    product.powers.size = kept;
    const place before = w.at;
    if (!w.cancel && before == place::open) w.at = place::below;  // of -inf the exponential is 0
    w.collect(exponent);
    w.at = before;
    const int node = make_function(operation_of<rule_for<exp_rule, Maker>>, write(exponent));
    if (expand && !is_exponential(node)) multiply_by(product, node, 1, false);
    else if (!s.is_constant(node)) product.powers.push({node, 1, false});
    product.fits = product.fits && exponent.fits;
  }
  constexpr bool is_exponential(int node) const { return is_rule<exp_rule>(*to.nodes.data[node].op); }

  /// Broadcast, with the number in front of it outside.
  constexpr int spread(int node, int shape_index) {
    if (to.nodes.data[node].shape_index == shape_index) return node;
    if (s.is_constant(node)) return s.broadcast_to(node, shape_index);
    product_of_powers product;
    multiply_by(product, node, 1, false);
    const rational coefficient = product.coefficient;
    if (!product.fits || coefficient == rational{1, 1} || coefficient.numerator == 0) return s.broadcast_to(node, shape_index);
    product.coefficient = {1, 1};
    const int rest = finish(product);
    return rest < 0 ? s.broadcast_to(node, shape_index) : w.scaled(coefficient, s.broadcast_to(rest, shape_index));
  }

  // ---- roots ---------------------------------------------------------------------------------------------------------------------------------

  /// Squares of what is a root of something that is never negative.
  constexpr bool square_roots(product_of_powers& product) {
    bool found = false;
    for (int i = 0; i < product.powers.size; ++i) {
      power& p = product.powers.data[i];
      if (p.exponent < 2) continue;
      const graph_node n = to.nodes.data[p.node];
      if (s.is_function<norm2_rule>(p.node)) {
        const power squares{s.make(operation_of<rule_for<sqnorm_rule, Maker>>, n.operands[0]), p.exponent / 2, p.below};
        p.exponent %= 2;
        found = true;
        product.powers.push(squares);
      } else if (const bool root = s.is_function<sqrt_rule>(p.node); depth != canonical_depth::written && (root || (n.op->code == operation_code::power && s.is_constant(n.operands[1]))) &&
                 is_never_negative(n.operands[0])) {
        const checked_rational total = product_of(root ? rational{1, 2} : to.nodes.data[n.operands[1]].value, {p.exponent, 1});
        if (!total.fits || total.value.denominator != 1 || total.value.numerator < 1) continue;
        p.exponent = 0;
        found = true;
        multiply_by(product, n.operands[0], total.value.numerator, product.powers.data[i].below);
      }
    }
    int kept = 0;
    for (int i = 0; i < product.powers.size && found; ++i)
      if (product.powers.data[i].exponent != 0) product.powers.data[kept++] = product.powers.data[i];
    if (found) product.powers.size = kept;
    return found;
  }
  constexpr bool is_log_of_positive_sum(const graph_node& n) { return is_rule<log_rule>(*n.op) && is_sum(to.nodes.data[n.operands[0]].op->code) && w.values.is_positive(n.operands[0]); }
  constexpr bool is_never_negative(int node) {
    if (!w.values.may_be_negative(node)) return true;
    if (w.is_power(node)) return to.nodes.data[to.nodes.data[node].operands[1]].value.numerator % 2 == 0;
    if (s.is_constant(node)) return to.nodes.data[node].value.numerator >= 0;
    switch (to.nodes.data[node].op->code) {
      case operation_code::add:
      case operation_code::multiply:
      case operation_code::divide: return is_never_negative(to.nodes.data[node].operands[0]) && is_never_negative(to.nodes.data[node].operands[1]);
      case operation_code::sum:
      case operation_code::row_sums:
      case operation_code::column_sums:
      case operation_code::broadcast:
      case operation_code::transpose: return is_never_negative(to.nodes.data[node].operands[0]);
      case operation_code::matrix_product: return to.nodes.data[node].shape_index == 0 && is_gram(static_cast<Maker&>(*this), node, false);
      default: return is_exponential(node) || (s.is_function<trace_meant_rule>(node) && is_gram(static_cast<Maker&>(*this), to.nodes.data[node].operands[0], true));
    }
  }

  // ---- functions ------------------------------------------------------------------------------------------------------------------------

  static constexpr std::int64_t largest_exponent = std::int64_t{1} << 31;
  constexpr int make_power(int a, std::int64_t exponent) {
    product_of_powers product;
    if (exponent != 0 && exponent < largest_exponent && exponent > -largest_exponent) multiply_by(product, a, exponent < 0 ? -exponent : exponent, exponent < 0);
    else product.fits = false;
    const int result = finish(product);
    return result >= 0 ? result : s.make(operation_of<rule_for<pow_rule, Maker>>, a, to.constant(exponent));
  }

  /// f(0) = -f(0), but for a pole.
  static constexpr bool is_zero_at_zero(const operation& op) {
    return op.parity < 0 && (op.range.finite || is_rule<asin_rule>(op) || is_rule<atanh_rule>(op));
  }

  constexpr int make_function(const operation& op, int a) {
    if (a < 0) return -1;
    if (is_rule<sq_rule>(op)) return make_power(a, 2);
    if (is_rule<inv_rule>(op)) return make_power(a, -1);
    if (is_rule<exp_rule>(op) && s.is_constant(a, 0)) return to.constant(1);
    if ((is_rule<log_rule>(op) && is_exponential(a)) || (is_rule<exp_rule>(op) && is_log_of_positive_sum(to.nodes.data[a]))) return to.nodes.data[a].operands[0];
    if (expand)
      if (const int known = by_identity(*this, op, a); known >= 0) return known;
    if (op.parity == 0) return s.make(op, a);
    if (s.is_zero(a)) return is_zero_at_zero(op) ? a : s.make(op, a);
    const place before = w.at;
    stand(place_of_argument(op, a));
    const int result = make_even_or_odd(op, a);
    stand(before);
    return result;
  }
  /// Where the operand of a function stands that stands here, see canonical_places.
  constexpr place place_of_argument(const operation& op, int a) {
    const bool alike = op.range.strict || (expands() && op.range.keeps_nan);
    return w.at != place::open || alike || w.values.is_finite(a) ? w.at : place::below;
  }
  constexpr int make_even_or_odd(const operation& op, int a) {
    product_of_powers product;
    // what becomes of the sign of a zero below a fraction bar is the function's business
    if (w.values[a].divides && !op.range.strict) w.split_product(a, 1, false, product);
    else multiply_by(product, a, 1, false);
    if (product.fits && product.coefficient.numerator == 0 && is_zero_at_zero(op) && (op.range.strict || op.range.keeps_nan)) return a;  // 0 or NaN
    w.collect(product);
    if (!product.fits || product.coefficient.numerator >= 0) return s.make(op, a);
    product.multiply({{-1, 1}, true});
    const int argument = finish(product);
    if (argument < 0) return s.make(op, a);
    const int positive = s.make(op, argument);
    return op.parity > 0 ? positive : w.scaled({-1, 1}, positive);
  }
};

}  // namespace nabla::detail
