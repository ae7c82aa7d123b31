// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/options.hpp>
#include <nabla/check/report.hpp>
#include <nabla/evaluate/bind/check_bindings.hpp>
#include <nabla/evaluate/point.hpp>
#include <nabla/expression/refused.hpp>
#include <nabla/graph/plan/program.hpp>
#include <nabla/graph/symbols.hpp>
#include <nabla/graph/wrt.hpp>

namespace nabla::detail {

/// The first symbol that f does not have, by which a check would compare 0 with 0; null: it has all.
template <class F, class... X>
inline constexpr const facts* first_missing = [] {
  const facts* missing = nullptr;
  if constexpr (Expression<F>) {  // clang asks before it asks the constraints
    const auto look = [&missing](const facts& x) {
      bool found = false;
      for (int i = 0; i < symbols_in<F>::count; ++i) found = found || is_same_symbol(*symbols_in<F>::symbols.data[i], x);
      if (!found && !is_set(missing)) missing = &x;
    };
    (look(facts_of<X>), ...);
  }
  return missing;
}();
template <class F, class Wrt>
inline constexpr bool has_symbols = true;
template <Expression F, class... X>
inline constexpr bool has_symbols<F, wrt_list<X...>> = !is_set(first_missing<F, X...>);

// clang-format off
NABLA_DETAIL_WRONG_RESULT(checked_by_another, "nabla: a check is by symbols of the formula, and one in wrt() does not occur in it")
#define NABLA_DETAIL_REFUSED_BY_ANOTHER(name)                                                                          \
  template <Expression F, class... X, class... B>                                                                      \
    requires(!has_symbols<F, wrt_list<X...>>)                                                                          \
  constexpr checked_by_another<facts_of<F>.id, shown_name<*first_missing<F, X...>>> name(F, wrt_list<X...>, const point<B...>&, const check_options& = {}) { \
    NABLA_DETAIL_NO_RESULT;                                                                                            \
  }
NABLA_DETAIL_REFUSED_BY_ANOTHER(check_grad)
NABLA_DETAIL_REFUSED_BY_ANOTHER(check_jacobian)
NABLA_DETAIL_REFUSED_BY_ANOTHER(check_hessian)
NABLA_DETAIL_REFUSED_BY_ANOTHER(check_jvp)
NABLA_DETAIL_REFUSED_BY_ANOTHER(check_hvp)
#undef NABLA_DETAIL_REFUSED_BY_ANOTHER
// clang-format on

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
