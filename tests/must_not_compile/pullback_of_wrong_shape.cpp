// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: each pullback has the shape of its operand
// lines: 60

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;
constexpr auto A = var<"A", 2, 3>;
struct scatter_rule : matrix_function<1> {
  static constexpr auto text = "scatter";
  static constexpr inferred_shape infer(const operand_shape* a) { return {matrix_shape(a[0].columns, a[0].columns)}; }
  static constexpr auto definition(auto M) { return transpose(M) * M; }
#ifdef NABLA_MUST_NOT_COMPILE
  static constexpr auto pullbacks(auto M, auto, auto d) { return pullback((d + transpose(d)) * transpose(M)); }
#else
  static constexpr auto pullbacks(auto M, auto, auto d) { return pullback(M * (d + transpose(d))); }
#endif
};
constexpr auto f = call<scatter_rule>(A);

}  // namespace
