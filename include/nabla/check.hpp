// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// The gradient checker: derivatives against finite differences.

#include <nabla/check/check_grad.hpp>
#include <nabla/nabla.hpp>
