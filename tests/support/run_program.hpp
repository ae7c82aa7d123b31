// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/request.hpp>

#include <utility>

namespace test {

/// What the plan of one program computes of f, and whether its bounds hold, without which it need not have computed all: `Wrt` says which, that of the kernels or usually<…>, which a call tries first.
template <bool Value, class Wrt, nabla::Expression F, class... B>
auto run_program(F, const B&... b) {
  using P = nabla::detail::program<F, Value, Wrt>;
  nabla::detail::context<P, double> c;
  nabla::detail::memory<double, nabla::detail::inline_elements_with_copies<P, double, B...>()> m;
  const bool holds = nabla::detail::evaluate_into<nabla::detail::running_backend<nabla::detail::numbers_tag, B...>>(c, m, b...);
  return std::pair{nabla::detail::results<F, Value, nabla::detail::wrt_all, typename nabla::detail::backend_of_call<B...>::type, true>(c), holds};
}

}  // namespace test
