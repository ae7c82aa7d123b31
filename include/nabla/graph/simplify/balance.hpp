// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/simplify/copy.hpp>

namespace nabla::detail {

/// A sum of up to four terms of which two are a multiple of 1 - 2 f(u), for an f whose entry names an accurate form of that:
/// 1 - 2 f, (1 - f) - f, y + z (1 - f) - z f, -3 f + 3 (1 - f).
struct accurate_twice_complement {
  int function = -1, factor = -1;  ///< the multiple is that of a number and, if there is one, of a node
  rational number{};
  int rest[2] = {-1, -1};
  bool negative[2] = {};

  constexpr accurate_twice_complement(const graph& g, const graph_node& n) {
    if (!is_sum(n)) return;
    term terms[4];
    int count = 0;
    for (int k = 0; k < 2; ++k) {
      const int i = n.operands[k];
      const bool minus = k == 1 && n.op->code == operation_code::subtract;
      if (is_sum(g.nodes.data[i]) && g.nodes.data[i].operands[0] != g.nodes.data[i].operands[1] && !is_complement(g, i)) {
        terms[count++] = {g.nodes.data[i].operands[0], minus};
        terms[count++] = {g.nodes.data[i].operands[1], minus != (g.nodes.data[i].op->code == operation_code::subtract)};
      } else {
        terms[count++] = {i, minus};
      }
    }
    for (int i = 1; i < count; ++i)
      if (terms[0].node == terms[i].node && terms[0].negative == terms[i].negative) {  // f + (f - 1)
        terms[0].times = 2;
        terms[i] = terms[--count];
      }
    readings read_as[4];
    bool has_function = false;
    for (int i = 0; i < count; ++i) {
      read_as[i] = read(g, terms[i]);
      has_function = has_function || read_as[i].size > 0;
    }
    for (int i = 0; i < count && function < 0 && has_function; ++i)
      for (int j = i + 1; j < count && function < 0; ++j) {
        if (terms[i].times * terms[j].times > 2 || !pair(read_as[i], read_as[j])) continue;
        for (int k = 0, r = 0; k < count; ++k)
          if (k != i && k != j) {
            if (terms[k].times > 1) function = -1;
            rest[r] = terms[k].node;
            negative[r++] = terms[k].negative;
          }
      }
  }

 private:
  struct term {
    int node = -1;
    bool negative = false;
    int times = 1;
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

  static constexpr bool is_sum(const graph_node& n) { return n.op->code == operation_code::add || n.op->code == operation_code::subtract; }
  static constexpr bool is_function(const graph& g, int i) { return is_set(g.nodes.data[i].op->twice_complement); }
  static constexpr bool is_complement(const graph& g, int i) {
    const graph_node& n = g.nodes.data[i];
    return n.op->code == operation_code::subtract && is_function(g, n.operands[1]) && g.nodes.data[n.operands[0]].op->code == operation_code::constant && g.nodes.data[n.operands[0]].value == rational{1, 1};
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
        if (const graph_node& c = g.nodes.data[g[i].operands[k]]; c.op->code == operation_code::constant) {
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
    function = m.function;
    factor = m.factor;
    number = m.number;
    return true;
  }
};

}  // namespace nabla::detail
