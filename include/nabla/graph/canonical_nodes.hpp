// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/polynomial.hpp>

namespace nabla {

// One form for what a mathematician calls the same expression. None of this changes where the expression is defined.
//
//     before                       after               before                    after
//     2 x + 3 x, x + x             5 x, 2 x            (A B)ᵀ                    Bᵀ Aᵀ
//     (x + y) + z, z + (y + x)     one order           (A + B)ᵀ, f(A)ᵀ           Aᵀ + Bᵀ, f(Aᵀ)
//     x x², x / y / z              x³, x / (y z)       (2 A) B, A (s B)          2 (A B), s (A B)
//     x / 2                        0.5 x               (A B) C, A (B C)          one association
//     -(x - y), 2 x + 2 y          y - x, 2 (x + y)    sum(2 s A)                2 s sum(A)
//     (2 x + 4 y) z                2 (x + 2 y) z       sum(A + B)                sum(A) + sum(B)
//     (y - x) z, sin(-x), |-x|     sign in front       exp(x) exp(y), log(exp x) exp(x + y), x
//     x - x                        0, if x is defined everywhere
//
// Where `expand` is set, products are multiplied out too: (x + y)² becomes x² + 2 x y + y².
struct canonical_maker {
  graph& to;
  bool expand = false;
  simplifier s;
  polynomial_writer w;

  constexpr canonical_maker(graph& target, bool multiply_out) : to(target), expand(multiply_out), s(target), w{target} {}

  static constexpr bool is_sum(operation_code code) { return code == operation_code::add || code == operation_code::subtract; }

  // ---- sums -------------------------------------------------------------------------------------------------------------------------------

  constexpr int write(sum_of_terms& sum) {
    for (int i = 0; i < sum.terms.size; ++i)
      // 0 log(x) is not 0 where log(x) is not defined
      if (sum.terms.data[i].coefficient.numerator == 0 && !is_total(sum.terms.data[i].node)) return write_with_zero(sum, i);
    return w.write(sum);
  }
  constexpr int write_with_zero(sum_of_terms& sum, int i) {
    const int node = sum.terms.data[i].node;
    const int zero = to.apply(operation_of<subtract_rule>, node, node);
    sum.terms.data[i] = {{1, 1}, zero};
    return write(sum);
  }

  /// Defined for all numbers, so that its difference from itself is 0.
  constexpr bool is_total(int node) const {
    const graph_node& n = to[node];
    if (expand) return true;  // an identity of expressions, wherever both sides are defined
    if (n.op->partial_domain || n.op->code == operation_code::divide || (!n.op->elementwise && n.op->code == operation_code::other)) return false;
    for (int operand : n.operands)
      if (operand >= 0 && !is_total(operand)) return false;
    return true;
  }

  // ---- products ---------------------------------------------------------------------------------------------------------------------------

