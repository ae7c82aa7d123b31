// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: this function takes #include <nabla/nlopt.hpp>
// expects: nabla: this function takes #include <nabla/eigen_solvers.hpp>

#include <nabla/nabla.hpp>
#ifndef NABLA_MUST_NOT_COMPILE
#include <nabla/eigen_solvers.hpp>
#include <nabla/nlopt.hpp>
#endif

namespace {

using namespace nabla;
constexpr auto x = var<"x">;
const auto objective = nlopt_function(x * x, wrt(x));
const auto functor = levenberg_marquardt_functor(vstack(x, x* x), wrt(x));

}  // namespace
