// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/simplify/copy.hpp>
#include <nabla/graph/walk.hpp>
#include <nabla/rules/structure.hpp>

namespace nabla::detail {

// A number is a factor of a product of matrices, too, and is multiplied or divided where there are fewest elements: with what comes out of a product, or with one of its factors.
// Where all that read Q / x are products with vectors, sums and the like, Q / x is not computed. What is summed has elements: of none the sum is 0, whatever the number is; sums over all ask. What is divided by its own norm stays so.
// Of two factors one hands its number on: of residuals in their unit, u / x, the squares are in the range of the numbers.
// A number that others need times a vector, too, is waited for behind the product of a small matrix with that vector, where these have met anyway: of a quadratic form in a function the slope comes sooner.
//
//     x * Q * v                        → x * (Q * v)
//     sum(x * A)                       → x * sum(A)
//     sum(0.5_c * A)                   → sum(0.5_c * A)
//     3_c * (Q * v)                    → 3_c * (Q * v)
//     u * transpose(v) / x             → u / x * transpose(v)
//     Q * v / x                        → Q * v / x
//     sum(Q / x * v) * row_sums(Q / x) → sum(Q * v) / x * (row_sums(Q) / x)
//     sum(Q / x * v) * (Q / x)         → sum(Q / x * v) * (Q / x)
//     sum(hadamard(u / sum(u), v))     → sum(hadamard(u / sum(u), v))
//     sum(hadamard(u / x, u / x))      → sum(hadamard(u / x, u / x))
//     transpose(u / x) * (v / x)       → transpose(u) * (v / x) / x
//     N / x * v                        → N * (v / x)
//     row_sums(transpose(N) / x)       → row_sums(transpose(N) / x)
//     x * v * transpose(v) * (Q * v) + transpose(Q) * (x * v) → x * v * transpose(v) * (Q * v) + x * (transpose(Q) * v)
//
// A sum over a size that is a name, as sum(N / x), hands its number on, too: where there is none to be summed up, x is 1, and a factor is 0.
// A constant is multiplied where it is written, but for those from 1 to 2. As with brackets values change by rounding, and the order of other numbers tells what on the way leaves the range of the numbers.

/// A formula on its way from one graph to another, the numbers in its products where they cost least.
template <class Late>
struct scaling {
  static constexpr double never = 1e300;
  static constexpr double most_early = 16;  ///< elements of a vector that waits for its number behind a product
  struct factor {
    int number;  ///< in the graph of `s`
    bool divides;
    int next;    ///< another one that goes with it, or -1
  };

  const graph& from;
  simplifier s;
  list<int> readers;
  list<double> price;   ///< of a number that all readers of a node take over, in multiplications
  list<bool> waits;     ///< is its number left to the readers?
  list<bool> means;     ///< is it divided by a number of elements?
  list<factor> factors;
  list<int> first;      ///< of the numbers that an image still has to be multiplied with, or -1
  list<int> image;

  constexpr scaling(const graph& source, graph& to) : from(source), s(to, writing::definitions), price(source.nodes.size), waits(source.nodes.size), means(source.nodes.size), first(source.nodes.size), image(source.nodes.size) {}

  constexpr const graph_node& node(int i) const { return from.nodes.data[i]; }
  constexpr operation_number code(int i) const { return node(i).op->code; }
  static constexpr double size(const extent& e) { return e.is_named() ? 1000 : e.size; }
  constexpr double elements(int i) const { return size(from.shape_of(i).rows) * size(from.shape_of(i).columns); }
  constexpr bool is_number(int i) const { return node(i).shape_index == 0 && !from.is_condition(i); }

