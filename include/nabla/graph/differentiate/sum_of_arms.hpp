// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/differentiate/gates.hpp>

namespace nabla::detail {

/// What arms of choices give to a node that they share, of which one at most is taken: where(c, a, where(d, b, e)) in place of (c ? a : 0) + (!c && d ? b : 0) + (!c && !d ? e : 0),
/// so that what is computed backwards, too, is of the arm that is taken. Conditions are decided in the order in which they were written down, as in a binary decision diagram.
struct sum_of_arms {
  struct term {
    gated given;
    int at = 0, end = 0;  ///< which of the literals its gate is made of
  };
  struct literal {
    int condition = -1;
    bool holds = true;
  };

  gate_maker& m;
  list<literal> literals = {};
  list<term> terms = {};

  /// Is it an arm's, and not zero by itself elsewhere?
  static constexpr bool is_of_arm(const graph& g, const gated& d) { return d.gate >= 0 && !d.masked && g.nodes.data[d.gate].shape_index == 0 && g.nodes.data[d.value].shape_index == 0; }

  constexpr void add(const gated& d) {
    term t{d, literals.size};
    list<int> parts;
    parts.push(d.gate);
    while (parts.size > 0) {
      const int part = parts.data[--parts.size];
      const graph_node& n = m.g.nodes.data[part];
      if (is_rule<and_rule>(*n.op)) {
        parts.push(n.operands[0]);
        parts.push(n.operands[1]);
        continue;
      }
      const bool denied = n.op->code == operation_code::logical_not;
      insert(t.at, {denied ? n.operands[0] : part, !denied});
    }
    t.end = literals.size;
    terms.push(t);
  }
  /// Are there two of which one at most is taken?
  constexpr bool has_exclusive_ones() {
    list<int> begins;
    bool found = false;
    begins.push(0);
    begins.push(terms.size);
    list<term> kept;
    for (int i = 0; i < terms.size; ++i) kept.push(terms.data[i]);
    while (begins.size > 0 && !found) {
      const int end = begins.data[--begins.size], begin = begins.data[--begins.size];
      const int condition = first_condition(begin, end);
      if (condition < 0) continue;
      const sides p = apart(condition, begin, end);
      found = p.holds > begin && p.others > p.holds;
      begins.push(begin);
      begins.push(p.others);
      begins.push(p.others);
      begins.push(end);
    }
    for (int i = 0; i < terms.size; ++i) terms.data[i] = kept.data[i];
    return found;
  }
  constexpr gated sum() { return sum(0, terms.size); }

 private:
  struct sides {
    int holds, others;  ///< the ends of those in which a condition holds, and of those in which it does not; the rest does not ask
  };
  struct step {
    literal decided;  ///< on the way to what comes next
    gated other, beside;
  };

