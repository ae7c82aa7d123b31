// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/context.hpp>
#include <nabla/evaluate/derivatives/tables.hpp>

namespace nabla::detail {

/// Copies elements of the outputs of a program to where they belong: at(place) is an element of the result.
///
/// For example the Hessian of Σ exp(v_{i+1} - v_i), v of 4, without its zeros: with e_i = exp(v_{i+1} - v_i) its diagonal is e_0, e_0 + e_1, e_1 + e_2, e_2, and beside it
/// stands -e_i. Its values are numbered by columns, 10 of them; outputs are a = e, b = -e and c = e. Tables::runs are (see runs_of())
///
///     0:  place 9              =  a[2]                  the diagonal's end
///     1:  place 3 + 3 n, n < 2 =  a[n] + c[n + 1]       its middle
///     2:  place 2 + 3 n, n < 3 =  b[n]                  above it
///     3:  place 1 + 3 n, n < 3 =  b[n]                  below it
///     4:  place 0              =  c[0]                  its begin
///
/// These are few runs. 1, 2 and 3 go in steps of 3 and are about equally long, so that one loop over n < 2, `in_common`, writes places 3, 2, 1, 6, 5, 4; then come the rest
/// of each, 8 and 7, and runs 0 and 4.
template <class Tables, class C>
struct run_copier {
  using T = typename C::scalar;
  static constexpr const auto& plan = C::plan;

  // copies: a store of the result may not change them
  T numbers[detail::array_length(Tables::outputs)];
  const T* data[detail::array_length(Tables::outputs)];
  index rows[detail::array_length(Tables::outputs)], strides[detail::array_length(Tables::outputs)];

  constexpr explicit run_copier(const C& state) : numbers{}, data{}, rows{}, strides{} {
    [&]<int... Output>(std::integer_sequence<int, Output...>) { (find<Output>(state), ...); }(std::make_integer_sequence<int, Tables::outputs>{});
  }
  template <int Output>
  constexpr void find(const C& state) {
    constexpr const output_info& out = plan.outputs.data[Output];
    rows[Output] = strides[Output] = 1;
    if constexpr (out.slot >= 0) {
      numbers[Output] = state.slots[out.slot];
    } else {
      data[Output] = state.views[out.view];
      rows[Output] = state.template rows<out.view>();
      strides[Output] = state.template stride<out.view>();
    }
  }

  /// Element `offset` of an output, column by column. `from` is data, or a copy of it.
  template <int Output>
  [[gnu::always_inline]] constexpr T element(const T* const* from, int offset) const {
    constexpr const output_info& out = plan.outputs.data[Output];
    if constexpr (out.slot >= 0) return numbers[Output];
    else if constexpr (plan.views[out.view].input < 0) return from[Output][offset];
    else return from[Output][offset % rows[Output] + offset / rows[Output] * strides[Output]];  // an input may have gaps between its columns
  }

  // ---- few runs: each with its steps as constants, and those of one step in one loop, which fills the result from front to back

  static constexpr int most_written_out = 12;
  static constexpr bool are_few = Tables::sweeps == 1 && Tables::run_count <= most_written_out;
  static constexpr int longest = [] {
    int at = 0;
    for (int k = 1; k < Tables::run_count; ++k)
      if (Tables::runs.data[k].count > Tables::runs.data[at].count) at = k;
    return at;
  }();
  static constexpr bool is_beside_longest(int k) {
    const place_run &run = Tables::runs.data[k], &most = Tables::runs.data[longest];
    return !run.add && run.place_step == most.place_step && 2 * run.count > most.count;
  }
  static constexpr int in_common = [] {
    int count = Tables::run_count > 0 ? Tables::runs.data[longest].count : 0;
    for (int k = 0; k < Tables::run_count; ++k)
      if (is_beside_longest(k) && Tables::runs.data[k].count < count) count = Tables::runs.data[k].count;
    return count;
  }();

