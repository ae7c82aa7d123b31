// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// Run-time vectors and matrices: Eigen matrices can be bound, and then results and products are Eigen's. Gradients as Boost.Hana maps come along:
// beside Eigen's headers those of Hana cost the compiler nothing.

#include <nabla/support/compiler.hpp>
#ifdef NABLA_DETAIL_COMPILER_WILL_DO
#include <nabla/support/macros_away.hpp>

#include <nabla/nabla.hpp>  // first, see there

// clang-format off
#include <nabla/support/optimised.hpp>
#include <nabla/evaluate/eigen/inputs.hpp>
#include <nabla/evaluate/eigen/loops.hpp>
#include <nabla/evaluate/eigen/numbers.hpp>
#include <nabla/evaluate/eigen/points.hpp>
#include <nabla/interop/hana.hpp>
#include <nabla/support/optimised_no_more.hpp>
// clang-format on

#include <nabla/support/macros_back.hpp>
#endif
