// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/plan/asked.hpp>
#include <nabla/graph/plan/associate.hpp>
#include <nabla/graph/plan/compute_again.hpp>
#include <nabla/graph/plan/directions.hpp>
#include <nabla/graph/plan/distribute.hpp>
#include <nabla/graph/plan/distribute_sums.hpp>
#include <nabla/graph/plan/join_puts.hpp>
#include <nabla/graph/plan/merge_choices.hpp>
#include <nabla/graph/plan/peephole.hpp>
#include <nabla/graph/plan/scalarise.hpp>
#include <nabla/graph/plan/scale_least.hpp>
#include <nabla/graph/plan/schedule.hpp>
#include <nabla/graph/plan/schedule_decisions.hpp>
#include <nabla/graph/plan/share_parts.hpp>
#include <nabla/graph/plan/taken_rows.hpp>
#include <nabla/graph/plan/triangular_products.hpp>
#include <nabla/graph/plan/usual_inverses.hpp>
#include <nabla/graph/plan/vector_products.hpp>
#include <nabla/graph/plan/windows.hpp>
#include <nabla/graph/simplify/lower.hpp>
#include <nabla/rules/fused.hpp>

namespace nabla::detail {

/// A formula of numbers as a tree of decisions, see decide.hpp. False where no condition pays, or the tree would be too large: then all is as it was.
template <class Late>
constexpr bool plan_decisions(graph& g, list<int>& outputs, plan& p) {
  if (!has_choices_of_numbers(g)) return false;
  const asked_numbers numbers(g, outputs.data, outputs.size);
  if (!numbers.exist) return false;
  const int nodes = g.nodes.size;
  decision_maker maker(g, numbers.results);
  if (!maker.make()) {
    g.take_away(nodes);
    return false;
  }
  graph decided, shared;
  maker.give(decided, outputs);
  const bool shares = share_parts<Late>(decided, shared, outputs.data, outputs.size);
  graph& last = shares ? shared : decided;
  peephole<Late>(last, outputs.data, outputs.size);
  decision_scheduler(last, maker.tree, outputs, p).run(numbers);
  return true;
}

/// A symbol of a size with a name that is an output as it stands, as in the gradient of dot(v, w), is copied by the plan: into memory that an evaluator keeps, or into the caller's.
template <class Late>
constexpr void copy_symbols(graph& g, list<int>& outputs) {
  for (int k = 0; k < outputs.size; ++k)
    if (g.code_of(outputs.data[k]) == operation_code::symbol && !g.shape_of(outputs.data[k]).is_static()) outputs.data[k] = g.apply(operation_of<rule_for<copied_rule, Late>>, outputs.data[k]);
}

/// The graphs that passes write. One in which none has left anything is the next one's, too.
struct written_graphs {
  graph* all[14] = {};  ///< as many as there are passes, and one
  int count = 0;

