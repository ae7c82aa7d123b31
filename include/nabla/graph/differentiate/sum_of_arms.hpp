// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/differentiate/gates.hpp>
#include <nabla/graph/needed_condition.hpp>

namespace nabla::detail {

/// The conditions that gates are made of, sorted, found once for each: gates of arms within arms share what they begin with.
struct conditions_of_gates {
  list<needed_condition> all = {};
  list<int> begins = {}, ends = {};  ///< of each node; -1 where it is not known yet

  constexpr void find(const graph& g, int gate) {
    while (begins.size <= gate) {
      begins.push(-1);
      ends.push(-1);
    }
    if (begins.data[gate] >= 0) return;
    const graph_node& n = g.nodes.data[gate];
    if (is_rule<and_rule>(*n.op)) {
      find(g, n.operands[0]);
      find(g, n.operands[1]);
      merge(n.operands[0], n.operands[1], gate);
    } else {
      begins.data[gate] = all.size;
      all.push(needed_condition_of(g, gate));
      ends.data[gate] = all.size;
    }
  }

 private:
  constexpr void merge(int a, int b, int gate) {
    int i = begins.data[a], j = begins.data[b];
    const int end = ends.data[a], other_end = ends.data[b];
    begins.data[gate] = all.size;
    while (i < end || j < other_end) {
      const bool takes_first = j == other_end || (i < end && all.data[i].node <= all.data[j].node);
      if (i < end && j < other_end && all.data[i] == all.data[j]) ++j;
      const needed_condition next = all.data[takes_first ? i++ : j++];  // a copy: the list may grow
      all.push(next);
    }
    ends.data[gate] = all.size;
  }
};

/// What arms of choices give to a node that they share, of which one at most is taken: where(c, a, where(d, b, e)) in place of (c ? a : 0) + (!c && d ? b : 0) + (!c && !d ? e : 0),
/// so that what is computed backwards, too, is of the arm that is taken. Conditions are decided in the order in which they were written down, as in a binary decision diagram.
struct sum_of_arms {
  struct term {
    gated given;
    int at = 0, end = 0;  ///< which of its conditions are not decided yet
  };

  gate_maker& m;
  conditions_of_gates& conditions;
  list<term> terms = {};
  list<int> order = {};  ///< the terms, those of one side of a condition beside each other

  /// Is it an arm's, and not zero by itself elsewhere?
  static constexpr bool is_of_arm(const graph& g, const gated& d) { return d.gate >= 0 && !d.masked && g.nodes.data[d.gate].shape_index == 0 && g.nodes.data[d.value].shape_index == 0; }

  constexpr void add(const gated& d) {
    conditions.find(m.g, d.gate);
    terms.push({d});
  }
  /// Are there two of which one at most is taken?
  constexpr bool has_exclusive_ones() {
    start();
    list<int> ranges;
    ranges.push(0);
    ranges.push(terms.size);
    while (ranges.size > 0) {
      const int end = ranges.data[--ranges.size], begin = ranges.data[--ranges.size];
      const int condition = end - begin < 2 ? -1 : first_condition(begin, end);
      if (condition < 0) continue;
      const sides p = apart(condition, begin, end);
      if (p.holds > begin && p.others > p.holds) return true;
      ranges.push(begin);
      ranges.push(p.others);
      ranges.push(p.others);
      ranges.push(end);
    }
    return false;
  }
  constexpr gated sum() {
    start();
    return sum(0, terms.size);
  }

 private:
  struct sides {
    int holds, others;  ///< the ends of those in which a condition holds, and of those in which it does not; the rest does not ask
  };
  struct step {
    int gate = gated::none;    ///< of all that comes next, or else
    needed_condition decided;  ///< on the way to what comes next
    gated other, beside;
  };

