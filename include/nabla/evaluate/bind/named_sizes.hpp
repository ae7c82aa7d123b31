// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/binding.hpp>
#include <nabla/graph/plan/program.hpp>

#include <type_traits>

namespace nabla::detail {

template <class B>
using symbol_of = typename std::remove_cvref_t<B>::symbol_type;
template <class B>
using bound_type = typename std::remove_cvref_t<B>::value_type;

/// Position of a symbol among the inputs of a plan, or -1.
template <class Plan>
constexpr int find_input(const Plan& plan, const facts& symbol) {
  for (int i = 0; i < plan.sizes.inputs; ++i)
    if (is_same_symbol(*plan.inputs[i].symbol, symbol)) return i;
  return -1;
}

/// n = 5 also gives a size that no symbol has, as that of ones<n> and of the result of scatter_add.
template <class Plan>
constexpr bool is_size_of(const Plan& plan, const facts& symbol) {
  if (!is_only_a_size(symbol)) return false;
  for (int i = 0; i < plan.sizes.shapes; ++i)
    if (plan.shapes[i].rows.has_name_of(symbol.extents.columns) || plan.shapes[i].columns.has_name_of(symbol.extents.columns)) return true;
  for (int i = 0; i < plan.sizes.inputs; ++i)
    if (plan.inputs[i].symbol->symbol->range.has_name_of(symbol.extents.columns)) return true;
  return false;
}
/// Has a symbol of the plan this size?
template <class Plan>
constexpr bool has_size(const Plan& plan, const extent& size) {
  bool found = !size.is_named() || size.name->follows();
  for (int i = 0; i < plan.sizes.inputs && !found; ++i) found = plan.inputs[i].symbol->extents.rows.has_name_of(size) || plan.inputs[i].symbol->extents.columns.has_name_of(size);
  return found;
}
/// The first size of a plan that nothing binds, or none.
template <class P, class... B>
constexpr const dimension_info* first_open_size() {
  for (int k = 0; k < 2 * P::plan.sizes.shapes; ++k) {
    const extent& size = k % 2 == 0 ? P::plan.shapes[k / 2].rows : P::plan.shapes[k / 2].columns;
    if (!has_size(P::plan, size) && !(false || ... || facts_of<symbol_of<B>>.extents.columns.has_name_of(size))) return size.name;
  }
  return nullptr;
}

}  // namespace nabla::detail
