// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/check_entries.hpp>
#include <nabla/check/machine_line.hpp>

namespace nabla::detail::numeric {

/// A formula whose symbols are moved.
template <class T>
struct machine_subject final : subject<T> {
  machine<T>& run;
  machine_line<T> f;
  const list<block>& blocks;
  list<int> inputs;   ///< of each block its node, or -1 where the formula does not depend on it
  list<T> points;     ///< values of all entries

  constexpr machine_subject(machine<T>& of, const list<block>& all) : run(of), f(of), blocks(all) {}

  constexpr line<T>& along_entry(std::ptrdiff_t entry, const block& b) override {
    run.clear_moves();
    f.restart();
    const int step = inputs.data[&b - blocks.data];
    const std::ptrdiff_t index = entry - b.first;
    if (step >= 0) run.move(step, index / b.columns, index % b.columns, 1);
    return f;
  }
  constexpr line<T>& along(const std::ptrdiff_t* entries, const T* speeds, std::ptrdiff_t count) override {
    run.clear_moves();
    f.restart();
    int b = 0;
    for (std::ptrdiff_t k = 0; k < count; ++k) {
      while (entries[k] >= blocks.data[b].first + blocks.data[b].count()) ++b;
      const std::ptrdiff_t index = entries[k] - blocks.data[b].first;
      if (inputs.data[b] >= 0) run.move(inputs.data[b], index / blocks.data[b].columns, index % blocks.data[b].columns, speeds[k]);
    }
    f.middle = 0;
    f.size = f.reserve = 1;
    return f;
  }
  constexpr void choose_output(std::ptrdiff_t output) override { f.output = output; }
  constexpr T value_at(std::ptrdiff_t entry) override { return points.data[entry]; }
  constexpr bool knows_pieces() const override { return true; }
  void describe(report_text& text) override {
    if (f.last_switch().step >= 0) text = run.edges()->place(run, f.last_switch());
  }
};

}  // namespace nabla::detail::numeric
