// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// Objectives and constraints for NLopt: nlopt_function.

#include <nabla/support/compiler.hpp>
#ifdef NABLA_DETAIL_COMPILER_WILL_DO
#include <nabla/support/macros_away.hpp>

#include <nabla/nabla.hpp>  // first, see there

#include <nabla/interop/nlopt.hpp>

#include <nabla/support/macros_back.hpp>
#endif
