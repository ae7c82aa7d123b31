// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// graph_builder: formulas that are made at run time.

#include <nabla/support/compiler.hpp>
#ifdef NABLA_DETAIL_COMPILER_WILL_DO
#include <nabla/support/macros_away.hpp>

#include <nabla/nabla.hpp>  // first, see there

#include <nabla/print/built.hpp>

#include <nabla/support/macros_back.hpp>
#endif
