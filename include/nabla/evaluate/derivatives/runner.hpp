// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/derivatives/copy_runs.hpp>
#include <nabla/evaluate/run/runner.hpp>

namespace nabla::detail {

/// Computes the elements of a derivative matrix that can be other than zero; `at(place)` is one of them in the result, which holds zeros where
/// nothing is ever written.
template <Strategy By, class T, bool Whole>
class derivative_runner {
 public:
  constexpr derivative_runner() {
    T* all = seeds_.reserve(seed_count);
    for (int k = 0; k < seed_count; ++k) all[k] = T(0);
    if constexpr (one_sweep) set_seeds(0, T(1));
  }

  template <class At, class... B>
  constexpr void operator()(At at, const B&... b) {
    for (int sweep = 0; sweep < tables::sweeps; ++sweep) {
      if constexpr (!one_sweep) set_seeds(sweep, T(1));
      run_from<0>(seed_parts{}, b...);
      if constexpr (!one_sweep) set_seeds(sweep, T(0));
      run_copier<tables, context<P, T>>(run_.state).copy(sweep, at);
    }
  }

 private:
  using tables = derivative_tables<By, Whole>;
  using P = typename program_in<typename By::request::expression_type, false, typename By::request::wrt_type, T>::type;
  using seed_parts = typename By::seeds;
  static constexpr bool one_sweep = tables::sweeps == 1;
  static constexpr int seed_count = By::per_sweep * seed_parts::total;
  static constexpr index inline_seeds = seed_count * static_cast<index>(sizeof(T)) <= largest_inline_bytes ? seed_count : -1;

  constexpr void set_seeds(int sweep, T value) {
    if constexpr (seed_count > 0) {
      T* seeds = seeds_.reserve(seed_count);
      for (int n = 0; n < By::per_sweep && sweep * By::per_sweep + n < By::directions; ++n, seeds += seed_parts::total) {
        const int direction = sweep * By::per_sweep + n;
        for (int k = tables::seeds.starts.data[direction]; k < tables::seeds.starts.data[direction + 1]; ++k) seeds[tables::seeds.place.data[k]] = value;
      }
    }
  }

  template <class Part, int Number>
  constexpr auto seed(const T*& place) const {
    constexpr shape extents = facts_of<Part>.extents;
    const matrix_view<const T> view{place, extents.rows.size, extents.columns.size, extents.rows.size};
    place += elements_of(extents);
    return binding<typename By::template seed_symbol<Part, Number>, matrix_view<const T>>{view};
  }
  template <int Number, class... Part, class... B>
  constexpr void run_from(elements_of_parts<Part...> parts, const B&... b) {
    if constexpr (Number == By::per_sweep || sizeof...(Part) == 0) {
      run_(b...);
    } else {
      const T* place = seeds_.reserve(seed_count) + Number * seed_parts::total;
      const std::tuple<binding<typename By::template seed_symbol<Part, Number>, matrix_view<const T>>...> bound{seed<Part, Number>(place)...};
      std::apply([&](const auto&... one) { run_from<Number + 1>(parts, b..., one...); }, bound);
    }
  }

  runner<P, T> run_;
  memory<T, inline_seeds> seeds_;
};

/// The program whose symbols a call binds; the seeds are none of the caller's business.
template <class Derivatives>
using called_program = program<typename Derivatives::function, true, wrt_nothing>;
template <class Derivatives>
inline constexpr bool has_strategy = !std::is_same_v<typename Derivatives::strategy, no_strategy>;

}  // namespace nabla::detail
