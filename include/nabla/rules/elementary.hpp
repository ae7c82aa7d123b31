// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/exponential.hpp>
#include <nabla/rules/hyperbolic.hpp>
#include <nabla/rules/powers.hpp>
#include <nabla/rules/trigonometric.hpp>