  // sorted by conditions
  constexpr void insert(int first, const literal& l) {
    literals.push(l);
    int i = literals.size - 1;
    for (; i > first && literals.data[i - 1].condition > l.condition; --i) literals.data[i] = literals.data[i - 1];
    literals.data[i] = l;
  }
  constexpr int first_condition(int begin, int end) const {
    int first = -1;
    for (int i = begin; i < end; ++i)
      if (const term& t = terms.data[i]; t.at < t.end && (first < 0 || literals.data[t.at].condition < first)) first = literals.data[t.at].condition;
    return first;
  }
  /// Those in which the condition holds, those in which it does not, and the rest, each in order; the first two have decided it.
  constexpr sides apart(int condition, int begin, int end) {
    list<term> sorted;
    sides p{};
    for (int which = 0; which < 3; ++which) {
      for (int i = begin; i < end; ++i) {
        const term& t = terms.data[i];
        const bool asks = t.at < t.end && literals.data[t.at].condition == condition;
        if ((asks ? (literals.data[t.at].holds ? 0 : 1) : 2) == which) sorted.push(t);
      }
      if (which == 0) p.holds = begin + sorted.size;
      if (which == 1) p.others = begin + sorted.size;
    }
    for (int i = begin; i < end; ++i) {
      terms.data[i] = sorted.data[i - begin];
      if (i < p.others) ++terms.data[i].at;
    }
    return p;
  }
  /// With the gate of what is not decided yet.
  constexpr gated left_of(const term& t) {
    gated d = m.with_factor(t.given);
    d.gate = gated::none;
    for (int i = t.at; i < t.end; ++i) d.gate = m.both(d.gate, literals.data[i].holds ? literals.data[i].condition : m.negation(literals.data[i].condition));
    return d;
  }
  constexpr gated chosen(const literal& l, const gated& a, const gated& b) {
    const int holds = l.condition, denied = m.negation(holds);
    if (a.value < 0 && !b.masked) return {b.value, m.both(b.gate, denied)};
    if (b.value < 0 && !a.masked) return {a.value, m.both(a.gate, holds)};
    const int zero = m.g.constant(0), value = m.where(m.condition(holds), a.value < 0 ? zero : m.with_gate(a), b.value < 0 ? zero : m.with_gate(b));
    if (a.value < 0 || b.value < 0) return {value, a.value < 0 ? m.both(b.gate, denied) : m.both(a.gate, holds), true};
    if (a.gate < 0 && b.gate < 0) return {value};
    return {value, m.s.make(operation_of<or_rule>, m.both(a.gate, holds), m.both(b.gate, denied)), true};
  }
  /// The larger part in turn, for there may be as many conditions as arms; the smaller ones by themselves.
  constexpr gated sum(int begin, int end) {
    list<step> steps;
    gated result;
    while (begin < end) {
      const int condition = end - begin == 1 ? -1 : first_condition(begin, end);
      if (condition < 0) {
        for (int i = begin; i < end; ++i) result = m.sum(result, left_of(terms.data[i]));
        break;
      }
      const sides p = apart(condition, begin, end);
      step& next = steps.add();
      next.beside = sum(p.others, end);
      next.decided = {condition, p.holds - begin >= p.others - p.holds};
      next.other = next.decided.holds ? sum(p.holds, p.others) : sum(begin, p.holds);
      if (next.decided.holds) end = p.holds;
      else begin = p.holds, end = p.others;
    }
    for (int i = steps.size - 1; i >= 0; --i) {
      const step& last = steps.data[i];
      result = last.decided.holds ? chosen(last.decided, result, last.other) : chosen(last.decided, last.other, result);
      if (last.beside.value >= 0) result = m.sum(result, last.beside);
    }
    return result;
  }
};

/// What nodes have been given and has not been added yet, where a formula has choices.
struct waiting_sums {
  struct given {
    gated d;
    int before = -1;  ///< the last one for this node
  };
  list<given> all = {};
  list<int> last = {};  ///< of each node, 1 more than its number

  constexpr bool are_made() const { return last.size > 0; }
  constexpr void add(int node, const gated& d) {
    all.push({d, last.data[node] - 1});
    last.data[node] = all.size;
  }
  constexpr gated sum_of(gate_maker& m, int node) const {
    list<int> in_order;
    for (int i = last.data[node] - 1; i >= 0; i = all.data[i].before) in_order.push(i);
    sum_of_arms arms{m};
    for (int k = in_order.size - 1; k >= 0; --k)
      if (const gated& d = all.data[in_order.data[k]].d; sum_of_arms::is_of_arm(m.g, d)) arms.add(d);
    const bool by_arms = arms.terms.size > 1 && arms.has_exclusive_ones();
    gated result;
    if (by_arms) result = arms.sum();
    for (int k = in_order.size - 1; k >= 0; --k)
      if (const gated& d = all.data[in_order.data[k]].d; !by_arms || !sum_of_arms::is_of_arm(m.g, d)) result = m.sum(result, d);
    return result;
  }
};

}  // namespace nabla::detail
