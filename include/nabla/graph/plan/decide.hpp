// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/plan/asked_numbers.hpp>
#include <nabla/graph/plan/costs.hpp>
#include <nabla/graph/plan/known_path.hpp>
#include <nabla/graph/simplify/simplify.hpp>
#include <nabla/graph/walk.hpp>

namespace nabla::detail {

/// One call of a formula of numbers as a tree of decisions: a condition is asked once, and behind it stands what is left of the formula on either side, down to leaves that compute
/// all results without asking: what one writes by hand as `if (x < 0) return …;`, and a compiler makes by tail duplication.
struct plan_decision {
  int condition = -1;          ///< of a leaf there is none
  int first_output = 0;        ///< the condition, or the results of a leaf, among the outputs
  int children[2] = {-1, -1};  ///< where the condition does not hold, and where it does
  int parent = -1;
};

/// Makes that tree. All nodes are in one graph, where what two leaves need is one node.
class decision_maker {
 public:
  static constexpr int most_decisions = 255;
  static constexpr int most_visits = 64;     ///< of each node, on average: a table of 40 pieces takes 50
  static constexpr int most_visits_in_all = 24000;   ///< a table of 40 pieces takes 21,600
  static constexpr int first_decisions = 7;          ///< have less, so that what does not pay is given up soon
  static constexpr int most_visits_to_begin = 8000;  ///< until these are made
  static constexpr int most_growth = 4;      ///< of all leaves together, in operations of the formula; what people write grows at most 2.3 times in benchmarks/branches.cpp
  static constexpr int always_short = 512;  ///< of all leaves together: less grows as it likes
  static constexpr int least_spared = 8;     ///< of operations, on average over both sides: a branch that is not foreseen costs as much
  list<plan_decision> tree;

  constexpr explicit decision_maker(graph& changed, const list<int>& results) : g(changed), s(g, writing::definitions), results_(results.size), path_(changed) {
    for (int k = 0; k < results_; ++k) outputs_.push(results.data[k]);
  }

  /// False where no condition pays, or the tree would be too large.
  constexpr bool make() {
    tree.push({});
    sum_ = find_needed(0);
    most_sum_ = most_growth * sum_ > always_short ? most_growth * sum_ : always_short;
    const int visits = most_visits * found_.size;
    for (int t = 0; t < tree.size; ++t) {
      const int most = t < first_decisions ? most_visits_to_begin : most_visits_in_all;
      most_visits_ = visits < most ? visits : most;
      follow(t);
      if (!split(t)) return false;
    }
    return tree.size > 1;
  }
  /// The conditions, and the results of leaves, in a graph that has nothing else.
  constexpr void give(graph& to, list<int>& outputs) {
    outputs.size = 0;
    for (int t = 0; t < tree.size; ++t) {
      plan_decision& d = tree.data[t];
      const int first = outputs.size;
      if (d.condition >= 0) outputs.push(d.condition);
      else
        for (int k = 0; k < results_; ++k) outputs.push(outputs_.data[d.first_output + k]);
      d.first_output = first;
    }
    for (int k = 0; k < g.shapes.size; ++k) to.shape_index(g.shapes.data[k]);  // with the same numbers
    const list<int> readers = count_readers(g, outputs.data, outputs.size);
    list<int> image(g.nodes.size);
    for (int i = 0; i < readers.size; ++i) {
      if (readers.data[i] == 0) continue;
      graph_node n = g.nodes.data[i];
      for (int k = 0; k < n.op->arity; ++k) n.operands[k] = image.data[n.operands[k]];
      image.data[i] = to.insert(n);
    }
    for (int k = 0; k < outputs.size; ++k) outputs.data[k] = image.data[outputs.data[k]];
  }

