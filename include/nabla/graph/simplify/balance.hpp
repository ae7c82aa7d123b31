// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/simplify/copy.hpp>

namespace nabla::detail {

/// A sum of which two terms are a multiple of 1 - 2 f(u), for an f whose entry names an accurate form of that: 1 - 2 f, (1 - f) - f,
/// y + z (1 - f) - z f, -3 f + 3 (1 - f). Sums in it are taken apart once; where that finds nothing, in full, for pairs of which each side has one.
struct accurate_twice_complement {
  static constexpr int most_terms = 16;
  /// number · factor · (1 - 2 f)
  struct multiple_of_balance {
    int function = -1, factor = -1;  ///< the factor is a node, if there is one
    rational number{0, 1};
  };
  multiple_of_balance found[most_terms / 2];
  int count = 0;
  int rest[most_terms] = {}, rest_count = 0;
  bool negative[most_terms] = {};

  constexpr accurate_twice_complement(const graph& g, const graph_node& n) {
    if (!is_sum(n)) return;
    pair_terms(g, n, 1);
    if (count == 0 && (is_sum(g.nodes.data[n.operands[0]]) || is_sum(g.nodes.data[n.operands[1]]))) pair_terms(g, n, 4);
  }

  static constexpr bool is_sum(const graph_node& n) { return n.op->code == operation_code::add || n.op->code == operation_code::subtract; }
  static constexpr bool is_function(const graph& g, int i) { return g.nodes.data[i].op->has_complements && is_set(g.nodes.data[i].op->twice_complement); }
  static constexpr bool is_complement(const graph& g, int i) {
    const graph_node& n = g.nodes.data[i];
    return n.op->code == operation_code::subtract && is_function(g, n.operands[1]) && g.nodes.data[n.operands[0]].op->code == operation_code::constant && g.nodes.data[n.operands[0]].value == rational{1, 1};
  }

 private:
  struct term {
    int node = -1;
    bool negative = false;
    int times = 1;
    int side = 0;
  };
  /// number · factor · f, or · (1 - f)
  struct multiple {
    int function = -1, factor = -1;
    rational number{1, 1};
    bool of_complement = false;
  };
  struct readings {
    multiple data[2];
    int size = 0;
    rational constant{0, 1};  ///< what it is if it is a number
  };

  struct term_list {
    term data[most_terms];
    int size = 0;
  };
  /// The terms of a node, whose sums are taken apart to that depth; none where there are too many.
  static constexpr bool collect(const graph& g, term t, int depth, term_list& to) {
    const graph_node& n = g.nodes.data[t.node];
    if (depth > 0 && is_sum(n) && n.operands[0] != n.operands[1] && !is_complement(g, t.node)) {
      const bool subtracted = t.negative != (n.op->code == operation_code::subtract);
      return collect(g, {n.operands[0], t.negative, 1, t.side}, depth - 1, to) && collect(g, {n.operands[1], subtracted, 1, t.side}, depth - 1, to);
    }
    if (to.size == most_terms) return false;
    to.data[to.size++] = t;
    return true;
  }
  constexpr void pair_terms(const graph& g, const graph_node& n, int depth) {
    term_list terms;
    for (int k = 0; k < 2; ++k)
      if (!collect(g, {n.operands[k], k == 1 && n.op->code == operation_code::subtract, 1, k}, depth, terms)) return;
    const bool in_full = depth > 1;
    for (int i = 1; i < terms.size && !in_full; ++i)
      if (terms.data[0].node == terms.data[i].node && terms.data[0].negative == terms.data[i].negative) {  // f + (f - 1)
        terms.data[0].times = 2;
        terms.data[i] = terms.data[--terms.size];
      }
    readings read_as[most_terms];
    for (int i = 0; i < terms.size; ++i) read_as[i] = read(g, terms.data[i]);
    bool taken[most_terms] = {};
    for (int i = 0; i < terms.size && (in_full || count == 0); ++i)
      for (int j = i + 1; j < terms.size && !taken[i]; ++j) {
        if (taken[j] || terms.data[i].times * terms.data[j].times > 2 || (in_full && terms.data[i].side == terms.data[j].side)) continue;
        taken[i] = taken[j] = pair(read_as[i], read_as[j]);
      }
    rest_count = 0;
    for (int i = 0; i < terms.size; ++i) {
      if (taken[i]) continue;
      if (terms.data[i].times > 1) count = 0;
      rest[rest_count] = terms.data[i].node;
      negative[rest_count++] = terms.data[i].negative;
    }
  }

