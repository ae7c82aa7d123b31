// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/analytic.hpp>
#include <nabla/check/judge_edge.hpp>
#include <nabla/check/kink_text.hpp>
#include <nabla/check/machine_subject.hpp>

namespace nabla::detail::numeric {

/// Forms of a formula with their sizes numbered as the program numbers them that the derivatives come from.
template <class P, const auto& Table>
inline constexpr auto numbered_forms = [] {
  fixed_array<numbered_shape, Table.form_count> forms;
  for (int i = 0; i < Table.form_count; ++i) forms.data[i] = layout<P>::numbered(Table.forms.data[i]);
  return forms;
}();

template <class T>
inline constexpr edge_code<T> code_at_edges{&machine<T>::crosses, &machine<T>::hold, &judge_edge<T>, &place_of<T>};

/// Which kinds of nodes are there?
struct node_kinds {
  bool product = false, sum = false, maximum = false, matrix = false;
};
constexpr node_kinds kinds_of(const formula_step* steps, int count) {
  node_kinds k;
  for (int i = 0; i < count; ++i) {
    const operation& op = *steps[i].op;
    k.product = k.product || op.code == operation_code::matrix_product;
    k.sum = k.sum || op.code == operation_code::sum || op.code == operation_code::row_sums || op.code == operation_code::column_sums;
    k.maximum = k.maximum || is_maximum(op.code);
    k.matrix = k.matrix || (steps[i].rule >= 0 && !op.elementwise);
  }
  return k;
}

/// The code that the nodes of a formula need, and no other.
template <const auto& Table, class T>
constexpr node_code<T> code_of_nodes() {
  constexpr node_kinds kinds = kinds_of(Table.steps.data, Table.step_count);
  node_code<T> code;
  if constexpr (kinds.product) code.product = &machine<T>::run_product;
  if constexpr (kinds.sum) code.sum = &machine<T>::run_sum;
  if constexpr (kinds.maximum) code.maximum = &machine<T>::run_maximum;
  if constexpr (kinds.matrix) code.matrix = &machine<T>::run_matrix;
  if constexpr (kinds.maximum || kernel_table<Table, T>::is_piecewise()) code.edges = &code_at_edges<T>;
  return code;
}

/// The formula of F, or of its gradient by Wrt, at a point: made ready to be moved. P is a program in which all symbols of F are inputs.
template <class T, class P, class Formula>
struct formula_at {
  static constexpr const auto& table = Formula::table();
  index sizes[detail::array_length(layout<P>::dimension_count())] = {};
  machine<T> run;

  template <class... B>
  constexpr explicit formula_at(const B&... bound) : run(program_of(), measured(sizes, bound...)) {
    (write(bound), ...);
    run.start();
  }

 private:
  static constexpr program_view<T> program_of() {
    return {table.steps.data, table.step_count, numbered_forms<P, table>.data, kernel_table<table, T>::all.data, table.outputs.data, table.output_count, code_of_nodes<table, T>()};
  }
  template <class... B>
  static constexpr const index* measured(index* sizes, const B&... bound) {
    for (int i = 0; i < layout<P>::dimension_count(); ++i) sizes[i] = -1;
    (match_binding<P>(bound, sizes), ...);
    return sizes;
  }
  template <class B>
  constexpr void write(const B& bound) {
    const int step = run.find(facts_of<symbol_of<B>>);
    if (step < 0) return;
    if constexpr (!input_traits<value_of<B>>::is_matrix) run.input(step)(0, 0) = static_cast<T>(bound.value);
    else copy_input(bound, run.input(step));
  }
};

/// The block of a symbol, and the values of its entries.
template <class T, class B>
constexpr void add_block(derivative_table<T>& d, machine_subject<T>& s, const B& bound, const index* sizes, const numbered_shape& form) {
  using traits = input_traits<value_of<B>>;
  block b{facts_of<symbol_of<B>>.symbol->name, form.rows.value(sizes), form.columns.value(sizes), traits::is_matrix, d.entries()};
  d.blocks.push(b);
  s.inputs.push(s.run.find(facts_of<symbol_of<B>>));
  list<T> column_by_column(static_cast<int>(b.count()));
  const matrix_view<T> view{column_by_column.data, b.rows, b.columns, b.rows};
  if constexpr (!traits::is_matrix) view(0, 0) = static_cast<T>(bound.value);
  else copy_input(bound, view);
  for (index i = 0; i < b.rows; ++i)
    for (index j = 0; j < b.columns; ++j) s.points.push(view(i, j));
}

/// Blocks in the order of the symbols of a gradient, which need not be that of the bindings.
template <class P, class T, class Symbols, class... B>
constexpr void add_blocks(derivative_table<T>& d, machine_subject<T>& s, const index* sizes, const B&... bound) {
  const auto add_one = [&]<int I>(std::integral_constant<int, I>) {
    constexpr const facts& symbol = *Symbols::symbols[I];
    const auto if_it = [&](const auto& b) {
      if constexpr (is_same_symbol(facts_of<symbol_of<decltype(b)>>, symbol)) add_block(d, s, b, sizes, layout<P>::numbered(symbol.form));
    };
    (if_it(bound), ...);
  };
  [&]<int... I>(std::integer_sequence<int, I...>) { (add_one(std::integral_constant<int, I>{}), ...); }(std::make_integer_sequence<int, Symbols::count>{});
}

/// A type's rounding where a derivative is compared: what it cannot tell apart, and its smallest number.
template <class S, class T>
constexpr entry_checker<T> checker_for(subject<T>& s, const derivative_table<T>& d, const check_options& how) {
  return {s, d, how, T(default_tolerance<S>()), 4 * T(epsilon<S>), 4 * T(std::numeric_limits<S>::denorm_min())};
}

}  // namespace nabla::detail::numeric
