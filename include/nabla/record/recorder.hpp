// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/import.hpp>
#include <nabla/graph/known_order.hpp>
#include <nabla/record/common_operation.hpp>
#include <nabla/record/problem.hpp>

namespace nabla::detail {

/// What was answered to one comparison on the way through a function.
struct decision {
  int condition = -1;
  bool holds = true;
  int written = 0;  ///< so many nodes were asked for before it was
};

enum class answer : std::uint8_t {
  unknown,
  holds,
  does_not
};

/// The comparisons asked on one run of a function, or of an arm of where(), in order: those before `asked` are answered again as the list says, further
/// ones with true or by chance, which appends them.
struct trail {
  list<decision> decisions;
  int asked = 0;
  list<int> nodes;  ///< what was asked for on a run of the function, in order: up to the comparison that is answered differently the next run asks for the same
  int written = 0, known = 0;
  int followed = 0;  ///< comparisons on this run that were not asked, since others say what they are
  std::uint64_t chance = 0;  ///< where it is not 0, further comparisons are answered by it

  constexpr bool next_answer() {
    if (chance == 0) return true;
    chance = chance * 6364136223846793005u + 1442695040888963407u;
    return chance >> 63 != 0;
  }
};

/// Where a recorded function writes its operations, and how it is led through its branches.
struct recorder {
  graph& g;
  trail* now = nullptr;
  list<answer> answers;  ///< for each node: what is known of it on the path that is being followed
  known_order order;     ///< and what that says of other comparisons
  int runs = 0;  ///< of the function, or of an arm of where()
  recording_problem problem;

  static constexpr int most_paths = 4096, most_comparisons = 1000, most_followed = 100'000;
  static constexpr int paths_before_estimate = 128, most_estimates = 64, certainty = 40;

  constexpr explicit recorder(graph& to) : g(to) {}

  constexpr void refuse(const recording_problem& why) {
    if (problem.what == recording_fault::none) problem = why;
  }

  /// Does the condition hold, on the path that is being followed?
  constexpr bool ask(int condition) {
    const graph_node& n = g.nodes.data[condition];
    if (n.op->code == operation_code::constant) return n.value.numerator != 0;
    if (n.op->code == operation_code::logical_not) return !ask(n.operands[0]);
    while (answers.size <= condition) answers.push(answer::unknown);
    if (answers.data[condition] != answer::unknown) return answers.data[condition] == answer::holds;
    if (problem.what != recording_fault::none) return ++runs % 3 == 0;  // only to an end with it: whatever ends a loop
    if (const int said = order.says(g, condition); said >= 0) {
      if (++now->followed > most_followed) refuse(too_many_paths(g, condition));
      return said == 1;
    }
    if (now->asked == now->decisions.size) {
      if (now->asked == most_comparisons) {
        refuse(too_many_paths(g, first_like(condition)));
        return false;
      }
      now->decisions.push({condition, now->next_answer(), now->written});
    }
    const bool holds = now->decisions.data[now->asked++].holds;
    answers.data[condition] = holds ? answer::holds : answer::does_not;
    order.learn(g, condition, holds);
    return holds;
  }

