// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/points/mapped_request.hpp>

namespace nabla::detail {

/// "X is n x 3": the first symbol that is a matrix, or that there is none.
template <class P>
constexpr auto first_matrix() {
  constexpr mismatch_text all = [] {
    mismatch_text t;
    for (int i = 0; i < P::plan.sizes.inputs && t.size == 0; ++i)
      if (!P::plan.inputs[i].symbol->extents.is_scalar()) t.add(*P::plan.inputs[i].symbol);
    if (t.size == 0) t.add("inside are matrices or loops");
    return t;
  }();
  return fixed_text<static_cast<std::size_t>(all.size)>(all.text);
}
template <class Mapped>
constexpr auto type_of_mapped() {
  if constexpr (Mapped::exists()) return std::type_identity<Mapped>();
  else return std::type_identity<matrices_at_points<key_of_formula<typename Mapped::P>, shown<first_matrix<typename Mapped::P>()>>>();
}
template <class Mapped>
using mapped_or_wrong = typename decltype(type_of_mapped<Mapped>())::type;
template <bool IsExpression, class F, class T, class Tag>
struct mapped_value {};  // clang 19 asks for a result before it asks whether the function is meant at all
template <class F, class T, class Tag>
struct mapped_value<true, F, T, Tag> {
  using type = mapped_or_wrong<mapped_request<F, true, wrt_nothing, T, decltype(backend_of_points(Tag{}, 0))>>;
};

/// A request of numbers at many points at once, in one pass over registers: `vmap(value_and_grad(f))(x = many, y = 0.7)`. Each symbol is bound to a number,
/// the same at all points, or to a range that holds one for each. Results are what the request gives, each a range of as many; or lie where into(…)
/// says. What is written may be what is read at the same points, but must not overlap otherwise. `threads(k)`, see nabla/threads.hpp, or a pool of the caller's shares
/// the points among threads. Both sides of a branch are computed, and one is taken; what is dear in one that no point of a register takes is left out.
/// vmap<float>(…) computes in float. Loops and matrices may be inside, `vmap(fold(e, x, body))(x = many, e = data)`: these data are the same at all points; loops over
/// steps of numbers take a register of points, all else takes one point after the other. Derivatives are those by numbers, `grad(f, wrt(x))`.
template <class T = double, class Tag = points_tag, class F, bool Value, class Wrt>
constexpr mapped_or_wrong<mapped_request<F, Value, Wrt, T, decltype(backend_of_points(Tag{}, 0))>> vmap(request_of<F, Value, Wrt>) {
  if constexpr (mapped_request<F, Value, Wrt, T, decltype(backend_of_points(Tag{}, 0))>::exists()) return {};
  else NABLA_DETAIL_NO_RESULT;
}
/// The value of f at many points.
template <class T = double, class Tag = points_tag, Expression F>
constexpr typename mapped_value<Expression<F>, F, T, Tag>::type vmap(F) {
  if constexpr (mapped_request<F, true, wrt_nothing, T, decltype(backend_of_points(Tag{}, 0))>::exists()) return {};
  else NABLA_DETAIL_NO_RESULT;
}

}  // namespace nabla::detail

namespace nabla {
using detail::vmap;
}
