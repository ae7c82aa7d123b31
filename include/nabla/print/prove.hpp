// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/print/constant_text.hpp>
#include <nabla/support/shown.hpp>

namespace nabla::detail {

template <Expression F>
using canonical_form_of = shown<canonical_string<F>()>;

template <class Left, class Right>
constexpr bool the_canonical_forms_are() {
  static_assert(says<Left, Right>, "nabla: the two formulas are not equal; their canonical forms are the template arguments here");
  return false;
}
template <class Left, class Right>
constexpr bool the_canonical_forms_of_equivalent_formulas_are() {
  static_assert(says<Left, Right>, "nabla: the two formulas are equal only where both are defined: equivalent() holds, == does not; their canonical forms are the template arguments here");
  return false;
}
template <class Left, class Right>
constexpr bool the_shapes_are() {
  static_assert(says<Left, Right>, "nabla: the two formulas differ in shape; the shapes are the template arguments here");
  return false;
}

/// The shape of an expression as text: 3 x 1, n x 2.
template <Expression F>
constexpr auto shape_string() {
  constexpr constant_text text = [] {
    constant_text result;
    const shape form = facts_of<F>.form;
    result.put(form.rows);
    result.put(" x ");
    result.put(form.columns);
    result.end();
    return result;
  }();
  return fixed_text<static_cast<std::size_t>(text.size)>(text.text);
}
template <Expression F>
using shape_text_of = shown<shape_string<F>()>;

enum class proof {
  holds,
  equivalent_only,
  none
};

template <Expression A, Expression B, proof Found>
constexpr bool proven() {
  if constexpr (Found == proof::holds) return true;
  else if constexpr (!(facts_of<A>.form == facts_of<B>.form)) return the_shapes_are<shape_text_of<A>, shape_text_of<B>>();
  else if constexpr (Found == proof::equivalent_only) return the_canonical_forms_of_equivalent_formulas_are<canonical_form_of<A>, canonical_form_of<B>>();
  else return the_canonical_forms_are<canonical_form_of<A>, canonical_form_of<B>>();
}

constexpr proof proof_of_equality(const facts& a, const facts& b) {
  return are_equal(a, b) ? proof::holds : (are_equivalent(a, b) ? proof::equivalent_only : proof::none);
}

/// a == b in a static_assert that shows both in the compiler's message where it fails: `static_assert(prove_equal(diff(f, x), g));`
template <Expression A, Expression B>
constexpr bool prove_equal(A, B) {
  return proven<A, B, proof_of_equality(facts_of<A>, facts_of<B>)>();
}
/// The same for equivalent(a, b).
template <Expression A, Expression B>
constexpr bool prove_equivalent(A, B) {
  return proven<A, B, are_equivalent(facts_of<A>, facts_of<B>) ? proof::holds : proof::none>();
}

}  // namespace nabla::detail

namespace nabla {
using detail::prove_equal, detail::prove_equivalent;
}
