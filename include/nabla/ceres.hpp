// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// Residuals as cost functions of Ceres Solver: ceres_cost().

#include <nabla/support/macros_away.hpp>

#include <nabla/interop/ceres.hpp>
#include <nabla/nabla.hpp>

#include <nabla/support/macros_back.hpp>
