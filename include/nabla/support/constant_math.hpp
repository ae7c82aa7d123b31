// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// Elementary functions for constant evaluation, where the standard ones are not usable: the same bits from every compiler.
// Meant for constants only: they favour accuracy over speed, and at run time they would need -ffp-contract=off, as a fused
// multiply-add breaks the error-free sums. IEEE 754 arithmetic rounding to nearest is assumed, T of up to 113 digits.

#include <nabla/support/constant_math/classify.hpp>
#include <nabla/support/constant_math/error_function.hpp>
#include <nabla/support/constant_math/exponential.hpp>
#include <nabla/support/constant_math/gamma.hpp>
#include <nabla/support/constant_math/hyperbolic.hpp>
#include <nabla/support/constant_math/inverse_hyperbolic.hpp>
#include <nabla/support/constant_math/inverse_trigonometric.hpp>
#include <nabla/support/constant_math/logarithm.hpp>
#include <nabla/support/constant_math/power.hpp>
#include <nabla/support/constant_math/root.hpp>
#include <nabla/support/constant_math/rounding.hpp>
#include <nabla/support/constant_math/trigonometric.hpp>
