// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/judge_edge.hpp>
#include <nabla/check/machine.hpp>
#include <nabla/check/subject.hpp>

namespace nabla::detail::numeric {

/// A formula whose symbols are moved.
template <class T>
struct formula_subject final : subject<T> {
  machine<T>& run;

  constexpr formula_subject(machine<T>& of, const derivative_table<T>& given) : subject<T>(given), run(of) {
    this->knows_pieces = true;
    if (run.edges() != nullptr) this->at_edge = run.edges()->judge;
  }

  NABLA_COLD constexpr void move_entry(std::ptrdiff_t entry, const block& b) override {
    rest();
    move(b, entry - b.first, 1);
  }
  NABLA_COLD constexpr void move_along(std::ptrdiff_t first, std::ptrdiff_t last, const T* speeds) override {
    rest();
    for (int b = 0; b < this->d.blocks.size; ++b) {
      const block& of = this->d.blocks.data[b];
      for (std::ptrdiff_t k = 0; k < of.count(); ++k)
        if (of.first + k >= first && of.first + k < last) move(of, k, speeds[of.first + k - first]);
    }
  }
  constexpr void evaluate(T t, pieces which, T* results) override {
    run.sample(t, which);
    run.read_outputs(results);
  }
  /// Which other pieces hold within a distance of the point?
  NABLA_COLD constexpr edge edge_within(T distance) {
    if (!run.has_pieces() || edge_is_known_) return edge_;
    edge_.exact = edge_is_known_ = true;
    this->evaluations += 2;
    edge_.right = (run.*run.edges()->crosses)(distance, pieces::of_right, edge_.exact);
    if (edge_.right) switch_ = run.last_switch();
    edge_.left = (run.*run.edges()->crosses)(-distance, pieces::of_left, edge_.exact);
    if (!edge_.right) switch_ = run.last_switch();
    return edge_;
  }
  NABLA_COLD void describe(report_text& text) override {
    if (switch_.step >= 0) text = run.edges()->place(run, switch_);
  }

 private:
  NABLA_COLD constexpr void rest() {
    run.clear_moves();
    edge_ = {};
    edge_is_known_ = false;
  }
  NABLA_COLD constexpr void move(const block& b, std::ptrdiff_t number, T speed) {
    if (b.input >= 0) run.move(b.input, number / b.columns, number % b.columns, speed);
  }

  edge edge_;
  switched switch_;
  bool edge_is_known_ = false;
};

/// The verdict on a derivative of a formula with functions that are given by pieces.
template <class T>
NABLA_COLD constexpr answer<T> judge_formula(line<T>& along, const question<T>& q, T here) {
  const edge where = static_cast<formula_subject<T>&>(along).edge_within(q.beside * along.size);
  return where.exists() ? judge_edge(along, q, here, where) : judge_smooth(along, q, here);
}

}  // namespace nabla::detail::numeric