  constexpr int make(const operation& op, int a, int b = -1, int c = -1, int d = -1) {
    if (is_known()) return next_known();
    return written(make_node(op, a, b, c, d));
  }
  constexpr int number(double value) {
    if (is_known()) return next_known();
    return written(g.number(value));
  }
  constexpr int make_node(const operation& op, int a, int b, int c, int d = -1) {
    if (are_numbers(op, a, b, c, d)) return simplifier{g}.make(op, a, b, c, d);
    shape shapes[max_arity];
    const int operands[max_arity] = {a, b, c, d};
    for (int i = 0; i < op.arity; ++i) shapes[i] = g.shape_of(operands[i]);
    if (!fit(op, shapes)) return g.constant(0);
    return simplifier{g}.make(op, a, b, c, d);
  }
  /// What two paths give, by the condition on which they part: a + b and a + c are a + where(condition, b, c), so that what comes behind both is there once. Where there are other
  /// branches, a + b and a are so, too.
  constexpr int chosen(int condition, int a, int b, bool is_one_of_several) {
    list<common_operand> above;  // a list, and no calls: what comes behind a branch may be long
    while (a != b) {
      const common_operand s = common_operation{g}.of(a, b, is_one_of_several || above.size > 0);
      if (s.op == nullptr) break;
      above.push(s);
      a = s.rest[0];
      b = s.rest[1];
    }
    int result = a == b ? a : make_node(operation_of<where_rule>, condition, a, b);
    for (int k = above.size - 1; k >= 0; --k) {
      const common_operand& s = above.data[k];
      result = s.is_left ? make_node(*s.op, s.node, result, -1) : make_node(*s.op, result, s.node, -1);
    }
    return result;
  }
  /// An expression with nodes in place of its placeholders.
  constexpr int splice(const facts& f, const int* operands) {
    if (is_known()) return next_known();
    return written(spliced_node(f, operands));
  }
  constexpr int spliced_node(const facts& f, const int* operands) {
    shape shapes[max_arity];
    bool known = true;
    for (int i = 0; i < f.op->arity; ++i) {
      const facts& operand = *f.operands[i];
      if (operand.op->code == operation_code::placeholder) shapes[i] = g.shape_of(operands[operand.value.numerator]);
      else known = known && operand.op->code == operation_code::constant;
    }
    if (known && !fit(*f.op, shapes)) return g.constant(0);
    return simplifier{g}.splice(f, operands, -1, -1);
  }
  /// One element, counted from 0.
  constexpr int element(int node, int row, int column) {
    const shape extents = g.shape_of(node);
    if (row < 0 || column < 0 || (!extents.rows.is_named() && row >= extents.rows.size) || (!extents.columns.is_named() && column >= extents.columns.size)) {
      refuse(beyond(extents, row, column));
      return g.constant(0);
    }
    return simplifier{g}.element(node, row, column);
  }
  /// One element of a vector.
  constexpr int element(int node, int i) {
    const shape extents = g.shape_of(node);
    if (extents.columns.is_one()) return element(node, i, 0);
    if (!extents.rows.is_one()) refuse(not_a_vector(extents));
    return element(node, 0, i);
  }
  constexpr int known_size(const extent& e) {
    if (e.is_named()) refuse(unknown_size(e));
    return e.is_named() ? 0 : e.size;
  }
  constexpr int import_expression(const facts& f) {
    facts_map known;
    return import(g, known, f, true);
  }

