// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/plan/costs.hpp>
#include <nabla/graph/plan/literals.hpp>
#include <nabla/support/sorted.hpp>

namespace nabla::detail {

struct and_rule;
struct or_rule;

/// Which numbers only arms of where() read, and under which conditions these arms are taken: what is not taken need not be computed. A literal is a
/// condition that holds, or one that does not; a number is needed where all of its literals are right. Arms that cost little are computed anyway: a
/// branch that is not foreseen costs as much as a function.
class taken_arms {
 public:
  static constexpr int most_conditions = literals::most / 2;
  static constexpr int least_cost = cost_model::of_a_function;  ///< of what a literal spares, in operations
  static constexpr int of_a_condition = 8;  ///< of each further one of a place without a function

  constexpr taken_arms(const graph& from, const ordering& by, const int* outputs, int output_count) : g(from), o(by) {
    bool has_choices = false;
    for (int i = 0; i < g.nodes.size; ++i)
      has_choices = has_choices || (o.needed.data[i] && o.kind.data[i] == work::scalar && g.nodes.data[i].op->code == operation_code::where);
    if (!has_choices) return;
    number_of({});
    find_last_asked();
    needed_ = list<int>(g.nodes.size);
    for (int i = 0; i < g.nodes.size; ++i) needed_.data[i] = not_read;
    elsewhere_ = list<bool>(g.nodes.size);
    for (int k = 0; k < output_count; ++k) {
      needed_.data[outputs[k]] = always;
      elsewhere_.data[outputs[k]] = true;
    }
    for (int i = g.nodes.size - 1; i >= 0; --i) {
      if (!o.needed.data[i]) continue;
      const graph_node& n = g.nodes.data[i];
      const bool is_step = o.kind.data[i] == work::scalar, same_for_all = is_step && n.op->code != operation_code::where && !n.op->is_condition;
      const int arity = n.op->arity;
      if (same_for_all && needed_.data[i] == always) {  // as most are
        for (int k = 0; k < arity; ++k)
          if (n.operands[k] >= 0) needed_.data[n.operands[k]] = always;
        continue;
      }
      for (int k = 0; k < arity; ++k) {
        const int operand = n.operands[k];
        if (operand < 0) continue;
        int& needed = needed_.data[operand];
        if (!is_step) elsewhere_.data[operand] = true;
        if (needed == always) continue;
        int read = same_for_all ? needed_.data[i] : where_read(i, k);
        if (!o.scalars_only) read = before(operand, read);
        if (needed != read) needed = needed == not_read || read == always ? read : both(needed, read);
      }
    }
    drop_cheap();
  }

  /// Is there a number that is not always needed?
  constexpr bool exist() const { return exist_; }
  constexpr bool is_always_needed(int i) const { return needed_.data[i] == always; }
  /// Does something other than a step read it?
  constexpr bool is_read_elsewhere(int i) const { return elsewhere_.data[i]; }
  /// Is a choice made in its arms, each of which computes its value?
  constexpr bool is_made_in_arms(int i) const { return arms_.data[2 * i] > always; }
  /// Where a number is needed, and where an arm of a choice is taken: 1 if it holds, 2 otherwise; as numbers.
  constexpr int place_of(int i, int arm = 0) const { return arm == 0 ? needed_.data[i] : arms_.data[2 * i + arm - 1]; }
  static constexpr bool is_everywhere(int place) { return place == always; }
  /// Calls use(condition, holds) for each literal of a place, as long as it returns true.
  template <class Use>
  constexpr bool all_literals(int place, Use use) const {
    return place == always || sets_.data[place].all([&](int l) { return use(conditions_.data[l / 2], l % 2 == 0); });
  }

 private:
  static constexpr int always = 0, not_read = -1;  // beside the numbers of sets: that of no literals