  /// Which operand of x A or A / x is the number, or -1. What chooses is none.
  constexpr int number_of(int i) const {
    const graph_node& n = node(i);
    if (n.shape_index == 0 || (n.op->code != operation_code::multiply && n.op->code != operation_code::divide)) return -1;
    for (int k = n.op->code == operation_code::divide ? 1 : 0; k < 2; ++k)
      if (const int other = n.operands[1 - k]; is_number(n.operands[k]) && node(other).shape_index == n.shape_index && !from.is_condition(other)) return k;
    return -1;
  }
  /// Is it, or a factor of it, divided by a number of elements? Without that the sum of many may overflow.
  constexpr bool is_average(int i) const {
    const int a = node(i).operands[0], b = node(i).operands[1];
    if (code(i) == operation_code::divide) return counts(b);
    return code(i) == operation_code::multiply ? means.data[a] || means.data[b] : (code(i) == operation_code::transpose || code(i) == operation_code::negate) && means.data[a];
  }
  constexpr bool counts(int i) const { return code(i) == operation_code::count || (code(i) == operation_code::divide && counts(node(i).operands[0]) && counts(node(i).operands[1])); }
  /// What it costs that reader j takes over a number of its operand k.
  constexpr double price_in(int j, int k) const {
    const graph_node& n = node(j);
    const int other = n.op->arity == 2 ? n.operands[1 - k] : -1;
    const extent &rows = from.shape_of(n.operands[k]).rows, &columns = from.shape_of(n.operands[k]).columns;
    switch (n.op->code) {
      case operation_code::matrix_product:
        if (!(k == 0 ? columns : rows).is_some()) return never;
        return elements(other) < elements(j) ? elements(other) : handed_on(j);
      case operation_code::sum: return !means.data[n.operands[k]] && (rows.is_some() || rows.is_named()) && (columns.is_some() || columns.is_named()) ? handed_on(j) : never;
      case operation_code::row_sums: return !means.data[n.operands[k]] && columns.is_some() ? handed_on(j) : never;
      case operation_code::column_sums: return !means.data[n.operands[k]] && rows.is_some() ? handed_on(j) : never;
      case operation_code::transpose:
      case operation_code::negate: return handed_on(j);
      case operation_code::multiply: return n.shape_index != node(n.operands[k]).shape_index || from.is_condition(other) ? never : handed_on(j);
      case operation_code::divide: return number_of(j) == 1 && k == 0 ? handed_on(j) : never;
      default: return never;
    }
  }
  /// What a number costs that j is left with, if its readers do not take it over.
  constexpr double handed_on(int j) const { return node(j).shape_index != 0 && price.data[j] < elements(j) ? price.data[j] : elements(j); }
  constexpr bool is_constant(int i) const { return code(i) == operation_code::constant || code(i) == operation_code::real; }
  /// Has it a number that may be multiplied or divided later? Of constants those from 1 to 2: without a smaller one a sum may overflow, without a larger one a product underflow.
  constexpr bool may_come_later(int i) const {
    const int k = number_of(i), number = k < 0 ? -1 : node(i).operands[k];
    if (k < 0 || !is_constant(number)) return k >= 0;
    const auto [numerator, denominator] = node(number).value;
    const std::int64_t a = numerator < 0 ? -numerator : numerator, large = code(i) == operation_code::divide ? denominator : a, small = code(i) == operation_code::divide ? a : denominator;
    return code(number) == operation_code::constant && large >= small && large / 2 <= small;
  }
  /// Does it hand on a number of its operands?
  constexpr bool has_number(int i) const {
    for (int k = 0; k < node(i).op->arity && node(i).operands[k] >= 0; ++k)
      if (waits.data[node(i).operands[k]]) return true;
    return may_come_later(i);
  }
  /// Is the number of x A or A / x made of A, as a norm is? Without it A, times something, may leave the range of the numbers.
  constexpr bool is_made_of_it(int i) const {
    const int k = number_of(i);
    if (k < 0) return false;
    const int number = node(i).operands[k];
    int base = node(i).operands[1 - k];
    for (bool scaled = true; scaled;) {
      const int of_base = number_of(base);
      scaled = of_base >= 0 || code(base) == operation_code::transpose || code(base) == operation_code::negate;
      if (scaled) base = node(base).operands[of_base >= 0 ? 1 - of_base : 0];
    }
    list<bool> reached(number + 1);
    reached.data[number] = true;
    for (int j = number; j > base; --j)
      for (int l = 0; reached.data[j] && l < node(j).op->arity && node(j).operands[l] >= 0; ++l) reached.data[node(j).operands[l]] = true;
    return base < number && reached.data[base];
  }
  /// Is it multiplied with itself, or with what hands its own number on?
  constexpr bool meets_another(int i) const {
    for (int j = i + 1; j < from.nodes.size; ++j)
      if (readers.data[j] > 0 && (code(j) == operation_code::matrix_product || code(j) == operation_code::multiply))
        for (int k : {0, 1})
          if (const int other = node(j).operands[1 - k]; node(j).operands[k] == i && (other == i || waits.data[other])) return true;
    return false;
  }
  /// The factor of a product that is scaled in place of it, 0 or 1, or -1.
  constexpr int factor_scaled(int i) const {
    const int k = waits.data[i] ? -1 : number_of(i);
    if (k < 0 || is_constant(node(i).operands[k])) return -1;
    const int product = node(i).operands[1 - k];
    if (code(product) != operation_code::matrix_product || readers.data[product] != 1 || waits.data[product]) return -1;
    const int a = node(product).operands[0], b = node(product).operands[1];
    if (!from.shape_of(b).rows.is_some()) return -1;
    for (int operand : {a, b, below_transpose(a), below_transpose(b)})
      if (waits.data[operand]) return -1;
    const int least = elements(a) == elements(b) ? (!is_scaled(i, k, a) && is_scaled(i, k, b) ? 1 : 0) : (elements(b) < elements(a) ? 1 : 0);
    return elements(node(product).operands[least]) < elements(i) ? least : -1;
  }
  constexpr int below_transpose(int i) const { return code(i) == operation_code::transpose ? node(i).operands[0] : i; }
  /// Is the same done to this factor, or to what it is the transpose of, anyway?
  constexpr bool is_scaled(int i, int k, int a) const {
    for (int j = 0; j < from.nodes.size; ++j)
      if (readers.data[j] > 0 && code(j) == code(i) && number_of(j) == k && node(j).operands[k] == node(i).operands[k] && node(j).operands[1 - k] == below_transpose(a)) return true;
    return false;
  }