  static constexpr bool set_function(const graph& g, int i, multiple& m) {
    m.of_complement = is_complement(g, i);
    m.function = m.of_complement ? g.nodes.data[i].operands[1] : i;
    return m.of_complement || is_function(g, i);
  }
  static constexpr readings read(const graph& g, term t) {
    readings result;
    multiple m;
    int i = t.node;
    if (g.nodes.data[i].op->code == operation_code::multiply)
      for (int k = 0; k < 2; ++k)
        if (const graph_node& c = g.nodes.data[g.nodes.data[i].operands[k]]; c.op->code == operation_code::constant) {
          m.number = c.value;
          i = g.nodes.data[i].operands[1 - k];
          break;
        }
    if (g.nodes.data[i].op->code == operation_code::negate) {
      t.negative = !t.negative;
      i = g.nodes.data[i].operands[0];
    }
    if (m.number.denominator == 1) m.number.numerator *= t.times;
    else if (t.times > 1) return result;
    if (t.negative) m.number.numerator = -m.number.numerator;
    if (g.nodes.data[i].op->code == operation_code::constant && m.number.denominator == 1 && (m.number.numerator == 1 || m.number.numerator == -1)) {
      result.constant = {g.nodes.data[i].value.numerator * m.number.numerator, g.nodes.data[i].value.denominator};
    } else if (set_function(g, i, m)) {
      result.data[result.size++] = m;
    } else if (g.nodes.data[i].op->code == operation_code::add && g.nodes.data[i].operands[0] == g.nodes.data[i].operands[1] && m.number.denominator == 1 && set_function(g, g.nodes.data[i].operands[0], m)) {
      m.number.numerator *= 2;
      result.data[result.size++] = m;
    } else if (g.nodes.data[i].op->code == operation_code::multiply) {
      for (int k = 0; k < 2; ++k)
        if (set_function(g, g.nodes.data[i].operands[k], m)) {
          m.factor = g.nodes.data[i].operands[1 - k];
          result.data[result.size++] = m;
        }
    }
    return result;
  }
  constexpr bool pair(const readings& first, const readings& second) {
    for (int i = 0; i < first.size; ++i)
      for (int j = 0; j < second.size; ++j) {
        const multiple &u = first.data[i], &v = second.data[j];
        if (u.function == v.function && u.factor == v.factor && u.of_complement != v.of_complement && u.number.denominator == v.number.denominator && u.number.numerator == -v.number.numerator)
          return set(u.of_complement ? u : v);
      }
    return with_number(first, second) || with_number(second, first);
  }
  constexpr bool with_number(const readings& one, const readings& other) {  // k - 2 k f, 2 k (1 - f) - k
    const std::int64_t k = other.constant.numerator;
    if (k == 0 || one.size != 1 || one.data[0].factor >= 0) return false;
    multiple m = one.data[0];
    if (other.constant.denominator == 1 ? !(m.number == rational{-2 * k, 1}) : !(other.constant.denominator == 2 && m.number == rational{-k, 1})) return false;
    m.number = {m.of_complement ? -k : k, other.constant.denominator};
    return set(m);
  }
  constexpr bool set(const multiple& m) {
    found[count++] = {m.function, m.factor, m.number};
    return true;
  }
};

/// The sums in which there may be one: those with a term that is a multiple of such a function, or of 1 less that. To take a sum apart is dear, and most have none.
class sums_to_balance {
 public:
  constexpr void find(const graph& g) {
    int i = 0;
    while (i < g.nodes.size && !(g.nodes.data[i].op->has_complements && accurate_twice_complement::is_function(g, i))) ++i;  // no call for most
    if (i == g.nodes.size) return;
    terms_ = list<bool>(g.nodes.size);
    list<bool> is_factor(g.nodes.size);
    for (; i < g.nodes.size; ++i) {
      const graph_node& n = g.nodes.data[i];
      const int a = n.operands[0], b = n.operands[1];
      is_factor.data[i] = n.op->code == operation_code::subtract ? is_constant(g, a) && accurate_twice_complement::is_complement(g, i) : accurate_twice_complement::is_function(g, i);
      switch (n.op->code) {
        case operation_code::add:
        case operation_code::subtract: terms_.data[i] = terms_.data[a] || terms_.data[b]; break;
        case operation_code::multiply: terms_.data[i] = is_factor.data[a] || is_factor.data[b] || (terms_.data[b] && is_constant(g, a)) || (terms_.data[a] && is_constant(g, b)); break;
        case operation_code::negate: terms_.data[i] = terms_.data[a]; break;
        default: terms_.data[i] = is_factor.data[i];
      }
    }
  }
  constexpr bool has(int sum) const { return terms_.size > 0 && terms_.data[sum]; }

 private:
  static constexpr bool is_constant(const graph& g, int i) { return g.nodes.data[i].op->code == operation_code::constant; }
  list<bool> terms_;  ///< of each node: is it such a term, or a sum with one?
};

}  // namespace nabla::detail
