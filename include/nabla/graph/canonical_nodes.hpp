// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/canonical_transpose.hpp>
#include <nabla/graph/expand.hpp>

namespace nabla {

// One form for what a mathematician calls the same expression. Nothing is divided away: x / x stays.
//
//     before                       after               before                    after
//     2 x + 3 x, x + x             5 x, 2 x            (A B)ᵀ                    Bᵀ Aᵀ
//     (x + y) + z, z + (y + x)     one order           (A + B)ᵀ, f(A)ᵀ           Aᵀ + Bᵀ, f(Aᵀ)
//     x x², x / y / z              x³, x / (y z)       (2 A) B, A (s B)          2 (A B), s (A B)
//     x / 2                        0.5 x               (A B) C, A (B C)          one association
//     -(x - y), 2 x + 2 y          y - x, 2 (x + y)    sum(2 s A)                2 s sum(A)
//     (2 x + 4 y) z                2 (x + 2 y) z       sum(A + B)                sum(A) + sum(B)
//     (y - x) z, sin(-x), |-x|     sign in front       exp(x) exp(y), log(exp x) exp(x + y), x
//     x - x                        0, as 0 x is
//
// Where `expand` is set, products are multiplied out too: (x + y)² becomes x² + 2 x y + y².
struct canonical_maker {
  graph& to;
  bool expand = false;
  simplifier s;
  polynomial_writer w;
  list<int> known_transposes;  ///< node + 1, or 0

  constexpr canonical_maker(graph& target, bool multiply_out) : to(target), expand(multiply_out), s(target), w{target} {}

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
      if (const int sum = multiplied_out(*this, product); sum >= 0) return sum;
    if (product.coefficient.numerator == 0) return to.constant(0);
    if (product.powers.size == 1 && product.powers.data[0].exponent == 1 && !product.powers.data[0].below && is_sum(to.code_of(product.powers.data[0].node))) {
      sum_of_terms sum;
      w.split_sum(product.powers.data[0].node, product.coefficient, sum);
      w.collect(sum);
      if (sum.fits) return w.write(sum);
    }
    return w.write(product);
  }

  /// The node of a product that holds no sums to multiply out.
  constexpr int finish_one(product_of_powers& product) {
    merge_exponentials(product);
    w.collect(product);
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

  /// Sums of the rows of a transpose are those of the columns.
  static constexpr const operation& turned(const operation& op) {
    switch (op.code) {
      case operation_code::row_sums: return operation_of<column_sums_rule>;
      case operation_code::column_sums: return operation_of<row_sums_rule>;
      case operation_code::row_maxima: return operation_of<column_maxima_rule>;
      case operation_code::column_maxima: return operation_of<row_maxima_rule>;
      default: return op;
    }
  }

  /// A sum over all, rows or columns: linear, and of all elements in whatever order.
  constexpr int make_reduction(const operation& op, int a) {
    product_of_powers product;
    const int rest = without_scalars(a, product), form = to[rest].form;
    int result = -1;
    if (is_sum(to.code_of(rest))) {
      sum_of_terms sum, sums;
      w.split_sum(rest, {1, 1}, sum);
      w.collect(sum);
      for (int i = 0; i < sum.terms.size; ++i) w.split_sum(make_reduction(op, s.broadcast_to(sum.terms.data[i].node, form)), sum.terms.data[i].coefficient, sums);
      if (sum.constant.numerator != 0) w.split_sum(s.make(op, s.broadcast_to(to.constant(1), form)), sum.constant, sums);
      w.collect(sums);
      if (sum.fits && sums.fits) result = write(sums);
    }
    if (result < 0) {
      result = s.make(op, rest);
      product_of_powers turned_product;
      if (op.code == operation_code::sum)
        if (const int other = s.make(op, without_scalars(transposed(rest), turned_product)); to[other].id < to[result].id) {
          result = other;
          product.multiply({turned_product.coefficient, turned_product.fits});
          for (int i = 0; i < turned_product.powers.size; ++i) product.powers.push(turned_product.powers.data[i]);
        }
    }
    multiply_by(product, result, 1, false);
    return finish(product);
  }

  /// The transpose of a canonical node, with all transposes at the leaves.
  constexpr int transposed(int node) {
    if (to[node].form == 0) return node;
    while (known_transposes.size <= node) known_transposes.push(0);
    if (known_transposes.data[node] == 0) {
      const int result = transpose_of(*this, node);
      known_transposes.data[node] = result + 1;
    }
    return known_transposes.data[node] - 1;
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
