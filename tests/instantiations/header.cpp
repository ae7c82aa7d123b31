// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The header alone; the others are counted above it.

#include <nabla/nabla.hpp>