  constexpr graph& next() {
    if (count == 0 || all[count - 1]->nodes.size > 0) all[count++] = new graph();
    return *all[count - 1];
  }
  constexpr ~written_graphs() {
    for (int i = 0; i < count; ++i) delete all[i];
  }
};

/// A plan of what is asked. A pass writes what the outputs need into another graph and renumbers them, or finds nothing to do: then the next one reads what it read. Two change the graph in place.
/// What formulas of numbers do without is not made for them, nor for others what only the usual case has.
template <class Late = void, passes Which = passes::of_matrices>
constexpr derivative_problem make_plan(const request& ask, plan& p) {
  asked_graph asked;
  const derivative_problem problem = asked.write(ask);
  for (int i = 0; i < asked.symbols.size; ++i) p.inputs.push({.symbol = asked.symbols.data[i]});
  if (problem.exists()) return problem;

  graph* last = &asked.g;
  list<int>& outputs = asked.outputs;
  written_graphs written;
  const auto run = [&](bool (*pass)(const graph&, graph&, int*, int)) {
    if (graph& to = written.next(); pass(*last, to, outputs.data, outputs.size)) last = &to;
  };
  const int asked_for = outputs.size;
  run(lower_if_needed);  // softmax(v) is exp, sums and a division: only functions with a kernel are left
  if constexpr (Which != passes::of_numbers && Which != passes::of_decisions) {
    if (!computes_numbers_only(*last, outputs.data, outputs.size)) {
      if (!ask.shows_nodes()) run(multiply_triangles<Late>);  // of cholesky(A)ᵀ times what hands back to it no product is made
      if (!ask.shows_nodes()) run(scale_least<Late>);  // x * A * v is x * (A * v)
      if (!ask.shows_nodes()) run(distribute_sums<Late>);  // (A * B + B * A) * v is A * (B * v) + B * (A * v)
      if (!ask.shows_nodes()) run(distribute<Late>);  // (I - u uT) * A is A - u * (uT * A)
      const bool has_brackets = has_small_work(*last);
      if (has_brackets) run(associate<Late>);  // before elements are written
      const graph* const before_elements = last;
      p.has_usual_form = !ask.shows_nodes() && !ask.keeps_matrices && has_usual_form<Late>(*last);
      if constexpr (Which == passes::of_usual_case_in_registers) {
        if (graph& to = written.next(); write_usual_inverses<Late>(*last, to, outputs)) last = &to;
      } else if constexpr (Which == passes::of_usual_case) {  // small kernels as they mostly go, and what shows that it went so behind the outputs
        if (p.has_usual_form) run(mirror_slopes<Late>);
        if (graph& to = written.next(); scalarise_usual<Late>(*last, to, outputs)) last = &to;
      } else if (!ask.shows_nodes() && !ask.keeps_matrices) run(scalarise<Late>);  // of a rotation times a vector of 3 the elements, as numbers, where that is cheaper
      if (!has_brackets || last != before_elements) run(associate<Late>);  // A * B * v is A * (B * v)
      if (!ask.shows_nodes()) run(join_puts<Late>);  // parts of a column among zeros, which are added, are stacked
      run(find_windows<Late>);  // neighbours in a vector are read where they are
      run(take_rows<Late>);  // and rows by their numbers
    }
  }
  if (!ask.shows_nodes()) merge_choices(*last, outputs.data, outputs.size);  // in place: where(c, x, y) + where(c, z, 0) is where(c, x + z, y)
  if constexpr (decides(Which))
    if (!ask.shows_nodes() && plan_decisions<Late>(*last, outputs, p)) return {};
  if (!ask.shows_nodes()) run(share_parts<Late>);  // a distribution of its density, a quotient of an inverse
  if (ask.in_directions) run(put_in_order_of_time<Late>);
  if constexpr (Which != passes::of_numbers && Which != passes::of_decisions)
    if (!ask.shows_nodes()) {
      copy_symbols<Late>(*last, outputs);
      take_in_vector_products<Late>(*last, outputs.data, outputs.size);  // in place: a column times a row is computed where it is read
    }
  peephole<Late>(*last, outputs.data, outputs.size);  // u v + w is one operation; in place, nothing is added any more
  const ordering once = order(*last, outputs.data, outputs.size, outputs.size - asked_for);  // early, or late where a loop stores less so; which loop each is in
  const auto schedule = [&](const graph& g, const ordering& o) { scheduler(g, o, p, outputs.data, outputs.size).run(outputs.data, outputs.size); };  // steps, loops, products and kernels with their slots and buffers
  bool repeats = false;  // not stored, where that costs more
  if constexpr (Which != passes::of_numbers && Which != passes::of_decisions) {
    repetition<Late> again(*last, once);
    graph repeated;
    repeats = !ask.shows_nodes() && again.find(outputs.data, outputs.size);
    if (repeats) schedule(repeated, again.write(repeated, outputs.data, outputs.size));
  }
  if (!repeats) schedule(*last, once);
  if (p.scalars.size >= least_long) p.times = times_of_steps(*last, once);
  for (int k = asked_for; k < outputs.size; ++k) p.bounds.push(p.outputs.data[k].slot);
  p.outputs.size = asked_for;
  return {};
}

}  // namespace nabla::detail
