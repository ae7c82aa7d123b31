// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: the gradient is asked for with respect to other symbols than the parameters
// lines: 60

#include <nabla/train/evaluator.hpp>

namespace {

using namespace nabla;
constexpr auto W = var<"W", 2, 3>;
constexpr auto b = var<"b", 1, 3>;
constexpr auto f = sum(W) * sum(b);

[[maybe_unused]] void step(const parameter_vector<double, std::remove_cv_t<decltype(W)>>& p) {
#ifdef NABLA_MUST_NOT_COMPILE
  auto slope = evaluator(grad(f, wrt(b)), p);
#else
  auto slope = evaluator(grad(f, wrt(W)), p);
#endif
  (void)slope;
}

}  // namespace
