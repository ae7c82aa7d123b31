// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// With AVX2 and a fused multiply-add, see tests/CMakeLists.txt.

#define NABLA_WITHOUT_CONSTANTS  // they are the same for all instructions
#include "support/accuracy.hpp"
