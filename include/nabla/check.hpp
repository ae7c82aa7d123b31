// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// The gradient checker: derivatives against finite differences.

#include <nabla/support/compiler.hpp>
#ifdef NABLA_DETAIL_COMPILER_WILL_DO
#include <nabla/support/macros_away.hpp>

#include <nabla/nabla.hpp>  // first, see there

#include <nabla/check/check_callable.hpp>
#include <nabla/check/check_cost_function.hpp>
#include <nabla/check/check_grad.hpp>
#include <nabla/check/check_matrices.hpp>
#include <nabla/check/check_products.hpp>
#include <nabla/check/plain.hpp>

#include <nabla/support/macros_back.hpp>
#endif
