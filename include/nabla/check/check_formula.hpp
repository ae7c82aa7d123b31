// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/kink_text.hpp>
#include <nabla/check/owned.hpp>
#include <nabla/check/tested_formula.hpp>

namespace nabla::detail::numeric {

/// Are the names of all sizes of a formula among those that the program knows?
template <class P, const auto& Table>
inline constexpr bool knows_sizes = [] {
  const auto knows = [](const extent& e) { return !e.is_named() || layout<P>::numbered(e).dimension >= 0; };
  for (int i = 0; i < Table.shape_count; ++i)
    if (!knows(Table.shapes.data[i].rows) || !knows(Table.shapes.data[i].columns)) return false;
  return true;
}();
/// Shapes of a formula with their sizes numbered as the program numbers them that the derivatives come from.
template <class P, const auto& Table>
inline constexpr auto numbered_shapes = [] {
  fixed_array<numbered_shape, Table.shape_count> shapes;
  for (int i = 0; i < Table.shape_count; ++i) shapes.data[i] = layout<P>::numbered(Table.shapes.data[i]);
  return shapes;
}();

template <class T>
inline constexpr edge_code<T> code_at_edges{&machine<T>::crosses, &machine<T>::hold, &judge_formula<T>, &place_of<T>};

/// Which kinds of nodes are there?
struct node_kinds {
  bool product = false, sum = false, maximum = false, matrix = false;
};
constexpr node_kinds kinds_of(const formula_step* steps, int count) {
  node_kinds k;
  for (int i = 0; i < count; ++i) {
    const step_operation& op = steps[i].op;
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

/// The formula of F, or of its gradient by Wrt, at a point. P is a program in which all symbols of F are inputs; Symbols are those by which
/// Derivatives differentiates.
template <class P, class Formula, class Symbols, class Derivatives, class... B>
struct bound_formula final : tested_formula<typename wider_scalar<typename call_scalar<B...>::type>::type> {
  using S = typename call_scalar<B...>::type;
  using T = typename wider_scalar<S>::type;
  owned_point<B...> place, moved;
  static constexpr int size_count = layout<P>::dimension_count();
  index sizes[array_length(size_count)] = {};

  NABLA_COLD constexpr explicit bound_formula(const owned_point<B...>& at) : tested_formula<T>(constants, sizes), place(at), moved(at) {
    for (index& size : sizes) size = -1;
    (match_binding<P>(place.template get<B>(), sizes), ...);
    if constexpr (layout<P>::has_sizes_that_follow()) layout<P>::set_sizes_that_follow(sizes);
    check_sizes<P>(sizes);
    (check_indices<P>(place.template get<B>(), sizes), ...);
  }
  NABLA_COLD constexpr void read(int number, matrix_view<T> to) const override {
    int i = 0;
    ((i++ == number ? read_one(place.template get<B>(), to) : void()), ...);
  }
  NABLA_COLD constexpr void shake(random_numbers& random, int roundings) override {
    moved = place;
    (shake_one(moved.owned_one<B>::bound, random, roundings), ...);
  }
  constexpr T derivatives(bool at_moved, list<T>& to) const override {
    const owned_point<B...>& at = at_moved ? moved : place;
    return Derivatives::append(*this, to, at.template get<B>()...);
  }
  /// Calls with all that is bound.
  template <class Use>
  constexpr void each(Use use) const { use(place.template get<B>()...); }
  bound_formula(const bound_formula&) = delete;

 private:
  template <class Bound>
  static constexpr void read_one(const Bound& b, matrix_view<T> to) {
    if constexpr (!input_traits<bound_type<Bound>>::is_matrix) to(0, 0) = static_cast<T>(b.value);
    else copy_input(b, to);
  }
  template <class Bound>
  static constexpr void shake_one(Bound& b, random_numbers& random, int roundings) {
    if constexpr (find<Symbols>(facts_of<symbol_of<Bound>>) >= 0) numeric::shake(b, random, roundings);
  }
  template <class Among>
  static constexpr int find(const facts& symbol) {
    for (int i = 0; i < Among::count; ++i)
      if (is_same_symbol(*Among::symbols[i], symbol)) return i;
    return -1;
  }

  static constexpr const auto& table = Formula::table();
  static_assert(knows_sizes<P, table>, "nabla: a size in the derivative of this formula has no name in the formula; check its parts");
  static constexpr int bound_count = sizeof...(B);
  static constexpr fixed_array<bound_symbol, bound_count> bound{
      {{facts_of<symbol_of<B>>.symbol->name, layout<P>::numbered(facts_of<symbol_of<B>>.extents), input_traits<bound_type<B>>::is_matrix, table.find(facts_of<symbol_of<B>>)}...}};
  static constexpr auto by = [] {
    constexpr const facts* all[] = {&facts_of<symbol_of<B>>...};
    fixed_array<int, Symbols::count> numbers;
    for (int k = 0; k < Symbols::count; ++k)
      for (int i = 0; i < bound_count; ++i)
        if (is_same_symbol(*all[i], *Symbols::symbols[k])) numbers.data[k] = i;
    return numbers;
  }();
  static constexpr program_view<T> program{Formula::steps.data, Formula::step_count, numbered_shapes<P, table>.data, kernel_table<table, T>::all.data, Formula::outputs.data, Formula::output_count, code_of_nodes<table, T>()};
  static constexpr formula_facts<T> constants{program, bound.data, bound_count, by.data, Symbols::count, &limits_of<S, T>, Derivatives::is_gradient};
};
template <class Bound>
constexpr gradient_report check_formula(Bound& f, const check_options& how) {
  return check_derivatives<typename Bound::T>(f, how);
}

/// Copies of what is bound to a point.
template <class... B>
constexpr auto owned(const point<B...>& where) {
  return std::apply([](const auto&... bound) { return owned_point<decltype(owned_binding(bound))...>{{owned_binding(bound)}...}; }, where.bindings);
}
template <class P, class Formula, class Symbols, class Derivatives, class... B>
constexpr bound_formula<P, Formula, Symbols, Derivatives, B...> bound_at(const owned_point<B...>& at) {
  return bound_formula<P, Formula, Symbols, Derivatives, B...>(at);
}

}  // namespace nabla::detail::numeric