  /// Does a product read x v or v / x, or its transpose, as this operand, where its matrix or the transpose of that is multiplied with v elsewhere? The products are small, and x is no constant.
  constexpr bool is_early(int product, int k) const {
    if (code(product) != operation_code::matrix_product || waits.data[product]) return false;
    const int a = node(product).operands[k], scaled = below_transpose(a), other = node(product).operands[1 - k], number = number_of(scaled);
    if (number < 0 || waits.data[a] || waits.data[scaled] || waits.data[other] || code(node(scaled).operands[number]) == operation_code::constant || !(elements(product) <= most_early)) return false;
    const int vector = node(scaled).operands[1 - number], matrix = below_transpose(other);
    if (!(elements(vector) <= most_early) || !(elements(matrix) > elements(vector)) || waits.data[vector]) return false;
    for (int j = 0; j < from.nodes.size; ++j)
      if (readers.data[j] > 0 && j != product && code(j) == operation_code::matrix_product)
        for (int l : {0, 1})
          if (below_transpose(node(j).operands[l]) == vector && below_transpose(node(j).operands[1 - l]) == matrix) return true;
    return false;
  }
  /// The operand of a product that is one, or -1.
  constexpr int early_operand(int product) const { return is_early(product, 0) ? 0 : (is_early(product, 1) ? 1 : -1); }
  constexpr int early_product(int i, int k) {
    int made[2] = {}, a = node(i).operands[k], scaled = below_transpose(a), number = number_of(scaled), vector = image.data[node(scaled).operands[1 - number]];
    made[k] = a == scaled ? vector : transposed(vector);
    made[1 - k] = image.data[node(i).operands[1 - k]];
    return with(written_factor(scaled, number), s.make(*node(i).op, made[0], made[1]));
  }

  constexpr bool find(const int* outputs, int count) {
    readers = count_readers(from, outputs, count);
    for (int i = 0; i < from.nodes.size; ++i) means.data[i] = is_average(i);
    for (int k = 0; k < count; ++k) price.data[outputs[k]] = never;
    for (int j = from.nodes.size - 1; j >= 0; --j) {
      const graph_node& n = from.nodes.data[j];
      for (int k = 0; readers.data[j] > 0 && k < n.op->arity && n.operands[k] >= 0; ++k)
        if (const int a = n.operands[k]; from.nodes.data[a].shape_index != 0) price.data[a] += price_in(j, k);
    }
    bool any = false;
    for (int i = 0; i < from.nodes.size; ++i) {
      if (readers.data[i] == 0 || from.nodes.data[i].shape_index == 0) continue;
      waits.data[i] = has_number(i) && price.data[i] < elements(i) && !is_made_of_it(i) && !meets_another(i);
      any = any || waits.data[i] || factor_scaled(i) >= 0;
    }
    for (int i = 0; i < from.nodes.size && !any; ++i) any = readers.data[i] > 0 && early_operand(i) >= 0;
    return any;
  }

  constexpr int with(factor f, int a) { return f.divides ? s.make(operation_of<divide_rule>, a, f.number) : s.multiply(f.number, a); }
  constexpr int with_all(int list_of, int a) {
    for (int f = list_of; f >= 0; f = factors.data[f].next) a = with(factors.data[f], a);
    return a;
  }
  /// The numbers of both lists.
  constexpr int joined(int a, int b) {
    for (; b >= 0; b = factors.data[b].next) {
      factor copied = factors.data[b];
      copied.next = a;
      factors.push(copied);
      a = factors.size - 1;
    }
    return a;
  }
  constexpr factor written_factor(int i, int k) const { return {image.data[node(i).operands[k]], code(i) == operation_code::divide, -1}; }
  constexpr int transposed(int i) { return s.make(operation_of<rule_for<transpose_rule, Late>>, i); }

