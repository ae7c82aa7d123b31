// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// With AVX2, see tests/CMakeLists.txt.

#include "support/loop_sizes.hpp"
#include "support/small_products.hpp"
