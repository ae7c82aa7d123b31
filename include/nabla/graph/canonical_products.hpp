// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/expand.hpp>

#include <initializer_list>

namespace nabla {

/// How far a canonical form goes: keeping what was written; comparing what is meant, where reductions and products of matrices are brought to
/// one form too whatever that costs to compute; and multiplied out besides, where x / x is 1.
enum class canonical_depth { written, meant, expanded };

/// Sums, products and elementwise functions in canonical form, see canonical_nodes.hpp.
struct product_maker {
  graph& to;
  canonical_depth depth;
  bool expand;
  int budget = largest_work;  ///< products that may still be multiplied out
  simplifier s;
  polynomial_writer w;

  constexpr product_maker(graph& target, canonical_depth how_far) : to(target), depth(how_far), expand(how_far == canonical_depth::expanded), s(target), w{target} {}

  static constexpr bool is_sum(operation_code code) { return code == operation_code::add || code == operation_code::subtract; }
  static constexpr bool is_product(operation_code code) {
    return code == operation_code::multiply || code == operation_code::divide || code == operation_code::negate;
  }

  // ---- sums -------------------------------------------------------------------------------------------------------------------------------

  constexpr int write(const sum_of_terms& sum) { return w.write(sum); }

  // ---- products ---------------------------------------------------------------------------------------------------------------------------

  /// product *= node ^ exponent, or /=; of a sum its content and its sign go to the coefficient.
  constexpr void multiply_by(product_of_powers& product, int node, std::int64_t exponent, bool below) {
    if (s.is_zero(node) && !below) {
      product.coefficient = {0, 1};
      return;
    }
    product_of_powers parts;
    w.split_product(node, exponent, below, parts);
    product.multiply({parts.coefficient, parts.fits});
    for (int i = 0; i < parts.powers.size; ++i) {
      power p = parts.powers.data[i];
      if (is_sum(to.code_of(p.node))) {
        const rational content = make_primitive(p.node);
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
  /// and returns that.
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
    if (!sum.fits || content.numerator == 0 || content == rational{1, 1}) return {1, 1};
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

  constexpr int finish(product_of_powers& product) {
    merge_exponentials(product);
    w.collect(product, expand);
    if (expand) {
      if (relate(*this, product)) w.collect(product, true);
      if (const int sum = multiplied_out(*this, product); sum >= 0) return sum;
    }
    if (product.coefficient.numerator == 0) return to.constant(0);
    if (product.powers.size == 1 && product.powers.data[0].exponent == 1 && !product.powers.data[0].below && is_sum(to.code_of(product.powers.data[0].node))) {
      sum_of_terms sum;
      w.split_sum(product.powers.data[0].node, product.coefficient, sum);
      w.collect(sum);
      if (sum.fits) return w.write(sum);
    }
    return w.write(product);
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
      if (is_exponential(p.node)) w.split_sum(to[p.node].operands[0], {p.below ? -p.exponent : p.exponent, 1}, exponent);
      else product.powers.data[kept++] = p;
    }
    product.powers.size = kept;
    w.collect(exponent);
    if (const int node = make_function(operation_of<exp_rule>, write(exponent)); !s.is_constant(node)) product.powers.push({node, 1, false});
    product.fits = product.fits && exponent.fits;
  }
  constexpr bool is_exponential(int node) const { return to[node].op == &operation_of<exp_rule>; }

  // ---- functions ------------------------------------------------------------------------------------------------------------------------

  static constexpr std::int64_t largest_exponent = std::int64_t{1} << 31;
  constexpr int make_power(int a, std::int64_t exponent) {
    product_of_powers product;
    if (exponent != 0 && exponent < largest_exponent && exponent > -largest_exponent) multiply_by(product, a, exponent < 0 ? -exponent : exponent, exponent < 0);
    else product.fits = false;
    return product.fits ? finish(product) : s.make(operation_of<pow_rule>, a, to.constant(exponent));
  }

  constexpr int make_function(const operation& op, int a) {
    if (&op == &operation_of<sq_rule>) return make_power(a, 2);
    if (&op == &operation_of<inv_rule>) return make_power(a, -1);
    if (&op == &operation_of<exp_rule> && s.is_constant(a, 0)) return to.constant(1);
    if (&op == &operation_of<log_rule> && is_exponential(a)) return to[a].operands[0];
    if (op.parity == 0) return s.make(op, a);
    if (s.is_zero(a)) return op.parity < 0 ? a : s.make(op, a);  // f(0) = -f(0)
    product_of_powers product;
    multiply_by(product, a, 1, false);
    w.collect(product);
    if (!product.fits || product.coefficient.numerator >= 0) return s.make(op, a);
    product.multiply({{-1, 1}, true});
    const int positive = s.make(op, finish(product));
    return op.parity > 0 ? positive : w.scaled({-1, 1}, positive);
  }
};

}  // namespace nabla
