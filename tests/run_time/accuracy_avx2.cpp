// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// With AVX2 and a fused multiply-add, see tests/CMakeLists.txt.

#include "support/accuracy.hpp"
