// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/refused.hpp>
#include <nabla/print/constant_text.hpp>
#include <nabla/support/shown.hpp>

namespace nabla::detail {

/// The shape of an expression as text: 3 x 1, n x 2.
template <Expression F>
constexpr auto shape_string() {
  constexpr constant_text text = [] {
    constant_text result;
    const shape extents = facts_of<F>.extents;
    result.put(extents.rows);
    result.put(" x ");
    result.put(extents.columns);
    result.end();
    return result;
  }();
  return fixed_text<static_cast<std::size_t>(text.size)>(text.text);
}
enum class proof {
  holds,
  equivalent_only,
  none
};

// clang-format off
NABLA_DETAIL_WRONG_RESULT(unequal_formulas, "nabla: the two formulas are not equal")
NABLA_DETAIL_WRONG_RESULT(equivalent_formulas, "nabla: the two formulas are equal only where both are defined: equivalent() holds, == does not")
NABLA_DETAIL_WRONG_RESULT(formulas_of_other_shape, "nabla: the two formulas differ in shape")
// clang-format on

template <std::size_t N, std::size_t M>
constexpr auto both_texts(const fixed_string<N>& left, const fixed_string<M>& right) {
  char all[N + M + 4]{};
  std::size_t size = 0;
  for (const char* c = left.text; *c != '\0'; ++c) all[size++] = *c;
  for (const char* c = " and "; *c != '\0'; ++c) all[size++] = *c;
  for (const char* c = right.text; *c != '\0'; ++c) all[size++] = *c;
  return fixed_string<N + M + 4>(all);
}
template <Expression A, Expression B>
using both_forms = shown<both_texts(canonical_string<A>(), canonical_string<B>())>;

/// bool, or a result that is none and says in a sentence what both formulas are: with no other name in the message than that, since types of formulas are long.
template <Expression A, Expression B, proof Found>
constexpr auto proof_result() {
  constexpr key both = mix(facts_of<A>.id, facts_of<B>.id);
  if constexpr (Found == proof::holds) return std::type_identity<bool>();
  else if constexpr (!(facts_of<A>.extents == facts_of<B>.extents)) return std::type_identity<formulas_of_other_shape<both, shown<both_texts(shape_string<A>(), shape_string<B>())>>>();
  else if constexpr (Found == proof::equivalent_only) return std::type_identity<equivalent_formulas<both, both_forms<A, B>>>();
  else return std::type_identity<unequal_formulas<both, both_forms<A, B>>>();
}
template <Expression A, Expression B, proof Found>
using proof_result_of = typename decltype(proof_result<A, B, Found>())::type;

constexpr proof proof_of_equality(const facts& a, const facts& b) {
  return are_equal(a, b) ? proof::holds : (are_equivalent(a, b) ? proof::equivalent_only : proof::none);
}

/// a == b in a static_assert that shows both in the compiler's message where it fails: `static_assert(prove_equal(diff(f, x), g));`
template <Expression A, Expression B>
constexpr auto prove_equal(A, B) -> proof_result_of<A, B, proof_of_equality(facts_of<A>, facts_of<B>)> {
  if constexpr (proof_of_equality(facts_of<A>, facts_of<B>) == proof::holds) return true;
  else NABLA_DETAIL_NO_RESULT;
}
/// The same for equivalent(a, b).
template <Expression A, Expression B>
constexpr auto prove_equivalent(A, B) -> proof_result_of<A, B, are_equivalent(facts_of<A>, facts_of<B>) ? proof::holds : proof::none> {
  if constexpr (are_equivalent(facts_of<A>, facts_of<B>)) return true;
  else NABLA_DETAIL_NO_RESULT;
}

// clang-format off
NABLA_DETAIL_REFUSED("nabla: prove_equal(f, g) takes two formulas; a number is an exact constant, prove_equal(f, 2_c)", prove_equal(...))
NABLA_DETAIL_REFUSED("nabla: prove_equivalent(f, g) takes two formulas; a number is an exact constant, prove_equivalent(f, 2_c)", prove_equivalent(...))
// clang-format on

}  // namespace nabla::detail

namespace nabla {
using detail::prove_equal, detail::prove_equivalent;
}
