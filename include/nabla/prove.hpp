// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// prove_equal and prove_equivalent: == and equivalent() for a static_assert whose failure shows both formulas.

#include <nabla/support/compiler.hpp>
#ifdef NABLA_DETAIL_COMPILER_WILL_DO
#include <nabla/support/macros_away.hpp>

#include <nabla/nabla.hpp>
#include <nabla/print/prove.hpp>

#include <nabla/support/macros_back.hpp>
#endif
