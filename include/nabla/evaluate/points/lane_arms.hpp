// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/run/scalars.hpp>
#include <nabla/rules/conditions.hpp>
#include <nabla/rules/fused.hpp>
#include <nabla/support/select.hpp>

namespace nabla::detail {

/// Which side of a branch alone needs a step. Zeros stand for none: g++ 12 forgets what else elements of arrays begin with.
struct arm {
  int condition = 0;  ///< its slot + 1
  bool holds = false;
  friend constexpr bool operator==(const arm&, const arm&) = default;
};

/// The arms of all scalar steps of a plan, for many points at once. Not the arms of the plan itself (graph/plan/arms.hpp): to a call with numbers a branch costs as much as a
/// function, so that there whole segments stand behind one; here a branch of a register is cheap, each dear step has its own, and a mask is a branch as where() is. Who reads a step through an arm, or from within one, needs it there only.
template <class P>
struct lane_arms {
  static constexpr int count = P::plan.sizes.scalars, longest = 192;  ///< steps; of longer plans nothing is left out
  fixed_array<arm, count> of;

  constexpr lane_arms() {
    const scalar_step* steps = P::plan.scalars.data;
    bool any = false;
    for (int i = 0; i < count; ++i) any = any || is_branch(steps[i]);
    for (int i = count - 1; i >= 0 && any && count <= longest; --i) {
      if (lives_of<P>.last.data[steps[i].slot] >= count) continue;
      arm common[2];  // the inner one, and the one around it
      bool first = true;
      for (int j = i + 1; j < count; ++j)
        for (int k = 0; k < max_arity; ++k) {
          if (steps[j].operands[k] != steps[i].slot || (k == 2 && is_made_in_arms(steps[j]))) continue;
          const arm around = of.data[j], inner = k > 0 && is_branch(steps[j]) ? arm{steps[j].operands[0] + 1, is_made_in_arms(steps[j]) ? is_first_to_hold(j) : k == 1} : around;
          for (int c = 0; c < 2; ++c) {
            if (first) common[c] = c == 0 ? inner : around;
            else if (!(common[c] == inner) && !(common[c] == around)) common[c] = {};
          }
          first = false;
        }
      for (const arm& a : common)
        if (of.data[i].condition == 0 && a.condition > 0 && lives_of<P>.made.data[a.condition - 1] < i) of.data[i] = a;
    }
  }

 private:
  static constexpr bool is_branch(const scalar_step& s) { return s.function == key_of("where") || s.function == key_of("masked"); }
  /// Is it a choice in the arm that comes first, where(c, a, a)? The other one is where(c, a, itself) or where(c, itself, b), whichever it is: see graph/plan/schedule.hpp.
  static constexpr bool is_made_in_arms(const scalar_step& s) { return is_branch(s) && s.operands[1] == s.operands[2]; }
  static constexpr bool is_first_to_hold(int first) {
    const scalar_step* steps = P::plan.scalars.data;
    int other = first + 1;
    while (steps[other].slot != steps[first].slot) ++other;
    return steps[other].operands[1] == steps[other].slot;
  }
};
template <class P>
inline constexpr lane_arms<P> arms_of{};

}  // namespace nabla::detail
