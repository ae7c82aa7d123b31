// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// Gradients as Boost.Hana maps: symbols are keys, `grad(f)(x = 1.0).map()`. Structures of parameters, `formula<camera>(…)`, see interop/structures.hpp.

#include <nabla/support/compiler.hpp>
#ifdef NABLA_DETAIL_COMPILER_WILL_DO
#include <nabla/support/macros_away.hpp>

#include <nabla/nabla.hpp>  // first, see there

#include <nabla/interop/hana.hpp>
#include <nabla/interop/structures.hpp>

#include <nabla/support/macros_back.hpp>
#endif