 private:
  /// The path to a decision, in place of the one before.
  constexpr void follow(int t) {
    while (path_.length() > 0) path_.forget_last(0);
    for (int at = t; tree.data[at].parent >= 0; at = tree.data[at].parent) {
      const plan_decision& from = tree.data[tree.data[at].parent];
      path_.learn(from.condition, from.children[1] == at);
    }
  }
  /// Finds what the results from `first` on need on this path: first what is needed whatever conditions that are open say. The operations of it.
  constexpr int find_needed(int first) {
    int cost = 0;
    while (found_in_.size < g.nodes.size) found_in_.push(0);
    ++search_;
    found_.size = 0;
    list<int>& open = open_;
    list<int>& later = later_;
    later.size = 0;
    for (int k = 0; k < results_; ++k) open.push(outputs_.data[first + k]);
    for (always_ = -1; open.size > 0;) {
      const int i = open.data[--open.size];
      if (found_in_.data[i] != search_) {
        found_in_.data[i] = search_;
        found_.push(i);
        cost += find_operands(i, open, always_ < 0 ? later : open);
      }
      if (open.size > 0 || always_ >= 0) continue;
      always_ = found_.size;
      for (int k = 0; k < later.size; ++k) open.push(later.data[k]);
    }
    visits_ += found_.size;
    return cost;
  }
  /// The operands that a node has on this path; those of a choice that is open into `arms`. The cost of it.
  constexpr int find_operands(int i, list<int>& operands, list<int>& arms) {
    const graph_node& n = g.nodes.data[i];
    if (n.op->code == operation_code::where) {
      if (const int decided = path_.says(n.operands[0]); decided >= 0) {
        operands.push(n.operands[2 - decided]);
        return 0;
      }
      operands.push(n.operands[0]);
      arms.push(n.operands[1]);
      arms.push(n.operands[2]);
      return 1;
    }
    if (stays(n)) return 0;
    const bool partly = path_.is_compound(*n.op) && path_.says(i) < 0;
    for (int k = 0; k < n.op->arity; ++k)
      if (!(partly && path_.says(n.operands[k]) >= 0)) operands.push(n.operands[k]);
    return cost_model{g}.of_a_step(i);
  }
  static constexpr bool spares_enough(int cost, int left) { return 2 * cost - left >= 2 * least_spared; }
  /// Of what was found, the conditions that choices are made by whatever others say, as they are asked.
  constexpr list<int> find_conditions() {
    list<int> conditions;
    for (int f = 0; f < always_; ++f) {
      const graph_node& n = g.nodes.data[found_.data[f]];
      if (n.op->code != operation_code::where || path_.says(n.operands[0]) >= 0) continue;
      const int asked = path_.first_asked(n.operands[0]);
      int at = conditions.size;
      while (at > 0 && conditions.data[at - 1] > asked) --at;
      if (at > 0 && conditions.data[at - 1] == asked) continue;
      conditions.push(asked);
      for (int k = conditions.size - 1; k > at; --k) conditions.data[k] = conditions.data[k - 1];
      conditions.data[at] = asked;
    }
    return conditions;
  }
  /// Asks the first condition that pays, if one does: then the results are written there for either side, or stay as they are. False where there is no room.
  constexpr bool split(int t) {
    const int first = tree.data[t].first_output, cost = find_needed(first), written_before = outputs_.size;
    const list<int> conditions = find_conditions();
    for (int c = 0; c < conditions.size; ++c) {
      int left = 0;
      for (int holds = 0; holds < 2; ++holds) {
        const int changes = path_.changes();
        path_.learn(conditions.data[c], holds != 0);
        left += write(first);
        path_.forget_last(changes);
      }
      if (visits_ > most_visits_ || tree.size + 2 > most_decisions) return false;
      if (!spares_enough(cost, left)) {
        outputs_.size = written_before;
        continue;
      }
      sum_ += left - cost;
      if (sum_ > most_sum_) return false;
      tree.data[t].condition = conditions.data[c];
      for (int holds = 0; holds < 2; ++holds) {
        plan_decision child;
        child.parent = t;
        child.first_output = written_before + holds * results_;
        tree.data[t].children[holds] = tree.size;
        tree.push(child);
      }
      return true;
    }
    return true;
  }

  /// The results from `first` on, on this path, behind all others; the operations of them.
  constexpr int write(int first) {
    int cost = 0;
    while (image_.size < g.nodes.size) image_.push(-1);
    list<int> done;
    for (int k = 0; k < results_; ++k) open_.push(outputs_.data[first + k]);
    while (open_.size > 0) {
      int& last = open_.data[open_.size - 1];
      const int i = last;
      if (i < 0) {  // all that it needs is there
        image_.data[~i] = written(~i);
        done.push(~i);
        --open_.size;
      } else if (image_.data[i] >= 0) {
        --open_.size;
      } else {
        last = ~i;
        cost += find_operands(i, open_, open_);
      }
    }
    visits_ += done.size;
    for (int k = 0; k < results_; ++k) outputs_.push(image_.data[outputs_.data[first + k]]);
    for (int k = 0; k < done.size; ++k) image_.data[done.data[k]] = -1;
    return cost;
  }
  /// A leaf, or an element of a matrix.
  static constexpr bool stays(const graph_node& n) { return n.op->arity == 0 || n.op->places.kind != part_kind::none; }
  constexpr int written(int i) {
    const graph_node n = g.nodes.data[i];
    if (stays(n)) return i;
    if (n.op->code == operation_code::where)
      if (const int decided = path_.says(n.operands[0]); decided >= 0) return image_.data[n.operands[2 - decided]];
    if (path_.is_compound(*n.op) && path_.says(i) < 0)
      for (int k = 0; k < 2; ++k)
        if (path_.says(n.operands[k]) >= 0) return image_.data[n.operands[1 - k]];
    if (path_.asks_for_zero(n) && g.nodes.data[image_.data[n.operands[0]]].op->is_condition) return image_.data[n.operands[0]];
    int operands[max_arity] = {-1, -1, -1, -1};
    bool same = true, condition = false;
    for (int k = 0; k < n.op->arity; ++k)
      if (n.operands[k] >= 0) {
        operands[k] = image_.data[n.operands[k]];
        same = same && operands[k] == n.operands[k];
        condition = condition || g.is_condition(operands[k]);
      }
    if (same) return i;
    const bool is_arithmetic = n.op->code >= operation_code::add && n.op->code <= operation_code::negate;
    if (n.op->code == operation_code::where || (is_arithmetic && !condition)) return s.make(*n.op, operands[0], operands[1], operands[2], operands[3]);
    return g.apply(*n.op, operands[0], operands[1], operands[2], operands[3]);
  }

  graph& g;
  simplifier s;
  int results_, visits_ = 0, most_visits_ = 0, sum_ = 0, most_sum_ = 0, search_ = 0, always_ = 0;
  list<int> outputs_;           ///< of the formula, then of each decision in their order
  list<int> open_, later_;      ///< nodes to look at
  list<int> found_, found_in_;  ///< nodes that were found, and of each node the search
  list<int> image_;             ///< of each node that is written, or -1
  known_path path_;
};

constexpr bool has_choices_of_numbers(const graph& g) {
  for (int i = 0; i < g.nodes.size; ++i)
    if (g.nodes.data[i].op->code == operation_code::where && g.nodes.data[i].shape_index == 0) return true;
  return false;
}

}  // namespace nabla::detail
