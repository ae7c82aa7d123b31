// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// nabla/eigen.hpp, and sparse_jacobian() and sparse_hessian() give Eigen::SparseMatrix.

#include <nabla/support/compiler.hpp>
#ifdef NABLA_DETAIL_COMPILER_WILL_DO
#include <nabla/support/macros_away.hpp>

#include <nabla/eigen.hpp>
#include <nabla/evaluate/eigen/sparse.hpp>

#include <nabla/support/macros_back.hpp>
#endif