  /// The numbers of what is summed up and may be nothing: of none the sum is 0, and neither infinity nor NaN makes another number of it.
  constexpr int guarded(int numbers, int summed) {
    if (from.shape_of(summed).rows.is_some() && from.shape_of(summed).columns.is_some()) return numbers;
    for (int f = numbers; f >= 0; f = factors.data[f].next) {
      if (s.is_constant(factors.data[f].number)) continue;
      const int is_some = s.make(operation_of<rule_for<greater_rule, Late>>, s.count(s.g.shape_index(from.shape_of(summed))), s.g.constant(0));
      factors.data[f].number = s.make(operation_of<where_rule>, is_some, factors.data[f].number, s.g.constant(factors.data[f].divides ? 1 : 0));
    }
    return numbers;
  }
  constexpr int scaled_product(int i, int side) {
    int made[2] = {}, k = number_of(i), product = node(i).operands[1 - k];
    for (int j : {0, 1}) {
      const int operand = node(product).operands[j], below = below_transpose(operand);
      made[j] = j != side ? image.data[operand] : (below == operand ? with(written_factor(i, k), image.data[operand]) : transposed(with(written_factor(i, k), image.data[below])));
    }
    return s.make(*node(product).op, made[0], made[1]);
  }
  constexpr void write(int i) {
    const graph_node& n = node(i);
    first.data[i] = -1;
    if (const int side = factor_scaled(i); side >= 0) {
      image.data[i] = scaled_product(i, side);
      return;
    }
    if (const int k = early_operand(i); k >= 0) {
      image.data[i] = early_product(i, k);
      return;
    }
    operand_images operands(from, i, image);
    int numbers = -1;
    for (int k = 0; k < n.op->arity && n.operands[k] >= 0; ++k)
      if (waits.data[n.operands[k]]) numbers = joined(numbers, first.data[n.operands[k]]);
    if (numbers >= 0 && n.op->code == operation_code::sum) numbers = guarded(numbers, n.operands[0]);
    if (waits.data[i] && may_come_later(i)) {
      const int k = number_of(i);
      factor own = written_factor(i, k);
      own.next = numbers;
      factors.push(own);
      numbers = factors.size - 1;
      image.data[i] = operands.data[1 - k];
    } else if (!waits.data[i] && numbers >= 0 && n.op->code == operation_code::matrix_product && has_fewer(i)) {
      const int k = waits.data[n.operands[0]] ? 1 : 0;
      operands.data[k] = with_all(numbers, operands.data[k]);
      numbers = -1;
      image.data[i] = copy_node(s, from, i, operands.data);
    } else {
      image.data[i] = copy_node(s, from, i, operands.data);
    }
    if (waits.data[i]) first.data[i] = numbers;
    else image.data[i] = with_all(numbers, image.data[i]);
  }
  /// Has the factor beside the one whose number waits fewer elements than the product?
  constexpr bool has_fewer(int product) const { return elements(node(product).operands[waits.data[node(product).operands[0]] ? 1 : 0]) < elements(product); }

  constexpr void run(int* outputs, int count) {
    for (int i = 0; i < from.nodes.size; ++i)
      if (readers.data[i] > 0) write(i);
    for (int k = 0; k < count; ++k) outputs[k] = image.data[outputs[k]];
  }
};

/// Is there x A or A / x? Elsewhere nothing of what scaling needs is made.
constexpr bool multiplies_by_numbers(const graph& g) {
  for (int i = 0; i < g.nodes.size; ++i) {
    const graph_node& n = g.nodes.data[i];
    const bool can = n.shape_index != 0 && (n.op->code == operation_code::multiply || n.op->code == operation_code::divide);
    if (can && (g.nodes.data[n.operands[0]].shape_index == 0 || g.nodes.data[n.operands[1]].shape_index == 0)) return true;
  }
  return false;
}
/// Copies what `outputs` need from one graph to another and renumbers `outputs`; or leaves all as it is and returns false, where every number stands where it costs least.
template <class Late = void>
constexpr bool scale_least(const graph& from, graph& to, int* outputs, int count) {
  if (from.shapes.size == 1 || !multiplies_by_numbers(from)) return false;
  scaling<Late> all(from, to);
  if (!all.find(outputs, count)) return false;
  all.run(outputs, count);
  return true;
}

}  // namespace nabla::detail
