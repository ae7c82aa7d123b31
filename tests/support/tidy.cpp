// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// What clang-tidy reads: all headers.

#include <nabla/check.hpp>
#include <nabla/eigen.hpp>
#include <nabla/eigen_solvers.hpp>
#include <nabla/eigen_sparse.hpp>
#include <nabla/nabla.hpp>
#include <nabla/print.hpp>
#include <nabla/prove.hpp>
#include <nabla/train.hpp>
