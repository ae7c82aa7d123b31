// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: levenberg_marquardt_functor takes a formula and its symbols, and what else it has: levenberg_marquardt_functor(f, wrt(v), at(x = 1.0))
// expects: nabla: nlopt_function takes a formula and its symbols, and what else it has: nlopt_function(f, wrt(v), at(x = 1.0))

#include <nabla/eigen_solvers.hpp>
#include <nabla/nlopt.hpp>

namespace {

using namespace nabla;
constexpr auto v = var<"v", 3>;
#ifdef NABLA_MUST_NOT_COMPILE
levenberg_marquardt_functor residuals([](auto a) { return a; }, wrt(v));
nlopt_function objective([](auto a) { return sum(a); }, wrt(v));
#else
levenberg_marquardt_functor residuals(formula([](auto a) { return a; }, v), wrt(v));
nlopt_function objective(formula([](auto a) { return sum(a); }, v), wrt(v));
#endif

}  // namespace
