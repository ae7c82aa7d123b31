// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/graph.hpp>

namespace nabla {

constexpr bool match_operands(const graph& g, const facts& pattern, const int* operands, int* bound);

/// Does the node look like the pattern? Placeholders match anything, twice the same only the same; `bound` keeps what they stand for.
constexpr bool match(const graph& g, const facts& pattern, int node, int* bound) {
  if (pattern.op->code == operation_code::placeholder) {
    int& seen = bound[pattern.value.numerator];
    if (seen < 0) seen = node;
    return seen == node;
  }
  if (pattern.op->code == operation_code::constant) return g.code_of(node) == operation_code::constant && g[node].value == pattern.value;
  return is_same_object(g[node].op, pattern.op) && match_operands(g, pattern, g[node].operands, bound);
}

constexpr bool match_operands(const graph& g, const facts& pattern, const int* operands, int* bound) {
  if (pattern.op->commutative) {  // nodes have the order of their keys, patterns have not
    const int before[max_arity] = {bound[0], bound[1], bound[2], bound[3]};
    if (match(g, *pattern.operands[0], operands[1], bound) && match(g, *pattern.operands[1], operands[0], bound)) return true;
    for (int i = 0; i < max_arity; ++i) bound[i] = before[i];
  }
  for (int i = 0; i < pattern.op->arity; ++i)
    if (!match(g, *pattern.operands[i], operands[i], bound)) return false;
  return true;
}

/// What op(operands) should be instead, or null. The entry of the outermost function may name it, or that of a function right below, so that
/// of two functions the one that includes the other does. `defining` is the function whose definition is being written: that stays as it is.
constexpr const facts* stable_form(const graph& g, const operation& op, const int* operands, const operation* defining, int* bound) {
  for (int owner = -1; owner < op.arity; ++owner) {
    if (owner >= 0 && operands[owner] < 0) break;
    const operation& entry = owner < 0 ? op : *g[operands[owner]].op;
    if (!is_set(entry.rewrites[0].before) || (owner >= 0 && is_same_object(&entry, &op))) continue;
    for (const rewrite_info& r : entry.rewrites) {
      if (!is_set(r.before)) break;
      if (!is_same_object(r.before->op, &op) || is_same_object(r.after->op, defining)) continue;
      for (int i = 0; i < max_arity; ++i) bound[i] = -1;
      if (match_operands(g, *r.before, operands, bound)) return r.after;
    }
  }
  return nullptr;
}

}  // namespace nabla
