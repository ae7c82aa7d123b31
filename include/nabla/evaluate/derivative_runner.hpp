// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/derivative_ways.hpp>
#include <nabla/evaluate/runner.hpp>

namespace nabla {

/// Which elements of the result come from each output of each sweep: from `offset` of it, column by column, to `place`.
template <int Elements, int Groups>
struct gather_table {
  fixed_array<int, Groups + 1> starts;
  fixed_array<int, Elements> place, offset;
};

/// Where each direction is 1: places in its parts, one part behind the other.
template <int Directions, int Elements>
struct seed_table {
  fixed_array<int, Directions + 1> starts;
  fixed_array<int, Elements> place;
};

template <class Way>
struct derivative_tables {
  using parts = typename Way::results;
  static constexpr const auto& pattern = Way::pattern;
  static constexpr int sweeps = (Way::directions + Way::per_sweep - 1) / Way::per_sweep > 0 ? (Way::directions + Way::per_sweep - 1) / Way::per_sweep : 1;
  static constexpr int groups = sweeps * Way::per_sweep * parts::parts;

  /// The place of an element is its row and column in the whole matrix, column by column, or that among the values that are not zero.
  template <bool Whole>
  static constexpr gather_table<pattern.nonzeros, groups> gathered() {
    gather_table<pattern.nonzeros, groups> table;
    list<int> group(pattern.nonzeros), offset(pattern.nonzeros), place(pattern.nonzeros), next(groups + 1);
    for (int j = 0; j < pattern.columns; ++j)
      for (int k = pattern.column_starts.data[j]; k < pattern.column_starts.data[j + 1]; ++k) {
        const int i = pattern.row_indices.data[k];
        const element_source from = Way::source(i, j);
        const element_place at = parts::find(from.element);
        group.data[k] = from.direction * parts::parts + at.part;
        offset.data[k] = at.offset;
        place.data[k] = Whole ? i + j * pattern.rows : k;
        ++table.starts.data[group.data[k] + 1];
      }
    for (int g = 0; g < groups; ++g) next.data[g + 1] = table.starts.data[g + 1] += table.starts.data[g];
    for (int k = 0; k < pattern.nonzeros; ++k) {
      const int to = next.data[group.data[k]]++;
      table.place.data[to] = place.data[k];
      table.offset.data[to] = offset.data[k];
    }
    return table;
  }
  template <bool Whole>
  static constexpr auto gather = gathered<Whole>();

  static constexpr auto seeds = [] {
    using seeds = typename Way::seeds;
    seed_table<Way::directions, seeds::total> table;
    if constexpr (seeds::total > 0) {
      list<int> next(Way::directions + 1);
      for (int e = 0; e < seeds::total; ++e)
        if (Way::colour(e) >= 0) ++table.starts.data[Way::colour(e) + 1];
      for (int d = 0; d < Way::directions; ++d) next.data[d + 1] = table.starts.data[d + 1] += table.starts.data[d];
      for (int e = 0; e < seeds::total; ++e) {
        if (Way::colour(e) < 0) continue;
        const element_place at = seeds::find(e);
        table.place.data[next.data[Way::colour(e)]++] = seeds::starts(at.part) + at.offset;
      }
    }
    return table;
  }();
};

/// Computes the elements of a derivative matrix that can be other than zero: `store(place, value)` gets each of them once.
template <class Way, class T, bool Whole>
class derivative_runner {
 public:
  constexpr derivative_runner() {
    T* all = seeds_.reserve(seed_count);
    for (int k = 0; k < seed_count; ++k) all[k] = T(0);
    if constexpr (one_sweep) set_seeds(0, T(1));
  }

  template <class Store, class... B>
  constexpr void operator()(Store store, const B&... b) {
    for (int sweep = 0; sweep < tables::sweeps; ++sweep) {
      if constexpr (!one_sweep) set_seeds(sweep, T(1));
      run_from<0>(seed_parts{}, b...);
      if constexpr (!one_sweep) set_seeds(sweep, T(0));
      [&]<int... Output>(std::integer_sequence<int, Output...>) { (collect<Output>(sweep, store), ...); }(std::make_integer_sequence<int, P::plan.sizes.outputs>{});
    }
  }

  using P = program<typename Way::request::expression_type, false, typename Way::request::wrt_type>;

 private:
  using tables = derivative_tables<Way>;
  using seed_parts = typename Way::seeds;
  static constexpr bool one_sweep = tables::sweeps == 1;
  static constexpr int seed_count = Way::per_sweep * seed_parts::total;
  static constexpr index inline_seeds = seed_count * static_cast<index>(sizeof(T)) <= largest_inline_bytes ? seed_count : -1;

  constexpr void set_seeds(int sweep, T value) {
    if constexpr (seed_count > 0) {
      T* seeds = seeds_.reserve(seed_count);
      for (int n = 0; n < Way::per_sweep && sweep * Way::per_sweep + n < Way::directions; ++n, seeds += seed_parts::total) {
        const int direction = sweep * Way::per_sweep + n;
        for (int k = tables::seeds.starts.data[direction]; k < tables::seeds.starts.data[direction + 1]; ++k) seeds[tables::seeds.place.data[k]] = value;
      }
    }
  }

  template <class Part, int Number>
  constexpr auto seed(const T*& place) const {
    constexpr shape form = facts_of<Part>.form;
    const matrix_view<const T> view{place, form.rows.size, form.columns.size, form.rows.size};
    place += elements_of(form);
    return binding<typename Way::template seed_symbol<Part, Number>, matrix_view<const T>>{view};
  }
  template <int Number, class... Part, class... B>
  constexpr void run_from(elements_of_parts<Part...> parts, const B&... b) {
    if constexpr (Number == Way::per_sweep || sizeof...(Part) == 0) {
      run_(b...);
    } else {
      const T* place = seeds_.reserve(seed_count) + Number * seed_parts::total;
      const std::tuple<binding<typename Way::template seed_symbol<Part, Number>, matrix_view<const T>>...> bound{seed<Part, Number>(place)...};
      std::apply([&](const auto&... one) { run_from<Number + 1>(parts, b..., one...); }, bound);
    }
  }

  template <int Output, class Store>
  constexpr void collect(int sweep, Store& store) {
    constexpr output_info out = P::plan.outputs[Output];
    constexpr const auto& table = tables::template gather<Whole>;
    const int group = sweep * Way::per_sweep * tables::parts::parts + Output;
    const int first = table.starts.data[group], last = table.starts.data[group + 1];
    if constexpr (out.slot >= 0) {
      const T value = run_.state.slots[out.slot];
      for (int k = first; k < last; ++k) store(table.place.data[k], value);
    } else {
      const auto from = run_.state.template sized<out.view>();
      if (from.rows() == from.stride || P::plan.views[out.view].input < 0)
        for (int k = first; k < last; ++k) store(table.place.data[k], from.data[table.offset.data[k]]);
      else  // an input is its own derivative, and has gaps between its columns
        for (int k = first; k < last; ++k) store(table.place.data[k], from(table.offset.data[k] % from.rows(), table.offset.data[k] / from.rows()));
    }
  }

  runner<P, T> run_;
  memory<T, inline_seeds> seeds_;
};

/// Do the bindings of a call suit the function? Says what is wrong. The seeds are none of the caller's business.
template <class F, class... B>
constexpr bool bindings_suit() {
  using P = program<F, true, wrt_nothing>;
  if constexpr (!bindings_are_right<P, B...>()) say_what_is_wrong<P, B...>();
  return bindings_are_right<P, B...>();
}

}  // namespace nabla
