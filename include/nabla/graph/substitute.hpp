// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/binding.hpp>
#include <nabla/graph/import.hpp>
#include <nabla/graph/typed.hpp>

namespace nabla::detail {

template <class F, class... B>
struct substitution_builder {
  static constexpr built_formula build(graph& g) {
    // what is put in is imported first, with a map of its own, so that f's symbols are replaced all at once
    facts_map replaced, own;
    (replaced.add(facts_of<typename B::symbol_type>, import(g, own, facts_of<typename B::value_type>, true)), ...);
    return {import(g, replaced, facts_of<F>, true)};
  }
};

template <class B>
concept Substitution = is_binding<std::remove_cvref_t<B>> && Expression<typename std::remove_cvref_t<B>::value_type> &&
    (facts_of<typename std::remove_cvref_t<B>::symbol_type>.extents == facts_of<typename std::remove_cvref_t<B>::value_type>.extents);

/// `subs(f, x = y * y, W = transpose(V))`: f with expressions of the same shape in place of symbols, all at once, simplified. A symbol that f does not have
/// is nowhere to be replaced, so that one call serves many formulas.
template <Expression F, Substitution... B>
  requires are_different<typename B::symbol_type...>
constexpr auto subs(F, B...) {
  return typename formula_type<substitution_builder<F, B...>>::type{};
}

}  // namespace nabla::detail

namespace nabla {
using detail::subs;
}
