// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/derivatives/strategies.hpp>
#include <nabla/support/frozen_list.hpp>

namespace nabla::detail {

inline constexpr int most_summands = 3;

/// Places of the result, from `place` on with a step, each the sum of elements of outputs, from an offset on with a step each; or `add`ed to what is
/// there, where there are more summands.
struct place_run {
  int place = 0, place_step = 0, count = 1, summands = 0;
  int output[most_summands] = {}, offset[most_summands] = {}, offset_step[most_summands] = {};
  int side = 0;  ///< of the diagonal
  bool add = false;
};

/// Does the run `next`, of one place, go on where `run` ends?
constexpr bool goes_on(const place_run& run, const place_run& next) {
  if (run.summands != next.summands || run.add != next.add || run.side != next.side) return false;
  if (run.count > 1 && next.place != run.place + run.count * run.place_step) return false;
  for (int k = 0; k < run.summands; ++k) {
    if (run.output[k] != next.output[k]) return false;
    if (run.count > 1 && next.offset[k] != run.offset[k] + run.count * run.offset_step[k]) return false;
  }
  return true;
}

/// Runs for contributions, which are reordered; place(row, column) is where an element goes, -1 for one that is zero and goes nowhere.
template <class Place>
constexpr list<place_run> runs_of(list<contribution>& from, Place place) {
  list<place_run> single;
  for (int k = 0; k < from.size; ++k) from.data[k].place = place(from.data[k].row, from.data[k].column);
  sort(from, [](const contribution& a, const contribution& b) { return a.place < b.place; });
  for (int k = 0; k < from.size; ++k) {
    const contribution& c = from.data[k];
    if (c.place < 0) continue;
    const bool again = single.size > 0 && single.data[single.size - 1].place == c.place;
    if (!again || single.data[single.size - 1].summands == most_summands) {
      place_run& made = single.add();
      made = {};
      made.place = c.place;
      made.side = c.row < c.column ? 1 : (c.row > c.column ? 2 : 0);
      made.add = again;
    }
    place_run& run = single.data[single.size - 1];
    run.output[run.summands] = c.output;
    run.offset[run.summands++] = c.offset;
  }
  // of one kind behind one another; what is added comes last
  sort(single, [](const place_run& a, const place_run& b) {
    if (a.add != b.add) return b.add;
    for (int k = 0; k < most_summands; ++k)
      if (a.output[k] != b.output[k]) return a.output[k] < b.output[k];
    if (a.summands != b.summands) return a.summands < b.summands;
    return a.side < b.side;
  });
  list<place_run> runs;
  for (int k = 0; k < single.size; ++k) {
    const place_run& next = single.data[k];
    if (runs.size > 0 && goes_on(runs.data[runs.size - 1], next)) {
      place_run& run = runs.data[runs.size - 1];
      if (run.count++ > 1) continue;
      run.place_step = next.place - run.place;
      for (int n = 0; n < run.summands; ++n) run.offset_step[n] = next.offset[n] - run.offset[n];
    } else {
      runs.push(next);
    }
  }
  return runs;
}

/// Where each direction is 1: places in its parts, one part behind the other.
template <int Directions, int Elements>
struct seed_table {
  fixed_array<int, Directions + 1> starts;
  fixed_array<int, Elements> place;
};

/// So many runs are found once.
inline constexpr int usual_runs = 64;

/// What a strategy has to copy, and its directions, as constants. The place of an element is its row and column in the whole matrix, column by column, or that
/// among the values that are not zero.
template <Strategy By, bool Whole>
struct derivative_tables {
  static constexpr const auto& pattern = By::pattern;
  using P = program<typename By::request::expression_type, false, typename By::request::wrt_type>;
  static constexpr int outputs = P::plan.sizes.outputs;
  static constexpr int sweeps = By::directions > By::per_sweep ? (By::directions + By::per_sweep - 1) / By::per_sweep : 1;

  struct pass {
    static constexpr int run(list<place_run>& found) {
      list<contribution> all;
      By::add_contributions(all);
      found = runs_of(all, [](int row, int column) {
        const int place = pattern.find(row, column);
        return Whole && place >= 0 ? row + column * pattern.rows : place;
      });
      return all.size;
    }
  };
  static constexpr const auto& runs = frozen_list<pass, place_run, usual_runs>::items;
  static constexpr int run_count = frozen_list<pass, place_run, usual_runs>::size;
  /// The first run of a sweep: runs are in the order of the outputs, which are numbered through all sweeps.
  static constexpr fixed_array<int, sweeps + 1> sweep_starts = [] {
    fixed_array<int, sweeps + 1> starts;
    int run = 0;
    for (int sweep = 0; sweep < sweeps; ++sweep) {
      starts.data[sweep] = run;
      while (run < run_count && (runs.data[run].output[0] < (sweep + 1) * outputs || sweep + 1 == sweeps)) ++run;
    }
    starts.data[sweeps] = run_count;
    return starts;
  }();

  static constexpr auto seeds = [] {
    using seeds = typename By::seeds;
    seed_table<By::directions, seeds::total> table;
    if constexpr (seeds::total > 0) {
      const number_groups elements = group_numbers(By::directions, [](auto use) {
        for (int e = 0; e < seeds::total; ++e) use(By::colour(e), e);
      });
      for (int d = 0; d <= By::directions; ++d) table.starts.data[d] = elements.starts.data[d];
      for (int k = 0; k < elements.items.size; ++k) {
        const element_place at = seeds::find(elements.items.data[k]);
        table.place.data[k] = seeds::starts(at.part) + at.offset;
      }
    }
    return table;
  }();
};

}  // namespace nabla::detail
