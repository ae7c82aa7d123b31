// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/graph.hpp>
#include <nabla/rules/family.hpp>
#include <nabla/rules/powers.hpp>

namespace nabla::detail {

struct exp_rule;
struct expm1_rule;

constexpr bool match_operands(const graph& g, const facts& pattern, const int* operands, int* bound);

constexpr bool has_operands(const graph& g, int node, operation_number code, int a, int b) {
  return g.nodes.data[node].op->code == code && g.nodes.data[node].operands[0] == a && g.nodes.data[node].operands[1] == b;
}

/// Is a what simplification makes of -b?
constexpr bool is_negation(const graph& g, int a, int b) {
  const graph_node &n = g.nodes.data[a], &m = g.nodes.data[b];
  if (n.op->code == operation_code::negate) return n.operands[0] == b;
  if (m.op->code == operation_code::negate) return m.operands[0] == a;
  if (n.op->code == operation_code::subtract) return has_operands(g, b, operation_code::subtract, n.operands[1], n.operands[0]);
  if (n.op->code != operation_code::multiply || m.op->code != operation_code::multiply || n.operands[1] != m.operands[1]) return false;
  const graph_node &c = g.nodes.data[n.operands[0]], &d = g.nodes.data[m.operands[0]];
  return c.op->code == operation_code::constant && d.op->code == operation_code::constant && c.value == rational{-d.value.numerator, d.value.denominator};
}

/// The node of which i is the square, or -1.
constexpr int square_root_of(const graph& g, int i) {
  const graph_node& n = g.nodes.data[i];
  if (n.op->code == operation_code::multiply) return n.operands[0] == n.operands[1] ? n.operands[0] : -1;
  if (n.op->code == operation_code::power) return g.nodes.data[n.operands[1]].op->code == operation_code::constant && g.nodes.data[n.operands[1]].value == rational{2, 1} ? n.operands[0] : -1;
  return is_rule<sq_rule>(*n.op) ? n.operands[0] : -1;
}

/// Are two nodes one square, written in two ways?
constexpr bool is_same_square(const graph& g, int a, int b) {
  const int root = square_root_of(g, a);
  return root >= 0 && root == square_root_of(g, b);
}

/// Are the two constants 2 and 1/2, -2 and -1/2, or so?
constexpr bool is_reciprocal(const graph& g, int node, const facts& pattern) {
  if (pattern.op->code != operation_code::constant || g.nodes.data[node].op->code != operation_code::constant || g.nodes.data[node].value.denominator != 1) return false;
  const auto n = g.nodes.data[node].value.numerator;
  return pattern.value == (n < 0 ? rational{-1, -n} : rational{1, n});
}

/// A number above 0 times an exponential, or an exponential by one?
constexpr bool is_positive_multiple(const graph& g, const graph_node& n) {
  const bool divides = n.op->code == operation_code::divide;
  if (!divides && n.op->code != operation_code::multiply) return false;
  for (int k = divides ? 1 : 0; k < 2; ++k)
    if (const graph_node& number = g.nodes.data[n.operands[k]]; number.op->code == operation_code::constant && number.value.numerator > 0) return is_rule<exp_rule>(*g.nodes.data[n.operands[1 - k]].op);
  return false;
}

/// Is it a sum of exponentials, of more than one, among which numbers above 0 may be? `left` counts how many nodes are looked at.
constexpr bool is_sum_of_exponentials(const graph& g, int node, int& left) {
  const graph_node& n = g.nodes.data[node];
  if (n.op->code != operation_code::add || --left < 0) return false;
  for (int k = 0; k < 2; ++k)
    if (const graph_node& part = g.nodes.data[n.operands[k]]; !is_rule<exp_rule>(*part.op) && !is_positive_multiple(g, part) && !(part.op->code == operation_code::constant && part.value.numerator > 0) && !is_sum_of_exponentials(g, n.operands[k], left)) return false;
  return true;
}

/// Is it infinite, or NaN, where the exponential of u is: a sum, a product or a quotient with that in it, at most so deep?
constexpr bool has_exponential(const graph& g, int node, int u, int depth) {
  const graph_node& n = g.nodes.data[node];
  if (is_rule<exp_rule>(*n.op) || is_rule<expm1_rule>(*n.op)) return n.operands[0] == u;
  const operation_number code = n.op->code;
  if (code == operation_code::divide && is_rule<exp_rule>(*g.nodes.data[n.operands[1]].op) && g.nodes.data[n.operands[1]].operands[0] == u) return true;  // likewise where it is 0
  const bool of_one = code == operation_code::negate || code == operation_code::divide || is_rule<sq_rule>(*n.op), of_two = code == operation_code::add || code == operation_code::subtract || code == operation_code::multiply;
  return depth > 0 && ((of_one || of_two) && (has_exponential(g, n.operands[0], u, depth - 1) || (of_two && has_exponential(g, n.operands[1], u, depth - 1))));
}

/// A number and exp(u), times or by a number: their sum or difference?
constexpr bool is_sum_with_exponential(const graph& g, int node, int u) {
  const graph_node& n = g.nodes.data[node];
  const auto is_number = [&](int k) { return g.nodes.data[k].op->code == operation_code::constant; };
  const auto is_exponential = [&](int k) { return is_rule<exp_rule>(*g.nodes.data[k].op) && g.nodes.data[k].operands[0] == u; };
  const auto is_multiple = [&](int k) {
    const graph_node& m = g.nodes.data[k];
    if (m.op->code == operation_code::multiply) return (is_number(m.operands[0]) && is_exponential(m.operands[1])) || (is_number(m.operands[1]) && is_exponential(m.operands[0]));
    return is_exponential(k) || (m.op->code == operation_code::divide && is_exponential(m.operands[0]) && is_number(m.operands[1]));
  };
  if (n.op->code != operation_code::add && n.op->code != operation_code::subtract) return is_rule<expm1_rule>(*n.op) && n.operands[0] == u;
  return (is_number(n.operands[0]) && is_multiple(n.operands[1])) || (is_number(n.operands[1]) && is_multiple(n.operands[0]));
}

/// Does the node look like the pattern? Placeholders match anything, twice the same only the same; `bound` keeps what they stand for. A square is
/// one however it was written, so is a half, and -u is what simplification makes of it: of x - y it is y - x.
constexpr bool match(const graph& g, const facts& pattern, int node, int* bound) {
  if (pattern.op->code == operation_code::placeholder) {
    int& seen = bound[pattern.value.numerator];
    if (seen < 0) seen = node;
    return seen == node || is_same_square(g, seen, node);
  }
  if (pattern.op->code == operation_code::constant) return g.nodes.data[node].op->code == operation_code::constant && g.nodes.data[node].value == pattern.value;
  if (const int whole = g.nodes.data[node].as_written; whole >= 0 && match(g, pattern, whole, bound)) return true;
  if (const bool is_positive = is_rule<positive_number_rule>(*pattern.op); is_positive || is_rule<any_number_rule>(*pattern.op)) {
    const graph_node& number = g.nodes.data[node];
    return number.op->code == operation_code::constant && (!is_positive || number.value.numerator > 0) && match(g, *pattern.operands[0], node, bound);
  }
  if (is_rule<several_exponentials_rule>(*pattern.op)) {
    int most = 256;
    return is_sum_of_exponentials(g, node, most) && match(g, *pattern.operands[0], node, bound);
  }
  if (is_rule<double_exponential_rule>(*pattern.op)) return is_rule<exp_rule>(*g.nodes.data[node].op) && bound[0] >= 0 && has_exponential(g, g.nodes.data[node].operands[0], bound[0], 4) && match(g, *pattern.operands[0], node, bound);
  if (is_rule<same_exponential_rule>(*pattern.op)) return bound[0] >= 0 && is_sum_with_exponential(g, node, bound[0]) && match(g, *pattern.operands[0], node, bound);
  if (is_rule<sq_rule>(*pattern.op)) {
    const int root = square_root_of(g, node);
    return root >= 0 && match(g, *pattern.operands[0], root, bound);
  }
  if (pattern.op->code == operation_code::negate && pattern.operands[0]->op->code == operation_code::placeholder)
    if (const int seen = bound[pattern.operands[0]->value.numerator]; seen >= 0) return is_negation(g, node, seen);
  const graph_node& n = g.nodes.data[node];
  if (n.op->code == operation_code::multiply && pattern.op->code == operation_code::multiply && is_rule<positive_number_rule>(*pattern.operands[0]->op) && is_rule<sq_rule>(*pattern.operands[1]->op))
    for (int k = 0; k < 2; ++k)  // k u², written as (k u) u
      if (const graph_node& m = g.nodes.data[n.operands[k]]; m.op->code == operation_code::multiply && m.operands[1] == n.operands[1 - k] && g.nodes.data[m.operands[0]].op->code == operation_code::constant)
        return match(g, *pattern.operands[0], m.operands[0], bound) && match(g, *pattern.operands[1]->operands[0], m.operands[1], bound);
  if (n.op->code == operation_code::divide && pattern.op->code == operation_code::multiply && is_reciprocal(g, n.operands[1], *pattern.operands[0]))
    return match(g, *pattern.operands[1], n.operands[0], bound);
  return n.op->id == pattern.op->id && is_same_object(n.op, pattern.op) && match_operands(g, pattern, n.operands, bound);
}

constexpr bool match_operands(const graph& g, const facts& pattern, const int* operands, int* bound) {
  const bool backwards = pattern.op->code == operation_code::divide && is_rule<double_exponential_rule>(*pattern.operands[0]->op);  // what it is a double exponential of stands below
  const int before[max_arity] = {bound[0], bound[1], bound[2], bound[3]};
  if (pattern.op->commutative && pattern.op->arity == 2) {  // nodes have the order of their keys, patterns have not
    if (match(g, *pattern.operands[0], operands[1], bound) && match(g, *pattern.operands[1], operands[0], bound)) return true;
    for (int i = 0; i < max_arity; ++i) bound[i] = before[i];
  }
  for (int k = 0; k < pattern.op->arity; ++k)
    if (const int i = backwards ? 1 - k : k; !match(g, *pattern.operands[i], operands[i], bound)) {
      for (int b = 0; b < max_arity; ++b) bound[b] = before[b];
      return false;
    }
  return true;
}

/// Does a table make something else of op(operands)? That is in `found`. Nothing is rewritten to the function whose definition is being written.
constexpr bool find_stable_form(const graph& g, const rewrite_table& table, const operation& op, const int* operands, const operation* defining, int* bound, const facts*& found) {
  for (int i = 0; i < table.count; ++i) {
    const rewrite_info& r = table.rows[i];
    if (r.before->op->id != op.id || !is_same_object(r.before->op, &op) || is_same_object(r.after->op, defining)) continue;
    for (int k = 0; k < max_arity; ++k) bound[k] = -1;
    if (!match_operands(g, *r.before, operands, bound)) continue;
    found = r.after;
    return !is_same_object(r.before, r.after);
  }
  return false;
}

/// Should op(operands) be something else, `found`? The entry of the outermost function may name it, or that of a function right below, or below a
/// function of one operand, a sum or a product, so that of two functions the one that includes the other does; or a family, which the graph has learnt from the formula. `defining` is
/// the function whose definition is being written: that stays as it is.
constexpr bool find_stable_form(const graph& g, const operation& op, const int* operands, const operation* defining, int* bound, const facts*& found) {
  if (op.rewrites.count > 0 && find_stable_form(g, op.rewrites, op, operands, defining, bound, found)) return true;
  for (int k = 0; k < op.arity && operands[k] >= 0; ++k) {
    const graph_node& n = g.nodes.data[operands[k]];
    if (!n.names_forms) continue;
    if (n.op->rewrites.count > 0 && !is_same_object(n.op, &op) && find_stable_form(g, n.op->rewrites, op, operands, defining, bound, found)) return true;
    const operation_number code = n.op->code;
    if (n.op->arity == 1 || code == operation_code::add || code == operation_code::subtract || code == operation_code::multiply || code == operation_code::divide)
      for (int i = 0; i < n.op->arity && n.operands[i] >= 0; ++i)
        if (const operation& below = *g.nodes.data[n.operands[i]].op; below.rewrites.count > 0 && !is_same_object(&below, &op) && find_stable_form(g, below.rewrites, op, operands, defining, bound, found)) return true;
  }
  for (int i = 0; i < g.families.size; ++i)
    if (find_stable_form(g, *g.families.data[i], op, operands, defining, bound, found)) return true;
  return false;
}

}  // namespace nabla::detail