  /// product *= node ^ exponent, or /=; of a sum its content and its sign go to the coefficient.
  constexpr void multiply_by(product_of_powers& product, int node, std::int64_t exponent, bool below) {
    product_of_powers parts;
    w.split_product(node, exponent, below, parts);
    product.multiply({parts.coefficient, parts.fits});
    for (int i = 0; i < parts.powers.size; ++i) {
      power p = parts.powers.data[i];
      if (is_sum(to.code_of(p.node))) {
        const rational content = make_primitive(p.node);
        product.multiply(power_of(content, p.below ? -p.exponent : p.exponent));
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
    w.collect(product);
    if (expand)
      if (const int sum = multiplied_out(product); sum >= 0) return sum;
    if (product.coefficient.numerator == 0) {
      // 0 / x and 0 log(x) stay what they are: the simplifier has seen the zeros of the formula
      return to.constant(0);
    }
    if (product.powers.size == 1 && product.powers.data[0].exponent == 1 && !product.powers.data[0].below && is_sum(to.code_of(product.powers.data[0].node))) {
      sum_of_terms sum;
      w.split_sum(product.powers.data[0].node, product.coefficient, sum);
      w.collect(sum);
      if (sum.fits) return w.write(sum);
    }
    return w.write(product);
  }

  /// Σ of products where a product has sums among its factors, or -1.
  constexpr int multiplied_out(const product_of_powers& product) {
    product_of_powers rest;
    rest.coefficient = product.coefficient;
    sum_of_terms result, factor;
    bool found = false;
    for (int i = 0; i < product.powers.size; ++i)
      if (!product.powers.data[i].below && is_sum(to.code_of(product.powers.data[i].node)) && product.powers.data[i].exponent <= largest_expanded_power) found = true;
      else rest.powers.push(product.powers.data[i]);
    if (!found) return -1;
    w.split_sum(finish_one(rest), {1, 1}, result);
    for (int i = 0; i < product.powers.size; ++i) {
      const power& p = product.powers.data[i];
      if (p.below || !is_sum(to.code_of(p.node)) || p.exponent > largest_expanded_power) continue;
      sum_of_terms sum;
      w.split_sum(p.node, {1, 1}, sum);
      for (std::int64_t times = 0; times < p.exponent; ++times) {
        if ((result.terms.size + 1) * (sum.terms.size + 1) > largest_expansion) return -1;
        sum_of_terms product_of_sums;
        for (int a = 0; a <= result.terms.size; ++a)
          for (int b = 0; b <= sum.terms.size; ++b) {
            product_of_powers both;
            multiply_by_term(both, result, a);
            multiply_by_term(both, sum, b);
            if (both.coefficient.numerator != 0) w.split_sum(finish_one(both), {1, 1}, product_of_sums);
            product_of_sums.fits = product_of_sums.fits && both.fits;
          }
        w.collect(product_of_sums);
        result.terms = static_cast<list<term>&&>(product_of_sums.terms);
        result.constant = product_of_sums.constant;
        if (!product_of_sums.fits) return -1;
      }
    }
    return write(result);
  }
  static constexpr std::int64_t largest_expanded_power = 16;
  static constexpr int largest_expansion = 4096;

  constexpr int finish_one(product_of_powers& product) {
    merge_exponentials(product);
    w.collect(product);
    return w.write(product);
  }
  /// Term i of a sum; after the last the constant.
  constexpr void multiply_by_term(product_of_powers& product, const sum_of_terms& sum, int i) {
    if (i == sum.terms.size) {
      product.multiply({sum.constant, true});
    } else {
      product.multiply({sum.terms.data[i].coefficient, true});
      w.split_product(sum.terms.data[i].node, 1, false, product);
    }
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
    product.powers.push({make_function(operation_of<exp_rule>, write(exponent)), 1, false});
    product.fits = product.fits && exponent.fits;
  }
  constexpr bool is_exponential(int node) const { return to[node].op == &operation_of<exp_rule>; }

  // ---- matrices, and functions ---------------------------------------------------------------------------------------------------------

  /// Takes the numbers and the scalar factors out of a matrix: what is left is one node.
  constexpr int without_scalars(int node, product_of_powers& scalars) {
    product_of_powers parts;
    multiply_by(parts, node, 1, false);
    w.collect(parts);
    product_of_powers matrices;
    for (int i = 0; i < parts.powers.size; ++i)
      if (to[parts.powers.data[i].node].form != 0) matrices.powers.push(parts.powers.data[i]);
    if (!parts.fits || matrices.powers.size == 0) return node;
    const int rest = w.write(matrices);
    if (to[rest].form != to[node].form) return node;
    scalars.multiply({parts.coefficient, true});
    for (int i = 0; i < parts.powers.size; ++i)
      if (to[parts.powers.data[i].node].form == 0) scalars.powers.push(parts.powers.data[i]);
    return rest;
  }

  constexpr int make_matrix_product(int a, int b) {
    if (s.is_zero(a) || s.is_zero(b)) return s.make(operation_of<matrix_product_rule>, a, b);
    product_of_powers product;
    a = without_scalars(a, product);
    b = without_scalars(b, product);
    if (expand)
      for (bool left : {true, false})
        if (is_sum(to.code_of(left ? a : b))) {
          sum_of_terms sum, result;
          w.split_sum(left ? a : b, {1, 1}, sum);
          if (sum.constant.numerator != 0) break;
          for (int i = 0; i < sum.terms.size; ++i)
            w.split_sum(make_matrix_product(left ? sum.terms.data[i].node : a, left ? b : sum.terms.data[i].node), sum.terms.data[i].coefficient, result);
          w.collect(result);
          product.powers.push({write(result), 1, false});
          return finish(product);
        }
    list<int> chain;  // the factors of b, last first
    for (; to.code_of(b) == operation_code::matrix_product; b = to[b].operands[0]) chain.push(to[b].operands[1]);
    int result = s.make(operation_of<matrix_product_rule>, a, b);
    for (int i = chain.size - 1; i >= 0; --i) result = s.make(operation_of<matrix_product_rule>, result, chain.data[i]);
    product.powers.push({result, 1, false});
    return finish(product);
  }

  constexpr int make_reduction(const operation& op, int a) {
    if (is_maximum(op.code)) return s.make(op, a);
    const int form = to[a].form;
    if (is_sum(to.code_of(a))) {
      sum_of_terms sum, result;
      w.split_sum(a, {1, 1}, sum);
      w.collect(sum);
      for (int i = 0; i < sum.terms.size; ++i) w.split_sum(make_reduction(op, s.broadcast_to(sum.terms.data[i].node, form)), sum.terms.data[i].coefficient, result);
      if (sum.constant.numerator != 0) w.split_sum(s.make(op, s.broadcast_to(to.constant(1), form)), sum.constant, result);
      w.collect(result);
      if (sum.fits && result.fits) return write(result);
    }
    if (s.is(a, operation_code::transpose) && op.code == operation_code::sum) a = to[a].operands[0];
    product_of_powers product;
    const int rest = without_scalars(a, product);
    product.powers.push({s.make(op, rest), 1, false});
    return finish(product);
  }

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
    product_of_powers product;
    multiply_by(product, a, 1, false);
    if (!product.fits || product.coefficient.numerator >= 0) return s.make(op, a);
    product.multiply({{-1, 1}, true});
    const int positive = s.make(op, finish(product));
    return op.parity > 0 ? positive : w.scaled({-1, 1}, positive);
  }
};

}  // namespace nabla