  constexpr int number_of(const literals& set) {
    if (sets_.size >= table_.size) rehash();
    int& first = table_.data[place_of(set)];
    for (int s = first - 1; s >= 0; s = next_.data[s])
      if (sets_.data[s] == set) return s;
    int latest = 0;
    set.all([&](int l) {
      const int level = o.level.data[conditions_.data[l / 2]];
      latest = level > latest ? level : latest;
      return true;
    });
    sets_.push(set);
    latest_.push(latest);
    next_.push(first - 1);
    return (first = sets_.size) - 1;
  }
  /// Where the chain of a set begins in the table: there are some for each path of branches one after another.
  constexpr unsigned place_of(const literals& set) const {
    std::uint64_t mixed = 0;
    for (int w = 0; w < literals::words; ++w) mixed = (mixed ^ set.bits[w]) * 0x9e3779b97f4a7c15u;
    return static_cast<unsigned>(mixed >> 32) & (static_cast<unsigned>(table_.size) - 1);
  }
  constexpr void rehash() {
    table_ = list<int>(table_.size == 0 ? 32 : table_.size * 4);
    for (int s = 0; s < sets_.size; ++s) {
      int& first = table_.data[place_of(sets_.data[s])];
      next_.data[s] = first - 1;
      first = s + 1;
    }
  }
  constexpr int both(int a, int b) {
    literals common = sets_.data[a];
    common.keep_those_of(sets_.data[b]);
    return number_of(common);
  }
  /// Without the conditions that are computed only after a node.
  constexpr int before(int node, int set) {
    if (set == always || latest_.data[set] <= o.level.data[node]) return set;
    literals left = sets_.data[set];
    sets_.data[set].all([&](int l) {
      if (o.level.data[conditions_.data[l / 2]] > o.level.data[node]) left.remove(l);
      return true;
    });
    return number_of(left);
  }
  constexpr int where_read(int reader, int k) {
    if (o.kind.data[reader] != work::scalar) return always;
    const graph_node& n = g.nodes.data[reader];
    const int set = needed_.data[reader];
    if (n.op->code == operation_code::where) return k > 0 ? with_literals(set, n.operands[0], k == 1) : set;
    // of a && b the one that was asked first decides whether the other is needed
    const bool conjunction = is_rule<and_rule>(*n.op);
    if ((conjunction || is_rule<or_rule>(*n.op)) && last_asked(n.operands[k]) > last_asked(n.operands[1 - k])) return with_literals(set, n.operands[1 - k], conjunction);
    return set;
  }
  /// The last of the conditions that each one is made of.
  constexpr void find_last_asked() {
    last_asked_ = list<int>(g.nodes.size);
    literals_of_ = list<int>(2 * g.nodes.size);
    for (int i = 0; i < g.nodes.size; ++i) {
      const graph_node& n = g.nodes.data[i];
      last_asked_.data[i] = i;
      if (!n.op->is_condition) continue;
      if (n.op->code == operation_code::logical_not) last_asked_.data[i] = last_asked(n.operands[0]);
      else if (is_rule<and_rule>(*n.op) || is_rule<or_rule>(*n.op)) last_asked_.data[i] = last_asked(n.operands[0]) > last_asked(n.operands[1]) ? last_asked(n.operands[0]) : last_asked(n.operands[1]);
    }
  }
  constexpr int last_asked(int condition) const { return last_asked_.data[condition]; }
  constexpr int with_literals(int set, int condition, bool holds) {
    literals more = sets_.data[set];
    more.add_those_of(literals_of(condition, holds));
    return number_of(more);
  }
  /// What follows for the conditions that this one is made of, found once: they share parts.
  constexpr literals literals_of(int condition, bool holds) {
    const int place = 2 * condition + (holds ? 1 : 0);
    if (literals_of_.data[place] == 0) literals_of_.data[place] = number_of(find_literals(condition, holds)) + 1;
    return sets_.data[literals_of_.data[place] - 1];
  }
  constexpr literals find_literals(int condition, bool holds) {
    const graph_node& n = g.nodes.data[condition];
    if (n.op->code == operation_code::logical_not) return literals_of(n.operands[0], !holds);
    literals found;
    if (holds ? is_rule<and_rule>(*n.op) : is_rule<or_rule>(*n.op)) {
      found = literals_of(n.operands[0], holds);
      found.add_those_of(literals_of(n.operands[1], holds));
      return found;
    }
    if (o.kind.data[condition] != work::scalar || is_its_operand(g, condition) || is_leaf(g, condition)) return found;
    int c = 0;
    while (c < conditions_.size && conditions_.data[c] != condition) ++c;
    if (c == most_conditions) {
      lacks_room_ = true;
      return found;
    }
    if (c == conditions_.size) conditions_.push(condition);
    found.add(2 * c + (holds ? 0 : 1));
    return found;
  }
  constexpr int cost_of(int i) const { return cost_model{g}.of_a_step(i); }
  constexpr bool all_operands_are_there(int i) const {
    for (int operand : g.nodes.data[i].operands)
      if (operand >= 0 && needed_.data[operand] != always) return false;
    return true;
  }
  constexpr void drop_cheap() {
    list<int> spared(sets_.size), image(sets_.size);
    for (int i = 0; i < g.nodes.size; ++i) {
      int& needed = needed_.data[i];
      if (needed == always) continue;
      if (needed == not_read || o.kind.data[i] != work::scalar || is_leaf(g, i)) needed = always;
      else spared.data[needed] += cost_of(i);
    }
    literals kept;
    list<int> by_each(2 * conditions_.size);
    for (int s = 0; s < spared.size; ++s)
      sets_.data[s].all([&](int l) {
        by_each.data[l] += spared.data[s];
        return true;
      });
    for (int l = 0; l < by_each.size; ++l) {
      if (by_each.data[l] < least_cost) continue;
      kept.add(l);
      kept.add(l ^ 1);
    }
    for (int s = 0; s < image.size; ++s) {
      literals set = sets_.data[s];
      set.keep_those_of(kept);
      image.data[s] = number_of(set);
    }
    keep_large(image, spared);
    for (int i = 0; i < g.nodes.size; ++i) {
      int& needed = needed_.data[i];
      if (needed == always) continue;
      needed = image.data[needed];
      if (g.nodes.data[i].op->is_condition && all_operands_are_there(i)) needed = always;  // a branch to spare a comparison
      exist_ = exist_ || needed != always;
    }
    find_choices_in_arms(kept);
  }
  /// Of the places of numbers, the image of their sets, the union of those within it where enough is computed: with less, of arms within arms, comes what is around it, for each place is a branch
  /// of its own. Of two places of which one is within the other the images are, too.
  constexpr void keep_large(list<int>& image, const list<int>& spared) {
    struct sized_set {
      int set, size;
    };
    list<int> cost(sets_.size);
    list<bool> calls(sets_.size), is_large(sets_.size);
    list<sized_set> by_size;
    list<int> large;
    for (int i = 0; i < g.nodes.size; ++i)
      if (const int s = needed_.data[i]; s > always && cost_of(i) >= least_cost) calls.data[image.data[s]] = true;
    for (int s = 0; s < image.size; ++s) {
      const int to = image.data[s];
      if (cost.data[to] == 0 && spared.data[s] > 0 && to != always) by_size.push({to, sets_.data[to].count()});
      cost.data[to] += spared.data[s];
    }
    sort(by_size, [](const sized_set& a, const sized_set& b) { return a.size > b.size; });
    for (int k = 0; k < by_size.size; ++k) {
      const auto [set, size] = by_size.data[k];
      if (cost.data[set] >= (calls.data[set] ? least_cost : least_cost + of_a_condition * (size - 1))) {
        large.push(set);
        is_large.data[set] = true;
        continue;
      }
      int around = k + 1;  // the largest within it
      while (around < by_size.size && (by_size.data[around].size == size || !sets_.data[by_size.data[around].set].is_within(sets_.data[set]))) ++around;
      if (around < by_size.size) cost.data[by_size.data[around].set] += cost.data[set];
    }
    for (int s = 0; s < image.size; ++s) {
      const int to = image.data[s];
      if (is_large.data[to]) continue;
      const literals within = sets_.data[to];
      literals set;
      for (int k = 0; k < large.size && !(set == within); ++k)
        if (sets_.data[large.data[k]].is_within(within)) set.add_those_of(sets_.data[large.data[k]]);
      image.data[s] = number_of(set);
    }
  }
  /// Is a number computed wherever another one is?
  constexpr bool is_there_with(int operand, int i) const { return sets_.data[needed_.data[operand]].is_within(sets_.data[needed_.data[i]]); }
  /// A choice between two numbers that are computed only where they are taken is made there; not where a condition had no room, for its arms could both be taken then.
  constexpr void find_choices_in_arms(const literals& kept) {
    arms_ = list<int>(2 * g.nodes.size);
    for (int i = 0; i < g.nodes.size && exist_; ++i) {
      const graph_node& n = g.nodes.data[i];
      if (n.op->code != operation_code::where || o.kind.data[i] != work::scalar || !o.needed.data[i] || is_there_with(n.operands[1], i) || is_there_with(n.operands[2], i)) continue;
      int places[2] = {};
      bool decided = true;
      for (int k = 0; k < 2; ++k) {
        const literals asked = literals_of(n.operands[0], k == 0);
        literals common = asked;
        common.keep_those_of(kept);
        decided = decided && common == asked && !(asked == literals{});
        places[k] = with_literals(needed_.data[i], n.operands[0], k == 0);
      }
      for (int k = 0; k < 2 && decided && !lacks_room_; ++k) arms_.data[2 * i + k] = places[k];
    }
  }

  const graph& g;
  const ordering& o;
  bool exist_ = false, lacks_room_ = false;
  list<int> conditions_;
  list<literals> sets_;
  list<int> table_, next_;  ///< in the place of a set: its number + 1, or 0, and the others follow it by next_
  list<int> latest_;  ///< of each set: the level at which its conditions are known
  list<int> last_asked_, literals_of_;  ///< of each node, the latter where it holds and where it does not, plus one: 0 is what is not known yet
  list<bool> elsewhere_;
  list<int> arms_;  ///< of each choice that is made in its arms where they are taken
  list<int> needed_;  ///< of each node: where one of its readers is, as the number of a set
};

}  // namespace nabla::detail
