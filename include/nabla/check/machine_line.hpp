// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/machine.hpp>

namespace nabla::detail::numeric {

/// An output of a formula along what the machine is set to move. Several outputs share their evaluations.
template <class T>
struct machine_line final : line<T> {
  machine<T>& run;
  index output = 0;

  constexpr explicit machine_line(machine<T>& from) : run(from), outputs_(from.output_count()) {
    if (run.edges() != nullptr) this->at_edge = run.edges()->judge;
  }

  /// Forgets what is known of the direction before.
  constexpr void restart() {
    known_.size = places_.size = 0;
    edge_is_known_ = false;
  }
  constexpr T value(T t, pieces which) override {
    if (outputs_ == 1) {
      ++this->evaluations;
      run.sample(t, which);
      return run.output(0);
    }
    int found = 0;
    while (found < places_.size && !(places_.data[found].t == t && places_.data[found].which == which)) ++found;
    if (found == places_.size) {
      ++this->evaluations;
      run.sample(t, which);
      places_.push({t, which});
      for (index k = 0; k < outputs_; ++k) known_.push(run.output(k));
    }
    return known_.data[found * outputs_ + output];
  }
  constexpr bool knows_pieces() const override { return true; }
  constexpr edge edge_within(T distance) override {
    if (run.edges() == nullptr || !run.has_pieces()) return {};
    if (!edge_is_known_) {
      edge_ = {};
      edge_.exact = true;
      this->evaluations += 2;
      edge_.right = (run.*run.edges()->crosses)(distance, pieces::of_right, edge_.exact);
      if (edge_.right) switch_ = run.last_switch();
      edge_.left = (run.*run.edges()->crosses)(-distance, pieces::of_left, edge_.exact);
      if (!edge_.right) switch_ = run.last_switch();
      edge_is_known_ = true;
    }
    return edge_;
  }
  constexpr const switched& last_switch() const { return switch_; }

 private:
  struct sampled {
    T t;
    pieces which;
  };
  index outputs_;
  list<sampled> places_;
  list<T> known_;
  edge edge_;
  switched switch_;
  bool edge_is_known_ = false;
};

}  // namespace nabla::detail::numeric
