// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/loops/step.hpp>
#include <nabla/graph/sparsity/sparsity.hpp>

namespace nabla::detail {

// Of the states of a loop some may be read and others not, and of a state some elements. What nobody reads gives nothing to a derivative, infinities and NaN too: a loop back knows what of
// each state has an influence on what is read.

/// Which elements of a step's value depend on which elements of some of its symbols; both are counted column by column, one symbol behind the other.
template <class Step, class Symbols>
struct influences;
template <class Step, class... Symbols>
struct influences<Step, symbol_list<Symbols...>> {
  static constexpr int row_by_row(int k, const shape& s) { return k % s.rows.size * s.columns.size + k / s.rows.size; }
  static constexpr int values = Step::size, elements = symbol_list<Symbols...>::elements;
  static constexpr auto table = [] {
    fixed_array<bool, values * elements> result{};
    const auto& pattern = sparsity_of<1, typename Step::body, Symbols...>::pattern;
    int first = 0;
    const auto add = [&](const shape& s) {
      const int rows = s.rows.size, columns = s.columns.size;
      for (int k = 0; k < rows * columns; ++k)
        for (int i = 0; i < values; ++i)
          result.data[i * elements + first + k] = pattern(row_by_row(i, Step::extents), first + row_by_row(k, s));
      first += rows * columns;
    };
    (add(facts_of<Symbols>.extents), ...);
    return result;
  }();
  static constexpr bool are(int value, int element) { return table.data[value * elements + element]; }
};

/// Has each element of a state an influence on the next one? Of those whose size has a name that is not known.
template <class Step>
constexpr bool states_have_influences() {
  if constexpr (!Step::is_static()) return false;
  else return depends_on_each(facts_of<typename Step::body>, facts_of<typename Step::state>);
}
/// Is in a column something that is not 0?
constexpr bool any_in_column(const auto& of, std::ptrdiff_t t) {
  using T = scalar_of<std::remove_cvref_t<decltype(of)>>;
  for (std::ptrdiff_t i = 0; i < of.rows(); ++i)
    if (!(of(i, t) == T(0))) return true;
  return false;
}

/// 1 where a state of a loop has an influence on what is read: 1 where it is read, S × (n + 1) to S × (n + 1).
template <class Step, bool Reverse>
struct opened_states_rule : matrix_function<1> {  // internal
  static constexpr step_text name{Reverse ? "opened_back" : "opened_states", Step::id};
  static constexpr const char* text = name.text;
  static constexpr value_range range{.finite = true};
  static constexpr inferred_shape infer(const shape* operands) { return {operands[0]}; }
  template <int I>
  static constexpr auto operand() { return placeholder<0, Step::height, dim<"steps"> + 1>{}; }
  static constexpr auto pullbacks(auto G, auto, auto) { return pullback(broadcast_to(0_c, G)); }
  static constexpr void kernel(const auto& to, const auto& read) {
    using T = scalar_of<std::remove_cvref_t<decltype(to)>>;
    const std::ptrdiff_t n = to.columns();
    for (std::ptrdiff_t step = 0; step < n; ++step) {
      const std::ptrdiff_t t = Reverse ? step : n - 1 - step, after = Reverse ? t - 1 : t + 1;
      if constexpr (!Step::is_static()) {
        const bool open = step > 0 && any_in_column(to, after);
        for (std::ptrdiff_t i = 0; i < to.rows(); ++i) to(i, t) = T(open || !(read(i, t) == T(0)) ? 1 : 0);
      } else run_step(to, read, t, after, step);
    }
  }

 private:
  static constexpr void run_step(const auto& to, const auto& read, std::ptrdiff_t t, std::ptrdiff_t after, std::ptrdiff_t step) {
    using T = scalar_of<std::remove_cvref_t<decltype(to)>>;
    using by = influences<Step, symbol_list<typename Step::state>>;
    for (int i = 0; i < Step::size; ++i) {
      bool open = !(read(i, t) == T(0));
      for (int k = 0; k < Step::size && step > 0 && !open; ++k) open = by::are(k, i) && !(to(k, after) == T(0));
      to(i, t) = T(open ? 1 : 0);
    }
  }
};

/// 1 where an element of these symbols has an influence on what is read of a step's value: 1 where that is read, M × n to K × n. The step has no other symbols, so that two with one body are one.
template <class Step, bool Static>
struct opened_symbols_rule : matrix_function<1> {  // internal
  using Symbols = typename Step::sequences;
  static constexpr step_text name{Static ? "opened" : "opened_named", Step::id};
  static constexpr const char* text = name.text;
  static constexpr value_range range{.finite = true};
  static constexpr inferred_shape infer(const shape* operands) { return {matrix_shape(Symbols::height, operands[0].columns)}; }
  template <int I>
  static constexpr auto operand() { return placeholder<0, Step::height, dim<"steps">>{}; }
  static constexpr auto pullbacks(auto G, auto, auto) { return pullback(broadcast_to(0_c, G)); }
  static constexpr void kernel(const auto& to, const auto& read) {
    using T = scalar_of<std::remove_cvref_t<decltype(to)>>;
    if constexpr (!Static) {
      for (std::ptrdiff_t t = 0; t < to.columns(); ++t) {
        const bool open = any_in_column(read, t);
        for (std::ptrdiff_t i = 0; i < to.rows(); ++i) to(i, t) = T(open ? 1 : 0);
      }
    } else run_known(to, read);
  }

 private:
  static constexpr void run_known(const auto& to, const auto& read) {
    using T = scalar_of<std::remove_cvref_t<decltype(to)>>;
    using by = influences<Step, Symbols>;
    for (std::ptrdiff_t t = 0; t < to.columns(); ++t)
      for (int i = 0; i < Symbols::elements; ++i) {
        bool open = false;
        for (int k = 0; k < Step::size && !open; ++k) open = by::are(k, i) && !(read(k, t) == T(0));
        to(i, t) = T(open ? 1 : 0);
      }
  }
};

/// The cotangent of a step where it may be read, which the symbol `open` says.
template <class Step>
struct gated_seed {
  using seed = inner_symbol<Step::fresh, Step::extents.rows, Step::extents.columns>;
  using open = inner_symbol<Step::fresh + 3, Step::extents.rows, Step::extents.columns>;
  using type = decltype(where(open{} > 0_c, seed{}, 0_c));
};

/// What the symbols get, where they have an influence on what is read.
template <class Step, class Symbols>
constexpr auto where_opened(auto cotangents, auto opened, Symbols) {
  if constexpr (Symbols::height == extent(0)) return cotangents;
  else {
    auto open = call<opened_symbols_rule<step<typename Step::body, symbol_list<>, Symbols, symbol_list<>>, Step::is_static()>>(opened);
    constexpr extent given = facts_of<decltype(cotangents)>.extents.columns, steps = facts_of<decltype(open)>.extents.columns;
    if constexpr (given == steps) return where(open > 0_c, cotangents, 0_c);
    else if constexpr (given.is_one()) return where(row_sums(open) > 0_c, cotangents, 0_c);
    else return where(broadcast_to(open, cotangents) > 0_c, cotangents, 0_c);
  }
}

}  // namespace nabla::detail
