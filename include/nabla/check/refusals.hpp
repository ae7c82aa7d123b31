// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/report.hpp>
#include <nabla/expression/refused.hpp>
#include <nabla/graph/plan/program.hpp>
#include <nabla/graph/wrt.hpp>

namespace nabla::detail {

// Values that are not put into at(...) are refused in a sentence.

template <class Value, bool InAt>
struct check_point {
  static_assert(InAt, "nabla: the point is given as at(...), as in check_grad(f, at(x = 1.0, y = 2.0)) or check_grad(f, wrt(x), at(x = 1.0, y = 2.0))");
};
template <class Value>
gradient_report refuse_values_without_at() {
  (void)sizeof(check_point<Value, false>);
  return {};
}

template <Expression F, Binding First, class... Rest>
gradient_report check_grad(F, First&&, Rest&&...) { return refuse_values_without_at<std::remove_cvref_t<First>>(); }
template <Expression F, class... X, Binding First, class... Rest>
gradient_report check_grad(F, wrt_list<X...>, First&&, Rest&&...) { return refuse_values_without_at<std::remove_cvref_t<First>>(); }
template <Expression F, Binding First, class... Rest>
gradient_report check_jacobian(F, First&&, Rest&&...) { return refuse_values_without_at<std::remove_cvref_t<First>>(); }
template <Expression F, class... X, Binding First, class... Rest>
gradient_report check_jacobian(F, wrt_list<X...>, First&&, Rest&&...) { return refuse_values_without_at<std::remove_cvref_t<First>>(); }
template <Expression F, Binding First, class... Rest>
gradient_report check_hessian(F, First&&, Rest&&...) { return refuse_values_without_at<std::remove_cvref_t<First>>(); }
template <Expression F, class... X, Binding First, class... Rest>
gradient_report check_hessian(F, wrt_list<X...>, First&&, Rest&&...) { return refuse_values_without_at<std::remove_cvref_t<First>>(); }
template <Expression F, Binding First, class... Rest>
gradient_report check_jvp(F, First&&, Rest&&...) { return refuse_values_without_at<std::remove_cvref_t<First>>(); }
template <Expression F, class... X, Binding First, class... Rest>
gradient_report check_jvp(F, wrt_list<X...>, First&&, Rest&&...) { return refuse_values_without_at<std::remove_cvref_t<First>>(); }
template <Expression F, Binding First, class... Rest>
gradient_report check_hvp(F, First&&, Rest&&...) { return refuse_values_without_at<std::remove_cvref_t<First>>(); }
template <Expression F, class... X, Binding First, class... Rest>
gradient_report check_hvp(F, wrt_list<X...>, First&&, Rest&&...) { return refuse_values_without_at<std::remove_cvref_t<First>>(); }

// clang-format off
#define NABLA_DETAIL_REFUSED_CHECK(name) \
  NABLA_DETAIL_REFUSED("nabla: " #name "() takes a formula, perhaps its symbols in wrt(), and a point: " #name "(f, at(x = 1.0, y = 2.0)), " #name "(f, wrt(x), at(x = 1.0, y = 2.0))", name(...))
NABLA_DETAIL_REFUSED_CHECK(check_grad)
NABLA_DETAIL_REFUSED_CHECK(check_jacobian)
NABLA_DETAIL_REFUSED_CHECK(check_hessian)
NABLA_DETAIL_REFUSED_CHECK(check_jvp)
NABLA_DETAIL_REFUSED_CHECK(check_hvp)
#undef NABLA_DETAIL_REFUSED_CHECK
// clang-format on

}  // namespace nabla::detail

namespace nabla {
using detail::check_grad, detail::check_jacobian, detail::check_hessian, detail::check_jvp, detail::check_hvp;
}