  constexpr void start() {
    order.size = 0;
    for (int i = 0; i < terms.size; ++i) {
      term& t = terms.data[i];
      t.at = conditions.begins.data[t.given.gate];
      t.end = conditions.ends.data[t.given.gate];
      order.push(i);
    }
  }
  constexpr int first_condition(int begin, int end) const {
    int first = -1;
    for (int i = begin; i < end; ++i)
      if (const term& t = terms.data[order.data[i]]; t.at < t.end && (first < 0 || conditions.all.data[t.at].node < first)) first = conditions.all.data[t.at].node;
    return first;
  }
  /// Those in which the condition holds, those in which it does not, and the rest, each in order; the first two have decided it.
  constexpr sides apart(int condition, int begin, int end) {
    list<int> others, rest;
    int next = begin;
    for (int i = begin; i < end; ++i) {
      const int number = order.data[i];
      term& t = terms.data[number];
      if (t.at == t.end || conditions.all.data[t.at].node != condition) rest.push(number);
      else if (conditions.all.data[t.at++].holds) order.data[next++] = number;
      else others.push(number);
    }
    const sides p{next, next + others.size};
    for (int i = 0; i < others.size; ++i) order.data[next++] = others.data[i];
    for (int i = 0; i < rest.size; ++i) order.data[next++] = rest.data[i];
    return p;
  }
  constexpr int gate_of(const needed_condition& c) { return c.holds ? c.node : m.negation(c.node); }
  /// With the gate of what is not decided yet.
  constexpr gated left_of(const term& t) {
    gated d = m.with_factor(t.given);
    d.gate = gated::none;
    for (int i = t.at; i < t.end; ++i) d.gate = m.both(d.gate, gate_of(conditions.all.data[i]));
    return d;
  }
  /// The gate that is made of these conditions, the last ones that the term has decided: where all terms have them they are often a part of its gate.
  constexpr int gate_of_all(int count, const term& t) {
    const int first = t.at - count;
    const auto is_it = [&](int gate) {
      const int begin = conditions.begins.data[gate];
      if (conditions.ends.data[gate] - begin != count) return false;
      for (int i = 0; i < count; ++i)
        if (!(conditions.all.data[begin + i] == conditions.all.data[first + i])) return false;
      return true;
    };
    list<int> parts;
    parts.push(t.given.gate);
    while (parts.size > 0) {
      const int gate = parts.data[--parts.size];
      if (is_it(gate)) return gate;
      if (const graph_node& n = m.g.nodes.data[gate]; is_rule<and_rule>(*n.op))
        for (int part : {n.operands[0], n.operands[1]})
          if (conditions.ends.data[part] - conditions.begins.data[part] >= count) parts.push(part);
    }
    int gate = gated::none;
    for (int i = 0; i < count; ++i) gate = m.both(gate, gate_of(conditions.all.data[first + i]));
    return gate;
  }
  constexpr gated under(int gate, const gated& d) {
    if (!d.masked) return {d.value, m.both(d.gate, gate)};
    return {m.where(m.condition(gate), d.value, m.g.constant(0)), m.both(d.gate, gate), true};
  }
  constexpr gated chosen(int condition, const gated& a, const gated& b) {
    if (a.value < 0) return under(m.negation(condition), b);
    if (b.value < 0) return under(condition, a);
    const int holds = m.condition(condition), value = m.where(holds, m.with_gate(a), m.with_gate(b)), one = m.g.constant(1);
    if (a.gate < 0 && b.gate < 0) return {value};
    return {value, m.condition(m.where(holds, a.gate < 0 ? one : a.gate, b.gate < 0 ? one : b.gate)), true};
  }
  /// The larger part in turn, for there may be as many conditions as arms; the smaller ones by themselves.
  constexpr gated sum(int begin, int end) {
    list<step> steps;
    gated result;
    int common = 0;  // so many conditions are the same for all
    while (begin < end) {
      const int condition = end - begin == 1 ? -1 : first_condition(begin, end);
      const sides p = condition < 0 ? sides{} : apart(condition, begin, end);
      if (condition >= 0 && p.others == end && (p.holds == begin || p.holds == end)) {
        ++common;
        continue;
      }
      if (common > 0) steps.add().gate = gate_of_all(common, before(condition, terms.data[order.data[begin]]));
      common = 0;
      if (condition < 0) {
        for (int i = begin; i < end; ++i) result = m.sum(result, left_of(terms.data[order.data[i]]));
        break;
      }
      step& next = steps.add();
      next.beside = sum(p.others, end);
      next.decided = {condition, p.holds - begin >= p.others - p.holds};
      next.other = next.decided.holds ? sum(p.holds, p.others) : sum(begin, p.holds);
      if (next.decided.holds) end = p.holds;
      else begin = p.holds, end = p.others;
    }
    for (int i = steps.size - 1; i >= 0; --i) {
      const step& last = steps.data[i];
      if (last.gate >= 0) result = under(last.gate, result);
      else result = last.decided.holds ? chosen(last.decided.node, result, last.other) : chosen(last.decided.node, last.other, result);
      if (last.beside.value >= 0) result = m.sum(result, last.beside);
    }
    return result;
  }
  /// A term, before it decided this condition, if it did.
  constexpr term before(int condition, term t) const {
    if (condition >= 0 && t.at > conditions.begins.data[t.given.gate] && conditions.all.data[t.at - 1].node == condition) --t.at;
    return t;
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
  conditions_of_gates conditions = {};

  constexpr bool are_made() const { return last.size > 0; }
  constexpr void add(int node, const gated& d) {
    all.push({d, last.data[node] - 1});
    last.data[node] = all.size;
  }
  constexpr gated sum_of(gate_maker& m, int node) {
    list<int> in_order;
    for (int i = last.data[node] - 1; i >= 0; i = all.data[i].before) in_order.push(i);
    sum_of_arms arms{m, conditions};
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