  template <int Run>
  [[gnu::always_inline]] constexpr T sum_of(const T* const* from, int n) const {
    constexpr place_run run = Tables::runs.data[Run];
    T sum = element<run.output[0]>(from, run.offset[0] + n * run.offset_step[0]);
    if constexpr (run.summands > 1) sum = detail::plus(sum, element<run.output[1]>(from, run.offset[1] + n * run.offset_step[1]));
    if constexpr (run.summands > 2) sum = detail::plus(sum, element<run.output[2]>(from, run.offset[2] + n * run.offset_step[2]));
    return sum;
  }
  template <int Run, class At>
  [[gnu::always_inline]] static constexpr void put(At& at, int n, T sum) {
    constexpr place_run run = Tables::runs.data[Run];
    T& to = at(run.place + n * run.place_step);
    to = run.add ? detail::plus(to, sum) : sum;
  }
  template <int Run>
  [[gnu::always_inline]] constexpr T sum_in_common([[maybe_unused]] const T* const* from, [[maybe_unused]] int n) const {
    if constexpr (is_beside_longest(Run)) return sum_of<Run>(from, n);
    else return T(0);
  }
  template <int Run, class At>
  [[gnu::always_inline]] static constexpr void put_in_common([[maybe_unused]] At& at, [[maybe_unused]] int n, [[maybe_unused]] const T* sums) {
    if constexpr (is_beside_longest(Run)) put<Run>(at, n, sums[Run]);
  }
  template <class At, int... Run>
  [[gnu::always_inline]] constexpr void copy_in_common([[maybe_unused]] At& at, [[maybe_unused]] const T* const* from, [[maybe_unused]] int n, std::integer_sequence<int, Run...>) const {
    [[maybe_unused]] const T sums[] = {sum_in_common<Run>(from, n)..., T(0)};
    (put_in_common<Run>(at, n, sums), ...);
  }

  /// Is all that runs read in memory of the program? No result lies there.
  static constexpr bool reads_own_memory = [] {
    for (int k = 0; k < Tables::run_count; ++k)
      for (int s = 0; s < Tables::runs.data[k].summands; ++s)
        if (const output_info& out = plan.outputs.data[Tables::runs.data[k].output[s]]; out.slot < 0 && plan.views[out.view].input >= 0) return false;
    return true;
  }();
  template <int>
  using own_memory = const T* __restrict;
  /// The loop in registers: a compiler does not see by itself that result and memory of the program, both perhaps in one evaluator, have nothing in common.
  template <class At, int... Output>
  constexpr void copy_in_registers(At at, std::integer_sequence<int, Output...>, own_memory<Output>... own) const {
    const T* const from[detail::array_length(Tables::outputs)] = {own...};
    for (int n = 0; n < in_common; ++n) copy_in_common(at, from, n, std::make_integer_sequence<int, Tables::run_count>{});
  }

  template <int Run, class At>
  constexpr void copy_rest(At& at) const {
    for (int n = is_beside_longest(Run) ? in_common : 0; n < Tables::runs.data[Run].count; ++n) put<Run>(at, n, sum_of<Run>(data, n));
  }
  template <class At, int... Run, int... Output>
  constexpr void copy_few([[maybe_unused]] At at, std::integer_sequence<int, Run...> runs, std::integer_sequence<int, Output...> outputs) const {
    if constexpr (reads_own_memory) {
      copy_in_registers(at, outputs, data[Output]...);
    } else {
      for (int n = 0; n < in_common; ++n) copy_in_common(at, data, n, runs);
    }
    (copy_rest<Run>(at), ...);
  }

  // ---- many runs: by the table

  template <class At>
  constexpr void copy_many(int sweep, At at) const {
    for (int k = Tables::sweep_starts.data[sweep]; k < Tables::sweep_starts.data[sweep + 1]; ++k) {
      const place_run& run = Tables::runs.data[k];
      for (int s = 0; s < run.summands; ++s) {
        const int output = run.output[s] - sweep * Tables::outputs;
        const T* from = data[output] != nullptr ? data[output] : &numbers[output];
        const bool has_gaps = rows[output] != strides[output];
        for (int n = 0, place = run.place, offset = run.offset[s]; n < run.count; ++n, place += run.place_step, offset += run.offset_step[s]) {
          const T value = from[has_gaps ? offset % rows[output] + offset / rows[output] * strides[output] : offset];
          at(place) = run.add || s > 0 ? detail::plus(at(place), value) : value;
        }
      }
    }
  }

  template <class At>
  constexpr void copy([[maybe_unused]] int sweep, At at) const {
    if constexpr (are_few) copy_few(at, std::make_integer_sequence<int, Tables::run_count>{}, std::make_integer_sequence<int, Tables::outputs>{});
    else copy_many(sweep, at);
  }
};

}  // namespace nabla::detail
