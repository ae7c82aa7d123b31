// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// nabla/eigen_sparse.hpp, a functor for Eigen's LevenbergMarquardt, and Newton's method with a sparse Hessian.

#include <nabla/support/compiler.hpp>
#ifdef NABLA_DETAIL_COMPILER_WILL_DO
#include <nabla/support/macros_away.hpp>

#include <nabla/eigen_sparse.hpp>
#include <nabla/interop/levenberg_marquardt.hpp>
#include <nabla/interop/sparse_newton.hpp>

#include <nabla/support/macros_back.hpp>
#endif
