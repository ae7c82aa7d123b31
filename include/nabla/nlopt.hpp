// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// Objectives and constraints for NLopt: nlopt_function.

#include <nabla/support/macros_away.hpp>

#include <nabla/interop/nlopt.hpp>
#include <nabla/nabla.hpp>

#include <nabla/support/macros_back.hpp>