 private:
  // Is this node one that an earlier run has asked for?
  constexpr bool is_known() const { return now != nullptr && now->written < now->known; }
  constexpr int next_known() { return now->nodes.data[now->written++]; }
  constexpr int written(int node) {
    if (now == nullptr) return node;
    now->nodes.push(node);
    return ++now->written, node;
  }
  constexpr bool are_numbers(const operation& op, int a, int b, int c, int d) const {
    if (!op.elementwise) return false;
    const int operands[max_arity] = {a, b, c, d};
    for (int i = 0; i < op.arity; ++i)
      if (g.nodes.data[operands[i]].shape_index != 0) return false;
    return true;
  }
  constexpr bool fit(const operation& op, const shape* shapes) {
    bool scalars = true;
    for (int i = 0; i < op.arity; ++i) scalars = scalars && shapes[i].is_scalar();
    if (scalars) return true;
    const inferred_shape result = op.infer(shapes);
    if (result.problem != nullptr) refuse(sizes_that_disagree(op, shapes, result.problem));
    return result.problem == nullptr;
  }
  // Of the comparisons on this path the first that is like this one: of a loop that does not end the first round.
  constexpr int first_like(int condition) const {
    for (int i = 0; i < now->asked; ++i) {
      const graph_node &a = g.nodes.data[now->decisions.data[i].condition], &b = g.nodes.data[condition];
      if (a.op == b.op && (a.operands[0] == b.operands[0] || a.operands[1] == b.operands[1])) return now->decisions.data[i].condition;
    }
    return now->asked > 0 ? now->decisions.data[0].condition : condition;
  }
};

/// The results of one path.
template <class Run>
constexpr list<int> follow_path(recorder& r, trail& mine, Run& run) {
  trail* const outer = r.now;
  const int changes = r.order.changes.size;
  r.now = &mine;
  mine.asked = mine.written = mine.followed = 0;
  list<int> results;
  run(results);
  r.now = outer;
  for (int i = 0; i < mine.asked; ++i) r.answers.data[mine.decisions.data[i].condition] = answer::unknown;
  r.order.forget(changes);
  return results;
}
/// Are there too many paths, beyond doubt? Of L paths the mean of 2^length, each answer by chance, is L (Knuth: Estimating the efficiency of backtrack programs): that the product of n
/// such numbers is ever as large as 2^40 L^n has a probability of 2^-40 at most.
template <class Run>
constexpr bool are_too_many_paths(recorder& r, Run& run) {
  int beyond = 0;  // of lengths, in all
  trail by_chance;
  by_chance.chance = 1;
  const int runs = r.runs;
  for (int n = 0; n < recorder::most_estimates && beyond > -recorder::certainty && beyond < recorder::certainty; ++n) {
    by_chance.decisions.size = by_chance.nodes.size = 0;
    detail::follow_path(r, by_chance, run);
    r.runs = runs;  // arms of where() that are met again are no more paths
    beyond += by_chance.asked;
    for (int paths = 1; paths < recorder::most_paths; paths *= 2) --beyond;
  }
  return beyond >= recorder::certainty;
}

/// Follows all paths through `run`, which appends the nodes of its results to the list that it is given: it is run for each answer to each comparison
/// of recorded numbers, and what the paths give is merged into choices by where().
template <class Run>
constexpr list<int> follow_all_paths(recorder& r, Run run) {
  trail mine;
  list<int> waiting;  // for each comparison that was followed where it holds: the results there
  const int families = r.g.families.size;
  for (int paths = 1;; ++paths) {
    list<int> results = detail::follow_path(r, mine, run);
    ++r.runs;
    if (mine.decisions.size > 0 && (r.runs > recorder::most_paths || (paths == recorder::paths_before_estimate && r.runs == paths && detail::are_too_many_paths(r, run))))
      r.refuse(too_many_paths(r.g, mine.decisions.data[0].condition));
    while (mine.decisions.size > 0 && !mine.decisions.data[mine.decisions.size - 1].holds) {
      const int condition = mine.decisions.data[--mine.decisions.size].condition;
      waiting.size -= results.size;
      for (int k = 0; k < results.size; ++k) results.data[k] = r.chosen(condition, waiting.data[waiting.size + k], results.data[k], mine.decisions.size > 0);
    }
    if (mine.decisions.size == 0 || r.problem.what != recording_fault::none) return results;
    decision& last = mine.decisions.data[mine.decisions.size - 1];
    last.holds = false;
    // a formula that was called may have brought stable forms
    mine.nodes.size = mine.known = r.g.families.size == families ? last.written : 0;
    for (int k = 0; k < results.size; ++k) waiting.push(results.data[k]);
  }
}

/// The same where a condition is known to hold, or not to.
template <class Run>
constexpr list<int> follow_all_paths_where(recorder& r, const decision& given, Run run) {
  while (r.answers.size <= given.condition) r.answers.push(answer::unknown);
  const answer before = r.answers.data[given.condition];
  r.answers.data[given.condition] = given.holds ? answer::holds : answer::does_not;
  const int changes = r.order.changes.size;
  r.order.learn(r.g, given.condition, given.holds);
  list<int> results = detail::follow_all_paths(r, run);
  r.order.forget(changes);
  r.answers.data[given.condition] = before;
  return results;
}

}  // namespace nabla::detail
