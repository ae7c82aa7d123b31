// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/report.hpp>
#include <nabla/evaluate/point.hpp>
#include <nabla/expression/refused.hpp>
#include <nabla/graph/plan/program.hpp>
#include <nabla/graph/wrt.hpp>

namespace nabla::detail {

// Values that are not put into at(...) are refused in a sentence.

// clang-format off
#define NABLA_DETAIL_REFUSED_WITHOUT_AT(name)                                                                                                                                  \
  NABLA_DETAIL_REFUSAL(name##_without_at, "nabla: the point is given as at(...), as in " #name "(f, at(x = 1.0, y = 2.0)) or " #name "(f, wrt(x), at(x = 1.0, y = 2.0))") \
  template <Expression F, Binding First, class... Rest>                                                                                                                       \
  name##_without_at name(F, First&&, Rest&&...);                                                                                                                              \
  template <Expression F, class... X, Binding First, class... Rest>                                                                                                           \
  name##_without_at name(F, wrt_list<X...>, First&&, Rest&&...);
NABLA_DETAIL_REFUSED_WITHOUT_AT(check_grad)
NABLA_DETAIL_REFUSED_WITHOUT_AT(check_jacobian)
NABLA_DETAIL_REFUSED_WITHOUT_AT(check_hessian)
NABLA_DETAIL_REFUSED_WITHOUT_AT(check_jvp)
NABLA_DETAIL_REFUSED_WITHOUT_AT(check_hvp)
#undef NABLA_DETAIL_REFUSED_WITHOUT_AT
#define NABLA_DETAIL_REFUSED_CHECK(name) \
  NABLA_DETAIL_REFUSED("nabla: " #name "() takes a formula, perhaps its symbols in wrt(), and a point: " #name "(f, wrt(x), at(x = 1.0, y = 2.0))", name(...)) \
  NABLA_DETAIL_REFUSED("nabla: the point is given as at(...), as in " #name "(f, at(x = 1.0, y = 2.0)) or " #name "(f, wrt(x), at(x = 1.0, y = 2.0))", name(const anything&, std::initializer_list<anything>))
NABLA_DETAIL_REFUSED_CHECK(check_grad)
NABLA_DETAIL_REFUSED_CHECK(check_jacobian)
NABLA_DETAIL_REFUSED_CHECK(check_hessian)
NABLA_DETAIL_REFUSED_CHECK(check_jvp)
NABLA_DETAIL_REFUSED_CHECK(check_hvp)
#undef NABLA_DETAIL_REFUSED_CHECK
template <Expression F>
inline constexpr bool gives_more = !facts_of<F>.extents.is_scalar();
#define NABLA_DETAIL_REFUSED_CHECK_OF_MORE(name, sentence)         \
  NABLA_DETAIL_REFUSAL(name##_of_more, sentence)                   \
  template <Expression F, class... B>                              \
    requires gives_more<F>                                         \
  name##_of_more name(F, const point<B...>&, ...);                 \
  template <Expression F, class... X, class... B>                  \
    requires gives_more<F>                                         \
  name##_of_more name(F, wrt_list<X...>, const point<B...>&, ...);
NABLA_DETAIL_REFUSED_CHECK_OF_MORE(check_grad, "nabla: check_grad() takes a scalar function; check_jacobian() takes one of several results")
NABLA_DETAIL_REFUSED_CHECK_OF_MORE(check_hessian, NABLA_DETAIL_NEEDS_A_NUMBER("a Hessian"))
NABLA_DETAIL_REFUSED_CHECK_OF_MORE(check_hvp, NABLA_DETAIL_NEEDS_A_NUMBER("a Hessian"))
#undef NABLA_DETAIL_REFUSED_CHECK_OF_MORE
// clang-format on

}  // namespace nabla::detail

namespace nabla {
using detail::check_grad, detail::check_jacobian, detail::check_hessian, detail::check_jvp, detail::check_hvp;
}
