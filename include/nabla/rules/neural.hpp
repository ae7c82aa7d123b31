// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/gated_units.hpp>
#include <nabla/rules/losses.hpp>
#include <nabla/rules/softmax.hpp>
