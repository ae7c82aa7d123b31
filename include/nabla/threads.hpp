// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// Many points shared among threads.

#include <nabla/support/macros_away.hpp>

#include <nabla/interop/threads.hpp>
#include <nabla/nabla.hpp>

#include <nabla/support/macros_back.hpp>
